/** Selection, incremental sorting and deduplication of long lists. */
import { lowerBound } from './binary-search.js';
import { compareTies, sortKey, toEpoch, type Direction } from './compare.js';
import { knownUnique, type SessionPlayer } from './player.js';

/** Indices of rows that are other objects than before, new ones included. */
export function changedIndices(before: readonly SessionPlayer[], after: readonly SessionPlayer[]): number[] {
  const indices: number[] = [];
  for (let i = 0; i < after.length; i++) if (after[i] !== before[i]) indices.push(i);
  return indices;
}

/**
 * The sort key of each row in a typed array, so that sorting does not dereference row objects. Of a previous list only rows
 * that are other objects are read again.
 *
 * @param before sort keys of the previous list, and the indices of the rows that are other objects
 */
export function sortKeys(
  players: readonly SessionPlayer[],
  sign: Direction,
  before?: { readonly worths: Float64Array; readonly others: readonly number[] },
): Float64Array {
  const worths = new Float64Array(players.length);
  if (!before) for (let i = 0; i < worths.length; i++) worths[i] = sortKey(players[i], sign);
  else {
    worths.set(before.worths);
    for (const i of before.others) worths[i] = sortKey(players[i], sign);
  }
  return worths;
}

const FIELDS = ['score', 'updatedAt', 'displayName', 'imageUrl', 'username', 'createdAt'] as const;

/**
 * Those of `indices` in which any field changed, since a comparator may read it, or that are new; undefined if they are too
 * many or ids are at other indices.
 */
function movedRows(
  before: readonly SessionPlayer[],
  after: readonly SessionPlayer[],
  indices: readonly number[],
): number[] | undefined {
  const moved: number[] = [];
  for (const i of indices) {
    const old = before[i] as SessionPlayer | undefined;
    const now = after[i];
    if (old && old.playerId !== now.playerId) return undefined;
    if (!old || FIELDS.some((field) => !Object.is(old[field], now[field]))) moved.push(i);
  }
  return moved.length > after.length >> 3 ? undefined : moved;
}

/** Top-k: indices of the best `size` rows in order, in one pass. Most rows are rejected by a single comparison. */
export function topK(players: readonly SessionPlayer[], worths: Float64Array, size: number): number[] {
  const best: number[] = [];
  let worst = -Infinity;
  for (let index = 0; index < worths.length; index++) {
    const worth = worths[index];
    const full = best.length === size;
    if (full && worth < worst) continue;
    let place = best.length;
    while (place > 0) {
      const other = best[place - 1];
      if (worths[other] > worth || (worths[other] === worth && compareTies(players[other], players[index]) <= 0)) break;
      place--;
    }
    if (place === size) continue;
    best.splice(place, 0, index);
    if (full) best.pop();
    worst = worths[best[best.length - 1]];
  }
  return best;
}

/** Indices of all rows in the order of `compare`. */
export function sortIndices(count: number, compare: (a: number, b: number) => number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, i) => i).sort((a, b) => compare(a, b) || a - b);
}

/**
 * Incremental sort: `order` with changed rows removed and merged in at their new positions, new rows included. Undefined if
 * the lists do not correspond, or if so many rows changed that sorting is faster.
 *
 * @param indices of rows that may have changed
 * @param compare of two rows of `after`, by their indices
 */
export function mergeChanged(
  order: Uint32Array,
  before: readonly SessionPlayer[],
  after: readonly SessionPlayer[],
  indices: readonly number[],
  compare: (a: number, b: number) => number,
): Uint32Array | undefined {
  const moved = movedRows(before, after, indices)?.sort((a, b) => compare(a, b) || a - b);
  if (!moved) return undefined;
  const isMoved = new Uint8Array(after.length);
  for (const index of moved) isMoved[index] = 1;
  const kept = new Uint32Array(after.length - moved.length);
  let filled = 0;
  for (const index of order) if (!isMoved[index]) kept[filled++] = index;
  const merged = new Uint32Array(after.length);
  let from = 0;
  moved.forEach((index, i) => {
    const place = lowerBound(from, kept.length, (at) => compare(index, kept[at]) < 0);
    merged.set(kept.subarray(from, place), from + i);
    merged[place + i] = index;
    from = place;
  });
  merged.set(kept.subarray(from), from + moved.length);
  return merged;
}

/**
 * Removes duplicate player ids: the most recently updated row stays, at the index of the first. Returns the list itself if it
 * has no duplicates.
 *
 * @param known a list without duplicates, usually the previous answer: the same ids at the same indices need no check
 */
export function uniquePlayers(
  players: readonly SessionPlayer[],
  known?: readonly SessionPlayer[],
): readonly SessionPlayer[] {
  if (knownUnique.has(players)) return players;
  if (known?.length === players.length && players.every((player, i) => player.playerId === known[i].playerId))
    return players;
  // runs mostly once, in code that is not optimized yet: built-ins take half of the time of a loop
  const ids = new Set(players.map((player) => player.playerId));
  if (ids.size === players.length) return players;
  const byId = new Map<string, SessionPlayer>();
  for (const player of players) {
    const other = byId.get(player.playerId);
    if (!other || !(toEpoch(player.updatedAt) < toEpoch(other.updatedAt))) byId.set(player.playerId, player);
  }
  return [...byId.values()];
}
