/** Stops asking an upstream that keeps failing, so that it can recover and callers hear at once. */
import { gatewayError } from '../http/http-response.js';
import type { Clock } from '../clock.js';

/** Failures in a row that open the circuit. */
const FAILURES = 5;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;

/** One per upstream. */
export class CircuitBreaker {
  readonly #clock: Clock;
  #failures = 0;
  #pause = FIRST_PAUSE_MS;
  #openUntil = 0;
  #trying = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** True while requests are held back. */
  get open(): boolean {
    return this.#failures >= FAILURES;
  }

  /** Lets a request through or throws `unavailable`. After the pause one request is let through to try. */
  enter(): void {
    if (!this.open) return;
    const left = this.#openUntil - this.#clock.now();
    if (left > 0 || this.#trying) {
      throw gatewayError('unavailable', 'The service behind the gateway does not answer at the moment.', {
        retryable: true,
        retryAfter: Math.max(1, left / 1000),
      });
    }
    this.#trying = true;
  }

  /** The upstream answered sensibly, if only to refuse. */
  succeeded(): void {
    this.#failures = 0;
    this.#pause = FIRST_PAUSE_MS;
    this.#trying = false;
  }

  /** It failed. */
  failed(): void {
    this.#failures++;
    if (!this.open) return;
    if (this.#trying) this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE_MS);
    this.#trying = false;
    this.#openUntil = this.#clock.now() + this.#pause;
  }

  /** The caller left before there was an outcome. */
  left(): void {
    this.#trying = false;
  }
}
