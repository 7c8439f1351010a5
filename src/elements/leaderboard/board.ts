/** The board of a whole list of players, from poll to poll. No DOM. */
import type { SessionPlayer } from '../../api/meshmap.js';
import type { Ranking, RankOptions } from '../../api/rank.js';
import { rankShort } from '../../api/rank-short.js';
import type { Deltas } from './changes/deltas.js';
import type { LateCode } from './late-code.js';
import { differ, type BoardNews, type Shown, type Standings } from './standings.js';

/** Longer lists are ranked by code of their own. */
const SHORT = 1000;
/** Down to here a ranking needs no full order. */
const HEAD = 60;

export interface ListWishes extends Required<Omit<RankOptions, 'comparator'>>, Pick<RankOptions, 'comparator'> {
  readonly selfId?: string;
  readonly shown: () => Shown;
}

export class Board implements Standings {
  players: readonly SessionPlayer[] = [];
  ranking: Ranking = rankShort([]);
  deltas?: Deltas;
  version = 0;
  #inputs?: readonly unknown[];
  readonly #late: Pick<LateCode, 'get'>;
  readonly #warn: (message: string) => void;

  constructor(late: Pick<LateCode, 'get'>, warn: (message: string) => void) {
    this.#late = late;
    this.#warn = warn;
  }

  /** An answer has been taken over. */
  get isFilled(): boolean {
    return this.#inputs !== undefined;
  }

  /** Forgets everything: another session. */
  clear(): void {
    this.#inputs = undefined;
    this.players = [];
    this.ranking = rankShort([]);
    this.deltas?.clear();
    this.version++;
  }

  /**
   * Takes an answer over, or other rules; nobody has moved by the latter. Where that takes code that is not here yet, nothing
   * happens until it is.
   *
   * @param answer stands for the rows: the same answer is taken over once
   * @returns news when the answer is another one
   */
  take<T extends object>(
    answer: T,
    read: (answer: T) => readonly SessionPlayer[],
    wishes: ListWishes,
  ): BoardNews | undefined {
    const { ranking, sort, comparator, shown } = wishes;
    const inputs = [answer, ranking, sort, comparator];
    const known = this.#inputs;
    if (!differ(inputs, known)) return undefined;
    const rows = read(answer);
    const isLong = rows.length > SHORT || comparator || new Set(rows.map(({ playerId }) => playerId)).size < rows.length; // prettier-ignore
    const hasNews = known?.[0] !== answer;
    const long = isLong ? this.#late.get('long') : undefined;
    const changes = known && hasNews ? this.#late.get('changes') : undefined;
    if ((isLong && !long) || (known && hasNews && changes === undefined)) return undefined;

    const before = { players: this.players, ranking: this.ranking };
    const comparison = changes?.compareRows(before.players, rows);
    this.#inputs = inputs;
    this.version++;
    this.players = !long || comparison?.isAligned ? rows : long.uniquePlayers(rows);
    const twice = rows.length - this.players.length;
    if (twice) this.#warn(`${twice} rows repeat a player; the newest of each is shown.`);
    const rules = { ranking, sort, comparator: comparator && long?.guarded(comparator, this.#warn) };
    // an order worked out for the reader who scrolled is worth keeping up; one at the top needs none
    const previous = comparison && shown()[1] > HEAD ? before.ranking : undefined;
    this.ranking = long ? long.rankPlayers(this.players, rules, previous) : rankShort(this.players, rules);
    if (changes && comparison) {
      this.deltas ??= new changes.Deltas();
      return { isFirst: false, changes: changes.changesBetween(before, this, comparison, this.deltas, wishes) };
    }
    if (!hasNews) this.deltas?.clear();
    return hasNews ? { isFirst: !known } : undefined;
  }
}
