/** Events of `<gs-game-frame>`. */
import type { GameConversation } from '../../game/stats.js';
import type { GameEvent } from '../../game/messages.js';
import type { RefusalReason } from '../../game/frame-url.js';

/**
 * Why a frame is empty although its url is fine: the page's own policy, a redirect onto the page's own origin, or a game
 * that exceeded the message limits.
 */
export type BlockedReason = 'page-policy' | 'own-origin' | 'too-much';

/** Message counters, and how often the focus was given back to the page. */
export interface GameFrameDebug extends GameConversation {
  readonly focusReturned: number;
}

declare module '../../shared/events.js' {
  interface GsEventMap {
    /** A message of the game, translated into the common vocabulary. */
    'gs-game-event': CustomEvent<{ event: GameEvent }>;
    /** A message that no dialect translates; from an allowed origin and the frame's own window. */
    'gs-game-message': CustomEvent<{ data: unknown; origin: string }>;
    /** The frame has loaded a document. */
    'gs-frame-load': CustomEvent<undefined>;
    /** The game has not loaded after `load-timeout`. It still may. */
    'gs-frame-slow': CustomEvent<undefined>;
    /** The frame was emptied, or the page's own policy kept it empty. */
    'gs-frame-blocked': CustomEvent<{ reason: BlockedReason }>;
    /** The url was refused before anything was loaded; `url` is cut at 500 characters. */
    'gs-frame-refused': CustomEvent<{ reason: RefusalReason; url?: string }>;
  }
}
