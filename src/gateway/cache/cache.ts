/**
 * Cache of shared reads: single flight, stale-while-revalidate, bounded memory, and a store that several gateways share.
 *
 * A write drops the reads it changes: neither a cached answer nor a request sent before the write answers anyone who asks after
 * it. So that writers cannot drive the upstream, a key that is dropped again and again is dropped once a second.
 */
import { LRUCache } from 'lru-cache';
import { ApiError } from '../../api/error.js';
import type { GatewaySettings } from '../config/config.js';
import { digest } from '../http/digest.js';
import { createLimiter } from '../http/limits.js';
import type { Log } from '../observe/log.js';
import { SharedLimiter, type SharedStorage } from './shared-store.js';

/** Something to read. The key holds all that changes the answer and nothing else. */
export interface Source<T> {
  readonly key: string;
  /** Milliseconds that an answer is fresh. */
  readonly fresh: number;
  /** Milliseconds after that in which it is still answered while a new one is fetched. */
  readonly stale: number;
  /** Requests it upstream. May return `previous` itself when nothing changed. */
  load(previous: T | undefined): Promise<T>;
  /** Bytes of memory, roughly, with everything that was derived from the value and is kept with it. */
  size(value: T): number;
  /** Text for the shared store; undefined when it is too large to share. */
  save(value: T): string | undefined;
  /** Reads the text. May return `previous` itself when nothing changed, and throw for text of another version. */
  restore(text: string, previous: T | undefined): T;
}

/** An answer for a watcher of the source. */
export interface Polled<T> {
  readonly value: T;
  /** Wall time in milliseconds at which the upstream was asked. */
  readonly at: number;
  /** Milliseconds until another process has a newer answer; undefined when this process polls upstream. */
  readonly next?: number;
}

/** Until when an answer may be used, in monotonic milliseconds: a write sets it. */
interface Life {
  until: number;
}

interface Entry {
  readonly value?: unknown;
  readonly error?: ApiError;
  /** When the upstream was asked, in monotonic milliseconds. */
  readonly at: number;
  readonly life: Life;
}

interface Flight {
  readonly answer: Promise<unknown>;
  readonly life: Life;
}

/** What the store holds; no `text` when it was dropped or is too large. */
interface Stored {
  readonly v: number;
  /** Wall time in milliseconds. */
  readonly at: number;
  readonly text?: string;
  /** Too large to share: every process reads it upstream. */
  readonly large?: boolean;
}

/** Version of what is stored: entries of another version are ignored, so that gateways can be updated one by one. */
const VERSION = 2;
/** A key can be dropped so many times in a row, and then once per `DROP_PACE` milliseconds. */
const DROPS = 5;
const DROP_PACE = 1_000;
/** Seconds for which the store remembers that an answer was dropped: longer than any read takes. */
const DROP_TTL = 10;
/** Bytes of an entry besides its value, and of a remembered error. */
const OVERHEAD = 500;
/** Pauses in milliseconds of a process that waits for another one's answer: after it is due, and until it is there. */
const FOLLOW_MARGIN = 150;
const FOLLOW_RETRY = 300;

export class Cache {
  readonly #settings: GatewaySettings;
  readonly #memory: LRUCache<string, Entry>;
  readonly #flights = new Map<string, Flight>();
  /** When each key may be dropped `DROPS` times in a row again. */
  readonly #drops: LRUCache<string, number>;
  readonly #storage: SharedStorage | undefined;
  /** Grants one poll per source and interval to one of all processes. */
  readonly #lease: SharedLimiter | undefined;

  constructor(settings: GatewaySettings, storage: SharedStorage | undefined, log: Log) {
    this.#settings = settings;
    this.#storage = storage;
    const { entries, bytes } = settings.cache;
    this.#memory = new LRUCache({ max: entries, maxSize: bytes });
    this.#drops = new LRUCache({ max: entries });
    const lease = createLimiter(settings, log, 'poll', 1, Math.max(1, Math.floor(settings.live.interval)));
    this.#lease = storage && lease instanceof SharedLimiter ? lease : undefined;
  }

  /** Bytes that are kept, by the sizes of the sources. */
  get bytes(): number {
    return this.#memory.calculatedSize;
  }

  /** The cached answer while it is fresh. */
  peek<T>(source: Source<T>): T | undefined {
    const entry = this.#memory.get(source.key);
    return entry && this.#age(entry) < source.fresh && this.#isValid(entry) ? (entry.value as T) : undefined;
  }

  /** A fresh answer, a stale one while a fresh one is fetched, or the one being fetched. "Not found" is cached as well. */
  async read<T>(source: Source<T>): Promise<T> {
    const found = this.#memory.get(source.key);
    const entry = found && this.#isValid(found) ? found : undefined;
    const age = entry ? this.#age(entry) : Infinity;
    if (entry?.error && age < source.fresh) throw entry.error;
    if (entry && !entry.error) {
      if (age < source.fresh) return entry.value as T;
      if (age < source.fresh + source.stale) {
        // a failure is reported to the next caller; this one has an answer
        this.#fetchOnce(source, true).catch(() => undefined);
        return entry.value as T;
      }
    }
    return this.#fetchOnce(source, true);
  }

  /** A new answer from the upstream; joins a request under way when nothing was written since. */
  refresh<T>(source: Source<T>): Promise<T> {
    return this.#fetchOnce(source, false);
  }

  /**
   * An answer for watchers of the source, at most one live interval old: of all processes with the same store one polls upstream in
   * each interval, and the others take its answer from the store.
   */
  async poll<T>(source: Source<T>): Promise<Polled<T>> {
    if (!(await this.#isOurTurn(source.key))) {
      const followed = await this.#follow(source);
      if (followed) return followed;
    }
    const at = this.#settings.clock.now();
    return { value: await this.refresh(source), at };
  }

  /** The value has grown, by something that was derived from it and is kept with it. */
  resized<T>(source: Source<T>, value: T): void {
    const entry = this.#memory.peek(source.key);
    if (entry && entry.value === value) this.#keep(source.key, { ...entry }, source.size(value));
  }

  /** Something was written that changes this answer. Resolves when other gateways do not get it any more either. */
  async drop(key: string): Promise<void> {
    const lives = [this.#memory.get(key)?.life, this.#flights.get(key)?.life].filter((it) => it?.until === Infinity);
    if (lives.length === 0 && !this.#storage) return;
    const due = this.#nextDrop(key);
    for (const life of lives) if (life) life.until = due;
    if (due > this.#settings.clock.elapsed()) return;
    const marker: Stored = { v: VERSION, at: this.#settings.clock.now() };
    await this.#storage?.set(await storageKey(key), marker, DROP_TTL).catch(() => undefined); // age is all there is then
  }

  #nextDrop(key: string): number {
    const now = this.#settings.clock.elapsed();
    const whole = Math.max(this.#drops.get(key) ?? 0, now);
    this.#drops.set(key, Math.min(whole + DROP_PACE, now + (DROPS + 1) * DROP_PACE));
    return Math.max(now, whole - (DROPS - 1) * DROP_PACE);
  }

  #age(entry: Pick<Entry, 'at'>): number {
    return this.#settings.clock.elapsed() - entry.at;
  }

  /** False once something was written that changes it. */
  #isValid({ life }: { readonly life: Life }): boolean {
    return this.#settings.clock.elapsed() < life.until;
  }

  #keep(key: string, entry: Entry, size: number): void {
    this.#memory.set(key, entry, { size: Math.max(1, Math.ceil(size + key.length + OVERHEAD)) });
  }

  #fetchOnce<T>(source: Source<T>, shared: boolean): Promise<T> {
    const { key } = source;
    const current = this.#flights.get(key);
    if (current && (shared ? this.#isValid(current) : current.life.until === Infinity))
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
    const previous = this.#memory.get(key);
    // what was dropped here may still be in the store
    if (shared && (!previous || this.#isValid(previous))) {
      const stored = await this.#load(source.key);
      const value = stored && this.#restore(source, stored, life, source.fresh);
      if (value !== undefined) return value;
    }
    const at = this.#settings.clock.elapsed();
    const wall = this.#settings.clock.now();
    try {
      // a dropped answer is still good for comparing
      const value = await source.load(previous?.value as T | undefined);
      if (this.#isValid({ life })) this.#keep(key, { value, at, life }, source.size(value));
      await this.#save(source, value, wall, life);
      return value;
    } catch (error) {
      if (error instanceof ApiError && error.code === 'not-found' && this.#isValid({ life }))
        this.#keep(key, { error, at, life }, OVERHEAD);
      throw error;
    }
  }

  #isOurTurn(key: string): boolean | Promise<boolean> {
    if (!this.#lease) return true;
    // without the store every process polls for itself
    return this.#lease.take(key).then(
      (wait) => wait === 0,
      () => true,
    );
  }

  /** The answer of the process whose turn it was. */
  async #follow<T>(source: Source<T>): Promise<Polled<T> | undefined> {
    const interval = this.#settings.live.interval * 1000;
    const stored = await this.#load(source.key);
    const value = stored && this.#restore(source, stored, { until: Infinity }, 2 * interval);
    if (!stored || value === undefined) return undefined;
    const due = interval - this.#wallAge(stored) + FOLLOW_MARGIN;
    return { value, at: stored.at, next: due > 0 ? due : FOLLOW_RETRY };
  }

  /** Never negative: clocks of machines differ. */
  #wallAge({ at }: Stored): number {
    return Math.max(0, this.#settings.clock.now() - at);
  }

  async #load(key: string): Promise<Stored | undefined> {
    if (!this.#storage) return undefined;
    const found = await this.#storage.get(await storageKey(key)).catch(() => undefined); // costs sharing, not the answer
    const { v, at } = (found ?? {}) as Partial<Stored>;
    return v === VERSION && typeof at === 'number' ? (found as Stored) : undefined;
  }

  #restore<T>(source: Source<T>, stored: Stored, life: Life, maxAge: number): T | undefined {
    const age = this.#wallAge(stored);
    if (typeof stored.text !== 'string' || age >= maxAge) return undefined;
    try {
      const value = source.restore(stored.text, this.#memory.peek(source.key)?.value as T | undefined);
      // it may have been dropped while it was on its way
      if (!this.#isValid({ life })) return undefined;
      this.#keep(source.key, { value, at: this.#settings.clock.elapsed() - age, life }, source.size(value));
      return value;
    } catch {
      return undefined; // written by something that is not this version
    }
  }

  async #save<T>(source: Source<T>, value: T, at: number, life: Life): Promise<void> {
    if (!this.#storage) return;
    const text = source.save(value);
    this.resized(source, value);
    const ttl = Math.max(this.#lease ? 2 * this.#settings.live.interval : 1, (source.fresh + source.stale) / 1000);
    const found = await this.#load(source.key);
    // another gateway dropped it while this one asked
    if ((found && found.at > at) || !this.#isValid({ life })) return;
    const stored: Stored = { v: VERSION, at, ...(text === undefined ? { large: true } : { text }) };
    await this.#storage.set(await storageKey(source.key), stored, ttl).catch(() => undefined);
  }
}

const storageKey = async (key: string) => `gs:cache:${await digest(key)}`;
