import { cleanDate, cleanId, cleanNumber, cleanText, cleanUrl } from './clean.js';

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

/** The cleaned session of a row, undefined for a row that is none; what is wrong with it then, `gameSessionSchema` can say. */
export function readGameSession(row: unknown): GameSession | undefined {
  const { id, status, miniGameType, playerCount, ...rest } = (row ?? {}) as Record<string, unknown>;
  const sessionId = cleanId(id);
  const word = cleanText(status);
  if (sessionId === undefined || word === undefined) return undefined;
  return {
    id: sessionId,
    name: cleanText(rest.name),
    description: cleanText(rest.description),
    status: word,
    startTime: cleanDate(rest.startTime),
    endTime: cleanDate(rest.endTime),
    createdAt: cleanDate(rest.createdAt),
    updatedAt: cleanDate(rest.updatedAt),
    miniGame: readMiniGame(miniGameType),
    playerCount: Math.max(0, Math.round(cleanNumber(playerCount) ?? 0)),
  };
}

function readMiniGame(row: unknown): MiniGame | undefined {
  const { id, name, description, imageUrl } = (row ?? {}) as Record<string, unknown>;
  const gameId = cleanId(id);
  if (gameId === undefined) return undefined;
  return { id: gameId, name: cleanText(name), description: cleanText(description), imageUrl: cleanUrl(imageUrl) };
}
