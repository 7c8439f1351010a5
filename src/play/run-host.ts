/** What a run needs of the element that shows it, and the events that it emits through it. */
import type { ApiError } from '../api/error.js';
import type { LaunchTerms } from '../api/iplaygames/index.js';
import type { GameEvent } from '../game/messages.js';
import type { Connection } from '../live/connection.js';
import type { ReportMode } from './score-report.js';
import type { ChosenGame, GameFrame, Limits } from './types.js';

export type Target = 'inline' | 'dialog' | 'tab';

/** What the page has set. */
export interface RunSettings extends Limits {
  readonly jurisdiction?: string;
  readonly keepSession: boolean;
  readonly singleGame: boolean;
  readonly target: Target;
  /** Where the game's own way out leads; absolute. */
  readonly returnUrl?: string;
  /** Undefined when scores are not written anywhere. */
  readonly reportScores?: ReportMode;
  /** The player's money from the page; takes precedence over the game's messages. */
  readonly balance?: number;
  /** From the page; takes precedence over `balance`. */
  readonly netPosition?: number;
}

/** Details of the events of a run, by name. */
export interface RunEvents {
  /** What a listener changes of the terms holds for the start. */
  'gs-before-launch': { gameId: string; resumed: boolean } & LaunchTerms;
  'gs-launch': { gameId: string; sessionId: string; resumed: boolean };
  'gs-before-end': { reason: string };
  /** `confirmed`: the service has answered. Otherwise the end is repeated until it does. */
  'gs-end': {
    reason: string;
    sessionId: string;
    seconds: number;
    score?: number;
    net?: number;
    confirmed: boolean;
  };
  'gs-session-expired': { sessionId: string };
  'gs-unavailable': { gameId: string; reason: string };
  'gs-reality-check': { seconds: number; net?: number; currency?: string };
  'gs-game-ready': object;
  'gs-game-busy': object;
  'gs-game-idle': object;
  'gs-score': { score: number; final?: boolean };
  'gs-balance': { amount: number; currency?: string };
  'gs-deposit': object;
  'gs-history': object;
  'gs-exit': object;
}

type Emitted = { [K in keyof RunEvents]: { readonly type: K; readonly detail: RunEvents[K] } }[keyof RunEvents];

/** The event that a message of the game is emitted as; undefined for those that only the element shows. */
export function runEventOf(event: GameEvent): Emitted | undefined {
  switch (event.type) {
    case 'ready':
      return { type: 'gs-game-ready', detail: {} };
    case 'busy':
      return { type: 'gs-game-busy', detail: {} };
    case 'idle':
      return { type: 'gs-game-idle', detail: {} };
    case 'deposit':
      return { type: 'gs-deposit', detail: {} };
    case 'history':
      return { type: 'gs-history', detail: {} };
    case 'exit':
      return { type: 'gs-exit', detail: {} };
    case 'score':
      return { type: 'gs-score', detail: { score: event.score, final: event.final } };
    case 'balance':
      return { type: 'gs-balance', detail: { amount: event.amount, currency: event.currency } };
    default:
      return undefined;
  }
}

/** `Run` is the class `GameRun`, which implements itself by this and so cannot be named here. */
export interface RunHost<Run = unknown> {
  readonly connection?: Connection;
  readonly language: string;
  readonly runSettings: RunSettings;
  /** Key of the run's place, unique within the page: a kept session is offered there again. */
  placeOf(run: Run): string;
  frameOf(run: Run): GameFrame | null | undefined;
  /** Something that is shown has changed. */
  runChanged(run: Run): void;
  /** Emits an event; false when it was prevented. */
  runEvent<K extends keyof RunEvents>(run: Run, type: K, detail: RunEvents[K], cancelable?: boolean): boolean;
  runFailed(run: Run, error: ApiError): void;
  /** Scrolls the run into view, from another place of the page. */
  revealRun(run: Run): void;
  /** Warns about an attribute, once per text. */
  warn(message: string): void;
}

/** How a game went. */
export interface Summary {
  readonly game: ChosenGame;
  readonly seconds: number;
  readonly score?: number;
  readonly net?: number;
  readonly currency?: string;
  /** Whether the game has reported money. */
  readonly hasMoney: boolean;
}
