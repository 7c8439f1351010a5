/** Where the board gets its rows: two shared queries, the windows of a gateway, or the page's own entries. */
import { meshmap, type GameSession, type MeshmapApi, type SessionPlayer } from '../../api/meshmap/index.js';
import type { ListResult } from '../../api/operation.js';
import { keys, type QueryKey } from '../../live/keys.js';
import { Query, type QueryOptions } from '../../live/query.js';
import { RankedPlayers } from './ranked-players.js';
import type { LeaderboardHost } from './host.js';
import type { RankingUpdate, RankingOptions, VisibleRows, Standings } from './types.js';
import type { GatewayBoard } from './gateway-board.js';

/** A session changes rarely: seconds between two looks at it, at least. */
const SESSION_PACE = 15;

export class DataController {
  readonly players: Query<ListResult<SessionPlayer>>;
  readonly session: Query<GameSession>;
  readonly #host: LeaderboardHost;
  /** Positions on the screen. */
  readonly #shown: () => VisibleRows;
  readonly #board: RankedPlayers;
  #windows?: GatewayBoard;
  #source?: string;

  constructor(host: LeaderboardHost, shown: () => VisibleRows) {
    const { element } = host;
    this.#host = host;
    this.#shown = shown;
    this.#board = new RankedPlayers(host);
    this.players = new Query(element, () =>
      this.#isWindowed
        ? undefined
        : this.#ask(0, keys.players, (meshmap, id, signal) =>
            meshmap.listSessionPlayers(id, { signal, retry: 0, known: this.players.data }),
          ),
    );
    this.session = new Query(element, () =>
      this.#ask(SESSION_PACE, keys.session, (meshmap, id, signal) => meshmap.getGameSession(id, { signal, retry: 0 })),
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
  read(): RankingUpdate | undefined {
    const { element, late } = this.#host;
    const { entries, sessionId } = element;
    const source = this.#isWindowed ? undefined : entries ? ' entries' : sessionId;
    if (source !== this.#source) this.#board.clear();
    this.#source = source;
    if (source === undefined) {
      if (!this.#windows) void late.use('windows', (code) => this.#open(code.GatewayBoard));
      return this.#windows?.read();
    }
    this.#board.expect(entries?.length ?? this.session.data?.playerCount ?? 0);
    const { readEntries } = late.here.extras ?? {};
    if (entries) return readEntries && this.#board.take(entries, readEntries, this.#wishes);
    const { data } = this.players;
    if (!data) return undefined;
    const news = this.#board.take(data, ({ items }) => items, this.#wishes);
    if (news?.isFirst && data.skipped.length)
      void late.use('long', ({ reportSkipped }) => reportSkipped(data, this.#host));
    return news;
  }

  #open(Windows: typeof GatewayBoard): void {
    this.#windows ??= new Windows(this.#host, () => (this.#isWindowed ? this.#wishes : undefined));
  }

  get #wishes(): RankingOptions {
    const { element, selfId, settings } = this.#host;
    return { ...settings, comparator: element.comparator, selfId: selfId(), shown: this.#shown };
  }

  get #windowed(): GatewayBoard | undefined {
    return this.#isWindowed ? this.#windows : undefined;
  }

  /** Whether a gateway ranks for this board. */
  get #isWindowed(): boolean {
    const { element, selfId } = this.#host;
    const { connection, sessionId, entries, comparator, searchable } = element;
    const needsAll = entries ?? comparator ?? (searchable || selfId() !== connection?.player.id);
    return connection?.mode === 'gateway' && this.#windows?.isOffered !== false && sessionId !== '' && !needsAll;
  }

  /** The key holds nothing of how a board is shown, so that all boards of a session share one answer. */
  #ask<T>(
    pace: number,
    keyOf: (sessionId: string) => QueryKey,
    load: (meshmap: MeshmapApi, id: string, signal: AbortSignal) => Promise<T>,
  ): QueryOptions<T> | undefined {
    const { connection, sessionId, entries, refresh, loading } = this.#host.element;
    const client = connection?.service(meshmap);
    if (!sessionId || entries || !client) return undefined;
    return {
      key: keyOf(sessionId),
      load: (_connection, signal) => load(client, sessionId, signal),
      refetchInterval: refresh > 0 ? Math.max(refresh, pace) : 0,
      eager: loading === 'eager',
    };
  }
}
