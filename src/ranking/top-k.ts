/** Putting long lists in order: by one pass, or by moving only what changed. */
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
 * What every row is worth, the higher the better. Rows are objects all over the memory: they are visited once, and after
 * that only those that are other objects; everything else works on this.
 *
 * @param before the same of the list before, and the indices of those other rows
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
 * Those of `indices` in which any field changed, as a comparator may read it, or that are new; undefined when too many did,
 * or others take their places.
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

/** Indices of the best `size` rows in order, in one pass: nearly every row is refused by a single comparison. */
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
 * `order` with the rows that changed between two answers taken out and put in their new place, likewise new ones at the end
 * of the list; undefined when the lists do not correspond or too much changed for that to be quicker than sorting.
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
 * One row per player: of rows with the same id the last updated one stays, at the place of the first.
 * Answers the list itself when there is nothing to drop. `known` is a list already free of duplicates, usually the
 * answer before: rows with the same id in the same place need no second look.
 */
export function uniquePlayers(
  players: readonly SessionPlayer[],
  known?: readonly SessionPlayer[],
): readonly SessionPlayer[] {
  if (knownUnique.has(players)) return players;
  if (known?.length === players.length && players.every((player, i) => player.playerId === known[i].playerId))
    return players;
  // usually run once, before any engine has compiled it: what is built in takes half as long as a loop
  const ids = new Set(players.map((player) => player.playerId));
  if (ids.size === players.length) return players;
  const byId = new Map<string, SessionPlayer>();
  for (const player of players) {
    const other = byId.get(player.playerId);
    if (!other || !(toEpoch(player.updatedAt) < toEpoch(other.updatedAt))) byId.set(player.playerId, player);
  }
  return [...byId.values()];
}
