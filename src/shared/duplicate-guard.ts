/** What the scripts of one page share, however many copies of the bundle it loads. No imports: every entry starts with this. */

const shared = globalThis as Record<symbol, unknown>;

/** The page's own record under this name, made on first use. */
export function pageGlobal<T extends object>(name: string, make: () => T): T {
  return (shared[Symbol.for(`game-session-widgets.${name}`)] ??= make()) as T;
}

/** Whether this code runs as a second copy (see acquire-guard.ts): then the first one defines whatever elements appear. */
export const isDuplicateCopy = shared[Symbol.for('game-session-widgets.second-copy')] === true;
