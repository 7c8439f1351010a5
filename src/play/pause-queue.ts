/** Defers pauses until the current round is over, with a time limit. */
import type { Clock } from '../api/clock.js';
import type { HoldReason } from './types.js';

/** Milliseconds after which a game is interrupted although it has not reported the end of the round. */
export const LONGEST_ROUND = 3 * 60_000;

const WEIGHT: readonly HoldReason[] = ['paused', 'reality-check', 'break'];

export class PauseQueue {
  /** In a round; also false while the game does not report rounds. */
  isBusy = false;
  #waiting?: HoldReason;
  #cancel?: () => void;
  readonly #clock: Clock;
  readonly #hold: (reason: HoldReason) => void;

  /** @param hold stops the game now */
  constructor(clock: Clock, hold: (reason: HoldReason) => void) {
    this.#clock = clock;
    this.#hold = hold;
  }

  /** Holds the game now when that is safe, else after the round. Of two reasons the weightier is kept. */
  request(reason: HoldReason): void {
    if (this.#waiting && WEIGHT.indexOf(reason) <= WEIGHT.indexOf(this.#waiting)) return;
    this.#waiting = reason;
    if (!this.isBusy) return this.#flush();
    this.#cancel ??= this.#clock.after(LONGEST_ROUND, () => this.#flush());
  }

  /** The game has reported the beginning or end of a round. */
  setBusy(isBusy: boolean): void {
    this.isBusy = isBusy;
    if (!isBusy) this.#flush();
  }

  /** Another game. */
  clear(): void {
    this.isBusy = false;
    this.#waiting = undefined;
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #flush(): void {
    const reason = this.#waiting;
    this.#waiting = undefined;
    this.#cancel?.();
    this.#cancel = undefined;
    if (reason) this.#hold(reason);
  }
}
