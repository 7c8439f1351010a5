import { custom, object, type infer as Infer } from 'zod/mini';
import { cleanDate, cleanId, cleanNumber, cleanText, cleanUrl } from './clean.js';
import { idSchema, lenient, plainSchema } from './route.js';

/** What is played in a session: Meshmap's "mini game type". */
export interface MiniGame {
  id: string;
  name?: string;
  description?: string;
  imageUrl?: string;
}

/** One game session. */
export interface GameSession {
  id: string;
  name?: string;
  description?: string;
  /** `ACTIVE`, `COMPLETED`, `PAUSED` or a word that is not known yet, as sent. */
  status: string;
  startTime?: Date;
  endTime?: Date;
  createdAt?: Date;
  updatedAt?: Date;
  miniGame?: MiniGame;
  /** Whole, 0 or more. */
  playerCount: number;
}

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
