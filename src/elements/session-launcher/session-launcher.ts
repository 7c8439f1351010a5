import { html, nothing, type TemplateResult } from 'lit';
import type { GameSession } from '../../api/meshmap/index.js';
import { define } from '../../shared/define.js';
import { shell, tokens } from '../../shared/tokens.styles.js';
import '../../shared/locales/en-session-launcher.js';
import { styles } from './session-launcher.styles.js';
import { listStyles } from './list.styles.js';
import { posterStyles } from './poster.styles.js';
import type { LaunchParams } from './game-selection.js';
import { LauncherFlow } from './flow.js';
import { announcementOf, isPlayableNow, statusText } from './status-text.js';
import type { Phase } from './phase.js';
import { renderListSkeleton, renderStatus, titleOf } from './session-list.js';
import { renderNotices, renderStage, renderPlaceholder, renderStageSkeleton, type StageView } from './stage.js';

export type { LaunchParams, Phase };

/**
 * Game sessions to choose from, and a game in a frame that protects its player.
 *
 * @tag gs-session-launcher
 * @slot header - instead of heading and status
 * @slot actions - at the end of the header
 * @slot footer - below everything
 * @slot loading - instead of the skeleton
 * @slot empty - instead of the words for an empty list
 * @slot error - instead of the words for a failure
 * @slot market-logos - of the regulator; never covered by the game, not on the full screen either
 * @slot age-notice - as market-logos
 * @slot panic-button - as market-logos
 * @event {CustomEvent<{from: Phase, to: Phase}>} gs-phase-change - another phase
 * @event {CustomEvent<{session: GameSession}>} gs-session-select - a session was chosen; cancelable
 * @event {CustomEvent<{session: NewGameSession}>} gs-before-create - cancelable
 * @event {CustomEvent<{session: GameSession}>} gs-session-create - a session was created
 * @event {CustomEvent<{sessionId: string, playerId: string}>} gs-before-join - cancelable
 * @event {CustomEvent<{sessionId: string, playerId: string, already: boolean}>} gs-session-join - the player is in
 * @event {CustomEvent<{gameId: string, resumed: boolean}>} gs-before-launch - cancelable
 * @event {CustomEvent<{gameId: string, sessionId: string, resumed: boolean}>} gs-launch - a game was started or resumed
 * @event {CustomEvent} gs-game-ready - the game can be played
 * @event {CustomEvent} gs-game-busy - a round has begun
 * @event {CustomEvent} gs-game-idle - the round is over
 * @event {CustomEvent<{score: number, final?: boolean}>} gs-score - the game's score
 * @event {CustomEvent<{amount: number, currency?: string}>} gs-balance - the player's money
 * @event {CustomEvent} gs-deposit - the player wants to pay in
 * @event {CustomEvent} gs-history - the player wants to see earlier rounds
 * @event {CustomEvent} gs-exit - the player leaves by the game's own way out
 * @event {CustomEvent<{reason: string}>} gs-before-end - cancelable
 * @event {CustomEvent<{reason: string, sessionId: string, seconds: number, score?: number, net?: number}>} gs-end - the game is over
 * @event {CustomEvent<{sessionId: string}>} gs-session-expired - the game session's time is up
 * @event {CustomEvent<{gameId: string, reason: string}>} gs-unavailable - the game is not offered to this player
 * @event {CustomEvent<{seconds: number, net?: number, currency?: string}>} gs-reality-check - the player is shown the clock
 * @event {CustomEvent<{data: unknown, origin: string}>} gs-game-message - the game said something that we don't understand
 * @csspart sessions - the list
 * @csspart card - one session
 * @csspart search - the field to search with
 * @csspart form - for a new session
 * @csspart play - toolbar, stage and notices
 * @csspart toolbar - above the game
 * @csspart clock - the session clock
 * @csspart stage - poster or game
 * @csspart poster - before the game
 * @csspart play-button - the button that starts it
 * @csspart join-button - puts the player into the session
 * @csspart frame - the game
 * @csspart panel - what is said over the game
 * @csspart notices - what the law wants to be seen
 * @csspart mute-button fullscreen-button end-button - in the toolbar
 * @cssprop [--gs-color-stage=#0e0f13] - behind the game
 * @cssprop [--gs-list-block-size=26em] - height of the list and what stands above it; `auto` lets it grow
 * @cssstate playing - and every other phase
 */
export class GsSessionLauncher extends LauncherFlow {
  static override styles = [tokens, shell, styles, posterStyles, listStyles];

  /**
   * Starts a game: the one given, else the one that is set. Asks the player first when another one is open.
   * Resolves when it is in its frame, or when it is said why not; never rejects.
   */
  async launch(params?: LaunchParams): Promise<void> {
    await this.updateComplete;
    const game = this.gameOf(params);
    if (!game) return this.warn('there is nothing to launch: set game-id, resolveGame or launch({gameId}).');
    await (await this.code.load())?.launch(game);
  }

  /** Goes back into the game that an earlier page has left open, when there is one. */
  async resume(): Promise<void> {
    await this.play?.resume();
  }

  /** Pauses the game: between rounds (`idle`), or at once. */
  pauseGame({ when = 'idle' }: { when?: 'idle' | 'now' } = {}): void {
    this.play?.pause(when);
  }

  /** Lets a paused game go on. A break has to be over first. */
  resumeGame(): void {
    this.play?.release();
  }

  /** Turns the game's sound off or on, if it can be told. */
  setMuted(muted: boolean): void {
    this.play?.setMuted(muted);
  }

  /** Ends the game without asking the player. Resolves when the service has answered; never rejects. */
  async end(reason = 'method'): Promise<void> {
    await this.play?.end(reason);
  }

  /** The game on the whole screen, or on the whole viewport where the browser allows no more. */
  override async requestFullscreen(options?: FullscreenOptions): Promise<void> {
    await this.code.game?.fullscreen.enter(options);
  }

  readonly #onBack = (): void => {
    this.play?.reset();
    this.selected = undefined;
    void this.refreshNow();
  };

  readonly #onPlay = (): void => {
    const { summary, game } = this.play ?? {};
    void this.launch(summary && game);
  };

  protected override render(): TemplateResult {
    const { session } = this;
    const isStage = this.isStage;
    const label =
      this.heading ??
      (session && isStage
        ? titleOf(session, this.language)
        : this.localize(isStage ? 'frameTitle' : this.browser.isCreating ? 'sessionNew' : 'sessions'));
    const body = isStage ? this.#renderStage() : this.#renderBrowser();
    const hasFacts = isStage && (this.sessionId || session);
    return this.renderLayout(body, hasFacts ? this.#renderFacts(session) : nothing, label);
  }

  /** A line that has its room before the session is known. */
  #renderFacts(session: GameSession | undefined): TemplateResult {
    if (!session) return html`<div class="facts"></div>`;
    const count = session.playerCount;
    // Where the heading is the page's own, nothing else says which session it is.
    const name =
      this.heading === undefined ? nothing : html`<bdi class="session">${titleOf(session, this.language)}</bdi>`;
    return html`<div class="facts">${renderStatus(session, this.hooks.say)}${name}
      <span class="meta" part="player-count">${this.localize('boardPlayers', { count, n: count.toLocaleString(this.language) })}</span></div>`;
  }

  #renderBrowser(): TemplateResult {
    const sessions = this.sessions.items;
    const list = this.browser.isCreating
      ? this.browser.renderForm(sessions ?? [])
      : this.state === 'ready'
        ? this.browser.renderList(sessions ?? [])
        : this.renderMessage(renderListSkeleton(), this.localize('sessionsEmpty'));
    return html`<div class=${this.browser.isCreating ? 'browser creating' : 'browser'}>
        ${this.browser.renderTools(sessions)}
        <div class="list">${list}</div>
      </div>
      ${renderNotices()}`;
  }

  #renderStage(): TemplateResult {
    const isThere = this.state === 'ready' || this.phase !== 'poster' || !!this.selected;
    if (!isThere) return html`${renderPlaceholder(this.renderMessage(renderStageSkeleton(), ''))}${renderNotices()}`;
    return html`${renderStage(this.#view)}<p class="visually-hidden" role="status">${this.#announcement}</p>`;
  }

  get #announcement(): string {
    return announcementOf(this.phase, this.hooks.say);
  }

  get #view(): StageView {
    const { session, phase, play } = this;
    const chosen = this.gameOf();
    // The poster is of what would be played; everything after it of what is.
    const game = phase === 'poster' && !play?.isChecking ? chosen : (play?.game ?? chosen);
    // What the session is called says nothing of a game that is not its own.
    const own = !game || game.boardId ? session : undefined;
    return {
      game: this.code.game,
      phase,
      locale: this.language,
      say: this.hooks.say,
      title: game?.title ?? (own ? titleOf(own, this.language) : this.localize('frameTitle')),
      image: game?.image ?? own?.miniGame?.imageUrl,
      session,
      isPlayable: !!game && isPlayableNow(session),
      notice: statusText({
        ...this.hooks,
        session,
        hasGame: !!game,
        error: this.code.game ? this.code.game.error : this.code.error,
      }),
      dialect: this.dialect,
      loadTimeout: this.loadTimeout,
      onBack: this.sessionId || this.isJustGame ? undefined : this.#onBack,
      onPlay: this.#onPlay,
    };
  }
}

define('gs-session-launcher', GsSessionLauncher);

declare global {
  interface HTMLElementTagNameMap {
    'gs-session-launcher': GsSessionLauncher;
  }
}
