import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** A game has been played somewhere on this page when one of these passes by. */
const PLAYED_EVENTS = ['gs-end', 'gs-session-expired', 'gs-slide-end', 'gs-multi-session-end'] as const;

/** Calls back when there may be a new play: a game on the page ended, or the player came back from one elsewhere. */
export class RefreshAfterPlay implements ReactiveController {
  readonly #host: HTMLElement;
  readonly #onPlayed: () => void;
  #isAway = false;

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
    for (const type of PLAYED_EVENTS) ownerDocument.addEventListener(type, this.#onPlayed);
    ownerDocument.addEventListener('visibilitychange', this.#onReturn);
    window.addEventListener('pageshow', this.#onReturn);
  }

  hostDisconnected(): void {
    const { ownerDocument } = this.#host;
    for (const type of PLAYED_EVENTS) ownerDocument.removeEventListener(type, this.#onPlayed);
    ownerDocument.removeEventListener('visibilitychange', this.#onReturn);
    window.removeEventListener('pageshow', this.#onReturn);
  }

  readonly #onReturn = (): void => {
    if (!this.#isAway || this.#host.ownerDocument.visibilityState !== 'visible') return;
    this.#isAway = false;
    this.#onPlayed();
  };
}
