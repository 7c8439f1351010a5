/**
 * The store that several gateways share (Redis or a platform's KV), behind a timeout and a circuit breaker of its own: a store
 * that is away costs the first few requests a quarter of a second, and all later ones nothing.
 */
import type { Clock } from '../../api/clock.js';
import { isRecord } from '../../api/response.js';
import type { KeyValueStorage, Limiter } from '../config/config.js';
import type { Log } from '../observe/log.js';
import { ConsecutiveBreaker } from '../upstream/circuit-breaker.js';

/** Longest time that a request waits for the store, in milliseconds. */
const TIMEOUT_MS = 250;
const FAILURES = 3;
/** How often a store that is away is tried again, in milliseconds. */
const PAUSE_MS = 1_000;

/** The store did not answer, or is known to be away. */
export class StoreUnavailableError extends Error {
  override readonly name = 'StoreUnavailableError';
}

/** Runs operations of a store. */
class StoreCircuit {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #breaker: ConsecutiveBreaker;

  constructor(clock: Clock, log: Log) {
    this.#clock = clock;
    this.#log = log;
    this.#breaker = new ConsecutiveBreaker(clock, FAILURES, { first: PAUSE_MS, longest: PAUSE_MS });
  }

  /** Rejects with StoreUnavailableError, whatever went wrong. */
  async run<R>(work: () => Promise<R>): Promise<R> {
    if (this.#breaker.wait !== undefined) throw new StoreUnavailableError('The shared store is away.');
    this.#breaker.enter();
    let cancel: (() => void) | undefined;
    const timeout = new Promise<never>((_, reject) => {
      cancel = this.#clock.after(TIMEOUT_MS, () => reject(new Error('The shared store did not answer in time.')));
    });
    try {
      const result = await Promise.race([work(), timeout]);
      this.#breaker.succeeded();
      return result;
    } catch (cause) {
      const wasOpen = this.#breaker.open;
      this.#breaker.failed();
      // one line when it is lost, not one per request
      if (!wasOpen) this.#log({ level: 'warn', event: 'storage-failed', reason: String(cause) });
      throw new StoreUnavailableError('The shared store failed.', { cause });
    } finally {
      cancel?.();
    }
  }
}

/** The shared storage: keys and JSON values. */
export class SharedStorage {
  readonly #storage: KeyValueStorage;
  readonly #circuit: StoreCircuit;

  constructor(storage: KeyValueStorage, clock: Clock, log: Log) {
    this.#storage = storage;
    this.#circuit = new StoreCircuit(clock, log);
  }

  /** Rejects with StoreUnavailableError. */
  get(key: string): Promise<unknown> {
    return this.#circuit.run(() => this.#storage.getItem(key));
  }

  /** @param ttl seconds */
  set(key: string, value: object, ttl: number): Promise<void> {
    return this.#circuit.run(() => this.#storage.setItem(key, { ...value }, { ttl: Math.max(1, Math.ceil(ttl)) }));
  }

  /**
   * Stores the value unless the one that is there has a greater `at`; resolves with the one that is there then. Atomic where
   * the storage has `setNewest`. @param ttl seconds
   */
  setNewest(key: string, value: { readonly at: number }, ttl: number): Promise<unknown> {
    return this.#circuit.run(async () => {
      if (this.#storage.setNewest) return this.#storage.setNewest(key, value, { ttl });
      const known = await this.#storage.getItem(key);
      if (isRecord(known) && Number(known.at) > value.at) return known;
      await this.#storage.setItem(key, value, { ttl });
      return value;
    });
  }

  remove(key: string): Promise<void> {
    return this.#circuit.run(() => this.#storage.removeItem(key));
  }
}

/** A rate limiter that is shared. */
export class SharedLimiter {
  readonly #limiter: Limiter;
  readonly #circuit: StoreCircuit;

  constructor(limiter: Limiter, clock: Clock, log: Log) {
    this.#limiter = limiter;
    this.#circuit = new StoreCircuit(clock, log);
  }

  /** Counts one. Milliseconds to wait when the limit is exceeded, else 0. Rejects with StoreUnavailableError. */
  take(key: string): Promise<number> {
    return this.#circuit.run(async () => {
      try {
        await this.#limiter.consume(key);
        return 0;
      } catch (cause) {
        const wait = (cause as { msBeforeNext?: unknown } | undefined)?.msBeforeNext;
        if (typeof wait !== 'number') throw cause;
        return Math.max(1, wait);
      }
    });
  }

  delete(key: string): Promise<unknown> {
    return this.#circuit.run(() => this.#limiter.delete(key));
  }
}
