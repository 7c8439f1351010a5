import type { SessionPlayer } from './player.js';
import { compareTies, sortKey, type PlayerComparator, type Direction } from './compare.js';
import { lowerBound } from './binary-search.js';
import { LazySortedIndex } from './lazy-sort.js';
import { mergeChanged, changedIndices, topK, sortIndices, sortKeys } from './top-k.js';

export { uniquePlayers } from './top-k.js';
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

/** Players in order, computed lazily. */
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
  /** The same for a row object of the list, without searching for its id. */
  standingOf(player: SessionPlayer): Standing;
}

/** Rows kept by one-pass selection (top-k): more than a screen shows. */
const HEAD = 64;
/** Shorter lists are sorted at once: the built-in sort is faster than selection. */
const SHORT = 4096;

/** Players whose index in the list is cached. */
const MOST_FOUND = 64;

class PlayerRanking implements Ranking {
  readonly total: number;
  readonly #players: readonly SessionPlayer[];
  readonly #method: RankingMethod;
  readonly #sign: Direction;
  readonly #comparator: PlayerComparator | undefined;
  /** Sort keys by row index; empty with a comparator. */
  readonly #worths: Float64Array = new Float64Array();
  /** Indices of the best rows, best first; never longer than the list. */
  #head: number[] = [];
  /** Indices of all rows, best first, once a row beyond the head is read: by sort key, or by the comparator. */
  #order: LazySortedIndex | undefined;
  #compared: Uint32Array | undefined;
  #denseRanks: Uint32Array | undefined;
  /** Cache of `find`: boards look up the same few players at every update. */
  readonly #found = new Map<string, Standing | undefined>();
  /** Last known list index of those players, in this list or an earlier one. */
  readonly #indices: Map<string, number>;

  constructor(players: readonly SessionPlayer[], options: RankOptions, previous: Ranking | undefined) {
    this.#players = players;
    this.total = players.length;
    this.#method = options.ranking ?? 'competition';
    this.#sign = options.sort === 'asc' ? -1 : 1;
    this.#comparator = options.comparator;
    const isKin = previous instanceof PlayerRanking && previous.#sign === this.#sign && previous.total <= this.total;
    const before = isKin && previous.#comparator === this.#comparator ? previous : undefined;
    const others = before ? changedIndices(before.#players, players) : [];
    if (!this.#comparator) this.#worths = sortKeys(players, this.#sign, before && { worths: before.#worths, others });
    this.#indices = before ? before.#indices : new Map<string, number>();
    if (!before || !before.#compared) return;
    this.#compared = mergeChanged(before.#compared, before.#players, players, others, this.#compare);
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
    if (this.#found.has(playerId)) return this.#found.get(playerId);
    const players = this.#players;
    let index = this.#indices.get(playerId) ?? -1;
    if (players[index]?.playerId !== playerId) index = players.findIndex((row) => row.playerId === playerId);
    if (this.#indices.size > MOST_FOUND) this.#indices.clear();
    this.#indices.set(playerId, index);
    const standing = index < 0 ? undefined : this.standingOf(players[index]);
    this.#found.set(playerId, standing);
    return standing;
  }

  standingOf(player: SessionPlayer): Standing {
    if (!this.#order && !this.#comparator && this.#method !== 'dense') return this.#count(player);
    const worth = sortKey(player, this.#sign);
    const [from, end] = this.#comparator ? [0, this.total] : this.#sorted().positionsOf(worth);
    const position = lowerBound(from, end, (place) => this.#compareTo(this.#indexAt(place), player, worth) >= 0);
    return { player, position, rank: this.rankAt(position) };
  }

  /** Standing of one row by counting the better ones in one pass, without sorting. */
  #count(player: SessionPlayer): Standing {
    const [players, worths] = [this.#players, this.#worths];
    const own = sortKey(player, this.#sign);
    let better = 0;
    let before = 0;
    for (let i = 0; i < worths.length; i++) {
      if (worths[i] > own) better++;
      else if (worths[i] === own && compareTies(players[i], player) < 0) before++;
    }
    const position = better + before;
    return { player, position, rank: this.#method === 'ordinal' ? position + 1 : better + 1 };
  }

  #row(position: number): SessionPlayer {
    return this.#players[this.#indexAt(position)];
  }

  #indexAt(position: number): number {
    if (this.#comparator) return (this.#compared ??= sortIndices(this.total, this.#compare))[position];
    // selecting twice the head is still cheaper than sorting everything
    if (this.#order || position >= HEAD * 2 || this.total <= SHORT) return this.#sorted().at(position);
    if (position >= this.#head.length)
      this.#head = topK(this.#players, this.#worths, position < HEAD ? HEAD : HEAD * 2);
    return this.#head[position];
  }

  #sorted(): LazySortedIndex {
    return (this.#order ??= new LazySortedIndex(this.#worths, this.#compare));
  }

  /** Compares two rows by their indices in the list. */
  readonly #compare = (a: number, b: number): number => this.#compareTo(a, this.#players[b], this.#worths[b]);

  #compareTo(index: number, player: SessionPlayer, worth: number): number {
    return this.#compareScores(index, player, worth) || compareTies(this.#players[index], player);
  }

  #compareScores(index: number, player: SessionPlayer, worth: number): number {
    if (this.#comparator) return this.#comparator(this.#players[index], player) || 0;
    const own = this.#worths[index];
    return own === worth ? 0 : worth > own ? 1 : -1;
  }

  /** Whether two positions share a rank. */
  #isTie(a: number, b: number): boolean {
    const index = this.#indexAt(b);
    return this.#compareScores(this.#indexAt(a), this.#players[index], this.#worths[index]) === 0;
  }

  /** First row that shares the rank of `position`: they stand together. */
  #firstOfTie(position: number): number {
    const from = this.#order ? this.#order.positionsOf(this.#worths[this.#indexAt(position)])[0] : 0;
    return lowerBound(from, position, (place) => this.#isTie(place, position));
  }

  #denseRank(position: number): number {
    if (!this.#order && position < this.#head.length) {
      let rank = 1;
      for (let i = 1; i <= position; i++) if (!this.#isTie(i - 1, i)) rank++;
      return rank;
    }
    if (!this.#denseRanks) {
      const ranks = (this.#denseRanks = new Uint32Array(this.total).fill(1));
      for (let i = 1; i < ranks.length; i++) ranks[i] = ranks[i - 1] + (this.#isTie(i - 1, i) ? 0 : 1);
    }
    return this.#denseRanks[position];
  }
}

/**
 * Ranks players lazily: the first screens come from one pass over the list (top-k), and beyond them only the groups that are
 * read get sorted. Given the ranking of the previous answer, only rows that are other objects are processed again: a row that
 * is the same object must not have changed. Each player id may occur once (see `uniquePlayers`). Throws only what the
 * caller's comparator throws.
 */
export function rankPlayers(players: readonly SessionPlayer[], options: RankOptions = {}, previous?: Ranking): Ranking {
  return new PlayerRanking(players, options, previous);
}
