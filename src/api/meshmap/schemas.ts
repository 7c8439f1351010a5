import { custom, object, optional, strictObject } from 'zod/mini';
import { parseNumber, sanitizeText } from '../sanitize.js';
import { idSchema, optionalOr, scalar } from '../schemas.js';

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
