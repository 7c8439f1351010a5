/** What the scripts of one page share, however many copies of the bundle it loads. No imports: every entry starts with this. */

/** The page's own record under this name, made on first use. */
export function pageRecord<T extends object>(name: string, make: () => T): T {
  const key = Symbol.for(`game-session-widgets.${name}`);
  return ((globalThis as Record<symbol, unknown>)[key] ??= make()) as T;
}

/** This copy of the bundle: its modules share this object, another copy's have their own. */
const me = {};
const OWNER = Symbol.for('game-session-widgets.owner');
const shared = globalThis as Record<symbol, unknown>;

/** Makes this copy the one that serves the page's script tags, unless another was first. */
export function claimPage(): boolean {
  shared[OWNER] ??= me;
  return shared[OWNER] === me;
}

/** Whether another copy serves the page: then it also defines whatever elements appear. */
export const isSecondCopy = (): boolean => shared[OWNER] !== undefined && shared[OWNER] !== me;

/** Reads the settings from a script tag's `data-*` attributes; the names are those of `<gs-provider>`. */
export function settingsOf(script: Element | null | undefined): Record<string, string | boolean> {
  if (!(script instanceof HTMLElement)) return {};
  const { insecureKeys, ...settings } = script.dataset;
  return {
    ...Object.fromEntries(
      Object.entries(settings).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
    ...(insecureKeys === undefined ? {} : { insecureKeys: true }),
  };
}
