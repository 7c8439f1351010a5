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

interface LockRequest {
  /** False when another tab has the lock, or it was released before it was granted. */
  readonly isGranted: Promise<boolean>;
  release(): void;
}

export class TabLock {
  readonly #options: TabLockOptions;
  /** The request that is under way or granted. */
  #request?: LockRequest;
  #waiting?: AbortController;

  constructor(options: TabLockOptions) {
    this.#options = options;
  }

  /** Where the game is that holds the lock. */
  get other(): OtherTab {
    const found = readStored(this.#options.storage, NAME);
    return typeof found === 'object' ? (found as OtherTab) : {};
  }

  /** Takes the lock. False when another game has it, or it was released meanwhile; true also without Web Locks (insecure contexts). */
  async acquire(own: OtherTab): Promise<boolean> {
    const { locks, storage } = this.#options;
    if (!locks) return true;
    this.stopWaiting();
    const request = (this.#request ??= requestLock(locks));
    const isGranted = await request.isGranted;
    if (isGranted) writeStored(storage, NAME, own);
    else if (this.#request === request) this.#request = undefined;
    return isGranted;
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

  /** Releases the lock, also one that is still requested, and stops waiting for it. */
  release(): void {
    this.stopWaiting();
    this.#request?.release();
    this.#request = undefined;
  }
}

/** Requests the lock if it is free, and holds it until `release`. */
function requestLock(locks: Pick<LockManager, 'request'>): LockRequest {
  let isReleased = false;
  let free: (() => void) | undefined;
  const isGranted = new Promise<boolean>((resolve) => {
    const hold = (lock: Lock | null) => {
      const isHeld = lock !== null && !isReleased;
      resolve(isHeld);
      return isHeld ? new Promise<void>((release) => (free = release)) : undefined;
    };
    locks.request(NAME, { ifAvailable: true }, hold).catch(() => resolve(true));
  });
  return {
    isGranted,
    release() {
      isReleased = true;
      free?.();
    },
  };
}
