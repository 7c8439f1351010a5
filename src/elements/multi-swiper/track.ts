import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { prefersStill } from '../../shared/flip.js';

export interface TrackOptions {
  readonly isVertical: () => boolean;
  readonly count: () => number;
  /** A slide passes the middle while the player swipes. */
  readonly onPass: (index: number) => void;
  /** The track has come to rest on a slide. */
  readonly onSettle: (index: number) => void;
}

/** Engines that do not say when scrolling ends: this long without an event, in milliseconds. */
const REST = 150;

/** Which slide is in front: read from where the browser's own scrolling has come to, and set through it. */
export class Track implements ReactiveController {
  /** The slide nearest to the middle. */
  seen = 0;
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #options: TrackOptions;
  #viewport?: HTMLElement;
  #resizes?: ResizeObserver;
  #rest?: ReturnType<typeof setTimeout>;
  /** Where the track should be, also while it has no size. */
  #wanted = 0;
  /** How to get there once the slide is in the document: only what is there can be snapped to. */
  #pending?: ScrollBehavior;

  constructor(host: ReactiveControllerHost & HTMLElement, options: TrackOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostUpdated(): void {
    const viewport = this.#host.shadowRoot?.querySelector<HTMLElement>('.viewport') ?? undefined;
    if (viewport !== this.#viewport) this.#watch(viewport);
    const behavior = this.#pending;
    this.#pending = undefined;
    if (behavior) this.#place(this.#wanted, behavior);
  }

  #watch(viewport: HTMLElement | undefined): void {
    this.hostDisconnected();
    this.#viewport = viewport;
    if (!viewport) return;
    // A box of another size, or one that was hidden, has scrolled elsewhere.
    this.#resizes = new ResizeObserver(() => this.#place(this.#wanted, 'instant'));
    this.#resizes.observe(viewport);
    viewport.addEventListener('scroll', this.#onScroll, { passive: true });
    for (const type of ['scrollend', 'scrollsnapchange']) viewport.addEventListener(type, this.#settle);
  }

  hostDisconnected(): void {
    clearTimeout(this.#rest);
    this.#resizes?.disconnect();
    this.#viewport?.removeEventListener('scroll', this.#onScroll);
    for (const type of ['scrollend', 'scrollsnapchange']) this.#viewport?.removeEventListener(type, this.#settle);
    this.#viewport = undefined;
  }

  /** Brings a slide to the front: the next one by scrolling there, a far one at once. */
  goTo(index: number): void {
    const isNear = Math.abs(index - this.seen) === 1;
    this.#wanted = index;
    this.#pending = isNear && !prefersStill() ? 'smooth' : 'instant';
    this.#options.onPass(index);
    this.#host.requestUpdate();
  }

  #place(index: number, behavior: ScrollBehavior): void {
    const viewport = this.#viewport;
    const size = this.#size;
    if (!viewport || !size) return;
    const isRtl = getComputedStyle(viewport).direction === 'rtl';
    if (this.#options.isVertical()) viewport.scrollTo({ top: index * size, behavior });
    else viewport.scrollTo({ left: index * size * (isRtl ? -1 : 1), behavior });
    if (behavior === 'instant') this.#settle();
  }

  get #size(): number {
    const viewport = this.#viewport;
    return (this.#options.isVertical() ? viewport?.clientHeight : viewport?.clientWidth) ?? 0;
  }

  /** The slide in the middle; undefined for a box without a size, which has none. */
  #read(): number | undefined {
    const size = this.#size;
    if (!this.#viewport || !size) return undefined;
    const at = this.#options.isVertical() ? this.#viewport.scrollTop : Math.abs(this.#viewport.scrollLeft);
    return Math.max(0, Math.min(this.#options.count() - 1, Math.round(at / size)));
  }

  readonly #onScroll = (): void => {
    const index = this.#read();
    if (index !== undefined && index !== this.seen) {
      this.seen = index;
      this.#options.onPass(index);
    }
    clearTimeout(this.#rest);
    if (!('onscrollend' in window)) this.#rest = setTimeout(this.#settle, REST);
  };

  readonly #settle = (): void => {
    const index = this.#read();
    if (index === undefined || !this.#options.count()) return;
    this.#wanted = this.seen = index;
    this.#options.onSettle(index);
  };
}
