/** All words of the elements, one table per locale. English is built in; the others load when a page needs them. */
import type { gameFrameEnglish } from './locales/en-game-frame.js';
import type { gameShellEnglish } from './locales/en-game-shell.js';
import type { gamesEnglish } from './locales/en-games.js';
import type { leaderboardEnglish } from './locales/en-leaderboard.js';
import type { leaderboardExtrasEnglish } from './locales/en-leaderboard-extras.js';
import type { multiSwiperEnglish } from './locales/en-multi-swiper.js';
import type { recentGamesEnglish } from './locales/en-recent-games.js';
import type { sessionLauncherEnglish } from './locales/en-session-launcher.js';
import { addDefaults, defaultStrings, type Message, type PluralForms } from './default-strings.js';
import { english } from './locales/en.js';
import { pluralRules } from './format.js';

export type { Message, PluralForms };

type MessageKey =
  | keyof typeof english
  | keyof typeof gameFrameEnglish
  | keyof typeof gameShellEnglish
  | keyof typeof gamesEnglish
  | keyof typeof leaderboardEnglish
  | keyof typeof leaderboardExtrasEnglish
  | keyof typeof multiSwiperEnglish
  | keyof typeof recentGamesEnglish
  | keyof typeof sessionLauncherEnglish;

/** All messages by name. */
export type Strings = Record<MessageKey, Message>;
/** A message in the reader's language, with its `{places}` filled. */
export type Localize = (name: keyof Strings, values?: Readonly<Record<string, string | number>>) => string;
/** A table may leave messages out: those stay English. */
export type Translation = Partial<Strings>;

addDefaults(english);

const tables = new Map<string, Translation>();
const requested = new Map<string, Promise<void>>();
const listeners = new Set<() => void>();

/** Loads a built-in table; undefined for a language that has none. The single-file bundle has tables beside itself. */
let load: ((language: string) => Promise<{ strings: Translation }> | undefined) | undefined;

export function setTranslationLoader(loader: NonNullable<typeof load>): void {
  load = loader;
}

/**
 * Adds a language or overrides messages of one ("de", or "de-AT" for one region only), at any time.
 * @param strings messages by name, `{places}` as in English; plural forms as `{ one: '…', other: '…' }`. Names that are
 * left out stay as they were
 */
export function registerTranslation(locale: string, strings: Translation): void {
  const key = locale.toLowerCase();
  tables.set(key, { ...tables.get(key), ...strings });
  for (const listener of listeners) listener();
}

/** A message and the language it is in: of the locale's own table, else of its language's, else English. */
export function findMessage(locale: string, name: MessageKey): { message: Message; language: string } {
  const key = locale.toLowerCase();
  const language = languageOf(key);
  if (language !== 'en') void loadTable(language);
  for (const candidate of [key, language]) {
    const message = tables.get(candidate)?.[name];
    if (message !== undefined) return { message, language: locale };
  }
  return {
    message: tables.get('en')?.[name] ?? defaultStrings[name] ?? '',
    language: language === 'en' ? locale : 'en',
  };
}

/** The locale itself where its language has a table, loaded or to be loaded; else English, the language of the words. */
export function tableLanguage(locale: string): string {
  const key = locale.toLowerCase();
  const language = languageOf(key);
  if (language === 'en' || tables.has(key) || tables.has(language)) return locale;
  void loadTable(language);
  return requested.has(language) ? locale : 'en';
}

/** Calls the listener when tables arrived or were replaced; returns the way to stop. */
export function watchStrings(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Loads a built-in table once. Never rejects: without it the messages are English. */
function loadTable(language: string): Promise<void> {
  const known = requested.get(language);
  if (known) return known;
  const loading = load?.(language);
  if (!loading) return Promise.resolve();
  const table = loading.then(
    // What the page registered itself goes over what is built in.
    ({ strings }) => registerTranslation(language, { ...strings, ...tables.get(language) }),
    (error: unknown) => {
      requested.delete(language); // the next message requests it again
      console.warn(`game-session-widgets: the strings for "${language}" did not load; English is shown.`, error);
    },
  );
  requested.set(language, table);
  return table;
}

/**
 * Puts values into `{name}` places of the message, or of its form in the language of the message: for the value `count`, or
 * for the value `ordinal` ("1st", "2nd").
 */
export function formatMessage(
  language: string,
  message: Message,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const text = typeof message === 'string' ? message : chooseForm(language, message, values);
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

function chooseForm(
  language: string,
  forms: PluralForms,
  { count, ordinal }: Readonly<Record<string, string | number>>,
): string {
  const number = Number(ordinal ?? count);
  const rules = pluralRules(language, ordinal === undefined ? 'cardinal' : 'ordinal');
  return (Number.isNaN(number) ? undefined : forms[rules.select(number)]) ?? forms.other;
}

const languageOf = (key: string): string => key.split('-')[0] ?? 'en';
