/** Keeps count of requests: those under way, and what became of them. */
import type { ApiError } from '../api/error.js';
import type { Log } from './log.js';
import type { Match } from './match.js';
import type { Metrics } from './metrics.js';

/** A failure with what the log needs to tell it from others. */
export interface Failure {
  readonly error: ApiError;
  readonly requestId: string;
  readonly method: string;
}

export class Tally {
  readonly #metrics: Metrics;
  readonly #log: Log;
  #open = 0;
  #idle: (() => void)[] = [];

  constructor(metrics: Metrics, log: Log) {
    this.#metrics = metrics;
    this.#log = log;
    metrics.gauge('gs_requests_open', () => this.#open);
  }

  /** A request begins. */
  begin(): void {
    this.#open++;
  }

  /** It is answered. @param started by `performance.now()` */
  end(found: Match | undefined, status: number, started: number, failure?: Failure): void {
    this.#open--;
    const route = found?.row.name ?? 'none';
    const ms = performance.now() - started;
    this.#metrics.add(`gs_requests_total{route="${route}",status="${status}"}`);
    this.#metrics.time(`route="${route}"`, ms / 1000);
    if (failure) this.#report(found, status, ms, failure);
    if (this.#open > 0) return;
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  /** Resolves when no request is under way. */
  idle(): Promise<void> {
    return this.#open === 0 ? Promise.resolve() : new Promise((resolve) => this.#idle.push(resolve));
  }

  #report(found: Match | undefined, status: number, ms: number, { error, requestId, method }: Failure): void {
    // a flood must not become a flood of lines
    if (status === 429 || status === 404 || error.code === 'aborted') return;
    const cause = error.cause instanceof Error ? error.cause.message : undefined;
    this.#log({
      level: status === 500 ? 'error' : status > 500 ? 'warn' : 'info',
      event: 'request-failed',
      requestId,
      route: found?.row.path ?? 'none',
      method: /^[A-Z]{1,10}$/.test(method) ? method : 'other',
      status,
      ms: Math.round(ms),
      code: error.code,
      ...(cause === undefined ? {} : { reason: cause }),
    });
  }
}
