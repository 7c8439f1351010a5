import type { ReactiveController } from 'lit';
import { prefersReducedMotion } from '../../shared/reduced-motion.js';
import type { Feed } from './feed.js';
import type { SwiperHost } from './types.js';

/** Engines that do not say when scrolling ends: this long without an event, in milliseconds. */
const REST = 150;

/** Which slide is in front: read from where the browser's own scrolling has come to, and set through it. */
export class ScrollSnapController implements ReactiveController {
  readonly #host: SwiperHost;
  readonly #feed: Feed;
  /** The track has come to rest on a slide. */
  readonly #onSettle: (index: number) => void;
  #viewport?: HTMLElement;
  #resizes?: ResizeObserver;
  #rest?: ReturnType<typeof setTimeout>;
  /** Where the track should be, also while it has no size. */
  #wanted = 0;
  /** How to get there once the slide is in the document: only what is there can be snapped to. */
  #pending?: ScrollBehavior;

  constructor(host: SwiperHost, feed: Feed, onSettle: (index: number) => void) {
    this.#host = host;
    this.#feed = feed;
    this.#onSettle = onSettle;
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
    let size = this.#size;
    this.#resizes = new ResizeObserver(() => {
      if (size === this.#size) return;
      size = this.#size;
      this.#place(this.#wanted, 'instant');
    });
    this.#resizes.observe(viewport);
    viewport.addEventListener('scroll', this.#onScroll, { passive: true });
    viewport.addEventListener('scrollend', this.#settle);
  }

  hostDisconnected(): void {
    clearTimeout(this.#rest);
    this.#resizes?.disconnect();
    this.#viewport?.removeEventListener('scroll', this.#onScroll);
    this.#viewport?.removeEventListener('scrollend', this.#settle);
    this.#viewport = undefined;
  }

  /** Brings a slide to the front: the next one by scrolling there, a far one at once. */
  goTo(index: number): void {
    const isNear = Math.abs(index - this.#feed.seen) === 1;
    this.#wanted = index;
    this.#pending = isNear && !prefersReducedMotion() ? 'smooth' : 'instant';
    this.#pass(index);
  }

  /** A slide passes the middle: those around it have to be in the document. */
  #pass(index: number): void {
    this.#feed.seen = index;
    this.#feed.mount();
  }

  get #isVertical(): boolean {
    return this.#host.direction !== 'horizontal';
  }

  #place(index: number, behavior: ScrollBehavior): void {
    const viewport = this.#viewport;
    const size = this.#size;
    if (!viewport || !size) return;
    const isRtl = getComputedStyle(viewport).direction === 'rtl';
    if (this.#isVertical) viewport.scrollTo({ top: index * size, behavior });
    else viewport.scrollTo({ left: index * size * (isRtl ? -1 : 1), behavior });
    if (behavior === 'instant') this.#settle();
  }

  get #size(): number {
    const viewport = this.#viewport;
    return (this.#isVertical ? viewport?.clientHeight : viewport?.clientWidth) ?? 0;
  }

  /** The slide in the middle; undefined for a box without a size, which has none. */
  #read(): number | undefined {
    const size = this.#size;
    if (!this.#viewport || !size) return undefined;
    const at = this.#isVertical ? this.#viewport.scrollTop : Math.abs(this.#viewport.scrollLeft);
    return Math.max(0, Math.min(this.#feed.games.length - 1, Math.round(at / size)));
  }

  readonly #onScroll = (): void => {
    const index = this.#read();
    if (index !== undefined && index !== this.#feed.seen) this.#pass(index);
    clearTimeout(this.#rest);
    if (!('onscrollend' in window)) this.#rest = setTimeout(this.#settle, REST);
  };

  readonly #settle = (): void => {
    const index = this.#read();
    // On its way somewhere else, the word of an earlier rest comes late.
    if (index === undefined || this.#pending || !this.#feed.games.length) return;
    this.#wanted = this.#feed.seen = index;
    this.#onSettle(index);
  };
}
