/** Where the board gets its rows: two shared queries, the windows of a gateway, or the page's own entries. */
import { meshmap, type GameSession, type MeshmapApi, type SessionPlayer } from '../../api/meshmap/index.js';
import type { ListResult } from '../../api/operation.js';
import { keys, type QueryKey } from '../../live/keys.js';
import type { Connection } from '../../live/connection.js';
import { Query, type QueryOptions } from '../../live/query.js';
import { partialError } from '../../shared/partial-error.js';
import { GatewayBoard } from './gateway-board.js';
import { ListBoard } from './list-board.js';
import { isFiltered, type DataHost, type RankingOptions, type RankingUpdate, type Standings, type VisibleRows } from './types.js'; // prettier-ignore

/** A session changes rarely: least seconds between two requests for it. */
const SESSION_INTERVAL = 15;
/** Seconds between polls of a session that is over: only corrections come now. */
const FINAL_INTERVAL = 60;

export class DataController {
  readonly players: Query<ListResult<SessionPlayer>>;
  readonly session: Query<GameSession>;
  readonly #host: DataHost;
  readonly #visibleRows: () => VisibleRows;
  readonly #gateway: GatewayBoard;
  readonly #list: ListBoard;
  /** Of a gateway that has no board windows, an older one: the whole list is requested there. */
  #withoutWindows?: Connection;
  #source?: string;

  /** @param visibleRows positions on the screen */
  constructor(host: DataHost, visibleRows: () => VisibleRows) {
    this.#host = host;
    this.#visibleRows = visibleRows;
    this.#list = new ListBoard(host);
    this.#gateway = new GatewayBoard(host, () => (this.#isWindowed ? this.#options : undefined));
    this.players = new Query(host, () => {
      const load = (meshmap: MeshmapApi, id: string, signal: AbortSignal) =>
        meshmap.listSessionPlayers(id, { signal, retry: 0, known: this.players.data });
      return this.#isWindowed ? undefined : this.#query(0, keys.players, load);
    });
    this.session = new Query(host, () =>
      this.#query(SESSION_INTERVAL, keys.session, (meshmap, id, signal) =>
        meshmap.getGameSession(id, { signal, retry: 0 }),
      ),
    );
  }

  /** The query that the state of the board is derived from. */
  get primary(): Pick<Query<unknown>, 'data' | 'error' | 'fetching' | 'offline' | 'updatedAt'> {
    if (!this.#isWindowed) return this.players;
    return this.#gateway.isMissing && this.#isSessionPending ? this.session : this.#gateway;
  }

  get #isSessionPending(): boolean {
    return !this.session.data && !this.session.error;
  }

  get standings(): Standings {
    return this.#isWindowed ? this.#gateway : this.#list.standings;
  }

  /** Set while an answer is ranked in several tasks. */
  get pending(): Promise<unknown> | undefined {
    return this.#isWindowed ? undefined : this.#list.pending;
  }

  /** Whether the newest answer has been taken over. */
  get isFilled(): boolean {
    return this.#isWindowed || this.#list.isFilled;
  }

  /** Whether rows are on the screen that have to be requested. */
  get isBehind(): boolean {
    return this.#isWindowed && this.#gateway.isBehind;
  }

  /** Ranks what arrived since the last call; undefined when nothing did. */
  read(): RankingUpdate | undefined {
    const { entries, activeSessionId } = this.#host;
    this.#detectWindows();
    const isWindowed = this.#isWindowed;
    const source = isWindowed ? undefined : entries ? ' entries' : activeSessionId;
    if (source !== this.#source) this.#list.clear();
    this.#source = source;
    if (isWindowed) return this.#gateway.read();
    const answer = entries ?? this.players.data;
    const update = answer && this.#list.read(answer, this.#options);
    if (update?.isFirst && !entries) this.#reportSkipped();
    return update;
  }

  /** A board that is missing of a session that is there: the gateway has no windows. Otherwise there is no such session. */
  #detectWindows(): void {
    const isGone = this.session.error?.code === 'not-found';
    if (!this.#isWindowed || !this.#gateway.isMissing || this.#isSessionPending || isGone) return;
    this.#withoutWindows = this.#host.connection;
    queueMicrotask(() => this.#host.requestUpdate()); // the queries of this update are synced already
  }

  /** Reports which rows of an answer were unreadable. */
  #reportSkipped(): void {
    const error = this.players.data && partialError(this.players.data, 'meshmap');
    if (!error) return;
    console.warn(`<${this.#host.localName}>: ${error.message}`);
    this.#host.emit('gs-error', { error, partial: true });
  }

  get #options(): RankingOptions {
    const { settings, comparator, selfId } = this.#host;
    return { ...settings, comparator, selfId, visibleRows: this.#visibleRows };
  }

  /** Whether a gateway ranks this board. It knows no comparator, no search, no filter, and no other player than the token's. */
  get #isWindowed(): boolean {
    const { connection, entries } = this.#host;
    if (entries || connection?.mode !== 'gateway' || connection === this.#withoutWindows) return false;
    const { activeSessionId, comparator, searchable, selfId } = this.#host;
    if (!activeSessionId) return false;
    return !comparator && !searchable && !isFiltered(this.#host) && selfId === connection.player.id;
  }

  /** The key holds nothing of how a board is shown, so that all boards of a session share one answer. */
  #query<T>(
    interval: number,
    keyOf: (sessionId: string) => QueryKey,
    load: (meshmap: MeshmapApi, id: string, signal: AbortSignal) => Promise<T>,
  ): QueryOptions<T> | undefined {
    const { connection, activeSessionId, entries, refresh, loading } = this.#host;
    const client = connection?.service(meshmap);
    if (!activeSessionId || entries || !client) return undefined;
    const least = this.session?.data?.status === 'COMPLETED' ? FINAL_INTERVAL : interval;
    return {
      key: keyOf(activeSessionId),
      load: (_connection, signal) => load(client, activeSessionId, signal),
      refetchInterval: refresh > 0 ? Math.max(refresh, least) : 0,
      eager: loading === 'eager',
    };
  }
}
