import { custom, object, optional, strictObject, type infer as Infer } from 'zod/mini';
import { cleanDate, cleanId, cleanNumber, cleanText, cleanUrl } from './clean.js';
import { isInstant, type SessionPlayer } from './player-rows.js';
import { idSchema, lenient, plainSchema } from './schema-parts.js';
import type { GameSession } from './session-rows.js';

/** Schema of one session: what is shown of it, as sent. */
export const gameSessionSchema = object(
  {
    id: idSchema,
    name: plainSchema,
    description: plainSchema,
    status: custom<string>((value) => cleanText(value) !== undefined, 'must be a word'),
    startTime: plainSchema,
    endTime: plainSchema,
    createdAt: plainSchema,
    updatedAt: plainSchema,
    miniGameType: lenient(object({ id: idSchema, name: plainSchema, description: plainSchema, imageUrl: plainSchema })),
    playerCount: plainSchema,
  },
  'must be an object',
);

/** Schema of one player's row on a board: what is shown of it, as sent. */
export const sessionPlayerSchema = object(
  {
    playerId: idSchema,
    displayName: plainSchema,
    score: custom<number | string>((value) => cleanNumber(value) !== undefined, 'must be a finite number'),
    imageUrl: plainSchema,
    user: lenient(object({ username: plainSchema })),
    createdAt: plainSchema,
    updatedAt: plainSchema,
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

/** The cleaned session of a row that passed the schema. */
export function toGameSession(row: Infer<typeof gameSessionSchema>): GameSession {
  const game = row.miniGameType;
  return {
    id: cleanId(row.id)!,
    name: cleanText(row.name),
    description: cleanText(row.description),
    status: cleanText(row.status)!,
    startTime: cleanDate(row.startTime),
    endTime: cleanDate(row.endTime),
    createdAt: cleanDate(row.createdAt),
    updatedAt: cleanDate(row.updatedAt),
    miniGame: game
      ? {
          id: cleanId(game.id)!,
          name: cleanText(game.name),
          description: cleanText(game.description),
          imageUrl: cleanUrl(game.imageUrl),
        }
      : undefined,
    playerCount: Math.max(0, Math.round(cleanNumber(row.playerCount) ?? 0)),
  };
}

/** The cleaned player of a row that passed the schema. */
export function toSessionPlayer(row: Infer<typeof sessionPlayerSchema>): SessionPlayer {
  return {
    playerId: cleanId(row.playerId)!,
    displayName: cleanText(row.displayName) ?? '',
    score: cleanNumber(row.score)!,
    imageUrl: cleanUrl(row.imageUrl),
    username: cleanText(row.user?.username),
    createdAt: isInstant(row.createdAt) ? row.createdAt : undefined,
    updatedAt: isInstant(row.updatedAt) ? row.updatedAt : undefined,
  };
}
