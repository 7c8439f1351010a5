/**
 * Counts requests per key in windows of fixed length, in this process. rate-limiter-flexible answers by a promise and keeps
 * a timer per key; reads come by the thousand from callers nobody chose, so theirs are counted at once and in bounded memory.
 */
import type { Clock } from '../clock.js';
import type { LimiterOptions } from './limits.js';

/** Keys counted at once. A flood from more callers than this makes room by forgetting the longest known. */
const MOST = 100_000;

export class FixedWindowCounter {
  readonly #clock: Clock;
  readonly #points: number;
  readonly #ms: number;
  /** In the order in which their windows end. */
  readonly #windows = new Map<string, { count: number; readonly end: number }>();

  constructor({ points, duration }: LimiterOptions, clock: Clock) {
    this.#clock = clock;
    this.#points = points;
    this.#ms = duration * 1000;
  }

  /** Keys counted at the moment. */
  get size(): number {
    return this.#windows.size;
  }

  /** Counts one. Answers the milliseconds to wait when it is one too many, else 0. */
  take(key: string): number {
    const now = this.#clock.now();
    const window = this.#windows.get(key);
    if (window && window.end > now) return ++window.count > this.#points ? window.end - now : 0;
    this.#windows.delete(key);
    this.#windows.set(key, { count: 1, end: now + this.#ms });
    this.#forget(now);
    return this.#points < 1 ? this.#ms : 0;
  }

  #forget(now: number): void {
    for (const [key, { end }] of this.#windows) {
      if (end > now && this.#windows.size <= MOST) return;
      this.#windows.delete(key);
    }
  }
}
