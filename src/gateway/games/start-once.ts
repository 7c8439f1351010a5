/** Starting a game is money: one start at a time per player and game, and a game that is running is not started again. */
import type { ApiError } from '../../api/error.js';
import { parseDate } from '../../api/sanitize.js';
import { gatewayError } from '../http/http-response.js';
import type { GatewaySettings } from '../config/config.js';
import { digest } from '../http/digest.js';
import { createLimiter, waitOf, type Limiter } from '../http/limits.js';
import type { Log } from '../observe/log.js';
import { LruCache } from '../cache/lru.js';

/** What was started: the upstream's id, the projected `data` of its answer, and until when it lives. */
export interface StartedGame {
  readonly id: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Milliseconds since 1970. */
  readonly until: number;
  /** Currency and country it was started with. */
  readonly terms: string;
}

/** One wish to start. */
export interface StartRequest {
  /** Player and game, or player and games. */
  readonly key: readonly unknown[];
  readonly terms: string;
  /** Whether a session started earlier is still running. */
  isAlive(id: string): Promise<boolean>;
  /** Starts for real. Not called when a running session can be answered. */
  begin(): Promise<{ id: string; data: Record<string, unknown> }>;
}

/** How long a session without `expires_at` is offered again. */
const DEFAULT_LIFE_MS = 15 * 60_000;
/** After a start of unknown outcome nothing is started for the start's time limit and this many seconds. */
const CAUTION_S = 20;

export class StartOnce {
  readonly #settings: GatewaySettings;
  readonly #log: Log;
  readonly #flights = new Map<string, Promise<{ started: StartedGame; fresh: boolean }>>();
  readonly #memory = new LruCache<StartedGame>(10_000);
  readonly #lock: Limiter;

  constructor(settings: GatewaySettings, log: Log) {
    this.#settings = settings;
    this.#log = log;
    this.#lock = createLimiter(settings, 'lock', 1, Math.ceil(settings.timeouts.start / 1000) + CAUTION_S);
  }

  /** The running session, or a new one. Callers that ask at the same time get the same. */
  async start(ask: StartRequest): Promise<{ started: StartedGame; fresh: boolean }> {
    const key = `gs:start:${await digest(JSON.stringify(ask.key))}`;
    const flight = this.#flights.get(key);
    if (flight) return flight;
    const fresh = this.#run(key, ask).finally(() => this.#flights.delete(key));
    this.#flights.set(key, fresh);
    return fresh;
  }

  async #run(key: string, ask: StartRequest): Promise<{ started: StartedGame; fresh: boolean }> {
    const kept = await this.#kept(key);
    if (kept && kept.until > this.#settings.clock.now() && kept.terms === ask.terms && (await ask.isAlive(kept.id))) {
      return { started: kept, fresh: false };
    }
    await this.#takeLock(key);
    try {
      const { id, data } = await ask.begin();
      const now = this.#settings.clock.now();
      const until = parseDate(data.expires_at)?.getTime() ?? now + DEFAULT_LIFE_MS;
      const started = { id, data, until, terms: ask.terms };
      if (until > now) await this.#keep(key, started, until - now);
      await this.#lock.delete(key);
      return { started, fresh: true };
    } catch (error) {
      // the lock of an unknown outcome runs out by itself: until then a second start could be the second bet
      if ((error as ApiError).code !== 'unknown-outcome') await this.#lock.delete(key);
      throw error;
    }
  }

  async #takeLock(key: string): Promise<void> {
    try {
      await this.#lock.consume(key);
    } catch (cause) {
      const wait = waitOf(cause);
      if (wait === undefined) {
        throw gatewayError('unavailable', 'Starts cannot be kept apart at the moment.', {
          retryable: true,
          retryAfter: 5,
          cause,
        });
      }
      const message = 'A start of this game is under way, or ended with an unknown outcome.';
      throw gatewayError('conflict', message, { retryAfter: wait });
    }
  }

  async #kept(key: string): Promise<StartedGame | undefined> {
    const { storage } = this.#settings.cache;
    if (!storage) return this.#memory.get(key);
    try {
      return (await storage.getItem<StartedGame>(key)) ?? undefined;
    } catch (error) {
      this.#log({ level: 'warn', event: 'storage-failed', reason: String(error) });
      return undefined;
    }
  }

  async #keep(key: string, started: StartedGame, life: number): Promise<void> {
    const { storage } = this.#settings.cache;
    if (!storage) return this.#memory.set(key, started);
    try {
      await storage.setItem(key, { ...started }, { ttl: Math.ceil(life / 1000) });
    } catch (error) {
      this.#log({ level: 'warn', event: 'storage-failed', reason: String(error) });
    }
  }
}
