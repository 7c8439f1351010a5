/** The board of a whole list of players, from poll to poll. No DOM. */
import type { SessionPlayer } from '../../api/meshmap/index.js';
import { rankSmall } from '../../ranking/rank.js';
import { changesBetween } from './diff.js';
import type { Deltas } from './rank-deltas.js';
import type { LeaderboardHost } from './host.js';
import { shallowChanged, type RankingUpdate, type RankingOptions, type RankedState, type Standings } from './types.js';

/** Longer lists are ranked by code of their own. */
const SHORT = 1000;

export class RankedPlayers implements Standings {
  players!: RankedState['players'];
  ranking!: RankedState['ranking'];
  version = 0;
  deltas?: Deltas;
  readonly #host: Pick<LeaderboardHost, 'late' | 'warn' | 'element'>;
  /** Of the list that is shown; nothing before the first one. */
  #inputs?: readonly unknown[];

  constructor(host: Pick<LeaderboardHost, 'late' | 'warn' | 'element'>) {
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
    this.#show({ players: [], ranking: rankSmall([]) });
    this.deltas?.clear();
  }

  /** Sees to it that the code for so many players is here when they are. */
  expect(count: number): void {
    if (count > SHORT) this.#host.late.get('long');
  }

  /**
   * Takes an answer over, or other rules; nobody has moved by the latter. Where that takes code that is not here yet, or is
   * better done step by step, nothing happens until it is done.
   *
   * @param answer stands for the rows: the same answer is taken over once
   * @returns news when the answer is another one
   */
  take<T extends object>(
    answer: T,
    read: (answer: T) => readonly SessionPlayer[],
    wishes: RankingOptions,
  ): RankingUpdate | undefined {
    const { ranking, sort, comparator } = wishes;
    const inputs = [answer, ranking, sort, comparator];
    const known = this.#inputs;
    if (!shallowChanged(inputs, known)) return undefined;
    const rows = read(answer);
    const isShort = rows.length <= SHORT && !comparator && new Set(rows.map(({ playerId }) => playerId)).size === rows.length; // prettier-ignore
    const isSameRule = !shallowChanged([ranking, sort, comparator], known?.slice(1));
    const long = isShort || this.#host.late.get('long');
    if (!long) return undefined;
    const before: RankedState = { players: this.players, ranking: this.ranking };
    const ranked =
      long === true
        ? { players: rows, ranking: rankSmall(rows, wishes) }
        : long.rankLarge(rows, wishes, isSameRule ? before : undefined, this.#host);
    if (!ranked) return undefined;
    this.#inputs = inputs;
    this.#show(ranked);
    if (!isSameRule) this.deltas?.clear();
    if (known?.[0] === answer) return undefined;
    return { isFirst: !known, changes: isSameRule ? changesBetween(before, this, wishes) : undefined };
  }

  #show({ players, ranking }: RankedState): void {
    this.players = players;
    this.ranking = ranking;
    this.version++;
  }
}
