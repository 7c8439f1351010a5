import { parseDate, parseId, parseNumber, sanitizeText, sanitizeUrl } from '../sanitize.js';

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

/** The sanitized session of a row; undefined for a row that is none (`gameSessionSchema` can say why). */
export function readGameSession(row: unknown): GameSession | undefined {
  const { id, status, miniGameType, playerCount, ...rest } = (row ?? {}) as Record<string, unknown>;
  const sessionId = parseId(id);
  const word = sanitizeText(status);
  if (sessionId === undefined || word === undefined) return undefined;
  return {
    id: sessionId,
    name: sanitizeText(rest.name),
    description: sanitizeText(rest.description),
    status: word,
    startTime: parseDate(rest.startTime),
    endTime: parseDate(rest.endTime),
    createdAt: parseDate(rest.createdAt),
    updatedAt: parseDate(rest.updatedAt),
    miniGame: readMiniGame(miniGameType),
    playerCount: Math.max(0, Math.round(parseNumber(playerCount) ?? 0)),
  };
}

function readMiniGame(row: unknown): MiniGame | undefined {
  const { id, name, description, imageUrl } = (row ?? {}) as Record<string, unknown>;
  const gameId = parseId(id);
  if (gameId === undefined) return undefined;
  return {
    id: gameId,
    name: sanitizeText(name),
    description: sanitizeText(description),
    imageUrl: sanitizeUrl(imageUrl),
  };
}
