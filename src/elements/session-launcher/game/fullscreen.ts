import type { ReactiveController, ReactiveControllerHost } from 'lit';

type Host = ReactiveControllerHost & HTMLElement;

/**
 * The game on the whole screen; where a phone's browser keeps that to videos, on the whole viewport instead, in the
 * top layer, where nothing of the page lies over it.
 */
export class Fullscreen implements ReactiveController {
  readonly #host: Host;
  readonly #box: () => HTMLElement | null;

  /** @param box what goes on the screen, with everything that must stay visible in it */
  constructor(host: Host, box: () => HTMLElement | null) {
    this.#host = host;
    this.#box = box;
    host.addController(this);
  }

  get isOn(): boolean {
    const box = this.#box();
    return !!box && (box.matches(':fullscreen') || this.#isFilling(box));
  }

  hostConnected(): void {
    this.#host.ownerDocument.addEventListener('fullscreenchange', this.#onChange);
  }

  hostDisconnected(): void {
    this.#host.ownerDocument.removeEventListener('fullscreenchange', this.#onChange);
  }

  async enter(options?: FullscreenOptions): Promise<void> {
    const box = this.#box();
    if (!box || this.isOn) return;
    try {
      await box.requestFullscreen(options);
    } catch {
      this.#fill(box, true); // no such method, not within a tap, or forbidden to this frame
    }
  }

  async leave(): Promise<void> {
    const box = this.#box();
    if (!box) return;
    if (box.matches(':fullscreen')) await this.#host.ownerDocument.exitFullscreen();
    else if (this.#isFilling(box)) this.#fill(box, false);
  }

  toggle(): void {
    void (this.isOn ? this.leave() : this.enter());
  }

  #isFilling(box: HTMLElement): boolean {
    return box.hasAttribute('popover');
  }

  #fill(box: HTMLElement, isOn: boolean): void {
    if (isOn) {
      box.setAttribute('popover', 'manual');
      box.showPopover?.();
    } else {
      box.hidePopover?.();
      box.removeAttribute('popover');
    }
    this.#host.requestUpdate();
  }

  readonly #onChange = (): void => this.#host.requestUpdate();
}
