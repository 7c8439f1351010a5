/**
 * Starting a game costs money, so each player has one start under way per game, and a session that is running is returned instead
 * of starting another.
 *
 * Started sessions are kept in this process's memory and, where gateways share a store, there too. While that store is away, other
 * processes may have started what this one does not know of: then only sessions in memory are returned, and new starts are
 * refused with 503 and Retry-After.
 */
import { LRUCache } from 'lru-cache';
import type { ApiError } from '../../api/error.js';
import { parseDate } from '../../api/sanitize.js';
import { type SharedLimiter, type SharedStorage } from '../cache/shared-store.js';
import type { GatewaySettings } from '../config/config.js';
import { gatewayError } from '../http/http-response.js';
import { digest } from '../http/digest.js';
import type { FixedWindowCounter } from '../http/fixed-window.js';
import { createLimiter } from '../http/limits.js';
import type { Log } from '../observe/log.js';

/** A started session: the upstream's id, the projected `data` of its response, and how long it lives. */
export interface StartedGame {
  readonly id: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Milliseconds since 1970. */
  readonly until: number;
  /** Currency and country it was started with. */
  readonly terms: string;
  /** True once a caller was there to receive it. */
  readonly claimed?: boolean;
}

/** A request to start. */
export interface StartRequest {
  /** Player and game, or player and games. */
  readonly key: readonly unknown[];
  readonly terms: string;
  /** Whether a session started earlier is still running. */
  isAlive(id: string): Promise<boolean>;
  /** Starts upstream. Not called when a running session can be returned. */
  begin(): Promise<{ id: string; data: Record<string, unknown> }>;
}

/** The session for a caller; `resumed` when it was started by an earlier request. */
export interface StartResult {
  readonly key: string;
  readonly started: StartedGame;
  readonly resumed: boolean;
}

/** How long a session without `expires_at` is returned again. */
const DEFAULT_LIFE_MS = 15 * 60_000;
/** After an unknown outcome the game cannot be started for the start's timeout and this many seconds. */
const CAUTION_S = 20;
/** A session whose caller has left is ended when the player does not start again within this time. */
const CLAIM_MS = 30_000;
/** How often sessions are written again that the store could not take. */
const RESAVE_MS = 1_000;

export class StartOnce {
  readonly #settings: GatewaySettings;
  readonly #log: Log;
  readonly #flights = new Map<string, Promise<StartResult>>();
  readonly #memory = new LRUCache<string, StartedGame>({ max: 10_000 });
  readonly #storage: SharedStorage | undefined;
  readonly #lock: SharedLimiter | FixedWindowCounter;
  /** Keys of sessions that are in memory but could not be written to the store. */
  readonly #unsaved = new Set<string>();
  #resaveScheduled = false;

  constructor(settings: GatewaySettings, storage: SharedStorage | undefined, log: Log) {
    this.#settings = settings;
    this.#log = log;
    this.#storage = storage;
    this.#lock = createLimiter(settings, log, 'lock', 1, Math.ceil(settings.timeouts.start / 1000) + CAUTION_S);
  }

  /** The running session or a new one. Concurrent callers get the same one. */
  async start(request: StartRequest): Promise<StartResult> {
    const key = `gs:start:${await digest(JSON.stringify(request.key))}`;
    const flight = this.#flights.get(key);
    if (flight) return { ...(await flight), resumed: true };
    const started = this.#run(key, request).finally(() => this.#flights.delete(key));
    this.#flights.set(key, started);
    return started;
  }

  /** The caller has received the session. */
  async claim({ key, started }: StartResult): Promise<void> {
    const known = this.#memory.get(key) ?? started;
    if (known.claimed) return;
    const claimed = { ...known, claimed: true };
    this.#memory.set(key, claimed);
    await this.#save(key, claimed);
  }

  /** The caller left before the response: calls `end` after 30 s, unless the player has started again by then. */
  abandon({ key, started }: StartResult, end: () => Promise<unknown>): void {
    this.#settings.clock.after(CLAIM_MS, () => void this.#endUnclaimed(key, started.id, end));
  }

  async #endUnclaimed(key: string, id: string, end: () => Promise<unknown>): Promise<void> {
    try {
      const known = (await this.#load(key)) ?? this.#memory.get(key);
      if (known?.id !== id || known.claimed || this.#memory.get(key)?.claimed) return;
      this.#memory.delete(key);
      await this.#storage?.remove(key);
      await end();
      this.#log({ level: 'info', event: 'unclaimed-start-ended' });
    } catch (error) {
      // another process may have handed it out, so it is left to expire
      this.#log({ level: 'warn', event: 'unclaimed-start-left', reason: String(error) });
    }
  }

  async #run(key: string, request: StartRequest): Promise<StartResult> {
    const known = await this.#find(key);
    const isRunning =
      known &&
      known.until > this.#settings.clock.now() &&
      known.terms === request.terms &&
      (await request.isAlive(known.id));
    if (isRunning) return { key, started: known, resumed: true };
    await this.#takeLock(key);
    try {
      const { id, data } = await request.begin();
      const now = this.#settings.clock.now();
      const until = parseDate(data.expires_at)?.getTime() ?? now + DEFAULT_LIFE_MS;
      const started = { id, data, until, terms: request.terms };
      this.#memory.set(key, started);
      // while the store does not have it, the lock keeps other processes from starting it once more
      if (await this.#save(key, started)) await this.#releaseLock(key);
      return { key, started, resumed: false };
    } catch (error) {
      // after an unknown outcome the lock stays until it expires: a second start could be a second bet
      if ((error as ApiError).code !== 'unknown-outcome') await this.#releaseLock(key);
      throw error;
    }
  }

  async #takeLock(key: string): Promise<void> {
    let wait: number;
    try {
      wait = await this.#lock.take(key);
    } catch (cause) {
      throw storeAway(cause);
    }
    if (wait === 0) return;
    const message = 'A start of this game is under way, or ended with an unknown outcome.';
    throw gatewayError('conflict', message, { retryAfter: Math.ceil(wait / 1000) });
  }

  async #releaseLock(key: string): Promise<void> {
    await this.#lock.delete(key).catch(() => undefined); // it expires by itself
  }

  /** What is known of a session under the key. Rejects with 503 when other processes may know more. */
  async #find(key: string): Promise<StartedGame | undefined> {
    const own = this.#memory.get(key);
    try {
      const shared = await this.#load(key);
      // what the store lost or never got is written again
      if (this.#storage && !shared && own) void this.#save(key, own);
      return shared ?? own;
    } catch (cause) {
      if (own) return own;
      throw storeAway(cause);
    }
  }

  async #load(key: string): Promise<StartedGame | undefined> {
    const found = await this.#storage?.get(key);
    return isStartedGame(found) ? found : undefined;
  }

  /** Writes to the store, and tries again later when that fails. True when there is nothing left to write. */
  async #save(key: string, started: StartedGame): Promise<boolean> {
    const life = started.until - this.#settings.clock.now();
    if (!this.#storage || life <= 0) return true;
    try {
      await this.#storage.set(key, started, life / 1000);
      this.#unsaved.delete(key);
      return true;
    } catch {
      this.#unsaved.add(key);
      this.#scheduleResave();
      return false;
    }
  }

  #scheduleResave(): void {
    if (this.#resaveScheduled) return;
    this.#resaveScheduled = true;
    this.#settings.clock.after(RESAVE_MS, () => void this.#resave());
  }

  async #resave(): Promise<void> {
    this.#resaveScheduled = false;
    for (const key of [...this.#unsaved]) {
      const started = this.#memory.get(key);
      this.#unsaved.delete(key);
      if (started && !(await this.#save(key, started))) return;
    }
  }
}

function isStartedGame(value: unknown): value is StartedGame {
  const { id, data, until, terms } = (value ?? {}) as Partial<Record<keyof StartedGame, unknown>>;
  return (
    typeof id === 'string' &&
    typeof data === 'object' &&
    data !== null &&
    typeof until === 'number' &&
    typeof terms === 'string'
  );
}

const storeAway = (cause: unknown) =>
  gatewayError('unavailable', 'Games cannot be started at the moment; running ones can be continued.', {
    retryable: true,
    retryAfter: 5,
    cause,
  });
