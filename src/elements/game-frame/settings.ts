/** What a page may set on a frame. */
import { property } from 'lit/decorators.js';
import { GsElement } from '../../shared/gs-element.js';

export abstract class FrameSettings extends GsElement {
  /** Url of the game: absolute https, on another origin than the page. Setting another one loads a new frame. */
  @property() src?: string;
  /** Accessible name of the frame: the name of the game. */
  @property() override title = '';
  /** Origins that may be framed and whose messages are accepted, separated by blanks. Default: the provider's `frame-origins`. */
  @property() origins?: string;
  /** Message format of the game: `gs`, `nolimit`, `hizi`, `choicegaming`, one that was registered, or `auto`. */
  @property() dialect = 'auto';
  /** Sends `mute` to the game, now and whenever it loads. Not every game supports it. */
  @property({ type: Boolean }) muted = false;
  /** Seconds after which a game that has not loaded counts as slow; 0 = never. */
  @property({ type: Number, attribute: 'load-timeout' }) loadTimeout = 20;
  /** Allows popups of the game. Takes effect with the next load. */
  @property({ type: Boolean }) popups = false;
  /** Denies the game element fullscreen, for hosts that have a fullscreen button and panels of their own around it. Takes effect with the next load. */
  @property({ type: Boolean, attribute: 'no-fullscreen' }) noFullscreen = false;
  /** Denies autoplay of sound, for a game that is preloaded out of sight. Takes effect with the next load. */
  @property({ type: Boolean, attribute: 'no-autoplay' }) noAutoplay = false;
  /** Width to height, `16/9`, for a box whose height nobody sets. */
  @property({ attribute: 'aspect-ratio' }) aspectRatio = '16/9';
}
