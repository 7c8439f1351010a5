/** Where a launcher stands, in one word beside its state: the list, the poster, a game, or what came of it. */
export type Phase =
  | 'browsing'
  | 'creating'
  | 'joining'
  | 'poster'
  | 'starting'
  | 'frame-loading'
  | 'slow'
  | 'frame-blocked'
  | 'playing'
  | 'busy'
  | 'paused'
  | 'reality-check'
  | 'break'
  | 'expiring'
  | 'expired'
  | 'ending'
  | 'end-failed'
  | 'ended'
  | 'resumable'
  | 'locked-elsewhere'
  | 'unavailable';

/** What stops a game that goes on afterwards. */
export type PauseReason = 'paused' | 'reality-check' | 'break';

const LIVE: readonly Phase[] = ['frame-loading', 'slow', 'playing', 'busy', 'expiring', 'ending', 'end-failed'];
const HOLDS: readonly Phase[] = ['paused', 'reality-check', 'break'];

/** Whether a hold. */
export const isPauseReason = (phase: Phase): phase is PauseReason => HOLDS.includes(phase);

/** Whether a game session is open that has to be ended some time. */
export const isLive = (phase: Phase): boolean => LIVE.includes(phase) || isPauseReason(phase);
