/** Schemas of Meshmap's bodies and answers: for the gateway, and lazy-loaded in pages to say what is wrong with an answer. */
import { custom, object, optional, strictObject } from 'zod/mini';
import { invalidArgument, type ListResult, type Operation } from '../operation.js';
import { parseList, parseObject } from '../parse.js';
import { parseNumber, sanitizeText } from '../sanitize.js';
import { checkBody, idSchema, optionalOr, scalar } from '../schemas.js';
import { readSessionPlayer, type SessionPlayer } from './player.js';
import { routes } from './routes.js';
import { type GameSession, readGameSession } from './session.js';

/** Schema of one session: what is shown of it, as sent. */
export const gameSessionSchema = object(
  {
    id: idSchema,
    name: scalar,
    description: scalar,
    status: custom<string>((value) => sanitizeText(value) !== undefined, 'must be a word'),
    startTime: scalar,
    endTime: scalar,
    createdAt: scalar,
    updatedAt: scalar,
    miniGameType: optionalOr(object({ id: idSchema, name: scalar, description: scalar, imageUrl: scalar })),
    playerCount: scalar,
  },
  'must be an object',
);

/** Schema of one player's row on a board: what is shown of it, as sent. */
export const sessionPlayerSchema = object(
  {
    playerId: idSchema,
    displayName: scalar,
    score: custom<number | string>((value) => parseNumber(value) !== undefined, 'must be a finite number'),
    imageUrl: scalar,
    user: optionalOr(object({ username: scalar })),
    createdAt: scalar,
    updatedAt: scalar,
  },
  'must be an object',
);

const textOrNull = optional(
  custom<string | null>((value) => value === null || typeof value === 'string', 'must be text or null'),
);
const statuses: readonly unknown[] = ['ACTIVE', 'COMPLETED', 'PAUSED'];

/** Schemas of the bodies that are sent. */
export const newGameSessionSchema = strictObject({
  name: textOrNull,
  description: textOrNull,
  status: optional(custom<string>((value) => statuses.includes(value), 'must be ACTIVE, COMPLETED or PAUSED')),
  miniGameTypeId: textOrNull,
  miniGameTypeName: textOrNull,
});
export const registrationSchema = strictObject({ playerId: idSchema });
export const scoreSchema = strictObject({
  score: custom<number>((value) => Number.isFinite(value), 'must be a finite number'),
});

/** Meshmap's operations with their schemas. */
export const operations = {
  listGameSessions: { ...routes.listGameSessions, answer: gameSessionSchema },
  createGameSession: { ...routes.createGameSession, body: newGameSessionSchema, answer: gameSessionSchema },
  getGameSession: { ...routes.getGameSession, answer: gameSessionSchema },
  listSessionPlayers: { ...routes.listSessionPlayers, answer: sessionPlayerSchema },
  registerSessionPlayer: { ...routes.registerSessionPlayer, body: registrationSchema, answer: sessionPlayerSchema },
  setSessionPlayerScore: { ...routes.setSessionPlayerScore, body: scoreSchema, answer: sessionPlayerSchema },
} as const satisfies Record<string, Operation>;

/** The sessions of an answer. Throws ApiError `schema`, naming the field, when none of them can be read. */
export const parseSessions = (answer: unknown): ListResult<GameSession> =>
  parseList(routes.listGameSessions, answer, gameSessionSchema, toSession, readGameSession);

/** The session of an answer. Throws ApiError `schema`. */
export const parseSession = (route: Operation, answer: unknown): GameSession =>
  toSession(parseObject(route, answer, gameSessionSchema));

/**
 * The players of an answer. Throws ApiError `schema`, naming the field, when none of them can be read.
 *
 * @param read reads a row; undefined for one that cannot be read
 */
export const parsePlayers = (answer: unknown, read = readSessionPlayer): ListResult<SessionPlayer> =>
  parseList(routes.listSessionPlayers, answer, sessionPlayerSchema, toPlayer, read);

/** The player of an answer. Throws ApiError `schema`. */
export const parsePlayer = (route: Operation, answer: unknown): SessionPlayer =>
  toPlayer(parseObject(route, answer, sessionPlayerSchema));

// what passes the schema can be read
const toSession = (row: unknown) => readGameSession(row)!;
const toPlayer = (row: unknown) => readSessionPlayer(row)!;

/** The body that opens a session. Throws ApiError `invalid`. */
export function checkNewGameSession(facts: object): Readonly<Record<string, unknown>> {
  const { miniGameTypeId, miniGameTypeName } = facts as Record<string, unknown>;
  if (miniGameTypeId && miniGameTypeName) {
    // the service forbids this in prose only, and would say so late
    const message = 'cannot be given together with the other mini game selector';
    const fields = ['miniGameTypeId', 'miniGameTypeName'].map((path) => ({ path, message }));
    throw invalidArgument(routes.createGameSession, fields);
  }
  return checkBody(operations.createGameSession, { ...facts });
}
