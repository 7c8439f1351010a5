import type { ReactiveController, ReactiveControllerHost } from 'lit';

type Host = ReactiveControllerHost & HTMLElement;

/** `CloseWatcher`, where the browser has it: Escape, and the Back gesture of a phone. */
interface Watcher {
  onclose: (() => void) | null;
  destroy(): void;
}

/** Small screens that are touched: there a game takes all of the screen, as people expect it there. */
const PHONE = '(pointer: coarse) and (max-width: 600px), (pointer: coarse) and (max-height: 500px)';

export const isPhone = (): boolean => globalThis.matchMedia?.(PHONE).matches ?? false;

/**
 * The shell on the whole screen; where a phone's browser keeps that to videos, on the whole viewport instead, in the top
 * layer, where nothing of the page lies over it. Keeps the screen awake while a game is played.
 */
export class ScreenController implements ReactiveController {
  /** Entered by playing on a phone, so left when the game is over. */
  isImmersive = false;
  readonly #host: Host;
  readonly #onBack: () => void;
  #watcher?: Watcher;
  #wakeLock?: { release(): Promise<void> };

  /** @param onBack the player wants to leave by the Back gesture or Escape */
  constructor(host: Host, onBack: () => void) {
    this.#host = host;
    this.#onBack = onBack;
    host.addController(this);
  }

  get isOn(): boolean {
    return this.#host.matches(':fullscreen') || this.#isFilling;
  }

  hostConnected(): void {
    this.#host.ownerDocument.addEventListener('fullscreenchange', this.#onChange);
  }

  hostDisconnected(): void {
    this.#host.ownerDocument.removeEventListener('fullscreenchange', this.#onChange);
    this.#watcher?.destroy();
    void this.keepAwake(false);
  }

  async enter(options?: FullscreenOptions): Promise<void> {
    if (this.isOn) return;
    try {
      await this.#host.requestFullscreen(options);
    } catch {
      this.#fill(true); // no such method, not within a tap, or forbidden to this frame
    }
  }

  /** As `enter`, turned the way the game is wide. */
  async enterImmersive(isWide: boolean): Promise<void> {
    this.isImmersive = true;
    await this.enter({ navigationUI: 'hide' });
    const orientation = globalThis.screen?.orientation as { lock?(way: string): Promise<void> } | undefined;
    if (isWide) await orientation?.lock?.('landscape').catch(() => undefined); // not on this device, or not here
  }

  async leave(): Promise<void> {
    this.isImmersive = false;
    if (this.#host.matches(':fullscreen')) await this.#host.ownerDocument.exitFullscreen();
    else if (this.#isFilling) this.#fill(false);
  }

  toggle(): void {
    void (this.isOn ? this.leave() : this.enter());
  }

  /** A screen that dims in the middle of a game whose dialect is silent. */
  async keepAwake(isOn: boolean): Promise<void> {
    if (isOn === !!this.#wakeLock) return;
    if (!isOn) {
      const lock = this.#wakeLock;
      this.#wakeLock = undefined;
      return lock?.release();
    }
    const { wakeLock } = globalThis.navigator as {
      wakeLock?: { request(type: 'screen'): Promise<{ release(): Promise<void> }> };
    };
    this.#wakeLock = await wakeLock?.request('screen').catch(() => undefined); // low battery, or a page that is not seen
  }

  get #isFilling(): boolean {
    return this.#host.hasAttribute('popover');
  }

  #fill(isOn: boolean): void {
    const host = this.#host;
    this.#watcher?.destroy();
    this.#watcher = undefined;
    if (isOn) {
      host.setAttribute('popover', 'manual');
      host.showPopover?.();
      this.#watchBack();
    } else {
      host.hidePopover?.();
      host.removeAttribute('popover');
    }
    host.requestUpdate();
  }

  #watchBack(): void {
    const { CloseWatcher } = globalThis as { CloseWatcher?: new () => Watcher };
    if (!CloseWatcher) return;
    try {
      this.#watcher = new CloseWatcher();
      this.#watcher.onclose = () => {
        if (!this.#isFilling) return;
        this.#onBack();
        this.#watchBack(); // the next gesture is another question
      };
    } catch {
      return; // the browser allows no more of them without an act of the player
    }
  }

  readonly #onChange = (): void => {
    this.#host.requestUpdate();
  };
}
