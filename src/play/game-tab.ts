import { checkFrameUrl, parseOrigins, type RefusalReason } from '../game/frame-url.js';

/** A browser tab for a game, opened within the player's tap and led to the game when its address is known. */
export class GameTab {
  /** Null when the browser refused to open one: then the player follows a link. */
  readonly #window: Window | null;
  #hasGame = false;

  constructor() {
    this.#window = globalThis.open('', '_blank');
    // As `noopener` does, which would leave no reference to navigate the tab with.
    if (this.#window) this.#window.opener = null;
  }

  /** The player has closed the tab that the game was in. */
  get isClosed(): boolean {
    return this.#hasGame && this.#window?.closed === true;
  }

  /** @returns why the url is refused, or `blocked` when there is no tab. */
  go(value: string, origins: string): RefusalReason | 'blocked' | undefined {
    const { hostname, origin } = globalThis.location;
    const { url, reason } = checkFrameUrl(value, { hostname, origins: [origin] }, parseOrigins(origins));
    if (!url) {
      this.close();
      return reason;
    }
    if (!this.#window || this.#window.closed) return 'blocked';
    this.#window.location.replace(url.href);
    this.#hasGame = true;
    return undefined;
  }

  close(): void {
    this.#window?.close();
  }
}
