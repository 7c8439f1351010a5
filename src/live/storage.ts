/** Web storage that never throws: a page may be sandboxed, its storage full or switched off. What cannot be kept is not kept. */

/** What is used of a `Storage`. */
export type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/** The page's own storage; undefined where it is denied (sandboxed frames, blocked cookies) or absent (Android's web views). */
export function pageStorage(): Store | undefined {
  try {
    return globalThis.localStorage ?? undefined;
  } catch {
    return undefined;
  }
}

/** The page's Web Locks; undefined on plain http, and where storage is denied, because each request of a lock fails there too. */
export const pageLocks = (): LockManager | undefined => pageStorage() && globalThis.navigator.locks;

/** Reads JSON that this page or another tab has written; undefined for anything else. */
export function readStored(store: Store | undefined, name: string): unknown {
  try {
    return JSON.parse(store?.getItem(name) ?? 'null') ?? undefined;
  } catch {
    return undefined; // denied, or not ours
  }
}

/** Writes JSON, or removes the item when there is no value. False when the storage is full or denied. */
export function writeStored(store: Store | undefined, name: string, value: unknown): boolean {
  if (!store) return false;
  try {
    if (value === undefined) store.removeItem(name);
    else store.setItem(name, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** The names in a storage that begin with `prefix`. */
export function storedNames(store: Store | undefined, prefix: string): string[] {
  try {
    const names = Array.from({ length: store?.length ?? 0 }, (_, index) => store?.key(index) ?? '');
    return names.filter((name) => name.startsWith(prefix));
  } catch {
    return [];
  }
}
