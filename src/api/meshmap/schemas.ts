import { custom, object, optional, strictObject } from 'zod/mini';
import { cleanNumber, cleanText } from '../sanitize.js';
import { idSchema, lenient, plainSchema } from '../schemas.js';

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
