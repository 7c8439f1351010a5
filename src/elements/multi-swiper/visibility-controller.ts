import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Calls back when the host comes into the middle half of the screen: really seen, not just close to it. */
export class VisibilityController implements ReactiveController {
  is = false;
  readonly #host: Element;
  readonly #onSeen: () => void;
  #observer?: IntersectionObserver;

  constructor(host: ReactiveControllerHost & Element, onSeen: () => void) {
    this.#host = host;
    this.#onSeen = onSeen;
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer = new IntersectionObserver(
      (entries) => {
        this.is = entries.at(-1)?.isIntersecting ?? false;
        if (this.is) this.#onSeen();
      },
      { rootMargin: '-25% 0px' },
    );
    this.#observer.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.is = false;
  }
}
