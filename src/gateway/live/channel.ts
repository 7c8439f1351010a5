/** One watched session: one poll of the upstream for all its listeners. */
import { ApiError } from '../../api/error.js';
import type { Polled } from '../cache/cache.js';
import type { GatewaySettings } from '../config/config.js';
import type { Players, WindowRequest } from '../boards/players.js';
import type { EndReason, StreamEvent } from './event-stream.js';
import { WatchedWindows } from './watched-windows.js';

/** A window on a stream. */
export interface Listener {
  readonly window: WindowRequest;
  /** The same for all that watch the same window. */
  readonly key: string;
  send(event: StreamEvent): void;
  end(reason: EndReason): void;
}

/** Polls of a failing upstream slow down to one in so many seconds. */
const MAX_INTERVAL = 30;
/** Shortest time between two polls, however much is written. */
const MIN_INTERVAL_MS = 1_000;
/** A channel without listeners is kept so long, for reconnects. */
const LINGER_MS = 10_000;

export class Channel {
  readonly #settings: GatewaySettings;
  readonly #read: (force: boolean) => Promise<Polled<Players>>;
  readonly #closed: () => void;
  readonly #listeners = new Set<Listener>();
  readonly #windows = new WatchedWindows();
  #players: Players | undefined;
  /** Wall time at which `#players` was requested. */
  #at = 0;
  /** Milliseconds until another process has a newer response; undefined when this one polls. */
  #next: number | undefined;
  /** Monotonic milliseconds at which the upstream was polled last, and is polled next. */
  #asked = 0;
  #due = Infinity;
  /** Something was written since. */
  #outdated = false;
  #failures = 0;
  #idleSince = 0;
  #ended = false;
  #first: Promise<void> | undefined;
  #cancelPoll = () => {};

  /**
   * @param read reads the players; `force`: from the upstream, because something was written
   * @param closed called when the channel has ended
   */
  constructor(settings: GatewaySettings, read: (force: boolean) => Promise<Polled<Players>>, closed: () => void) {
    this.#settings = settings;
    this.#read = read;
    this.#closed = closed;
  }

  /** Resolves when there is something current to send. Rejects with the failure of the first read. */
  async ready(): Promise<void> {
    this.#first ??= this.#start();
    await this.#first;
    const old = this.#outdated || this.#now - this.#asked > this.#settings.live.interval * 1000;
    if (old && this.#listeners.size === 0 && !this.#ended) await this.#update();
  }

  /** Something was written: the next poll comes as early as it may. */
  refreshSoon(): void {
    this.#outdated = true;
    // a poll under way reschedules when it is done; a failing upstream is not polled faster
    if (this.#listeners.size === 0 || this.#failures > 0 || this.#due === Infinity || this.#due <= this.#earliest)
      return;
    this.#cancelPoll();
    this.#schedulePoll();
  }

  /** Adds a listener and sends what it needs to be up to date. Only after `ready`. */
  add(listener: Listener, lastEventId: string | undefined): void {
    if (this.#ended || !this.#players) return listener.end('closing');
    this.#listeners.add(listener);
    const { key, window } = listener;
    const events = this.#windows.join(key, window, this.#players, iso(this.#at), lastEventId);
    for (const event of events) listener.send(event);
    if (events.length === 0) listener.send({ name: 'current', json: '{}' });
    if (this.#failures > 0) listener.send(this.#health());
  }

  remove(listener: Listener): void {
    if (!this.#listeners.delete(listener)) return;
    this.#windows.leave(listener.key, this.#now);
    this.#idleSince = this.#now;
  }

  /** Ends all listeners and the polling. */
  end(reason: EndReason): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#cancelPoll();
    for (const listener of [...this.#listeners]) listener.end(reason);
    this.#closed();
  }

  get #now(): number {
    return this.#settings.clock.elapsed();
  }

  async #start(): Promise<void> {
    try {
      await this.#poll();
    } catch (error) {
      this.end('not-found');
      throw error;
    }
    this.#idleSince = this.#now;
    this.#schedulePoll();
  }

  get #earliest(): number {
    return this.#asked + MIN_INTERVAL_MS;
  }

  /** Reads the players. True when they changed. */
  async #poll(): Promise<boolean> {
    const force = this.#outdated;
    this.#asked = this.#now;
    this.#outdated = false;
    const { value, at, next } = await this.#read(force);
    this.#at = at;
    this.#next = next;
    if (value === this.#players) return false;
    this.#players = value;
    return true;
  }

  #schedulePoll(): void {
    if (this.#ended) return;
    this.#due = this.#now + this.#pause;
    this.#cancelPoll = this.#settings.clock.after(this.#pause, () => void this.#onTimer());
  }

  get #pause(): number {
    const isHealthy = this.#failures === 0;
    if (isHealthy && this.#outdated && this.#listeners.size > 0) return Math.max(0, this.#earliest - this.#now);
    if (isHealthy && this.#next !== undefined) return this.#next;
    return Math.min(this.#settings.live.interval * 2 ** this.#failures, MAX_INTERVAL) * 1000;
  }

  async #onTimer(): Promise<void> {
    this.#due = Infinity;
    if (this.#listeners.size > 0) await this.#update();
    else if (this.#now - this.#idleSince > LINGER_MS) return this.end('closing');
    this.#schedulePoll();
  }

  async #update(): Promise<void> {
    try {
      const changed = await this.#poll();
      if (this.#failures > 0) {
        this.#failures = 0;
        this.#broadcast(this.#health());
      }
      if (changed) this.#publish();
    } catch (error) {
      if (error instanceof ApiError && error.code === 'not-found') return this.end('not-found');
      this.#failures++;
      if (this.#failures === 1) this.#broadcast(this.#health(error));
    }
  }

  #publish(): void {
    if (!this.#players) return;
    const events = this.#windows.publish(this.#players, iso(this.#at), this.#now);
    for (const listener of [...this.#listeners]) {
      const event = events.get(listener.key);
      if (event) listener.send(event);
    }
  }

  #health(error?: unknown): StreamEvent {
    const ok = this.#failures === 0;
    const code = error instanceof ApiError ? error.code : ok ? undefined : 'upstream';
    return { name: 'upstream', json: JSON.stringify({ ok, code, at: iso(this.#settings.clock.now()) }) };
  }

  #broadcast(event: StreamEvent): void {
    for (const listener of [...this.#listeners]) listener.send(event);
  }
}

const iso = (ms: number) => new Date(ms).toISOString();
