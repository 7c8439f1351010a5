import { custom, optional, strictObject, type ZodMiniType } from 'zod/mini';
import { readList, readObject } from './answer.js';
import { ApiError } from './error.js';
import {
  type Game,
  gameSchema,
  type GameSessionStatus,
  type MultiSessionStatus,
  multiStatusSchema,
  type StartedGameSession,
  startedMultiSchema,
  type StartedMultiSession,
  startedSchema,
  statusSchema,
  toGame,
  toMultiStatus,
  toStarted,
  toStartedMulti,
  toStatus,
} from './iplaygames-shapes.js';
import {
  type Call,
  type CallOptions,
  type Listing,
  isFilled,
  refuse,
  type Route,
  type Send,
  textSchema,
} from './route.js';

export type { Game, GameSessionStatus, MultiSessionStatus, StartedGameSession, StartedMultiSession };

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
export interface PlayerFacts {
  /** The operator's own id of the player. */
  playerId?: string;
  /** ISO 4217. */
  currency?: string;
  /** ISO 3166-1 alpha-2. */
  countryCode?: string;
  /** IPv4 or IPv6 as the server sees it. */
  ipAddress?: string;
}

/** Starts one game. */
export interface GameSessionStart extends PlayerFacts {
  /** An integer, as text. */
  gameId: string;
  returnUrl?: string;
  /** ISO 639-1, two letters. */
  locale?: string;
  provider?: string;
  device?: string;
  freespinId?: string;
  freespinCount?: number;
  /** Money as text: `0.50`. */
  freespinBetAmount?: string;
  /** Days that free spins live, 1–30. */
  expireDays?: number;
}

/** Starts several games behind one swipe url; without `gameIds` the vendor chooses. */
export interface MultiSessionStart extends PlayerFacts {
  gameIds?: readonly string[];
  locale?: string;
  device?: string;
}

/** iPlayGames sessions and catalogue. Every call rejects with ApiError. */
export interface IplaygamesApi {
  listGames(search?: GameSearch, options?: CallOptions): Promise<Listing<Game>>;
  /**
   * Starts a game with the player's wallet. Never repeated by itself: `unknown-outcome` means that it may have started.
   * `unavailable` is a refusal for this country and currency, with the reason as its message.
   */
  startGameSession(start: GameSessionStart, options?: CallOptions): Promise<StartedGameSession>;
  getGameSessionStatus(sessionId: string, options?: CallOptions): Promise<GameSessionStatus>;
  /** Ends a game; one that is already gone counts as ended. */
  endGameSession(sessionId: string, options?: CallOptions): Promise<void>;
  /** Like `startGameSession`, for several games. */
  startMultiSession(start: MultiSessionStart, options?: CallOptions): Promise<StartedMultiSession>;
  getMultiSessionStatus(multiSessionId: string, options?: CallOptions): Promise<MultiSessionStatus>;
  /** Ends all games of a multi-session; one that is already gone counts as ended. */
  endMultiSession(multiSessionId: string, options?: CallOptions): Promise<void>;
}

const text = textSchema;
const whole = optional(custom<number>(Number.isSafeInteger, 'must be an integer'));
/** Who plays, as the service spells it: a gateway fills these in whatever the caller sent. */
const playerSchemas = { player_id: text, currency: text, country_code: text, ip_address: text };

const gameSessions = '/api/v1/game-sessions';
const multiSessions = '/api/v1/multi-sessions';
const start = { service: 'iplaygames', method: 'POST', kind: 'start', retry: 'never', root: 'data' } as const;
const read = { service: 'iplaygames', method: 'GET', kind: 'read', retry: 'safe', root: 'data' } as const;
const end = { service: 'iplaygames', method: 'POST', kind: 'write', retry: 'replay' } as const;

/** The operations of iPlayGames. */
export const routes = {
  listGames: {
    ...read,
    path: '/api/v1/games',
    query: ['search', 'producer_id', 'provider', 'type', 'per_page'],
    answer: gameSchema,
    list: true,
  },
  startGameSession: {
    ...start,
    path: `${gameSessions}/start`,
    body: strictObject({
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
    }),
    answer: startedSchema,
  },
  getGameSessionStatus: { ...read, path: `${gameSessions}/{sessionId}/status`, answer: statusSchema },
  endGameSession: { ...end, path: `${gameSessions}/{sessionId}/end` },
  startMultiSession: {
    ...start,
    path: `${multiSessions}/start`,
    body: strictObject({
      ...playerSchemas,
      game_ids: optional(
        custom<string[]>((value) => Array.isArray(value) && value.every(isFilled), 'must be a list of text ids'),
      ),
      locale: text,
      device: text,
    }),
    answer: startedMultiSchema,
  },
  getMultiSessionStatus: { ...read, path: `${multiSessions}/{multiSessionId}/status`, answer: multiStatusSchema },
  endMultiSession: { ...end, path: `${multiSessions}/{multiSessionId}/end` },
} as const satisfies Record<string, Route>;

/** The calls, made through `send`. Without a gateway, who plays has to be said. */
export function createIplaygames(send: Send, mode: 'direct' | 'gateway'): IplaygamesApi {
  const object = async <T>(route: Route, schema: ZodMiniType<T>, ...rest: [Call, CallOptions?]) =>
    readObject(route, await send(route, ...rest), schema);
  const end = async (route: Route, ...rest: [Call, CallOptions?]) => {
    await send(route, ...rest).catch((error: unknown) => {
      // a session that is not there has ended
      if (!(error instanceof ApiError) || error.code !== 'not-found') throw error;
    });
  };
  return {
    listGames: async (search = {}, options) => {
      const route = routes.listGames;
      return readList(route, await send(route, { query: toGameQuery(search) }, options), gameSchema, toGame);
    },
    startGameSession: async (start, options) => {
      const body = toStartBody(start);
      if (mode === 'direct') requirePlayer(start);
      return toStarted(await object(routes.startGameSession, startedSchema, { body }, options));
    },
    getGameSessionStatus: async (sessionId, options) => {
      const route = routes.getGameSessionStatus;
      return toStatus(sessionId, await object(route, statusSchema, { params: { sessionId } }, options));
    },
    endGameSession: (sessionId, options) => end(routes.endGameSession, { params: { sessionId } }, options),
    startMultiSession: async (start, options) => {
      const { gameIds, locale, device } = start;
      if (mode === 'direct') requirePlayer(start);
      const body = { ...toPlayerBody(start), game_ids: gameIds?.map(String), locale, device };
      return toStartedMulti(await object(routes.startMultiSession, startedMultiSchema, { body }, options));
    },
    getMultiSessionStatus: async (multiSessionId, options) =>
      toMultiStatus(
        await object(routes.getMultiSessionStatus, multiStatusSchema, { params: { multiSessionId } }, options),
      ),
    endMultiSession: (multiSessionId, options) => end(routes.endMultiSession, { params: { multiSessionId } }, options),
  };
}

/** Refuses a start that does not say who plays; which of it is missing is named. */
function requirePlayer(facts: PlayerFacts): void {
  const missing = (['playerId', 'currency', 'countryCode', 'ipAddress'] as const).filter(
    (key) => !isFilled(facts[key]),
  );
  if (missing.length)
    throw refuse(
      start,
      missing.map((path) => ({ path, message: 'is needed without a gateway' })),
    );
}

function toPlayerBody(facts: PlayerFacts): Record<string, unknown> {
  return {
    player_id: facts.playerId,
    currency: facts.currency,
    country_code: facts.countryCode,
    ip_address: facts.ipAddress,
  };
}

function toStartBody(start: GameSessionStart): Record<string, unknown> {
  return {
    // ids are text everywhere else; this is the one place that wants a number
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

function toGameQuery({ search, producerId, provider, type, perPage }: GameSearch): Call['query'] {
  const producer = producerId === undefined ? undefined : toInteger('producerId', producerId);
  if (perPage !== undefined && perPage !== 'all' && !(Number.isSafeInteger(perPage) && perPage > 0)) {
    throw refuse(read, [{ path: 'perPage', message: 'must be a whole number from 1, or all' }]);
  }
  return { search: search || undefined, producer_id: producer, provider, type, per_page: perPage };
}

/** The safe integer that an id spells, and nothing else: no fraction, sign, exponent or rounding. */
function toInteger(path: string, id: unknown): number {
  const number = /^\d+$/.test(String(id)) ? Number(id) : NaN;
  if (!Number.isSafeInteger(number)) throw refuse(start, [{ path, message: 'must be an integer id' }]);
  return number;
}
