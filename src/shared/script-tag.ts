/** What the entries for a script tag do before anything else. No imports: none of the elements' code may be needed yet. */

const OWNER = Symbol.for('game-session-widgets.owner');
const SETTINGS = Symbol.for('game-session-widgets.settings');
const shared = globalThis as Record<symbol, unknown>;

/** Makes this copy the one that serves the page's script tags. False when another was first. */
export function claimPage(): boolean {
  if (shared[OWNER]) return false;
  return (shared[OWNER] = true);
}

type Settings = Record<string, string | boolean | undefined>;

/** Leaves what the tag says where context.ts finds it. The first tag that says anything stays: the answer is what it said. */
export function storeSettings(script: Element | null | undefined): Settings {
  return ((shared[SETTINGS] ??= script instanceof HTMLElement ? settingsOf(script) : undefined) as Settings) ?? {};
}

/** Reads the settings from a script tag's `data-*` attributes; the names are those of `<gs-provider>`. */
function settingsOf({ dataset }: HTMLElement): Settings {
  const { insecureKeys, ...settings } = dataset;
  return insecureKeys === undefined ? settings : { ...settings, insecureKeys: true };
}
