/** Which url a frame may load and whose messages it accepts, cached between updates. */
import {
  checkFrameUrl,
  parseOrigins,
  type FrameUrlCheck,
  type OriginList,
  type RefusalReason,
} from '../../game/frame-url.js';

/** The url check with its last result: reports only changes. */
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

  /** Entries of the allow-list that are no valid origins. */
  get invalid(): readonly string[] {
    return this.#list?.invalid ?? [];
  }

  /**
   * Checks a url; the same inputs as last time are not checked again.
   * @param src the url as it was given; undefined while there is nothing to show
   * @returns whether the result differs; `kept` when only the list has changed and the url is still allowed
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

/** The page, for the url check; in a sandboxed or `srcdoc` page the two origins differ. */
function pageOf(): { hostname: string; origins: string[] } {
  return { hostname: location.hostname, origins: [location.origin, self.origin] };
}
