/** Shared reads: one upstream request however many ask, kept for a moment, and shared among gateways by a storage. */
import type { Storage } from 'unstorage';
import { ApiError } from '../api/error.js';
import type { Settings } from './config.js';
import { digest } from './digest.js';
import type { Log } from './log.js';
import { Memory } from './memory.js';

/** Something to read. The key holds everything that changes the answer and nothing else. */
export interface Source<T> {
  readonly key: string;
  /** Milliseconds that an answer is good for. */
  readonly fresh: number;
  /** Milliseconds after that in which it is still answered while a new one is fetched. */
  readonly stale: number;
  /** Asks the upstream. May answer `previous` itself when nothing changed. */
  load(previous: T | undefined): Promise<T>;
  /** Bytes, roughly. */
  size(value: T): number;
  /** Text for the shared storage; undefined to keep it in this process. */
  save(value: T): string | undefined;
  restore(text: string): T;
}

interface Kept {
  readonly value?: unknown;
  readonly error?: ApiError;
  readonly at: number;
}

/** Longest an unreachable or slow storage may hold up a read, in milliseconds. */
const STORAGE_PATIENCE = 250;

export class Cache {
  readonly #settings: Settings;
  readonly #log: Log;
  readonly #memory: Memory<Kept>;
  readonly #flights = new Map<string, Promise<unknown>>();
  readonly #storage: Storage | undefined;

  constructor(settings: Settings, log: Log) {
    this.#settings = settings;
    this.#log = log;
    this.#memory = new Memory(settings.cache.entries, settings.cache.bytes);
    this.#storage = settings.cache.storage;
  }

  /** The answer if it is at hand and fresh. */
  peek<T>(source: Source<T>): T | undefined {
    const kept = this.#memory.get(source.key);
    return kept && this.#age(kept) < source.fresh ? (kept.value as T) : undefined;
  }

  /** A fresh answer, a stale one while a fresh one is fetched, or the one being fetched. "Not found" is kept as well. */
  async read<T>(source: Source<T>): Promise<T> {
    const kept = this.#memory.get(source.key);
    const age = kept ? this.#age(kept) : Infinity;
    if (kept?.error && age < source.fresh) throw kept.error;
    if (kept && !kept.error) {
      if (age < source.fresh) return kept.value as T;
      if (age < source.fresh + source.stale) {
        // whoever asks next hears of a failure; this caller has an answer
        this.#once(source, true).catch(() => undefined);
        return kept.value as T;
      }
    }
    return this.#once(source, true);
  }

  /** A new answer from the upstream, whatever is at hand; joins a request under way. */
  refresh<T>(source: Source<T>): Promise<T> {
    return this.#once(source, false);
  }

  #age(kept: Kept): number {
    return this.#settings.clock.now() - kept.at;
  }

  #once<T>(source: Source<T>, shared: boolean): Promise<T> {
    const flight = this.#flights.get(source.key);
    if (flight) return flight as Promise<T>;
    const fresh = this.#fetch(source, shared).finally(() => this.#flights.delete(source.key));
    this.#flights.set(source.key, fresh);
    return fresh;
  }

  async #fetch<T>(source: Source<T>, shared: boolean): Promise<T> {
    const others = shared && this.#storage ? await this.#fromStorage(source) : undefined;
    if (others) return others;
    const kept = this.#memory.get(source.key);
    const at = this.#settings.clock.now();
    try {
      const value = await source.load(kept?.value as T | undefined);
      this.#memory.set(source.key, { value, at }, source.size(value));
      await this.#toStorage(source, value, at);
      return value;
    } catch (error) {
      if (error instanceof ApiError && error.code === 'not-found') this.#memory.set(source.key, { error, at }, 500);
      throw error;
    }
  }

  async #fromStorage<T>(source: Source<T>): Promise<T | undefined> {
    const found = await this.#patiently(async (storage) =>
      storage.getItem<{ at?: unknown; text?: unknown }>(await storageKey(source.key)),
    );
    if (typeof found?.at !== 'number' || typeof found.text !== 'string') return undefined;
    if (this.#age({ at: found.at }) >= source.fresh) return undefined;
    const value = source.restore(found.text);
    this.#memory.set(source.key, { value, at: found.at }, source.size(value));
    return value;
  }

  async #toStorage<T>(source: Source<T>, value: T, at: number): Promise<void> {
    const text = this.#storage && source.save(value);
    if (text === undefined) return;
    const ttl = Math.max(1, Math.ceil((source.fresh + source.stale) / 1000));
    await this.#patiently(async (storage) => storage.setItem(await storageKey(source.key), { at, text }, { ttl }));
  }

  /** A storage that is away or slow costs sharing, never an answer. */
  async #patiently<R>(work: (storage: Storage) => Promise<R>): Promise<R | undefined> {
    if (!this.#storage) return undefined;
    let stop: (() => void) | undefined;
    const enough = new Promise<undefined>((resolve) => {
      stop = this.#settings.clock.after(STORAGE_PATIENCE, () => resolve(undefined));
    });
    try {
      return (await Promise.race([work(this.#storage), enough])) ?? undefined;
    } catch (error) {
      this.#log({ level: 'warn', event: 'storage-failed', reason: String(error) });
      return undefined;
    } finally {
      stop?.();
    }
  }
}

const storageKey = async (key: string) => `gs:cache:${await digest(key)}`;
