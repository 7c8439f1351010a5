import { parseId, parseNumber, sanitizeText, sanitizeUrl } from '../sanitize.js';
import type { SessionPlayer } from '../../ranking/player.js';

export type { SessionPlayer };

/**
 * The sanitized player of a row; undefined for a row that is none (`sessionPlayerSchema` can say why). Hand-written, because
 * a board has many rows: this costs a few per cent of parsing the JSON.
 */
export function readSessionPlayer(row: unknown): SessionPlayer | undefined {
  if (typeof row !== 'object' || row === null) return undefined;
  const { playerId, displayName, score, imageUrl, user, createdAt, updatedAt } = row as Record<string, unknown>;
  const id = parseId(playerId);
  const points = parseNumber(score);
  if (id === undefined || points === undefined) return undefined;
  // a fresh object: whatever else the service sent about a player ends here, and all rows have one shape
  return {
    playerId: id,
    displayName: sanitizeText(displayName) ?? '',
    score: points,
    imageUrl: sanitizeUrl(imageUrl),
    username: sanitizeText((user as { username?: unknown } | null | undefined)?.username),
    createdAt: isInstant(createdAt) ? createdAt : undefined,
    updatedAt: isInstant(updatedAt) ? updatedAt : undefined,
  };
}

/** True for ISO 8601 text as far as the `T` in its middle tells. */
function isInstant(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 40 && value.charCodeAt(10) === 84;
}
