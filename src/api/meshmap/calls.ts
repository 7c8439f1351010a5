import { parseList, parseObject } from '../parse.js';
import { sanitizer } from '../sanitize.js';
import { type MeshmapApi, type NewGameSession, reads, type SessionPlayer } from './index.js';
import {
  gameSessionSchema,
  newGameSessionSchema,
  registrationSchema,
  scoreSchema,
  sessionPlayerSchema,
} from './schemas.js';
import { readSessionPlayer } from './player.js';
import { type Call, type CallOptions, invalidArgument, type Operation, type Send } from '../operation.js';
import { checkBody } from '../schemas.js';
import { readGameSession } from './session.js';

const { listGameSessions, getGameSession, listSessionPlayers } = reads;
const write = { service: 'meshmap', kind: 'write' } as const;

/** Meshmap's operations. */
export const operations = {
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
} as const satisfies Record<string, Operation>;

// what passes the schema can be read
const quickSession = (row: unknown) => readGameSession(row, sanitizer);
const quickPlayer = (row: unknown) => readSessionPlayer(row, sanitizer);
const toSession = (row: unknown) => quickSession(row)!;
export const toPlayer = (row: unknown): SessionPlayer => quickPlayer(row)!;

/** Meshmap's calls, made through `send`, with schemas at hand that name what is wrong with answers and bodies. */
export function createMeshmapOperations(send: Send): MeshmapApi {
  const session = async (route: Operation, ...rest: [Call, CallOptions?]) =>
    toSession(parseObject(route, await send(route, ...rest), gameSessionSchema));
  const player = async (route: Operation, ...rest: [Call, CallOptions?]) =>
    toPlayer(parseObject(route, await send(route, ...rest), sessionPlayerSchema));
  return {
    listGameSessions: async (options) => {
      const route = operations.listGameSessions;
      return parseList(route, await send(route, {}, options), gameSessionSchema, toSession, quickSession);
    },
    createGameSession: async (facts = {}, options) => {
      refuseTwoSelectors(facts);
      const route = operations.createGameSession;
      return session(route, { body: checkBody(route, { ...facts }) }, options);
    },
    getGameSession: (sessionId, options) => session(operations.getGameSession, { params: { sessionId } }, options),
    listSessionPlayers: async (sessionId, options) => {
      const route = operations.listSessionPlayers;
      const answer = await send(route, { params: { sessionId } }, options);
      return parseList(route, answer, sessionPlayerSchema, toPlayer, quickPlayer);
    },
    registerSessionPlayer: async (sessionId, playerId, options) => {
      const route = operations.registerSessionPlayer;
      return player(route, { params: { sessionId }, body: checkBody(route, { playerId }) }, options);
    },
    setSessionPlayerScore: async (sessionId, playerId, score, options) => {
      const route = operations.setSessionPlayerScore;
      return player(route, { params: { sessionId, playerId }, body: checkBody(route, { score }) }, options);
    },
  };
}

/** The service forbids this in prose only, and would say so late. */
function refuseTwoSelectors({ miniGameTypeId, miniGameTypeName }: NewGameSession): void {
  if (!miniGameTypeId || !miniGameTypeName) return;
  const message = 'cannot be given together with the other mini game selector';
  throw invalidArgument(
    write,
    ['miniGameTypeId', 'miniGameTypeName'].map((path) => ({ path, message })),
  );
}
