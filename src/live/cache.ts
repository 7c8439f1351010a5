/**
 * The query cache: answers over time, shared by all elements with the same query. One request, one entry, one timer per key.
 * Polling pauses while the page is hidden, the network is away or no observer is near the viewport, and catches up at once.
 */
import { systemClock } from '../api/clock.js';
import { ApiError } from '../api/error.js';
import { delay } from '../api/timeout.js';
import { matchesKey, type QueryKey } from './keys.js';

export type { QueryKey };

/** What an entry is asked for by one element. */
export interface QueryObserver<T> {
  /** Whether to fetch at all now. */
  readonly enabled: boolean;
  /** Milliseconds between polls; 0 for none. */
  readonly interval: number;
  load(signal: AbortSignal): Promise<T>;
  /** Called after every change of the entry. */
  onChange(): void;
}

/** What is known. Times are monotonic milliseconds, which no change of the device's clock moves; -Infinity for never. */
export interface QueryState<T> {
  readonly data?: T;
  readonly error?: ApiError;
  readonly fetching: boolean;
  readonly updatedAt: number;
  readonly failedAt: number;
}

export type Delay = (ms: number, signal: AbortSignal) => Promise<void>;

/** How time passes; tests have their own. */
export interface CacheOptions {
  readonly wait?: Delay;
  /** Monotonic, in milliseconds. */
  readonly now?: () => number;
}

/** A failing service is polled at a quarter of the usual pace: each poll already retries on its own. */
const FAILING_PACE = 4;
const RETRIES = 2;
/** Seconds: a longer Retry-After is reported to the reader at once, instead of waiting in silence. */
const MAX_RETRY_AFTER = 5;
/** An entry without observers is kept this long, for an element that is moved or comes right back. */
const GC_TIME_MS = 60_000;
/** Longer than this a timer would overflow and fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

let online = true; // as long as no event says otherwise: browsers on closed networks claim to be offline
export const isOnline = (): boolean => online;

const isHidden = () => globalThis.document?.visibilityState === 'hidden';

/** One key and what is known of its answer. */
export class Entry<T> {
  readonly key: QueryKey;
  readonly observers = new Set<QueryObserver<T>>();
  state: QueryState<T> = { fetching: false, updatedAt: -Infinity, failedAt: -Infinity };
  readonly #wait: Delay;
  readonly #now: () => number;
  /** Called a while after the last observer has left. */
  readonly #forget: () => void;
  #run?: { controller: AbortController; done: Promise<void> };
  #timer?: ReturnType<typeof setTimeout>;
  /** A failed answer is due at once: the network, the tab or the page came back. */
  #isDue = false;

  constructor(key: QueryKey, { wait, now }: Required<CacheOptions>, forget: () => void) {
    this.key = key;
    this.#wait = wait;
    this.#now = now;
    this.#forget = forget;
  }

  /** Adds an observer; returns the way to remove it. */
  subscribe(observer: QueryObserver<T>): () => void {
    this.observers.add(observer);
    this.schedule();
    return () => {
      this.observers.delete(observer);
      if (this.observers.size === 0) this.cancel();
      this.schedule();
    };
  }

  /** Fetches if something is due, else sets the timer for when it is. To be called when the options of an observer changed. */
  schedule(): void {
    clearTimeout(this.#timer);
    if (this.observers.size === 0) this.#timer = setTimeout(this.#forget, GC_TIME_MS);
    const { enabledObserver } = this;
    if (!enabledObserver || this.#run || !online || isHidden()) return;
    const { data, error } = this.state;
    if (this.#isDue || (data === undefined && !error)) return void this.fetch(enabledObserver);
    const left = this.#dueAt() - this.#now();
    if (left <= 0) return void this.fetch(enabledObserver);
    if (left < Infinity) this.#timer = setTimeout(() => this.schedule(), Math.min(left, LONGEST_TIMER_MS));
  }

  /** An observer to fetch for. */
  get enabledObserver(): QueryObserver<T> | undefined {
    return [...this.observers].find(({ enabled }) => enabled);
  }

  /** Fetches now, or joins the request under way. Never rejects: the outcome is in the state. */
  fetch(observer: Pick<QueryObserver<T>, 'load'>): Promise<void> {
    if (!this.#run) {
      this.#isDue = false;
      const controller = new AbortController();
      const done = this.#load(observer, controller.signal);
      this.#run = { controller, done };
      this.#change({ fetching: true });
    }
    return this.#run.done;
  }

  /** The network, the tab or the page came back: a failed answer is due at once, unless the service asked for more time. */
  resume(): void {
    const { error, failedAt } = this.state;
    const asked = (error?.retryAfter ?? 0) * 1000;
    if (error && this.#now() - failedAt >= asked) this.#isDue = true;
    this.schedule();
  }

  /** Newer data that came by another way than a request. */
  set(data: T): void {
    this.#change({ data, error: undefined, updatedAt: this.#now() });
    this.schedule();
  }

  /** Aborts the request under way. */
  cancel(): void {
    clearTimeout(this.#timer);
    this.#run?.controller.abort();
    this.#run = undefined;
    this.state = { ...this.state, fetching: false };
  }

  /** When the next poll is due, in milliseconds of `this.#now()`; Infinity for never. */
  #dueAt(): number {
    const { updatedAt, failedAt, error } = this.state;
    const intervals = [...this.observers].flatMap(({ interval }) => interval || []);
    if (intervals.length === 0) return Infinity;
    const interval = Math.min(...intervals) * (failedAt > updatedAt ? FAILING_PACE : 1);
    return Math.max(updatedAt, failedAt) + Math.max(interval, (error?.retryAfter ?? 0) * 1000);
  }

  async #load(observer: Pick<QueryObserver<T>, 'load'>, signal: AbortSignal): Promise<void> {
    const outcome = await this.#try(observer, signal);
    if (signal.aborted) return;
    this.#run = undefined;
    this.#change({ ...outcome, fetching: false });
    this.schedule();
  }

  async #try(observer: Pick<QueryObserver<T>, 'load'>, signal: AbortSignal): Promise<Partial<QueryState<T>>> {
    for (let failures = 0; ; failures++) {
      try {
        return { data: await observer.load(signal), error: undefined, updatedAt: this.#now() };
      } catch (cause) {
        const error = toApiError(cause);
        // never sooner than the growing pause: a Retry-After may be 0
        const pause = Math.max(0.5 * 2 ** failures, error.retryAfter ?? 0);
        const isFinal = signal.aborted || !error.retryable || failures === RETRIES || pause > MAX_RETRY_AFTER;
        if (isFinal) return { error, failedAt: this.#now() };
        await this.#wait(pause * 1000 * (1 + Math.random() / 4), signal);
      }
    }
  }

  #change(change: Partial<QueryState<T>>): void {
    this.state = { ...this.state, ...change };
    for (const observer of [...this.observers]) observer.onChange();
  }
}

export class Cache {
  readonly #entries = new Map<string, Entry<unknown>>();
  readonly #time: Required<CacheOptions>;
  readonly #ended = new AbortController();

  /** Aborted when the cache is stopped: whatever else belongs to the connection ends with it. */
  get ended(): AbortSignal {
    return this.#ended.signal;
  }

  constructor({ wait = delayUnlessAborted, now = systemClock.elapsed }: CacheOptions = {}) {
    this.#time = { wait, now };
    for (const name of ['online', 'offline', 'visibilitychange', 'pageshow']) {
      globalThis.addEventListener?.(name, this.#onPageEvent, { signal: this.ended });
    }
  }

  /** The entry of a key, made when it is new. */
  entry<T>(key: QueryKey): Entry<T> {
    const name = JSON.stringify(key);
    let entry = this.#entries.get(name) as Entry<T> | undefined;
    if (!entry) {
      entry = new Entry<T>(key, this.#time, () => this.#entries.delete(name));
      this.#entries.set(name, entry);
    }
    return entry;
  }

  /** Refetches every entry that fits the filter and has an enabled observer; removes the others. Resolves when all have settled. */
  async invalidate(...filters: readonly Partial<QueryKey>[]): Promise<void> {
    const due = [...this.#entries].filter(([, { key }]) => filters.some((filter) => matchesKey(key, filter)));
    await Promise.all(
      due.map(async ([name, entry]) => {
        if (entry.enabledObserver) await entry.fetch(entry.enabledObserver);
        else this.#entries.delete(name); // the next observer fetches anew
      }),
    );
  }

  /** Aborts every request and removes every entry. */
  stop(): void {
    this.#ended.abort();
    this.#entries.forEach((entry) => entry.cancel());
    this.#entries.clear();
  }

  readonly #onPageEvent = ({ type }: Event): void => {
    if (type === 'online' || type === 'offline') online = type === 'online';
    const isBack = online && !isHidden();
    for (const entry of this.#entries.values()) {
      entry.observers.forEach((observer) => observer.onChange());
      if (isBack) entry.resume();
      else entry.schedule();
    }
  };
}

const toApiError = (error: unknown): ApiError =>
  error instanceof ApiError
    ? error
    : new ApiError(String(error), { code: 'upstream', service: 'gateway', cause: error });

/** Ends early, without an error, when aborted. */
export const delayUnlessAborted: Delay = (ms, signal) => delay(ms, signal).catch(() => undefined);
