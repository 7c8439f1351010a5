/** A notch of a mouse wheel is at least this far, in CSS pixels; a trackpad sends less and more often. */
const NOTCH = 80;
/** Milliseconds within which one notch may send several events. */
const NOTCH_GAP = 60;
/** Milliseconds without an event after which a trackpad's flick, inertia included, is over. */
const FLICK_GAP = 250;

/** Converts wheel events into steps: one notch is one game, and so is one flick of a trackpad, inertia included. */
export class WheelSteps {
  #lastAt = -Infinity;

  /** -1, 0 or 1. */
  read({ deltaX, deltaY, deltaMode, timeStamp }: WheelEvent): number {
    const delta = Math.abs(deltaY) >= Math.abs(deltaX) ? deltaY : deltaX;
    const isNotch = deltaMode !== 0 || Math.abs(delta) >= NOTCH;
    const gap = timeStamp - this.#lastAt;
    this.#lastAt = timeStamp;
    return gap < (isNotch ? NOTCH_GAP : FLICK_GAP) ? 0 : Math.sign(delta);
  }
}
