/** One player's row of one board, as a target for scores. */
import { ApiError } from '../api/error.js';
import { meshmap } from '../api/meshmap/index.js';
import type { Connection } from '../live/connection.js';
import { everythingOf } from '../live/keys.js';
import { outboxOf } from '../live/score-outbox.js';
import type { ScoreTarget } from './score-report.js';

/** @param playerId who made the scores; stays the same when somebody else plays on the page later */
export function boardOf(connection: Connection, sessionId: string, playerId: string): ScoreTarget {
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
