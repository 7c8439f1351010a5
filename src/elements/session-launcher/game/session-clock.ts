/** The clock that is on the screen all the time a game is: beats at each full second, and exactly when something is due. */
export class SessionClock {
  readonly #beat: (now: number) => number;
  #startedAt = 0;
  #timer?: ReturnType<typeof setTimeout>;
  #isRunning = false;

  /** @param beat is told the time and answers when it next has to be told, both in milliseconds since 1970 */
  constructor(beat: (now: number) => number) {
    this.#beat = beat;
  }

  /** Whole seconds since the start. */
  get seconds(): number {
    return this.#startedAt ? Math.max(0, Math.floor((Date.now() - this.#startedAt) / 1000)) : 0;
  }

  /** @param startedAt milliseconds since 1970; a game that was resumed has been running all along */
  start(startedAt: number): void {
    this.#startedAt = startedAt;
    this.#isRunning = true;
    this.tick();
  }

  /** Stands still; what it shows stays. */
  stop(): void {
    this.#isRunning = false;
    clearTimeout(this.#timer);
  }

  /** Beats now, because what is due may have changed. */
  tick(): void {
    clearTimeout(this.#timer);
    if (!this.#isRunning) return;
    const now = Date.now();
    const next = this.#beat(now);
    const second = 1000 - ((((now - this.#startedAt) % 1000) + 1000) % 1000);
    if (this.#isRunning) this.#timer = setTimeout(() => this.tick(), Math.max(1, Math.min(second, next - now)));
  }
}
