import { ApiError } from '../../../api/error.js';
import type { IplaygamesApi } from '../../../api/iplaygames.js';
import type { Connection } from '../../../live/connection.js';
import { futureEnd, isOver } from '../../../shared/session-status.js';
import type { ChosenGame } from '../choice.js';
import type { OpenGame } from './resume.js';

/** The provider's attributes that a start without a gateway needs, by what the service calls them. */
const NEEDED = {
  playerId: 'player-id',
  currency: 'currency',
  countryCode: 'country-code',
  ipAddress: 'player-ip',
} as const;

/**
 * Starts a game for the provider's player. Rejects with ApiError; code `unsupported` with the attributes at fault in
 * `fields` when the page has not said who plays.
 * @param language of the page, for games when the provider names no locale
 */
export async function startGame(
  connection: Connection | undefined,
  language: string,
  game: ChosenGame,
): Promise<OpenGame> {
  const api = apiOf(connection);
  const { id, currency, countryCode, ip, locale, device } = connection!.player;
  const facts = { playerId: id, currency, countryCode, ipAddress: ip };
  if (connection!.mode === 'direct') requireFacts(facts);
  const { sessionId, gameUrl, expiresAt } = await api.startGameSession({
    ...facts,
    gameId: game.gameId,
    locale: (locale ?? language).slice(0, 2).toLowerCase(),
    device,
  });
  const now = Date.now();
  return {
    ...game,
    sessionId,
    url: gameUrl,
    playerId: id,
    startedAt: now,
    checkedAt: now,
    since: now,
    expiresAt: futureEnd(expiresAt)?.getTime(),
  };
}

/** Ends a game session; one that is already gone counts as ended. Rejects with ApiError. */
export async function endGame(connection: Connection | undefined, sessionId: string, keepalive = false): Promise<void> {
  await apiOf(connection).endGameSession(sessionId, { keepalive });
}

/** Whether the service says that a session still goes on; false too when it says nothing. */
export async function isOpen(connection: Connection | undefined, sessionId: string): Promise<boolean> {
  try {
    return !isOver((await apiOf(connection).getGameSessionStatus(sessionId)).status);
  } catch {
    return false; // the end that was agreed stands
  }
}

function apiOf(connection: Connection | undefined): IplaygamesApi {
  const api = connection?.client?.iplaygames;
  if (api) return api;
  throw new ApiError('No games can be started: set iplaygames-key (or gateway) on <gs-provider>.', {
    code: 'unsupported',
    service: 'iplaygames',
  });
}

function requireFacts(facts: Record<keyof typeof NEEDED, string | undefined>): void {
  const missing = (Object.keys(NEEDED) as (keyof typeof NEEDED)[]).filter((key) => !facts[key]?.trim());
  if (missing.length === 0) return;
  const names = missing.map((key) => NEEDED[key]);
  throw new ApiError(`No game can be started without a gateway before <gs-provider> has ${names.join(', ')}.`, {
    code: 'unsupported',
    service: 'iplaygames',
    fields: names.map((path) => ({ path, message: 'is needed without a gateway' })),
  });
}
