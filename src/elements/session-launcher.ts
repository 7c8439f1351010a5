import { adoptStyles, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { ApiError } from '../api/error.js';
import type { GameSession } from '../api/meshmap.js';
import type { Listing } from '../api/route.js';
import type { Query } from '../live/query.js';
import { define } from '../shared/define.js';
import { GsWidget } from '../shared/gs-widget.js';
import { oneOf } from '../shared/one-of.js';
import { toggleState, type StateWord } from '../shared/states.js';
import { shell, tokens } from '../shared/tokens.styles.js';
import '../shared/locales/en-session-launcher.js';
import { styles } from './session-launcher.styles.js';
import { listStyles } from './session-launcher/list.styles.js';
import { Browser } from './session-launcher/browser.js';
import { Catalogue } from './session-launcher/catalogue.js';
import { chooseGame, isKept, type ChosenGame, type LaunchParams } from './session-launcher/choice.js';
import type { Emit } from './session-launcher/emit.js';
import type { LauncherGame } from './session-launcher/game.js';
import type { Target } from './session-launcher/game/play-host.js';
import { KeptScores } from './session-launcher/kept-scores.js';
import { announcementOf, isTime, noticeOf } from './session-launcher/notices.js';
import { PhaseFocus } from './session-launcher/phase-focus.js';
import type { Phase } from './session-launcher/phase.js';
import { renderListSkeleton, renderStatus, titleOf } from './session-launcher/session-list.js';
import { Sessions } from './session-launcher/sessions.js';
import {
  renderNotices,
  renderStage,
  renderStageRoom,
  renderStageSkeleton,
  type StageView,
} from './session-launcher/stage.js';

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
 * @cssprop [--gs-list-block-size=26rem] - height of the list and what stands above it; `auto` lets it grow
 * @cssstate playing - and every other phase
 */
export class GsSessionLauncher extends GsWidget {
  static override styles = [tokens, shell, styles, listStyles];

  /** One session instead of the list. */
  @property({ attribute: 'session-id' }) sessionId?: string;
  /** Leaves the sessions out: just the game. */
  @property({ type: Boolean, attribute: 'no-sessions' }) noSessions = false;
  /** Lists only these statuses, separated by blanks: `ACTIVE PAUSED`. */
  @property() status = '';
  /** Lists only sessions of the mini game with this id or name. */
  @property({ attribute: 'mini-game' }) miniGame = '';
  /** Lets the player search the list. */
  @property({ type: Boolean }) searchable = false;
  /** Lets the player create a session. */
  @property({ type: Boolean, attribute: 'allow-create' }) allowCreate = false;
  /** Lets the provider's player join a session. */
  @property({ type: Boolean, attribute: 'allow-join' }) allowJoin = false;
  /** The game that is played, unless `resolveGame` knows better. */
  @property({ attribute: 'game-id' }) gameId?: string;
  /** What the game is called. */
  @property({ attribute: 'game-title' }) gameTitle?: string;
  /** The game's picture. */
  @property({ attribute: 'game-image' }) gameImage?: string;
  /** Where the game runs. */
  @property() target: Target = 'inline';
  /** Width to height of the game. */
  @property({ attribute: 'aspect-ratio' }) aspectRatio = '16/9';
  /** How the game talks; see `<gs-game-frame>`. */
  @property() dialect = 'auto';
  /** Seconds after which a game that has not come counts as slow; 0 for never. */
  @property({ type: Number, attribute: 'load-timeout' }) loadTimeout = 20;
  /** Lets a game go on when the page is left, so that it can be resumed. */
  @property({ type: Boolean, attribute: 'keep-session' }) keepSession = false;
  /** One game at a time in all tabs. */
  @property({ type: Boolean, attribute: 'single-game' }) singleGame = false;
  /** Writes the game's score to the session, for the provider's player. */
  @property({ type: Boolean, attribute: 'report-scores' }) reportScores = false;
  /** Minutes between two looks at the clock; 0 for none. */
  @property({ type: Number, attribute: 'reality-check' }) realityCheck = 0;
  /** Minutes of play after which a break is due; 0 for none. */
  @property({ type: Number, attribute: 'break-after' }) breakAfter = 0;
  /** Minutes that a break lasts. */
  @property({ type: Number, attribute: 'break-duration' }) breakDuration = 0;
  /** Seconds between polls, of the list and of the status of a game. */
  @property({ type: Number }) override refresh = 15;
  /** Which game a session is played with. */
  @property({ attribute: false }) resolveGame?: (session: GameSession) => string | undefined;

  @state() private selected?: GameSession;
  #phase: Phase = 'browsing';

  readonly #emit: Emit = (type, detail, options) => this.emit(type, ...([detail, options] as never));
  readonly #fail = (error: ApiError): void => {
    console.error(`<gs-session-launcher>: ${error.message}`, error);
    this.emit('gs-error', { error });
  };
  readonly #hooks = { emit: this.#emit, fail: this.#fail, say: this.say.bind(this) };
  readonly #sessions: Sessions = new Sessions(this, () => ({
    isList: !this.sessionId && !this.#isJustGame,
    sessionId: this.sessionId,
    isPlaying: this.#game?.play.open !== undefined,
    refresh: this.refresh,
    eager: this.loading === 'eager',
  }));
  readonly #catalogue: Catalogue = new Catalogue(this, () => ({
    // Before the session is there, nobody knows whether it names the game.
    game: this.#isStage && (!this.sessionId || this.session) ? this.#gameOf() : undefined,
    eager: this.loading === 'eager',
  }));
  readonly #browser: Browser = new Browser(this, {
    ...this.#hooks,
    errorText: (error) => this.errorText(error),
    onSelect: (session) => this.#select(session),
  });
  #game?: LauncherGame;
  #loading?: Promise<LauncherGame | undefined>;
  #loadError?: ApiError;
  readonly #focus = new PhaseFocus(this);

  constructor() {
    super();
    this.addController(new KeptScores(this));
  }

  /** Where the launcher stands; also the attribute `phase` and `:state(…)`. */
  get phase(): Phase {
    return this.#phase;
  }

  /** The session that was chosen or is set. */
  get session(): GameSession | undefined {
    return this.sessionId ? this.#sessions.one.data : this.selected;
  }

  protected override get primary(): Query<GameSession> | Query<Listing<GameSession>> {
    return this.sessionId ? this.#sessions.one : this.#sessions.list;
  }

  protected override get isEmpty(): boolean {
    return !this.sessionId && this.#sessions.list.data?.items.length === 0;
  }

  protected override get missing(): string | undefined {
    const { client } = this.connection ?? {};
    if (!client || client.meshmap) return undefined;
    if (this.sessionId || !client.iplaygames) return this.say('unconfigured');
    return undefined;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('pagehide', this.#onPageHide);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('pagehide', this.#onPageHide);
    // An element that is only being moved is connected again before this runs.
    queueMicrotask(() => {
      if (!this.isConnected) this.#game?.play.disconnect();
    });
  }

  /**
   * Starts a game: the one given, else the one that is set. Asks the player first when another one is open.
   * Resolves when it is in its frame, or when it is said why not; never rejects.
   */
  async launch(params?: LaunchParams): Promise<void> {
    await this.updateComplete;
    const game = this.#shownGame(params);
    if (!game) return this.warn('there is nothing to launch: set game-id, resolveGame or launch({gameId}).');
    await (await this.#load())?.launch(game);
  }

  /** Goes back into the game that an earlier page has left open, when there is one. */
  async resume(): Promise<void> {
    await this.#game?.play.resume();
  }

  /** Pauses the game: between rounds (`idle`), or at once. */
  pauseGame({ when = 'idle' }: { when?: 'idle' | 'now' } = {}): void {
    this.#game?.play.pause(when);
  }

  /** Lets a paused game go on. A break has to be over first. */
  resumeGame(): void {
    this.#game?.play.release();
  }

  /** Turns the game's sound off or on, if it can be told. */
  setMuted(muted: boolean): void {
    this.#game?.play.setMuted(muted);
  }

  /** Ends the game without asking the player. Resolves when the service has answered; never rejects. */
  async end(reason = 'method'): Promise<void> {
    await this.#game?.play.end(reason);
  }

  /** The game on the whole screen, or on the whole viewport where the browser allows no more. */
  override async requestFullscreen(options?: FullscreenOptions): Promise<void> {
    await this.#game?.fullscreen.enter(options);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('target')) oneOf('target', this.target, ['inline', 'dialog', 'tab'], (text) => this.warn(text));
    this.#game?.sync();
    super.willUpdate(changed);
    this.#setPhase(this.#computePhase());
    this.#tellNews();
    this.#focus.before(this.#phase, !!this.#game?.play.isConfirming);
  }

  protected override updated(): void {
    this.renderRoot.querySelector<HTMLDialogElement>('dialog:not([open])')?.showModal();
    const ratio = /^\s*([\d.]+)\s*[/:]\s*([\d.]+)\s*$/.exec(this.aspectRatio ?? '');
    if (!ratio) this.warn(`aspect-ratio="${this.aspectRatio}" is not like 16/9.`);
    for (const stage of this.renderRoot.querySelectorAll<HTMLElement>('.stage')) {
      stage.style.aspectRatio = ratio ? `${ratio[1]} / ${ratio[2]}` : '';
    }
    this.#focus.after();
    const isWanted = (this.#isStage && (this.near || this.loading === 'eager')) || isKept(this.#key);
    if (isWanted && !this.#loadError) void this.#load();
  }

  protected override computeState(): StateWord {
    const state = super.computeState();
    return this.#isJustGame && (state === 'idle' || state === 'empty') && this.connection?.client ? 'ready' : state;
  }

  /** No sessions to choose from: they are not wanted, or there is nobody to ask. */
  get #isJustGame(): boolean {
    const { client } = this.connection ?? {};
    return !this.sessionId && (this.noSessions || (!!client && !client.meshmap));
  }

  /** A game is to be seen, or its poster, rather than the list. */
  get #isStage(): boolean {
    const { play } = this.#game ?? {};
    return (
      !!this.sessionId ||
      !!this.selected ||
      this.#isJustGame ||
      (!!play && (play.phase !== 'poster' || play.isChecking))
    );
  }

  /** Names the launcher among those of the page: what it keeps is found again by it. */
  get #key(): string {
    return this.id || this.sessionId || this.gameId || '';
  }

  /** The code for games, once; a lost request is not the last word. */
  #load(): Promise<LauncherGame | undefined> {
    this.#loading ??= this.#fetch().catch((cause: unknown) => {
      this.#loading = undefined;
      this.#loadError = new ApiError('The code for games did not load.', { code: 'network', service: 'game', cause });
      this.#fail(this.#loadError);
      this.requestUpdate();
      return undefined;
    });
    return this.#loading;
  }

  async #fetch(): Promise<LauncherGame> {
    const { LauncherGame, gameStyles } = await import('./session-launcher/game.js');
    adoptStyles(this.renderRoot as ShadowRoot, [...GsSessionLauncher.styles, gameStyles]);
    this.#game = new LauncherGame(this, {
      ...this.#hooks,
      warn: (text) => this.warn(text),
      frame: () => this.renderRoot.querySelector('gs-game-frame'),
      key: () => this.#key,
      joinable: () => (this.allowJoin && !this.#isJustGame ? (this.sessionId ?? this.selected?.id) : undefined),
    });
    this.requestUpdate();
    return this.#game;
  }

  #computePhase(): Phase {
    const phase = this.#game?.phase ?? 'poster';
    if (phase !== 'poster' || this.#isStage) return phase;
    return this.#browser.isCreating ? 'creating' : 'browsing';
  }

  #setPhase(phase: Phase): void {
    this.setAttribute('phase', phase);
    const from = this.#phase;
    if (from !== phase) toggleState(this.internals, from, from === this.state);
    toggleState(this.internals, phase, true);
    if (from === phase) return;
    this.#phase = phase;
    if (this.hasUpdated) this.emit('gs-phase-change', { from, to: phase });
  }

  #tellNews(): void {
    const { changed, error } = this.#sessions.news();
    if (changed) void this.updateComplete.then(() => this.emit('gs-update', { changed }));
    if (error) void this.updateComplete.then(() => this.emit('gs-error', { error, partial: true }));
  }

  #select(session: GameSession): void {
    if (this.emit('gs-session-select', { session }, { cancelable: true })) this.selected = session;
  }

  readonly #onBack = (): void => {
    this.#game?.play.reset();
    this.selected = undefined;
  };

  readonly #onPlay = (): void => {
    const { summary, game } = this.#game?.play ?? {};
    void this.launch(summary && game);
  };

  readonly #onPageHide = (): void => this.#game?.play.leave();

  #gameOf(params?: LaunchParams): ChosenGame | undefined {
    return chooseGame(this, params, (error) => this.warn(`resolveGame failed: ${String(error)}`));
  }

  #shownGame(params?: LaunchParams): ChosenGame | undefined {
    const game = this.#gameOf(params);
    return game && this.#catalogue.complete(game);
  }

  protected override render(): TemplateResult {
    const { session } = this;
    const isStage = this.#isStage;
    const label =
      this.heading ??
      (session && isStage
        ? titleOf(session, this.language)
        : this.say(isStage ? 'frameTitle' : this.#browser.isCreating ? 'sessionNew' : 'sessions'));
    const body = isStage ? this.#renderStage() : this.#renderBrowser();
    const hasFacts = isStage && (this.sessionId || session);
    return this.renderShell(body, hasFacts ? this.#renderFacts(session) : nothing, label);
  }

  /** A line that has its room before the session is known. */
  #renderFacts(session: GameSession | undefined): TemplateResult {
    if (!session) return html`<div class="facts"></div>`;
    const count = session.playerCount;
    return html`<div class="facts">${renderStatus(session, this.#hooks.say)}
      <span class="meta" part="player-count">${this.say('boardPlayers', { count, n: count.toLocaleString(this.language) })}</span></div>`;
  }

  #renderBrowser(): TemplateResult {
    const sessions = this.#sessions.list.data?.items;
    const list = this.#browser.isCreating
      ? this.#browser.renderForm(sessions ?? [])
      : this.state === 'ready'
        ? this.#browser.renderList(sessions ?? [])
        : this.renderMessage(renderListSkeleton(), this.say('sessionsEmpty'));
    return html`<div class=${this.#browser.isCreating ? 'browser creating' : 'browser'}>
        ${this.#browser.renderTools(sessions)}
        <div class="list">${list}</div>
      </div>
      ${renderNotices()}`;
  }

  #renderStage(): TemplateResult {
    const isThere = this.state === 'ready' || this.#phase !== 'poster' || !!this.selected;
    if (!isThere) return html`${renderStageRoom(this.renderMessage(renderStageSkeleton(), ''))}${renderNotices()}`;
    return html`${renderStage(this.#view)}<p class="visually-hidden" role="status">${this.#announcement}</p>`;
  }

  get #announcement(): string {
    return announcementOf(this.#phase, this.#hooks.say);
  }

  get #view(): StageView {
    const { session } = this;
    const phase = this.#phase;
    const { play } = this.#game ?? {};
    const chosen = this.#shownGame();
    // The poster is of what would be played; everything after it of what is.
    const game = phase === 'poster' && !play?.isChecking ? chosen : (play?.game ?? chosen);
    // What the session is called says nothing of a game that is not its own.
    const own = !game || game.boardId ? session : undefined;
    const errorText = (error: ApiError) => this.errorText(error);
    return {
      game: this.#game,
      phase,
      locale: this.language,
      say: this.#hooks.say,
      title: game?.title ?? (own ? titleOf(own, this.language) : this.say('frameTitle')),
      image: game?.image ?? own?.miniGame?.imageUrl,
      session,
      isPlayable: !!game && isTime(session),
      notice: noticeOf({
        ...this.#hooks,
        session,
        hasGame: !!game,
        error: this.#game ? this.#game.error : this.#loadError,
        errorText,
      }),
      dialect: this.dialect,
      loadTimeout: this.loadTimeout,
      onBack: this.sessionId || this.#isJustGame ? undefined : this.#onBack,
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
