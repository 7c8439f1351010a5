import type { ReactiveController } from 'lit';
import { prefersReducedMotion } from '../../shared/reduced-motion.js';
import type { Feed } from './feed.js';
import type { SwiperHost } from './types.js';
import { WheelSteps } from './wheel-steps.js';

/** Engines that do not say when scrolling ends: this long without an event, in milliseconds. */
const REST = 150;
/** Slides that a scroll may pass smoothly; the track does not hold more of them. */
const SMOOTH = 2;

/** What follows from scrolling. */
export interface ScrollListener {
  /** The track has come to rest on a slide. */
  onSettle(index: number): void;
  /** The track moves, or a finger is on it. */
  onMove(): void;
  /** The wheel asks for another game. False when there is none that way: then the page scrolls. */
  onWheelStep(step: number): boolean;
}

/**
 * Which slide is in front: read from where the browser's own scrolling has come to, and set through it. A target that is
 * set holds, over resizes too, until the track has reached it or the player scrolls by hand.
 */
export class ScrollSnapController implements ReactiveController {
  /** Where the track is going; undefined when the player scrolls, or it is there. */
  target?: number;
  readonly #host: SwiperHost;
  readonly #feed: Feed;
  readonly #listener: ScrollListener;
  readonly #wheel = new WheelSteps();
  /** Whether the last notch or flick has moved the track. */
  #hasWheelMoved = false;
  #viewport?: HTMLElement;
  #resizes?: ResizeObserver;
  #rest?: ReturnType<typeof setTimeout>;
  /** How to get there once the slide is in the document: only what is there can be snapped to. */
  #pending?: ScrollBehavior;

  constructor(host: SwiperHost, feed: Feed, listener: ScrollListener) {
    this.#host = host;
    this.#feed = feed;
    this.#listener = listener;
    host.addController(this);
  }

  hostConnected(): void {
    // A box that is taken out and put back has scrolled to its beginning.
    if (this.#feed.games.length) this.goTo(this.#feed.active, 'instant');
  }

  hostUpdated(): void {
    const viewport = this.#host.shadowRoot?.querySelector<HTMLElement>('.viewport') ?? undefined;
    if (viewport !== this.#viewport) this.#watch(viewport);
    const behavior = this.#pending;
    this.#pending = undefined;
    if (behavior) this.#scroll(behavior);
  }

  hostDisconnected(): void {
    clearTimeout(this.#rest);
    this.#resizes?.disconnect();
    const viewport = this.#viewport;
    viewport?.removeEventListener('scroll', this.#onScroll);
    viewport?.removeEventListener('scrollend', this.#onScrollEnd);
    viewport?.removeEventListener('pointerdown', this.#onTouch);
    viewport?.removeEventListener('wheel', this.onWheel);
    this.#viewport = undefined;
  }

  /** Brings a slide to the front: a near one by scrolling there, a far one at once. */
  goTo(index: number, behavior?: ScrollBehavior): void {
    const isNear = Math.abs(index - (this.#read() ?? index)) <= SMOOTH;
    this.target = index;
    this.#pending = behavior ?? (isNear && !prefersReducedMotion() ? 'smooth' : 'instant');
    this.#pass(index);
  }

  /** Whether a slide is what is seen, by geometry: nothing else may be started. */
  isInFront(index: number): boolean {
    return this.#read() === index;
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
      this.target ??= this.#feed.active;
      this.#scroll('instant');
    });
    this.#resizes.observe(viewport);
    viewport.addEventListener('scroll', this.#onScroll, { passive: true });
    viewport.addEventListener('scrollend', this.#onScrollEnd);
    viewport.addEventListener('pointerdown', this.#onTouch, { passive: true });
    viewport.addEventListener('wheel', this.onWheel, { passive: false });
  }

  /** A slide passes the middle: those around it have to be in the document. */
  #pass(index: number): void {
    this.#feed.seen = index;
    this.#feed.mount();
  }

  get #isVertical(): boolean {
    return this.#host.direction !== 'horizontal';
  }

  #scroll(behavior: ScrollBehavior): void {
    const viewport = this.#viewport;
    const size = this.#size;
    if (!viewport || !size || this.target === undefined) return;
    const isRtl = getComputedStyle(viewport).direction === 'rtl';
    const at = this.target * size;
    viewport.scrollTo(this.#isVertical ? { top: at, behavior } : { left: isRtl ? -at : at, behavior });
    if (behavior === 'instant') this.#settle();
  }

  /** Of a slide, with its fraction, before any transform: thousands of slides add up. */
  get #size(): number {
    if (!this.#viewport) return 0;
    const { blockSize, inlineSize } = getComputedStyle(this.#viewport);
    return parseFloat(this.#isVertical ? blockSize : inlineSize) || 0;
  }

  /** The slide in the middle; undefined for a box without a size, which has none. */
  #read(): number | undefined {
    const size = this.#size;
    if (!this.#viewport || !size) return undefined;
    const at = this.#isVertical ? this.#viewport.scrollTop : Math.abs(this.#viewport.scrollLeft);
    return Math.max(0, Math.min(this.#feed.games.length - 1, Math.round(at / size)));
  }

  readonly #onTouch = (): void => {
    this.target = undefined;
    this.#listener.onMove();
  };

  /** For `wheel` on the games, and on the rail beside them. */
  readonly onWheel = (event: WheelEvent): void => {
    if (event.ctrlKey) return; // zoom
    const step = this.#wheel.read(event);
    // the rest of a flick follows its beginning: what has moved the track does not scroll the page too
    if (step !== 0) this.#hasWheelMoved = this.#listener.onWheelStep(step);
    if (this.#hasWheelMoved) event.preventDefault();
  };

  readonly #onScroll = (): void => {
    const index = this.#read();
    if (index !== undefined && index !== this.#feed.seen && this.target === undefined) this.#pass(index);
    if (index !== this.#feed.active) this.#listener.onMove();
    clearTimeout(this.#rest);
    if (!('onscrollend' in window)) this.#rest = setTimeout(() => this.#settle(), REST);
  };

  readonly #onScrollEnd = (): void => this.#settle();

  #settle(): void {
    const index = this.#read();
    // On its way somewhere else, an earlier rest comes late.
    if (index === undefined || this.#pending || !this.#feed.games.length) return;
    if (this.target !== undefined && this.target !== index) return this.#scroll('instant');
    this.target = undefined;
    this.#feed.seen = index;
    this.#listener.onSettle(index);
  }
}
