import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Milliseconds after a gesture in the page from which on its transient activation (5 s in all engines) is over. */
const ACTIVATION_MS = 5500;

const GESTURES = ['keydown', 'pointerdown', 'pointerup'] as const;

/**
 * Whether the player has used the framed game. A page gets no events of a frame of another origin, but a gesture in a frame
 * also activates the pages around it (HTML, "activation notification"): a page that is active without a gesture of its own
 * has been activated by a frame. Read at every update of the host, once a second while a game is played.
 */
export class FrameTouchController implements ReactiveController {
  isTouched = false;
  #lastGesture = 0;

  constructor(host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    this.#lastGesture = performance.now();
    for (const type of GESTURES) window.addEventListener(type, this.#onGesture, true);
  }

  hostDisconnected(): void {
    for (const type of GESTURES) window.removeEventListener(type, this.#onGesture, true);
  }

  hostUpdate(): void {
    const isOwn = performance.now() - this.#lastGesture < ACTIVATION_MS;
    if (!isOwn && navigator.userActivation?.isActive) this.isTouched = true;
  }

  /** Another game is in the frame. */
  reset(): void {
    this.isTouched = false;
  }

  readonly #onGesture = (): void => {
    this.#lastGesture = performance.now();
  };
}
