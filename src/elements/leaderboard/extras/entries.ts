/** A page's own rows, shown without any network. */
import { cleanId, cleanNumber } from '../../../api/clean.js';
import type { SessionPlayer } from '../../../api/meshmap.js';

/** One row of the page's own: an id and a score; the rest may be left out. */
export interface Entry extends Partial<Omit<SessionPlayer, 'playerId' | 'score'>> {
  playerId: string | number;
  score: number;
}

/** The rows that can be shown. Anything without an id is left out; a score that is no number ranks last. */
export function readEntries(entries: readonly Entry[]): SessionPlayer[] {
  const players: SessionPlayer[] = [];
  for (const entry of Array.isArray(entries) ? (entries as readonly (Entry | null | undefined)[]) : []) {
    const playerId = cleanId(entry?.playerId);
    if (!entry || playerId === undefined) continue;
    const { displayName, score } = entry;
    const fits = typeof entry.playerId === 'string' && typeof displayName === 'string' && typeof score === 'number';
    // most rows are right as they are: 100 000 of them need no copies
    if (fits) players.push(entry as SessionPlayer);
    else players.push({ ...entry, playerId, displayName: String(displayName ?? ''), score: cleanNumber(score) ?? NaN });
  }
  return players;
}
