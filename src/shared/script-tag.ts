/** What the entries for a script tag do before anything else. It imports none of the elements' code. */
import { documentMember } from './document-member.js';

const OWNER = Symbol.for('game-session-widgets.owner');
const SETTINGS = Symbol.for('game-session-widgets.settings');
const SCRIPT = Symbol.for('game-session-widgets.script');
const shared = globalThis as Record<symbol, unknown>;

/** Makes this copy the one that serves the page's script tags. False when another was first. */
export function claimPage(): boolean {
  if (shared[OWNER]) return false;
  return (shared[OWNER] = true);
}

/** Leaves the script's address where script-url.ts of `live` finds it: what lies beside the script is loaded from there. */
export function storeScriptUrl(url: string | undefined): void {
  shared[SCRIPT] ??= url || undefined;
}

type Settings = Record<string, string | boolean | undefined>;

/** Settings of which a tag needs at least one to connect to anything. */
const CONNECTING = [
  'gateway',
  'token',
  'tokenUrl',
  'meshmapUrl',
  'iplaygamesUrl',
  'iplaygamesKey',
  'vaixUrl',
  'vaixKey',
  'mock',
];

/** The classic script that runs now. Known only while it runs for the first time. */
export function runningScript(): HTMLScriptElement | undefined {
  const script = documentMember('currentScript');
  return script instanceof HTMLScriptElement ? script : undefined;
}

/**
 * The tag of the module that has this url. A tag whose `src` was redirected (`…/latest/embed.js`) has the url before it, and
 * a module knows only the one after: then it is the first module script with settings of ours.
 */
export function findModuleScript(url: string): HTMLScriptElement | undefined {
  const scripts = [...documentMember('scripts')].filter((script) => script instanceof HTMLScriptElement);
  return (
    scripts.find(({ src }) => src === url) ??
    scripts.find(({ type, src, dataset }) => type === 'module' && src && CONNECTING.some((name) => name in dataset))
  );
}

/** Stores the tag's settings where context.ts finds them. The first tag that has any wins. */
export function storeSettings(script: HTMLScriptElement | undefined): void {
  shared[SETTINGS] ??= script && settingsOf(script);
}

/** Reads the settings from a script tag's `data-*` attributes; the names are those of `<gs-provider>`. */
function settingsOf({ dataset }: HTMLElement): Settings {
  const { insecureKeys, ...settings } = dataset;
  return insecureKeys === undefined ? settings : { ...settings, insecureKeys: true };
}
