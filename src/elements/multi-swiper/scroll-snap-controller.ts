import type { ReactiveController } from 'lit';
import { prefersReducedMotion } from '../../shared/reduced-motion.js';
import type { Feed } from './feed.js';
import type { SwiperHost } from './types.js';
import { WheelSteps } from './wheel-steps.js';

/** For engines without `scrollend`: milliseconds without a scroll event after which scrolling counts as ended. */
const REST = 150;
/** Slides that a scroll may pass smoothly; the track does not hold more of them. */
const SMOOTH = 2;

/** Callbacks of scrolling. */
export interface ScrollListener {
  /** The track has come to rest on a slide. */
  onSettle(index: number): void;
  /** The track moves, or a finger is on it. */
  onMove(): void;
  /** The wheel moved by one step. Returns false when there is no game that way, so that the page scrolls. */
  onWheelStep(step: number): boolean;
}

/**
 * The active slide, read from the scroll position of the track, and set by scrolling it. A target holds, over resizes
 * too, until the track has reached it or the player scrolls.
 */
export class ScrollSnapController implements ReactiveController {
  /** Target of the track; undefined while the player scrolls, or when it is reached. */
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
  /** How to scroll there once the slide is in the document. */
  #pending?: ScrollBehavior;

  constructor(host: SwiperHost, feed: Feed, listener: ScrollListener) {
    this.#host = host;
    this.#feed = feed;
    this.#listener = listener;
    host.addController(this);
  }

  hostConnected(): void {
    // An element that is reinserted has lost its scroll position.
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

  /** Scrolls to a slide: smoothly to a near one, at once to a far one. */
  goTo(index: number, behavior?: ScrollBehavior): void {
    const isNear = Math.abs(index - (this.#read() ?? index)) <= SMOOTH;
    this.target = index;
    this.#pending = behavior ?? (isNear && !prefersReducedMotion() ? 'smooth' : 'instant');
    this.#pass(index);
  }

  /** Whether a slide is the visible one, by geometry: no other may be started. */
  isInFront(index: number): boolean {
    return this.#read() === index;
  }

  #watch(viewport: HTMLElement | undefined): void {
    this.hostDisconnected();
    this.#viewport = viewport;
    if (!viewport) return;
    // A resized box, or one that was hidden, has another scroll position.
    let size = this.#size;
    this.#resizes = new ResizeObserver(() => {
      const before = size;
      size = this.#size;
      if (size === before) return;
      if (before) this.target ??= this.#feed.active; // the first layout takes back no scroll that came before it
      this.#scroll('instant');
    });
    this.#resizes.observe(viewport);
    viewport.addEventListener('scroll', this.#onScroll, { passive: true });
    viewport.addEventListener('scrollend', this.#onScrollEnd);
    viewport.addEventListener('pointerdown', this.#onTouch, { passive: true });
    viewport.addEventListener('wheel', this.onWheel, { passive: false });
  }

  /** A slide passes the middle: its neighbours have to be in the document. */
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
    else this.#awaitRest(); // WebKit may drop a smooth scroll before its first event
  }

  /** Without `scrollend`, scrolling has ended when no event came for a while. */
  #awaitRest(): void {
    clearTimeout(this.#rest);
    if (!('onscrollend' in window)) this.#rest = setTimeout(() => this.#settle(), REST);
  }

  /** Size of a slide in fractional pixels, before any transform: rounding errors of thousands of slides would add up. */
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
    this.#awaitRest();
  };

  readonly #onScrollEnd = (): void => this.#settle();

  #settle(): void {
    const index = this.#read();
    // The end of an earlier scroll, while the track is on its way elsewhere.
    if (index === undefined || this.#pending || !this.#feed.games.length) return;
    if (this.target !== undefined && this.target !== index) return this.#scroll('instant');
    this.target = undefined;
    this.#feed.seen = index;
    this.#listener.onSettle(index);
  }
}
