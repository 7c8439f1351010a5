import { isCleanText, isPlainHttps, isPlainId } from './plain.js';

/**
 * A player's row on the board of one session. A board has up to 100 000 rows, so the two times stay ISO 8601 text as sent
 * (a `T` where one belongs, nothing else is checked): only ties need them.
 */
export interface SessionPlayer {
  playerId: string;
  /** Empty when there is none. */
  displayName: string;
  /** Finite; it may be negative or fractional. */
  score: number;
  imageUrl?: string;
  username?: string;
  createdAt?: string;
  updatedAt?: string;
}

/**
 * The player of a row that schema and cleaning would leave alone, undefined for any other row, which then has to go
 * through them (meshmap-shapes.ts). Both ways give the same player; this one costs a few per cent of parsing the JSON.
 */
export function readCleanPlayer(row: unknown): SessionPlayer | undefined {
  if (typeof row !== 'object' || row === null) return undefined;
  const { playerId, displayName, score, imageUrl, user, createdAt, updatedAt } = row as Record<string, unknown>;
  if (!isPlainId(playerId)) return undefined;
  if (typeof displayName !== 'string' || !isCleanText(displayName)) return undefined;
  if (typeof score !== 'number' || !Number.isFinite(score)) return undefined;
  let picture: string | undefined;
  if (imageUrl !== null && imageUrl !== undefined) {
    if (typeof imageUrl !== 'string' || !isPlainHttps(imageUrl)) return undefined;
    picture = imageUrl;
  }
  let username: string | undefined;
  if (user !== null && user !== undefined) {
    if (typeof user !== 'object') return undefined;
    const name = (user as Record<string, unknown>).username;
    if (typeof name === 'string' && name !== '' && isCleanText(name)) username = name;
    else if (name !== null && name !== undefined) return undefined;
  }
  if (!isInstant(createdAt) || !isInstant(updatedAt)) return undefined;
  // a fresh object: whatever else the service sent about a player ends here, and all rows have one shape
  return { playerId, displayName, score: score + 0, imageUrl: picture, username, createdAt, updatedAt };
}

/** True for ISO 8601 text as far as the `T` in its middle tells. */
export function isInstant(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 40 && value.charCodeAt(10) === 84;
}
