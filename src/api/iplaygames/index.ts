import type { ZodMiniType } from 'zod/mini';
import { parseList, parseObject } from '../parse.js';
import { parseId } from '../sanitize.js';
import { ApiError } from '../error.js';
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
} from './schemas.js';
import {
  type GameSearch,
  type GameSessionStart,
  type LaunchTerms,
  gameSessionStartSchema,
  type MultiSessionStart,
  multiSessionStartSchema,
  type PlayerParams,
  requirePlayerParams,
  toGameQuery,
  toMultiStartBody,
  toStartBody,
} from './requests.js';
import type { Call, CallOptions, ListResult, Operation, Send } from '../operation.js';
import type { Mode, ServiceDescriptor } from '../config.js';
import { checkBody } from '../schemas.js';

export type { GameSearch, GameSessionStart, LaunchTerms, MultiSessionStart, PlayerParams };
export type { Game, GameSessionStatus, MultiSessionStatus, StartedGameSession, StartedMultiSession };

/** iPlayGames sessions and catalogue. Every call rejects with ApiError. */
export interface IplaygamesApi {
  listGames(search?: GameSearch, options?: CallOptions): Promise<ListResult<Game>>;
  /**
   * Starts a game with the player's wallet. Never repeated by itself: `unknown-outcome` means that it may have started.
   * `unavailable` is a refusal for this country and currency, with the reason as its message.
   */
  startGameSession(start: GameSessionStart, options?: CallOptions): Promise<StartedGameSession>;
  getGameSessionStatus(sessionId: string, options?: CallOptions): Promise<GameSessionStatus>;
  /** Ends a game; one that is already gone counts as ended. */
  endGameSession(sessionId: string, options?: CallOptions): Promise<void>;
  /**
   * Makes the request that ends a session ready: what is answered sends it within the same turn and keeps it alive, for a
   * page that goes away. It resolves when the session is over, also when it was before.
   */
  prepareEnd(kind: 'game' | 'multi', id: string): Promise<() => Promise<void>>;
  /** Like `startGameSession`, for several games. */
  startMultiSession(start?: MultiSessionStart, options?: CallOptions): Promise<StartedMultiSession>;
  getMultiSessionStatus(multiSessionId: string, options?: CallOptions): Promise<MultiSessionStatus>;
  /** Ends all games of a multi-session; one that is already gone counts as ended. */
  endMultiSession(multiSessionId: string, options?: CallOptions): Promise<void>;
}

const gameSessions = '/api/v1/game-sessions';
const multiSessions = '/api/v1/multi-sessions';
const start = { service: 'iplaygames', method: 'POST', kind: 'start', retry: 'never', root: 'data' } as const;
const read = { service: 'iplaygames', method: 'GET', kind: 'read', retry: 'safe', root: 'data' } as const;
const end = { service: 'iplaygames', method: 'POST', kind: 'write', retry: 'replay', mayBeEmpty: true } as const;

/** The operations of iPlayGames. */
export const operations = {
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
    body: gameSessionStartSchema,
    answer: startedSchema,
  },
  getGameSessionStatus: { ...read, path: `${gameSessions}/{sessionId}/status`, answer: statusSchema },
  endGameSession: { ...end, path: `${gameSessions}/{sessionId}/end` },
  startMultiSession: {
    ...start,
    path: `${multiSessions}/start`,
    body: multiSessionStartSchema,
    answer: startedMultiSchema,
  },
  getMultiSessionStatus: { ...read, path: `${multiSessions}/{multiSessionId}/status`, answer: multiStatusSchema },
  endMultiSession: { ...end, path: `${multiSessions}/{multiSessionId}/end` },
} as const satisfies Record<string, Operation>;

/** iPlayGames, for `connection.service()`. */
export const iplaygames: ServiceDescriptor<IplaygamesApi> = { name: 'iplaygames', create: createIplaygames };

/** iPlayGames' client. Without a gateway, who plays has to be given. */
export function createIplaygames(send: Send, mode: Mode): IplaygamesApi {
  const object = async <T>(route: Operation, schema: ZodMiniType<T>, ...rest: [Call, CallOptions?]) =>
    parseObject(route, await send(route, ...rest), schema);
  const end = async (route: Operation, ...rest: [Call, CallOptions?]) => {
    await send(route, ...rest).catch(ignoreGone);
  };
  return {
    listGames: async (search = {}, options) => {
      const route = operations.listGames;
      return parseList(route, await send(route, { query: toGameQuery(search) }, options), gameSchema, toGame);
    },
    startGameSession: async (start, options) => {
      const route = operations.startGameSession;
      const unchecked = toStartBody(start);
      if (mode === 'direct') requirePlayerParams(start);
      const body = checkBody(route, unchecked);
      return readStart(route, await send(route, { body }, options), startedSchema, 'session_id', toStarted);
    },
    getGameSessionStatus: async (sessionId, options) => {
      const route = operations.getGameSessionStatus;
      return toStatus(sessionId, await object(route, statusSchema, { params: { sessionId } }, options));
    },
    endGameSession: (sessionId, options) => end(operations.endGameSession, { params: { sessionId } }, options),
    startMultiSession: async (start = {}, options) => {
      const route = operations.startMultiSession;
      const unchecked = toMultiStartBody(start);
      if (mode === 'direct') requirePlayerParams(start);
      const body = checkBody(route, unchecked);
      return readStart(
        route,
        await send(route, { body }, options),
        startedMultiSchema,
        'multi_session_id',
        toStartedMulti,
      );
    },
    getMultiSessionStatus: async (multiSessionId, options) =>
      toMultiStatus(
        await object(operations.getMultiSessionStatus, multiStatusSchema, { params: { multiSessionId } }, options),
      ),
    prepareEnd: (kind, id) => {
      const [route, params] =
        kind === 'game'
          ? [operations.endGameSession, { sessionId: id }]
          : [operations.endMultiSession, { multiSessionId: id }];
      const sendNow = send.prepare!(route, { params });
      return Promise.resolve(() => sendNow().catch(ignoreGone));
    },
    endMultiSession: (multiSessionId, options) =>
      end(operations.endMultiSession, { params: { multiSessionId } }, options),
  };
}

/** Reads the answer of a start. Where it is of no use, the error names the session that exists all the same. */
function readStart<W, T>(
  route: Operation,
  answer: unknown,
  schema: ZodMiniType<W>,
  idField: string,
  toResult: (row: W) => T,
): T {
  try {
    return toResult(parseObject(route, answer, schema));
  } catch (error) {
    const { data } = (answer ?? {}) as { data?: Record<string, unknown> };
    const sessionId = parseId(data?.[idField]);
    if (!(error instanceof ApiError) || sessionId === undefined) throw error;
    const { message, code, service, fields } = error;
    throw new ApiError(message, { code, service, fields, sessionId, cause: error });
  }
}

/** A session that is not there has ended. */
function ignoreGone(error: unknown): void {
  if (!(error instanceof ApiError) || (error.code !== 'not-found' && error.status !== 410)) throw error;
}
