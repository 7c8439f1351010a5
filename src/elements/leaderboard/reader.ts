/** Where the board gets its rows: two shared queries, the windows of a gateway, or the page's own entries. */
import type { Client } from '../../api/client.js';
import type { GameSession, SessionPlayer } from '../../api/meshmap.js';
import type { Listing } from '../../api/route.js';
import { Query, type QueryHost, type Question } from '../../live/query.js';
import { Board, type ListWishes } from './board.js';
import type { Entry } from './extras/entries.js';
import type { LateCode } from './late-code.js';
import type { BoardNews, Standings } from './standings.js';
import type { BoardWindows } from './windows.js';

export interface BoardWishes extends ListWishes {
  readonly sessionId: string;
  readonly entries?: readonly Entry[];
  /** Seconds between polls. */
  readonly refresh: number;
  readonly eager: boolean;
  /** Only the whole list will do, also where a gateway offers windows of it. */
  readonly needsAll: boolean;
}

/** A session changes rarely: seconds between two looks at it, at least. */
const SESSION_PACE = 15;

export class BoardReader {
  readonly players: Query<Listing<SessionPlayer>>;
  readonly session: Query<GameSession>;
  readonly #host: QueryHost;
  readonly #late: LateCode;
  readonly #wishes: () => BoardWishes;
  readonly #board: Board;
  #windows?: BoardWindows;
  /** This gateway has no windows. */
  #isOld = false;
  #source?: string;

  constructor(host: QueryHost, late: LateCode, warn: (message: string) => void, wishes: () => BoardWishes) {
    this.#host = host;
    this.#late = late;
    this.#wishes = wishes;
    this.#board = new Board(late, warn);
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
    return this.#windowed ?? this.players;
  }

  get standings(): Standings {
    return this.#windowed ?? this.#board;
  }

  /** The answer has been taken over; for a long one that takes code that may be on its way. */
  get isFilled(): boolean {
    return this.#windowed !== undefined || this.#board.isFilled;
  }

  /** Whether the screen shows rows that have to be asked for. */
  get isBehind(): boolean {
    return this.#windowed?.isBehind === true;
  }

  /** Ranks what arrived since the last time; nothing when there is nothing new. */
  read(): BoardNews | undefined {
    const wishes = this.#wishes();
    const { entries, sessionId } = wishes;
    const source = this.#isWindowed ? undefined : entries ? ' entries' : sessionId;
    if (source !== this.#source) this.#board.clear();
    this.#source = source;
    if (source === undefined) return this.#readWindows();
    if (!entries) return this.players.data && this.#board.take(this.players.data, ({ items }) => items, wishes);
    const { extras } = this.#late.here;
    return extras && this.#board.take(entries, extras.readEntries, wishes);
  }

  #readWindows(): BoardNews | undefined {
    if (!this.#late.here.windows)
      this.#late.use('windows', ({ BoardWindows }) => {
        this.#windows ??= new BoardWindows(this.#host, this.#late, () =>
          this.#isWindowed ? this.#wishes() : undefined,
        );
      });
    const { error, data } = this.#windows ?? {};
    // a gateway without windows, or an older one: the whole list then
    if (error && !data && !error.retryable) {
      this.#isOld = true;
      queueMicrotask(() => this.#host.requestUpdate()); // this update has asked its questions already
    }
    return this.#windows?.read();
  }

  get #windowed(): BoardWindows | undefined {
    return this.#isWindowed ? this.#windows : undefined;
  }

  /** Whether a gateway ranks for this board. */
  get #isWindowed(): boolean {
    const { sessionId, entries, comparator, needsAll } = this.#wishes();
    const isOffered = this.#host.connection?.mode === 'gateway' && !this.#isOld;
    return isOffered && sessionId !== '' && !entries && !comparator && !needsAll;
  }

  #ask<T>(
    call: string,
    pace: number,
    load: (meshmap: NonNullable<Client['meshmap']>, id: string, signal: AbortSignal) => Promise<T>,
  ): Question<T> | undefined {
    const { sessionId, entries, refresh, eager } = this.#wishes();
    const meshmap = this.#host.connection?.client?.meshmap;
    if (!sessionId || entries || !meshmap) return undefined;
    return {
      key: ['meshmap', call, sessionId],
      load: (_client, signal) => load(meshmap, sessionId, signal),
      every: refresh > 0 ? Math.max(refresh, pace) : 0,
      eager,
    };
  }
}
