/**
 * The outbox of scores: the last score of a player in a session is never lost. It is kept in local storage until the API
 * has taken it, sent again when the connection or the page comes back, and superseded by a newer one of the same player and
 * session, whichever page wrote that. Each outbox sends the scores of one player only, with that player's credentials.
 */
import { systemClock } from '../api/clock.js';
import { ApiError } from '../api/error.js';
import { meshmap, type MeshmapApi } from '../api/meshmap/index.js';
import { isRecord } from '../api/response.js';
import type { Cache } from './cache.js';
import type { Connection } from './connection.js';
import { randomId } from './random-id.js';
import { pageStorage, readStored, storedNames, writeStored, type Store } from './storage.js';

export interface PendingScore {
  readonly sessionId: string;
  readonly playerId: string;
  readonly score: number;
}

export interface Outbox {
  /**
   * Keeps the score and sends it: at once when the last write is a second old or `urgent` is set, else the newest one after
   * that second. Resolves when the API took this or a newer one; rejects when the API refused it for good.
   */
  put(pending: PendingScore, options?: { readonly urgent?: boolean }): Promise<void>;
  /** What still waits to be sent. */
  readonly pending: readonly PendingScore[];
  /** Sends what waits, now. */
  flush(): Promise<void>;
  /** Stops sending; what waits stays stored for the next page. */
  stop(): void;
}

export interface OutboxOptions {
  storage?: Store;
  /** Waits, in milliseconds; ends early when `wake` resolves. */
  wait?: (ms: number, wake: Promise<void>) => Promise<void>;
  /** Epoch milliseconds, the same for all pages of this device. */
  now?: () => number;
  /** Monotonic milliseconds: the pace is kept also when the device's clock is set. */
  elapsed?: () => number;
}

/** A score with the time it was scored at: of two, also of different pages, the later one counts. */
interface Entry extends PendingScore {
  readonly at: number;
}

const MAX_WAIT_MS = 60_000;
/** At least this long between two writes of one player and session. */
const PACE_MS = 1000;
/** How long is remembered which score was written last: pages of the back/forward cache and other tabs may hold older ones. */
const REMEMBER_MS = 24 * 3_600_000;

/**
 * @param scope of the storage: the address of the API
 * @param playerId whose scores are sent; what is kept of other players stays where it is
 */
export function createOutbox(
  meshmap: Pick<MeshmapApi, 'setSessionPlayerScore'> | undefined,
  scope: string,
  playerId: string | undefined,
  options: OutboxOptions = {},
): Outbox {
  return new StoredOutbox(meshmap, scope, playerId, options);
}

class StoredOutbox implements Outbox {
  readonly #meshmap: Pick<MeshmapApi, 'setSessionPlayerScore'> | undefined;
  readonly #playerId: string | undefined;
  readonly #storage: Store | undefined;
  readonly #wait: NonNullable<OutboxOptions['wait']>;
  readonly #now: () => number;
  readonly #elapsed: () => number;
  /** An item per score, so that two tabs don't overwrite what the other keeps; and one for what was written last. */
  readonly #prefix: string;
  readonly #writtenPrefix: string;
  readonly #reporterName: string;
  readonly #waiting = new Map<string, Entry>();
  readonly #settle = new Map<string, { resolve: () => void; reject: (error: unknown) => void }[]>();
  readonly #lastWrite = new Map<string, number>();
  #isStopped = false;
  #flushing?: Promise<void>;
  #wake: () => void = () => undefined;
  #isUrgent = false;
  readonly #reporterId = randomId();

  constructor(
    meshmap: Pick<MeshmapApi, 'setSessionPlayerScore'> | undefined,
    scope: string,
    playerId: string | undefined,
    { storage, wait = waitForTimeOrNetwork, now = systemClock.now, elapsed = systemClock.elapsed }: OutboxOptions,
  ) {
    this.#meshmap = meshmap;
    this.#playerId = playerId;
    this.#storage = storage ?? pageStorage();
    this.#wait = wait;
    this.#now = now;
    this.#elapsed = elapsed;
    this.#prefix = `gs-outbox ${scope} `;
    this.#writtenPrefix = `gs-written ${scope} `;
    this.#reporterName = `gs-reporter ${scope}`;
    this.#load();
    if (this.#waiting.size > 0) void this.flush();
  }

  put(pending: PendingScore, { urgent = false }: { readonly urgent?: boolean } = {}): Promise<void> {
    const key = keyOf(pending);
    const { sessionId, playerId, score } = pending;
    const at = Math.max(this.#now(), (this.#waiting.get(key)?.at ?? 0) + 1, this.#writtenAt(key) + 1);
    const entry = { sessionId, playerId, score, at };
    this.#waiting.delete(key);
    this.#waiting.set(key, entry);
    writeStored(this.#storage, this.#prefix + key, entry);
    const done = new Promise<void>((resolve, reject) => {
      this.#settle.set(key, [...(this.#settle.get(key) ?? []), { resolve, reject }]);
    });
    if (urgent) this.#hurry();
    void this.#run();
    return done;
  }

  get pending(): readonly PendingScore[] {
    return [...this.#waiting.values()].map(({ sessionId, playerId, score }) => ({ sessionId, playerId, score }));
  }

  flush(): Promise<void> {
    this.#hurry();
    return this.#run();
  }

  stop(): void {
    this.#isStopped = true;
    this.#wake();
  }

  #hurry(): void {
    this.#isUrgent = true;
    this.#wake();
  }

  #run(): Promise<void> {
    return (this.#flushing ??= this.#sendAll());
  }

  async #sendAll(): Promise<void> {
    await Promise.resolve(); // so that the field is set before the loop can end
    for (let failures = 0; !this.#isStopped && this.#meshmap && this.#waiting.size > 0;) {
      const { failure, pause } = await this.#sendDue();
      failures = failure ? failures + 1 : 0;
      const wait = failure ? Math.max(1000 * 2 ** (failures - 1), (failure.retryAfter ?? 0) * 1000) : pause;
      if (wait > 0 && !this.#isStopped) await this.#sleep(Math.min(wait, MAX_WAIT_MS));
    }
    // in the same turn as the last look at what waits: a score that comes next starts another run
    this.#flushing = undefined;
  }

  /** Sends what is due. Returns the last failure, and the milliseconds until the next one is due, 0 for none. */
  async #sendDue(): Promise<{ failure?: ApiError; pause: number }> {
    const isUrgent = this.#isUrgent;
    this.#isUrgent = false;
    let failure: ApiError | undefined;
    let pause = 0;
    for (const [key, entry] of [...this.#waiting]) {
      const left = isUrgent ? 0 : (this.#lastWrite.get(key) ?? -Infinity) + PACE_MS - this.#elapsed();
      if (left > 0) pause = Math.max(pause, left);
      else if (!this.#isStopped) failure = (await this.#send(key, entry)) ?? failure;
    }
    return { failure, pause };
  }

  #sleep(ms: number): Promise<void> {
    if (this.#isUrgent) return Promise.resolve();
    return this.#wait(ms, new Promise((resolve) => (this.#wake = resolve)));
  }

  /** One try; returns the failure after which it is to be tried again. */
  async #send(key: string, entry: Entry): Promise<ApiError | undefined> {
    if (this.#writtenAt(key) > entry.at) {
      // another page has written a newer score of this player and session
      this.#forget(key, entry);
      this.#settled(key);
      return undefined;
    }
    try {
      this.#lastWrite.set(key, this.#elapsed());
      await this.#meshmap?.setSessionPlayerScore(entry.sessionId, entry.playerId, entry.score, {
        keepalive: true,
        order: { reporter: this.#reporter(), at: entry.at },
      });
    } catch (error) {
      const failure = toApiError(error);
      if (isTemporary(failure)) return failure;
      // refused for good (no such player, session closed): keeping it would only repeat the refusal
      this.#forget(key, entry);
      this.#settled(key, failure);
      return undefined;
    }
    if (this.#writtenAt(key) < entry.at) writeStored(this.#storage, this.#writtenPrefix + key, entry.at);
    this.#forget(key, entry);
    if (!this.#waiting.has(key)) this.#settled(key); // else a newer score came meanwhile, and is sent next
    return undefined;
  }

  /** Forgets a score that is settled, unless a newer one (also of another tab) has taken its place. */
  #forget(key: string, entry: Entry): void {
    if (this.#waiting.get(key) === entry) this.#waiting.delete(key);
    const stored = parseEntry(readStored(this.#storage, this.#prefix + key));
    if (stored?.at === entry.at && stored.score === entry.score)
      writeStored(this.#storage, this.#prefix + key, undefined);
  }

  #settled(key: string, error?: unknown): void {
    for (const { resolve, reject } of this.#settle.get(key) ?? []) {
      if (error) reject(error);
      else resolve();
    }
    this.#settle.delete(key);
  }

  /** When the score that was written last, by any page of this device, was scored. */
  #writtenAt(key: string): number {
    return Number(readStored(this.#storage, this.#writtenPrefix + key)) || 0;
  }

  /** Which device reports, by a random text that its pages share; without storage each page has its own. */
  #reporter(): string {
    const stored = readStored(this.#storage, this.#reporterName);
    if (typeof stored === 'string') return stored;
    writeStored(this.#storage, this.#reporterName, this.#reporterId);
    return this.#reporterId;
  }

  #load(): void {
    for (const name of storedNames(this.#storage, this.#writtenPrefix)) {
      const at = Number(readStored(this.#storage, name));
      if (!(this.#now() - at < REMEMBER_MS)) writeStored(this.#storage, name, undefined);
    }
    for (const name of storedNames(this.#storage, this.#prefix)) {
      const entry = parseEntry(readStored(this.#storage, name));
      if (entry?.playerId === this.#playerId && entry) this.#waiting.set(keyOf(entry), entry);
    }
  }
}

/** Everything but the API's own refusal may pass: a network that is away, a gateway restarting, a limit, a token being renewed. */
const isTemporary = (error: ApiError) =>
  error.retryable ||
  ['network', 'timeout', 'expired', 'unauthorized', 'rate-limited', 'unknown-outcome', 'aborted'].includes(error.code);

const toApiError = (error: unknown) =>
  error instanceof ApiError
    ? error
    : new ApiError(String(error), { code: 'network', service: 'meshmap', retryable: true });

const keyOf = (entry: PendingScore) => `${entry.sessionId}\n${entry.playerId}`;

/** Undefined for what is stored under our name and is not ours. */
function parseEntry(stored: unknown): Entry | undefined {
  if (!isRecord(stored)) return undefined;
  const { sessionId, playerId, score, at = 0 } = stored;
  const isEntry = typeof sessionId === 'string' && typeof playerId === 'string' && Number.isFinite(score);
  return isEntry && typeof at === 'number' ? { sessionId, playerId, score: score as number, at } : undefined;
}

const waitForTimeOrNetwork = (ms: number, wake: Promise<void>): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      globalThis.removeEventListener?.('online', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    globalThis.addEventListener?.('online', done);
    void wake.then(done);
  });

const outboxes = new WeakMap<Cache, Outbox>();

/** The outbox of a connection and its player. Sends at once what an earlier page kept. */
export function outboxOf(connection: Connection): Outbox {
  const { cache, settings, player } = connection;
  let outbox = outboxes.get(cache);
  if (!outbox) {
    const scope = settings.gateway ?? settings.meshmapUrl ?? '';
    outboxes.set(cache, (outbox = createOutbox(connection.service(meshmap), scope, player.id)));
    cache.ended.addEventListener('abort', () => outbox?.stop());
  }
  return outbox;
}
