/**
 * Shared reads: one upstream request however many ask, kept for a moment, and shared among gateways by a storage.
 *
 * Whoever writes has what it changed dropped: neither what is kept nor what was asked for before the write answers anybody
 * who asks after it. Writers must not drive the upstream, though, so a key that is dropped again and again is dropped once
 * a second; until then answers are that much behind.
 */
import type { Storage } from 'unstorage';
import { ApiError } from '../../api/error.js';
import type { GatewaySettings } from '../config/config.js';
import { digest } from '../http/digest.js';
import type { Log } from '../observe/log.js';
import { LruCache } from './lru.js';

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

/** Until when an answer may be given, in milliseconds since 1970, when something was written since it was asked for. */
interface Life {
  until: number;
}

interface Kept {
  readonly value?: unknown;
  readonly error?: ApiError;
  readonly at: number;
  readonly life: Life;
}

interface Flight {
  readonly answer: Promise<unknown>;
  readonly life: Life;
}

/** Longest an unreachable or slow storage may hold up a read, in milliseconds. */
const STORAGE_PATIENCE = 250;
/** A key can be dropped this many times in a row, and then once in so many milliseconds. */
const DROPS = 5;
const DROP_PACE = 1_000;
/** Seconds for which the storage remembers that an answer was dropped: longer than any read is under way. */
const DROP_TTL = 10;

export class Cache {
  readonly #settings: GatewaySettings;
  readonly #log: Log;
  readonly #memory: LruCache<Kept>;
  readonly #flights = new Map<string, Flight>();
  /** When each key may be dropped `DROPS` times in a row again. */
  readonly #drops: LruCache<number>;
  readonly #storage: Storage | undefined;

  constructor(settings: GatewaySettings, log: Log) {
    this.#settings = settings;
    this.#log = log;
    this.#memory = new LruCache(settings.cache.entries, settings.cache.bytes);
    this.#drops = new LruCache(settings.cache.entries);
    this.#storage = settings.cache.storage;
  }

  /** The answer if it is at hand and fresh. */
  peek<T>(source: Source<T>): T | undefined {
    const kept = this.#memory.get(source.key);
    return kept && this.#age(kept) < source.fresh && this.#holds(kept) ? (kept.value as T) : undefined;
  }

  /** A fresh answer, a stale one while a fresh one is fetched, or the one being fetched. "Not found" is kept as well. */
  async read<T>(source: Source<T>): Promise<T> {
    const found = this.#memory.get(source.key);
    const kept = found && this.#holds(found) ? found : undefined;
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

  /** A new answer from the upstream, whatever is at hand; joins a request under way when nothing was written since. */
  refresh<T>(source: Source<T>): Promise<T> {
    return this.#once(source, false);
  }

  /** Something was written that changes this answer. Resolves when other gateways are not given it any more either. */
  async drop(key: string): Promise<void> {
    const lives = [this.#memory.get(key)?.life, this.#flights.get(key)?.life].filter((it) => it?.until === Infinity);
    if (lives.length === 0 && !this.#storage) return;
    const due = this.#nextDrop(key);
    for (const life of lives) if (life) life.until = due;
    const now = this.#settings.clock.now();
    if (due > now) return;
    await this.#patiently(async (storage) =>
      storage.setItem(await storageKey(key), { at: now, dropped: true }, { ttl: DROP_TTL }),
    );
  }

  #nextDrop(key: string): number {
    const now = this.#settings.clock.now();
    const whole = Math.max(this.#drops.get(key) ?? 0, now);
    this.#drops.set(key, Math.min(whole + DROP_PACE, now + (DROPS + 1) * DROP_PACE));
    return Math.max(now, whole - (DROPS - 1) * DROP_PACE);
  }

  #age(kept: Pick<Kept, 'at'>): number {
    return this.#settings.clock.now() - kept.at;
  }

  /** Whether nothing was written since. */
  #holds({ life }: { readonly life: Life }): boolean {
    return this.#settings.clock.now() < life.until;
  }

  #once<T>(source: Source<T>, shared: boolean): Promise<T> {
    const { key } = source;
    const current = this.#flights.get(key);
    if (current && (shared ? this.#holds(current) : current.life.until === Infinity))
      return current.answer as Promise<T>;
    const life = { until: Infinity };
    const answer = this.#fetch(source, shared, life).finally(() => {
      if (this.#flights.get(key)?.life === life) this.#flights.delete(key);
    });
    this.#flights.set(key, { answer, life });
    return answer;
  }

  async #fetch<T>(source: Source<T>, shared: boolean, life: Life): Promise<T> {
    const { key } = source;
    const kept = this.#memory.get(key);
    // what was dropped here may still be in the storage
    const others = shared && (!kept || this.#holds(kept)) ? await this.#fromStorage(source, life) : undefined;
    if (others) return others;
    const at = this.#settings.clock.now();
    const keep = (answer: Pick<Kept, 'value' | 'error'>, size: number) => {
      const made = { ...answer, at, life };
      if (this.#holds(made)) this.#memory.set(key, made, size);
    };
    try {
      // a dropped answer is still good for comparing
      const value = await source.load(kept?.value as T | undefined);
      keep({ value }, source.size(value));
      await this.#toStorage(source, value, { at, life });
      return value;
    } catch (error) {
      if (error instanceof ApiError && error.code === 'not-found') keep({ error }, 500);
      throw error;
    }
  }

  async #fromStorage<T>(source: Source<T>, life: Life): Promise<T | undefined> {
    const found = await this.#patiently((storage) => stored(storage, source.key));
    if (typeof found?.at !== 'number' || typeof found.text !== 'string') return undefined;
    if (this.#age({ at: found.at }) >= source.fresh) return undefined;
    const value = source.restore(found.text);
    const made = { value, at: found.at, life };
    // dropped while it was on its way
    if (!this.#holds(made)) return undefined;
    this.#memory.set(source.key, made, source.size(value));
    return value;
  }

  async #toStorage<T>(source: Source<T>, value: T, made: Pick<Kept, 'at' | 'life'>): Promise<void> {
    const text = this.#storage && source.save(value);
    if (text === undefined) return;
    const { at } = made;
    const ttl = Math.max(1, Math.ceil((source.fresh + source.stale) / 1000));
    await this.#patiently(async (storage) => {
      const found = await stored(storage, source.key);
      // another gateway dropped it while we asked
      if (typeof found?.at === 'number' && found.at > at) return;
      if (this.#holds(made)) await storage.setItem(await storageKey(source.key), { at, text }, { ttl });
    });
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

/** What the storage has; no `text` when it was dropped. */
const stored = async (storage: Storage, key: string) =>
  storage.getItem<{ at?: unknown; text?: unknown }>(await storageKey(key));
const storageKey = async (key: string) => `gs:cache:${await digest(key)}`;
