/** Which games a player hid or marked as favourites: kept in the page's storage, by player. */
export interface GamePreferences {
  readonly hidden: ReadonlySet<string>;
  readonly favourites: ReadonlySet<string>;
}

const NONE: GamePreferences = { hidden: new Set(), favourites: new Set() };
const nameOf = (player: string) => `gs-recent-games ${player}`;

/** What is stored for a player; nothing where storage is denied or holds something else. */
export function readPreferences(player: string): GamePreferences {
  try {
    const stored: unknown = JSON.parse(globalThis.localStorage.getItem(nameOf(player)) ?? '{}');
    if (typeof stored !== 'object' || stored === null) return NONE;
    const ids = (name: string) => {
      const list: unknown = (stored as Record<string, unknown>)[name];
      return new Set(Array.isArray(list) ? list.filter((id) => typeof id === 'string') : []);
    };
    return { hidden: ids('hidden'), favourites: ids('favourites') };
  } catch {
    return NONE;
  }
}

/** Stores the preferences; false where storage is denied. */
export function writePreferences(player: string, { hidden, favourites }: GamePreferences): boolean {
  try {
    const stored = JSON.stringify({ hidden: [...hidden], favourites: [...favourites] });
    globalThis.localStorage.setItem(nameOf(player), stored);
    return true;
  } catch {
    return false;
  }
}

/** A copy of the set with the id added, or removed when it was there. */
export function toggled(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const copy = new Set(set);
  if (!copy.delete(id)) copy.add(id);
  return copy;
}
