import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { ApiError } from '../../api/error.js';
import { iplaygames } from '../../api/iplaygames/index.js';
import type { GameSession } from '../../api/meshmap/index.js';
import type { ListResult } from '../../api/operation.js';
import type { GameEvent } from '../../game/messages.js';
import type { Connection } from '../../live/connection.js';
import { keys } from '../../live/keys.js';
import { Query } from '../../live/query.js';
import type { GameRun } from '../../play/game-run.js';
import { isInGame } from '../../play/phases.js';
import type { RunHost, Target } from '../../play/run-host.js';
import { reportMode } from '../../play/score-report.js';
import { define } from '../../shared/define.js';
import { enumAttribute } from '../../shared/enum-attribute.js';
import { GsDataElement } from '../../shared/gs-data-element.js';
import { backIcon } from '../../shared/icons.js';
import '../../shared/locales/en-session-launcher.js';
import { toggleState, type StateWord } from '../../shared/states.js';
import { shell, tokens } from '../../shared/tokens.styles.js';
import type { GsGameFrame } from '../game-frame/game-frame.js';
import { FocusController } from '../game-shell/focus-controller.js';
import type { GsGameShell } from '../game-shell/game-shell.js';
import { playing } from '../game-shell/lazy-playing.js';
import type { Emit } from './emit.js';
import { GameCatalog } from './game-catalog.js';
import { chooseGame, isKept, type ChosenGame, type LaunchParams } from './game-selection.js';
import { Membership } from './join-controller.js';
import { listStyles } from './list.styles.js';
import { PendingScores } from './pending-scores.js';
import type { Phase } from './phase.js';
import {
  renderFoot,
  renderNotices,
  renderPlaceholder,
  renderPlayButton,
  renderPoster,
  renderStageSkeleton,
  renderWait,
  type PosterView,
} from './poster.js';
import { posterStyles } from './poster.styles.js';
import { SessionBrowser } from './session-browser.js';
import { styles } from './session-launcher.styles.js';
import { renderListSkeleton, renderStatus, titleOf, type Say } from './session-list.js';
import { Sessions } from './sessions.js';
import { failureText, idleText, isPlayableNow } from './status-text.js';

export type { LaunchParams, Phase };

/** From the tap to the end a game is in its dialog. */
const INLINE: readonly Phase[] = [
  'joining',
  'poster',
  'ended',
  'expired',
  'resumable',
  'unavailable',
  'locked-elsewhere',
];

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
 * @event {CustomEvent<{reason: string, sessionId: string, seconds: number, score?: number, net?: number, confirmed: boolean}>} gs-end - the game is over
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
 * @csspart hint - a quiet line over the game
 * @csspart net-position - won or lost, where the jurisdiction asks for it
 * @csspart expiry - until the game session ends
 * @csspart notices - what the law wants to be seen
 * @csspart mute-button fullscreen-button end-button - in the toolbar
 * @cssprop [--gs-color-stage=#0e0f13] - behind the game
 * @cssprop [--gs-list-block-size=26em] - height of the list and what stands above it; `auto` lets it grow
 * @cssstate playing - and every other phase
 */
export class GsSessionLauncher extends GsDataElement {
  static override styles = [tokens, shell, styles, posterStyles, listStyles];

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
  /** Writes the game's scores to the session, for the player who started the game: `best` (also the word alone), `last` or `sum`. */
  @property({ attribute: 'report-scores' }) reportScores?: string;
  /** Minutes between two looks at the clock; 0 for none. */
  @property({ type: Number, attribute: 'reality-check' }) realityCheck = 0;
  /** Minutes of play after which a break is due; 0 for none. */
  @property({ type: Number, attribute: 'break-after' }) breakAfter = 0;
  /** Minutes that a break lasts. */
  @property({ type: Number, attribute: 'break-duration' }) breakDuration = 0;
  /** Rules of a jurisdiction (`GB DE SE NL ES`), which the other attributes can only make stricter. */
  @property() jurisdiction?: string;
  /** Whether a phone plays on the whole screen. */
  @property() immersive: 'auto' | 'off' = 'auto';
  /** Lets the game open windows. */
  @property({ type: Boolean }) popups = false;
  /** Seconds between polls, of the list and of the status of a game. */
  @property({ type: Number }) override refresh = 15;
  /** Which game a session is played with. */
  @property({ attribute: false }) resolveGame?: (session: GameSession) => string | undefined;

  /** What the page knows of the player's money: shown in place of what the game tells. */
  @property({ attribute: false }) balance?: number;
  /** Won or lost in this session, as the page knows it. */
  @property({ attribute: false }) netPosition?: number;

  @state() private selected?: GameSession;
  #phase: Phase = 'browsing';
  #run?: GameRun;
  #seenConnection?: Connection;
  /** Why the code of games did not load. */
  #codeError?: ApiError;

  readonly #emit: Emit = (type, detail, options) => this.emit(type, ...([detail, options] as never));
  readonly #say: Say = (name, values) => this.localize(name, values);
  readonly #fail = (error: ApiError): void => {
    console.error(`<gs-session-launcher>: ${error.message}`, error);
    this.emit('gs-error', { error });
    this.requestUpdate();
  };
  readonly #hooks = {
    emit: this.#emit,
    say: this.#say,
    fail: this.#fail,
    errorText: (error: ApiError) => this.errorText(error),
  };

  readonly #sessions: Sessions = new Sessions(this, () => ({
    isList: !this.sessionId && !this.#isJustGame,
    sessionId: this.sessionId ?? this.selected?.id,
    isPlaying: this.#run?.session !== undefined,
    refresh: this.refresh,
    eager: this.loading === 'eager',
  }));
  readonly #catalog: GameCatalog = new GameCatalog(this, () => ({
    // Before the session is there it is not known whether it names the game.
    game: this.#isStage && (!this.sessionId || this.session) ? this.#choose() : undefined,
    eager: this.loading === 'eager',
  }));
  readonly #browser: SessionBrowser = new SessionBrowser(this, {
    ...this.#hooks,
    onCreate: (session) => this.#sessions.add(session),
    onSelect: (session) => {
      if (this.emit('gs-session-select', { session }, { cancelable: true })) this.selected = session;
    },
  });
  readonly #membership: Membership = new Membership(this, {
    ...this.#hooks,
    joinable: () =>
      this.allowJoin && !this.#isJustGame && this.#isStage ? (this.sessionId ?? this.selected?.id) : undefined,
  });
  readonly #status = new Query(this, () => {
    const { watched, session } = this.#run ?? {};
    return watched === undefined
      ? undefined
      : {
          // What was true before the page was left says nothing now.
          key: keys.gameStatus(watched, { isOpen: !!session }),
          load: (connection, signal) =>
            connection.service(iplaygames)!.getGameSessionStatus(watched, { signal, retry: 0 }),
          refetchInterval: this.refresh,
          eager: true,
        };
  });
  readonly #focus = new FocusController(this);

  constructor() {
    super();
    this.addController(new PendingScores(this));
  }

  /** Where the launcher stands; also the attribute `phase` and `:state(…)`. */
  get phase(): Phase {
    return this.#phase;
  }

  /** The session that was chosen or is set. */
  get session(): GameSession | undefined {
    return this.#sessions.one.data ?? this.selected;
  }

  /**
   * Starts a game: the one given, else the one that is set. Asks the player first when another one is open.
   * Resolves when it is in its frame, or when it is said why not; never rejects.
   */
  async launch(params?: LaunchParams): Promise<void> {
    await this.updateComplete;
    const game = this.#gameOf(params);
    if (!game) return this.warn('there is nothing to launch: set game-id, resolveGame or launch({gameId}).');
    const run = await this.#loadRun();
    const { connection, allowJoin, reportScores } = this;
    // A score without a place in the session would have no row to go to, so that comes first.
    const needsPlace =
      reportScores !== undefined && allowJoin && game.boardId && connection?.player.id && !this.#membership.isIn;
    const launched = run?.launch(game, { prepare: needsPlace ? () => this.#membership.join() : undefined });
    await this.updateComplete;
    if (run?.phase === 'starting') this.#shell?.startImmersive?.();
    await launched;
  }

  /** Goes back into the game that an earlier page has left open, when there is one. */
  async resume(): Promise<void> {
    await this.#run?.resume();
  }

  /** Pauses the game: between rounds (`idle`), or at once. */
  pauseGame({ when = 'idle' }: { when?: 'idle' | 'now' } = {}): void {
    this.#run?.pause(when);
  }

  /** Lets a paused game go on. A break has to be over first. */
  resumeGame(): void {
    this.#run?.continue();
  }

  /** Turns the game's sound off or on, if it can be told. */
  setMuted(muted: boolean): void {
    this.#run?.setMuted(muted);
  }

  /** Ends the game without asking the player. Resolves when the service has answered; never rejects. */
  async end(reason = 'method'): Promise<void> {
    await this.#run?.end(reason);
  }

  /** The game on the whole screen, or on the whole viewport where the browser allows no more. */
  override async requestFullscreen(options?: FullscreenOptions): Promise<void> {
    await this.#shell?.requestFullscreen(options);
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
      if (!this.isConnected) this.#run?.leaveElement();
    });
  }

  readonly #onPageHide = (): void => this.#run?.leavePage();

  protected override get primary(): Query<GameSession> | Query<ListResult<GameSession>> {
    return this.sessionId ? this.#sessions.one : this.#sessions.list;
  }

  protected override get isEmpty(): boolean {
    return !this.sessionId && this.#sessions.items?.length === 0;
  }

  protected override get missing(): string | undefined {
    const { connection } = this;
    if (!connection || connection.problem || connection.has('meshmap')) return undefined;
    if (this.sessionId || !connection.has('iplaygames')) return this.localize('unconfigured');
    return undefined;
  }

  /** No sessions to choose from: they are not wanted, or there is no service for them. */
  get #isJustGame(): boolean {
    const { connection } = this;
    const isWithout = !!connection && !connection.problem && !connection.has('meshmap');
    return !this.sessionId && (this.noSessions || isWithout);
  }

  /** A game is to be seen, or its poster, rather than the list. */
  get #isStage(): boolean {
    const run = this.#run;
    const isPlayed = !!run && (run.phase !== 'poster' || run.isChecking);
    return !!this.sessionId || !!this.selected || this.#isJustGame || isPlayed;
  }

  /** Names the launcher among those of the page: what it keeps is found again by it. */
  get #place(): string {
    return this.id || this.sessionId || this.gameId || '';
  }

  get #shell(): GsGameShell | null {
    return this.renderRoot.querySelector<GsGameShell>('gs-game-shell');
  }

  get #frame(): GsGameFrame | null {
    return this.renderRoot.querySelector<GsGameFrame>('gs-game-frame');
  }

  /** What the run of the game needs of the launcher. */
  #createRunHost(): RunHost {
    // eslint-disable-next-line @typescript-eslint/no-this-alias
    const launcher = this;
    return {
      get connection() {
        return launcher.connection;
      },
      get language() {
        return launcher.language;
      },
      get place() {
        return launcher.#place;
      },
      get runSettings() {
        const { realityCheck, breakAfter, breakDuration, jurisdiction, keepSession, singleGame, netPosition } =
          launcher;
        const settings = {
          realityCheck,
          breakAfter,
          breakDuration,
          jurisdiction,
          keepSession,
          singleGame,
          netPosition,
        };
        return {
          ...settings,
          target: launcher.#target,
          reportScores: reportMode(launcher.reportScores, (text) => launcher.warn(text)),
        };
      },
      frameOf: () => this.#frame,
      runChanged: () => this.requestUpdate(),
      runEvent: (_run, type, detail, cancelable = false) => this.#emit(type, detail, { cancelable }),
      runFailed: (_run, error) => this.#fail(error),
      revealRun: () => {
        this.scrollIntoView({ block: 'nearest' });
        this.#frame?.focusGame();
      },
      warn: (message) => this.warn(message),
    };
  }

  /** The run, whose code comes when the first poster is seen, or a game is launched. Undefined when it did not load. */
  async #loadRun(): Promise<GameRun | undefined> {
    try {
      const { GameRun } = await playing.load();
      this.#codeError = undefined;
      if (!this.#run) {
        this.#run = new GameRun(this.#createRunHost());
        void this.#run.findKept();
      }
      this.requestUpdate();
      return this.#run;
    } catch (error) {
      this.#codeError = error as ApiError;
      this.#fail(this.#codeError);
      return undefined;
    }
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#followConnection();
    this.#run?.takeStatus(this.#status.data, this.#status.error);
    if (this.session?.status.toUpperCase() === 'COMPLETED') this.#run?.stopScores();
    super.willUpdate(changed);
    this.#setPhase(this.#computePhase());
    this.#reportChanges();
    this.#focus.before(this.phase, !!this.#run?.isConfirming);
  }

  protected override updated(): void {
    this.renderRoot.querySelector<HTMLDialogElement>('dialog:not([open])')?.showModal();
    const { ratio } = this;
    for (const stage of this.renderRoot.querySelectorAll<HTMLElement>('.stage')) stage.style.aspectRatio = ratio;
    this.#shell?.requestUpdate?.(); // the run is the same object, in another phase
    void this.#focus.after(this.#frame);
    const isWanted = (this.#isStage && (this.isNearViewport || this.loading === 'eager')) || isKept();
    if (isWanted && !this.#run && !this.#codeError) void this.#loadRun();
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    const isDone = await super.getUpdateComplete();
    await this.#shell?.updateComplete;
    return isDone;
  }

  /** Another player, currency or service: what was opened for the former one is ended. */
  #followConnection(): void {
    if (this.connection === this.#seenConnection) return;
    this.#seenConnection = this.connection;
    this.#run?.connectionChanged();
    void this.#run?.findKept();
  }

  protected override computeState(): StateWord {
    const state = super.computeState();
    return this.#isJustGame && (state === 'idle' || state === 'empty') && this.connection && !this.connection.problem
      ? 'ready'
      : state;
  }

  #computePhase(): Phase {
    if (this.#membership.isJoining) return 'joining';
    const phase = this.#run?.phase ?? 'poster';
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

  #reportChanges(): void {
    const { changed, error } = this.#sessions.news(this.primary.data);
    if (changed) void this.updateComplete.then(() => this.emit('gs-update', { changed }));
    if (error) void this.updateComplete.then(() => this.emit('gs-error', { error, partial: true }));
  }

  /** The game that is asked for or set, with what is known of its title and picture. */
  #gameOf(params?: LaunchParams): ChosenGame | undefined {
    const game = this.#choose(params);
    return game && this.#catalog.complete(game);
  }

  #choose(params?: LaunchParams): ChosenGame | undefined {
    return chooseGame(this, params, (error) => this.warn(`resolveGame failed: ${String(error)}`));
  }

  get #target(): Target {
    return enumAttribute('target', this.target, ['inline', 'dialog', 'tab'], (text) => this.warn(text));
  }

  /** Width to height as CSS writes it; empty when `aspect-ratio` is no such thing. */
  private get ratio(): string {
    const ratio = /^\s*([\d.]+)\s*[/:]\s*([\d.]+)\s*$/.exec(this.aspectRatio ?? '');
    if (!ratio) this.warn(`aspect-ratio="${this.aspectRatio}" is not like 16/9.`);
    return ratio ? `${ratio[1]} / ${ratio[2]}` : '';
  }

  readonly #onBack = (): void => {
    this.#run?.reset();
    this.selected = undefined;
    void this.refreshNow();
  };

  readonly #onPlay = (): void => void this.launch(this.#run?.summary?.game);

  protected override render(): TemplateResult {
    const { session } = this;
    const isStage = this.#isStage;
    const own = session && isStage ? titleOf(session, this.language) : undefined;
    const isForm = this.#browser.isCreating;
    // Of a game alone the shell says what it is called.
    const label = this.heading ?? own ?? (isStage ? '' : this.localize(isForm ? 'sessionNew' : 'sessions'));
    const body = isStage ? this.#renderStage() : this.#renderBrowser();
    const hasFacts = isStage && (this.sessionId || session);
    return this.renderLayout(body, hasFacts ? this.#renderFacts(session) : nothing, label);
  }

  /** A line that has its room before the session is known, as has the heading that is the session's name. */
  #renderFacts(session: GameSession | undefined): TemplateResult {
    if (!session)
      return html`${this.heading === undefined ? html`<div class="heading"></div>` : nothing}
        <div class="facts"></div>`;
    const count = session.playerCount;
    // Where the heading is the page's own, nothing else says which session it is.
    const name =
      this.heading === undefined ? nothing : html`<bdi class="session">${titleOf(session, this.language)}</bdi>`;
    return html`<div class="facts">${renderStatus(session, this.#say)}${name}
      <span class="meta" part="player-count">${this.localize('boardPlayers', { count, n: count.toLocaleString(this.language) })}</span></div>`;
  }

  #renderBrowser(): TemplateResult {
    const sessions = this.#sessions.items;
    const isForm = this.#browser.isCreating;
    const list = isForm
      ? this.#browser.renderForm(sessions ?? [])
      : this.state === 'ready'
        ? this.#browser.renderList(sessions ?? [])
        : this.renderMessage(renderListSkeleton(), this.localize('sessionsEmpty'));
    return html`<div class=${isForm ? 'browser creating' : 'browser'}>
        ${this.#renderListFailure()}${this.#browser.renderTools(sessions)}
        <div class="list">${list}</div>
      </div>
      ${renderNotices()}`;
  }

  /** A game that was launched from elsewhere and did not start, with the way to try again. */
  #renderListFailure(): unknown {
    const { error, game } = this.#run ?? {};
    if (!error || !game) return nothing;
    return html`<p class="failure" part="message" role="alert">
      <span>${this.#failureText(error)}</span>
      <button type="button" class="button" part="retry-button" @click=${() => void this.launch(game)}>${this.localize('retry')}</button>
    </p>`;
  }

  #failureText(error: ApiError): string {
    return failureText(error, this.#say, this.language, this.#hooks.errorText);
  }

  #renderStage(): TemplateResult {
    const isThere = this.state === 'ready' || this.phase !== 'poster' || !!this.selected;
    if (!isThere) return html`${renderPlaceholder(this.renderMessage(renderStageSkeleton(), ''))}${renderNotices()}`;
    const { view, game } = this.#view;
    const isOwn = !!game && isPlayableNow(this.session);
    const box = html`<gs-game-shell
      class="play"
      part="play"
      exportparts="toolbar, clock, net-position, expiry, mute-button, fullscreen-button, end-button, panel, hint, notices"
      .run=${this.#run}
      .title=${view.title}
      .onAgain=${isOwn ? this.#onPlay : undefined}
      .immersive=${this.immersive}
      ?wide=${!/^\s*(\d+)\s*[/:]\s*(\d+)\s*$/.test(this.aspectRatio) || parseFloat(this.aspectRatio) >= 1}
    >
      ${
        this.sessionId || this.#isJustGame
          ? nothing
          : html`<button slot="start" type="button" class="tool back" @click=${this.#onBack} aria-label=${this.localize('sessionsAll')} title=${this.localize('sessionsAll')}>${backIcon}</button>`
      }
      <div class="stage" part="stage" tabindex="-1">${this.#renderGame(view, isOwn)}</div>
      <slot name="market-logos" slot="market-logos"></slot>
      <slot name="age-notice" slot="age-notice"></slot>
      <slot name="panic-button" slot="panic-button"></slot>
    </gs-game-shell>`;
    return this.#run?.target === 'dialog' && !INLINE.includes(this.phase) ? this.#renderDialog(view, box) : box;
  }

  /** The box in a dialog, and the poster where it was. */
  #renderDialog(view: PosterView, box: TemplateResult): TemplateResult {
    const run = this.#run!;
    const onCancel = (event: Event) => {
      event.preventDefault();
      if (run.isConfirming) run.keepPlaying();
      else run.ask();
    };
    // Browsers let Escape close a dialog for good when it is pressed twice; the game goes on.
    const onClose = ({ target }: Event) => run.session && (target as HTMLDialogElement).showModal();
    return html`<dialog aria-label=${view.title} @cancel=${onCancel} @close=${onClose}>${box}</dialog>
      <div class="play placeholder"><div class="bar"></div><div class="stage">${renderPoster(view, nothing)}</div></div>`;
  }

  #renderGame(view: PosterView, isOwn: boolean): unknown {
    const run = this.#run;
    if (run?.url !== undefined && run.target !== 'tab') return this.#renderFrame(view, run);
    const isWaiting = this.phase === 'starting' || run?.isChecking;
    if (isWaiting) return renderPoster(view, renderWait(this.localize('launchStarting')));
    if (this.phase !== 'poster' && this.phase !== 'joining') return renderPoster(view, nothing);
    const error = this.#codeError ?? this.#membership.error ?? run?.error;
    const notice = error ? this.#failureText(error) : idleText(this.session, !!this.#view.game, this.#say);
    return renderPoster(
      view,
      renderPlayButton(view, isOwn ? this.#onPlay : undefined, notice),
      renderFoot(view, this.#renderMembership()),
    );
  }

  #renderFrame(view: PosterView, run: GameRun): TemplateResult {
    const { phase } = this;
    const isFree = isInGame(run.phase) || /^(frame-loading|slow|frame-blocked)$/.test(phase);
    return html`<gs-game-frame
      part="frame"
      ?inert=${!isFree || run.isConfirming}
      .src=${run.url}
      title=${view.title}
      dialect=${this.dialect || 'auto'}
      load-timeout=${this.loadTimeout}
      no-fullscreen
      ?popups=${this.popups}
      ?muted=${run.isMuted}
      @gs-game-event=${({ detail }: CustomEvent<{ event: GameEvent }>) => run.hear(detail.event)}
      @gs-state-change=${(event: CustomEvent<{ to: string }>) => {
        event.stopPropagation(); // it is the frame's state, not ours
        if (event.detail.to === 'ready') run.frameIs('ready');
      }}
      @gs-frame-slow=${() => run.frameIs('slow')}
      @gs-frame-blocked=${() => run.frameIs('blocked')}
      @gs-frame-refused=${() => run.frameIs('blocked')}
      ><div slot="loading" class="loading">${renderPoster(view, renderWait(this.localize('frameLoading'), run.progress))}</div></gs-game-frame
    >`;
  }

  #renderMembership(): unknown {
    const { isIn, isJoining } = this.#membership;
    if (isIn) return html`<span class="badge" part="badge">${this.localize('sessionJoined')}</span>`;
    if (isIn === undefined || !isPlayableNow(this.session)) return nothing;
    return html`<button type="button" class="button" part="join-button" aria-disabled=${isJoining} aria-busy=${isJoining} @click=${() => void this.#membership.join()}>${this.localize('sessionJoin')}</button>`;
  }

  get #view(): { view: PosterView; game?: ChosenGame } {
    const { session, phase } = this;
    const run = this.#run;
    const chosen = this.#gameOf();
    // The poster is of what would be played; everything after it of what is.
    const game = phase === 'poster' && !run?.isChecking ? chosen : (run?.game ?? chosen);
    // What the session is called says nothing of a game that is not its own.
    const own = !game || game.boardId ? session : undefined;
    const title = game?.title ?? (own ? titleOf(own, this.language) : this.localize('frameTitle'));
    return { view: { say: this.#say, title, image: game?.image ?? own?.miniGame?.imageUrl, session }, game };
  }
}

define('gs-session-launcher', GsSessionLauncher);

declare global {
  interface HTMLElementTagNameMap {
    'gs-session-launcher': GsSessionLauncher;
  }
}
