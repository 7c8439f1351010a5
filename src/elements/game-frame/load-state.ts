/** How far a game has loaded. */

/** Milliseconds by which the hello may arrive after the frame's load event: they come from different processes. */
const GRACE = 300;

export interface LoadStateHooks {
  readonly onChange: () => void;
  readonly onSlow: () => void;
}

export class LoadState {
  /** The frame has a document. */
  hasLoaded = false;
  /** The game can be played, as far as is known. */
  isReady = false;
  /** It has not loaded in the time given. */
  isSlow = false;
  /** Of loading, 0 to 1; undefined when the game does not report it. */
  progress?: number;
  #timer?: ReturnType<typeof setTimeout>;
  #grace?: ReturnType<typeof setTimeout>;
  readonly #hooks: LoadStateHooks;

  constructor(hooks: LoadStateHooks) {
    this.#hooks = hooks;
  }

  /**
   * A new frame.
   * @param seconds after which it counts as slow; 0 for never
   */
  begin(seconds: number): void {
    this.stop();
    this.hasLoaded = this.isReady = this.isSlow = false;
    this.progress = undefined;
    if (!(seconds > 0)) return;
    this.#timer = setTimeout(() => {
      this.isSlow = true;
      this.#hooks.onChange();
      this.#hooks.onSlow();
    }, seconds * 1000);
  }

  /**
   * The frame has loaded a document.
   * @param waits whether a message of the game has to come before it counts as ready, asked after a moment
   */
  loaded(waits: () => boolean): void {
    this.hasLoaded = true;
    this.#hooks.onChange();
    clearTimeout(this.#grace);
    this.#grace = setTimeout(() => {
      if (!waits()) this.ready();
    }, GRACE);
  }

  setProgress(value: number): void {
    this.progress = value;
    this.#hooks.onChange();
  }

  ready(): void {
    this.stop();
    this.isReady = true;
    this.isSlow = false;
    this.#hooks.onChange();
  }

  /** Stops all timers. */
  stop(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#grace);
  }
}
