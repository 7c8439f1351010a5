import { type Sanitizer, parseId } from '../plain.js';
import type { SessionPlayer } from '../../ranking/player.js';

export type { SessionPlayer };

/**
 * The cleaned player of a row, undefined for a row that is none; what is wrong with it then, `sessionPlayerSchema` can
 * say. By hand, because a board has many rows: this costs a few per cent of parsing the JSON.
 */
export function readSessionPlayer(row: unknown, clean: Sanitizer): SessionPlayer | undefined {
  if (typeof row !== 'object' || row === null) return undefined;
  const { playerId, displayName, score, imageUrl, user, createdAt, updatedAt } = row as Record<string, unknown>;
  const id = parseId(playerId);
  const points = clean.number(score);
  if (id === undefined || points === undefined) return undefined;
  // a fresh object: whatever else the service sent about a player ends here, and all rows have one shape
  return {
    playerId: id,
    displayName: clean.text(displayName) ?? '',
    score: points,
    imageUrl: clean.url(imageUrl),
    username: clean.text((user as { username?: unknown } | null | undefined)?.username),
    createdAt: isInstant(createdAt) ? createdAt : undefined,
    updatedAt: isInstant(updatedAt) ? updatedAt : undefined,
  };
}

/** True for ISO 8601 text as far as the `T` in its middle tells. */
function isInstant(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 40 && value.charCodeAt(10) === 84;
}
