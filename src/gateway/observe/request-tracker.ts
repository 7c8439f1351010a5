/** Tracks requests: those under way, and the metrics and log lines of finished ones. */
import type { ApiError } from '../../api/error.js';
import { asApiError, errorResponse, type GatewayResponse, type Headers } from '../http/http-response.js';
import type { Log } from './log.js';
import type { RouteMatch } from '../http/router.js';
import { observe, type Counter, type Histogram, type Metrics } from './metrics.js';

/** A failure with what identifies the request in the log. */
export interface Failure {
  readonly cause: unknown;
  readonly requestId: string;
  readonly method: string;
}

/** The metrics of one route. */
interface RouteCounts {
  readonly route: string;
  readonly byStatus: Record<number, Counter>;
  readonly durations: Histogram;
}

export class RequestTracker {
  readonly #metrics: Metrics;
  readonly #log: Log;
  readonly #routes = new Map<string, RouteCounts>();
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

  /** A request was answered. @param started by `performance.now()` */
  end(found: RouteMatch | undefined, status: number, started: number): void {
    this.#open--;
    const ms = performance.now() - started;
    const counts = this.#countsOf(found?.row.name ?? 'none');
    observe(counts.durations, ms / 1000);
    (counts.byStatus[status] ??= this.#metrics.counter(`gs_requests_total{route="${counts.route}",status="${status}"}`))
      .value++;
    if (this.#open > 0) return;
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  /** A request failed. Returns the error response. @param headers of every response to this request */
  fail(found: RouteMatch | undefined, started: number, failure: Failure, headers: Headers): GatewayResponse {
    const error = asApiError(failure.cause);
    const answer = errorResponse(error, failure.requestId, headers);
    this.#report(found, answer.status, performance.now() - started, error, failure);
    this.end(found, answer.status, started);
    return answer;
  }

  /** Resolves when no request is under way. */
  idle(): Promise<void> {
    return this.#open === 0 ? Promise.resolve() : new Promise((resolve) => this.#idle.push(resolve));
  }

  #countsOf(route: string): RouteCounts {
    let counts = this.#routes.get(route);
    if (!counts) {
      counts = { route, byStatus: {}, durations: this.#metrics.histogram(`route="${route}"`) };
      this.#routes.set(route, counts);
    }
    return counts;
  }

  #report(
    found: RouteMatch | undefined,
    status: number,
    ms: number,
    error: ApiError,
    { requestId, method }: Failure,
  ): void {
    // a flood of requests must not become a flood of log lines
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
