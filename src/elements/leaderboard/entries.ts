/** A page's own rows, shown without any network. */
import { parseId, parseNumber } from '../../api/sanitize.js';
import type { SessionPlayer } from '../../api/meshmap/index.js';

/** One row of the page's own: an id and a score; the rest may be left out. */
export interface Entry extends Partial<Omit<SessionPlayer, 'playerId' | 'score'>> {
  playerId: string | number;
  score: number;
}

/** Most rows are right as they are: 100 000 of them need no copies. */
const isPlayer = (entry: Entry | null | undefined): entry is SessionPlayer =>
  typeof entry?.playerId === 'string' &&
  entry.playerId !== '' &&
  entry.playerId.length <= 256 &&
  typeof entry.displayName === 'string' &&
  typeof entry.score === 'number';

/** The rows that can be shown. Anything without an id is left out; a score that is no number ranks last. */
export function readEntries(entries: readonly Entry[]): readonly SessionPlayer[] {
  if (!Array.isArray(entries)) return [];
  const given: readonly (Entry | null | undefined)[] = entries;
  if (given.every(isPlayer)) return given;
  const players: SessionPlayer[] = [];
  for (const entry of given) {
    const playerId = parseId(entry?.playerId);
    if (isPlayer(entry)) players.push(entry);
    else if (entry && playerId !== undefined) {
      players.push({ ...entry, playerId, displayName: String(entry.displayName ?? ''), score: parseNumber(entry.score) ?? NaN }); // prettier-ignore
    }
  }
  return players;
}
