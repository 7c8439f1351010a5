import type { GameRun } from '../../play/game-run.js';
import type { Phase } from '../../play/phases.js';
import type { SlideRef } from './events.js';
import type { FeedGame } from './games.js';

/** One game of the feed: its place, and its run once it was started. */
export class Slide {
  index: number;
  game: FeedGame;
  run?: GameRun;

  constructor(game: FeedGame, index: number) {
    this.game = game;
    this.index = index;
  }

  get phase(): Phase {
    return this.run?.phase ?? 'poster';
  }

  /** A session is open, or on its way. */
  get isStarted(): boolean {
    return !!this.run && (!!this.run.session || this.phase === 'starting');
  }

  /** The game is in the page. */
  get isFramed(): boolean {
    return this.run?.url !== undefined;
  }
}

/** How the page is told which game is meant. */
export const refOf = ({ index, game }: Slide): SlideRef => ({ index, gameId: game.id });
