/** One live game in all tabs of this browser and origin, by a Web Lock, which the browser releases when a tab is closed or crashes. */
import { readStored, writeStored, type Store } from '../live/storage.js';

const NAME = 'gs-single-game';

/** Published by the tab that holds the lock. */
export interface OtherTab {
  readonly title?: string;
  /** Title of the page that it is in. */
  readonly page?: string;
  /** Milliseconds since 1970. */
  readonly since?: number;
}

export interface TabLockOptions {
  readonly locks?: Pick<LockManager, 'request'>;
  readonly storage?: Store;
}

export class TabLock {
  readonly #options: TabLockOptions;
  #release?: () => void;
  #waiting?: AbortController;

  constructor(options: TabLockOptions) {
    this.#options = options;
  }

  /** Where the game is that holds the lock. */
  get other(): OtherTab {
    const found = readStored(this.#options.storage, NAME);
    return typeof found === 'object' ? (found as OtherTab) : {};
  }

  /** Takes the lock. False when another game has it; true also without Web Locks (insecure contexts). */
  async acquire(own: OtherTab): Promise<boolean> {
    const { locks, storage } = this.#options;
    if (this.#release || !locks) return true;
    this.stopWaiting();
    const isTaken = await new Promise<boolean>((resolve) => {
      const hold = (lock: Lock | null) => {
        resolve(lock !== null);
        return lock ? new Promise<void>((release) => (this.#release = release)) : undefined;
      };
      locks.request(NAME, { ifAvailable: true }, hold).catch(() => resolve(true));
    });
    if (isTaken) writeStored(storage, NAME, own);
    return isTaken;
  }

  /** Calls back once when the other game is over. */
  wait(onFree: () => void): void {
    this.stopWaiting();
    const waiting = (this.#waiting = new AbortController());
    const ask = () => {
      if (this.#waiting === waiting) onFree();
    };
    this.#options.locks?.request(NAME, { signal: waiting.signal }, ask).catch(() => undefined); // no longer waiting
  }

  stopWaiting(): void {
    this.#waiting?.abort();
    this.#waiting = undefined;
  }

  /** Releases the lock, and stops waiting for it. */
  release(): void {
    this.stopWaiting();
    this.#release?.();
    this.#release = undefined;
  }
}
