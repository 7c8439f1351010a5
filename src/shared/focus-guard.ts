/** Keeps a framed game from taking the focus that the player has not given it: somebody types, and the letters vanish. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { documentMember } from './document-member.js';

/** Milliseconds after a key in the page during which a mouse resting on the game is no reason to go in. */
const TYPING = 1000;
/** Milliseconds for which browsers count a touch as user activation, here or in the game. */
const ACTIVATION = 5000;

/**
 * Watches where the focus goes while its element is in the page. What a player does inside a game of another origin
 * can't be seen; what can is that the frame has the focus, where the pointer is, what was typed in the page, and
 * that the browser saw an act of the player (`navigator.userActivation`) although the page saw none.
 */
export class FocusGuard implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  readonly #frame: () => HTMLIFrameElement | null;
  #view: Window | undefined;
  #last: HTMLElement | undefined;
  #keyAt = -Infinity;
  #tabAt = -Infinity;
  #inputAt = -Infinity;
  #isInvited = false;
  /** How often the focus was given back. */
  returned = 0;

  constructor(host: ReactiveControllerHost & Element, frame: () => HTMLIFrameElement | null) {
    this.#host = host;
    this.#frame = frame;
    host.addController(this);
  }

  hostConnected(): void {
    this.#view = documentMember('defaultView', this.#host.ownerDocument) ?? undefined;
    this.#view?.addEventListener('blur', this.#onBlur);
    for (const type of INPUTS) this.#view?.addEventListener(type, this.#onInput, { capture: true, passive: true });
    // Whoever typed before the game came is typing still; nothing of that was for the game.
    const focused = focusedElement(this.#host.ownerDocument);
    if (!focused?.matches(TEXT_FIELDS)) return;
    this.#last = focused;
    this.#inputAt = performance.now();
  }

  hostDisconnected(): void {
    this.#view?.removeEventListener('blur', this.#onBlur);
    for (const type of INPUTS) this.#view?.removeEventListener(type, this.#onInput, { capture: true });
    this.#view = undefined;
    this.#last = undefined;
  }

  /** Puts the focus into the game because the page, and so the player, wants it there. */
  enter(): void {
    this.#isInvited = true;
    this.#frame()?.focus();
  }

  readonly #onInput = (event: Event): void => {
    if (event.type === 'focusin') {
      const target = event.composedPath()[0];
      if (target instanceof HTMLElement && target !== this.#frame()) {
        this.#last = target;
        this.#isInvited = false;
      }
      return;
    }
    const now = performance.now();
    if (event instanceof KeyboardEvent) {
      this.#tabAt = event.key === 'Tab' ? now : -Infinity;
      this.#keyAt = event.key === 'Tab' ? -Infinity : now;
    }
    // A finger has no pointer to see, so the page's own touches must not count against one inside the game.
    this.#inputAt = event instanceof PointerEvent && event.pointerType === 'touch' ? -Infinity : now;
  };

  readonly #onBlur = (): void => {
    // Only after this event is the new focus known in all browsers.
    setTimeout(() => {
      const frame = this.#frame();
      const root = frame?.getRootNode();
      if (!frame || !(root instanceof ShadowRoot) || root.activeElement !== frame || this.#hasEntered(frame)) return;
      this.returned++;
      if (this.#last?.isConnected) this.#last.focus({ preventScroll: true });
      if (root.activeElement === frame) frame.blur();
    });
  };

  #hasEntered(frame: HTMLIFrameElement): boolean {
    const now = performance.now();
    if (this.#isInvited || now - this.#tabAt < TYPING) return true;
    if (frame.matches(':hover')) return now - this.#keyAt > TYPING;
    return !!this.#view?.navigator.userActivation?.isActive && now - this.#inputAt > ACTIVATION;
  }
}

const TEXT_FIELDS = 'input, textarea, select, [contenteditable]';

/** The element that has the focus, also inside shadow roots. */
function focusedElement(document: Document): HTMLElement | undefined {
  let focused = documentMember('activeElement', document);
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return focused instanceof HTMLElement ? focused : undefined;
}

const INPUTS = ['focusin', 'keydown', 'pointerdown'] as const;
