/**
 * Answers over time, shared by everybody who asks the same: one request, one entry, one timer. Polling rests while the
 * page is hidden, the network is away or no reader is near, and catches up at once. Knows no DOM but three events.
 */
import { ApiError } from '../api/error.js';
import { delay } from '../api/timeout.js';

/** Service + call + arguments. Two keys with the same JSON are the same question. */
export type QueryKey = readonly unknown[];

/** Somebody who wants an answer, and what for. */
export interface QueryObserver<T> {
  /** Whether to ask at all now. */
  readonly enabled: boolean;
  /** Milliseconds between polls; 0 for none, or none now. */
  readonly interval: number;
  load(signal: AbortSignal): Promise<T>;
  /** Called after every change of the entry. */
  onChange(): void;
}

/** What is known. Times are epoch milliseconds, 0 for never. */
export interface QueryState<T> {
  readonly data?: T;
  readonly error?: ApiError;
  readonly fetching: boolean;
  readonly updatedAt: number;
  readonly failedAt: number;
}

export type Delay = (ms: number, signal: AbortSignal) => Promise<void>;

/** A failing API is asked at a quarter of the usual pace: each poll already repeats a failed try on its own. */
const FAILING_PACE = 4;
const RETRIES = 2;
/** Seconds: who is asked to come back later than that says so to the reader, instead of waiting in silence. */
const MAX_RETRY_AFTER = 5;
/** An entry that nobody reads is kept this long, for an element that is moved or comes right back. */
const GC_TIME_MS = 60_000;
/** Longer than this a timer would overflow and fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

let online = true; // as long as no event says otherwise: browsers on closed networks claim to be offline
export const isOnline = (): boolean => online;

/** One question and what is known of its answer. */
export class Entry<T> {
  readonly key: QueryKey;
  readonly observers = new Set<QueryObserver<T>>();
  state: QueryState<T> = { fetching: false, updatedAt: 0, failedAt: 0 };
  readonly #wait: Delay;
  /** Called a while after the last reader has left. */
  readonly #forget: () => void;
  #run?: { controller: AbortController; done: Promise<void> };
  #timer?: ReturnType<typeof setTimeout>;

  constructor(key: QueryKey, wait: Delay, forget: () => void) {
    this.key = key;
    this.#wait = wait;
    this.#forget = forget;
  }

  /** Reads along until the function that it answers is called. */
  subscribe(reader: QueryObserver<T>): () => void {
    this.observers.add(reader);
    this.schedule();
    return () => {
      this.observers.delete(reader);
      if (this.observers.size === 0) this.cancel();
      this.schedule();
    };
  }

  /** Asks if something is due, else sets the timer for when it is. Call it when the wishes of a reader have changed. */
  schedule(): void {
    clearTimeout(this.#timer);
    if (this.observers.size === 0) this.#timer = setTimeout(this.#forget, GC_TIME_MS);
    const { asking } = this;
    if (!asking || this.#run || !online || globalThis.document?.visibilityState === 'hidden') return;
    const { data, updatedAt, failedAt, error } = this.state;
    if (data === undefined && !error) return void this.fetch(asking);
    const paces = [...this.observers].flatMap(({ interval }) => interval || []);
    if (paces.length === 0) return;
    const pace = Math.min(...paces) * (failedAt > updatedAt ? FAILING_PACE : 1);
    const due = Math.max(updatedAt, failedAt) + Math.max(pace, (error?.retryAfter ?? 0) * 1000);
    const left = due - Date.now();
    if (left <= 0) return void this.fetch(asking);
    this.#timer = setTimeout(() => this.schedule(), Math.min(left, LONGEST_TIMER_MS));
  }

  /** A reader for whom to ask. */
  get asking(): QueryObserver<T> | undefined {
    return [...this.observers].find(({ enabled }) => enabled);
  }

  /** Asks now, or joins the request under way. Never rejects: the answer says how it went. */
  fetch(reader: Pick<QueryObserver<T>, 'load'>): Promise<void> {
    if (!this.#run) {
      const controller = new AbortController();
      const done = this.#load(reader, controller.signal);
      this.#run = { controller, done };
      this.#change({ fetching: true });
    }
    return this.#run.done;
  }

  /** Newer data by another way than a request. */
  set(data: T): void {
    this.#change({ data, error: undefined, updatedAt: Date.now() });
    this.schedule();
  }

  /** Lets a request go whose answer nobody wants any more. */
  cancel(): void {
    clearTimeout(this.#timer);
    this.#run?.controller.abort();
    this.#run = undefined;
    this.state = { ...this.state, fetching: false };
  }

  async #load(reader: Pick<QueryObserver<T>, 'load'>, signal: AbortSignal): Promise<void> {
    const outcome = await this.#try(reader, signal);
    if (signal.aborted) return;
    this.#run = undefined;
    this.#change({ ...outcome, fetching: false });
    this.schedule();
  }

  async #try(reader: Pick<QueryObserver<T>, 'load'>, signal: AbortSignal): Promise<Partial<QueryState<T>>> {
    for (let failures = 0; ; failures++) {
      try {
        return { data: await reader.load(signal), error: undefined, updatedAt: Date.now() };
      } catch (cause) {
        const error = toApiError(cause);
        const { retryAfter = 0.5 * 2 ** failures } = error;
        const isOver = signal.aborted || !error.retryable || failures === RETRIES || retryAfter > MAX_RETRY_AFTER;
        if (isOver) return { error, failedAt: Date.now() };
        await this.#wait(retryAfter * 1000 * (1 + Math.random() / 4), signal);
      }
    }
  }

  #change(change: Partial<QueryState<T>>): void {
    this.state = { ...this.state, ...change };
    for (const reader of [...this.observers]) reader.onChange();
  }
}

export class Cache {
  readonly #entries = new Map<string, Entry<unknown>>();
  readonly #wait: Delay;
  readonly #ended = new AbortController();

  /** Aborted when the cache is stopped: whatever else belongs to the connection ends with it. */
  get ended(): AbortSignal {
    return this.#ended.signal;
  }

  constructor(wait: Delay = delayUnlessAborted) {
    this.#wait = wait;
    for (const name of ['online', 'offline', 'visibilitychange']) {
      const listener = () => {
        if (name !== 'visibilitychange') online = name === 'online';
        for (const entry of this.#entries.values()) {
          entry.observers.forEach((reader) => reader.onChange());
          entry.schedule();
        }
      };
      globalThis.addEventListener?.(name, listener, { signal: this.ended });
    }
  }

  /** The entry of a question, made when it is new. */
  entry<T>(key: QueryKey): Entry<T> {
    const name = JSON.stringify(key);
    let entry = this.#entries.get(name) as Entry<T> | undefined;
    if (!entry) {
      entry = new Entry<T>(key, this.#wait, () => this.#entries.delete(name));
      this.#entries.set(name, entry);
    }
    return entry;
  }

  /** Asks anew, for every question that fits and that somebody near still reads. */
  async refresh(fits: (key: QueryKey) => boolean): Promise<void> {
    const due = [...this.#entries].filter(([, { key }]) => fits(key));
    await Promise.all(
      due.map(async ([name, entry]) => {
        if (entry.asking) await entry.fetch(entry.asking);
        else this.#entries.delete(name); // whoever comes next asks for themselves
      }),
    );
  }

  /** Ends everything. */
  stop(): void {
    this.#ended.abort();
    this.#entries.forEach((entry) => entry.cancel());
    this.#entries.clear();
  }
}

const toApiError = (error: unknown): ApiError =>
  error instanceof ApiError
    ? error
    : new ApiError(String(error), { code: 'upstream', service: 'gateway', cause: error });

/** Ends early, without an error, when aborted. */
export const delayUnlessAborted: Delay = (ms, signal) => delay(ms, signal).catch(() => undefined);
