/** A page's own rows, read as carefully as an answer: what can't be shown is left out and reported once. */
import { parseId, parseNumber } from '../../api/sanitize.js';
import type { SessionPlayer } from '../../api/meshmap/index.js';
import type { Entry } from './types.js';

/** Whether a row can be shown as it is. Throws what a getter of the page throws. Runs once per row and answer. */
function isPlayer(entry: Entry | null | undefined): entry is SessionPlayer {
  if (!entry) return false;
  const { playerId, updatedAt, username } = entry;
  return (
    typeof playerId === 'string' &&
    playerId !== '' &&
    playerId.length <= 256 &&
    typeof entry.displayName === 'string' &&
    typeof entry.score === 'number' &&
    (updatedAt === undefined || typeof updatedAt === 'string') &&
    (username === undefined || typeof username === 'string')
  );
}

/**
 * The rows that can be shown; a score that is no number ranks last.
 * @param warn called once, with the places of all rows that were left out
 */
export function readEntries(entries: readonly Entry[], warn: (message: string) => void): readonly SessionPlayer[] {
  if (!Array.isArray(entries)) {
    warn('entries is no array of {playerId, score}.');
    return [];
  }
  const given: readonly unknown[] = entries;
  if (arePlayers(entries)) return entries as readonly SessionPlayer[];
  const players: SessionPlayer[] = [];
  const refused: number[] = [];
  // by index: holes of a sparse array count as rows
  for (let i = 0; i < given.length; i++) {
    const player = readEntry(given[i]);
    if (player) players.push(player);
    else refused.push(i);
  }
  if (refused.length) {
    const places = refused.slice(0, 5).map((index) => `entries[${index}]`);
    const rest = refused.length > places.length ? ` and ${refused.length - places.length} more` : '';
    warn(`${places.join(', ')}${rest} left out: a row needs a playerId.`);
  }
  return players;
}

/** Most lists need no copy: of 100 000 rows this saves half of the time. */
function arePlayers(entries: readonly Entry[]): boolean {
  try {
    for (let i = 0; i < entries.length; i++) if (!isPlayer(entries[i])) return false; // every() would leave out holes
    return true;
  } catch {
    return false;
  }
}

function readEntry(row: unknown): SessionPlayer | undefined {
  try {
    const entry = row as Entry | null | undefined;
    if (isPlayer(entry)) return entry;
    const playerId = parseId(entry?.playerId);
    if (!entry || playerId === undefined) return undefined;
    const { displayName, username, imageUrl, score, createdAt, updatedAt } = entry;
    return {
      playerId,
      displayName: textOf(displayName),
      score: parseNumber(score) ?? NaN,
      imageUrl: textOf(imageUrl) || undefined,
      username: textOf(username) || undefined,
      createdAt: instantOf(createdAt),
      updatedAt: instantOf(updatedAt),
    };
  } catch {
    return undefined; // a getter of the page's threw
  }
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';

/** ISO 8601 text of what stands for an instant; undefined for anything else. */
function instantOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  const time = value instanceof Date ? value.getTime() : typeof value === 'number' ? value : NaN;
  return Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : undefined;
}
