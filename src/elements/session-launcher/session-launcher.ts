import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { ApiError } from '../../api/error.js';
import type { GameSession } from '../../api/meshmap/index.js';
import type { ListResult } from '../../api/operation.js';
import type { Query } from '../../live/query.js';
import type { GameRun } from '../../play/game-run.js';
import type { Target } from '../../play/run-host.js';
import { aspectRatioCss, parseAspectRatio, type AspectRatio } from '../../shared/aspect-ratio.js';
import { define } from '../../shared/define.js';
import { enumAttribute } from '../../shared/enum-attribute.js';
import { backIcon } from '../../shared/icons.js';
import { joinCode } from '../../shared/join-code.styles.js';
import '../../shared/locales/en-session-launcher.js';
import type { StateWord } from '../../shared/states.js';
import { shell, tokens } from '../../shared/tokens.styles.js';
import type { GsGameFrame } from '../game-frame/game-frame.js';
import { FocusController } from '../game-shell/focus-controller.js';
import type { Phase } from '../game-shell/phase.js';
import { PlayElement } from '../game-shell/play-element.js';
import type { Emit } from './emit.js';
import { GameCatalog } from './game-catalog.js';
import { chooseGame, type ChosenGame, type LaunchParams } from './game-selection.js';
import { Invitation } from './invitation.js';
import { Membership } from './join-controller.js';
import { listStyles } from './list.styles.js';
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
import { nameOf, renderListSkeleton, renderSessionStatus } from './session-list.js';
import { Sessions } from './sessions.js';
import { idleText, isPlayableNow } from './status-text.js';

export type { LaunchParams, Phase };

/** Sessions with more players show their number only. */
const MOST_NAMES = 100;

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
 * @event {CustomEvent<{session: GameSession}>} gs-session-select - a session was chosen; cancelable
 * @event {CustomEvent<{session: NewGameSession}>} gs-before-create - cancelable
 * @event {CustomEvent<{session: GameSession}>} gs-session-create - a session was created
 * @event {CustomEvent<{sessionId: string, playerId: string}>} gs-before-join - cancelable
 * @event {CustomEvent<{sessionId: string, playerId: string, already: boolean}>} gs-session-join - the player is in
 * @csspart sessions - the list
 * @csspart card - one session
 * @csspart card-art - its picture
 * @csspart card-title - its name
 * @csspart monogram - in place of a missing picture
 * @csspart status - its status
 * @csspart player-count - how many players it has
 * @csspart players - their names
 * @csspart card-text - the description of a session in the list
 * @csspart unavailable - that its game is not offered to the player
 * @csspart create-button - opens the form for a new session
 * @csspart search - the field to search with
 * @csspart form - for a new session
 * @csspart field - one field of it
 * @csspart play - toolbar, stage and notices
 * @csspart stage - poster or game
 * @csspart poster - before the game
 * @csspart title - the game's name on it
 * @csspart play-button - the button that starts it
 * @csspart join-button - puts the player into the session
 * @csspart invite-button - shares or copies the link to the session
 * @csspart invite-link - the link, where the browser can't copy it
 * @csspart join - QR code of the link
 * @cssprop [--gs-color-stage=#0e0f13] - behind the game
 * @cssprop [--gs-list-block-size=26em] - height of the list and what stands above it; `auto` lets it grow
 */
export class GsSessionLauncher extends PlayElement {
  static override styles = [tokens, shell, joinCode, styles, posterStyles, listStyles];

  /** Hides the sessions: only the game is shown. */
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
  /**
   * Lets the player invite others to the session: by its link, or by the link and a QR code. In a list of sessions the link is
   * the page's address with `#session=…`, which opens the session; with `session-id` it is the page's address.
   */
  @property() invite?: 'link' | 'qr';
  /** Id of the game to play; `resolveGame` takes precedence. */
  @property({ attribute: 'game-id' }) gameId?: string;
  /** Title of the game. */
  @property({ attribute: 'game-title' }) gameTitle?: string;
  /** The game's picture. */
  @property({ attribute: 'game-image' }) gameImage?: string;
  /** Where the game runs. */
  @property() target: Target = 'inline';
  /** Width to height of the game. */
  @property({ attribute: 'aspect-ratio' }) aspectRatio = '16/9';
  /** Seconds between polls, of the list and of the status of a game. */
  @property({ type: Number }) override refresh = 15;
  /** Which game a session is played with. */
  @property({ attribute: false }) resolveGame?: (session: GameSession) => string | undefined;

  @state() private selected?: GameSession;
  #run?: GameRun;

  readonly #emit: Emit = (type, detail, options) => this.emit(type, ...([detail, options] as never));
  readonly #hooks = {
    emit: this.#emit,
    localize: this.localize,
    fail: (error: ApiError) => this.reportFailure(error),
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
    games: this.#shownGames,
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
    shown: () => {
      const { id, playerCount = 0 } = (this.#isStage && this.session) || {};
      return playerCount > 0 && playerCount <= MOST_NAMES ? id : undefined;
    },
  });
  readonly #invitation: Invitation = new Invitation(this);
  /** The invitation of the page's address has been followed, or was to no session of the list. */
  #isInvited = false;
  readonly #focus = new FocusController(this);
  /** The games of the list's sessions: the page's `resolveGame` is called once per session and update. */
  readonly #gameBySession = new Map<GameSession, ChosenGame | undefined>();

  /** The session that was chosen or is set. */
  get session(): GameSession | undefined {
    return this.#sessions.one.data ?? this.selected;
  }

  /**
   * Starts a game: the one given, else the one that is set. Asks the player first when another one is open.
   * Resolves when it is in its frame, or when the failure is shown; never rejects.
   */
  async launch(params?: LaunchParams): Promise<void> {
    await this.updateComplete;
    const game = this.#gameOf(params);
    if (!game) return this.warn('there is nothing to launch: set game-id, resolveGame or launch({gameId}).');
    const run = await this.#loadRun();
    const { connection, allowJoin, reportScores } = this;
    // Scores are written to the player's row of the session, so the player joins first.
    const needsPlace =
      reportScores !== undefined && allowJoin && game.boardId && connection?.player.id && !this.#membership.isIn;
    const launched = run?.launch(game, { prepare: needsPlace ? () => this.#membership.join() : undefined });
    if (run) await this.startImmersive(run);
    await launched;
  }

  /** Ends the game without asking the player. Resolves when the service has answered; never rejects. */
  async end(reason = 'method'): Promise<void> {
    await this.#run?.end(reason);
  }

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

  /** No sessions to choose from: `no-sessions` is set, or the connection has no Meshmap. */
  get #isJustGame(): boolean {
    const { connection } = this;
    const isWithout = !!connection && !connection.problem && !connection.has('meshmap');
    return !this.sessionId && (this.noSessions || isWithout);
  }

  /** Whether a game or its poster is shown instead of the list. */
  get #isStage(): boolean {
    const run = this.#run;
    const isPlayed = !!run && (run.phase !== 'poster' || run.isChecking);
    return !!this.sessionId || !!this.selected || this.#isJustGame || isPlayed;
  }

  protected override placeOf(): string {
    return this.id || this.sessionId || this.gameId || '';
  }

  get #frame(): GsGameFrame | null {
    return this.renderRoot.querySelector<GsGameFrame>('gs-game-frame');
  }

  protected override get run(): GameRun | undefined {
    return this.#run;
  }

  protected override frameOf(): GsGameFrame | null {
    return this.#frame;
  }

  protected override revealRun(): void {
    this.scrollIntoView({ block: 'nearest' });
    this.#frame?.focusGame();
  }

  async #loadRun(): Promise<GameRun | undefined> {
    const code = await this.loadPlaying();
    if (code && !this.#run) {
      this.#run = code.createRun();
      void this.#run.findKept();
    }
    return this.#run;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#gameBySession.clear();
    if (this.#isOver) this.#run?.stopScores();
    super.willUpdate(changed);
    this.#followInvitation();
    this.#reportChanges();
    this.#focus.before(this.phase, !!this.#run?.isConfirming);
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    this.renderRoot.querySelector<HTMLDialogElement>('dialog:not([open])')?.showModal();
    const ratio = aspectRatioCss(this.ratio);
    for (const stage of this.renderRoot.querySelectorAll<HTMLElement>('.stage')) stage.style.aspectRatio = ratio;
    void this.#focus.after(this.#frame);
    const isWanted = (this.#isStage && (this.isNearViewport || this.loading === 'eager')) || this.hasKept;
    if (isWanted && !this.#run && !this.codeError) void this.#loadRun();
  }

  protected override computeState(): StateWord {
    const state = super.computeState();
    return this.#isJustGame && (state === 'idle' || state === 'empty') && this.connection && !this.connection.problem
      ? 'ready'
      : state;
  }

  protected override computePhase(): Phase {
    if (this.#membership.isJoining) return 'joining';
    const phase = this.#run?.phase ?? 'poster';
    if (phase !== 'poster' || this.#isStage) return phase;
    return this.#browser.isCreating ? 'creating' : 'browsing';
  }

  /** Opens the session that the page's address invites to, once the list is known. */
  #followInvitation(): void {
    const { items } = this.#sessions;
    if (this.#isInvited || !this.invite || this.sessionId || !items) return;
    this.#isInvited = true;
    const id = this.#invitation.invitedTo;
    const session = items.find((one) => one.id === id);
    if (session) void this.updateComplete.then(() => this.#browser.select(session));
  }

  #reportChanges(): void {
    const { changed, error } = this.#sessions.news(this.primary.data);
    if (changed) void this.updateComplete.then(() => this.emit('gs-update', { changed }));
    if (error) void this.updateComplete.then(() => this.emit('gs-error', { error, partial: true }));
  }

  /** The game that was requested or is set, with its title and picture as far as known. */
  #gameOf(params?: LaunchParams): ChosenGame | undefined {
    const game = this.#choose(params);
    return game && this.#catalog.complete(game);
  }

  #choose(params?: LaunchParams, session = this.session): ChosenGame | undefined {
    const { sessionId, gameId, gameTitle, gameImage, resolveGame } = this;
    const settings = { sessionId, session, gameId, gameTitle, gameImage, resolveGame };
    return chooseGame(settings, params, (error) => this.warn(`resolveGame failed: ${String(error)}`));
  }

  /** The games of the stage, or of the list. */
  get #shownGames(): ChosenGame[] {
    // Before the session has loaded it is unknown whether it names the game.
    if (this.#isStage && this.sessionId && !this.session) return [];
    if (this.#isStage) return [this.#choose() ?? []].flat();
    return (this.#sessions.items ?? []).flatMap((session) => this.#gameOfListed(session) ?? []);
  }

  #gameOfListed(session: GameSession): ChosenGame | undefined {
    if (!this.#gameBySession.has(session)) this.#gameBySession.set(session, this.#choose(undefined, session));
    return this.#gameBySession.get(session);
  }

  /** Whether the game of a session is offered to the player, as far as the catalogue says. */
  readonly #isOffered = (session: GameSession): boolean => {
    const game = this.#gameOfListed(session);
    return !game || this.#catalog.isOffered(game);
  };

  protected override get runTarget(): Target {
    return enumAttribute('target', this.target, ['inline', 'dialog', 'tab'], (text) => this.warn(text));
  }

  private get ratio(): AspectRatio | undefined {
    return parseAspectRatio(this.aspectRatio, (text) => this.warn(text));
  }

  readonly #onBack = (): void => {
    this.#run?.reset();
    this.selected = undefined;
    this.#invitation.decline();
    void this.refreshNow();
  };

  readonly #onPlay = (): void => void this.launch(this.#run?.summary?.game);

  protected override render(): TemplateResult {
    const { session } = this;
    const isStage = this.#isStage;
    const own = session && isStage ? nameOf(session, this.language) : undefined;
    const isForm = this.#browser.isCreating;
    // Without a session the shell's toolbar has the title.
    const label = this.heading ?? own ?? (isStage ? '' : this.localize(isForm ? 'sessionNew' : 'sessions'));
    const body = isStage ? this.#renderStage() : this.#renderBrowser();
    const hasFacts = isStage && (this.sessionId || session);
    return this.renderLayout(body, hasFacts ? this.#renderFacts(session) : nothing, label);
  }

  /** A line whose height is reserved before the session is known, like that of the heading. */
  #renderFacts(session: GameSession | undefined): TemplateResult {
    if (!session)
      return html`${this.heading === undefined ? html`<div class="heading"></div>` : nothing}
        <div class="facts"></div>`;
    const count = session.playerCount;
    // With a heading of the page's own, the session's name is shown here.
    const name =
      this.heading === undefined ? nothing : html`<bdi class="session">${nameOf(session, this.language)}</bdi>`;
    return html`<div class="facts">${renderSessionStatus(session, this.localize)}${name}
      <span class="meta" part="player-count">${this.localize('boardPlayers', { count, n: count.toLocaleString(this.language) })}</span>
      ${this.#renderPlayers()}</div>`;
  }

  /** Who plays, in one line. */
  #renderPlayers(): unknown {
    const { names } = this.#membership;
    if (names.length === 0) return nothing;
    const list = new Intl.ListFormat(this.language, { type: 'unit', style: 'short' }).format(names);
    return html`<span class="meta players" part="players" title=${list} aria-label=${this.localize('sessionPlayers', { names: list })}>${list}</span>`;
  }

  /** The session takes no more scores and players. */
  get #isOver(): boolean {
    return this.session?.status.toUpperCase() === 'COMPLETED';
  }

  /** The address that the player can invite others by; undefined where they cannot. */
  get #inviteUrl(): string | undefined {
    if (!this.invite || !this.session || this.#isOver) return undefined;
    return this.#invitation.urlOf(this.sessionId ? undefined : this.session.id);
  }

  #renderInviteButton(title: string): unknown {
    const url = this.#inviteUrl;
    return url ? this.#invitation.renderButton(url, title) : nothing;
  }

  #renderInviteCode(): unknown {
    const url = this.#inviteUrl;
    if (!url || enumAttribute('invite', this.invite, ['link', 'qr'], (text) => this.warn(text)) !== 'qr')
      return nothing;
    return this.#invitation.renderCode(url);
  }

  #renderBrowser(): TemplateResult {
    const sessions = this.#sessions.items;
    const isForm = this.#browser.isCreating;
    const list = isForm
      ? this.#browser.renderForm(sessions ?? [])
      : this.state === 'ready'
        ? this.#browser.renderList(sessions ?? [], this.#isOffered)
        : this.renderMessage(renderListSkeleton(), this.localize('sessionsEmpty'));
    return html`<div class=${isForm ? 'browser creating' : 'browser'}>
        ${this.#renderListFailure()}${this.#browser.renderTools(sessions)}
        <div class="list">${list}</div>
      </div>
      ${renderNotices()}`;
  }

  /** A game that was launched from another element and did not start, with a button to try again. */
  #renderListFailure(): unknown {
    const { error, game } = this.#run ?? {};
    if (!error || !game) return nothing;
    return html`<p class="failure" part="message" role="alert">
      <span>${this.failureText(error)}</span>
      <button type="button" class="button" part="retry-button" @click=${() => void this.launch(game)}>${this.localize('retry')}</button>
    </p>`;
  }

  #renderStage(): TemplateResult {
    const isThere = this.state === 'ready' || this.phase !== 'poster' || !!this.selected;
    if (!isThere) return html`${renderPlaceholder(this.renderMessage(renderStageSkeleton(), ''))}${renderNotices()}`;
    const { view, game } = this.#view;
    const isOwn = !!game && isPlayableNow(this.session);
    const hasList = !this.sessionId && !this.#isJustGame;
    const { width, height } = this.ratio ?? { width: 16, height: 9 };
    const box = this.renderShell({
      title: view.title,
      onAgain: isOwn ? this.#onPlay : undefined,
      isWide: width >= height,
      tools: hasList
        ? html`<button slot="start" type="button" class="tool back" @click=${this.#onBack} aria-label=${this.localize('sessionsAll')} title=${this.localize('sessionsAll')}>${backIcon}</button>`
        : nothing,
      content: html`<div class="stage" part="stage" tabindex="-1">${this.#renderGame(view, isOwn)}</div>`,
    });
    const isDialog = this.#run?.target === 'dialog' && !INLINE.includes(this.phase);
    return html`${isDialog ? this.#renderDialog(view, box) : box}${this.#renderInviteCode()}`;
  }

  /** The game in a dialog, and the poster in its place. */
  #renderDialog(view: PosterView, box: TemplateResult): TemplateResult {
    const run = this.#run!;
    const ask = () => (run.isConfirming ? run.keepPlaying() : run.ask());
    // Before the browser's own close request, which cannot be prevented without a gesture since the last one.
    const onKeydown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      ask();
    };
    // The Back gesture.
    const onCancel = (event: Event) => {
      event.preventDefault();
      ask();
    };
    const onClose = ({ target }: Event) => run.session && (target as HTMLDialogElement).showModal();
    return html`<dialog aria-label=${view.title} @keydown=${onKeydown} @cancel=${onCancel} @close=${onClose}>${box}</dialog>
      <div class="play placeholder"><div class="bar"></div><div class="stage">${renderPoster(view, nothing)}</div></div>`;
  }

  #renderGame(view: PosterView, isOwn: boolean): unknown {
    const run = this.#run;
    if (run?.url !== undefined && run.target !== 'tab') {
      const loading = renderPoster(view, renderWait(this.localize('frameLoading'), run.progress));
      return this.renderFrame(run, { title: view.title, loading });
    }
    const isWaiting = this.phase === 'starting' || run?.isChecking;
    if (isWaiting) return renderPoster(view, renderWait(this.localize('launchStarting')));
    if (this.phase !== 'poster' && this.phase !== 'joining') return renderPoster(view, nothing);
    const error = this.codeError ?? this.#membership.error ?? run?.error;
    const { game } = this.#view;
    const isOffered = !game || this.#catalog.isOffered(game);
    const notice = error
      ? this.failureText(error)
      : (idleText(this.session, !!game, this.localize) ??
        (isOffered ? undefined : this.localize('launchUnavailableText')));
    return renderPoster(
      view,
      renderPlayButton(view, isOwn && isOffered ? this.#onPlay : undefined, notice),
      renderFoot(view, [this.#renderMembership(), this.#renderInviteButton(view.title)]),
    );
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
    const title = game?.title ?? (own ? nameOf(own, this.language) : this.localize('frameTitle'));
    return { view: { localize: this.localize, title, image: game?.image ?? own?.miniGame?.imageUrl, session }, game };
  }
}

define('gs-session-launcher', GsSessionLauncher);

declare global {
  interface HTMLElementTagNameMap {
    'gs-session-launcher': GsSessionLauncher;
  }
}
