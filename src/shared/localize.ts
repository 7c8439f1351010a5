/** Every word the elements say, one table per locale. English is built in; the others load when a page needs them. */
import type { strings as failuresEnglish } from './locales/en-failures.js';
import type { gameFrameEnglish } from './locales/en-game-frame.js';
import type { gamesEnglish } from './locales/en-games.js';
import type { leaderboardEnglish } from './locales/en-leaderboard.js';
import type { leaderboardExtrasEnglish } from './locales/en-leaderboard-extras.js';
import type { multiSwiperEnglish } from './locales/en-multi-swiper.js';
import type { recentGamesEnglish } from './locales/en-recent-games.js';
import type { sessionLauncherEnglish } from './locales/en-session-launcher.js';
import { english } from './locales/en.js';
import { pluralRules } from './format.js';

/** Everything that can be said, by name. */
export type Strings = Record<
  | keyof typeof english
  | keyof typeof failuresEnglish
  | keyof typeof gameFrameEnglish
  | keyof typeof gamesEnglish
  | keyof typeof leaderboardEnglish
  | keyof typeof leaderboardExtrasEnglish
  | keyof typeof multiSwiperEnglish
  | keyof typeof recentGamesEnglish
  | keyof typeof sessionLauncherEnglish,
  string
>;
/** A table may leave strings out: those stay English. */
export type Translation = Partial<Strings>;

/** English as far as the elements on the page have brought it. */
const builtIn: Translation = { ...english };
const tables = new Map<string, Translation>();
const merged = new Map<string, Strings>();
const asked = new Map<string, Promise<void>>();
const listeners = new Set<() => void>();

/** How the built-in tables are found; the single-file bundle loads them from beside itself instead. */
let load: ((language: string) => Promise<{ strings: Translation }> | undefined) | undefined;

export function setTranslationLoader(loader: NonNullable<typeof load>): void {
  load = loader;
}

/**
 * Adds a language or overrides strings of one ("de", or "de-AT" for one region only), at any time.
 * @param strings what to say; names that are left out stay as they were
 */
export function registerTranslation(locale: string, strings: Translation): void {
  const key = locale.toLowerCase();
  tables.set(key, { ...tables.get(key), ...strings });
  merged.clear();
  for (const tell of listeners) tell();
}

/** Adds what an element says in English; each does so when its code loads. */
export function addDefaults(strings: Translation): void {
  Object.assign(builtIn, strings);
  merged.clear();
}

/** The strings for a locale: its own table over its language's over English. Starts loading a built-in table once. */
export function stringsFor(locale: string): Strings {
  const key = locale.toLowerCase();
  const ready = merged.get(key);
  if (ready) return ready;
  const language = key.split('-')[0] ?? 'en';
  if (language !== 'en') void loadTable(language);
  const strings = { ...builtIn, ...tables.get('en'), ...tables.get(language), ...tables.get(key) } as Strings;
  merged.set(key, strings);
  return strings;
}

/** Calls the listener when strings arrived or were replaced; returns the way to stop. */
export function watchStrings(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Loads a built-in table once; `en` is what few pages need of English. Never rejects: without it, other words are said. */
export function loadTable(language: string): Promise<void> {
  let table = asked.get(language);
  if (!table) asked.set(language, (table = ask(language)));
  return table;
}

async function ask(language: string): Promise<void> {
  try {
    const table = await load?.(language);
    // What the page registered itself goes over what is built in.
    if (table) registerTranslation(language, { ...table.strings, ...tables.get(language) });
  } catch (error) {
    asked.delete(language); // a lost request is not the last word
    console.warn(`game-session-widgets: the strings for "${language}" did not load; English is shown.`, error);
  }
}

/** Puts values into `{name}` places. A plural string is `one form|other form`, chosen by `count`, in the order of `Intl.PluralRules`. */
export function formatMessage(
  locale: string,
  text = '',
  values: Readonly<Record<string, string | number>> = {},
): string {
  if (!/[{|]/.test(text)) return text;
  const forms = text.split('|');
  let [form = ''] = forms;
  if (forms.length > 1 && typeof values['count'] === 'number') {
    const rules = pluralRules(locale);
    const { pluralCategories } = rules.resolvedOptions();
    const index = CATEGORIES.filter((name) => pluralCategories.includes(name)).indexOf(rules.select(values['count']));
    // The table's language may have fewer forms than the locale asked for: the last one is always "other".
    form = forms[index] ?? forms.at(-1)!;
  }
  return form.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

const CATEGORIES = ['zero', 'one', 'two', 'few', 'many', 'other'] as const;
