/** The board of a whole list of players, ranked in the page, from poll to poll. No DOM. */
import type { SessionPlayer } from '../../api/meshmap/index.js';
import type { PlayerComparator } from '../../ranking/compare.js';
import { knownUnique } from '../../ranking/player.js';
import { rankPlayers, rankSmall, uniquePlayers, type Ranking } from '../../ranking/rank.js';
import { changesBetween, Deltas } from './diff.js';
import {
  shallowChanged,
  type RankedState,
  type RankingHost,
  type RankingOptions,
  type RankingUpdate,
  type Standings,
} from './types.js';

/** Longer lists are ranked in several tasks. */
const SMALL = 1000;

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
    const ranked = isSmall(rows, options)
      ? { players: rows, ranking: rankSmall(rows, options) }
      : rankLarge(rows, options, isSameRule ? before : undefined, this.#host, (next) => this.#wait(next));
    if (!ranked) return undefined;
    this.#inputs = inputs;
    this.#replace(ranked);
    if (!isSameRule) this.deltas?.clear();
    if (known?.[0] === answer) return undefined;
    const changes = isSameRule ? changesBetween(before, this, (this.deltas ??= new Deltas()), options) : undefined;
    return { isFirst: !known, changes };
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

const isSmall = (rows: readonly SessionPlayer[], { comparator }: RankingOptions): boolean =>
  rows.length <= SMALL && !comparator && new Set(rows.map(({ playerId }) => playerId)).size === rows.length;

/** Rankings of lists that never change, shared by all boards of the page. */
const rankings = new WeakMap<readonly SessionPlayer[], { rules: readonly unknown[]; ranking: Ranking }>();

/**
 * Ranks long lists, lists with repeated players, and by the page's comparator: each player once. Tens of thousands are ranked in one task and shown in the next:
 * undefined until then.
 *
 * @param before what stood before this answer, by the same rules
 * @param wait called with what has to settle before the ranking can be asked for again
 */
function rankLarge(
  rows: readonly SessionPlayer[],
  { ranking: method, sort, comparator, selfId, visibleRows }: RankingOptions,
  before: RankedState | undefined,
  host: RankingHost,
  wait: (next: Promise<unknown>) => void,
): RankedState | undefined {
  const players = uniquePlayers(rows, before?.players);
  const repeated = rows.length - players.length;
  const counted = repeated === 1 ? '1 row repeats' : `${repeated} rows repeat`;
  if (repeated) host.warn(`${counted} a player; the newest of each is shown.`);
  const options = { ranking: method, sort, comparator: comparator && guarded(comparator, host) };
  // rows of the page's own may have changed although they are the same objects
  if (!knownUnique.has(rows)) return { players, ranking: rankPlayers(players, options) };
  const rules = [method, sort, comparator];
  const known = rankings.get(rows);
  if (known && !shallowChanged(rules, known.rules)) return { players, ranking: known.ranking };
  const ranking = rankPlayers(players, options, before?.ranking);
  rankings.set(rows, { rules, ranking });
  // a lookup in the middle groups the whole list: any place is cheap then, but the first rows of all would be later
  const group = () => comparator ?? ranking.at(ranking.total >> 1);
  if (before) group();
  // prefetch what is shown next
  ranking.at(visibleRows()[0]);
  if (selfId) ranking.find(selfId);
  wait(delay().then(() => host.requestUpdate()));
  if (!before) void delay(SETTLED).then(group);
  return undefined;
}

/** Milliseconds after which a page has painted what it was about to show. */
const SETTLED = 100;

const delay = (ms?: number) => new Promise((resolve) => setTimeout(resolve, ms));

const guards = new WeakMap<PlayerComparator, PlayerComparator>();

/** The page's order, in which players are equal where it throws; the same one for the same comparator. */
function guarded(comparator: PlayerComparator, host: RankingHost): PlayerComparator {
  const known = guards.get(comparator);
  if (known) return known;
  const guard: PlayerComparator = (a, b) => {
    try {
      return comparator(a, b);
    } catch (error) {
      host.warn(`comparator threw: ${String(error)}`);
      return 0;
    }
  };
  guards.set(comparator, guard);
  return guard;
}
