import type { ApiError } from '../../api/error.js';
import type { SlideRef } from './events.js';
import type { FeedGame } from './games.js';
import type { SuspendLevel } from './suspend-frame.js';

/** Where a slide stands. `blocked`: the game's frame says itself why it stays empty. */
export type SlidePhase =
  'poster' | 'starting' | 'loading' | 'playing' | 'unavailable' | 'failed' | 'expired' | 'blocked';

/** A game that was started. */
export interface SlideSession {
  readonly id: string;
  readonly expiresAt?: Date;
  /** Its entry in the ledger of open sessions, which ends it. */
  readonly key: string;
}

/** One game of the feed, from its poster to its end. */
export class Slide {
  index: number;
  game: FeedGame;
  phase: SlidePhase = 'poster';
  session?: SlideSession;
  /** Address of the game while it belongs into a frame. */
  url?: string;
  /** Whether the frame is in the page: a silenced one may have been taken out. */
  isFramed = false;
  /** In the middle of a round. */
  busy = false;
  /** Of loading, 0 to 1; undefined when the game does not say. */
  progress?: number;
  /** What keeps the game quiet while it is not in front. */
  silencedBy?: SuspendLevel;
  error?: ApiError;

  constructor(game: FeedGame, index: number) {
    this.game = game;
    this.index = index;
  }

  /** Back to the poster, with a word about why where there is one. */
  clear(phase: SlidePhase = 'poster', error?: ApiError): void {
    this.phase = phase;
    this.error = error;
    this.session = this.url = this.silencedBy = this.progress = undefined;
    this.busy = this.isFramed = false;
  }
}

/** How the page is told which game is meant. */
export const refOf = ({ index, game }: Slide): SlideRef => ({ index, gameId: game.id });
