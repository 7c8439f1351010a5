import type { GameSession, SessionPlayer } from '../../api/meshmap/index.js';

declare module '../../shared/events.js' {
  interface GsEventMap {
    /** The own rank, or one among the first three, is another one. `from` is 0 for a newcomer. */
    'gs-rank-change': CustomEvent<{ playerId: string; from: number; to: number }>;
    /** Somebody else leads. */
    'gs-leader-change': CustomEvent<{ from: SessionPlayer; to: SessionPlayer }>;
    /** Players who were not there before, all those of one answer at once. */
    'gs-player-join': CustomEvent<{ players: readonly SessionPlayer[] }>;
    /** The session was running when last seen and is over now. */
    'gs-session-complete': CustomEvent<{ session: GameSession }>;
    /** The reader chose a player. Cancelled, the row is not marked. */
    'gs-player-select': CustomEvent<{ playerId: string; player: SessionPlayer; rank: number }>;
  }
}
