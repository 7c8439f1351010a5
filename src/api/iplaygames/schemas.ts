import { custom, object, type infer as Infer } from 'zod/mini';
import { parseDate, parseId, parseNumber, sanitizeText, sanitizeTexts, sanitizeUrl } from '../sanitize.js';
import { idSchema, isNonBlank, optionalOr, lenientList, scalar } from '../schemas.js';

/** A game of the operator's catalogue. */
export interface Game {
  id: string;
  title?: string;
  producer?: string;
  category?: string;
  /** `slot`, `table`, `live` or a word that is not known yet, as sent. */
  type?: string;
  imageUrl?: string;
  /** ISO 4217 codes, upper case; empty means unknown, not "all". */
  currencies: string[];
  /** ISO 3166-1 alpha-2 codes, upper case; empty means unknown, not "all". */
  countries: string[];
  hasDemo?: boolean;
  hasFreespins?: boolean;
}

/** A game that was started. */
export interface StartedGameSession {
  sessionId: string;
  /** As sent; it may hold a credential and anything else: whoever opens it must judge it first. */
  gameUrl: string;
  expiresAt?: Date;
}

/** Where a started game stands. */
export interface GameSessionStatus {
  sessionId: string;
  /** `active`, `closed`, `expired` or a word that is not known yet, lower case. */
  status: string;
  gameId?: string;
  gameTitle?: string;
  playerId?: string;
  startedAt?: Date;
  lastActivity?: Date;
}

/** Several games that were started. */
export interface StartedMultiSession {
  multiSessionId: string;
  /** As sent; it holds the token that controls the session. */
  swipeUrl: string;
  totalGames: number;
  games: { position: number; name?: string; imageUrl?: string }[];
  expiresAt?: Date;
}

/** Where several started games stand. */
export interface MultiSessionStatus {
  /** `active` or another word, lower case. */
  status: string;
  totalGames: number;
  activeSessions?: number;
  /** From 0. */
  currentIndex?: number;
  /** `status` of a game is `ready`, `pending` or another word, lower case; `pending` when it was not sent. */
  games: { position: number; name?: string; status: string }[];
  expiresAt?: Date;
}

const url = custom<string>(isNonBlank, 'must be an address');
const texts = lenientList(scalar);

/** Schemas of what is answered: what is shown of it, as sent. */
export const gameSchema = object({
  id: idSchema,
  title: scalar,
  producer: scalar,
  category: scalar,
  type: scalar,
  image_url: scalar,
  currencies_supported: texts,
  countries_supported: texts,
  has_demo: scalar,
  has_freespins: scalar,
});

export const startedSchema = object({ session_id: idSchema, game_url: url, expires_at: scalar });

export const statusSchema = object({
  session_id: scalar,
  status: custom<string>((value) => sanitizeText(value) !== undefined, 'must be a word'),
  player_id: scalar,
  game: optionalOr(object({ id: scalar, title: scalar })),
  started_at: scalar,
  last_activity: scalar,
});

const multiGames = lenientList(object({ position: scalar, game_name: scalar, game_image: scalar, status: scalar }));

export const startedMultiSchema = object({
  multi_session_id: idSchema,
  swipe_url: url,
  total_games: scalar,
  games: multiGames,
  expires_at: scalar,
});

export const multiStatusSchema = object({
  status: statusSchema.shape.status,
  total_games: scalar,
  active_sessions: scalar,
  current_index: scalar,
  games: multiGames,
  expires_at: scalar,
});

export function toGame(row: Infer<typeof gameSchema>): Game {
  return {
    id: parseId(row.id)!,
    title: sanitizeText(row.title),
    producer: sanitizeText(row.producer),
    category: sanitizeText(row.category),
    type: sanitizeText(row.type),
    imageUrl: sanitizeUrl(row.image_url),
    currencies: toCodes(row.currencies_supported),
    countries: toCodes(row.countries_supported),
    hasDemo: toFlag(row.has_demo),
    hasFreespins: toFlag(row.has_freespins),
  };
}

export function toStarted(row: Infer<typeof startedSchema>): StartedGameSession {
  return { sessionId: parseId(row.session_id)!, gameUrl: row.game_url, expiresAt: parseDate(row.expires_at) };
}

export function toStatus(sessionId: string, row: Infer<typeof statusSchema>): GameSessionStatus {
  return {
    sessionId: parseId(row.session_id) ?? sessionId,
    status: toWord(row.status)!,
    gameId: parseId(row.game?.id),
    gameTitle: sanitizeText(row.game?.title),
    playerId: parseId(row.player_id),
    startedAt: parseDate(row.started_at),
    lastActivity: parseDate(row.last_activity),
  };
}

export function toStartedMulti(row: Infer<typeof startedMultiSchema>): StartedMultiSession {
  const games = row.games.map((game, index) => ({
    position: toCount(game.position) ?? index,
    name: sanitizeText(game.game_name),
    imageUrl: sanitizeUrl(game.game_image),
  }));
  return {
    multiSessionId: parseId(row.multi_session_id)!,
    swipeUrl: row.swipe_url,
    totalGames: toCount(row.total_games) ?? games.length,
    games,
    expiresAt: parseDate(row.expires_at),
  };
}

export function toMultiStatus(row: Infer<typeof multiStatusSchema>): MultiSessionStatus {
  const games = row.games.map((game, index) => ({
    position: toCount(game.position) ?? index,
    name: sanitizeText(game.game_name),
    status: toWord(game.status) ?? 'pending',
  }));
  return {
    status: toWord(row.status)!,
    totalGames: toCount(row.total_games) ?? games.length,
    activeSessions: toCount(row.active_sessions),
    currentIndex: toCount(row.current_index),
    games,
    expiresAt: parseDate(row.expires_at),
  };
}

function toWord(value: unknown): string | undefined {
  return sanitizeText(value)?.toLowerCase();
}

function toCodes(list: unknown): string[] {
  return sanitizeTexts(list).map((code) => code.toUpperCase());
}

function toCount(value: unknown): number | undefined {
  const number = parseNumber(value);
  return number !== undefined && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

function toFlag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}
