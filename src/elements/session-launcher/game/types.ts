import type { ApiError } from '../../../api/error.js';
import type { Connection } from '../../../live/connection.js';
import type { GsGameFrame } from '../../game-frame/game-frame.js';
import type { Limits } from './reality-check.js';
import type { Emit } from '../emit.js';

export type Target = 'inline' | 'dialog' | 'tab';

/** What the page has set. */
export interface PlaySettings extends Limits {
  readonly connection?: Connection;
  readonly language: string;
  readonly keepSession: boolean;
  readonly singleGame: boolean;
  readonly reportScores: boolean;
  readonly target: Target;
  requestUpdate(): void;
}

/** How the game is reached and the page told. */
export interface PlayHooks {
  readonly emit: Emit;
  readonly frame: () => GsGameFrame | null;
  /** Tells a failure. */
  readonly fail: (error: ApiError) => void;
  /** Says what is wrong with an attribute, once per text. */
  readonly warn: (text: string) => void;
  /** Names the launcher among those of the page: what it keeps is found again by it. */
  readonly key: () => string;
}

/** How a game went. */
export interface Summary {
  readonly seconds: number;
  readonly score?: number;
  readonly net?: number;
  readonly currency?: string;
}
