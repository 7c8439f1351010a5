/** What a page can set of the swiper, and what follows from it. */
import { property, state } from 'lit/decorators.js';
import type { GameSearch } from '../../api/iplaygames/index.js';
import { enumAttribute } from '../../shared/enum-attribute.js';
import { missingPlayerParams } from '../../play/player-params.js';
import { PlayElement } from '../game-shell/play-element.js';
import { readIds } from './games.js';
import { prefersReducedData } from './reduced-data.js';

export abstract class SwiperSettings extends PlayElement {
  /** The vendor's swipe page, or a feed of our own with each game in a frame. */
  @property() mode: 'hosted' | 'native' = 'hosted';
  /** Starts without a tap, once on the screen. */
  @property({ type: Boolean }) autostart = false;
  /** Ids of the games, in order. Default: `native` the catalogue, `hosted` the vendor's choice. */
  @property({ attribute: 'game-ids' }) gameIds = '';
  /** Only games of the catalogue of this type: `slot`, `table` or `live`. */
  @property({ attribute: 'game-type' }) gameType = '';
  /** Only games of the catalogue by this provider. */
  @property({ attribute: 'provider-slug' }) providerSlug = '';
  /** Native: lets the player search the games. */
  @property({ type: Boolean }) searchable = false;
  /** Native: lets the player choose a studio and a type. */
  @property({ type: Boolean }) filterable = false;
  /** Native: lets the player mark favourites, and show only these. Kept in the page's storage, by player. */
  @property({ type: Boolean, attribute: 'allow-favourite' }) allowFavourite = false;
  /** Follows a multi-session that was started elsewhere. */
  @property({ attribute: 'multi-session-id' }) multiSessionId = '';
  /** The swipe url of that multi-session, if known: the service returns it only once. It holds a credential. */
  @property({ attribute: false }) swipeUrl?: string;
  /** The game that is in front at first, from 0. */
  @property({ type: Number, attribute: 'start-index' }) startIndex = 0;
  /** Direction of swiping. */
  @property() direction: 'vertical' | 'horizontal' = 'vertical';
  /** Whether a game starts on a tap, or when the player stays on it after the first start. */
  @property() play: 'tap' | 'auto' = 'tap';
  /** Games kept in their frames. Default 3; 1 with little memory or for a player who saves data. */
  @property({ type: Number, attribute: 'keep-alive' }) keepAlive = prefersReducedData() ? 1 : 3;
  /** Games that may run at a time. */
  @property({ type: Number, attribute: 'max-live' }) maxLive = 1;
  /** What is loaded of the neighbours once the game in front is ready. `frame` starts their sessions, under `play="auto"`. */
  @property() preload: 'none' | 'poster' | 'frame' = 'poster';
  /** Side of the rail with posters; `none` shows only the two buttons. */
  @property() rail: 'start' | 'end' | 'none' = 'end';
  /** How the progress through the games is shown. */
  @property() progress: 'count' | 'bar' | 'dots' | 'none' = 'count';
  /** Keeps the game in front in the address, under this name (`game`). */
  @property() hash?: string | null;
  /** What comes after the last game. */
  @property({ attribute: 'end-behavior' }) endBehavior: 'stop' | 'loop' | 'refill' = 'stop';
  /** Seconds between polls of what was started. */
  @property({ type: Number }) override refresh = 10;

  /** Ids that were appended. */
  @state() protected more: readonly string[] = [];

  /** Games start by themselves. */
  get isAuto(): boolean {
    return this.#word('play', this.play, ['tap', 'auto']) === 'auto';
  }

  protected get isHosted(): boolean {
    return this.#word('mode', this.mode, ['hosted', 'native']) === 'hosted';
  }

  /** The ids that the page has set. */
  protected get ids(): string[] {
    return readIds(this.gameIds);
  }

  /** Query of the catalogue; with `game-ids` only for names, and not needed by hosted mode without ids. */
  protected get search(): GameSearch | undefined {
    const { ids } = this;
    if (this.missing || (this.isHosted && !ids.length)) return undefined;
    if (ids.length) return { perPage: 'all' };
    const type = this.#word('game-type', this.gameType, ['', 'slot', 'table', 'live']);
    return { type: type || undefined, provider: this.providerSlug || undefined, perPage: 'all' };
  }

  /** The games of a multi-session to start; without any, the vendor chooses. */
  protected get wish(): readonly string[] {
    return [...this.ids, ...this.more];
  }

  protected get looks(): Record<'direction' | 'rail' | 'progress' | 'preload', string> {
    this.#word('end-behavior', this.endBehavior, ['stop', 'loop', 'refill']); // warns, and uses `stop`
    return {
      direction: this.#word('direction', this.direction, ['vertical', 'horizontal']),
      rail: this.#word('rail', this.rail, ['end', 'start', 'none']),
      progress: this.#word('progress', this.progress, ['count', 'bar', 'dots', 'none']),
      preload: this.#word('preload', this.preload, ['poster', 'none', 'frame']),
    };
  }

  protected override get missing(): string | undefined {
    const { connection } = this;
    if (!connection || connection.problem) return undefined;
    if (!connection.has('iplaygames')) return this.localize('unconfigured');
    const missing = missingPlayerParams(connection);
    return missing.length ? this.localize('missingAttribute', { name: missing.join(', ') }) : undefined;
  }

  #word<const T extends string>(name: string, value: string, words: readonly [T, ...T[]]): T {
    return enumAttribute(name, value, words, (message) => this.warn(message));
  }
}
