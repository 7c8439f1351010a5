/** Rate limits per address, token and player. */
import { gatewayError } from './http-response.js';
import type { GatewaySettings, LimitName } from '../config/config.js';
import { FixedWindowCounter } from './fixed-window.js';
import { SharedLimiter } from '../cache/shared-store.js';
import type { Log } from '../observe/log.js';

/** Makes a counter where the config says that counting happens. */
export function createLimiter(
  settings: GatewaySettings,
  log: Log,
  name: string,
  points: number,
  duration: number,
): SharedLimiter | FixedWindowCounter {
  const limiter = settings.limits?.limiter?.({ keyPrefix: `gs:${name}`, points, duration });
  return limiter
    ? new SharedLimiter(limiter, settings.clock, log)
    : new FixedWindowCounter({ points, duration }, settings.clock);
}

/** Counts in the shared store, and in this process while the store is away. */
class RateLimit {
  readonly #local: FixedWindowCounter;
  readonly #shared: SharedLimiter | undefined;

  constructor(local: FixedWindowCounter, shared: SharedLimiter | undefined) {
    this.#local = local;
    this.#shared = shared;
  }

  /** Milliseconds to wait, 0 for none; a promise only when the store has to be waited for. */
  take(key: string): number | Promise<number> {
    return this.#shared?.take(key).catch(() => this.#local.take(key)) ?? this.#local.take(key);
  }
}

/** The rate limits of one gateway. */
export class Limits {
  /** True when everything is counted in this process, synchronously. Public reads always are. */
  readonly isLocal: boolean;
  readonly #limits: Record<LimitName, RateLimit>;

  constructor(settings: GatewaySettings, log: Log) {
    this.isLocal = !settings.limits?.limiter;
    const make = (name: LimitName): RateLimit => {
      const { requests, seconds } = settings.rates[name];
      const shared = name === 'public' ? undefined : createLimiter(settings, log, name, requests, seconds);
      const local = new FixedWindowCounter({ points: requests, duration: seconds }, settings.clock);
      return new RateLimit(local, shared instanceof SharedLimiter ? shared : undefined);
    };
    this.#limits = {
      public: make('public'),
      ip: make('ip'),
      token: make('token'),
      write: make('write'),
      start: make('start'),
    };
  }

  /**
   * Counts one request. Throws or rejects with `rate-limited` and the seconds to wait when the limit is exceeded; returns a
   * promise only when there is something to wait for.
   */
  spend(name: LimitName, key: string): Promise<void> | undefined {
    const wait = this.#limits[name].take(key);
    if (typeof wait !== 'number') return wait.then(throwIfExceeded);
    throwIfExceeded(wait);
    return undefined;
  }
}

function throwIfExceeded(wait: number): void {
  if (wait <= 0) return;
  const retryAfter = Math.max(1, Math.ceil(wait / 1000));
  throw gatewayError('rate-limited', 'Too many requests; try again later.', { retryable: true, retryAfter });
}
