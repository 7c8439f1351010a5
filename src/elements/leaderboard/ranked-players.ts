/** The board of a whole list of players, ranked in the page, from poll to poll. No DOM. */
import type { SessionPlayer } from '../../api/meshmap/index.js';
import { rankSmall } from '../../ranking/rank-small.js';
import { lazyModule } from '../../shared/lazy-modules.js';
import { changesBetween, compareRows, Deltas, type Comparison } from './diff.js';
import {
  shallowChanged,
  type PreviousList,
  type RankedState,
  type RankingHost,
  type RankingOptions,
  type RankingUpdate,
  type Standings,
} from './types.js';

/** Longer lists, repeated players, and an order of the page's own. */
const rankLargeModule = lazyModule('the ranking of large lists', () => import('./rank-large.js'), 'meshmap');

/** Up to so many rows are ranked at once. */
const SHORT = 1000;
/** Up to so many are without the code for long lists: they are there with the first update, and not a frame later. */
const SHORT_AT_FIRST = 10_000;

export class RankedPlayers implements Standings {
  players!: RankedState['players'];
  ranking!: RankedState['ranking'];
  version = 0;
  deltas?: Deltas;
  /** Set while an answer is ranked in several tasks. */
  pending?: Promise<unknown>;
  readonly #host: RankingHost;
  /** Of the list that is shown; undefined before the first one. */
  #inputs?: readonly unknown[];

  constructor(host: RankingHost) {
    this.#host = host;
    this.clear();
  }

  /** An answer has been taken over. */
  get isFilled(): boolean {
    return this.#inputs !== undefined;
  }

  /** Forgets everything: another session. */
  clear(): void {
    this.#inputs = undefined;
    this.#replace({ players: [], ranking: rankSmall([]) });
    this.deltas?.clear();
  }

  /**
   * Takes an answer over, or other rules; the latter count as no movement. Where that is
   * better done in several tasks, nothing happens until the host's next update.
   *
   * @param answer stands for the rows: the same answer is taken over once
   * @returns undefined when the answer is the same as before
   */
  take<T extends object>(
    answer: T,
    read: (answer: T) => readonly SessionPlayer[],
    options: RankingOptions,
  ): RankingUpdate | undefined {
    const { ranking, sort, comparator } = options;
    const inputs = [answer, ranking, sort, comparator];
    const known = this.#inputs;
    if (!shallowChanged(inputs, known)) return undefined;
    const rows = read(answer);
    const isSameRule = !shallowChanged([ranking, sort, comparator], known?.slice(1));
    const before: RankedState = { players: this.players, ranking: this.ranking };
    let comparison: Comparison | undefined;
    const compare = () => (comparison ??= compareRows(before.players, rows)); // a pass over the list, so at most once
    const ranked = this.#rank(rows, options, {
      ranking: isSameRule ? before.ranking : undefined,
      hasSameIds: () => rows.length === before.players.length && compare().isAligned,
    });
    if (!ranked) return undefined;
    this.#inputs = inputs;
    this.#replace(ranked);
    if (!isSameRule) this.deltas?.clear();
    if (known?.[0] === answer) return undefined;
    if (!isSameRule) return { isFirst: !known, changes: undefined };
    const difference = this.players === rows ? compare() : compareRows(before.players, this.players);
    const changes = changesBetween(before, this, difference, (this.deltas ??= new Deltas()), options);
    return { isFirst: !known, changes };
  }

  /** Undefined while that takes other code or another task: the host updates when it can be asked for again. */
  #rank(rows: readonly SessionPlayer[], options: RankingOptions, previous: PreviousList): RankedState | undefined {
    const code = rankLargeModule.loaded;
    const most = code ? SHORT : SHORT_AT_FIRST;
    if (!options.comparator && rows.length <= most && (previous.hasSameIds() || isUnique(rows))) {
      // a list that changes is worth the code: from the answer after the next on
      if (previous.ranking && rows.length > SHORT) void rankLargeModule.load().catch(() => undefined);
      return { players: rows, ranking: rankSmall(rows, options) };
    }
    if (code) {
      const ranked = code.rankLarge(rows, options, previous, this.#host);
      if (!(ranked instanceof Promise)) return ranked;
      this.#wait(ranked);
      return undefined;
    }
    rankLargeModule.request(this.#host, ({ message }) => this.#host.warn(message));
    const { pending } = rankLargeModule;
    if (pending) this.#wait(pending);
    return undefined;
  }

  #wait(next: Promise<unknown>): void {
    const pending: Promise<void> = next.then(() => {
      if (this.pending === pending) this.pending = undefined;
    });
    this.pending = pending;
  }

  #replace({ players, ranking }: RankedState): void {
    this.players = players;
    this.ranking = ranking;
    this.version++;
  }
}

const isUnique = (rows: readonly SessionPlayer[]): boolean =>
  new Set(rows.map(({ playerId }) => playerId)).size === rows.length;
