import { isRecord } from '../api/response.js';
import { pageStorage, readStored, writeStored } from '../live/storage.js';

/** Which games a player hid or marked as favourites: kept in the page's storage, by player. */
export interface GamePreferences {
  readonly hidden: ReadonlySet<string>;
  readonly favourites: ReadonlySet<string>;
}

const NONE: GamePreferences = { hidden: new Set(), favourites: new Set() };
const nameOf = (player: string) => `gs-recent-games ${player}`;

/** What is stored for a player; nothing where storage is denied or holds something else. */
export function readPreferences(player: string): GamePreferences {
  const stored = readStored(pageStorage(), nameOf(player));
  const ids = (list: unknown) => new Set(Array.isArray(list) ? list.filter((id) => typeof id === 'string') : []);
  return isRecord(stored) ? { hidden: ids(stored.hidden), favourites: ids(stored.favourites) } : NONE;
}

/** Stores the preferences; false where storage is denied. */
export const writePreferences = (player: string, { hidden, favourites }: GamePreferences): boolean =>
  writeStored(pageStorage(), nameOf(player), { hidden: [...hidden], favourites: [...favourites] });

/** A copy of the set with the id added, or removed when it was there. */
export function toggled(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const copy = new Set(set);
  if (!copy.delete(id)) copy.add(id);
  return copy;
}
