/** Milliseconds since some moment: elapsed time, which no change of the device's clock moves. For dates use `Date`. */
export const monotonicNow = (): number => performance.now();
