/** Times and timers, replaceable in tests. */
export interface Clock {
  /** Wall time in milliseconds since 1970: for tokens, expiry dates and texts. It jumps when the machine's clock is set. */
  readonly now: () => number;
  /** Monotonic time in milliseconds from any start: for ages, limits, pauses and every other duration. */
  readonly elapsed: () => number;
  /** Runs a callback once after `ms`; the returned function cancels it. */
  readonly after: (ms: number, callback: () => void) => () => void;
}

/** Longer timers would fire at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** The clock of this machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, Math.min(ms, LONGEST_MS));
    return () => clearTimeout(timer);
  },
};
