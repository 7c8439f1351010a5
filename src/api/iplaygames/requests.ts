import { custom, optional, strictObject } from 'zod/mini';
import { type Call, invalidArgument } from '../operation.js';
import { isNonBlank, textSchema as text } from '../schemas.js';

/** Narrows the catalogue. */
export interface GameSearch {
  search?: string;
  producerId?: string | number;
  /** Slug of a provider. */
  provider?: string;
  type?: 'slot' | 'table' | 'live';
  /** How many; there are no pages, so only `all` reaches everything. The service's own default is 100. */
  perPage?: number | 'all';
}

/** Who plays. All four are required without a gateway; with one, the gateway fills them in and ignores these. */
export interface PlayerParams {
  /** The operator's own id of the player. */
  playerId?: string;
  /** ISO 4217. */
  currency?: string;
  /** ISO 3166-1 alpha-2. */
  countryCode?: string;
  /** IPv4 or IPv6 as the server sees it. */
  ipAddress?: string;
}

/** Where a game's own way out leads, and free spins. A gateway takes only what its list, or the token, allows. */
export interface LaunchTerms {
  /** An absolute address. */
  returnUrl?: string;
  freespinId?: string;
  freespinCount?: number;
  /** Money as text: `0.50`. */
  freespinBetAmount?: string;
  /** Days that free spins live, 1–30. */
  expireDays?: number;
}

/** Starts one game. */
export interface GameSessionStart extends PlayerParams, LaunchTerms {
  /** An integer, as text. */
  gameId: string;
  /** ISO 639-1, two letters. */
  locale?: string;
  provider?: string;
  device?: string;
}

/** Starts several games behind one swipe url; without `gameIds` the vendor chooses. */
export interface MultiSessionStart extends PlayerParams {
  gameIds?: readonly string[];
  locale?: string;
  device?: string;
}

const service = { service: 'iplaygames' } as const;
const whole = optional(custom<number>(Number.isSafeInteger, 'must be an integer'));
/** Who plays, as the service spells it: a gateway fills these in whatever the caller sent. */
const playerSchemas = { player_id: text, currency: text, country_code: text, ip_address: text };

/** Schema of the body that starts a game. */
export const gameSessionStartSchema = strictObject({
  game_id: custom<number>(Number.isSafeInteger, 'must be an integer'),
  ...playerSchemas,
  return_url: text,
  locale: text,
  provider: text,
  device: text,
  freespin_id: text,
  freespin_count: whole,
  freespin_bet_amount: text,
  expire_days: whole,
});

/** Schema of the body that starts several games. */
export const multiSessionStartSchema = strictObject({
  ...playerSchemas,
  game_ids: optional(
    custom<string[]>((value) => Array.isArray(value) && value.every(isNonBlank), 'must be a list of text ids'),
  ),
  locale: text,
  device: text,
});

/** Throws for a start without the player's data; the error names what is missing. */
export function requirePlayerParams(facts: PlayerParams): void {
  const missing = (['playerId', 'currency', 'countryCode', 'ipAddress'] as const).filter(
    (key) => !isNonBlank(facts[key]),
  );
  if (missing.length)
    throw invalidArgument(
      service,
      missing.map((path) => ({ path, message: 'is needed without a gateway' })),
    );
}

function toPlayerBody(facts: PlayerParams): Record<string, unknown> {
  return {
    player_id: facts.playerId,
    currency: facts.currency,
    country_code: facts.countryCode,
    ip_address: facts.ipAddress,
  };
}

/** The body that starts a game. */
export function toStartBody(start: GameSessionStart): Record<string, unknown> {
  return {
    // ids are text everywhere else; only here the service requires a number
    game_id: toInteger('gameId', start.gameId),
    ...toPlayerBody(start),
    return_url: start.returnUrl,
    locale: start.locale,
    device: start.device,
    provider: start.provider,
    freespin_id: start.freespinId,
    freespin_count: start.freespinCount,
    freespin_bet_amount: start.freespinBetAmount,
    expire_days: start.expireDays,
  };
}

/** The body that starts several games. */
export function toMultiStartBody({ gameIds, locale, device, ...facts }: MultiSessionStart): Record<string, unknown> {
  return { ...toPlayerBody(facts), game_ids: gameIds?.map(String), locale, device };
}

/** The query that narrows the catalogue. */
export function toGameQuery({ search, producerId, provider, type, perPage }: GameSearch): Call['query'] {
  const producer = producerId === undefined ? undefined : toInteger('producerId', producerId);
  if (perPage !== undefined && perPage !== 'all' && !(Number.isSafeInteger(perPage) && perPage > 0)) {
    throw invalidArgument(service, [{ path: 'perPage', message: 'must be a whole number from 1, or all' }]);
  }
  return { search: search || undefined, producer_id: producer, provider, type, per_page: perPage };
}

/** The safe integer that an id spells, and nothing else: no fraction, sign, exponent or rounding. */
function toInteger(path: string, id: unknown): number {
  const number = /^\d+$/.test(String(id)) ? Number(id) : NaN;
  if (!Number.isSafeInteger(number)) throw invalidArgument(service, [{ path, message: 'must be an integer id' }]);
  return number;
}
