/** What is said in a line, rather than in a panel over the game. */
import type { GameSession } from '../../api/meshmap/index.js';
import type { Localize } from '../../shared/localize.js';

/** Whether the session takes scores: not one that is over or pauses. */
export const isPlayableNow = (session: GameSession | undefined): boolean =>
  !/^(COMPLETED|PAUSED)$/i.test(session?.status ?? '');

/** Why there is nothing to play; undefined when there is. */
export function idleText(session: GameSession | undefined, hasGame: boolean, localize: Localize): string | undefined {
  if (!isPlayableNow(session))
    return localize(session?.status.toUpperCase() === 'PAUSED' ? 'sessionPaused' : 'sessionOver');
  return hasGame ? undefined : localize('sessionNoGame');
}
