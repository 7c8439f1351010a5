import type { ZodMiniType } from 'zod/mini';
import { parseList, parseObject } from '../parse.js';
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
import { checkBody } from '../schemas.js';

export type { GameSearch, GameSessionStart, MultiSessionStart, PlayerParams };
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

/** The calls, made through `send`. Without a gateway, who plays has to be said. */
export function createIplaygames(send: Send, mode: 'direct' | 'gateway'): IplaygamesApi {
  const object = async <T>(route: Operation, schema: ZodMiniType<T>, ...rest: [Call, CallOptions?]) =>
    parseObject(route, await send(route, ...rest), schema);
  const end = async (route: Operation, ...rest: [Call, CallOptions?]) => {
    await send(route, ...rest).catch((error: unknown) => {
      // a session that is not there has ended
      if (!(error instanceof ApiError) || error.code !== 'not-found') throw error;
    });
  };
  return {
    listGames: async (search = {}, options) => {
      const route = operations.listGames;
      return parseList(route, await send(route, { query: toGameQuery(search) }, options), gameSchema, toGame);
    },
    startGameSession: async (start, options) => {
      const body = toStartBody(start);
      if (mode === 'direct') requirePlayerParams(start);
      return toStarted(
        await object(
          operations.startGameSession,
          startedSchema,
          { body: checkBody(operations.startGameSession, body) },
          options,
        ),
      );
    },
    getGameSessionStatus: async (sessionId, options) => {
      const route = operations.getGameSessionStatus;
      return toStatus(sessionId, await object(route, statusSchema, { params: { sessionId } }, options));
    },
    endGameSession: (sessionId, options) => end(operations.endGameSession, { params: { sessionId } }, options),
    startMultiSession: async (start = {}, options) => {
      const body = toMultiStartBody(start);
      if (mode === 'direct') requirePlayerParams(start);
      return toStartedMulti(
        await object(
          operations.startMultiSession,
          startedMultiSchema,
          { body: checkBody(operations.startMultiSession, body) },
          options,
        ),
      );
    },
    getMultiSessionStatus: async (multiSessionId, options) =>
      toMultiStatus(
        await object(operations.getMultiSessionStatus, multiStatusSchema, { params: { multiSessionId } }, options),
      ),
    endMultiSession: (multiSessionId, options) =>
      end(operations.endMultiSession, { params: { multiSessionId } }, options),
  };
}
