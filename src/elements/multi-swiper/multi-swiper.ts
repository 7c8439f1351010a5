import { html, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { define } from '../../shared/define.js';
import { shell, tokens } from '../../shared/tokens.styles.js';
import '../../shared/locales/en-multi-swiper.js';
import type { EndReason, SlideRef } from './events.js';
import { railStyles } from './rail.styles.js';
import type { SuspendLevel } from './suspend-frame.js';
import type { SlidePhase } from './slide.js';
import { slideStyles } from './slide.styles.js';
import { renderHosted, renderNative, type StageContext } from './stage.js';
import { SwiperGames, type SlideState } from './swiper-games.js';
import { styles } from './multi-swiper.styles.js';

export type { EndReason, SuspendLevel, SlidePhase, SlideRef, SlideState };

/**
 * Games to swipe through, one at a time: on the vendor's own swipe page (`hosted`), or each in a frame of its own
 * (`native`). Nothing is started before the player says so.
 *
 * @tag gs-multi-swiper
 * @slot header - instead of the heading
 * @slot actions - at the end of the header
 * @slot footer - below the games
 * @slot loading - instead of the skeleton
 * @slot empty - instead of the words for no games
 * @slot error - instead of the words for a failure
 * @event {CustomEvent<{multiSessionId: string, totalGames: number, expiresAt?: Date}>} gs-multi-session-start - hosted: started
 * @event {CustomEvent<{multiSessionId: string, status: MultiSessionStatus}>} gs-multi-session-status - hosted: an answer
 * @event {CustomEvent<{multiSessionId: string}>} gs-multi-session-expired - hosted: the time is up
 * @event {CustomEvent<{multiSessionId: string, reason: EndReason}>} gs-multi-session-end - hosted: over
 * @event {CustomEvent<{from: number, to: number, busy: boolean}>} gs-before-slide-change - cancelable
 * @event {CustomEvent<{from: number, to: number, gameId: string}>} gs-slide-change - another game is in front
 * @event {CustomEvent<{index: number, gameId: string, sessionId: string}>} gs-slide-ready - a game can be played
 * @event {CustomEvent<{index: number, gameId: string, error: ApiError}>} gs-slide-error - a game could not be started
 * @event {CustomEvent<{index: number, gameId: string, sessionId: string, reason: EndReason}>} gs-slide-end - a game was ended
 * @event {CustomEvent<{index: number, total: number}>} gs-end-reached - the last game; under `refill` three earlier, cancelable
 * @csspart viewport - the box that scrolls
 * @csspart track - as long as all games
 * @csspart slide - one game
 * @csspart poster - its picture
 * @csspart overlay - its name over the picture
 * @csspart title - its name
 * @csspart studio - who made it
 * @csspart play-button - starts it
 * @csspart frame - the game
 * @csspart loading - the bar while it loads
 * @csspart toolbar - above the games
 * @csspart progress - how far the player has come
 * @csspart time-left - hosted: until the games are over
 * @csspart end-button - ends what was started
 * @csspart rail - beside the games
 * @csspart rail-item - a poster on the rail
 * @csspart handle - the rail while a game is played
 * @csspart previous-button - to the game before
 * @csspart next-button - to the next game
 * @cssprop [--gs-swiper-size=min(80svh, 36em)] - height of the stage
 * @cssprop [--gs-color-stage=#0e0f13] - behind the games
 */
export class GsMultiSwiper extends SwiperGames {
  static override styles = [tokens, shell, styles, slideStyles, railStyles];

  @state() private isRailOpen = false;

  #clock?: ReturnType<typeof setInterval>;

  override connectedCallback(): void {
    super.connectedCallback();
    // A hand that comes near may want to play.
    for (const type of ['pointerover', 'focusin'])
      this.addEventListener(type, () => void this.prepare(), { once: true });
    window.addEventListener('pagehide', this.leave);
    window.addEventListener('hashchange', this.#onHash);
    this.#clock = setInterval(() => this.hosted?.id && this.requestUpdate(), 1000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('pagehide', this.leave);
    window.removeEventListener('hashchange', this.#onHash);
    clearInterval(this.#clock);
    this.navigation.stop();
    // An element that is only being moved is connected again before this runs.
    queueMicrotask(() => {
      if (!this.isConnected) this.leave();
    });
  }

  /** With this method in place `moveBefore()` keeps the frames alive. */
  connectedMoveCallback(): void {
    this.requestUpdate();
  }

  get #stage(): StageContext {
    return {
      say: (name, values) => this.localize(name, values),
      language: this.language,
      ...this.looks,
      isRailOpen: this.isRailOpen,
      isNear: this.isNearViewport,
      onPlay: this.onPlay,
      onEnd: () => void this.end(),
      onStep: (step) => this.navigation.step(step),
      onGo: (index) => {
        this.isRailOpen = false;
        this.navigation.go(index);
      },
      onWheel: this.navigation.onWheel,
      onToggle: () => (this.isRailOpen = !this.isRailOpen),
      onKey: this.navigation.onKey,
      onEvent: this.onEvent,
    };
  }

  readonly #onHash = (): void => this.navigation.follow();

  protected override render(): TemplateResult {
    const { state } = this;
    const isStage = this.isHosted ? state !== 'unconfigured' : state === 'idle' || state === 'ready';
    const bone = html`<div class="bone"></div>`;
    const body =
      !isStage || (!this.isHosted && this.isEmpty)
        ? html`<div class="stage instead">${this.renderMessage(bone, this.localize('swiperEmpty'))}</div>`
        : this.isHosted
          ? renderHosted(this.hosted, this.feed, this.#stage)
          : renderNative(this.feed, this.#stage);
    return this.renderLayout(body, undefined, this.heading ?? this.localize('swiperGames'));
  }
}

define('gs-multi-swiper', GsMultiSwiper);

declare global {
  interface HTMLElementTagNameMap {
    'gs-multi-swiper': GsMultiSwiper;
  }
}
