import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Milliseconds for which the actions of a panel that opened by itself stay disabled at least. */
const SETTLE = 1000;
/** Milliseconds without any key or pointer event before they are enabled. */
const QUIET = 400;

const INPUTS = ['keydown', 'keyup', 'pointerdown', 'pointerup', 'pointercancel'] as const;

/**
 * Keeps a key or a tap that was meant for the game from answering a panel that has just come up over it. The actions of a
 * panel are enabled when it has been open for a second, every key and pointer is up, and nothing was pressed for a moment;
 * those of a panel that the player opened, as soon as every key is up.
 */
export class PanelGuard implements ReactiveController {
  /** The actions can be used. */
  isAwake = true;
  readonly #host: ReactiveControllerHost & Element;
  readonly #down = new Set<string>();
  #since = 0;
  #lastInput = 0;
  #isAskedFor = false;
  #timer?: ReturnType<typeof setTimeout>;

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    for (const type of INPUTS) window.addEventListener(type, this.#onInput, true);
    window.addEventListener('blur', this.#onBlur);
  }

  hostDisconnected(): void {
    for (const type of INPUTS) window.removeEventListener(type, this.#onInput, true);
    window.removeEventListener('blur', this.#onBlur);
    clearTimeout(this.#timer);
  }

  /**
   * Another panel is up, or none.
   * @param isAskedFor by the player, within the shell
   */
  begin(isAskedFor: boolean): void {
    this.#since = performance.now();
    this.#isAskedFor = isAskedFor;
    // Key events inside a cross-origin frame are not visible here, so their absence proves nothing.
    this.#lastInput = isAskedFor ? -Infinity : this.#since;
    this.isAwake = isAskedFor && this.#down.size === 0;
    this.#check();
  }

  readonly #onInput = (event: Event): void => {
    const name = event instanceof KeyboardEvent ? event.code : 'pointer';
    if (event.type === 'keydown' || event.type === 'pointerdown') this.#down.add(name);
    else this.#down.delete(name);
    if (!this.#isAskedFor) this.#lastInput = performance.now();
    this.#check();
  };

  /** The keyup of a key released elsewhere never arrives. */
  readonly #onBlur = (): void => {
    this.#down.clear();
    this.#check();
  };

  #check(): void {
    clearTimeout(this.#timer);
    if (this.isAwake || this.#down.size > 0) return;
    const now = performance.now();
    const settled = this.#isAskedFor ? now : this.#since + SETTLE;
    const wait = Math.max(settled, this.#lastInput + QUIET) - now;
    if (wait > 0) this.#timer = setTimeout(() => this.#check(), wait);
    else {
      this.isAwake = true;
      this.#host.requestUpdate();
    }
  }
}
