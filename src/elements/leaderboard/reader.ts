/** Where the board gets its rows: two shared queries, the windows of a gateway, or the page's own entries. */
import type { Client } from '../../api/client.js';
import { ApiError } from '../../api/error.js';
import type { GameSession, SessionPlayer } from '../../api/meshmap.js';
import type { RankOptions } from '../../api/rank.js';
import type { Listing } from '../../api/route.js';
import { Query, type QueryHost, type Question } from '../../live/query.js';
import { Board } from './board.js';
import type { Entry } from './extras/entries.js';
import type { BoardChanges, Standings } from './standings.js';
import type { BoardWindows } from './windows.js';

export interface BoardWishes extends Required<Omit<RankOptions, 'comparator'>>, Pick<RankOptions, 'comparator'> {
  readonly sessionId: string;
  readonly entries?: readonly Entry[];
  /** Reads the page's own rows; undefined until it is there. */
  readonly readEntries?: (entries: readonly Entry[]) => readonly SessionPlayer[];
  /** Seconds between polls. */
  readonly refresh: number;
  readonly eager: boolean;
  readonly selfId?: string;
  /** Only the whole list will do, also where a gateway offers windows of it. */
  readonly needsAll: boolean;
  /** Positions on the screen: first, and the one after the last. */
  readonly shown: () => readonly [number, number];
}

/** News for the board: its first rows, or what changed. */
export interface BoardNews {
  readonly isFirst: boolean;
  readonly changes?: BoardChanges;
}

/** A session changes rarely: seconds between two looks at it, at least. */
const SESSION_PACE = 15;

const noMeshmap = () =>
  new ApiError('No meshmap-url is set, and no gateway either.', { code: 'unsupported', service: 'meshmap' });

export class BoardReader {
  readonly players: Query<Listing<SessionPlayer>>;
  readonly session: Query<GameSession>;
  /** Counts what could change a row: answers and rules. */
  version = 0;
  readonly #host: QueryHost;
  readonly #wishes: () => BoardWishes;
  readonly #board = new Board();
  #windows?: BoardWindows;
  /** Windows are on their way (true), or this gateway has none (false). */
  #hopes?: boolean;
  #source?: string;
  #rows?: readonly unknown[];
  #rules: readonly unknown[] = [];

  constructor(host: QueryHost, wishes: () => BoardWishes) {
    this.#host = host;
    this.#wishes = wishes;
    // the keys hold nothing of how a board is shown, so that all boards of a session share one answer
    this.players = new Query(host, () =>
      this.#isWindowed
        ? undefined
        : this.#ask('listSessionPlayers', 0, (meshmap, id, signal) =>
            meshmap.listSessionPlayers(id, { signal, retry: 0, known: this.players.data }),
          ),
    );
    this.session = new Query(host, () =>
      this.#ask('getGameSession', SESSION_PACE, (meshmap, id, signal) =>
        meshmap.getGameSession(id, { signal, retry: 0 }),
      ),
    );
  }

  /** What stands for the state of the board. */
  get primary(): Pick<Query<unknown>, 'data' | 'error' | 'fetching' | 'offline' | 'updatedAt'> {
    const windows = this.#isWindowed ? this.#windows : undefined;
    if (!windows) return this.players;
    const { data, query } = windows;
    const { error, fetching, offline, updatedAt } = query;
    return { data, error, fetching, offline, updatedAt };
  }

  get standings(): Standings {
    return (this.#isWindowed && this.#windows) || this.#board;
  }

  /** Rows whose player was there twice. */
  get duplicates(): number {
    return this.#board.duplicates;
  }

  /** Whether the screen shows rows that have to be asked for. */
  get isBehind(): boolean {
    return this.#isWindowed && this.#windows?.isBehind === true;
  }

  /** Ranks what arrived since the last time; nothing when there is nothing new. */
  read(): BoardNews | undefined {
    const now = Date.now();
    if (this.#isWindowed) {
      this.#source = undefined;
      if (!this.#windows) return void this.#fetchWindows();
      const { error, data } = this.#windows.query;
      // a gateway without windows, or an older one: the whole list then
      if (error && !data && !error.retryable) {
        this.#hopes = false;
        queueMicrotask(() => this.#host.requestUpdate()); // this update has asked its questions already
      }
      const news = this.#windows.read(now);
      if (news) this.version++;
      return news;
    }
    const wishes = this.#wishes();
    this.#follow(wishes.entries ? ' entries' : wishes.sessionId);
    const rules = [wishes.ranking, wishes.sort, wishes.comparator];
    const isSameRule = rules.every((rule, i) => rule === this.#rules[i]);
    this.#rules = rules;
    const { entries, readEntries } = wishes;
    const rows = entries ? readEntries && entries : this.players.data?.items;
    if (!rows || rows === this.#rows) {
      if (isSameRule) return undefined;
      this.#board.rerank(wishes);
      this.version++;
      return undefined;
    }
    const isFirst = !this.#rows;
    this.#rows = rows;
    this.version++;
    const players = entries && readEntries ? readEntries(entries) : (rows as readonly SessionPlayer[]);
    return { isFirst, changes: this.#board.take(players, wishes, wishes.selfId, wishes.shown(), now) };
  }

  /** Forgets the rows of another session. */
  #follow(source: string): void {
    if (source === this.#source) return;
    this.#source = source;
    this.#board.clear();
    this.#rows = undefined;
    this.version++;
  }

  /** Whether a gateway ranks for this board. */
  get #isWindowed(): boolean {
    if (this.#host.connection?.mode !== 'gateway' || this.#hopes === false) return false;
    const { sessionId, entries, comparator, needsAll } = this.#wishes();
    return sessionId !== '' && !entries && !comparator && !needsAll;
  }

  async #fetchWindows(): Promise<void> {
    if (this.#hopes !== undefined) return;
    this.#hopes = true;
    try {
      const { BoardWindows } = await import('./windows.js');
      this.#windows = new BoardWindows(this.#host, () => (this.#isWindowed ? this.#wishes() : undefined));
    } catch (error) {
      console.error('<gs-leaderboard>: a part of the code did not load; the whole list is read instead.', error);
      this.#hopes = false;
    }
    this.#host.requestUpdate();
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
