/** What is shown of a player's history: which plays, under which names and pictures, on which days. */
import type { Game } from '../../api/iplaygames/index.js';
import { parseUrl, parseWebUrl, sanitizeText, sanitizeUrl } from '../../api/sanitize.js';
import type { PlayedGame } from '../../api/vaix/index.js';
import type { CurrentPlayer } from '../../live/connection.js';
import { whyUnavailable, type Unavailable } from './availability.js';

/** A page's own facts about a game, which override those of the history. */
export interface ResolvedGame {
  name?: string;
  studio?: string;
  /** Absolute, or relative to the page; https, or http on the page's own origin. */
  imageUrl?: string;
  /** The id that starts the game. */
  gameId?: string;
  /** Target of the card with `action="link"`. */
  href?: string;
}

/** One card. */
export interface RecentGame {
  readonly play: PlayedGame;
  /** Place in the list, from 0. */
  readonly index: number;
  /** Key of the play, unique, and the same in the next answer. */
  readonly key: string;
  readonly name: string;
  readonly studio?: string;
  readonly imageUrl?: string;
  /** The id that starts the game: the page's, else the catalogue's, else the operator's own, else the history's. */
  readonly launchId: string;
  readonly href?: string;
  /** Why it can't be played; undefined when it can. */
  readonly unavailable?: Unavailable;
  readonly isFavourite: boolean;
}

/** The plays of one day; `day` is undefined for plays without a time. */
export interface PlayedDay {
  readonly day?: Date;
  readonly games: readonly RecentGame[];
}

export interface ShownOptions {
  /** Most cards. */
  readonly count: number;
  /** One card per game, also when the answer repeats one. */
  readonly unique: boolean;
  readonly hideDisabled: boolean;
  /** Ids of hidden games, and of favourites, which come first. */
  readonly hidden?: ReadonlySet<string>;
  readonly favourites?: ReadonlySet<string>;
  readonly player: Partial<CurrentPlayer>;
  /** The catalogue's game for a play. */
  readonly findGame: (play: PlayedGame) => Game | undefined;
  /** The page's resolvers; each may return undefined. */
  readonly resolveImage: (play: PlayedGame) => string | undefined;
  readonly resolveGame: (play: PlayedGame) => ResolvedGame | undefined;
}

/** The plays to show: favourites first, then newest first as they came. */
export function shownGames(plays: readonly PlayedGame[], options: ShownOptions): RecentGame[] {
  const { count, unique, hideDisabled, hidden } = options;
  const keys = new Map<string, PlayedGame>();
  // More rows than requested are cut; an identical row is a duplicate, not a second play.
  for (const play of plays) {
    const key = unique ? play.gameId : keyOf(play);
    if (keys.size < count && !keys.has(key)) keys.set(key, play);
  }
  return [...keys]
    .filter(([, { gameId }]) => !hidden?.has(gameId))
    .map(([key, play]) => ({ key, ...toRecentGame(play, options) }))
    .filter(({ unavailable }) => !(hideDisabled && unavailable))
    .sort((a, b) => Number(b.isFavourite) - Number(a.isFavourite))
    .map((game, index) => ({ ...game, index }));
}

/** Precedence: the page's facts, then the history's, then the catalogue's. */
function toRecentGame(play: PlayedGame, options: ShownOptions): Omit<RecentGame, 'key' | 'index'> {
  const game = options.findGame(play);
  const resolved = options.resolveGame(play);
  return {
    play,
    name: sanitizeText(resolved?.name) ?? play.name ?? game?.title ?? play.gameId,
    studio: sanitizeText(resolved?.studio) ?? play.studio ?? game?.producer,
    imageUrl: pictureOf(options.resolveImage(play)) ?? pictureOf(resolved?.imageUrl) ?? play.imageUrl ?? game?.imageUrl,
    launchId: textOf(resolved?.gameId) ?? game?.id ?? play.internalGameId ?? play.gameId,
    href: textOf(resolved?.href),
    unavailable: whyUnavailable(play, game, options.player),
    isFavourite: options.favourites?.has(play.gameId) ?? false,
  };
}

/** Finds games of the catalogue by the operator's own id of a play, else by the history's. */
export function gameFinder(games: readonly Game[]): (play: PlayedGame) => Game | undefined {
  const byId = new Map(games.map((game) => [game.id, game]));
  return ({ internalGameId, gameId }) => byId.get(internalGameId ?? '') ?? byId.get(gameId);
}

/** Catalogues often have numeric ids; anything but text and numbers is ignored. */
const textOf = (value: unknown): string | undefined =>
  typeof value === 'number' ? String(value) : typeof value === 'string' ? value : undefined;

/** A picture that the page names may be relative to it. */
function pictureOf(url: unknown): string | undefined {
  if (typeof url !== 'string' || !url.trim()) return undefined;
  return sanitizeUrl(parseUrl(url, document.baseURI)?.href);
}

/** The games grouped by day in the reader's time zone, in the order given. */
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
  return text && isWebAddress(text) ? text : undefined;
}

/** Whether the text is an address, absolute or relative to the page, that leads to a page and runs no script. */
export const isWebAddress = (text: string): boolean => parseWebUrl(text, document.baseURI) !== undefined;
