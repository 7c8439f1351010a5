import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { prefersReducedMotion } from '../../shared/reduced-motion.js';

type Host = ReactiveControllerHost & HTMLElement & { readonly renderRoot: ParentNode };

/** Labels of the two buttons. */
export interface CarouselWords {
  readonly previous: string;
  readonly next: string;
}

/** Fraction of the width that a button scrolls by: the last visible card stays in view. */
const PAGE = 0.85;

/** A row of cards that scrolls sideways: its buttons, its arrow keys, and whether there is more either way. */
export class Carousel implements ReactiveController {
  readonly #host: Host;
  #scroller?: HTMLElement;
  #resizes?: ResizeObserver;
  #hasBefore = false;
  #hasAfter = false;

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdated(): void {
    const scroller = this.#host.renderRoot.querySelector<HTMLElement>('.scroller') ?? undefined;
    if (scroller !== this.#scroller) {
      this.#resizes?.disconnect();
      this.#scroller = scroller;
      // The first report comes at once, when the layout is done anyway.
      this.#resizes = new ResizeObserver(this.#measure);
      if (scroller) for (const box of [scroller, ...scroller.children]) this.#resizes.observe(box);
    }
  }

  hostDisconnected(): void {
    this.#resizes?.disconnect();
    this.#scroller = undefined;
  }

  /** The cards inside the box that scrolls, with a button at either end while there is more. */
  render(cards: unknown, words: CarouselWords): TemplateResult {
    // The focusable cards inside make the box scrollable by keyboard.
    return html`<div class="scroller" @scroll=${this.#measure} @keydown=${this.#onKey}>${cards}</div>
      ${this.#renderButton('previous', words.previous, -PAGE, this.#hasBefore)}
      ${this.#renderButton('next', words.next, PAGE, this.#hasAfter)}`;
  }

  /** A focused button stays at the end of the list: removing it would lose the focus. */
  #renderButton(name: keyof CarouselWords, label: string, pages: number, isUseful: boolean): unknown {
    if (!isUseful && !this.#hasFocus(name)) return nothing;
    return html`<button
      type="button"
      class="icon-button arrow ${name}"
      part="${name}-button"
      aria-label=${label}
      aria-disabled=${isUseful ? nothing : 'true'}
      @click=${() => this.#scrollBy(pages)}
      @blur=${() => this.#host.requestUpdate()}
    ></button>`;
  }

  #hasFocus(name: keyof CarouselWords): boolean {
    return !!(this.#host.renderRoot as ShadowRoot).activeElement?.classList.contains(name);
  }

  readonly #measure = (): void => {
    const scroller = this.#scroller;
    if (!scroller) return;
    const at = Math.abs(scroller.scrollLeft); // negative from right to left
    const hasBefore = at > 4;
    const hasAfter = at < scroller.scrollWidth - scroller.clientWidth - 4;
    if (hasBefore === this.#hasBefore && hasAfter === this.#hasAfter) return;
    this.#hasBefore = hasBefore;
    this.#hasAfter = hasAfter;
    this.#host.requestUpdate();
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const on = this.#isRtl ? -1 : 1;
    const step = new Map([['ArrowRight', on], ['ArrowLeft', -on], ['Home', -Infinity], ['End', Infinity]]).get(event.key); // prettier-ignore
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const cards = [...(this.#scroller?.querySelectorAll<HTMLElement>('.title') ?? [])];
    const at = cards.findIndex((card) => card === event.target);
    const next = cards[Math.min(cards.length - 1, Math.max(0, at + step))];
    if (at < 0 || !next) return;
    event.preventDefault();
    next.focus({ preventScroll: true });
    next.closest('.card')?.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: behavior() });
  };

  #scrollBy(pages: number): void {
    const width = this.#scroller?.clientWidth ?? 0;
    this.#scroller?.scrollBy({ left: pages * width * (this.#isRtl ? -1 : 1), behavior: behavior() });
  }

  get #isRtl(): boolean {
    return getComputedStyle(this.#host).direction === 'rtl';
  }
}

const behavior = (): ScrollBehavior => (prefersReducedMotion() ? 'auto' : 'smooth');
