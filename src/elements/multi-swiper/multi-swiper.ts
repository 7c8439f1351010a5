import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import type { GameRun } from '../../play/game-run.js';
import type { SilencedBy } from '../../play/types.js';
import { define } from '../../shared/define.js';
import { formatDuration, numberFormat } from '../../shared/format.js';
import '../../shared/locales/en-multi-swiper.js';
import { shell, tokens } from '../../shared/tokens.styles.js';
import { FocusController } from '../game-shell/focus-controller.js';
import type { EndReason, SlideRef } from './events.js';
import { styles } from './multi-swiper.styles.js';
import { filterStyles } from './filter.styles.js';
import { renderFilter } from './game-filter.js';
import { railStyles } from './rail.styles.js';
import type { Slide } from './slide.js';
import { slideStyles } from './slide.styles.js';
import { renderHosted, renderNative, type StageContext } from './stage.js';
import { SwiperGames, type SlideState } from './swiper-games.js';
import { renderProgress } from './templates.js';

export type { EndReason, SilencedBy, SlideRef, SlideState };

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
 * @event {CustomEvent<{index: number, gameId: string, sessionId: string, reason: EndReason, confirmed: boolean}>} gs-slide-end - a game was ended
 * @event {CustomEvent<{index: number, total: number}>} gs-end-reached - the last game; under `refill` three earlier, cancelable
 * @csspart viewport - the box that scrolls
 * @csspart track - as long as all games
 * @csspart slide - one game
 * @slot poster-{id} - instead of a game's picture
 * @slot overlay-{id} - instead of its name and studio; `id` is the game's
 * @csspart play - toolbar, stage and notices
 * @csspart poster - its picture
 * @csspart overlay - its name over the picture
 * @csspart title - its name
 * @csspart studio - who made it
 * @csspart mark - that it has a demo, or free spins
 * @csspart favourite-button - marks it as a favourite
 * @csspart filter - search, studio, type and favourites
 * @csspart search - the field to search with
 * @csspart studio-filter - the list of studios
 * @csspart type-filter - the list of types
 * @csspart favourites-filter - shows favourites only
 * @csspart play-button - starts it
 * @csspart loading - the bar while it loads
 * @csspart progress - how far the player has come
 * @csspart rail - beside the games
 * @csspart rail-item - a poster on the rail
 * @csspart handle - the rail while a game is played
 * @csspart previous-button - to the game before
 * @csspart next-button - to the next game
 * @cssprop [--gs-swiper-size=min(80svh, 36em)] - height of the stage
 */
export class GsMultiSwiper extends SwiperGames {
  static override styles = [tokens, shell, styles, slideStyles, railStyles, filterStyles];

  @state() private isRailOpen = false;

  readonly #focus = new FocusController(this);
  #lastActive = 0;
  #wasRailOpen = false;
  /** The focus is inside, and has to stay there. */
  #hasFocus = false;

  override connectedCallback(): void {
    super.connectedCallback();
    // Who comes near may want to play: the code for it is fetched (prefetch).
    for (const type of ['pointerover', 'focusin'])
      this.addEventListener(type, () => void this.prepare(), { once: true });
    window.addEventListener('hashchange', this.#onHash);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('hashchange', this.#onHash);
    this.navigation.stop();
  }

  /** With this method in place `moveBefore()` keeps the frames alive. */
  connectedMoveCallback(): void {
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const { activeElement } = this.getRootNode() as Document | ShadowRoot;
    this.#hasFocus = this.hasUpdated && activeElement === this;
    const { active, activeSlide } = this.feed;
    const isSameSlide = active === this.#lastActive;
    if (!isSameSlide) this.tapped = undefined;
    this.#lastActive = active;
    // A game that starts by itself, or another one in front, leaves the focus where it is.
    const isOwn = this.isHosted || (isSameSlide && activeSlide === this.tapped);
    this.#focus.before(this.phase, !!this.shownRun?.isConfirming, isOwn);
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    void this.#focus.after(this.run ? this.frameOf(this.run) : null);
    if (this.#hasFocus) this.#keepFocus();
    this.#wasRailOpen = this.isRailOpen;
  }

  /** What had the focus may be gone, or inert: then it goes to what came instead, else to the games, which take the keys. */
  #keepFocus(): void {
    const { activeElement } = this.renderRoot as ShadowRoot;
    if (activeElement && !activeElement.closest('[inert]')) return;
    const isRail = this.isRailOpen !== this.#wasRailOpen;
    const places = [isRail && (this.isRailOpen ? '.item[aria-current]' : '.handle'), '.viewport', '.stage'];
    const found = places.map((place) => place && this.renderRoot.querySelector<HTMLElement>(place));
    found.find((element) => !!element)?.focus({ preventScroll: true });
  }

  get #stage(): StageContext {
    return {
      localize: this.localize,
      language: this.language,
      ...this.looks,
      isLoop: this.endBehavior === 'loop',
      isRailOpen: this.isRailOpen,
      isNear: this.isNearViewport,
      isBarred: this.#isBarred,
      noticeOf: (run, slide) => this.#noticeOf(run, slide),
      renderFrame: (run, title, key, loading) => this.renderFrame(run, { title, key, loading }),
      favourites: this.favourites,
      onFavourite: this.allowFavourite ? this.onFavourite : undefined,
      onPlay: this.onPlay,
      onStep: (step) => this.navigation.step(step),
      onGo: (index) => {
        this.isRailOpen = false;
        this.navigation.go(index);
      },
      onWheel: this.navigation.onWheel,
      onToggle: () => (this.isRailOpen = !this.isRailOpen),
      onKey: this.#onKey,
    };
  }

  get #isBarred(): boolean {
    const run = this.shownRun;
    return !!run?.session || run?.phase === 'frame-blocked' || !!this.shell?.isFullscreen;
  }

  /** What is said on a poster: why there is no game, or how it went. */
  #noticeOf(run: GameRun | undefined, slide?: Slide): string | undefined {
    const isFront = !slide || slide === this.feed.activeSlide;
    const error = run?.error ?? (isFront ? this.codeError : undefined);
    if (run?.phase === 'unavailable' || (slide?.game.isOffered === false && !run))
      return this.localize('launchUnavailableText');
    if (run?.phase === 'expired') return this.localize('launchExpired');
    if (run?.phase === 'resumable') return this.localize('launchOpen');
    if (error) return this.failureText(error);
    if (run?.phase !== 'ended' || !run.summary || !run.isEndAskedFor) return undefined;
    const { seconds, score } = run.summary;
    const facts = [this.localize('launchEnded'), formatDuration(this.language, seconds)];
    if (score !== undefined) facts.push(`${this.localize('launchScore')} ${numberFormat(this.language).format(score)}`);
    return facts.join(' · ');
  }

  readonly #onHash = (): void => this.navigation.follow();

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.isRailOpen) return this.navigation.onKey(event);
    event.preventDefault();
    this.isRailOpen = false;
  };

  protected override render(): TemplateResult {
    const { state } = this;
    const isStage = this.isHosted ? state !== 'unconfigured' : state === 'idle' || state === 'ready';
    const bone = html`<div class="bone"></div>`;
    const body =
      !isStage || (!this.isHosted && this.isEmpty)
        ? html`<div class="stage instead">${this.renderMessage(bone, this.localize('swiperEmpty'))}</div>`
        : this.#renderPlay();
    return this.renderLayout([this.#renderFilter(), body], undefined, this.heading ?? this.localize('swiperGames'));
  }

  #renderFilter(): unknown {
    if (this.isHosted) return nothing;
    return renderFilter({
      localize: this.localize,
      values: this.filter,
      games: this.catalogueGames,
      isSearchable: this.searchable,
      isFilterable: this.filterable,
      hasFavourites: this.allowFavourite,
      onChange: this.onFilter,
    });
  }

  #renderPlay(): TemplateResult {
    const stage = this.#stage;
    const { hosted, feed, language, isHosted } = this;
    const run = this.shownRun;
    const [index, total] = isHosted ? [hosted.current, hosted.total] : [feed.active, feed.games.length];
    const name = isHosted ? hosted.games[hosted.current]?.name : run?.game?.title;
    return this.renderShell({
      title: name ?? '',
      tools: html`<span slot="tools" class="in-bar">${renderProgress(this.looks.progress, { language, index, total })}</span>`,
      isWide: false,
      isOverlay: true,
      content: isHosted ? renderHosted(this.hostedRun, hosted, feed, stage) : renderNative(feed, stage),
    });
  }
}

define('gs-multi-swiper', GsMultiSwiper);

declare global {
  interface HTMLElementTagNameMap {
    'gs-multi-swiper': GsMultiSwiper;
  }
}
