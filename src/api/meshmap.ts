import { custom, optional, strictObject } from 'zod/mini';
import { readList, readObject } from './answer.js';
import { readCleanPlayer, type SessionPlayer, sessionPlayerSchema, toSessionPlayer } from './player-rows.js';
import { type Call, type CallOptions, idSchema, type Listing, refuse, type Route, type Send } from './route.js';
import { type GameSession, gameSessionSchema, type MiniGame, toGameSession } from './session-rows.js';

export type { GameSession, MiniGame, SessionPlayer };

/** What a new session is made of; all of it may be left out, and at most one of the two selectors given. */
export interface NewGameSession {
  name?: string | null;
  description?: string | null;
  /** Default `ACTIVE`. */
  status?: 'ACTIVE' | 'COMPLETED' | 'PAUSED';
  miniGameTypeId?: string | null;
  miniGameTypeName?: string | null;
}

/** Meshmap's game sessions. Every call rejects with ApiError. */
export interface MeshmapApi {
  /** Every session of the app. */
  listGameSessions(options?: CallOptions): Promise<Listing<GameSession>>;
  /** Opens a session. Never repeated by itself: code `unknown-outcome` means to look before trying again. */
  createGameSession(session?: NewGameSession, options?: CallOptions): Promise<GameSession>;
  getGameSession(sessionId: string, options?: CallOptions): Promise<GameSession>;
  /** Players and scores of a session, in no order. */
  listSessionPlayers(sessionId: string, options?: CallOptions): Promise<Listing<SessionPlayer>>;
  /** Puts an existing player into a session. Never repeated by itself. */
  registerSessionPlayer(sessionId: string, playerId: string, options?: CallOptions): Promise<SessionPlayer>;
  /** Replaces a player's score by a finite number. */
  setSessionPlayerScore(
    sessionId: string,
    playerId: string,
    score: number,
    options?: CallOptions,
  ): Promise<SessionPlayer>;
}

const textOrNull = optional(
  custom<string | null>((value) => value === null || typeof value === 'string', 'must be text or null'),
);

const statuses: readonly unknown[] = ['ACTIVE', 'COMPLETED', 'PAUSED'];
const sessions = '/apps/game-sessions';
const players = `${sessions}/{sessionId}/players`;
const common = { service: 'meshmap' } as const;

/** Meshmap's operations. */
export const routes = {
  listGameSessions: {
    ...common,
    method: 'GET',
    path: sessions,
    kind: 'read',
    retry: 'safe',
    answer: gameSessionSchema,
    root: 'gameSessions',
    list: true,
  },
  createGameSession: {
    ...common,
    method: 'POST',
    path: sessions,
    kind: 'write',
    retry: 'never',
    body: strictObject({
      name: textOrNull,
      description: textOrNull,
      status: optional(custom<string>((value) => statuses.includes(value), 'must be ACTIVE, COMPLETED or PAUSED')),
      miniGameTypeId: textOrNull,
      miniGameTypeName: textOrNull,
    }),
    answer: gameSessionSchema,
  },
  getGameSession: {
    ...common,
    method: 'GET',
    path: `${sessions}/{sessionId}`,
    kind: 'read',
    retry: 'safe',
    answer: gameSessionSchema,
  },
  listSessionPlayers: {
    ...common,
    method: 'GET',
    path: players,
    kind: 'read',
    retry: 'safe',
    answer: sessionPlayerSchema,
    root: 'players',
    list: true,
  },
  registerSessionPlayer: {
    ...common,
    method: 'POST',
    path: players,
    kind: 'write',
    retry: 'never',
    body: strictObject({ playerId: idSchema }),
    answer: sessionPlayerSchema,
  },
  setSessionPlayerScore: {
    ...common,
    method: 'PATCH',
    path: `${players}/{playerId}`,
    kind: 'write',
    retry: 'replay',
    body: strictObject({ score: custom<number>((value) => Number.isFinite(value), 'must be a finite number') }),
    answer: sessionPlayerSchema,
  },
} as const satisfies Record<string, Route>;

/** Meshmap's calls, made through `send`. */
export function createMeshmap(send: Send): MeshmapApi {
  const session = async (route: Route, ...rest: [Call, CallOptions?]) =>
    toGameSession(readObject(route, await send(route, ...rest), gameSessionSchema));
  const player = async (route: Route, ...rest: [Call, CallOptions?]) =>
    toSessionPlayer(readObject(route, await send(route, ...rest), sessionPlayerSchema));
  return {
    listGameSessions: async (options) => {
      const route = routes.listGameSessions;
      return readList(route, await send(route, {}, options), gameSessionSchema, toGameSession);
    },
    createGameSession: async (body = {}, options) => {
      refuseTwoSelectors(body);
      return session(routes.createGameSession, { body: { ...body } }, options);
    },
    getGameSession: (sessionId, options) => session(routes.getGameSession, { params: { sessionId } }, options),
    listSessionPlayers: async (sessionId, options) => {
      const route = routes.listSessionPlayers;
      const answer = await send(route, { params: { sessionId } }, options);
      return readList(route, answer, sessionPlayerSchema, toSessionPlayer, readCleanPlayer);
    },
    registerSessionPlayer: (sessionId, playerId, options) =>
      player(routes.registerSessionPlayer, { params: { sessionId }, body: { playerId } }, options),
    setSessionPlayerScore: (sessionId, playerId, score, options) =>
      player(routes.setSessionPlayerScore, { params: { sessionId, playerId }, body: { score } }, options),
  };
}

/** The service forbids this in prose only, and would say so late. */
function refuseTwoSelectors({ miniGameTypeId, miniGameTypeName }: NewGameSession): void {
  if (!miniGameTypeId || !miniGameTypeName) return;
  const message = 'cannot be given together with the other mini game selector';
  throw refuse(
    common,
    ['miniGameTypeId', 'miniGameTypeName'].map((path) => ({ path, message })),
  );
}
