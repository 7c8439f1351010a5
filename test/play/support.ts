/** Storage, locks, channel and clock of a browser without a browser: several tabs share one `Device`. */
import type { Store } from '../../src/live/storage.js';
import type { Clock } from '../../src/api/clock.js';
import type { Channel } from '../../src/play/types.js';

/** Lets everything run that waits for no timer. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export class FakeClock implements Clock {
  /** What the player has set the device's clock forward by. */
  offset = 0;
  #now = 1000;
  #suspended = 0;
  #timers: { at: number; callback: () => void }[] = [];

  elapsed(): number {
    return this.#now;
  }

  now(): number {
    return 1_700_000_000_000 + this.#now + this.#suspended + this.offset;
  }

  after(ms: number, callback: () => void): () => void {
    const timer = { at: this.#now + ms, callback };
    this.#timers.push(timer);
    return () => void (this.#timers = this.#timers.filter((one) => one !== timer));
  }

  /** The device sleeps: no timer fires until it wakes. */
  sleep(ms: number): void {
    this.#now += ms;
  }

  /** As `sleep`, on a device whose monotonic clock stands still meanwhile. */
  suspend(ms: number): void {
    this.#suspended += ms;
  }

  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      await settle();
      const next = this.#timers.filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)[0];
      if (!next) break;
      this.#timers = this.#timers.filter((one) => one !== next);
      this.#now = Math.max(this.#now, next.at);
      next.callback();
    }
    this.#now = end;
    await settle();
  }
}

interface Waiting {
  readonly mode: LockMode;
  readonly grant: () => void;
}

export class Device {
  readonly clock = new FakeClock();
  readonly items = new Map<string, string>();
  readonly #held = new Map<string, LockMode>();
  readonly #queues = new Map<string, Waiting[]>();
  readonly #tabs = new Set<Tab>();

  get storage(): Store {
    const { items } = this;
    return {
      get length() {
        return items.size;
      },
      key: (index) => [...items.keys()][index] ?? null,
      getItem: (name) => items.get(name) ?? null,
      setItem: (name, value) => void items.set(name, value),
      removeItem: (name) => void items.delete(name),
    };
  }

  openTab(): Tab {
    const tab = new Tab(this);
    this.#tabs.add(tab);
    return tab;
  }

  /** @internal */
  forget(tab: Tab): void {
    this.#tabs.delete(tab);
  }

  /** @internal */
  post(from: Tab, message: unknown): void {
    for (const tab of this.#tabs) if (tab !== from) queueMicrotask(() => tab.receive(message));
  }

  /** @internal Something was stored: the other documents get an event. */
  tell(from: Tab, key: string): void {
    for (const tab of this.#tabs) if (tab !== from) queueMicrotask(() => tab.hear(key));
  }

  /** @internal */
  take(name: string, mode: LockMode, isImpatient: boolean, grant: (release: () => void) => void): boolean {
    const release = () => {
      this.#held.delete(name);
      this.#queues.get(name)?.shift()?.grant();
    };
    if (this.#held.has(name)) {
      if (isImpatient) return false;
      const queue = this.#queues.get(name) ?? [];
      this.#queues.set(name, queue);
      queue.push({ mode, grant: () => this.take(name, mode, false, grant) });
      return true;
    }
    this.#held.set(name, mode);
    grant(release);
    return true;
  }

  get held(): { name: string; mode: LockMode }[] {
    return [...this.#held].map(([name, mode]) => ({ name, mode }));
  }
}

/** One document. `close()` is a crash: nothing of it runs any more, and its locks are free. */
export class Tab {
  readonly page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  isClosed = false;
  /** Messages and events of storage are lost on the way, as on that to a page of the back/forward cache. */
  isDeaf = false;
  readonly #device: Device;
  /** What waits until a frozen document goes on. */
  #waiting?: (() => void)[];
  readonly #listeners: ((event: { data: unknown }) => void)[] = [];
  readonly #releases = new Set<() => void>();

  constructor(device: Device) {
    this.#device = device;
  }

  /** The device's clock, whose timers stop with the document. */
  get clock(): Clock {
    const { clock } = this.#device;
    return {
      now: () => clock.now(),
      elapsed: () => clock.elapsed(),
      after: (ms, callback) => {
        let isCancelled = false;
        const cancel = clock.after(ms, () => this.run(() => isCancelled || callback()));
        return () => {
          isCancelled = true;
          cancel();
        };
      },
    };
  }

  /** The device's storage, which nothing is written into any more when the document is gone. */
  get storage(): Store {
    const { storage } = this.#device;
    const write = (key: string, value?: string) => {
      if (this.isClosed || storage.getItem(key) === (value ?? null)) return;
      if (value === undefined) storage.removeItem(key);
      else storage.setItem(key, value);
      this.#device.tell(this, key);
    };
    return Object.assign(this.#device.storage, { setItem: write, removeItem: (key: string) => write(key) });
  }

  get channel(): Channel {
    return {
      postMessage: (message) => void (this.isClosed || this.#device.post(this, message)),
      addEventListener: (_type, listener) => void this.#listeners.push(listener),
    };
  }

  get locks(): Pick<LockManager, 'request' | 'query'> {
    const request = (name: string, ...rest: unknown[]): Promise<unknown> => {
      const callback = rest.at(-1) as (lock: Lock | null) => unknown;
      const { mode = 'exclusive', ifAvailable = false, signal } = rest.length > 1 ? (rest[0] as LockOptions) : {};
      return new Promise((resolve, reject) => {
        const grant = (give: () => void) => {
          if (this.isClosed || signal?.aborted) return give();
          let isGiven = false;
          const release = () => {
            if (isGiven) return;
            isGiven = true;
            this.#releases.delete(release);
            give();
          };
          this.#releases.add(release);
          Promise.resolve(callback({ name, mode })).then(resolve, reject).finally(release);
        };
        if (!this.#device.take(name, mode, ifAvailable, grant)) Promise.resolve(callback(null)).then(resolve, reject);
      });
    };
    const query = () => Promise.resolve({ held: this.#device.held, pending: [] });
    return { request: request as LockManager['request'], query };
  }

  setVisibility(visibilityState: string): void {
    this.page.visibilityState = visibilityState;
    this.page.dispatchEvent(new Event('visibilitychange'));
  }

  receive(message: unknown): void {
    if (this.isDeaf) return;
    this.run(() => {
      for (const listener of this.#listeners) listener({ data: message });
    });
  }

  /** Another document has stored something. */
  hear(key: string): void {
    if (this.isDeaf) return;
    this.run(() => this.page.dispatchEvent(Object.assign(new Event('storage'), { key })));
  }

  /** The browser stops the document: no timer and no message reaches it. */
  freeze(): void {
    this.page.dispatchEvent(new Event('freeze'));
    this.#waiting = [];
  }

  resume(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    this.page.dispatchEvent(new Event('resume'));
    for (const task of waiting) this.run(task);
  }

  get isFrozen(): boolean {
    return this.#waiting !== undefined;
  }

  /** Runs a task of the document, once it is not frozen; never when it is closed. */
  run(task: () => unknown): void {
    if (this.isClosed) return;
    if (this.#waiting) this.#waiting.push(task);
    else task();
  }

  close(): void {
    this.isClosed = true;
    this.#device.forget(this);
    for (const release of [...this.#releases]) release();
  }
}
