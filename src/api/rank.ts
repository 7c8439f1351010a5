import type { SessionPlayer } from './meshmap.js';
import { compareTies, goodness, type PlayerComparator, type Sign } from './player-order.js';
import { mergeChanged, selectBest, sortIndices, sortPacked } from './sort-players.js';

export { uniquePlayers } from './sort-players.js';
export type { PlayerComparator };

/** How equal scores share ranks: competition 1-2-2-4, dense 1-2-2-3, ordinal 1-2-3-4. */
export type RankingMethod = 'competition' | 'dense' | 'ordinal';

/** Which end of the scores is first: `desc` the highest, `asc` the lowest (times, strokes). */
export type ScoreOrder = 'desc' | 'asc';

/** How a list of players is to be ranked. */
export interface RankOptions {
  /** Default `competition`. */
  readonly ranking?: RankingMethod;
  /** Default `desc`. Not consulted when there is a comparator. */
  readonly sort?: ScoreOrder;
  /** Replaces the order by score; ties it leaves are still shown earliest `updatedAt` first, then by id. */
  readonly comparator?: PlayerComparator;
}

/** Where one player stands. `position` counts rows from 0, `rank` is what is shown (from 1). */
export interface Standing {
  readonly player: SessionPlayer;
  readonly position: number;
  readonly rank: number;
}

/** Players in order, worked out only as far as it is asked for. */
export interface Ranking {
  /** Number of players. */
  readonly total: number;
  /** The player in row `position` (from 0), undefined outside the list. */
  at(position: number): SessionPlayer | undefined;
  /** Rows `from` (included) to `to` (excluded), cut to the list. */
  slice(from: number, to: number): SessionPlayer[];
  /** The rank shown in row `position`, 0 outside the list. */
  rankAt(position: number): number;
  /** The row of a player (from 0), -1 when absent. */
  positionOf(playerId: string): number;
  /** Row and rank of a player at once; cheaper than the two calls while nothing is sorted yet. */
  find(playerId: string): Standing | undefined;
  /** The same for a row of the list that one has in hand, without looking for it. */
  standingOf(player: SessionPlayer): Standing;
}

/** Rows kept by one-pass selection: more than any screen shows at once. */
const HEAD = 64;
/** Shorter lists are sorted at once: the engine's own sort is quicker than picking. */
const SHORT = 4096;

class PlayerRanking implements Ranking {
  readonly total: number;
  readonly #players: readonly SessionPlayer[];
  readonly #method: RankingMethod;
  readonly #sign: Sign;
  readonly #comparator: PlayerComparator | undefined;
  /** Indices of the best rows, best first; never longer than the list. */
  #head: number[] = [];
  /** Indices of all rows, best first, once somebody asked past the head. */
  #order: Uint32Array | undefined;
  #denseRanks: Uint32Array | undefined;
  /** Boards ask for the same player again and again: their own. */
  #asked: { playerId: string; standing: Standing | undefined } | undefined;

  constructor(players: readonly SessionPlayer[], options: RankOptions, previous: Ranking | undefined) {
    this.#players = players;
    this.total = players.length;
    this.#method = options.ranking ?? 'competition';
    this.#sign = options.sort === 'asc' ? -1 : 1;
    this.#comparator = options.comparator;
    if (previous instanceof PlayerRanking) this.#order = this.#mergeInto(previous);
  }

  at(position: number): SessionPlayer | undefined {
    return position >= 0 && position < this.total ? this.#row(position) : undefined;
  }

  slice(from: number, to: number): SessionPlayer[] {
    const rows: SessionPlayer[] = [];
    const end = Math.min(to, this.total);
    for (let position = Math.max(0, from); position < end; position++) rows.push(this.#row(position));
    return rows;
  }

  rankAt(position: number): number {
    if (!(position >= 0 && position < this.total)) return 0;
    if (this.#method === 'ordinal') return position + 1;
    return this.#method === 'dense' ? this.#denseRank(position) : this.#firstOfTie(position) + 1;
  }

  positionOf(playerId: string): number {
    return this.find(playerId)?.position ?? -1;
  }

  find(playerId: string): Standing | undefined {
    if (this.#asked?.playerId !== playerId) {
      const player = this.#players.find((row) => row.playerId === playerId);
      this.#asked = { playerId, standing: player && this.standingOf(player) };
    }
    return this.#asked.standing;
  }

  standingOf(player: SessionPlayer): Standing {
    if (!this.#order && !this.#comparator && this.#method !== 'dense') return this.#count(player);
    const order = this.#sorted();
    let [low, high] = [0, order.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#compare(this.#players[order[middle]], player) < 0) low = middle + 1;
      else high = middle;
    }
    return { player, position: low, rank: this.rankAt(low) };
  }

  /** The place of one row in one pass, without sorting the others. */
  #count(player: SessionPlayer): Standing {
    const players = this.#players;
    const own = goodness(player, this.#sign);
    let better = 0;
    let before = 0;
    for (let i = 0; i < players.length; i++) {
      const theirs = goodness(players[i], this.#sign);
      if (theirs > own) better++;
      else if (theirs === own && compareTies(players[i], player) < 0) before++;
    }
    const position = better + before;
    return { player, position, rank: this.#method === 'ordinal' ? position + 1 : better + 1 };
  }

  #row(position: number): SessionPlayer {
    return this.#players[this.#indexAt(position)];
  }

  #indexAt(position: number): number {
    if (this.#order) return this.#order[position];
    if (position >= this.#head.length) {
      // twice a screenful is still cheaper to pick out than to sort everything
      if (this.#comparator || position >= HEAD * 2 || this.total <= SHORT) return this.#sorted()[position];
      this.#head = selectBest(this.#players, position < HEAD ? HEAD : HEAD * 2, this.#sign);
    }
    return this.#head[position];
  }

  #sorted(): Uint32Array {
    return (this.#order ??= this.#comparator
      ? sortIndices(this.#players, (a, b) => this.#compare(a, b))
      : (sortPacked(this.#players, this.#sign) ?? sortIndices(this.#players, (a, b) => this.#compare(a, b))));
  }

  #compare(a: SessionPlayer, b: SessionPlayer): number {
    return this.#compareScores(a, b) || compareTies(a, b);
  }

  #compareScores(a: SessionPlayer, b: SessionPlayer): number {
    if (this.#comparator) return this.#comparator(a, b) || 0;
    const x = goodness(a, this.#sign);
    const y = goodness(b, this.#sign);
    return x === y ? 0 : y > x ? 1 : -1;
  }

  /** First row that shares the rank of `position`: they stand together, so half-interval search finds it. */
  #firstOfTie(position: number): number {
    const row = this.#row(position);
    let [low, high] = [0, position];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#compareScores(this.#row(middle), row) === 0) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #denseRank(position: number): number {
    if (!this.#order && position < this.#head.length) {
      let rank = 1;
      for (let i = 1; i <= position; i++) if (this.#compareScores(this.#row(i - 1), this.#row(i))) rank++;
      return rank;
    }
    if (!this.#denseRanks) {
      const order = this.#sorted();
      const ranks = (this.#denseRanks = new Uint32Array(order.length).fill(1));
      for (let i = 1; i < order.length; i++) {
        const differs = this.#compareScores(this.#players[order[i - 1]], this.#players[order[i]]) !== 0;
        ranks[i] = ranks[i - 1] + (differs ? 1 : 0);
      }
    }
    return this.#denseRanks[position];
  }

  #mergeInto(previous: PlayerRanking): Uint32Array | undefined {
    if (!previous.#order || previous.#comparator !== this.#comparator || previous.#sign !== this.#sign)
      return undefined;
    return mergeChanged(previous.#order, previous.#players, this.#players, (a, b) => this.#compare(a, b));
  }
}

/**
 * Ranks players. Nothing is sorted until a row past the first screens is asked for: those come from one pass over
 * the list. Given the ranking of the answer before, only the rows that changed since are moved.
 * Player ids are expected once each (see `uniquePlayers`). Throws only what a comparator of the caller throws.
 */
export function rankPlayers(players: readonly SessionPlayer[], options: RankOptions = {}, previous?: Ranking): Ranking {
  return new PlayerRanking(players, options, previous);
}
