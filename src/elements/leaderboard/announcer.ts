/** Says what changed to people who listen, and no more than they can take in. */

/** Timers of the page or of a test. */
export interface AnnouncerClock {
  now(): number;
  setTimeout(run: () => void, milliseconds: number): unknown;
}

const pageClock: AnnouncerClock = {
  now: () => Date.now(),
  setTimeout: (run, milliseconds) => setTimeout(run, milliseconds),
};

/** Milliseconds from one announcement to the next. */
const PAUSE = 5000;

/** At most one announcement per five seconds; of those that come too soon only the last is made, when it may. */
export class Announcer {
  readonly #say: (text: string) => void;
  readonly #clock: AnnouncerClock;
  #last = -Infinity;
  #waiting: string | undefined;

  constructor(say: (text: string) => void, clock: AnnouncerClock = pageClock) {
    this.#say = say;
    this.#clock = clock;
  }

  announce(text: string): void {
    const left = this.#last + PAUSE - this.#clock.now();
    if (left <= 0) return this.#speak(text);
    if (this.#waiting === undefined) this.#clock.setTimeout(() => this.#release(), left);
    this.#waiting = text;
  }

  /** Drops what still waits. */
  silence(): void {
    this.#waiting = '';
  }

  #release(): void {
    const text = this.#waiting;
    this.#waiting = undefined;
    if (text) this.#speak(text);
  }

  #speak(text: string): void {
    this.#last = this.#clock.now();
    this.#say(text);
  }
}
