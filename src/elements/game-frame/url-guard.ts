/** What one frame may show and whose messages it may hear, kept between updates. */
import {
  checkFrameUrl,
  parseOrigins,
  type FrameUrlCheck,
  type OriginList,
  type RefusalReason,
} from '../../game/frame-url.js';

/** The url gate with a memory: says only when a verdict has changed. */
export class UrlGuard {
  #verdict: FrameUrlCheck | undefined;
  #list: OriginList | undefined;
  #asked: string | undefined;

  /** The url that may be framed. */
  get url(): URL | undefined {
    return this.#verdict?.url;
  }

  /** Why the url may not be framed. */
  get reason(): RefusalReason | undefined {
    return this.#verdict?.reason;
  }

  /** Entries of the allow-list that can be no origin. */
  get invalid(): readonly string[] {
    return this.#list?.invalid ?? [];
  }

  /**
   * Judges a url, unless this very question was the last one.
   * @param src the url as it was given; undefined while there is nothing to show
   * @returns whether the verdict is another one, `kept` when only the list around an allowed url has changed
   */
  judge(src: string | undefined, origins: string | undefined): 'same' | 'kept' | 'changed' {
    const asked = JSON.stringify([src, origins]);
    if (asked === this.#asked) return 'same';
    this.#asked = asked;
    const before = this.url?.href;
    this.#list = parseOrigins(origins);
    this.#verdict = src === undefined ? undefined : checkFrameUrl(src, pageOf(), this.#list);
    return before !== undefined && before === this.url?.href ? 'kept' : 'changed';
  }

  /** Whether messages of that origin are the game's: its url's origin, or one on the list; never the page's own. */
  allows(origin: string): boolean {
    if (!this.url || pageOf().origins.includes(origin)) return false;
    return origin === this.url.origin || !!this.#list?.allows(origin);
  }
}

/** The page as the gate sees it; in a sandboxed or `srcdoc` page the two origins differ. */
function pageOf(): { hostname: string; origins: string[] } {
  return { hostname: location.hostname, origins: [location.origin, self.origin] };
}
