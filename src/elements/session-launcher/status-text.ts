/** What is said in a line, rather than in a panel over the game. */
import type { ApiError } from '../../api/error.js';
import type { GameSession } from '../../api/meshmap/index.js';
import { formatDuration } from '../../shared/format.js';
import type { Say } from './session-list.js';

/** Whether the session takes scores: not one that is over or pauses. */
export const isPlayableNow = (session: GameSession | undefined): boolean =>
  !/^(COMPLETED|PAUSED)$/i.test(session?.status ?? '');

/** A refused start or join in the reader's words, with the time to wait where the service gave one. */
export function failureText(error: ApiError, say: Say, locale: string, errorText: (error: ApiError) => string): string {
  if (error.fields && error.code === 'unsupported')
    return say('launchMissing', { name: error.fields.map(({ path }) => path).join(', ') });
  if (error.code === 'unsupported') return say('unconfigured');
  if (error.code === 'unknown-outcome') return say('launchUnsure');
  const text = errorText(error);
  return error.retryAfter
    ? `${text} ${say('launchRetryIn', { time: formatDuration(locale, error.retryAfter) })}`
    : text;
}

/** Why there is nothing to play; undefined when there is. */
export function idleText(session: GameSession | undefined, hasGame: boolean, say: Say): string | undefined {
  if (!isPlayableNow(session)) return say(session?.status.toUpperCase() === 'PAUSED' ? 'sessionPaused' : 'sessionOver');
  return hasGame ? undefined : say('sessionNoGame');
}
