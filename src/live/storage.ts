/** Web storage that never throws: a page may be sandboxed, its storage full or switched off. What cannot be kept is not kept. */

export interface SafeStorage {
  get(name: string): string | undefined;
  /** False when it could not be stored. */
  set(name: string, text: string): boolean;
  remove(name: string): void;
  /** Names that begin with `prefix`. */
  names(prefix: string): string[];
}

/** The storage of the page, or one that is given. */
export function safeStorage(kind: 'localStorage' | 'sessionStorage' | Storage): SafeStorage {
  const attempt = <T>(use: (storage: Storage) => T): T | undefined => {
    try {
      return use(typeof kind === 'string' ? globalThis[kind] : kind);
    } catch {
      return undefined; // sandboxed pages may not even look at the name
    }
  };
  return {
    get: (name) => attempt((storage) => storage.getItem(name)) ?? undefined,
    set: (name, text) => attempt((storage) => (storage.setItem(name, text), true)) ?? false,
    remove: (name) => void attempt((storage) => storage.removeItem(name)),
    names: (prefix) =>
      attempt((storage) => Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? ''))?.filter(
        (name) => name.startsWith(prefix),
      ) ?? [],
  };
}
