/** Every event of every element with its detail. All bubble and cross shadow roots; `gs-before-*` can be cancelled. */
import type { ApiError } from '../api/error.js';
import type { GameSession, NewGameSession } from '../api/meshmap/index.js';
import type { RunEvents } from '../play/run-host.js';
import type { StateWord } from './states.js';
import type { TrackDetail } from './track.js';

export interface GsEventMap {
  /** The first data arrived. */
  'gs-load': CustomEvent<undefined>;
  /** Newer data arrived; `changed` counts the rows or fields that differ. */
  'gs-update': CustomEvent<{ changed: number }>;
  /** `state` changed. */
  'gs-state-change': CustomEvent<{ from: StateWord; to: StateWord }>;
  /** A request failed, or (with `partial`) some rows of an answer were unreadable. Old data stays on the screen. */
  'gs-error': CustomEvent<{ error: ApiError; partial?: boolean }>;
  /** Something worth counting, for the page's analytics; without personal data. */
  'gs-track': CustomEvent<TrackDetail>;
  /** The token ran out and nothing could renew it. */
  'gs-token-expired': CustomEvent<undefined>;

  // Messages of a framed game, emitted by launcher and swiper; `index` is the slide in a swiper
  /** The game can be played. */
  'gs-game-ready': CustomEvent<{ index?: number }>;
  /** A round has begun. */
  'gs-game-busy': CustomEvent<{ index?: number }>;
  /** The round is over. */
  'gs-game-idle': CustomEvent<{ index?: number }>;
  /** The game reports its score; `final` when it is the round's last. */
  'gs-score': CustomEvent<{ score: number; final?: boolean; index?: number }>;
  /** The player's money in units of `currency`. */
  'gs-balance': CustomEvent<{ amount: number; currency?: string; index?: number }>;
  /** The player wants to pay in. */
  'gs-deposit': CustomEvent<{ index?: number }>;
  /** The player wants to see earlier rounds. */
  'gs-history': CustomEvent<{ index?: number }>;
  /** The player leaves the game by its own way out. */
  'gs-exit': CustomEvent<{ index?: number }>;

  // <gs-session-launcher>
  /** `phase` changed. */
  'gs-phase-change': CustomEvent<{ from: string; to: string }>;
  /** A session was chosen from the list. Cancelable: the list stays. */
  'gs-session-select': CustomEvent<{ session: GameSession }>;
  /** A session is about to be created. Cancelable: nothing is sent. */
  'gs-before-create': CustomEvent<{ session: NewGameSession }>;
  /** The session exists, with its id. */
  'gs-session-create': CustomEvent<{ session: GameSession }>;
  /** The player is about to be put into the session. Cancelable: nothing is sent. */
  'gs-before-join': CustomEvent<{ sessionId: string; playerId: string }>;
  /** The player is in the session; `already` when they were before. */
  'gs-session-join': CustomEvent<{ sessionId: string; playerId: string; already: boolean }>;
  /** A game is about to be started, or to be resumed. */
  'gs-before-launch': CustomEvent<RunEvents['gs-before-launch']>;
  /** `sessionId` is the game session's. */
  'gs-launch': CustomEvent<{ gameId: string; sessionId: string; resumed: boolean }>;
  /** The game is about to be ended: `player`, `exit`, `reality-check`, or the reason given to `end()`. */
  'gs-before-end': CustomEvent<{ reason: string }>;
  /** The game is over; also for `leave`, `expired` and `closed`. `net` only when it is known. */
  'gs-end': CustomEvent<RunEvents['gs-end']>;
  /** The game session's time is up; `sessionId` is its id. */
  'gs-session-expired': CustomEvent<{ sessionId: string }>;
  /** The game can't be played from here; `reason` is the service's. Not an outage. */
  'gs-unavailable': CustomEvent<{ gameId: string; reason: string }>;
  /** Time to look at the clock: `seconds` played, `net` won or lost in units of `currency` when it is known. */
  'gs-reality-check': CustomEvent<{ seconds: number; net?: number; currency?: string }>;
}

declare global {
  // Declaration merging is the only way to tell TypeScript about an element's events.
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type
  interface HTMLElementEventMap extends GsEventMap {}
  // All of them bubble and are composed: one listener on the document gets those of every element.
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type
  interface DocumentEventMap extends GsEventMap {}
}
