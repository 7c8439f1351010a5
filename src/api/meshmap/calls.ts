import { readList, readObject } from '../parse.js';
import { thorough } from '../sanitize.js';
import { type MeshmapApi, type NewGameSession, reads, type SessionPlayer } from './index.js';
import {
  gameSessionSchema,
  newGameSessionSchema,
  registrationSchema,
  scoreSchema,
  sessionPlayerSchema,
} from './schemas.js';
import { readSessionPlayer } from './player.js';
import { type Call, type CallOptions, refuse, type Route, type Send } from '../operation.js';
import { checkBody } from '../schemas.js';
import { readGameSession } from './session.js';

const { listGameSessions, getGameSession, listSessionPlayers } = reads;
const write = { service: 'meshmap', kind: 'write' } as const;

/** Meshmap's operations. */
export const routes = {
  listGameSessions: { ...listGameSessions, answer: gameSessionSchema },
  createGameSession: {
    ...write,
    method: 'POST',
    path: listGameSessions.path,
    retry: 'never',
    body: newGameSessionSchema,
    answer: gameSessionSchema,
  },
  getGameSession: { ...getGameSession, answer: gameSessionSchema },
  listSessionPlayers: { ...listSessionPlayers, answer: sessionPlayerSchema },
  registerSessionPlayer: {
    ...write,
    method: 'POST',
    path: listSessionPlayers.path,
    retry: 'never',
    body: registrationSchema,
    answer: sessionPlayerSchema,
  },
  setSessionPlayerScore: {
    ...write,
    method: 'PATCH',
    path: `${listSessionPlayers.path}/{playerId}`,
    retry: 'replay',
    body: scoreSchema,
    answer: sessionPlayerSchema,
  },
} as const satisfies Record<string, Route>;

// what passes the schema can be read
const quickSession = (row: unknown) => readGameSession(row, thorough);
const quickPlayer = (row: unknown) => readSessionPlayer(row, thorough);
const toSession = (row: unknown) => quickSession(row)!;
export const toPlayer = (row: unknown): SessionPlayer => quickPlayer(row)!;

/** Meshmap's calls, made through `send`, with schemas at hand that name what is wrong with answers and bodies. */
export function createMeshmapCalls(send: Send): MeshmapApi {
  const session = async (route: Route, ...rest: [Call, CallOptions?]) =>
    toSession(readObject(route, await send(route, ...rest), gameSessionSchema));
  const player = async (route: Route, ...rest: [Call, CallOptions?]) =>
    toPlayer(readObject(route, await send(route, ...rest), sessionPlayerSchema));
  return {
    listGameSessions: async (options) => {
      const route = routes.listGameSessions;
      return readList(route, await send(route, {}, options), gameSessionSchema, toSession, quickSession);
    },
    createGameSession: async (facts = {}, options) => {
      refuseTwoSelectors(facts);
      const route = routes.createGameSession;
      return session(route, { body: checkBody(route, { ...facts }) }, options);
    },
    getGameSession: (sessionId, options) => session(routes.getGameSession, { params: { sessionId } }, options),
    listSessionPlayers: async (sessionId, options) => {
      const route = routes.listSessionPlayers;
      const answer = await send(route, { params: { sessionId } }, options);
      return readList(route, answer, sessionPlayerSchema, toPlayer, quickPlayer);
    },
    registerSessionPlayer: async (sessionId, playerId, options) => {
      const route = routes.registerSessionPlayer;
      return player(route, { params: { sessionId }, body: checkBody(route, { playerId }) }, options);
    },
    setSessionPlayerScore: async (sessionId, playerId, score, options) => {
      const route = routes.setSessionPlayerScore;
      return player(route, { params: { sessionId, playerId }, body: checkBody(route, { score }) }, options);
    },
  };
}

/** The service forbids this in prose only, and would say so late. */
function refuseTwoSelectors({ miniGameTypeId, miniGameTypeName }: NewGameSession): void {
  if (!miniGameTypeId || !miniGameTypeName) return;
  const message = 'cannot be given together with the other mini game selector';
  throw refuse(
    write,
    ['miniGameTypeId', 'miniGameTypeName'].map((path) => ({ path, message })),
  );
}
