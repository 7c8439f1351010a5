/** Pictures that are fetched when they are about to be seen: `loading=lazy` alone fetches twice as many as are. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

type Host = ReactiveControllerHost & HTMLElement & { readonly renderRoot: ParentNode };

/**
 * Gives every `<img data-src>` of its host a `src` once it comes within `margin` of what is visible, and the attribute
 * `data-loaded` once the image is loaded. Another `data-src` in the same element starts over.
 */
export class LazyImages implements ReactiveController {
  readonly #host: Host;
  readonly #margin: string;
  readonly #known = new WeakMap<HTMLImageElement, string>();
  #observer?: IntersectionObserver;

  constructor(host: Host, margin = '0px') {
    this.#host = host;
    this.#margin = margin;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostUpdated(): void {
    this.#observer ??= this.#observe();
    for (const image of this.#host.renderRoot.querySelectorAll<HTMLImageElement>('img[data-src]')) {
      const url = image.dataset['src'] ?? '';
      const known = this.#known.get(image);
      if (known === url) continue;
      this.#known.set(image, url);
      if (known === undefined) image.addEventListener('load', () => image.toggleAttribute('data-loaded', true));
      image.removeAttribute('data-loaded');
      image.removeAttribute('src');
      this.#observer.unobserve(image);
      this.#observer.observe(image);
    }
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observer = undefined;
    for (const image of this.#host.renderRoot.querySelectorAll<HTMLImageElement>('img[data-src]:not([src])')) {
      this.#known.delete(image);
    }
  }

  #observe(): IntersectionObserver {
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { isIntersecting, target } of entries) {
          if (!isIntersecting || !(target instanceof HTMLImageElement)) continue;
          observer.unobserve(target);
          target.src = target.dataset['src'] ?? '';
        }
      },
      { rootMargin: this.#margin },
    );
    return observer;
  }
}
