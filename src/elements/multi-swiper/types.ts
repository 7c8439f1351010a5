import type { LitElement } from 'lit';
import type { GsEventMap } from '../../shared/events.js';
import type { Slide } from './slide.js';

/** What the page has set, as far as it decides what is started and where the player goes. */
export interface SwiperHost extends LitElement {
  readonly keepAlive: number;
  readonly maxLive: number;
  readonly preload: string;
  readonly direction: string;
  readonly endBehavior: string;
  readonly startIndex: number;
  readonly hash?: string | null;
  /** Games start by themselves when the player rests on them. */
  readonly isAuto: boolean;
}

/** How navigation reaches the page and what plays. */
export interface NavigationHooks {
  readonly host: SwiperHost;
  /** Tells the page. Answers false when it prevented what is to come. */
  readonly emit: <K extends keyof GsEventMap>(
    type: K,
    detail: GsEventMap[K]['detail'],
    cancelable?: boolean,
  ) => boolean;
  /** The player has rested on a game that starts by itself. */
  readonly onRest: (slide: Slide) => void;
}
