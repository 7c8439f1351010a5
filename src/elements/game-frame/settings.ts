/** What a page may set on a frame. */
import { property } from 'lit/decorators.js';
import { GsElement } from '../../shared/gs-element.js';

export abstract class FrameSettings extends GsElement {
  /** Url of the game: absolute https, on another origin than the page. Setting another one loads a new frame. */
  @property() src?: string;
  /** What the frame is called for people who can't see it: the name of the game. */
  @property() override title = '';
  /** Origins that may be framed and whose messages count, separated by blanks. Default: the provider's `frame-origins`. */
  @property() origins?: string;
  /** How the game talks: `gs`, `nolimit`, `hizi`, `choicegaming`, one that was registered, or `auto`. */
  @property() dialect = 'auto';
  /** Asks the game to be silent, now and whenever it loads. Not every game listens. */
  @property({ type: Boolean }) muted = false;
  /** Seconds until a game that has not come counts as slow; 0 = never. */
  @property({ type: Number, attribute: 'load-timeout' }) loadTimeout = 20;
  /** Lets the game open windows. Counts from the next load on. */
  @property({ type: Boolean }) popups = false;
  /** Keeps the whole screen from the game: what is around it has a button of its own, and panels that have to be seen. Counts from the next load on. */
  @property({ type: Boolean, attribute: 'no-fullscreen' }) noFullscreen = false;
  /** Keeps the game from playing sound by itself, for one that is loaded before the player sees it. Counts from the next load on. */
  @property({ type: Boolean, attribute: 'no-autoplay' }) noAutoplay = false;
  /** Width to height, `16/9`, for a box whose height nobody sets. */
  @property({ attribute: 'aspect-ratio' }) aspectRatio = '16/9';

  /** Width to height as CSS writes it; empty when `aspect-ratio` is no such thing. */
  protected get ratio(): string {
    const ratio = /^\s*(\d+(?:\.\d+)?)\s*[/:]\s*(\d+(?:\.\d+)?)\s*$/.exec(this.aspectRatio ?? '');
    if (!ratio) this.warn(`aspect-ratio="${this.aspectRatio}" is not like 16/9.`);
    return ratio ? `${ratio[1]} / ${ratio[2]}` : '';
  }
}
