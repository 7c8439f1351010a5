import { ApiError } from '../../../api/error.js';
import { iplaygames, type IplaygamesApi } from '../../../api/iplaygames/index.js';
import type { Connection } from '../../../live/connection.js';
import { validExpiry, isTerminalStatus } from '../../../play/session-status.js';
import { missingPlayerParams, playerParams } from '../../../play/player-params.js';
import type { ChosenGame } from '../game-selection.js';
import type { OpenGame } from './saved-run.js';

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
  requireFacts(connection!);
  const facts = playerParams(connection!, language);
  const { sessionId, gameUrl, expiresAt } = await api.startGameSession({ ...facts, gameId: game.gameId });
  const now = Date.now();
  return {
    ...game,
    sessionId,
    url: gameUrl,
    playerId: facts.playerId,
    startedAt: now,
    checkedAt: now,
    since: now,
    expiresAt: validExpiry(expiresAt)?.getTime(),
  };
}

/** Ends a game session; one that is already gone counts as ended. Rejects with ApiError. */
export async function endGame(connection: Connection | undefined, sessionId: string, keepalive = false): Promise<void> {
  await apiOf(connection).endGameSession(sessionId, { keepalive });
}

/** Whether the service says that a session still goes on; false too when it says nothing. */
export async function isOpen(connection: Connection | undefined, sessionId: string): Promise<boolean> {
  try {
    return !isTerminalStatus((await apiOf(connection).getGameSessionStatus(sessionId)).status);
  } catch {
    return false; // the end that was agreed stands
  }
}

function apiOf(connection: Connection | undefined): IplaygamesApi {
  const api = connection?.service(iplaygames);
  if (api) return api;
  throw new ApiError('No games can be started: set iplaygames-key (or gateway) on <gs-provider>.', {
    code: 'unsupported',
    service: 'iplaygames',
  });
}

function requireFacts(connection: Connection): void {
  const names = missingPlayerParams(connection);
  if (names.length === 0) return;
  throw new ApiError(`No game can be started without a gateway before <gs-provider> has ${names.join(', ')}.`, {
    code: 'unsupported',
    service: 'iplaygames',
    fields: names.map((path) => ({ path, message: 'is needed without a gateway' })),
  });
}
