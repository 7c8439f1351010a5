import type { SessionPlayer } from './player.js';

/** A custom order: negative when `a` ranks before `b`, 0 when they share a rank. */
export type PlayerComparator = (a: SessionPlayer, b: SessionPlayer) => number;

/** 1 when the highest score is first, -1 when the lowest is. */
export type Direction = 1 | -1;

// Functions that run once per row avoid destructuring: in code that the engine has not optimized yet it dominates their cost.

/** Sort key of a score: higher is better in both directions. Scores that are not finite numbers come last. */
export function sortKey(player: SessionPlayer, sign: Direction): number {
  const score: unknown = player.score;
  return typeof score === 'number' && Number.isFinite(score) ? score * sign : -Infinity;
}

/** Tie-break among equal scores: earlier `updatedAt`, then id, so that the order is stable between polls. */
export function compareTies(a: SessionPlayer, b: SessionPlayer): number {
  const x = a.updatedAt;
  const y = b.updatedAt;
  if (x !== y) {
    // ISO 8601 texts in UTC of the same length compare lexicographically; others have to be parsed
    if (x && y && x.length === y.length && x.endsWith('Z') && y.endsWith('Z')) return x < y ? -1 : 1;
    const difference = toEpoch(x) - toEpoch(y);
    if (difference) return difference;
  }
  return a.playerId < b.playerId ? -1 : a.playerId > b.playerId ? 1 : 0;
}

/** Epoch milliseconds; Number.MAX_VALUE for a missing or invalid date. */
export function toEpoch(text: string | undefined): number {
  const parsed = text ? Date.parse(text) : NaN;
  return Number.isNaN(parsed) ? Number.MAX_VALUE : parsed;
}
