/** What `<gs-multi-swiper>` tells the page, beside the events of the games, which carry `index` and `gameId`. */
import type { ApiError } from '../../api/error.js';
import type { MultiSessionStatus } from '../../api/iplaygames/index.js';

/** Why a game or multi-session was ended: `player`, `exit`, `window`, `page`, `expired`, `closed`, `frame-blocked`, `leave`, `moved`, `player-change`, or what the page gave to `end()`. */
export type EndReason = string;

/** A game in the feed. */
export interface SlideRef {
  /** Place in the feed, from 0. */
  readonly index: number;
  readonly gameId: string;
}

declare module '../../shared/events.js' {
  interface GsEventMap {
    /** A multi-session was started. */
    'gs-multi-session-start': CustomEvent<{ multiSessionId: string; totalGames: number; expiresAt?: Date }>;
    /** Where a multi-session stands, at every answer. */
    'gs-multi-session-status': CustomEvent<{ multiSessionId: string; status: MultiSessionStatus }>;
    /** The time of a multi-session is up. */
    'gs-multi-session-expired': CustomEvent<{ multiSessionId: string }>;
    /** A multi-session is over. */
    'gs-multi-session-end': CustomEvent<{ multiSessionId: string; reason: EndReason }>;
    /** The player is about to leave a game, `busy` in the middle of a round; `preventDefault()` keeps them there. */
    'gs-before-slide-change': CustomEvent<{ from: number; to: number; busy: boolean }>;
    /** Another game is in front. */
    'gs-slide-change': CustomEvent<{ from: number; to: number; gameId: string }>;
    /** A game can be played. */
    'gs-slide-ready': CustomEvent<SlideRef & { sessionId: string }>;
    /** A game could not be started, or could not go on. */
    'gs-slide-error': CustomEvent<SlideRef & { error: ApiError }>;
    /** A game's session was ended. */
    'gs-slide-end': CustomEvent<SlideRef & { sessionId: string; reason: EndReason; confirmed: boolean }>;
    /** The last game is in front or, under `refill`, three are left; `preventDefault()` then keeps the feed from starting over. */
    'gs-end-reached': CustomEvent<{ index: number; total: number }>;
  }
}
