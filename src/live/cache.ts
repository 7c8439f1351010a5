/**
 * Answers over time, shared by everybody who asks the same: one request, one entry, one timer. Polling rests while the
 * page is hidden, the network is away or no reader is near, and catches up at once. Knows no DOM but two events.
 */
import { ApiError } from '../api/error.js';
import { wait as waitOrReject } from '../api/time-limit.js';

/** Service + call + arguments. Two keys with the same JSON are the same question. */
export type Key = readonly unknown[];
export type Load<T> = (signal: AbortSignal) => Promise<T>;

/** Somebody who wants an answer, and what for. */
export interface Reader<T> {
  readonly load: Load<T>;
  /** Milliseconds between polls; 0 asks once. */
  readonly every: () => number;
  /** Whether to ask at all now, and whether to go on polling. */
  readonly asks: () => boolean;
  readonly polls: () => boolean;
  /** Called after every change of the entry. */
  readonly onChange: () => void;
}

/** What is known. Times are epoch milliseconds, 0 for never. */
export interface Answer<T> {
  readonly data?: T;
  readonly error?: ApiError;
  readonly fetching: boolean;
  readonly updatedAt: number;
  readonly failedAt: number;
}

export interface Times {
  readonly now: () => number;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** A failing API is asked at a quarter of the usual pace: each poll already repeats a failed try on its own. */
const FAILING_PACE = 4;
const RETRIES = 2;
/** An entry that nobody reads is kept this long, for an element that is moved or comes right back. */
const KEEP_MS = 60_000;
/** Longer than this a timer would overflow and fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

const page = globalThis.document as Document | undefined;
const isHidden = () => page?.visibilityState === 'hidden';

let online = true; // as long as no event says otherwise: browsers on closed networks claim to be offline
export const isOnline = (): boolean => online;

class Entry<T> {
  readonly key: Key;
  answer: Answer<T> = { fetching: false, updatedAt: 0, failedAt: 0 };
  readonly readers = new Set<Reader<T>>();
  #run?: { controller: AbortController; done: Promise<void> };
  #timer?: ReturnType<typeof setTimeout>;
  readonly #times: Times;

  constructor(key: Key, times: Times) {
    this.key = key;
    this.#times = times;
  }

  /** Asks if something is due, else sets the timer for when it is. */
  look(): void {
    clearTimeout(this.#timer);
    const asking = [...this.readers].find((reader) => reader.asks());
    if (!asking || this.#run || isHidden() || !online) return;
    const { data, updatedAt, failedAt, error } = this.answer;
    if (data === undefined && !error) return void this.fetch(asking.load);
    const paces = [...this.readers].flatMap((reader) => (reader.polls() ? reader.every() || [] : []));
    if (paces.length === 0) return;
    const pace = Math.min(...paces) * (failedAt > updatedAt ? FAILING_PACE : 1);
    const due = Math.max(updatedAt, failedAt) + Math.max(pace, (error?.retryAfter ?? 0) * 1000);
    const left = due - this.#times.now();
    if (left <= 0) return void this.fetch(asking.load);
    this.#timer = setTimeout(() => this.look(), Math.min(left, LONGEST_TIMER_MS));
  }

  /** One request at a time: who asks meanwhile gets the same answer. Never rejects. */
  fetch(load: Load<T>): Promise<void> {
    if (!this.#run) {
      const controller = new AbortController();
      const done = this.#load(load, controller.signal);
      this.#run = { controller, done };
      this.#change({ fetching: true });
    }
    return this.#run.done;
  }

  /** Newer data by another way than a request. */
  set(data: T): void {
    this.#change({ data, error: undefined, updatedAt: this.#times.now() });
    this.look();
  }

  /** Lets a request go whose answer nobody wants any more. */
  rest(): void {
    clearTimeout(this.#timer);
    this.#run?.controller.abort();
    this.#run = undefined;
    this.answer = { ...this.answer, fetching: false };
  }

  async #load(load: Load<T>, signal: AbortSignal): Promise<void> {
    const outcome = await this.#try(load, signal);
    if (signal.aborted) return;
    this.#run = undefined;
    this.#change({ ...outcome, fetching: false });
    this.look();
  }

  async #try(load: Load<T>, signal: AbortSignal): Promise<Partial<Answer<T>>> {
    for (let failures = 0; ; failures++) {
      try {
        return { data: await load(signal), error: undefined, updatedAt: this.#times.now() };
      } catch (cause) {
        const error = toApiError(cause);
        if (signal.aborted || !error.retryable || failures === RETRIES) return { error, failedAt: this.#times.now() };
        const pause = (error.retryAfter ?? 0.5 * 2 ** failures) * 1000;
        await this.#times.wait(pause * (1 + Math.random() / 4), signal);
      }
    }
  }

  #change(change: Partial<Answer<T>>): void {
    this.answer = { ...this.answer, ...change };
    for (const reader of [...this.readers]) reader.onChange();
  }
}

export class Cache {
  readonly #entries = new Map<string, Entry<unknown>>();
  readonly #times: Times;
  readonly #ended = new AbortController();

  /** Aborted when the cache is stopped: whatever else belongs to the connection ends with it. */
  get ended(): AbortSignal {
    return this.#ended.signal;
  }

  constructor(times: Times = { now: Date.now, wait }) {
    this.#times = times;
    const { signal } = this.#ended;
    const look = () => this.#entries.forEach((entry) => entry.look());
    page?.addEventListener('visibilitychange', look, { signal });
    for (const name of ['online', 'offline'] as const) {
      globalThis.addEventListener?.(
        name,
        () => {
          online = name === 'online';
          this.#entries.forEach((entry) => entry.readers.forEach((reader) => reader.onChange()));
          look();
        },
        { signal },
      );
    }
  }

  /** Reads along until the function that it answers is called. */
  join<T>(key: Key, reader: Reader<T>): () => void {
    const entry = this.#entry<T>(key);
    entry.readers.add(reader);
    entry.look();
    return () => {
      entry.readers.delete(reader);
      if (entry.readers.size > 0) return entry.look();
      entry.rest();
      const drop = () => entry.readers.size === 0 && this.#entries.delete(JSON.stringify(key));
      void wait(KEEP_MS, this.#ended.signal).then(drop);
    };
  }

  /** What a reader's wishes come to now; call it when they changed. */
  look(key: Key): void {
    this.#entry(key).look();
  }

  answer<T>(key: Key): Answer<T> {
    return this.#entry<T>(key).answer;
  }

  /** Asks now, or joins the request under way. Never rejects: the answer says how it went. */
  async fetch<T>(key: Key, load: Load<T>): Promise<Answer<T>> {
    const entry = this.#entry<T>(key);
    await entry.fetch(load);
    return entry.answer;
  }

  set<T>(key: Key, data: T): void {
    this.#entry<T>(key).set(data);
  }

  /** Asks anew, for every question that fits and that somebody near still reads. */
  async refresh(fits: (key: Key) => boolean): Promise<void> {
    const due = [...this.#entries.values()].filter((entry) => fits(entry.key));
    await Promise.all(
      due.map(async (entry) => {
        const asking = [...entry.readers].find((reader) => reader.asks());
        if (asking) return entry.fetch(asking.load);
        this.#entries.delete(JSON.stringify(entry.key)); // whoever comes next asks for themselves
        return undefined;
      }),
    );
  }

  /** Ends everything. */
  stop(): void {
    this.#ended.abort();
    this.#entries.forEach((entry) => entry.rest());
    this.#entries.clear();
  }

  #entry<T>(key: Key): Entry<T> {
    const name = JSON.stringify(key);
    let entry = this.#entries.get(name) as Entry<T> | undefined;
    if (!entry) this.#entries.set(name, (entry = new Entry<T>(key, this.#times)));
    return entry;
  }
}

const toApiError = (error: unknown): ApiError =>
  error instanceof ApiError
    ? error
    : new ApiError(String(error), { code: 'upstream', service: 'gateway', cause: error });

/** Ends early, without an error, when aborted. */
export const wait = (ms: number, signal: AbortSignal): Promise<void> => waitOrReject(ms, signal).catch(() => undefined);
