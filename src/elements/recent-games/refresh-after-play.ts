import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Events of launcher and swiper after which the history may have a new play. */
const PLAYED_EVENTS = ['gs-end', 'gs-session-expired'] as const;
/** Milliseconds between two refreshes: any script can dispatch such events, and each refresh counts against the player's rate limit. */
const THROTTLE = 5000;

/**
 * Calls back when there may be a new play: a game on the page ended, or the player came back from one elsewhere.
 * Throttled: the first event at once, all that follow within five seconds together at their end.
 */
export class RefreshAfterPlay implements ReactiveController {
  readonly #host: HTMLElement;
  readonly #onPlayed: () => void;
  #isAway = false;
  #last = -Infinity;
  #timer?: ReturnType<typeof setTimeout>;

  constructor(host: ReactiveControllerHost & HTMLElement, onPlayed: () => void) {
    this.#host = host;
    this.#onPlayed = onPlayed;
    host.addController(this);
  }

  /** The player was sent to a game, maybe in another page or tab. */
  leave(): void {
    this.#isAway = true;
  }

  hostConnected(): void {
    const { ownerDocument } = this.#host;
    for (const type of PLAYED_EVENTS) ownerDocument.addEventListener(type, this.#refresh);
    ownerDocument.addEventListener('visibilitychange', this.#onReturn);
    window.addEventListener('pageshow', this.#onReturn);
  }

  hostDisconnected(): void {
    const { ownerDocument } = this.#host;
    for (const type of PLAYED_EVENTS) ownerDocument.removeEventListener(type, this.#refresh);
    ownerDocument.removeEventListener('visibilitychange', this.#onReturn);
    window.removeEventListener('pageshow', this.#onReturn);
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  readonly #refresh = (): void => {
    if (this.#timer !== undefined) return;
    const wait = this.#last + THROTTLE - performance.now();
    if (wait <= 0) return this.#call();
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#call();
    }, wait);
  };

  #call(): void {
    this.#last = performance.now();
    this.#onPlayed();
  }

  readonly #onReturn = (): void => {
    if (!this.#isAway || this.#host.ownerDocument.visibilityState !== 'visible') return;
    this.#isAway = false;
    this.#refresh();
  };
}
