/** One live game in all tabs of this browser and origin, by a lock that the browser takes back when a tab dies. */

const LOCK = 'gs-single-game';

/** What the other tab says about its game. */
export interface Elsewhere {
  readonly title?: string;
  /** Title of the page that it is in. */
  readonly page?: string;
  /** Milliseconds since 1970. */
  readonly since?: number;
}

export class SingleGame {
  #release?: () => void;
  #waiting?: AbortController;

  /** Where the game is that holds the lock. */
  get elsewhere(): Elsewhere {
    try {
      const found: unknown = JSON.parse(globalThis.localStorage.getItem(LOCK) ?? '{}');
      return typeof found === 'object' && found !== null ? found : {};
    } catch {
      return {}; // no storage for this page, or somebody else's text in it
    }
  }

  /** Takes the lock for a game. False when another tab has it; true also where browsers know no locks (insecure pages). */
  async take(title: string | undefined): Promise<boolean> {
    const locks = globalThis.navigator?.locks;
    if (this.#release || !locks) return true;
    this.stopWaiting();
    const isTaken = await new Promise<boolean>((resolve) => {
      const hold = (lock: Lock | null) => {
        resolve(lock !== null);
        return lock ? new Promise<void>((release) => (this.#release = release)) : undefined;
      };
      locks.request(LOCK, { ifAvailable: true }, hold).catch(() => resolve(true));
    });
    if (isTaken) leaveWord({ title, page: document.title, since: Date.now() });
    return isTaken;
  }

  /** Tells once when the other tab's game is over. */
  wait(onFree: () => void): void {
    this.stopWaiting();
    const waiting = (this.#waiting = new AbortController());
    globalThis.navigator?.locks
      ?.request(LOCK, { signal: waiting.signal }, () => {
        if (this.#waiting === waiting) onFree();
      })
      .catch(() => undefined); // nobody waits any more
  }

  stopWaiting(): void {
    this.#waiting?.abort();
    this.#waiting = undefined;
  }

  /** Gives the lock back, and stops waiting for it. */
  release(): void {
    this.stopWaiting();
    this.#release?.();
    this.#release = undefined;
  }
}

function leaveWord(word: Elsewhere): void {
  try {
    globalThis.localStorage.setItem(LOCK, JSON.stringify(word));
  } catch {
    return; // no storage for this page: the other tab says less
  }
}
