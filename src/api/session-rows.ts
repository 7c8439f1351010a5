import { cleanDate, isCleanText, isPlainHttps, isPlainId } from './plain.js';

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

/**
 * The session of a row that schema and cleaning would leave alone, undefined for any other row, which then has to go
 * through them (meshmap-shapes.ts). Both ways give the same session.
 */
export function readCleanSession(row: unknown): GameSession | undefined {
  if (typeof row !== 'object' || row === null) return undefined;
  const { id, name, description, status, miniGameType, playerCount, ...times } = row as Record<string, unknown>;
  if (!isPlainId(id) || !isTextOrNone(name) || !isTextOrNone(description)) return undefined;
  if (!status || typeof status !== 'string' || !isCleanText(status)) return undefined;
  if (!Number.isSafeInteger(playerCount) || Number(playerCount) < 0) return undefined;
  const miniGame = isNone(miniGameType) ? undefined : readCleanMiniGame(miniGameType);
  if (!miniGame && !isNone(miniGameType)) return undefined;
  return {
    id,
    name: name || undefined,
    description: description || undefined,
    status,
    startTime: cleanDate(times.startTime),
    endTime: cleanDate(times.endTime),
    createdAt: cleanDate(times.createdAt),
    updatedAt: cleanDate(times.updatedAt),
    miniGame,
    playerCount: Number(playerCount) + 0,
  };
}

function readCleanMiniGame(row: unknown): MiniGame | undefined {
  if (typeof row !== 'object' || row === null) return undefined;
  const { id, name, description, imageUrl } = row as Record<string, unknown>;
  if (!isPlainId(id) || !isTextOrNone(name) || !isTextOrNone(description)) return undefined;
  if (!isNone(imageUrl) && !(typeof imageUrl === 'string' && isPlainHttps(imageUrl))) return undefined;
  return { id, name: name || undefined, description: description || undefined, imageUrl: imageUrl ?? undefined };
}

function isTextOrNone(value: unknown): value is string | null | undefined {
  return isNone(value) || (typeof value === 'string' && isCleanText(value));
}

function isNone(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}
