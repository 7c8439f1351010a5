/** Where the board gets its rows: two shared queries, or the page's own entries. */
import type { Client } from '../../api/client.js';
import { ApiError } from '../../api/error.js';
import type { GameSession, SessionPlayer } from '../../api/meshmap.js';
import type { RankOptions } from '../../api/rank.js';
import type { Listing } from '../../api/route.js';
import { Query, type QueryHost, type Question } from '../../live/query.js';
import { Board, type BoardChanges } from './board.js';
import type { Entry } from './extras/entries.js';

export interface BoardWishes extends RankOptions {
  readonly sessionId: string;
  readonly entries?: readonly Entry[];
  /** Reads the page's own rows; undefined until it is there. */
  readonly readEntries?: (entries: readonly Entry[]) => SessionPlayer[];
  /** Seconds between polls. */
  readonly refresh: number;
  readonly eager: boolean;
  readonly selfId?: string;
}

/** A session changes rarely: seconds between two looks at it, at least. */
const SESSION_PACE = 15;

const noMeshmap = () =>
  new ApiError('No meshmap-url is set, and no gateway either.', { code: 'unsupported', service: 'meshmap' });

export class BoardReader {
  readonly board = new Board();
  readonly players: Query<Listing<SessionPlayer>>;
  readonly session: Query<GameSession>;
  /** Counts what could change a row: answers and rules. */
  version = 0;
  readonly #wishes: () => BoardWishes;
  #source?: string;
  #rows?: readonly unknown[];
  #rules: readonly unknown[] = [];

  constructor(host: QueryHost, wishes: () => BoardWishes) {
    this.#wishes = wishes;
    // the keys hold nothing of how a board is shown, so that all boards of a session share one answer
    this.players = new Query(host, () =>
      this.#ask('listSessionPlayers', 0, (meshmap, id, signal) => meshmap.listSessionPlayers(id, { signal, retry: 0 })),
    );
    this.session = new Query(host, () =>
      this.#ask('getGameSession', SESSION_PACE, (meshmap, id, signal) =>
        meshmap.getGameSession(id, { signal, retry: 0 }),
      ),
    );
  }

  /**
   * Ranks what arrived since the last time.
   * @param shown positions on the screen
   * @returns what changed; nothing for first answers, and when there is no new one
   */
  read(shown: readonly [number, number]): { isFirst: boolean; changes?: BoardChanges } | undefined {
    const wishes = this.#wishes();
    const source = wishes.entries ? ' entries' : wishes.sessionId;
    if (source !== this.#source) {
      this.board.clear();
      this.#source = source;
      this.#rows = undefined;
      this.version++;
    }
    const rules = [wishes.ranking, wishes.sort, wishes.comparator];
    const isSameRule = rules.every((rule, i) => rule === this.#rules[i]);
    this.#rules = rules;
    const rows = wishes.entries ? wishes.readEntries && wishes.entries : this.players.data?.items;
    if (!rows || rows === this.#rows) {
      if (isSameRule) return undefined;
      this.board.rerank(wishes);
      this.version++;
      return undefined;
    }
    const isFirst = !this.#rows;
    this.#rows = rows;
    this.version++;
    const players =
      wishes.readEntries && wishes.entries ? wishes.readEntries(wishes.entries) : (rows as readonly SessionPlayer[]);
    return { isFirst, changes: this.board.take(players, wishes, wishes.selfId, shown, Date.now()) };
  }

  #ask<T>(
    call: string,
    pace: number,
    load: (meshmap: NonNullable<Client['meshmap']>, id: string, signal: AbortSignal) => Promise<T>,
  ): Question<T> | undefined {
    const { sessionId, entries, refresh, eager } = this.#wishes();
    if (!sessionId || entries) return undefined;
    return {
      key: ['meshmap', call, sessionId],
      load: async ({ meshmap }, signal) => {
        if (!meshmap) throw noMeshmap();
        return load(meshmap, sessionId, signal);
      },
      every: refresh > 0 ? Math.max(refresh, pace) : 0,
      eager,
    };
  }
}
