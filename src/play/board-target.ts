/** One player's row of one board, as a target for scores. */
import { ApiError } from '../api/error.js';
import { meshmap } from '../api/meshmap/index.js';
import type { Connection } from '../live/connection.js';
import { everythingOf } from '../live/keys.js';
import { outboxOf } from '../live/score-outbox.js';
import type { OpenSession } from './open-sessions.js';
import type { ScoreTarget } from './score-report.js';

/**
 * The row of the player who started that game, also when somebody else plays on the page later. Undefined, with a warning, when
 * there is none.
 */
export function boardOf(
  connection: Connection,
  { boardId: sessionId, player: playerId }: Pick<OpenSession, 'boardId' | 'player'>,
  warn: (message: string) => void,
): ScoreTarget | undefined {
  if (!sessionId || !playerId) {
    warn(
      sessionId
        ? 'report-scores needs the player-id of <gs-provider>.'
        : 'report-scores needs a session: set session-id or let the player choose one.',
    );
    return undefined;
  }
  const board = connection.service(meshmap);
  return {
    async readOwn() {
      const { items } = await board!.listSessionPlayers(sessionId);
      const own = items.find((player) => player.playerId === playerId);
      if (own) return own.score;
      throw new ApiError('The player is not in the session.', { code: 'not-found', service: 'meshmap' });
    },
    async write(score) {
      await outboxOf(connection).put({ sessionId, playerId, score });
      // Boards on the page show it as soon as it is there.
      void connection.cache.invalidate(everythingOf(sessionId));
    },
  };
}
