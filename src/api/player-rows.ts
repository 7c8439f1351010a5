import { custom, object, type infer as Infer } from 'zod/mini';
import { cleanId, cleanNumber, cleanText, cleanUrl, isCleanText, isPlainHttps } from './clean.js';
import { idSchema, lenient, plainSchema } from './route.js';

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

/** Schema of one row: what the board shows, as sent. */
export const sessionPlayerSchema = object(
  {
    playerId: idSchema,
    displayName: plainSchema,
    score: custom<number | string>((value) => cleanNumber(value) !== undefined, 'must be a finite number'),
    imageUrl: plainSchema,
    user: lenient(object({ username: plainSchema })),
    createdAt: plainSchema,
    updatedAt: plainSchema,
  },
  'must be an object',
);

/** The cleaned player of a row that passed the schema. */
export function toSessionPlayer(row: Infer<typeof sessionPlayerSchema>): SessionPlayer {
  return {
    playerId: cleanId(row.playerId)!,
    displayName: cleanText(row.displayName) ?? '',
    score: cleanNumber(row.score)!,
    imageUrl: cleanUrl(row.imageUrl),
    username: cleanText(row.user?.username),
    createdAt: isInstant(row.createdAt) ? row.createdAt : undefined,
    updatedAt: isInstant(row.updatedAt) ? row.updatedAt : undefined,
  };
}

/**
 * The player of a row that schema and cleaning would leave alone, undefined for any other row, which then has to go
 * through them. Both ways give the same player; this one costs a few per cent of parsing the JSON.
 */
export function readCleanPlayer(row: unknown): SessionPlayer | undefined {
  if (typeof row !== 'object' || row === null) return undefined;
  const { playerId, displayName, score, imageUrl, user, createdAt, updatedAt } = row as Record<string, unknown>;
  if (typeof playerId !== 'string' || !(playerId.charCodeAt(0) > 32) || playerId.length > 256) return undefined;
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

function isInstant(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 40 && value.charCodeAt(10) === 84;
}
