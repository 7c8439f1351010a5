import type { GameRun } from '../../play/game-run.js';
import type { Phase } from '../../play/phases.js';
import type { SlideRef } from './events.js';
import type { FeedGame } from './games.js';

/** One game of the feed: its position, and its run once started. */
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

  /** A session is open or being started. */
  get isStarted(): boolean {
    return !!this.run && (!!this.run.session || this.phase === 'starting');
  }

  /** The game is in the page. */
  get isFramed(): boolean {
    return this.run?.url !== undefined;
  }
}

/** The fields of events that identify a game. */
export const refOf = ({ index, game }: Slide): SlideRef => ({ index, gameId: game.id });
