import type { LitElement } from 'lit';
import type { GsEventMap } from '../../shared/events.js';
import type { SessionService } from '../../play/session-service.js';
import type { GsGameFrame } from '../game-frame/game-frame.js';
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

/** How the parts of the swiper reach the service, the page and each other. */
export interface SwiperHooks {
  readonly host: SwiperHost;
  /** Where sessions are started for the player of now; undefined without a connection. */
  readonly service: () => SessionService | undefined;
  /** Of the reader, for games when the page names no locale. */
  readonly language: () => string;
  /** The frame of a slide's game. */
  readonly frame: (slide: Slide) => GsGameFrame | null;
  /** Tells the page. Answers false when it prevented what is to come. */
  readonly emit: <K extends keyof GsEventMap>(
    type: K,
    detail: GsEventMap[K]['detail'],
    cancelable?: boolean,
  ) => boolean;
  /** The player has rested on a game that starts by itself. */
  readonly onRest: (slide: Slide) => void;
  /** A game can be played. */
  readonly onReady: (slide: Slide) => void;
}
