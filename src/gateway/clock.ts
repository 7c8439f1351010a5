/** The clock of the gateway: wall time, monotonic time and timers, replaceable in tests. */
export interface Clock {
  /** Wall time in milliseconds since 1970: for tokens, expiry dates and texts. It may jump when the machine's clock is set. */
  now(): number;
  /** Monotonic time in milliseconds from any start: for ages, limits, pauses and every other duration. */
  elapsed(): number;
  /** Runs a callback once after `ms`; the returned function cancels it. */
  after(ms: number, run: () => void): () => void;
}

/** The clock of this machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
