/** What goes on in a launcher: the sessions to choose from, the one that was chosen, its game, and the phase of it all. */
import type { PropertyValues } from 'lit';
import { state } from 'lit/decorators.js';
import type { ApiError } from '../../api/error.js';
import type { GameSession } from '../../api/meshmap/index.js';
import type { ListResult } from '../../api/operation.js';
import type { Query } from '../../live/query.js';
import { toggleState, type StateWord } from '../../shared/states.js';
import { SessionBrowser } from './session-browser.js';
import { GameCatalog } from './game-catalog.js';
import { chooseGame, isKept, type ChosenGame, type LaunchParams } from './game-selection.js';
import type { Emit } from './emit.js';
import { LazyGame } from './lazy-game.js';
import type { Play } from './game/play.js';
import { PendingScores } from './pending-scores.js';
import { FocusController } from './focus-controller.js';
import type { Phase } from './phase.js';
import { Sessions } from './sessions.js';
import { LauncherSettings } from './settings.js';

export abstract class LauncherFlow extends LauncherSettings {
  @state() protected selected?: GameSession;
  #phase: Phase = 'browsing';

  readonly #emit: Emit = (type, detail, options) => this.emit(type, ...([detail, options] as never));
  protected readonly hooks = {
    emit: this.#emit,
    say: this.localize.bind(this),
    fail: (error: ApiError): void => {
      console.error(`<gs-session-launcher>: ${error.message}`, error);
      this.emit('gs-error', { error });
    },
    errorText: (error: ApiError): string => this.errorText(error),
  };
  protected readonly sessions: Sessions = new Sessions(this, () => ({
    isList: !this.sessionId && !this.isJustGame,
    sessionId: this.sessionId ?? this.selected?.id,
    isPlaying: this.play?.open !== undefined,
    refresh: this.refresh,
    eager: this.loading === 'eager',
  }));
  readonly #catalogue: GameCatalog = new GameCatalog(this, () => ({
    // Before the session is there, nobody knows whether it names the game.
    game: this.isStage && (!this.sessionId || this.session) ? this.#choose() : undefined,
    eager: this.loading === 'eager',
  }));
  protected readonly browser: SessionBrowser = new SessionBrowser(this, {
    ...this.hooks,
    onCreate: (session) => this.sessions.add(session),
    onSelect: (session) => {
      if (this.emit('gs-session-select', { session }, { cancelable: true })) this.selected = session;
    },
  });
  protected readonly code: LazyGame = new LazyGame(this, {
    ...this.hooks,
    warn: (text) => this.warn(text),
    frame: () => this.renderRoot.querySelector('gs-game-frame'),
    key: () => this.#key,
    joinable: () => (this.allowJoin && !this.isJustGame ? (this.sessionId ?? this.selected?.id) : undefined),
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
    return this.sessions.one.data ?? this.selected;
  }

  protected override get primary(): Query<GameSession> | Query<ListResult<GameSession>> {
    return this.sessionId ? this.sessions.one : this.sessions.list;
  }

  protected override get isEmpty(): boolean {
    return !this.sessionId && this.sessions.items?.length === 0;
  }

  protected override get missing(): string | undefined {
    const { connection } = this;
    if (!connection || connection.problem || connection.has('meshmap')) return undefined;
    if (this.sessionId || !connection.has('iplaygames')) return this.localize('unconfigured');
    return undefined;
  }

  /** The game that is played, once its code is there. */
  protected get play(): Play | undefined {
    return this.code.game?.play;
  }

  /** No sessions to choose from: they are not wanted, or there is nobody to ask. */
  protected get isJustGame(): boolean {
    const { connection } = this;
    return !this.sessionId && (this.noSessions || (!!connection && !connection.problem && !connection.has('meshmap')));
  }

  /** A game is to be seen, or its poster, rather than the list. */
  protected get isStage(): boolean {
    const { play } = this;
    const isPlayed = !!play && (play.phase !== 'poster' || play.isChecking);
    return !!this.sessionId || !!this.selected || this.isJustGame || isPlayed;
  }

  /** Names the launcher among those of the page: what it keeps is found again by it. */
  get #key(): string {
    return this.id || this.sessionId || this.gameId || '';
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
      if (!this.isConnected) this.play?.disconnect();
    });
  }

  readonly #onPageHide = (): void => this.play?.leave();

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('target')) this.checkTarget();
    this.code.game?.sync();
    super.willUpdate(changed);
    this.#setPhase(this.#computePhase());
    this.#tellNews();
    this.#focus.before(this.phase, !!this.play?.isConfirming);
  }

  protected override updated(): void {
    this.renderRoot.querySelector<HTMLDialogElement>('dialog:not([open])')?.showModal();
    const { ratio } = this;
    for (const stage of this.renderRoot.querySelectorAll<HTMLElement>('.stage')) stage.style.aspectRatio = ratio;
    this.#focus.after();
    const isWanted = (this.isStage && (this.isNearViewport || this.loading === 'eager')) || isKept(this.#key);
    if (isWanted && !this.code.error) void this.code.load();
  }

  protected override computeState(): StateWord {
    const state = super.computeState();
    return this.isJustGame && (state === 'idle' || state === 'empty') && this.connection && !this.connection.problem
      ? 'ready'
      : state;
  }

  #computePhase(): Phase {
    const phase = this.code.game?.phase ?? 'poster';
    if (phase !== 'poster' || this.isStage) return phase;
    return this.browser.isCreating ? 'creating' : 'browsing';
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
    const { changed, error } = this.sessions.news(this.primary.data);
    if (changed) void this.updateComplete.then(() => this.emit('gs-update', { changed }));
    if (error) void this.updateComplete.then(() => this.emit('gs-error', { error, partial: true }));
  }

  /** The game that is asked for or set, with what is known of its title and picture. */
  protected gameOf(params?: LaunchParams): ChosenGame | undefined {
    const game = this.#choose(params);
    return game && this.#catalogue.complete(game);
  }

  #choose(params?: LaunchParams): ChosenGame | undefined {
    return chooseGame(this, params, (error) => this.warn(`resolveGame failed: ${String(error)}`));
  }
}
