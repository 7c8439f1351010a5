import type { ReactiveController, ReactiveControllerHost } from 'lit';

type Host = ReactiveControllerHost & HTMLElement;

/** `CloseWatcher`, where the browser has it: Escape, and the Back gesture of a phone. */
interface Watcher {
  onclose: (() => void) | null;
  destroy(): void;
}

interface ScreenLock {
  release(): Promise<void>;
}

/** `navigator.wakeLock`. */
interface ScreenLocks {
  request(type: 'screen'): Promise<ScreenLock>;
}

/** Small touch screens, where games are played in full screen. */
const PHONE = '(pointer: coarse) and (max-width: 600px), (pointer: coarse) and (max-height: 500px)';

export const isPhone = (): boolean => globalThis.matchMedia?.(PHONE).matches ?? false;

/**
 * The shell on the whole screen; where a phone's browser supports that for videos only, in the whole viewport, in the top
 * layer above everything of the page. Keeps the screen awake while a game is played.
 */
export class ScreenController implements ReactiveController {
  /** Entered automatically on a phone, so left when the game is over. */
  isImmersive = false;
  readonly #host: Host;
  readonly #onBack: () => void;
  #watcher?: Watcher;
  readonly #wakeLock?: ScreenLocks;
  /** While the screen is to stay on. */
  #lock?: Promise<ScreenLock | undefined>;

  /**
   * @param onBack the player wants to leave by the Back gesture or Escape
   * @param wakeLock of the browser, where it has one
   */
  constructor(
    host: Host,
    onBack: () => void,
    wakeLock: ScreenLocks | undefined = (globalThis.navigator as { wakeLock?: ScreenLocks } | undefined)?.wakeLock,
  ) {
    this.#wakeLock = wakeLock;
    this.#host = host;
    this.#onBack = onBack;
    host.addController(this);
  }

  get isOn(): boolean {
    return this.#host.matches(':fullscreen') || this.#isFilling;
  }

  hostConnected(): void {
    this.#host.ownerDocument.addEventListener('fullscreenchange', this.#onChange);
    this.#host.ownerDocument.addEventListener('visibilitychange', this.#onVisibility);
  }

  hostDisconnected(): void {
    this.#host.ownerDocument.removeEventListener('fullscreenchange', this.#onChange);
    this.#host.ownerDocument.removeEventListener('visibilitychange', this.#onVisibility);
    this.#watcher?.destroy();
    this.keepAwake(false);
  }

  async enter(options?: FullscreenOptions): Promise<void> {
    if (this.isOn) return;
    try {
      await this.#host.requestFullscreen(options);
    } catch {
      this.#fill(true); // not supported, no user activation, or denied by permissions policy
    }
  }

  /** As `enter`, with the screen locked to the game's orientation. */
  async enterImmersive(isWide: boolean): Promise<void> {
    this.isImmersive = true;
    await this.enter({ navigationUI: 'hide' });
    const orientation = globalThis.screen?.orientation as { lock?(way: string): Promise<void> } | undefined;
    if (isWide) await orientation?.lock?.('landscape').catch(() => undefined); // not supported on this device or in this mode
  }

  async leave(): Promise<void> {
    this.isImmersive = false;
    if (this.#host.matches(':fullscreen')) await this.#host.ownerDocument.exitFullscreen();
    else if (this.#isFilling) this.#fill(false);
  }

  toggle(): void {
    void (this.isOn ? this.leave() : this.enter());
  }

  /** Keeps the screen from dimming in the middle of a game. */
  keepAwake(isOn: boolean): void {
    if (isOn) this.#lock ??= this.#requestLock();
    else {
      void this.#lock?.then((lock) => lock?.release());
      this.#lock = undefined;
    }
  }

  async #requestLock(): Promise<ScreenLock | undefined> {
    return this.#wakeLock?.request('screen').catch(() => undefined); // low battery, or a hidden page
  }

  /** Browsers release the lock of a page that is hidden. */
  readonly #onVisibility = (): void => {
    if (this.#lock && this.#host.ownerDocument.visibilityState === 'visible') this.#lock = this.#requestLock();
  };

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
        this.#watchBack(); // a close watcher handles one gesture only
      };
    } catch {
      return; // browsers allow no more close watchers without user activation
    }
  }

  readonly #onChange = (): void => {
    this.#host.requestUpdate();
  };
}
