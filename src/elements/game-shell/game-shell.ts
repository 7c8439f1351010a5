import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { jurisdictionOf, unmetRules } from '../../play/jurisdictions.js';
import type { GameRun } from '../../play/game-run.js';
import { isInGame } from '../../play/phases.js';
import { define } from '../../shared/define.js';
import { formatClock } from '../../shared/format.js';
import { GsElement } from '../../shared/gs-element.js';
import { closeIcon, enlargeIcon, mutedIcon, reduceIcon, soundIcon } from '../../shared/icons.js';
import '../../shared/locales/en-game-shell.js';
import type { Strings } from '../../shared/localize.js';
import { tokens } from '../../shared/tokens.styles.js';
import type { GsGameFrame } from '../game-frame/game-frame.js';
import { styles } from './game-shell.styles.js';
import { FrameTouchController } from './frame-touch-controller.js';
import { PanelGuard } from './panel-guard.js';
import { formatMoney, panelOf, type Panel } from './panels.js';
import { isPhone, ScreenController } from './screen-controller.js';

/** Seconds before the end of a session from which on its time is shown. */
const SHOW_LEFT = 600;

/**
 * Everything around a game that is played, in launcher and swiper alike: toolbar, panels, notices, whole screen.
 *
 * @tag gs-game-shell
 * @slot - the stage: frame, feed or poster
 * @slot start - at the beginning of the toolbar
 * @slot tools - before the tools of the toolbar
 * @slot market-logos - of the regulator; never covered by the game, not on the full screen either
 * @slot age-notice - as market-logos
 * @slot panic-button - as market-logos
 * @csspart toolbar - above the game
 * @csspart clock - the session clock
 * @csspart net-position - won or lost, where the jurisdiction asks for it
 * @csspart expiry - until the session ends
 * @csspart mute-button - in the toolbar
 * @csspart fullscreen-button - in the toolbar
 * @csspart end-button - in the toolbar
 * @csspart panel - what is said over the game
 * @csspart hint - a quiet line over the game
 * @csspart notices - what the law wants to be seen
 */
export class GsGameShell extends GsElement {
  static override styles = [tokens, styles];

  /** The game that is played, or that the poster offers. */
  @property({ attribute: false }) run?: GameRun;
  /** Its title. */
  @property() override title = '';
  /** Starts the same game again; undefined where it cannot be. */
  @property({ attribute: false }) onAgain?: () => void;
  /** Whether games are played in full screen on phones. */
  @property() immersive: 'auto' | 'off' = 'auto';
  /** Whether the game is wider than high. */
  @property({ type: Boolean }) wide = false;
  /**
   * The toolbar lies over the stage, and is there only while something is open. What is over, or was left open, is said on
   * the poster, so that nothing lies between the player and the next game.
   */
  @property({ type: Boolean, reflect: true }) overlay = false;

  readonly #guard = new PanelGuard(this);
  readonly #frameTouch = new FrameTouchController(this);
  readonly #screen = new ScreenController(this, () => this.#leaveScreen());
  #panel?: Panel;
  /** Key of the open panel: another one is guarded anew. */
  #panelKey?: string;
  #wasInGame = false;

  /** On the whole screen, or the whole viewport. */
  get isFullscreen(): boolean {
    return this.#screen.isOn;
  }

  override async requestFullscreen(options?: FullscreenOptions): Promise<void> {
    await this.#screen.enter(options);
  }

  /** Within the tap that starts a game: takes the whole screen on a phone. */
  startImmersive(): void {
    if (this.immersive !== 'off' && isPhone() && !this.isFullscreen) void this.#screen.enterImmersive(this.wide);
  }

  /** Moves the focus to the open panel. False without one. */
  focusPanel(): boolean {
    const first = this.#panel?.isAskedFor ? '.panel button' : '.panel-title';
    const target =
      this.renderRoot.querySelector<HTMLElement>(first) ?? this.renderRoot.querySelector<HTMLElement>('.panel-title');
    target?.focus({ preventScroll: true });
    target?.scrollIntoView({ block: 'nearest' });
    return !!target;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { run, language } = this;
    const isPlayed = !!run?.session;
    const isOnPoster = this.overlay && !!run && /^(ended|expired|unavailable|resumable)$/.test(run.phase);
    this.#panel =
      run && !isOnPoster
        ? panelOf({ run, locale: language, localize: this.localize, onAgain: this.onAgain })
        : undefined;
    const key = this.#panel && (run!.isConfirming ? 'confirm' : run!.phase);
    if (key !== this.#panelKey && this.#panel) this.#guard.begin(!!this.#panel.isAskedFor);
    if (key !== this.#panelKey && this.#panel) this.#leaveFrameFullscreen();
    this.#panelKey = key;
    const isGame = !!run && isInGame(run.phase);
    if (isGame !== this.#wasInGame) this.#screen.keepAwake(isGame);
    if (!isGame) this.#frameTouch.reset();
    this.#wasInGame = isGame;
    if (this.#screen.isImmersive && run && /^(ended|expired|poster)$/.test(run.phase)) void this.#screen.leave();
    this.toggleAttribute('full', this.isFullscreen);
    if (isPlayed && changed.size) this.#checkRules();
  }

  /** Warns about what the jurisdiction requires and the page has not set. */
  #checkRules(): void {
    const rules = jurisdictionOf(this.run?.jurisdiction);
    if (this.run?.jurisdiction && !rules) this.warn(`jurisdiction="${this.run.jurisdiction}" is not known.`);
    const slots = [...this.renderRoot.querySelectorAll<HTMLSlotElement>('.notices slot')];
    const filled = slots.filter((slot) => slot.assignedElements({ flatten: true }).length > 0).map(({ name }) => name);
    for (const unmet of this.run && slots.length ? unmetRules(this.run.limits, rules, filled) : [])
      this.warn(`jurisdiction="${rules!.code}" asks for ${unmet}, which this page does not set.`);
  }

  /** Takes a game out of element fullscreen, so that a panel over it is visible. */
  #leaveFrameFullscreen(): void {
    const frame = this.querySelector<GsGameFrame>('gs-game-frame');
    if (frame?.shadowRoot?.fullscreenElement) void document.exitFullscreen();
  }

  /** Back gesture: asks before it ends a game, and leaves anything else at once. */
  #leaveScreen(): void {
    if (this.run?.session) this.run.ask();
    else void this.#screen.leave();
  }

  protected override render(): TemplateResult {
    const { run } = this;
    const isBarred = !this.overlay || !!run?.session || this.isFullscreen || run?.phase === 'frame-blocked';
    return html`<div class="box">${isBarred ? this.#renderBar(run) : nothing}
      <div class="area">
        <slot></slot>
        ${this.#renderHint(run)}${this.#panel ? this.#renderPanel(this.#panel) : nothing}
      </div>
      <div class="notices" part="notices">
        <slot name="market-logos"></slot><slot name="age-notice"></slot><slot name="panic-button"></slot>
      </div>
      <p class="visually-hidden" role="status">${run ? this.#announcement(run) : ''}</p>
    </div>`;
  }

  #renderBar(run: GameRun | undefined): TemplateResult {
    // The poster has the title, and its picture reaches to the top.
    const isPoster = !run || (run.phase === 'poster' && !run.isChecking);
    return html`<div class=${isPoster ? 'bar on-poster' : 'bar'} part="toolbar">
      ${run?.session ? this.#renderClock(run) : html`<slot name="start"></slot>`}
      <span class="name"><bdi>${this.title}</bdi></span>
      <slot name="tools"></slot>
      ${run ? this.#renderTools(run) : nothing}
    </div>`;
  }

  #renderClock(run: GameRun): TemplateResult {
    const { language } = this;
    const rules = jurisdictionOf(run.jurisdiction);
    const net = run.net && formatMoney(language, run.net.net, run.net.currency);
    return html`<span class="clock" part="clock" role="timer" aria-label=${this.localize('launchClock')}
        >${formatClock(language, run.seconds)}</span
      >${
        rules?.netPosition
          ? html`<span class="net" part="net-position" title=${this.localize('launchNet')}>${net ?? this.localize('launchUnknown')}</span>`
          : nothing
      }`;
  }

  /** The buttons of the toolbar; End is last, next to the game in keyboard order. */
  #renderTools(run: GameRun): unknown {
    const { isFullscreen } = this;
    const full =
      run.target === 'tab' || !(run.session || isFullscreen)
        ? nothing
        : this.#renderTool(
            () => this.#screen.toggle(),
            isFullscreen ? 'launchSmall' : 'launchFull',
            isFullscreen ? reduceIcon : enlargeIcon,
            'fullscreen',
          );
    if (!run.session)
      return html`${full}${run.phase === 'frame-blocked' ? this.#renderTool(() => run.reset(), 'close', closeIcon, 'end') : nothing}`;
    return html`${this.#renderExpiry(run)}
    ${run.isHeard ? this.#renderTool(() => run.setMuted(!run.isMuted), run.isMuted ? 'launchUnmute' : 'launchMute', run.isMuted ? mutedIcon : soundIcon, 'mute') : nothing}
    ${full}${this.#renderTool(() => run.ask(), 'launchEnd', closeIcon, 'end')}`;
  }

  /** A sentence where there is room for it, else the time only; the bar keeps its height. */
  #renderExpiry(run: GameRun): unknown {
    const left = run.secondsLeft;
    if (left === undefined || left > SHOW_LEFT) return nothing;
    const time = formatClock(this.language, left);
    const text = this.localize('launchExpiring', { time });
    return html`<span class="warning" part="expiry"><span class="sentence">${text}</span><bdi class="left" aria-hidden="true">−${time}</bdi></span>`;
  }

  #renderTool(onClick: () => void, name: keyof Strings, icon: unknown, part: string): TemplateResult {
    const label = this.localize(name);
    return html`<button type="button" class="tool" part=${`${part}-button`} aria-label=${label} title=${label} @click=${onClick}>${icon}</button>`;
  }

  /** Notices: a question whether an apparently empty game should be reloaded, and the state of unsent scores. */
  #renderHint(run: GameRun | undefined): unknown {
    if (!run?.session || this.#panel) return nothing;
    const problem = run.scoreProblem;
    if (problem) {
      const text = problem.code === 'not-found' ? 'scoreNotMember' : 'scoreRefused';
      return html`<p class="hint" part="hint" role="status">${this.localize(text)}</p>`;
    }
    const isShown = run.hasSpoken || this.#frameTouch.isTouched;
    if (isShown || run.phase !== 'playing' || run.target === 'tab') return nothing;
    return html`<p class="hint" part="hint">
      <span>${this.localize('launchNothing')}</span>
      <button type="button" class="link" @click=${() => run.reload()}>${this.localize('frameReload')}</button>
      <button type="button" class="link" @click=${() => run.ask()}>${this.localize('launchEnd')}</button>
    </p>`;
  }

  #renderPanel({ title, text, actions }: Panel): TemplateResult {
    const { isAwake } = this.#guard;
    return html`<div class="panel" part="panel" role="alertdialog" aria-labelledby="panel-title" aria-describedby="panel-text">
      <p class="panel-title" id="panel-title" tabindex="-1">${title}</p>
      <div class="panel-text" id="panel-text">${text ?? nothing}</div>
      <p class="row">
        ${actions
          .filter((action) => !!action)
          .map(
            ({ name, act, isSecondary }, index) =>
              html`<button type="button" class=${index === 0 ? 'button primary' : 'button'} ?data-secondary=${isSecondary} aria-disabled=${isAwake ? nothing : 'true'} @click=${() => this.#guard.isAwake && act()}>${name}</button>`,
          )}
      </p>
    </div>`;
  }

  /** Announced to screen readers for phases that move no focus. */
  #announcement({ phase, secondsLeft = 0, isHeard, target }: GameRun): string {
    const words: Partial<Record<typeof phase, keyof Strings>> = {
      starting: 'launchStarting',
      // A load event alone may be that of an error page.
      playing: isHeard || target === 'tab' ? 'launchStarted' : 'launchLoaded',
      busy: 'launchStarted',
      ending: 'launchEnding',
      ended: 'launchEnded',
      expired: 'launchExpired',
    };
    // Once when it begins, rather than each second.
    if (phase === 'expiring')
      return this.localize('launchExpiring', { time: formatClock(this.language, Math.ceil(secondsLeft / 60) * 60) });
    const name = words[phase];
    return name ? this.localize(name) : '';
  }
}

define('gs-game-shell', GsGameShell);

declare global {
  interface HTMLElementTagNameMap {
    'gs-game-shell': GsGameShell;
  }
}
