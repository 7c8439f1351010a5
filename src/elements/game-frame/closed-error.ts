import { ApiError } from '../../api/error.js';
import type { ClosedReason } from '../../game/stats.js';

/** Why messages of a game are no longer accepted. */
export function closedError(reason: ClosedReason): ApiError {
  const [why, code] =
    reason === 'flood'
      ? (['more than 100 messages in a second', 'rate-limited'] as const)
      : (['a message of more than 64 KB', 'invalid'] as const);
  return new ApiError(`The game sent ${why} and is no longer listened to.`, { code, service: 'game' });
}
