/** Query keys: which answer of which service. Elements with equal keys share one request and one cache entry. */
import type { GameSearch } from '../api/iplaygames/index.js';
import type { PlayHistory } from '../api/vaix/index.js';

/** Compared as JSON. Also a filter: `cache.invalidate(keys.sessions())` fits every entry that has all these properties. */
export interface QueryKey {
  readonly resource: 'sessions' | 'session' | 'players' | 'board' | 'games' | 'gameStatus' | 'multiStatus' | 'plays';
  /** Of a Meshmap session, an iPlayGames session or a multi-session. */
  readonly id?: string;
  readonly query?: unknown;
}

export const keys = {
  /** All Meshmap sessions. */
  sessions: () => ({ resource: 'sessions' }),
  /** One Meshmap session. */
  session: (id: string) => ({ resource: 'session', id }),
  /** The players of a Meshmap session. */
  players: (id: string) => ({ resource: 'players', id }),
  /** A window of a session's board, ranked by a gateway. */
  board: (id: string, query: object) => ({ resource: 'board', id, query }),
  /** The catalogue of games. */
  games: (query: GameSearch) => ({ resource: 'games', query }),
  /** Where an iPlayGames session stands. */
  gameStatus: (id: string, query?: { readonly isOpen: boolean }) => ({ resource: 'gameStatus', id, query }),
  /** Where a multi-session stands. */
  multiStatus: (id: string) => ({ resource: 'multiStatus', id }),
  /** A player's latest games; without a query a filter for all of them. */
  plays: (query?: PlayHistory) => ({ resource: 'plays', ...(query && { query }) }),
} satisfies Record<string, (...args: never[]) => QueryKey>;

/** A filter for everything about one session: itself, its players and its board. */
export const everythingOf = (id: string): Partial<QueryKey> => ({ id });

/** Whether a key has all properties of a filter. */
export const matchesKey = (key: QueryKey, filter: Partial<QueryKey>): boolean =>
  (Object.keys(filter) as (keyof QueryKey)[]).every(
    (name) => filter[name] === undefined || JSON.stringify(key[name]) === JSON.stringify(filter[name]),
  );
