/** What the scripts of one page share, however many copies of the bundle it loads. No imports: every entry starts with this. */
const PAGE = Symbol.for('game-session-widgets.page');

/** The page's own record of type T, made on first use under a name that all copies know. */
export function pageRecord<T extends object>(make: () => T): T {
  return ((globalThis as Record<symbol, unknown>)[PAGE] ??= make()) as T;
}

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
