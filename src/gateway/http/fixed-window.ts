/**
 * Fixed-window rate counter in this process's memory. It counts synchronously (reads come by the thousand and must not wait),
 * without a timer per key, and in bounded memory; rate-limiter-flexible counts where processes share a Redis.
 */
import type { Clock } from '../../api/clock.js';
import type { Limiter, LimiterOptions } from '../config/config.js';

/** Keys counted at once; beyond it the oldest windows are dropped. */
const MAX_KEYS = 100_000;

export class FixedWindowCounter implements Limiter {
  readonly #clock: Clock;
  readonly #points: number;
  readonly #ms: number;
  /** In the order in which they end. */
  readonly #windows = new Map<string, { count: number; readonly end: number }>();

  constructor({ points, duration }: Pick<LimiterOptions, 'points' | 'duration'>, clock: Clock) {
    this.#clock = clock;
    this.#points = points;
    this.#ms = duration * 1000;
  }

  /** Number of keys that are counted at the moment. */
  get size(): number {
    return this.#windows.size;
  }

  /** Counts one request. Returns the milliseconds to wait when the limit is exceeded, else 0. */
  take(key: string): number {
    const now = this.#clock.elapsed();
    const window = this.#windows.get(key);
    if (window && window.end > now) return ++window.count > this.#points ? window.end - now : 0;
    this.#windows.delete(key);
    this.#windows.set(key, { count: 1, end: now + this.#ms });
    this.#evict(now);
    return this.#points < 1 ? this.#ms : 0;
  }

  /** The same as a promise, with the rejection of rate-limiter-flexible. */
  consume(key: string): Promise<void> {
    const msBeforeNext = this.take(key);
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- the shape that limiters reject with
    return msBeforeNext > 0 ? Promise.reject({ msBeforeNext }) : Promise.resolve();
  }

  delete(key: string): Promise<boolean> {
    return Promise.resolve(this.#windows.delete(key));
  }

  #evict(now: number): void {
    for (const [key, { end }] of this.#windows) {
      if (end > now && this.#windows.size <= MAX_KEYS) return;
      this.#windows.delete(key);
    }
  }
}
