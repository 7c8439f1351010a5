/** Putting long lists in order: by one pass, by packed keys, or by moving only what changed. */
import { compareTies, goodness, timeOf, type PlayerComparator, type Sign } from './player-order.js';
import type { SessionPlayer } from './meshmap.js';

/** Indices of rows whose score or time changed; undefined when the lists do not correspond or too much changed. */
function changedRows(before: readonly SessionPlayer[], after: readonly SessionPlayer[]): number[] | undefined {
  if (before.length !== after.length) return undefined;
  const changed: number[] = [];
  const most = after.length >> 3;
  for (let i = 0; i < after.length; i++) {
    const old = before[i];
    const now = after[i];
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
export function selectBest(players: readonly SessionPlayer[], size: number, sign: Sign): number[] {
  const best: number[] = [];
  const scores: number[] = [];
  let worst = -Infinity;
  for (let index = 0; index < players.length; index++) {
    const player = players[index];
    const score = goodness(player, sign);
    const full = best.length === size;
    if (full && score < worst) continue;
    let place = best.length;
    while (place > 0) {
      const other = scores[place - 1];
      if (other > score || (other === score && compareTies(players[best[place - 1]], player) <= 0)) break;
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

/** Indices of all rows in the order of `compare`, for orders that do not fit a packed key. */
export function sortIndices(players: readonly SessionPlayer[], compare: PlayerComparator): Uint32Array {
  return Uint32Array.from(players.keys()).sort((a, b) => compare(players[a], players[b]) || a - b);
}

/**
 * Sorts by one double per row, distance from the best score × number of rows + index, which the engine sorts
 * without calling back. Undefined where scores are too wide apart or too finely divided to fit 53 bits.
 */
export function sortPacked(players: readonly SessionPlayer[], sign: Sign): Uint32Array | undefined {
  const count = players.length;
  const keys = new Float64Array(count);
  let [best, worst, scale] = [-Infinity, Infinity, 1];
  for (let i = 0; i < count; i++) {
    const score = goodness(players[i], sign);
    keys[i] = score;
    if (score > best) best = score;
    if (score < worst) worst = score;
    while (Math.round(score * scale) / scale !== score) if ((scale *= 10) > 10_000) return undefined;
  }
  const top = Math.round(best * scale);
  if (!((top - Math.round(worst * scale) + 1) * count < Number.MAX_SAFE_INTEGER)) return undefined;
  for (let i = 0; i < count; i++) keys[i] = (top - Math.round(keys[i] * scale)) * count + i;
  keys.sort();
  const order = new Uint32Array(count);
  for (let i = 0, start = 0, run = -1; i < count; i++) {
    const score = Math.floor(keys[i] / count);
    order[i] = keys[i] - score * count;
    if (score !== run || i === count - 1) {
      const end = score === run ? i + 1 : i;
      if (end - start > 1) settleTies(order.subarray(start, end), players);
      start = i;
      run = score;
    }
  }
  return order;
}

/** Puts a run of equal scores in order of time and id; a run already in order costs one look per row. */
function settleTies(run: Uint32Array, players: readonly SessionPlayer[]): void {
  const compare = (a: number, b: number): number => compareTies(players[a], players[b]) || a - b;
  if (run.some((index, i) => i > 0 && compare(run[i - 1], index) > 0)) run.sort(compare);
}

/**
 * `order` with the rows that changed between two answers taken out and put back in their new place; undefined when
 * the lists do not correspond or too much changed for that to be quicker than sorting.
 */
export function mergeChanged(
  order: Uint32Array,
  before: readonly SessionPlayer[],
  after: readonly SessionPlayer[],
  compare: PlayerComparator,
): Uint32Array | undefined {
  const moved = changedRows(before, after)?.sort((a, b) => compare(after[a], after[b]) || a - b);
  if (!moved) return undefined;
  const isMoved = new Uint8Array(order.length);
  for (const index of moved) isMoved[index] = 1;
  const merged = new Uint32Array(order.length);
  let next = 0;
  let filled = 0;
  for (const index of order) {
    if (isMoved[index]) continue;
    while (next < moved.length && compare(after[moved[next]], after[index]) < 0) merged[filled++] = moved[next++]!;
    merged[filled++] = index;
  }
  while (next < moved.length) merged[filled++] = moved[next++]!;
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
  if (known?.length === players.length && players.every((player, i) => player.playerId === known[i].playerId))
    return players;
  const ids = new Set<string>();
  for (const player of players) ids.add(player.playerId);
  if (ids.size === players.length) return players;
  const byId = new Map<string, SessionPlayer>();
  for (const player of players) {
    const other = byId.get(player.playerId);
    if (!other || !(timeOf(player.updatedAt) < timeOf(other.updatedAt))) byId.set(player.playerId, player);
  }
  return [...byId.values()];
}
