/** One session that somebody watches: one poll of the upstream for all its listeners. */
import { ApiError } from '../../api/error.js';
import type { GatewaySettings } from '../config/config.js';
import type { GoneReason, Listener } from './listener.js';
import type { Players } from '../boards/players.js';
import { WatchedWindows } from './watched-windows.js';

/** Polls of a failing upstream slow down to this many seconds. */
const SLOWEST = 30;
/** However much is written, polls are this far apart. */
const SHORTEST_MS = 1_000;
/** A channel outlives its last listener by this long, for those who come back. */
const LINGER_MS = 10_000;

export class Channel {
  readonly #settings: GatewaySettings;
  readonly #read: () => Promise<Players>;
  readonly #closed: () => void;
  readonly #listeners = new Set<Listener>();
  readonly #windows = new WatchedWindows();
  #players: Players | undefined;
  /** Milliseconds at which `#players` was asked for. */
  #at = 0;
  /** Milliseconds at which the upstream was asked last, and is asked next. */
  #asked = 0;
  #due = Infinity;
  /** Something was written since. */
  #outdated = false;
  #failures = 0;
  #idleSince = 0;
  #ended = false;
  #first: Promise<void> | undefined;
  #cancelPoll = () => {};
  #cancelBeat = () => {};

  /** @param read asks the upstream anew @param closed called when the channel is over */
  constructor(settings: GatewaySettings, read: () => Promise<Players>, closed: () => void) {
    this.#settings = settings;
    this.#read = read;
    this.#closed = closed;
  }

  /** Resolves when there is something current to show. Rejects with what the first read met. */
  async ready(): Promise<void> {
    this.#first ??= this.#start();
    await this.#first;
    const old = this.#outdated || this.#now - this.#at > this.#settings.live.interval * 1000;
    if (old && this.#listeners.size === 0 && !this.#ended) await this.#update();
  }

  /** Something was written: the next poll comes as soon as it may. */
  refreshSoon(): void {
    this.#outdated = true;
    // a poll under way sees to it when it is back; a sick upstream is not hurried
    if (this.#listeners.size === 0 || this.#failures > 0 || this.#due === Infinity || this.#due <= this.#soonest)
      return;
    this.#cancelPoll();
    this.#schedulePoll();
  }

  /** Adds a listener and writes what it needs to be up to date. Only after `ready`. */
  add(listener: Listener, lastEventId: string | undefined): void {
    if (this.#ended || !this.#players) return listener.end('closing');
    this.#listeners.add(listener);
    const { key, window } = listener;
    for (const event of this.#windows.join(key, window, this.#players, iso(this.#at), lastEventId))
      listener.write(event);
    if (this.#failures > 0) listener.write(this.#health());
  }

  remove(listener: Listener): void {
    if (!this.#listeners.delete(listener)) return;
    this.#windows.leave(listener.key, this.#now);
    this.#idleSince = this.#now;
  }

  /** Ends all streams and the polling. */
  end(reason: GoneReason): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#cancelPoll();
    this.#cancelBeat();
    for (const listener of this.#listeners) listener.end(reason);
    this.#closed();
  }

  get #now(): number {
    return this.#settings.clock.now();
  }

  async #start(): Promise<void> {
    try {
      await this.#ask();
    } catch (error) {
      this.end('not-found');
      throw error;
    }
    this.#idleSince = this.#now;
    this.#schedulePoll();
    this.#scheduleBeat();
  }

  get #soonest(): number {
    return this.#asked + SHORTEST_MS;
  }

  async #ask(): Promise<boolean> {
    const at = this.#now;
    this.#asked = at;
    this.#outdated = false;
    const players = await this.#read();
    this.#at = at;
    if (players === this.#players) return false;
    this.#players = players;
    return true;
  }

  #schedulePoll(): void {
    if (this.#ended) return;
    const seconds = Math.min(this.#settings.live.interval * 2 ** this.#failures, SLOWEST);
    const soon = this.#outdated && this.#failures === 0 && this.#listeners.size > 0;
    const wait = soon ? Math.max(0, this.#soonest - this.#now) : seconds * 1000;
    this.#due = this.#now + wait;
    this.#cancelPoll = this.#settings.clock.after(wait, () => void this.#poll());
  }

  async #poll(): Promise<void> {
    this.#due = Infinity;
    if (this.#listeners.size > 0) await this.#update();
    else if (this.#now - this.#idleSince > LINGER_MS) return this.end('closing');
    this.#schedulePoll();
  }

  async #update(): Promise<void> {
    try {
      const changed = await this.#ask();
      if (this.#failures > 0) {
        this.#failures = 0;
        this.#tell(this.#health());
      }
      if (changed) this.#publish();
    } catch (error) {
      if (error instanceof ApiError && error.code === 'not-found') return this.end('not-found');
      this.#failures++;
      if (this.#failures === 1) this.#tell(this.#health(error));
    }
  }

  #publish(): void {
    if (!this.#players) return;
    const events = this.#windows.publish(this.#players, iso(this.#at), this.#now);
    for (const listener of this.#listeners) {
      const event = events.get(listener.key);
      if (event) listener.write(event);
    }
  }

  #health(error?: unknown): string {
    const ok = this.#failures === 0;
    const code = error instanceof ApiError ? error.code : ok ? undefined : 'upstream';
    return `event: upstream\ndata: ${JSON.stringify({ ok, code, at: iso(this.#now) })}\n\n`;
  }

  #scheduleBeat(): void {
    this.#cancelBeat = this.#settings.clock.after(this.#settings.live.heartbeat * 1000, () => {
      this.#tell(`: hb ${iso(this.#now)}\n\n`);
      this.#scheduleBeat();
    });
  }

  #tell(text: string): void {
    for (const listener of this.#listeners) listener.write(text);
  }
}

const iso = (ms: number) => new Date(ms).toISOString();
