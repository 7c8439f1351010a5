import { checkFrameUrl, parseOrigins, type RefusalReason } from '../../../game/frame-url.js';

/** A browser tab for a game, opened within the player's tap and led to the game when its address is known. */
export class GameTab {
  /** Null when the browser refused to open one: then the player follows a link. */
  readonly #window: Window | null;

  constructor() {
    this.#window = globalThis.open('', '_blank');
    // As `noopener` does, which would leave us without a tab to send anywhere.
    if (this.#window) this.#window.opener = null;
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
    return undefined;
  }

  /** Closes a tab that has led nowhere: of one that has, the browser thinks that it is the game's own. */
  close(): void {
    this.#window?.close();
  }
}
