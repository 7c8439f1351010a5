import type { GameCommand } from '../../../game/messages.js';
import type { PauseReason } from '../phase.js';
import { LONGEST_ROUND } from './reality-check.js';

/** What a hold needs of the game it holds. */
export interface Holder {
  readonly send: (command: GameCommand) => boolean;
  /** A hold has begun or ended; `isTold` when the game could be asked to stop. */
  readonly onHold: (hold: PauseReason | undefined, isTold: boolean) => void;
}

const RANK: readonly (PauseReason | undefined)[] = [undefined, 'paused', 'reality-check', 'break'];

/** Stops the game at a safe moment, that is between rounds, and lets it go on. Of two reasons to stop the weightier wins. */
export class Holds {
  /** In a round; false too while the game does not tell. */
  isBusy = false;
  /** What holds the game now. */
  now?: PauseReason;
  #waiting?: PauseReason;
  #waitingSince = 0;
  readonly #holder: Holder;

  constructor(holder: Holder) {
    this.#holder = holder;
  }

  /** Stops now when that is safe, else after the round. */
  want(hold: PauseReason, now = Date.now()): void {
    if (RANK.indexOf(hold) <= Math.max(RANK.indexOf(this.now), RANK.indexOf(this.#waiting))) return this.check(now);
    this.#waiting = hold;
    this.#waitingSince ||= now;
    this.check(now);
  }

  /** Stops when something waits and may happen: between rounds, or in a round that never ends. */
  check(now = Date.now()): void {
    if (this.#waiting && (!this.isBusy || now - this.#waitingSince >= LONGEST_ROUND)) this.hold(this.#waiting);
  }

  /** Stops now, in the middle of a round too. */
  hold(hold: PauseReason): void {
    this.#waiting = undefined;
    this.#waitingSince = 0;
    this.now = hold;
    this.#holder.onHold(hold, this.#holder.send('pause'));
  }

  /** The game has told where it is in a round. */
  told(isBusy: boolean): void {
    this.isBusy = isBusy;
    this.check();
  }

  /** Lets the game go on. */
  release(): void {
    if (!this.now) return;
    this.now = undefined;
    this.#holder.onHold(undefined, this.#holder.send('resume'));
  }

  /** Forgets everything: another game. */
  clear(): void {
    this.isBusy = false;
    this.now = this.#waiting = undefined;
    this.#waitingSince = 0;
  }
}
