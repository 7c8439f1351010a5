import { type Sanitizer, parseId } from '../plain.js';

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
export function readGameSession(row: unknown, clean: Sanitizer): GameSession | undefined {
  const { id, status, miniGameType, playerCount, ...rest } = (row ?? {}) as Record<string, unknown>;
  const sessionId = parseId(id);
  const word = clean.text(status);
  if (sessionId === undefined || word === undefined) return undefined;
  return {
    id: sessionId,
    name: clean.text(rest.name),
    description: clean.text(rest.description),
    status: word,
    startTime: clean.date(rest.startTime),
    endTime: clean.date(rest.endTime),
    createdAt: clean.date(rest.createdAt),
    updatedAt: clean.date(rest.updatedAt),
    miniGame: readMiniGame(miniGameType, clean),
    playerCount: Math.max(0, Math.round(clean.number(playerCount) ?? 0)),
  };
}

function readMiniGame(row: unknown, clean: Sanitizer): MiniGame | undefined {
  const { id, name, description, imageUrl } = (row ?? {}) as Record<string, unknown>;
  const gameId = parseId(id);
  if (gameId === undefined) return undefined;
  return { id: gameId, name: clean.text(name), description: clean.text(description), imageUrl: clean.url(imageUrl) };
}
