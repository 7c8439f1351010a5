/**
 * The state machine of one game being played: a table of phases × events → next phase and effects. Pure data and one
 * pure function; `game-run.ts` executes the effects. `docs/play.md` prints the table (`scripts/phase-table.ts`).
 */

/** Where a run stands. Elements reflect it in the attribute `phase`. */
export type Phase =
  | 'poster'
  | 'starting'
  | 'frame-loading'
  | 'slow'
  | 'frame-blocked'
  | 'playing'
  | 'busy'
  | 'expiring'
  | 'paused'
  | 'reality-check'
  | 'break'
  | 'ending'
  | 'end-failed'
  | 'ended'
  | 'expired'
  | 'resumable'
  | 'locked-elsewhere'
  | 'unavailable';

export type RunEvent =
  // of the player and the page
  | 'launch'
  | 'end'
  | 'keep-playing'
  | 'continue'
  | 'reload'
  | 'reset'
  | 'leave'
  | 'left-behind'
  // of a start
  | 'found'
  | 'started'
  | 'opened-in-tab'
  | 'start-failed'
  | 'not-offered'
  | 'on-break'
  | 'open-elsewhere'
  | 'break-over'
  // of the frame and the game
  | 'frame-ready'
  | 'frame-slow'
  | 'frame-blocked'
  | 'game-failed'
  | 'frame-gone'
  | 'round-begun'
  | 'round-over'
  // of the service and the clock
  | 'session-over'
  | 'time-short'
  | 'time-extended'
  | 'time-up'
  | 'end-confirmed'
  | 'end-unconfirmed'
  // of the protection
  | 'pause'
  | 'reality-check'
  | 'break';

/** What a transition has `GameRun` do. */
export type Effect =
  /** Starts a session, or takes up the one that was kept. */
  | 'start'
  /** Puts the game into its frame, and starts the session clock. */
  | 'show-frame'
  | 'reload-frame'
  | 'pause-game'
  | 'resume-game'
  /** Tells the service that the session is over and waits for its answer. */
  | 'request-end'
  /** Leaves the end to the ledger of open sessions, which repeats it until it is confirmed. */
  | 'end-in-background'
  /** As before, with a request that outlives the page, sent within the same turn. */
  | 'end-now'
  /** Leaves the session open, to be resumed. */
  | 'keep-open'
  /** Takes back an end that was not confirmed. */
  | 'withdraw-end'
  /** Removes the frame, gives back the lock, stops the clock. */
  | 'close';

export interface Transition {
  /** `back` is the phase that a hold, a question or an end has interrupted. */
  readonly to?: Phase | 'back';
  /** The phase to come back to, where the game changes it while it is held. */
  readonly back?: Phase;
  readonly effects?: readonly Effect[];
}

type Row = Readonly<Partial<Record<RunEvent, Transition>>>;

const launch = { launch: { to: 'starting', effects: ['start'] } } as const satisfies Row;
const reset = { reset: { to: 'poster', effects: ['close'] } } as const satisfies Row;

const timeUp = { 'time-up': { to: 'expired', effects: ['end-in-background', 'close'] } } as const satisfies Row;

/** In every phase with an open session. */
const open = {
  end: { to: 'ending', effects: ['request-end'] },
  leave: { to: 'ended', effects: ['end-now', 'close'] },
  'session-over': { to: 'ended', effects: ['close'] },
  ...timeUp,
  'frame-blocked': { to: 'frame-blocked', effects: ['end-in-background', 'close'] },
  'game-failed': { to: 'frame-blocked' },
} as const satisfies Row;

/** The session stays open, to be resumed. */
const leavable = { 'left-behind': { to: 'resumable', effects: ['keep-open', 'close'] } } as const satisfies Row;

const loading = {
  ...open,
  ...leavable,
  'frame-ready': { to: 'playing' },
  'frame-slow': { to: 'slow' },
  'opened-in-tab': { to: 'playing' },
} as const satisfies Row;

/** In the game. */
const live = {
  ...open,
  ...leavable,
  'round-begun': { to: 'busy' },
  'round-over': { to: 'playing' },
  'time-short': { to: 'expiring' },
  'frame-gone': { to: 'frame-loading' },
  pause: { to: 'paused', effects: ['pause-game'] },
  'reality-check': { to: 'reality-check', effects: ['pause-game'] },
  break: { to: 'break', effects: ['pause-game'] },
} as const satisfies Row;

/** The game is held; it may go on. */
const held = {
  ...open,
  ...leavable,
  continue: { to: 'back', effects: ['resume-game'] },
  'round-begun': { back: 'busy' },
  'round-over': { back: 'playing' },
  'time-short': { back: 'expiring' },
  'time-extended': { back: 'playing' },
} as const satisfies Row;

export const phases: Readonly<Record<Phase, Row>> = {
  poster: { ...launch, found: { to: 'resumable' } },
  starting: {
    started: { to: 'frame-loading', effects: ['show-frame'] },
    'start-failed': { to: 'poster', effects: ['close'] },
    'not-offered': { to: 'unavailable', effects: ['close'] },
    'on-break': { to: 'break' },
    'open-elsewhere': { to: 'locked-elsewhere', effects: ['close'] },
    found: { to: 'resumable', effects: ['close'] },
    leave: { to: 'poster', effects: ['close'] },
    ...reset,
  },
  'frame-loading': loading,
  slow: loading,
  playing: live,
  busy: live,
  expiring: {
    ...live,
    'round-begun': {},
    'round-over': {},
    'time-extended': { to: 'playing' },
  },
  paused: {
    ...held,
    'reality-check': { to: 'reality-check' },
    break: { to: 'break', effects: ['pause-game'] },
  },
  'reality-check': { ...held, break: { to: 'break', effects: ['pause-game'] } },
  break: { ...held, 'break-over': { to: 'poster', effects: ['close'] } },
  'frame-blocked': {
    ...open,
    // A game that gave up by itself still has its session.
    launch: { to: 'starting', effects: ['end-in-background', 'start'] },
    reset: { to: 'poster', effects: ['end-in-background', 'close'] },
    reload: { to: 'frame-loading', effects: ['reload-frame'] },
  },
  ending: {
    'end-confirmed': { to: 'ended', effects: ['close'] },
    'end-unconfirmed': { to: 'end-failed' },
    'session-over': { to: 'ended', effects: ['close'] },
    ...timeUp,
    leave: { to: 'ended', effects: ['end-now', 'close'] },
  },
  'end-failed': {
    end: { to: 'ending', effects: ['request-end'] },
    'keep-playing': { to: 'back', effects: ['withdraw-end'] },
    'end-confirmed': { to: 'ended', effects: ['close'] },
    'session-over': { to: 'ended', effects: ['close'] },
    ...timeUp,
    leave: { to: 'ended', effects: ['end-now', 'close'] },
  },
  ended: { ...launch, ...reset },
  expired: { ...launch, ...reset },
  resumable: {
    ...launch,
    ...reset,
    'session-over': { to: 'poster', effects: ['close'] },
    leave: { to: 'poster', effects: ['end-now', 'close'] },
  },
  'locked-elsewhere': { ...launch, ...reset },
  unavailable: { ...launch, ...reset },
};

const HELD: readonly Phase[] = ['paused', 'reality-check', 'break'];
const OPEN: readonly Phase[] = [
  'frame-loading',
  'slow',
  'playing',
  'busy',
  'expiring',
  'ending',
  'end-failed',
  ...HELD,
];

/** Whether the game is stopped by a panel over it. */
export const isHeld = (phase: Phase): boolean => HELD.includes(phase);
/** Whether the game can be played: nothing lies over it. */
export const isInGame = (phase: Phase): boolean => phase === 'playing' || phase === 'busy' || phase === 'expiring';
/** Whether a session was started that has not ended yet, as far as the phase tells. */
export const isOpen = (phase: Phase): boolean => OPEN.includes(phase);

export interface RunState {
  readonly phase: Phase;
  /** The phases that were interrupted, the latest last; `back` leads there. */
  readonly interrupted: readonly Phase[];
}

export const initialState: RunState = { phase: 'poster', interrupted: [] };

/** The next state and what has to be done; undefined when the event means nothing in this phase. */
export function transition(
  { phase, interrupted }: RunState,
  event: RunEvent,
): { readonly state: RunState; readonly effects: readonly Effect[] } | undefined {
  const row: Row = phases[phase];
  const found = row[event];
  if (!found) return undefined;
  const to = found.to === 'back' ? (interrupted.at(-1) ?? 'poster') : (found.to ?? phase);
  return {
    state: { phase: to, interrupted: interruptedBy(phase, to, interrupted, found) },
    effects: found.effects ?? [],
  };
}

function interruptedBy(from: Phase, to: Phase, before: readonly Phase[], { to: target, back }: Transition) {
  if (back) return [...before.slice(0, -1), back];
  if (target === 'back') return before.slice(0, -1);
  if (to === from || to === 'end-failed') return before;
  if (to === 'ending') return from === 'end-failed' ? before : [...before, from];
  // A weightier reason to hold the game takes the place of the lighter one.
  if (isHeld(to)) return isHeld(from) ? before : [...before, from];
  return [];
}
