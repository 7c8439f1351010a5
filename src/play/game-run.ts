/**
 * One game being played, by whatever element frames it: executes the effects of the phase table. The run owns the
 * session; the element owns the frame.
 */
import { ApiError } from '../api/error.js';
import type { LaunchTerms, StartedMultiSession } from '../api/iplaygames/index.js';
import type { GameCommand, GameEvent } from '../game/messages.js';
import type { Connection } from '../live/connection.js';
import { keys } from '../live/keys.js';
import { GameTab } from './game-tab.js';
import { jurisdictionOf, strictLimits } from './jurisdictions.js';
import { NetPosition } from './net-position.js';
import { findObstacle, type Obstacle } from './obstacles.js';
import type { OpenSession, SessionOwner } from './open-sessions.js';
import { PauseQueue } from './pause-queue.js';
import { initialState, isHeld, isInGame, transition, type Effect, type Phase, type RunEvent } from './phases.js';
import type { ProtectedRun, Protection } from './protection.js';
import { runEventOf, type RunEvents, type RunHost, type Summary, type Target } from './run-host.js';
import { boardOf } from './board-target.js';
import { ScoreReport } from './score-report.js';
import { SessionService } from './session-service.js';
import { isTerminalStatus } from './session-status.js';
import { Silencer } from './silencer.js';
import { playPage, type PlayPage } from './page.js';
import { TabLock, type OtherTab } from './tab-lock.js';
import type { ChosenGame, HoldReason, Limits, SessionKind, SilencedBy } from './types.js';

/** The service gives the end in full seconds, cut off: nothing is over before this many milliseconds more. */
const EXPIRY_GRACE = 1000;
/** Milliseconds before the end of the session at which the player is warned. */
const EXPIRING = 60_000;

export interface LaunchOptions {
  /** What has to succeed before the start, such as joining the board's session. */
  readonly prepare?: () => Promise<boolean>;
  /** Of a multi-session. */
  readonly gameIds?: readonly string[];
}

export class GameRun implements ProtectedRun, SessionOwner {
  readonly kind: SessionKind;
  /** The game on the poster, or in the frame. */
  game?: ChosenGame;
  /** The open session. */
  session?: OpenSession;
  /** The games of a multi-session, as its start answered. */
  multi?: StartedMultiSession;
  /** A session that an earlier page left open; offered once its status is known. */
  kept?: OpenSession;
  /** The url in the frame. */
  url?: string;
  /** Why the last start or end failed. */
  error?: ApiError;
  /** The message of a fatal error of the game, or why no tab could be opened. */
  fault?: string;
  /** Where the game is open already. */
  elsewhere?: OpenSession | OtherTab;
  summary?: Summary;
  /** Whether the panel that confirms the end is open. */
  isConfirming = false;
  target: Target = 'inline';
  /** Whether the game has sent a message that we know. */
  isHeard = false;
  /** Whether it has sent any. */
  hasSpoken = false;
  isMuted = false;
  /** Of loading, 0 to 1; undefined when the game does not report it. */
  progress?: number;
  score?: number;
  /** Why scores are not written to the board. */
  scoreProblem?: ApiError;
  readonly #host: RunHost;
  readonly #page: PlayPage;
  readonly #lock: TabLock;
  readonly #queue: PauseQueue;
  #state = initialState;
  #net = new NetPosition();
  #report?: ScoreReport;
  #service?: SessionService;
  #protection?: Protection;
  #connection?: Connection;
  #tab?: GameTab;
  /** Number of starts: the answer of an abandoned one is not shown. */
  #attempt = 0;
  #beganAt = 0;
  /** The agreed end of the session on the monotonic clock. */
  #expires = Infinity;
  #endedAfter = 0;
  #reason = '';
  #next?: () => void;
  #isAskingExpiry = false;
  #isInFront = true;
  readonly #silencer = new Silencer((command) => this.send(command));

  constructor(host: RunHost, kind: SessionKind = 'game', page: PlayPage = playPage()) {
    this.#host = host;
    this.kind = kind;
    this.#page = page;
    this.#lock = new TabLock(page);
    this.#queue = new PauseQueue(page.clock, (reason) => this.#dispatch(reason === 'paused' ? 'pause' : reason));
  }

  get phase(): Phase {
    return this.#state.phase;
  }

  /** The status of an earlier page's session is being requested: nothing is started before the answer. */
  get isChecking(): boolean {
    return this.kept !== undefined && this.phase === 'poster';
  }

  /** The session whose status is polled. */
  get watched(): string | undefined {
    return (this.session ?? this.kept)?.id;
  }

  /** Whether the player can reach the game: nothing lies over it. */
  get isFree(): boolean {
    return !this.isConfirming && (isReachable(this.phase) || this.phase === 'frame-blocked');
  }

  /** The player sees the game; else it is silenced, and its time does not count. */
  get isInFront(): boolean {
    return this.#isInFront;
  }

  /** How the game is silenced while another one is active. */
  get silencedBy(): SilencedBy | undefined {
    return this.#silencer.by;
  }

  /** In a round. */
  get isBusy(): boolean {
    return this.#queue.isBusy;
  }

  /** Whole seconds since the session began. */
  get seconds(): number {
    if (!this.session) return this.#endedAfter;
    return Math.max(0, Math.floor((this.#page.clock.elapsed() - this.#beganAt) / 1000));
  }

  /** Seconds until the end that was agreed; undefined when it is not known. */
  get secondsLeft(): number | undefined {
    const left = this.#left;
    return left === Infinity ? undefined : Math.max(0, left / 1000);
  }

  /** Milliseconds until that end, by the clock that is further on: one can be set, the other may stand still while a device sleeps. */
  get #left(): number {
    const { clock } = this.#page;
    const { expiresAt } = this.session ?? {};
    return expiresAt === undefined ? Infinity : Math.min(expiresAt - clock.now(), this.#expires - clock.elapsed());
  }

  /** Milliseconds of the player's break that are left. */
  get breakLeft(): number {
    return this.#protection?.breakLeft ?? 0;
  }

  /** Won or lost; undefined when unknown. */
  get net(): { net: number; currency?: string } | undefined {
    const { netPosition, balance } = this.#host.runSettings;
    const { currency } = this.#service ?? {};
    if (netPosition !== undefined) return { net: netPosition, currency };
    const found = this.#net.value(balance === undefined ? undefined : { amount: balance, currency });
    return found && { net: found.amount, currency: found.currency };
  }

  /** The last end was requested by the player. */
  get isEndAskedFor(): boolean {
    return this.#reason === 'player' || this.#reason === 'exit';
  }

  get jurisdiction(): string | undefined {
    return this.#host.runSettings.jurisdiction;
  }

  /** Whether the game or the page has reported money. */
  get hasMoney(): boolean {
    const { netPosition, balance } = this.#host.runSettings;
    return this.#net.hasMoney || netPosition !== undefined || balance !== undefined;
  }

  /** Whether the other place is on this page. */
  get isElsewhereHere(): boolean {
    const { elsewhere } = this;
    return !!elsewhere && 'key' in elsewhere && this.#page.sessions.isHere(elsewhere);
  }

  // --- actions of the player and the page

  /** Starts a game, or asks first when one is open. Never rejects: failures are shown and emitted. */
  async launch(game: ChosenGame, options: LaunchOptions = {}): Promise<void> {
    if (this.phase === 'starting' || this.isChecking) return;
    if (this.session) {
      this.#next = () => void this.launch(game, options);
      return this.ask();
    }
    const { returnUrl } = this.#host.runSettings;
    const detail: RunEvents['gs-before-launch'] = {
      gameId: game.gameId,
      resumed: false,
      ...(returnUrl && { returnUrl }),
    };
    if (!this.#host.runEvent(this, 'gs-before-launch', detail, true)) return;
    // A second session would cost the player money.
    if (this.kept) this.#drop(this.kept);
    if (!this.#begin(game)) return;
    await this.#start(game, { ...options, terms: detail });
  }

  /** Shows a multi-session that was started elsewhere; only the player ends it. Its url is known only to whoever started it. */
  async follow(id: string, url = ''): Promise<void> {
    const game = { gameId: '' };
    if (!this.#begin(game) || !this.#service) return;
    const attempt = this.#attempt;
    if (!(await this.#mayPlay(game, attempt))) return;
    const { kind } = this;
    const session = { kind, id, url, gameId: '', place: '', resumable: false, isFollowed: true };
    this.#enter(this.#page.sessions.begin(session, this.#service, this), true);
  }

  /** Resumes the game that an earlier page has left open. */
  async resume(): Promise<void> {
    const { kept } = this;
    if (!kept || this.phase !== 'resumable') return;
    if (!this.#host.runEvent(this, 'gs-before-launch', { gameId: kept.gameId, resumed: true }, true)) return;
    if (!this.#begin(kept)) return;
    const attempt = this.#attempt;
    if (!(await this.#mayPlay(kept, attempt))) return;
    const session = this.#page.sessions.claim(kept.key, this.#service!, this);
    if (!session)
      return this.#fail(
        attempt,
        new ApiError('The session was taken up elsewhere.', { code: 'conflict', service: 'iplaygames' }),
      );
    this.#enter(session, true);
  }

  /**
   * Another game is in front, or this one again. One that is not is silenced as gently as it lets us: asked to pause, asked to
   * be quiet, hidden as long as it was never seen, and otherwise taken out of the page, its session kept.
   */
  setInFront(isInFront: boolean): void {
    if (isInFront === this.#isInFront) return;
    this.#isInFront = isInFront;
    if (isInFront) this.#wake();
    else this.#silence();
    this.#protection?.update();
    this.#changed();
  }

  /** The player has gone on: the session stays open where the page keeps sessions, to be resumed, and is ended elsewhere. */
  leaveBehind(): void {
    const { session } = this;
    const isKept =
      !!session?.resumable &&
      !!transition(this.#state, 'left-behind') &&
      this.#page.sessions.leaveForLater(session.key);
    if (isKept) this.#dispatch('left-behind');
    else this.endQuietly('window');
  }

  /** Ends the session at the place that plays the game, and starts it here. */
  async moveHere(): Promise<void> {
    const { elsewhere, game } = this;
    if (!elsewhere || !('key' in elsewhere) || !game) return;
    if (await this.#page.sessions.move(elsewhere.key)) await this.launch(game);
  }

  /** Shows the player the place on this page that plays the game. */
  goThere(): void {
    const { elsewhere } = this;
    if (elsewhere && 'key' in elsewhere) this.#page.sessions.reveal(elsewhere.key);
  }

  /** Asks whether the game shall be ended. */
  ask(): void {
    this.isConfirming = true;
    this.#changed();
  }

  /** Back into the game that could not be ended, or that the player did not mean to end. */
  keepPlaying(): void {
    this.#dropQuestion();
    this.#dispatch('keep-playing');
    this.#changed();
  }

  /** Ends the game, unless the page prevents it. Never rejects. */
  async end(reason: string): Promise<void> {
    if (!this.session || this.phase === 'ending') return;
    if (!this.#host.runEvent(this, 'gs-before-end', { reason }, true)) return;
    await this.#end(reason);
  }

  /** Ends the session at once, without a question, and without waiting for the answer. */
  endQuietly(reason: string): void {
    if (this.phase === 'starting') this.#abandon();
    if (this.session || this.kept) this.#reason = reason;
    if (this.kept && !this.session) this.#drop(this.kept);
    else this.#dispatch('leave');
  }

  /** The page goes away: what the next page can resume stays open, everything else is ended by a request within this turn. */
  leavePage(): void {
    const { sessions } = this.#page;
    const { session, kept } = this;
    const isKept = session ? sessions.isResumable(session.key) : kept && this.#host.runSettings.keepSession;
    if (isKept) return;
    // First: in a tab that is closed the script may be aborted at any moment.
    if (session) this.#release(session, true);
    this.endQuietly('leave');
  }

  /** The element goes away, the page does not. */
  leaveElement(): void {
    const { session } = this;
    const isKept = !!session?.resumable && this.#page.sessions.leaveForLater(session.key);
    if (!isKept) return this.endQuietly('leave');
    this.session = undefined;
    this.#close();
    this.#state = initialState;
  }

  /** Continues the game: the player has confirmed the reality check, or the break is over. */
  continue(): void {
    if (this.phase === 'break' && this.breakLeft > 0) return;
    if (this.phase === 'reality-check') this.#protection?.acknowledgeCheck();
    else this.#dispatch('continue');
  }

  /** Loads a game again that could not go on. */
  reload(): void {
    this.fault = undefined;
    if (this.phase === 'frame-blocked') this.#dispatch('reload');
    else this.#host.frameOf(this)?.reload();
  }

  /** Returns to the poster. */
  reset(): void {
    if (this.phase === 'starting') this.#abandon();
    this.#dispatch('reset');
    if (this.phase === 'poster') this.kept = this.error = this.fault = this.summary = this.elsewhere = undefined;
    this.#changed();
  }

  /** Holds the game: between rounds, or at once. */
  pause(when: 'idle' | 'now'): void {
    if (when === 'now') this.#dispatch('pause');
    else if (isInGame(this.phase)) this.#queue.request('paused');
  }

  setMuted(isMuted: boolean): void {
    this.isMuted = isMuted;
    this.#changed();
  }

  send(command: GameCommand): boolean {
    return this.#host.frameOf(this)?.send(command) ?? false;
  }

  /** The player wants to see earlier rounds. */
  requestHistory(): void {
    this.#host.runEvent(this, 'gs-history', {});
  }

  /** Looks for a session that an earlier page has left open at this place. */
  async findKept(): Promise<void> {
    const { connection } = this.#host;
    if (this.phase !== 'poster' || this.kept || this.session || !connection?.has('iplaygames')) return;
    const service = new SessionService(connection);
    await service.identify();
    void this.#page.sessions.serve(service);
    const kept = await this.#page.sessions.kept(this.#host.placeOf(this), service);
    // For another connection it was looked for again.
    if (!kept || this.phase !== 'poster' || this.session || connection !== this.#host.connection) return;
    this.#service = service;
    void service.prepareEnd(kept.kind, kept.id!);
    this.kept = kept;
    this.game = kept;
    this.#changed();
  }

  /** Another player, currency or service: what the former one opened is ended where it was opened. */
  connectionChanged(): void {
    const { connection } = this.#host;
    const service = connection && new SessionService(connection);
    if (!this.#service || this.#service.isSame(service)) return;
    this.endQuietly('player-change');
    this.#service = undefined;
    this.#dispatch(this.phase === 'break' ? 'break-over' : 'reset');
    this.kept = this.error = this.summary = this.elsewhere = undefined;
    this.#changed();
  }

  // --- events of the frame, the game and the service

  /** The frame reports that the game has loaded, is slow, or is blocked. */
  frameIs(what: 'ready' | 'slow' | 'blocked'): void {
    if (what === 'blocked' && transition(this.#state, 'frame-blocked')) this.#reason = 'frame-blocked';
    const { url } = this;
    this.#dispatch(`frame-${what}`);
    // The frame shows the reason itself.
    if (what === 'blocked' && this.phase === 'frame-blocked') this.url = url;
    this.#changed();
  }

  /** The status of the session, or why it could not be requested. */
  takeStatus(
    status: { sessionId?: string; status: string; gameTitle?: string } | undefined,
    error: ApiError | undefined,
  ): void {
    const { watched } = this;
    if (!watched) return;
    const isMine = status && (status.sessionId ?? watched) === watched;
    if (isMine && this.game && !this.game.title && status.gameTitle)
      this.game = { ...this.game, title: status.gameTitle };
    // A session that is gone answers 404, whatever it answered before.
    if (error?.code === 'not-found') {
      // One that was started elsewhere may never have been known to the service.
      if (this.session?.isFollowed && !status) this.error = error;
      return this.#over('closed');
    }
    if (isMine && isTerminalStatus(status.status)) return this.#over(status.status);
    if ((status ?? error) && this.isChecking) this.#dispatch('found');
  }

  /** Handles a message of the game. */
  hear(event: GameEvent): void {
    if (!this.session) return;
    this.isHeard = this.hasSpoken = true;
    if (/^(ready|busy|idle|score)$/.test(event.type)) this.#dispatch('frame-ready');
    this.#handle(event);
    const emitted = runEventOf(event);
    if (emitted) this.#host.runEvent(this, emitted.type, emitted.detail);
    if (event.type === 'exit') void this.end('exit');
    this.#changed();
  }

  /** Handles a message that no dialect knows: whatever it means, there is a game. */
  hearUnmapped(): void {
    if (this.hasSpoken) return;
    this.hasSpoken = true;
    this.#changed();
  }

  /** The board no longer accepts scores. */
  stopScores(): void {
    this.#report?.stop();
  }

  // --- for the protection

  get limits(): Limits {
    const { runSettings } = this.#host;
    return strictLimits(runSettings, jurisdictionOf(runSettings.jurisdiction));
  }

  get isPlaying(): boolean {
    return this.#isInFront && isInGame(this.phase);
  }

  hold(reason: HoldReason): void {
    // A game that is silenced already is stopped by a break only.
    if (!this.#isInFront && reason !== 'break') return;
    if (this.phase !== reason && (isInGame(this.phase) || isHeld(this.phase))) this.#queue.request(reason);
  }

  release(reason: 'reality-check' | 'break'): void {
    if (this.phase !== reason) return;
    if (reason === 'reality-check') this.#dispatch('continue');
    else if (!this.session) this.#dispatch('break-over');
    else this.#changed(); // the panel shows that the break is over
  }

  tick(): void {
    if (this.#tab?.isClosed) this.endQuietly('tab-closed');
    if (this.#left <= EXPIRING) this.#dispatch('time-short');
    if (this.#left <= -EXPIRY_GRACE) void this.#askExpired();
    this.#changed();
  }

  // --- for the ledger

  yieldSession(): void {
    void this.#end('moved');
  }

  sessionEnded(): void {
    this.#dispatch('end-confirmed');
  }

  reveal(): void {
    this.#host.revealRun(this);
  }

  // --- effects

  #dispatch(event: RunEvent): boolean {
    const found = transition(this.#state, event);
    if (!found) return false;
    const { phase } = this.#state;
    this.#state = found.state;
    for (const effect of found.effects) this.#execute(effect);
    this.#entered(phase);
    this.#changed();
    return true;
  }

  #execute(effect: Effect): void {
    switch (effect) {
      case 'show-frame':
        this.#beganAt = this.#page.clock.elapsed() - Math.max(0, this.#page.clock.now() - this.session!.startedAt);
        this.url = this.session!.url;
        return this.#protect();
      case 'reload-frame':
        return this.#host.frameOf(this)?.reload();
      case 'pause-game':
        return this.#pauseGame();
      case 'resume-game':
        return this.#resumeGame();
      case 'end-in-background':
        return this.#finish(false);
      case 'end-now':
        return this.#finish(true);
      case 'keep-open':
        this.kept = this.session;
        return void (this.session = undefined);
      case 'withdraw-end':
        return void (this.session && this.#page.sessions.withdraw(this.session.key));
      case 'close':
        return this.#close();
      case 'start': // `launch` and `resume` go on by themselves
      case 'request-end':
        return;
    }
  }

  /** What follows from a phase however it was reached. */
  #entered(from: Phase): void {
    const { phase } = this;
    if (phase === from) return;
    if (from === 'starting') this.#starting = undefined;
    if (this.isConfirming && !isReachable(phase)) this.#dropQuestion();
    if (isInGame(phase) && this.#isInFront) this.#silencer.wasSeen = true;
    else this.#silence();
    if (phase === 'reality-check')
      this.#host.runEvent(this, 'gs-reality-check', { seconds: this.seconds, ...this.net });
    if (isInGame(phase) || isInGame(from)) this.#protection?.update();
  }

  /** The player has not answered whether to end the game, so that nothing starts in its place. */
  #dropQuestion(): void {
    this.isConfirming = false;
    this.#next = undefined;
  }

  /** Before anything is awaited: only within the tap do browsers open a tab. */
  #begin(game: ChosenGame): boolean {
    if (!this.#dispatch('launch')) return false;
    this.#attempt++;
    this.kept = this.error = this.fault = this.summary = this.elsewhere = this.multi = undefined;
    this.score = this.progress = this.scoreProblem = undefined;
    this.isHeard = this.hasSpoken = false;
    this.#silencer.clear();
    this.#net = new NetPosition(this.#host.runSettings.balance);
    this.#queue.clear();
    this.#reason = '';
    this.game = game;
    this.target = this.#chooseTarget();
    this.#tab = this.target === 'tab' ? new GameTab() : undefined;
    this.#connection = this.#host.connection;
    this.#service = this.#connection && new SessionService(this.#connection);
    return true;
  }

  /** A tab of its own cannot be protected. */
  #chooseTarget(): Target {
    const { target, singleGame } = this.#host.runSettings;
    const { realityCheck, breakAfter, breakDuration } = this.limits;
    if (target !== 'tab' || !(singleGame || realityCheck > 0 || (breakAfter > 0 && breakDuration > 0))) return target;
    this.#host.warn(
      'target="tab" can’t show a reality check or a break and can’t be locked: the game opens in a dialog.',
    );
    return 'dialog';
  }

  async #start(game: ChosenGame, options: LaunchOptions & { terms: LaunchTerms }): Promise<void> {
    const attempt = this.#attempt;
    const service = this.#service;
    const { sessions } = this.#page;
    if (!service)
      return this.#fail(attempt, new ApiError('There is no connection.', { code: 'unsupported', service: 'gateway' }));
    if (!(await this.#mayPlay(game, attempt, { isNew: true, prepare: options.prepare }))) return;
    const { language, runSettings } = this.#host;
    const { gameId, title, image, boardId } = game;
    const entry = sessions.begin(
      {
        kind: this.kind,
        gameId,
        title,
        image,
        boardId,
        place: this.#host.placeOf(this),
        resumable: runSettings.keepSession && this.kind === 'game',
      },
      service,
      this,
    );
    this.#starting = entry.key;
    try {
      const answer = await service.start({
        ...options.terms,
        kind: this.kind,
        gameId,
        gameIds: options.gameIds,
        language,
      });
      const other = await sessions.started(entry.key, answer);
      if (attempt !== this.#attempt) return;
      if (other) return this.#openElsewhere(other);
      if (!answer.url) {
        void sessions.end(entry.key);
        return this.#fail(
          attempt,
          answer.error ?? new ApiError('The game has no address.', { code: 'schema', service: 'iplaygames' }),
        );
      }
      this.multi = answer.multi;
      this.#enter(entry, false);
    } catch (error) {
      sessions.discard(entry.key);
      this.#fail(attempt, error as ApiError);
    }
  }

  /** The ledger's key of the session that is being started. */
  #starting?: string;

  /** No break, no game in another place, and whatever else has to be done first. */
  async #mayPlay(
    game: ChosenGame,
    attempt: number,
    { isNew = false, prepare }: { isNew?: boolean; prepare?: () => Promise<boolean> } = {},
  ): Promise<boolean> {
    const service = this.#service!;
    if (!service.player) await service.identify();
    if (attempt !== this.#attempt) return false;
    this.#protection = this.#page.protectionOf(service);
    const { kind, kept } = this;
    const { singleGame } = this.#host.runSettings;
    const launch = { kind, game, place: this.#host.placeOf(this), isNew, singleGame, kept };
    const obstacle = await findObstacle(launch, service, this.#page, this.#lock);
    if (attempt !== this.#attempt) return false;
    if (obstacle) {
      this.#stopBefore(obstacle);
      return false;
    }
    if (prepare && !(await prepare())) {
      if (attempt === this.#attempt) this.#dispatch('start-failed');
      return false;
    }
    return attempt === this.#attempt;
  }

  #stopBefore(obstacle: Obstacle): void {
    switch (obstacle.type) {
      case 'break':
        this.#dispatch('on-break');
        return this.#protect();
      case 'locked':
        this.#openElsewhere(obstacle.other);
        return this.#lock.wait(() => this.reset());
      case 'elsewhere':
        return this.#openElsewhere(obstacle.other);
      case 'left-open':
        this.#tab?.close();
        this.kept = obstacle.session;
        this.#dispatch('found');
    }
  }

  #openElsewhere(other: OpenSession | OtherTab): void {
    this.#tab?.close();
    this.#dispatch('open-elsewhere');
    this.elsewhere = other;
    this.#changed();
  }

  #enter(session: OpenSession, resumed: boolean): void {
    this.session = session;
    const { clock } = this.#page;
    this.#expires = clock.elapsed() + (session.expiresAt ?? Infinity) - clock.now();
    void this.#service!.prepareEnd(this.kind, session.id!);
    this.#report = this.#createReport(session);
    if (!session.isFollowed)
      this.#host.runEvent(this, 'gs-launch', { gameId: session.gameId, sessionId: session.id!, resumed });
    this.#dispatch('started');
    if (!this.#tab) return;
    this.fault = this.#tab.go(session.url!, this.#connection?.frameOrigins ?? '');
    if (this.fault && this.fault !== 'blocked') this.frameIs('blocked');
    else this.#dispatch('opened-in-tab');
  }

  #fail(attempt: number, error: ApiError): void {
    if (attempt !== this.#attempt) return;
    this.#tab?.close();
    this.error = error;
    const isRefusal = error.code === 'unavailable' && !error.retryable;
    if (isRefusal)
      this.#host.runEvent(this, 'gs-unavailable', { gameId: this.game?.gameId ?? '', reason: error.message });
    else this.#host.runFailed(this, error);
    this.#dispatch(isRefusal ? 'not-offered' : 'start-failed');
  }

  /** Abandons the start that is under way: the session that it returns is ended. */
  #abandon(): void {
    this.#attempt++;
    this.#tab?.close();
    if (this.#starting) void this.#page.sessions.end(this.#starting, { now: true });
  }

  async #end(reason: string): Promise<void> {
    const { session } = this;
    if (!session || !transition(this.#state, 'end')) return;
    this.isConfirming = false;
    this.#dispatch('end');
    this.#reason = reason;
    const isConfirmed = await this.#page.sessions.end(session.key);
    if (isConfirmed || this.session !== session) return;
    this.error = new ApiError('The service has not confirmed the end.', {
      code: 'network',
      service: 'iplaygames',
      retryable: true,
    });
    this.#host.runFailed(this, this.error);
    this.#dispatch('end-unconfirmed');
  }

  /** The service has reported that the session is over. */
  #over(word: string): void {
    const { session, kept } = this;
    if (!session) {
      if (kept) this.#page.sessions.forget(kept.key);
      this.kept = undefined;
      return void (this.#dispatch('session-over') || this.#changed());
    }
    this.#page.sessions.discard(session.key);
    if (this.session !== session) return; // an end that was under way is confirmed by that
    if (word !== 'expired') {
      this.#reason = 'closed';
      return void this.#dispatch('session-over');
    }
    this.#expire();
  }

  #expire(): void {
    this.#host.runEvent(this, 'gs-session-expired', { sessionId: this.session!.id! });
    this.#reason = 'expired';
    this.#dispatch('time-up');
  }

  /** The device's clock may be wrong: the status is requested before a game is removed. */
  async #askExpired(): Promise<void> {
    const { session } = this;
    if (!session || this.#isAskingExpiry) return;
    this.#isAskingExpiry = true;
    const isOver = await this.#service!.isOver(this.kind, session.id!).catch(() => undefined);
    this.#isAskingExpiry = false;
    if (this.session !== session) return;
    if (isOver) return this.#over('expired');
    const { clock } = this.#page;
    const left = this.#expires - clock.elapsed();
    // Without an answer the agreed expiry counts, on the clock that nobody can set.
    if (isOver === undefined && left <= 0) return this.#expire();
    session.expiresAt = isOver === undefined ? clock.now() + left : undefined;
    this.#dispatch('time-extended');
  }

  /** Leaves the end to the ledger. */
  #finish(now: boolean): void {
    const { session } = this;
    if (!session) return;
    this.#release(session, now);
    this.#settle(false);
  }

  /** Ends a session without asking the player, unless it was started elsewhere. */
  #release(session: OpenSession, now: boolean): void {
    if (session.isFollowed) this.#page.sessions.discard(session.key);
    else void this.#page.sessions.end(session.key, { now });
  }

  /** Ends the session that an earlier page has left open. */
  #drop(kept: OpenSession): void {
    const claimed = this.#service && this.#page.sessions.claim(kept.key, this.#service, { ...NOBODY });
    if (claimed) void this.#page.sessions.end(kept.key, { now: true });
    this.kept = undefined;
    if (this.phase === 'resumable') this.#dispatch('reset');
  }

  /** The session is over for this run, confirmed or not. */
  #settle(confirmed: boolean): void {
    const { session, game } = this;
    if (!session || !game) return;
    if (this.isConfirming) this.#dropQuestion();
    const { seconds, score, net } = this;
    this.#endedAfter = seconds;
    this.summary = { game, seconds, score, ...net, hasMoney: this.hasMoney };
    this.session = undefined;
    const next = this.#next;
    this.#next = undefined;
    const detail = { reason: this.#reason, sessionId: session.id!, seconds, score, net: net?.net, confirmed };
    void this.#connection?.cache.invalidate(keys.plays());
    queueMicrotask(() => {
      this.#host.runEvent(this, 'gs-end', detail);
      next?.();
    });
  }

  /** Nothing is open here any more. */
  #close(): void {
    this.#settle(true);
    this.url = this.#tab = this.#report = undefined;
    this.#silencer.by = undefined;
    this.#protection?.leave(this);
    this.#queue.clear();
    this.#lock.release();
  }

  #protect(): void {
    this.#protection?.join(this);
  }

  #pauseGame(): void {
    const isTold = this.send('pause');
    // A game that cannot be paused would play on during a break, so it is removed and loaded again afterwards.
    if (this.phase === 'break' && !isTold) this.url = undefined;
  }

  #resumeGame(): void {
    if (!this.#isInFront) return; // it stays silenced
    if (!this.#loadAgain()) this.send('resume');
  }

  /** Loads a game again that was removed from the page. False when it was not removed. */
  #loadAgain(): boolean {
    if (this.url !== undefined || !this.session) return false;
    this.url = this.session.url;
    this.#dispatch('frame-gone');
    return true;
  }

  /** A game that is still loading is silenced once it has loaded. */
  #silence(): void {
    if (this.#isInFront || !(isInGame(this.phase) || isHeld(this.phase))) return;
    if (this.#silencer.silence() === 'unload') this.url = undefined;
  }

  #wake(): void {
    if (isInGame(this.phase)) this.#silencer.wasSeen = true;
    if (isHeld(this.phase) || this.#loadAgain()) this.#silencer.by = undefined;
    else this.#silencer.wake(this.isMuted);
  }

  #createReport(session: OpenSession): ScoreReport | undefined {
    const { reportScores } = this.#host.runSettings;
    if (!reportScores || !this.#connection) return undefined;
    const board = boardOf(this.#connection, session, (message) => this.#host.warn(message));
    return (
      board &&
      new ScoreReport(reportScores, board, (error) => {
        this.scoreProblem = error;
        this.#host.runFailed(this, error);
        this.#changed();
      })
    );
  }

  /** Keeps what is shown, and handles what must not wait for the next update. */
  #handle(event: GameEvent): void {
    switch (event.type) {
      case 'progress':
        this.progress = event.value;
        return;
      case 'mute-change':
        this.isMuted = event.muted;
        return;
      case 'score':
        this.score = event.score;
        return void this.#report?.report(event.score, event.final);
      case 'balance':
        return this.#net.add(event);
      case 'deposit':
        return this.#net.invalidate();
      case 'busy':
        this.#net.beginRound();
        this.#dispatch('round-begun');
        return this.#queue.setBusy(true);
      case 'idle':
        this.#dispatch('round-over');
        return this.#queue.setBusy(false);
      case 'error':
        this.#host.runFailed(this, new ApiError(event.message, { code: 'upstream', service: 'game' }));
        if (!event.fatal) return;
        this.fault = event.message;
        this.#dispatch('game-failed');
    }
  }

  #changed(): void {
    this.#host.runChanged(this);
  }
}

/** Whether nothing lies over the frame but, perhaps, the question whether to end. */
const isReachable = (phase: Phase): boolean => isInGame(phase) || phase === 'frame-loading' || phase === 'slow';

const NOBODY: SessionOwner = { yieldSession: () => undefined, sessionEnded: () => undefined, reveal: () => undefined };
