import type { SessionPlayer } from './meshmap.js';

/** How equal scores share ranks: competition 1-2-2-4, dense 1-2-2-3, ordinal 1-2-3-4. */
export type RankingMethod = 'competition' | 'dense' | 'ordinal';

/** Which end of the scores is first: `desc` the highest, `asc` the lowest (times, strokes). */
export type ScoreOrder = 'desc' | 'asc';

/** An order of one's own: negative when `a` goes before `b`, 0 when they share a rank. */
export type PlayerComparator = (a: SessionPlayer, b: SessionPlayer) => number;

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
}

/** Rows kept by one-pass selection: more than any screen shows at once. */
const HEAD = 64;

/** The higher the better in both orders; what is no finite number comes last. */
function goodness(player: SessionPlayer, sign: 1 | -1): number {
  const score: unknown = player.score;
  return typeof score === 'number' && Number.isFinite(score) ? score * sign : -Infinity;
}

/** Among equal scores: who got there first, then by id, so that rows do not trade places from poll to poll. */
function compareTies(a: SessionPlayer, b: SessionPlayer): number {
  const [x, y] = [a.updatedAt, b.updatedAt];
  if (x !== y) {
    // texts of one length in UTC compare as they stand; anything else has to be read
    if (x && y && x.length === y.length && x.endsWith('Z') && y.endsWith('Z')) return x < y ? -1 : 1;
    const [s, t] = [time(x), time(y)];
    if (s !== t) return s - t;
  }
  return a.playerId < b.playerId ? -1 : a.playerId > b.playerId ? 1 : 0;
}

/** Milliseconds since 1970; the end of time for what is missing or not a date. */
function time(text: string | undefined): number {
  const parsed = text ? Date.parse(text) : NaN;
  return Number.isNaN(parsed) ? Number.MAX_VALUE : parsed;
}

class PlayerRanking implements Ranking {
  readonly total: number;
  readonly #players: readonly SessionPlayer[];
  readonly #method: RankingMethod;
  readonly #sign: 1 | -1;
  readonly #comparator: PlayerComparator | undefined;
  /** Indices of the best rows, best first; never longer than the list. */
  #head: number[] = [];
  /** Indices of all rows, best first, once somebody asked past the head. */
  #order: Uint32Array | undefined;
  #denseRanks: Uint32Array | undefined;

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
    const index = this.#players.findIndex((player) => player.playerId === playerId);
    if (index < 0) return undefined;
    const player = this.#players[index]!;
    if (!this.#order && !this.#comparator && this.#method !== 'dense') return this.#count(player, index);
    const position = this.#sorted().indexOf(index);
    return { player, position, rank: this.rankAt(position) };
  }

  /** The place of one row in one pass, without sorting the others. */
  #count(player: SessionPlayer, index: number): Standing {
    const own = goodness(player, this.#sign);
    let better = 0;
    let before = 0;
    this.#players.forEach((other, i) => {
      const theirs = goodness(other, this.#sign);
      if (theirs > own) better++;
      else if (theirs === own && i !== index) {
        const tie = compareTies(other, player);
        if (tie < 0 || (tie === 0 && i < index)) before++;
      }
    });
    const position = better + before;
    return { player, position, rank: this.#method === 'ordinal' ? position + 1 : better + 1 };
  }

  #row(position: number): SessionPlayer {
    return this.#players[this.#indexAt(position)]!;
  }

  #indexAt(position: number): number {
    if (this.#order) return this.#order[position]!;
    if (position >= this.#head.length) {
      // twice a screenful is still cheaper to pick out than to sort everything
      if (this.#comparator || position >= HEAD * 2 || this.total <= HEAD * 2) return this.#sorted()[position]!;
      this.#head = selectBest(this.#players, position < HEAD ? HEAD : HEAD * 2, this.#sign);
    }
    return this.#head[position]!;
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
    const [x, y] = [goodness(a, this.#sign), goodness(b, this.#sign)];
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
        const differs = this.#compareScores(this.#players[order[i - 1]!]!, this.#players[order[i]!]!) !== 0;
        ranks[i] = ranks[i - 1]! + (differs ? 1 : 0);
      }
    }
    return this.#denseRanks[position]!;
  }

  /** The order of `previous` with the rows that changed since taken out and put back in their new place. */
  #mergeInto(previous: PlayerRanking): Uint32Array | undefined {
    const order = previous.#order;
    if (!order || previous.#comparator !== this.#comparator || previous.#sign !== this.#sign) return undefined;
    const changed = changedRows(previous.#players, this.#players);
    if (!changed) return undefined;
    const players = this.#players;
    const moved = changed.sort((a, b) => this.#compare(players[a]!, players[b]!) || a - b);
    const isMoved = new Uint8Array(order.length);
    for (const index of moved) isMoved[index] = 1;
    const merged = new Uint32Array(order.length);
    let next = 0;
    let filled = 0;
    for (const index of order) {
      if (isMoved[index]) continue;
      while (next < moved.length && this.#compare(players[moved[next]!]!, players[index]!) < 0)
        merged[filled++] = moved[next++]!;
      merged[filled++] = index;
    }
    while (next < moved.length) merged[filled++] = moved[next++]!;
    return merged;
  }
}

/** Indices of rows whose score or time changed; undefined when the lists do not correspond or too much changed. */
function changedRows(before: readonly SessionPlayer[], after: readonly SessionPlayer[]): number[] | undefined {
  if (before.length !== after.length) return undefined;
  const changed: number[] = [];
  const most = after.length >> 3;
  for (let i = 0; i < after.length; i++) {
    const [old, now] = [before[i]!, after[i]!];
    if (old === now) continue;
    if (old.playerId !== now.playerId) return undefined;
    if (!Object.is(old.score, now.score) || old.updatedAt !== now.updatedAt) {
      if (changed.length >= most) return undefined;
      changed.push(i);
    }
  }
  return changed;
}

/** Indices of the best `size` rows in order, in one pass: nearly every row is refused by a single comparison. */
function selectBest(players: readonly SessionPlayer[], size: number, sign: 1 | -1): number[] {
  const best: number[] = [];
  const scores: number[] = [];
  let worst = -Infinity;
  for (let index = 0; index < players.length; index++) {
    const player = players[index]!;
    const score = goodness(player, sign);
    const full = best.length === size;
    if (full && score < worst) continue;
    let place = best.length;
    while (place > 0) {
      const other = scores[place - 1]!;
      if (other > score || (other === score && compareTies(players[best[place - 1]!]!, player) <= 0)) break;
      place--;
    }
    if (place === size) continue;
    best.splice(place, 0, index);
    scores.splice(place, 0, score);
    if (full) {
      best.pop();
      scores.pop();
    }
    worst = scores[scores.length - 1]!;
  }
  return best;
}

function sortIndices(players: readonly SessionPlayer[], compare: PlayerComparator): Uint32Array {
  return Uint32Array.from(players.keys()).sort((a, b) => compare(players[a]!, players[b]!) || a - b);
}

/**
 * Sorts by one double per row, distance from the best score × number of rows + index, which the engine sorts
 * without calling back. Undefined where scores are too wide apart or too finely divided to fit 53 bits.
 */
function sortPacked(players: readonly SessionPlayer[], sign: 1 | -1): Uint32Array | undefined {
  const count = players.length;
  const keys = new Float64Array(count);
  let [best, worst, scale] = [-Infinity, Infinity, 1];
  for (let i = 0; i < count; i++) {
    const score = goodness(players[i]!, sign);
    keys[i] = score;
    if (score > best) best = score;
    if (score < worst) worst = score;
    while (Math.round(score * scale) / scale !== score) if ((scale *= 10) > 10_000) return undefined;
  }
  const top = Math.round(best * scale);
  if (!((top - Math.round(worst * scale) + 1) * count < Number.MAX_SAFE_INTEGER)) return undefined;
  for (let i = 0; i < count; i++) keys[i] = (top - Math.round(keys[i]! * scale)) * count + i;
  keys.sort();
  const order = new Uint32Array(count);
  for (let i = 0, start = 0, run = -1; i < count; i++) {
    const score = Math.floor(keys[i]! / count);
    order[i] = keys[i]! - score * count;
    if (score !== run || i === count - 1) {
      const end = score === run ? i + 1 : i;
      if (end - start > 1) settleTies(order.subarray(start, end), players);
      [start, run] = [i, score];
    }
  }
  return order;
}

/** Puts a run of equal scores in order of time and id; a run already in order costs one look per row. */
function settleTies(run: Uint32Array, players: readonly SessionPlayer[]): void {
  const compare = (a: number, b: number): number => compareTies(players[a]!, players[b]!) || a - b;
  if (run.some((index, i) => i > 0 && compare(run[i - 1]!, index) > 0)) run.sort(compare);
}

/**
 * Ranks players. Nothing is sorted until a row past the first screens is asked for: those come from one pass over
 * the list. Given the ranking of the answer before, only the rows that changed since are moved.
 * Player ids are expected once each (see `uniquePlayers`). Throws only what a comparator of the caller throws.
 */
export function rankPlayers(players: readonly SessionPlayer[], options: RankOptions = {}, previous?: Ranking): Ranking {
  return new PlayerRanking(players, options, previous);
}

/**
 * One row per player: of rows with the same id the last updated one stays, at the place of the first.
 * Answers the list itself when there is nothing to drop. `known` is a list already free of duplicates, usually the
 * answer before: rows with the same id in the same place need no second look.
 */
export function uniquePlayers(
  players: readonly SessionPlayer[],
  known?: readonly SessionPlayer[],
): readonly SessionPlayer[] {
  if (known?.length === players.length && players.every((player, i) => player.playerId === known[i]!.playerId))
    return players;
  const byId = new Map<string, SessionPlayer>();
  for (const player of players) {
    const other = byId.get(player.playerId);
    if (!other || !(time(player.updatedAt) < time(other.updatedAt))) byId.set(player.playerId, player);
  }
  return byId.size === players.length ? players : [...byId.values()];
}
