/**
 * Circuit breakers. One protects a whole service and opens by the share of failed requests; one per resource (a route with its
 * session) opens after consecutive failures. So a single session that hangs upstream is cut off by itself, and all others go on.
 */
import { LRUCache } from 'lru-cache';
import { gatewayError } from '../http/http-response.js';
import type { Clock } from '../../api/clock.js';

/** Pauses in milliseconds: the first, and the longest that doubling leads to. */
interface Pauses {
  readonly first: number;
  readonly longest: number;
}

/** An open or closed circuit. While open it lets one trial through after each pause; a failed trial doubles the pause. */
class Circuit {
  readonly #clock: Clock;
  readonly #pauses: Pauses;
  #pause: number;
  #openUntil: number | undefined;
  #trying = false;

  constructor(clock: Clock, pauses: Pauses) {
    this.#clock = clock;
    this.#pauses = pauses;
    this.#pause = pauses.first;
  }

  get open(): boolean {
    return this.#openUntil !== undefined;
  }

  /** Milliseconds to wait; undefined when a request may pass, as the trial after a pause. */
  get wait(): number | undefined {
    if (this.#openUntil === undefined) return undefined;
    const left = this.#openUntil - this.#clock.elapsed();
    return left > 0 || this.#trying ? Math.max(left, 0) : undefined;
  }

  /** A request passes, after `wait` was undefined. */
  enter(): void {
    if (this.open) this.#trying = true;
  }

  trip(): void {
    if (this.#trying) this.#pause = Math.min(this.#pause * 2, this.#pauses.longest);
    this.#trying = false;
    this.#openUntil = this.#clock.elapsed() + this.#pause;
  }

  reset(): void {
    this.#trying = false;
    this.#pause = this.#pauses.first;
    this.#openUntil = undefined;
  }

  /** The request that passed ended without saying anything about the service. */
  cancel(): void {
    this.#trying = false;
  }
}

/** Opens after so many failures in a row. */
export class ConsecutiveBreaker {
  readonly #circuit: Circuit;
  readonly #failures: number;
  #count = 0;

  constructor(clock: Clock, failures: number, pauses: Pauses) {
    this.#circuit = new Circuit(clock, pauses);
    this.#failures = failures;
  }

  get open(): boolean {
    return this.#circuit.open;
  }

  /** Milliseconds to wait; undefined when a request may pass. */
  get wait(): number | undefined {
    return this.#circuit.wait;
  }

  enter(): void {
    this.#circuit.enter();
  }

  succeeded(): void {
    this.#count = 0;
    this.#circuit.reset();
  }

  failed(): void {
    this.#count++;
    if (this.#count >= this.#failures) this.#circuit.trip();
  }

  cancel(): void {
    this.#circuit.cancel();
  }
}

/** Counts outcomes over the last seconds. */
class OutcomeWindow {
  readonly #clock: Clock;
  #seconds: { readonly second: number; requests: number; failures: number; readonly failing: Set<string> }[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(resource: string, failed: boolean): void {
    const second = Math.floor(this.#clock.elapsed() / 1000);
    this.#seconds = this.#seconds.filter((one) => second - one.second < WINDOW_S);
    let current = this.#seconds.at(-1);
    if (current?.second !== second) {
      current = { second, requests: 0, failures: 0, failing: new Set() };
      this.#seconds.push(current);
    }
    current.requests++;
    if (!failed) return;
    current.failures++;
    if (current.failing.size < MIN_RESOURCES) current.failing.add(resource);
  }

  /** True when most requests failed, of more than one or two resources. */
  get isFailing(): boolean {
    const requests = this.#seconds.reduce((sum, one) => sum + one.requests, 0);
    const failures = this.#seconds.reduce((sum, one) => sum + one.failures, 0);
    const failing = new Set(this.#seconds.flatMap((one) => [...one.failing]));
    return requests >= MIN_REQUESTS && failures / requests >= MAX_SHARE && failing.size >= MIN_RESOURCES;
  }

  clear(): void {
    this.#seconds = [];
  }
}

const WINDOW_S = 10;
/** The service's circuit opens when at least this share of at least so many requests failed, of so many resources. */
const MAX_SHARE = 0.5;
const MIN_REQUESTS = 6;
const MIN_RESOURCES = 3;
/** A resource's circuit opens after so many failures in a row. */
const FAILURES = 5;
const MAX_RESOURCES = 2_000;
const PAUSES: Pauses = { first: 2_000, longest: 60_000 };

/** The breaker of one service. `resource` names what a request reads or writes, such as a route with its session. */
export class CircuitBreaker {
  readonly #clock: Clock;
  readonly #service: Circuit;
  readonly #window: OutcomeWindow;
  readonly #resources = new LRUCache<string, ConsecutiveBreaker>({ max: MAX_RESOURCES });

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#service = new Circuit(clock, PAUSES);
    this.#window = new OutcomeWindow(clock);
  }

  /** True while requests for the resource are refused. */
  isOpen(resource: string): boolean {
    return this.#service.open || !!this.#resources.get(resource)?.open;
  }

  /** Lets the request pass or throws `unavailable` with the time to wait. */
  enter(resource: string): void {
    const breaker = this.#resources.get(resource);
    const wait = breaker?.wait ?? this.#service.wait;
    if (wait === undefined) {
      breaker?.enter();
      this.#service.enter();
      return;
    }
    throw gatewayError('unavailable', 'The service behind the gateway does not answer at the moment.', {
      retryable: true,
      retryAfter: Math.max(1, wait / 1000),
    });
  }

  /** The service answered properly, if only to refuse. */
  succeeded(resource: string): void {
    this.#resources.delete(resource);
    if (this.#service.open) this.#window.clear();
    this.#service.reset();
    this.#window.add(resource, false);
  }

  failed(resource: string): void {
    let breaker = this.#resources.get(resource);
    if (!breaker) this.#resources.set(resource, (breaker = new ConsecutiveBreaker(this.#clock, FAILURES, PAUSES)));
    breaker.failed();
    this.#window.add(resource, true);
    if (this.#service.open || this.#window.isFailing) this.#service.trip();
  }

  /** The caller left before there was an outcome. */
  cancelled(resource: string): void {
    this.#resources.get(resource)?.cancel();
    this.#service.cancel();
  }
}
