/** How often a caller may ask. */
import RateLimiterMemory from 'rate-limiter-flexible/lib/RateLimiterMemory.js';
import { gatewayError } from './http-response.js';
import type { LimitName, GatewaySettings } from '../config/config.js';
import { FixedWindowCounter } from './fixed-window.js';

/** Where requests are counted: any class of rate-limiter-flexible fits. */
export interface Limiter {
  /** Rejects with `{ msBeforeNext }` when there were too many, with an Error when it cannot count. */
  consume(key: string, points?: number): Promise<unknown>;
  delete(key: string): Promise<unknown>;
}

/** What a limiter is made with; `duration` in seconds. */
export interface LimiterOptions {
  keyPrefix: string;
  points: number;
  duration: number;
}

/** Makes a limiter where the settings say that counting happens. */
export function createLimiter(settings: GatewaySettings, name: string, points: number, duration: number): Limiter {
  const options = { keyPrefix: `gs:${name}`, points, duration };
  return settings.limits?.limiter?.(options) ?? new RateLimiterMemory(options);
}

/** The rates of one gateway. */
export class Limits {
  /** True when `ip` and `token` are counted in this process, so that nothing has to be waited for. */
  readonly atOnce: boolean;
  readonly #limiters: Record<LimitName, Limiter | FixedWindowCounter>;

  constructor(settings: GatewaySettings) {
    this.atOnce = !settings.limits?.limiter;
    const make = (name: LimitName) => {
      const { requests, seconds } = settings.rates[name];
      return this.atOnce && (name === 'ip' || name === 'token')
        ? new FixedWindowCounter({ keyPrefix: name, points: requests, duration: seconds }, settings.clock)
        : createLimiter(settings, name, requests, seconds);
    };
    this.#limiters = { ip: make('ip'), token: make('token'), write: make('write'), start: make('start') };
  }

  /**
   * Counts one request. Throws or rejects with `rate-limited` and the seconds to wait when it is one too many; answers a
   * promise only when there is something to wait for.
   */
  spend(name: LimitName, key: string): Promise<unknown> | undefined {
    const limiter = this.#limiters[name];
    if (!(limiter instanceof FixedWindowCounter)) return limiter.consume(key).catch(refuseIfTooMany);
    const wait = limiter.take(key);
    if (wait > 0) refuseIfTooMany({ msBeforeNext: wait });
    return undefined;
  }
}

/** A counter that is out of order must not close the gateway: what it protects has limits of its own. */
function refuseIfTooMany(cause: unknown): void {
  const retryAfter = waitOf(cause);
  if (retryAfter === undefined) return;
  throw gatewayError('rate-limited', 'Too many requests; try again later.', { retryable: true, retryAfter });
}

/** Seconds to wait according to what a limiter rejected with; undefined when it failed for another reason. */
export function waitOf(cause: unknown): number | undefined {
  const wait = (cause as { msBeforeNext?: unknown } | undefined)?.msBeforeNext;
  return typeof wait === 'number' ? Math.max(1, Math.ceil(wait / 1000)) : undefined;
}
