/** What is said in a line, rather than in a panel over the game. */
import type { ApiError } from '../../api/error.js';
import type { GameSession } from '../../api/meshmap/index.js';
import type { Strings } from '../../shared/localize.js';
import type { Phase } from './phase.js';
import type { Say } from './session-list.js';

export interface StatusTextParams {
  readonly say: Say;
  readonly session?: GameSession;
  /** There is a game to start. */
  readonly hasGame: boolean;
  /** Why the last start or join failed. */
  readonly error?: ApiError;
  readonly errorText: (error: ApiError) => string;
}

/** Whether it is the time to play: a session that is over or pauses takes no scores. */
export const isPlayableNow = (session: GameSession | undefined): boolean =>
  !/^(COMPLETED|PAUSED)$/i.test(session?.status ?? '');

/** What stands on the poster: what went wrong last, else why there is nothing to play. */
export function statusText({ say, session, hasGame, error, errorText }: StatusTextParams): string | undefined {
  if (error?.fields && error.code === 'unsupported') {
    return say('launchMissing', { name: error.fields.map(({ path }) => path).join(', ') });
  }
  if (error?.code === 'unsupported') return say('unconfigured');
  if (error?.code === 'unknown-outcome') return say('launchUnsure');
  if (error) return errorText(error);
  if (!isPlayableNow(session)) return say(session?.status.toUpperCase() === 'PAUSED' ? 'sessionPaused' : 'sessionOver');
  return hasGame ? undefined : say('sessionNoGame');
}

const ANNOUNCED: Partial<Record<Phase, keyof Strings>> = {
  starting: 'launchStarting',
  playing: 'launchStarted',
  busy: 'launchStarted',
  ending: 'launchEnding',
  ended: 'launchEnded',
  expired: 'launchExpired',
};

/** What a screen reader says of a phase that moves no focus. */
export function announcementOf(phase: Phase, say: Say): string {
  if (phase === 'expiring') return say('launchExpiring', { time: '1:00' });
  const words = ANNOUNCED[phase];
  return words ? say(words) : '';
}
