import type { SessionPlayer } from './player.js';

/** An order of one's own: negative when `a` goes before `b`, 0 when they share a rank. */
export type PlayerComparator = (a: SessionPlayer, b: SessionPlayer) => number;

/** 1 when the highest score is first, -1 when the lowest is. */
export type Direction = 1 | -1;

// Functions called for every row write out what destructuring would say shorter: until an engine has compiled them,
// taking a pair apart costs more than everything else they do.

/** The higher the better in both orders; what is no finite number comes last. */
export function sortKey(player: SessionPlayer, sign: Direction): number {
  const score: unknown = player.score;
  return typeof score === 'number' && Number.isFinite(score) ? score * sign : -Infinity;
}

/** Among equal scores: who got there first, then by id, so that rows do not trade places from poll to poll. */
export function compareTies(a: SessionPlayer, b: SessionPlayer): number {
  const x = a.updatedAt;
  const y = b.updatedAt;
  if (x !== y) {
    // texts of one length in UTC compare as they stand; anything else has to be read
    if (x && y && x.length === y.length && x.endsWith('Z') && y.endsWith('Z')) return x < y ? -1 : 1;
    const difference = toEpoch(x) - toEpoch(y);
    if (difference) return difference;
  }
  return a.playerId < b.playerId ? -1 : a.playerId > b.playerId ? 1 : 0;
}

/** Milliseconds since 1970; the end of time for what is missing or not a date. */
export function toEpoch(text: string | undefined): number {
  const parsed = text ? Date.parse(text) : NaN;
  return Number.isNaN(parsed) ? Number.MAX_VALUE : parsed;
}
