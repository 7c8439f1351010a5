/** The queries of the launcher's sessions, and the events of their answers. */
import type { ApiError } from '../../api/error.js';
import { meshmap, type GameSession } from '../../api/meshmap/index.js';
import type { ListResult } from '../../api/operation.js';
import { keys } from '../../live/keys.js';
import { Query, type QueryHost } from '../../live/query.js';
import { partialError } from '../../shared/partial-error.js';

/** What to request. */
export interface SessionFilterOptions {
  /** Requests the list of sessions. */
  readonly isList: boolean;
  /** Requests this session. */
  readonly sessionId?: string;
  /** Seconds between polls. */
  readonly refresh: number;
  readonly eager: boolean;
  /** A game is in the frame, and the list is not shown. */
  readonly isPlaying: boolean;
}

export class Sessions {
  readonly list: Query<ListResult<GameSession>>;
  readonly one: Query<GameSession>;
  #created: readonly GameSession[] = [];
  #told?: ListResult<GameSession> | GameSession;

  constructor(host: QueryHost, options: () => SessionFilterOptions) {
    this.list = new Query(host, () => {
      const { isList, refresh, eager, isPlaying } = options();
      if (!isList) return undefined;
      return {
        key: keys.sessions(),
        load: (connection, signal) => connection.service(meshmap)!.listGameSessions({ signal, retry: 0 }),
        refetchInterval: isPlaying ? 0 : refresh,
        eager,
      };
    });
    this.one = new Query(host, () => {
      const { sessionId, refresh, eager } = options();
      if (!sessionId) return undefined;
      return {
        key: keys.session(sessionId),
        load: (connection, signal) => connection.service(meshmap)!.getGameSession(sessionId, { signal, retry: 0 }),
        refetchInterval: refresh,
        eager,
      };
    });
  }

  /** The list, with sessions created here; undefined before the first answer. */
  get items(): readonly GameSession[] | undefined {
    const items = this.list.data?.items;
    // A shared cached answer may be some seconds old.
    if (items) this.#created = this.#created.filter(({ id }) => !items.some((session) => session.id === id));
    return items && [...this.#created, ...items];
  }

  /** Adds a session that was created here, which the cached list may lack. */
  add(session: GameSession): void {
    this.#created = [...this.#created, session];
  }

  /** What a new answer changed, once each: how many sessions differ, and rows that can't be read. */
  news(now: ListResult<GameSession> | GameSession | undefined): { changed?: number; error?: ApiError } {
    const before = this.#told;
    if (now === before) return {};
    this.#told = now;
    if (!now) return {}; // the next answer is not an update of this one
    const changed = before && countChanged(rowsOf(before), rowsOf(now));
    return { changed, error: 'skipped' in now ? partialError(now, 'meshmap') : undefined };
  }
}

const rowsOf = (answer: ListResult<GameSession> | GameSession) => ('items' in answer ? answer.items : [answer]);

function countChanged(before: readonly GameSession[], now: readonly GameSession[]): number {
  const known = new Map(before.map((session) => [session.id, JSON.stringify(session)]));
  const differing = now.filter((session) => known.get(session.id) !== JSON.stringify(session)).length;
  const ids = new Set(now.map(({ id }) => id));
  return differing + before.filter(({ id }) => !ids.has(id)).length;
}
