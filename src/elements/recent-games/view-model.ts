/** What is shown of a player's history: which plays, under which names and pictures, on which days. */
import { sanitizeText, sanitizeUrl } from '../../api/sanitize.js';
import type { PlayedGame } from '../../api/vaix/index.js';

/** What the page knows better about a game than its history does. */
export interface ResolvedGame {
  name?: string;
  studio?: string;
  /** Absolute, or relative to the page; https, or http on the page's own origin. */
  imageUrl?: string;
  /** The id that starts the game. */
  gameId?: string;
  /** Where a card leads under `action="link"`. */
  href?: string;
}

/** The page's own answers; either may be missing, or know nothing of a game. */
export interface Resolvers {
  resolveImage?: (play: PlayedGame) => string | undefined;
  resolveGame?: (play: PlayedGame) => ResolvedGame | undefined;
}

/** One card. */
export interface RecentGame {
  readonly play: PlayedGame;
  /** Place in the list, from 0. */
  readonly index: number;
  /** The same for the same play in the next answer; once each. */
  readonly key: string;
  readonly name: string;
  readonly studio?: string;
  readonly imageUrl?: string;
  /** The id that starts the game: the page's, else the operator's own, else the history's. */
  readonly launchId: string;
  readonly href?: string;
}

/** The plays of one day; without a day for those whose time is not known. */
export interface PlayedDay {
  readonly day?: Date;
  readonly games: readonly RecentGame[];
}

export interface ShownOptions extends Resolvers {
  /** One card per game, also when the answer repeats one. */
  readonly unique: boolean;
  readonly hideDisabled: boolean;
  /** Told what a resolver threw: a page's mistake costs a name or a picture, not the widget. */
  readonly onFault: (error: unknown) => void;
}

/** The plays to show, newest first as they came. */
export function shownGames(plays: readonly PlayedGame[], options: ShownOptions): RecentGame[] {
  const keys = new Map<string, PlayedGame>();
  for (const play of plays) {
    if (options.hideDisabled && play.enabled === false) continue;
    const key = options.unique ? play.gameId : keyOf(play);
    // The very same play twice is an answer's mistake, not a second play.
    if (!keys.has(key)) keys.set(key, play);
  }
  return [...keys].map(([key, play], index) => ({ key, index, ...toRecentGame(play, options) }));
}

function toRecentGame(
  play: PlayedGame,
  { resolveImage, resolveGame, onFault }: ShownOptions,
): Omit<RecentGame, 'key' | 'index'> {
  const ask = <T>(resolve: ((play: PlayedGame) => T | undefined) | undefined): T | undefined => {
    try {
      return resolve?.(play);
    } catch (error) {
      onFault(error);
      return undefined;
    }
  };
  const resolved = ask(resolveGame);
  return {
    play,
    name: play.name ?? sanitizeText(resolved?.name) ?? play.gameId,
    studio: play.studio ?? sanitizeText(resolved?.studio),
    imageUrl: play.imageUrl ?? pictureOf(ask(resolveImage)) ?? pictureOf(resolved?.imageUrl),
    launchId: textOf(resolved?.gameId) ?? play.internalGameId ?? play.gameId,
    href: textOf(resolved?.href),
  };
}

/** Catalogues often have numbers for ids; what is no text and no number is nothing. */
const textOf = (value: unknown): string | undefined =>
  typeof value === 'number' ? String(value) : typeof value === 'string' ? value : undefined;

/** A picture that the page names may be relative to it. */
function pictureOf(url: unknown): string | undefined {
  if (typeof url !== 'string' || !url.trim() || !URL.canParse(url, document.baseURI)) return undefined;
  return sanitizeUrl(new URL(url, document.baseURI).href);
}

/** The games by the reader's own days, in the order in which they came. */
export function groupByDay(games: readonly RecentGame[]): PlayedDay[] {
  const days = new Map<string, { day?: Date; games: RecentGame[] }>();
  for (const game of games) {
    const { started } = game.play;
    const key = started ? started.toDateString() : '';
    const group = days.get(key) ?? { day: started, games: [] };
    days.set(key, group);
    group.games.push(game);
  }
  return [...days.values()];
}

const keyOf = ({ gameId, started }: PlayedGame) => `${gameId} ${started?.getTime() ?? ''}`;

/** How many plays are in `next` that were not in `previous`. */
export function countNew(previous: readonly PlayedGame[], next: readonly PlayedGame[]): number {
  const known = new Set(previous.map(keyOf));
  return next.filter((play) => !known.has(keyOf(play))).length;
}

/**
 * The address in a template such as `/play/{gameId}`, its places filled; undefined for a scheme that runs script.
 * @param template `{gameId}` is the id that starts the game, `{historyId}` the history's own
 */
export function fillHref(template: string | undefined, { launchId, play }: RecentGame): string | undefined {
  const text = template
    ?.replaceAll('{gameId}', encodeURIComponent(launchId))
    .replaceAll('{historyId}', encodeURIComponent(play.gameId));
  if (!text || !URL.canParse(text, document.baseURI)) return undefined;
  return /^https?:$/.test(new URL(text, document.baseURI).protocol) ? text : undefined;
}
