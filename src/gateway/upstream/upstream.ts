/** The client of one service: circuit breaker, deadlines, retries, metrics and log. */
import type { ApiError } from '../../api/error.js';
import type { Operation } from '../../api/operation.js';
import { CircuitBreaker } from './circuit-breaker.js';
import type { GatewaySettings } from '../config/config.js';
import { exchange, type Target, type UpstreamAnswer, type UpstreamCall } from './upstream-request.js';
import type { Log } from '../observe/log.js';
import type { Metrics } from '../observe/metrics.js';
import { withDeadline, withinDeadline } from './deadline.js';
import { toPageError, isHealthFailure } from './upstream-errors.js';

/** `signal` aborts the request when the caller leaves; not for starts, because their outcome matters. */
export interface UpstreamOptions {
  readonly signal?: AbortSignal;
  /** Largest response in bytes. */
  readonly most?: number;
}

const MAX_BYTES = 8 * 1024 * 1024;
const RETRY_PAUSE_MS = 100;

export class Upstream {
  readonly circuit: CircuitBreaker;
  readonly #target: Target;
  readonly #settings: GatewaySettings;
  readonly #log: Log;
  readonly #metrics: Metrics;

  constructor(target: Target, settings: GatewaySettings, log: Log, metrics: Metrics) {
    this.#target = target;
    this.#settings = settings;
    this.#log = log;
    this.#metrics = metrics;
    this.circuit = new CircuitBreaker(settings.clock);
  }

  /** The response to a success. Rejects with an ApiError that may be sent to the page; the service's own words go to the log. */
  async send(route: Operation, call: UpstreamCall, options: UpstreamOptions = {}): Promise<UpstreamAnswer> {
    const limit = withDeadline(this.#settings.clock, this.#settings.timeouts[route.kind], options.signal);
    try {
      return await this.#attempt(route, call, limit.signal, options);
    } catch (error) {
      const again =
        route.retry !== 'never' &&
        !limit.signal.aborted &&
        isHealthFailure(error) &&
        !hasRetryAfter(error) &&
        !this.circuit.isOpen(resourceOf(route, call));
      if (!again) throw error;
      await withinDeadline(
        limit.signal,
        new Promise<void>((resolve) => this.#settings.clock.after(RETRY_PAUSE_MS * (1 + Math.random()), resolve)),
      );
      return await this.#attempt(route, call, limit.signal, options);
    } finally {
      limit.done();
    }
  }

  async #attempt(
    route: Operation,
    call: UpstreamCall,
    signal: AbortSignal,
    options: UpstreamOptions,
  ): Promise<UpstreamAnswer> {
    const resource = resourceOf(route, call);
    this.circuit.enter(resource);
    try {
      const answer = await exchange({
        target: this.#target,
        fetch: this.#settings.fetch ?? globalThis.fetch,
        route,
        call,
        signal,
        most: options.most ?? MAX_BYTES,
      });
      this.circuit.succeeded(resource);
      this.#count('ok');
      return answer;
    } catch (cause) {
      const error = toPageError(route, cause, signal);
      if (error.code === 'aborted') this.circuit.cancelled(resource);
      else if (isHealthFailure(error)) this.circuit.failed(resource);
      else this.circuit.succeeded(resource);
      this.#report(route, error, cause);
      throw error;
    }
  }

  #report(route: Operation, error: ApiError, cause: unknown): void {
    this.#count(error.code);
    // a rejected key concerns the operator
    const refused = (cause as ApiError | undefined)?.code === 'unauthorized';
    const level = refused ? 'error' : error.code === 'not-found' || error.code === 'aborted' ? 'info' : 'warn';
    const status = (cause as ApiError | undefined)?.status;
    this.#log({
      level,
      event: refused ? 'upstream-refused-our-key' : 'upstream-failed',
      service: route.service,
      route: route.path,
      code: error.code,
      ...(status === undefined ? {} : { upstreamStatus: status }),
      reason: cause instanceof Error ? cause.message : String(cause),
    });
  }

  #count(outcome: string): void {
    this.#metrics.counter(`gs_upstream_requests_total{service="${this.#target.service}",outcome="${outcome}"}`).value++;
  }
}

const hasRetryAfter = (error: unknown) => (error as ApiError).retryAfter !== undefined;

/** What a circuit is kept for: the route, with the session or the like that the path names first. */
const resourceOf = ({ method, path }: Operation, { params = {} }: UpstreamCall): string =>
  `${method} ${path} ${params[/\{(\w+)\}/.exec(path)?.[1] ?? ''] ?? ''}`;
