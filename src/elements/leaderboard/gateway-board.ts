/** The board as a gateway ranks it: only the rows near those on the screen are requested, and pushed when they change. */
import { systemClock } from '../../api/clock.js';
import type { SessionPlayer } from '../../api/meshmap/index.js';
import type { Standing } from '../../ranking/rank.js';
import { loadBoard, type BoardQuery, type BoardRow, type BoardWindow } from '../../live/board-window.js';
import { keys } from '../../live/keys.js';
import { Query, type QueryOptions } from '../../live/query.js';
import { lazyModule } from '../../shared/lazy-modules.js';
import { changesAtTop, Deltas, isSameRow } from './diff.js';
import type { DataHost, RankingUpdate, RankingOptions, Standings } from './types.js';

/** Pushed changes, once there are rows that can change. */
const pageStreamModule = lazyModule('live updates', () => import('../../live/page-stream.js'));

type Subscribe = NonNullable<QueryOptions<BoardWindow>['subscribe']>;

/** Windows begin at multiples of this, so that boards which show about the same share one request. */
const PAGE = 50;
const MOST = 200;

/** Rows that were sent, at their positions; what was not sent yet is a row without a name. */
export class SparseRanking {
  readonly total: number;
  readonly self: Standing | undefined;
  readonly #rows: ReadonlyMap<number, BoardRow>;

  constructor(total: number, rows: ReadonlyMap<number, BoardRow>, self: BoardRow | undefined) {
    this.total = total;
    this.#rows = rows;
    // rows of equal rank stand together: the own one is not above the place that its rank says
    this.self = self && (this.#among(self.playerId) ?? { player: self, position: Math.min(self.rank, total) - 1, rank: self.rank }); // prettier-ignore
  }

  at(position: number): SessionPlayer | undefined {
    if (!(position >= 0 && position < this.total)) return undefined;
    return this.#rows.get(position) ?? { playerId: ` ${position}`, displayName: '…', score: NaN };
  }

  /** Only rows that are there. */
  slice(from: number, to: number): BoardRow[] {
    const inside = [...this.#rows].filter(([position]) => position >= from && position < to);
    return inside.sort(([a], [b]) => a - b).map(([, row]) => row);
  }

  rankAt(position: number): number {
    return this.#rows.get(position)?.rank ?? 0;
  }

  positionOf(playerId: string): number {
    return this.find(playerId)?.position ?? -1;
  }

  find(playerId: string): Standing | undefined {
    return this.#among(playerId) ?? (this.self?.player.playerId === playerId ? this.self : undefined);
  }

  standingOf(player: SessionPlayer): Standing {
    return this.find(player.playerId) ?? { player, position: -1, rank: 0 };
  }

  #among(playerId: string): Standing | undefined {
    for (const [position, row] of this.#rows)
      if (row.playerId === playerId) return { player: row, position, rank: row.rank };
    return undefined;
  }
}

export class GatewayBoard extends Query<BoardWindow> implements Standings {
  deltas?: Deltas;
  version = 0;
  ranking = new SparseRanking(0, new Map(), undefined);
  readonly #host: DataHost;
  readonly #options: () => RankingOptions | undefined;
  #rows = new Map<number, BoardRow>();
  #last?: BoardWindow;
  #subject = '';
  #requested = '';

  /** @param options how to rank; undefined while the board gets its rows otherwise */
  constructor(host: DataHost, options: () => RankingOptions | undefined) {
    super(host, () => this.#query());
    this.#host = host;
    this.#options = options;
  }

  /** Whether other rows are on the screen than those last requested. */
  get isBehind(): boolean {
    return String(this.#wanted()) !== this.#requested;
  }

  /** Whether the gateway knows no such board: there is no such session, or the gateway has no board windows at all. */
  get isMissing(): boolean {
    return this.error?.code === 'not-found' && this.data === undefined;
  }

  /** The newest window, also while the next one is under way. */
  override get data(): BoardWindow | undefined {
    this.#forget();
    return super.data ?? this.#last;
  }

  /** Takes a new window over. Nothing when there is none. */
  read(): RankingUpdate | undefined {
    this.#forget();
    const window = super.data;
    if (!window || window === this.#last || JSON.stringify(window) === JSON.stringify(this.#last)) return undefined;
    const isFirst = !this.#last;
    this.#last = window;
    this.version++;
    const before = this.ranking;
    const { total, offset, rows, self } = window;
    const kept = [...this.#rows].filter(([position]) => position < total && Math.abs(position - offset) <= MOST);
    this.#rows = new Map([...kept, ...rows.map((row, i) => [offset + i, row] as const)]);
    this.ranking = new SparseRanking(total, this.#rows, self);
    if (isFirst) return { isFirst };
    const now = systemClock.elapsed();
    const deltas = (this.deltas ??= new Deltas());
    deltas.prune(now);
    let changed = Math.abs(total - before.total);
    for (const row of rows) {
      const old = before.find(row.playerId);
      if (old && !isSameRow(old.player, row)) changed++;
      deltas.note(row.playerId, old?.rank, row.rank, now);
    }
    if (self) deltas.note(self.playerId, before.find(self.playerId)?.rank, self.rank, now);
    const isWhole = before.slice(0, Infinity).length === before.total;
    const joined = isWhole ? rows.filter(({ playerId }) => !before.find(playerId)) : [];
    return { isFirst, changes: { changed, joined, ...changesAtTop(before, this.ranking, self?.playerId) } };
  }

  /** Rows of another session, or ranked in another way, are no rows of this board. */
  #forget(): void {
    const options = this.#options();
    if (!options) return;
    const { ranking, sort } = options;
    const subject = [ranking, sort, this.#host.activeSessionId].join();
    if (subject === this.#subject) return;
    this.#subject = subject;
    this.#last = undefined;
    this.#rows = new Map();
    this.ranking = new SparseRanking(0, this.#rows, undefined);
    this.deltas?.clear();
    this.version++;
  }

  /** Offset and number of the rows to request. */
  #wanted(): [offset: number, limit: number] {
    const visible = this.#options()?.visibleRows() ?? [0, 0];
    const offset = Math.floor(Math.max(0, visible[0]) / PAGE) * PAGE;
    return [offset, Math.min(MOST, Math.max(1, Math.ceil((visible[1] - offset) / PAGE)) * PAGE)];
  }

  #query(): QueryOptions<BoardWindow> | undefined {
    const options = this.#options();
    if (!options) return undefined;
    const { ranking, sort } = options;
    const { activeSessionId: sessionId, refresh, loading } = this.#host;
    const [offset, limit] = this.#wanted();
    const query = { sessionId, ranking, sort, offset, limit };
    this.#requested = String([offset, limit]);
    return {
      key: keys.board(sessionId, { ranking, sort, offset, limit }),
      load: (connection, signal) => loadBoard(connection, query, signal),
      refetchInterval: Math.max(refresh, 0),
      eager: loading === 'eager',
      subscribe: this.data && ((...args) => this.#subscribe(query, ...args)),
    };
  }

  /** Subscribes to a window when its rows are shown and the code for it has loaded. Until then, and without it, the board polls. */
  #subscribe(query: BoardQuery, ...[connection, entry, onLive]: Parameters<Subscribe>): () => void {
    const ended = new AbortController();
    const start = async () => {
      await this.#host.updateComplete;
      const { pageStreamOf } = await pageStreamModule.load();
      if (ended.signal.aborted) return;
      const unsubscribe = pageStreamOf(connection)?.subscribe(query, entry, onLive);
      if (unsubscribe) ended.signal.addEventListener('abort', unsubscribe);
    };
    start().catch(() => 'the board polls');
    return () => ended.abort();
  }
}
