/** What launcher and swiper share: the settings of a played game, its phases, its session's status, and shell and frame around it. */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { ApiError } from '../../api/error.js';
import { parseWebUrl } from '../../api/sanitize.js';
import type { GameSessionStatus, MultiSessionStatus } from '../../api/iplaygames/index.js';
import type { GameEvent } from '../../game/messages.js';
import type { Connection } from '../../live/connection.js';
import { keys } from '../../live/keys.js';
import { Query } from '../../live/query.js';
import { pageStorage, storedNames } from '../../live/storage.js';
import type { GameRun } from '../../play/game-run.js';
import type { RunEvents, RunHost, Target } from '../../play/run-host.js';
import type { SessionKind } from '../../play/types.js';
import { GsDataElement } from '../../shared/gs-data-element.js';
import '../../shared/locales/en-games.js';
import { quote } from '../../shared/quote.js';
import { toggleState } from '../../shared/states.js';
import type { GsGameFrame } from '../game-frame/game-frame.js';
import { failureText } from './failure-text.js';
import type { GsGameShell } from './game-shell.js';
import { playing } from './lazy-playing.js';
import { PendingScores } from './pending-scores.js';
import type { Phase } from './phase.js';
import { reportMode } from './report-mode.js';

export interface ShellContext {
  /** What is in the stage. */
  readonly content: TemplateResult;
  readonly title: string;
  /** Starts the same game again; undefined where it cannot be. */
  readonly onAgain?: () => void;
  /** For the slots of the toolbar. */
  readonly tools?: unknown;
  readonly isWide: boolean;
  /** The toolbar overlays the stage, and the poster shows that a game is over. */
  readonly isOverlay?: boolean;
}

export interface FrameContext {
  readonly title: string;
  /** Shown until the game has loaded. */
  readonly loading?: TemplateResult;
  /** Key of the frame, unique within the element. */
  readonly key?: string;
}

/**
 * @event {CustomEvent<{from: Phase, to: Phase}>} gs-phase-change - another phase
 * @event {CustomEvent<{gameId: string, resumed: boolean} & LaunchTerms>} gs-before-launch - cancelable; what a listener sets of `returnUrl`, `freespinId`, `freespinCount`, `freespinBetAmount` and `expireDays` goes into the start
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
 * @slot market-logos - of the regulator; never covered by the game, not on the full screen either
 * @slot age-notice - as market-logos
 * @slot panic-button - as market-logos
 * @csspart toolbar - above the game
 * @csspart clock - the session clock
 * @csspart net-position - won or lost, where the jurisdiction asks for it
 * @csspart expiry - until the game session ends
 * @csspart mute-button - in the toolbar
 * @csspart fullscreen-button - in the toolbar
 * @csspart end-button - in the toolbar
 * @csspart frame - the game
 * @csspart panel - what is said over the game
 * @csspart hint - a quiet line over the game
 * @csspart notices - what the law wants to be seen
 * @cssprop [--gs-color-stage=#0e0f13] - behind the game
 * @cssstate playing - and every other phase
 */
export abstract class PlayElement extends GsDataElement {
  /** Id of the Meshmap session that scores are written to. */
  @property({ attribute: 'session-id' }) sessionId?: string;
  /** Message format of the games; see `<gs-game-frame>`. */
  @property() dialect = 'auto';
  /** Seconds after which a game that has not loaded counts as slow; 0 = never. */
  @property({ type: Number, attribute: 'load-timeout' }) loadTimeout = 20;
  /** Lets a game go on when the page is left, so that it can be resumed. */
  @property({ type: Boolean, attribute: 'keep-session' }) keepSession = false;
  /** One game at a time in all tabs. */
  @property({ type: Boolean, attribute: 'single-game' }) singleGame = false;
  /** Writes a game's scores to the session, for the player who started the game: `best` (also the word alone), `last` or `sum`. */
  @property({ attribute: 'report-scores' }) reportScores?: string;
  /** Minutes between two reality checks; 0 = none. */
  @property({ type: Number, attribute: 'reality-check' }) realityCheck = 0;
  /** Minutes of play after which a break is due; 0 = none. */
  @property({ type: Number, attribute: 'break-after' }) breakAfter = 0;
  /** Minutes that a break lasts. */
  @property({ type: Number, attribute: 'break-duration' }) breakDuration = 0;
  /** Rules of a jurisdiction (`GB DE SE NL ES`), which the other attributes can only make stricter. */
  @property() jurisdiction?: string;
  /** Address that the game's own way out leads to; a gateway accepts only those of its list. Default: the gateway's. */
  @property({ attribute: 'return-url' }) returnUrl = '';
  /** Whether games are played in full screen on phones. */
  @property() immersive: 'auto' | 'off' = 'auto';
  /** Lets games open windows. */
  @property({ type: Boolean }) popups = false;
  /**
   * The player's balance in the player's currency, kept up to date by the page; takes precedence over what games report. Net
   * win or loss is its change since the start, so it has to be set before that.
   */
  @property({ attribute: false }) balance?: number;
  /** Net win or loss in this session in the player's currency, from the page; takes precedence over `balance`. */
  @property({ attribute: false }) netPosition?: number;

  #phase: Phase = 'poster';
  #seenConnection?: Connection;
  /** The session whose status is polled. */
  #watched?: string;
  /** Why the lazy-loaded code did not load. */
  protected codeError?: ApiError;

  /** Of the game in front. */
  readonly #status = new Query<GameSessionStatus | MultiSessionStatus>(this, () => {
    const { watched: id, session, kind } = this.run ?? {};
    this.#watched = id;
    if (id === undefined) return undefined;
    const isMulti = kind === 'multi';
    return {
      // The status from before the page was left is outdated.
      key: isMulti ? keys.multiStatus(id) : keys.gameStatus(id, { isOpen: !!session }),
      load: async (connection, signal) => {
        const { iplaygames } = await playing.load();
        const api = connection.service(iplaygames)!;
        const options = { signal, retry: 0 };
        return isMulti ? api.getMultiSessionStatus(id, options) : api.getGameSessionStatus(id, options);
      },
      refetchInterval: this.refresh,
      eager: true,
    };
  });

  constructor() {
    super();
    this.addController(new PendingScores(this));
  }

  /** The run of the game in front. */
  protected abstract readonly run: GameRun | undefined;
  /** The current phase. */
  protected abstract computePhase(): Phase;

  /** Every run of the element. */
  protected get runs(): readonly GameRun[] {
    return this.run ? [this.run] : [];
  }

  /** The run that the shell shows. */
  protected get shownRun(): GameRun | undefined {
    return this.run;
  }

  /** Where games run. */
  protected get runTarget(): Target {
    return 'inline';
  }

  /** Key of a run's place, unique within the page. */
  protected abstract placeOf(run: GameRun): string;
  protected abstract frameOf(run: GameRun): GsGameFrame | null;
  /** Brings a run into view. */
  protected abstract revealRun(run: GameRun): void;
  /** Emits an event of a run. */
  protected refOf?(run: GameRun): object;
  /** Reacts to an event of a run after it was emitted. */
  protected onRunEvent?<K extends keyof RunEvents>(run: GameRun, type: K, detail: RunEvents[K]): void;
  protected onRunFailed?(run: GameRun, error: ApiError): void;
  protected onRunChanged?(run: GameRun): void;
  /** Called with the status of a session, which may hold more than its phase. */
  protected onStatus?(run: GameRun, status: GameSessionStatus | MultiSessionStatus | undefined): void;
  /** The connection may have another player, currency or service. */
  protected connectionChanged?(): void;

  /** The current phase; also the attribute `phase` and `:state(…)`. */
  get phase(): Phase {
    return this.#phase;
  }

  /** Pauses the game: between rounds (`idle`), or at once. */
  pauseGame({ when = 'idle' }: { when?: 'idle' | 'now' } = {}): void {
    this.run?.pause(when);
  }

  /** Lets a paused game go on. A break has to be over first. */
  resumeGame(): void {
    this.run?.continue();
  }

  /** Mutes or unmutes the game, if its dialect supports that. */
  setMuted(muted: boolean): void {
    this.run?.setMuted(muted);
  }

  /** Resumes the game that an earlier page has left open, if there is one. */
  async resume(): Promise<void> {
    await this.run?.resume();
  }

  /** Shows the game in full screen, or in the whole viewport where the browser has no element fullscreen. */
  override async requestFullscreen(options?: FullscreenOptions): Promise<void> {
    await this.shell?.requestFullscreen?.(options);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Two listeners: when a tab is closed, Firefox aborts the running script and continues with the next listener.
    window.addEventListener('pagehide', this.#onPageHide, { capture: true });
    window.addEventListener('pagehide', this.#onPageHide);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('pagehide', this.#onPageHide, { capture: true });
    window.removeEventListener('pagehide', this.#onPageHide);
    // An element that is only being moved is connected again before this runs.
    queueMicrotask(() => {
      if (!this.isConnected) for (const run of this.runs) run.leaveElement();
    });
  }

  readonly #onPageHide = (): void => {
    for (const run of this.runs) run.leavePage();
  };

  protected get shell(): GsGameShell | null {
    return this.renderRoot?.querySelector<GsGameShell>('gs-game-shell');
  }

  /** The lazy-loaded code that plays games, requested when the first poster is shown or a game is started. Undefined when it did not load. */
  protected async loadPlaying(): Promise<{ createRun(kind?: SessionKind): GameRun } | undefined> {
    try {
      const { GameRun } = await playing.load();
      this.codeError = undefined;
      this.requestUpdate();
      return { createRun: (kind) => new GameRun(this.#runHost, kind) };
    } catch (error) {
      this.codeError = error as ApiError;
      this.reportFailure(this.codeError);
      return undefined;
    }
  }

  /** Starts a game within the player's tap: a phone plays on the whole screen. */
  protected async startImmersive(run: GameRun): Promise<void> {
    await this.updateComplete;
    if (run.phase === 'starting') this.shell?.startImmersive?.();
  }

  protected reportFailure(error: ApiError, ref: object = {}): void {
    console.error(`<${this.localName}>: ${error.message}`, error);
    this.emit('gs-error', { error, ...ref });
    this.requestUpdate();
  }

  /** `return-url`, relative to the page; undefined when it is not set or no http(s) address. */
  get #absoluteReturnUrl(): string | undefined {
    if (!this.returnUrl) return undefined;
    const url = parseWebUrl(this.returnUrl, this.ownerDocument.baseURI);
    if (!url) this.warn(`return-url=${quote(this.returnUrl)} is no http(s) address; it is left out.`);
    return url?.href;
  }

  /** A refused start in the reader's words. */
  protected failureText(error: ApiError): string {
    return failureText(error, this.localize, this.language, (one) => this.errorText(one));
  }

  readonly #runHost: RunHost<GameRun> = createRunHost(this, {
    settings: () => ({
      realityCheck: this.realityCheck,
      breakAfter: this.breakAfter,
      breakDuration: this.breakDuration,
      jurisdiction: this.jurisdiction,
      keepSession: this.keepSession,
      singleGame: this.singleGame,
      balance: this.balance,
      netPosition: this.netPosition,
      target: this.runTarget,
      returnUrl: this.#absoluteReturnUrl,
      reportScores: reportMode(this.reportScores, (text) => this.warn(text)),
    }),
    placeOf: (run) => this.placeOf(run),
    frameOf: (run) => this.frameOf(run),
    runChanged: (run) => {
      this.onRunChanged?.(run);
      this.requestUpdate();
    },
    runEvent: (run, type, detail, cancelable = false) => {
      this.onRunEvent?.(run, type, detail);
      // the same object: what a listener changes of it holds
      return this.emit(type, ...([Object.assign(detail, this.refOf?.(run)), { cancelable }] as never));
    },
    runFailed: (run, error) => {
      this.onRunFailed?.(run, error);
      this.reportFailure(error, this.refOf?.(run));
    },
    revealRun: (run) => this.revealRun(run),
    warn: (message) => this.warn(message),
  });

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#followConnection();
    const { run } = this;
    if (run?.watched !== undefined && run.watched === this.#watched) {
      const { data, error } = this.#status;
      this.onStatus?.(run, data);
      run.takeStatus(data, error);
      // The queries of this update were synced before: a session that is over is not polled again.
      if (run.watched !== this.#watched) void this.updateComplete.then(() => this.requestUpdate());
    }
    super.willUpdate(changed);
    this.#setPhase(this.computePhase());
  }

  protected override updated(_changed: PropertyValues<this>): void {
    this.shell?.requestUpdate?.(); // the run is the same object, in another phase
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    const isDone = await super.getUpdateComplete();
    await this.shell?.updateComplete;
    return isDone;
  }

  /** Another player, currency or service: what was opened for the former one is ended. */
  #followConnection(): void {
    if (this.connection === this.#seenConnection) return;
    this.#seenConnection = this.connection;
    for (const run of this.runs) {
      run.connectionChanged();
      void run.findKept();
    }
    this.connectionChanged?.();
  }

  /** Whether a page of this origin has left a session open; its player and status are checked later. */
  protected get hasKept(): boolean {
    return storedNames(pageStorage(), 'gs-open ').length > 0;
  }

  #setPhase(phase: Phase): void {
    this.setAttribute('phase', phase);
    const from = this.#phase;
    if (from !== phase) toggleState(this.internals, from, from === this.state);
    toggleState(this.internals, phase, true);
    if (from === phase) return;
    this.#phase = phase;
    const { run } = this;
    if (this.hasUpdated) this.emit('gs-phase-change', { from, to: phase, ...(run && this.refOf?.(run)) });
  }

  /** The shell around the stage. */
  protected renderShell({ content, title, onAgain, tools, isWide, isOverlay = false }: ShellContext): TemplateResult {
    return html`<gs-game-shell
      class="play"
      part="play"
      exportparts="toolbar, clock, net-position, expiry, mute-button, fullscreen-button, end-button, panel, hint, notices"
      .run=${this.shownRun}
      .title=${title}
      .onAgain=${onAgain}
      .immersive=${this.immersive}
      ?wide=${isWide}
      ?overlay=${isOverlay}
    >
      ${tools ?? nothing}${content}
      <slot name="market-logos" slot="market-logos"></slot>
      <slot name="age-notice" slot="age-notice"></slot>
      <slot name="panic-button" slot="panic-button"></slot>
    </gs-game-shell>`;
  }

  /** The frame of a run. */
  protected renderFrame(run: GameRun, { title, loading, key }: FrameContext): TemplateResult {
    const ref = this.refOf?.(run);
    // A game's message is emitted once: with its index, where there are several games.
    const tell = (event: CustomEvent<object>) => {
      if (!ref) return;
      event.stopPropagation();
      this.emit(event.type as 'gs-game-message', { ...event.detail, ...ref } as never);
    };
    return html`<gs-game-frame
      part="frame"
      data-key=${key ?? nothing}
      ?inert=${!run.isFree || !run.isInFront}
      .src=${run.url}
      title=${title}
      dialect=${this.dialect || 'auto'}
      load-timeout=${this.loadTimeout}
      no-fullscreen
      ?no-autoplay=${!run.isInFront}
      ?popups=${this.popups}
      ?muted=${run.isMuted}
      @gs-game-event=${(event: CustomEvent<{ event: GameEvent }>) => {
        run.hear(event.detail.event);
        tell(event);
      }}
      @gs-game-message=${(event: CustomEvent<object>) => {
        run.hearUnmapped();
        tell(event);
      }}
      @gs-state-change=${(event: CustomEvent<{ to: string }>) => {
        event.stopPropagation(); // the frame's state, not this element's
        if (event.detail.to === 'ready') run.frameIs('ready');
      }}
      @gs-frame-slow=${() => run.frameIs('slow')}
      @gs-frame-blocked=${() => run.frameIs('blocked')}
      @gs-frame-refused=${() => run.frameIs('blocked')}
      >${loading ? html`<div slot="loading" class="loading">${loading}</div>` : nothing}</gs-game-frame
    >`;
  }
}

/** Reads the element's connection and settings each time: both change. */
function createRunHost(
  element: Pick<PlayElement, 'connection' | 'language'>,
  {
    settings,
    ...rest
  }: Omit<RunHost<GameRun>, 'connection' | 'language' | 'runSettings'> & {
    settings: () => RunHost['runSettings'];
  },
): RunHost<GameRun> {
  return {
    ...rest,
    get connection() {
      return element.connection;
    },
    get language() {
      return element.language;
    },
    get runSettings() {
      return settings();
    },
  };
}
