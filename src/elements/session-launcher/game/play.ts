/**
 * The life of one game: started once by one act of the player, framed, watched and ended. A started game is money, so
 * no start is ever repeated by itself and every way out ends the session.
 */
import type { ApiError } from '../../../api/error.js';
import type { GameSessionStatus } from '../../../api/iplaygames.js';
import type { GameCommand, GameEvent } from '../../../game/messages.js';
import { isOver } from '../../../shared/session-status.js';
import type { ChosenGame } from '../choice.js';
import type { Hold, Phase } from '../phase.js';
import type { PlayHooks, PlaySettings, Summary, Target } from './play-host.js';
import { Protection } from './protection.js';
import { findKept, forget, keep, type OpenGame } from './resume.js';
import { ScoreReport } from './score-report.js';
import { SingleGame } from './single-game.js';
import { endGame, isOpen, startGame } from './start.js';
import { GameTab } from './tab.js';
import { Talk } from './talk.js';

const CANCELABLE = { cancelable: true };

export class Play {
  /** The game on the poster, or in the frame. */
  game?: ChosenGame;
  /** The game session that is open. */
  open?: OpenGame;
  /** A game of an earlier page; asked about before it is offered. */
  kept?: OpenGame;
  /** The url in the frame. */
  url?: string;
  /** Why the last start or end failed. */
  error?: ApiError;
  /** What the game said when it could not go on, or why there is no tab. */
  fault?: string;
  summary?: Summary;
  isConfirming = false;
  target: Target = 'inline';
  readonly single = new SingleGame();
  readonly talk: Talk;
  readonly protection: Protection;

  #step: Phase = 'poster';
  #back: Phase = 'playing';
  #isLeft = false;
  #next?: () => void;
  #tab?: GameTab;
  #status?: GameSessionStatus;
  readonly #scores: ScoreReport;
  readonly #host: PlaySettings;
  readonly #hooks: PlayHooks;

  constructor(host: PlaySettings, hooks: PlayHooks) {
    this.#host = host;
    this.#hooks = hooks;
    this.#scores = new ScoreReport(hooks.fail);
    this.talk = new Talk({
      ...hooks,
      onPlayable: () => this.#isLoading && this.#show('playing'),
      onRound: (isBusy) => this.protection.holds.told(isBusy),
      onScore: this.#onScore,
      onExit: () => void this.end('exit'),
      onFault: this.#onFault,
    });
    this.protection = new Protection({
      limits: host,
      send: (command) => this.send(command),
      player: () => this.#player,
      isPlaying: () => this.#step === 'playing',
      onHold: this.#onHold,
      onBeat: () => host.requestUpdate(),
      onEnd: () => void this.#askExpired(),
      onRested: () => this.reset(),
    });
  }

  get phase(): Phase {
    if (this.#step !== 'playing') return this.#step;
    const { holds, isExpiring } = this.protection;
    return holds.now ?? (isExpiring ? 'expiring' : holds.isBusy ? 'busy' : 'playing');
  }

  /** A game of an earlier page is being asked about: nothing is started before the answer. */
  get isChecking(): boolean {
    return this.kept !== undefined && this.#step === 'poster';
  }

  /** The session whose status is worth asking. */
  get watched(): string | undefined {
    return (this.open ?? this.kept)?.sessionId;
  }

  /** Looks for the game that an earlier page has left open. */
  findKept(): void {
    if (this.#step !== 'poster' || this.kept || this.open) return;
    this.kept = findKept(this.#hooks.key(), this.#player);
    this.game = this.kept ?? this.game;
  }

  /**
   * Starts a game, or asks first when one is open. Never rejects: what goes wrong is shown and told.
   * @param prepare what has to succeed before, such as joining the board's session
   */
  async launch(game: ChosenGame, prepare?: () => Promise<boolean>): Promise<void> {
    if (this.#step === 'starting' || this.isChecking) return;
    if (this.open) {
      this.#next = () => void this.launch(game, prepare);
      return this.ask();
    }
    if (!this.#hooks.emit('gs-before-launch', { gameId: game.gameId, resumed: false }, CANCELABLE)) return;
    // Two sessions at once would be paid for by the player.
    if (this.kept) this.#drop(this.kept);
    this.#begin(game);
    if (!(await this.#mayPlay(game, prepare))) return;
    try {
      const open = await startGame(this.#host.connection, this.#host.language, game);
      if (this.#isLeft) this.#drop(open);
      else this.#enter(open, false);
    } catch (error) {
      this.#failStart(error as ApiError, game);
    }
  }

  /** Goes back into the game that an earlier page has left open. */
  async resume(): Promise<void> {
    const { kept } = this;
    if (!kept || this.#step !== 'resumable') return;
    if (!this.#hooks.emit('gs-before-launch', { gameId: kept.gameId, resumed: true }, CANCELABLE)) return;
    this.#begin(kept);
    if (await this.#mayPlay(kept)) this.#enter(kept, true);
  }

  /** Asks whether the game shall be ended. */
  ask(): void {
    this.isConfirming = true;
    this.#host.requestUpdate();
  }

  /** Ends the game, unless the page prevents it. `end-failed` when the service did not say so: it may still be open. */
  async end(reason: string): Promise<void> {
    const { open } = this;
    if (!open || this.#step === 'ending') return;
    if (!this.#hooks.emit('gs-before-end', { reason }, CANCELABLE)) return;
    this.isConfirming = false;
    if (this.#step !== 'end-failed') this.#back = this.#step;
    this.#show('ending');
    try {
      await endGame(this.#host.connection, open.sessionId);
      if (this.open === open) this.#finish(reason, 'ended');
    } catch (error) {
      if (this.open !== open) return;
      this.error = error as ApiError;
      this.#hooks.fail(this.error);
      this.#show('end-failed');
    }
  }

  /** Back into the game that could not be ended, or that the player did not mean to end. */
  goBack(): void {
    this.isConfirming = false;
    this.#next = undefined;
    this.#show(this.#step === 'end-failed' ? this.#back : this.#step);
  }

  /** The page goes away, or the element does: the request outlives both. */
  leave(): void {
    this.#isLeft = this.#step === 'starting';
    const game = this.open ?? this.kept;
    if (!game || this.#host.keepSession) return;
    this.#endQuietly(game, true);
    if (this.open) this.#finish('leave', 'ended');
    else this.reset();
  }

  /** The element is gone, the page is not. */
  disconnect(): void {
    this.leave();
    if (this.#step !== 'ended') this.reset();
  }

  /** Takes the poster back. What is kept for a later page stays kept. */
  reset(): void {
    this.#close();
    this.kept = this.error = this.fault = this.summary = undefined;
    this.#show('poster');
  }

  /** Loads a game again that could not go on. */
  reload(): void {
    this.fault = undefined;
    this.#show('frame-loading');
    this.#hooks.frame()?.reload();
  }

  /** Turns the sound off or on, if the game can be told. */
  setMuted(isMuted: boolean): void {
    this.talk.isMuted = isMuted;
    this.#host.requestUpdate();
  }

  /** The player wants to see earlier rounds. */
  onHistory(): void {
    this.#hooks.emit('gs-history', {});
  }

  /** Holds the game: between rounds, or at once. */
  pause(when: 'idle' | 'now'): void {
    if (this.#step !== 'playing') return;
    if (when === 'now') this.protection.holds.hold('paused');
    else this.protection.holds.want('paused');
  }

  /** Lets a held game go on. */
  release(): void {
    if (this.protection.release()) keep(this.#hooks.key(), this.open);
  }

  /** The game has said something. */
  hear(event: GameEvent): void {
    if (this.open) this.talk.hear(event);
    this.#host.requestUpdate();
  }

  send(command: GameCommand): boolean {
    return this.#hooks.frame()?.send(command) ?? false;
  }

  /** The status that the service gave, or why it gave none. */
  onStatus(status: GameSessionStatus | undefined, error: ApiError | undefined): void {
    if (!this.watched || (status && status === this.#status)) return;
    if (status?.sessionId === this.watched) {
      this.#status = status;
      if (this.game && !this.game.title) this.game = { ...this.game, title: status.gameTitle };
      if (isOver(status.status)) return this.#isOver(status.status);
    } else if (error?.code === 'not-found') return this.#isOver('closed');
    if ((status ?? error) && this.isChecking) this.#show('resumable');
  }

  /** The frame says that the game is there, is late, or can't come. */
  onFrame(what: 'playing' | 'slow' | 'blocked'): void {
    if (what === 'blocked') this.#block();
    else if (this.#isLoading) this.#show(what);
  }

  get #player(): string | undefined {
    return this.#host.connection?.player.id;
  }

  get #isLoading(): boolean {
    return this.#step === 'frame-loading' || this.#step === 'slow';
  }

  #show(step: Phase): void {
    this.#step = step;
    // What became due while the game was loading is due now.
    if (step === 'playing') this.protection.clock.tick();
    this.#host.requestUpdate();
  }

  #begin(game: ChosenGame): void {
    this.reset();
    this.game = game;
    this.target = this.#host.target;
    // Only within the tap do browsers open a tab; where it leads to is known later.
    this.#tab = this.target === 'tab' ? new GameTab() : undefined;
    this.#isLeft = false;
    this.talk.clear();
    this.#scores.clear();
    this.#show('starting');
  }

  /** No break, no game in another tab, and whatever else has to be done first. */
  async #mayPlay(game: ChosenGame, prepare?: () => Promise<boolean>): Promise<boolean> {
    let step: Phase | undefined;
    if (this.protection.breakUntil > Date.now()) step = 'break';
    else if (this.#host.singleGame && !(await this.single.take(game.title))) step = 'locked-elsewhere';
    else if (prepare && !(await prepare())) step = 'poster';
    if (this.#isLeft) step ??= 'poster';
    if (!step) return true;
    this.#close();
    if (step === 'locked-elsewhere') this.single.wait(() => this.reset());
    if (step === 'break') this.protection.rest();
    this.#show(step);
    return false;
  }

  #enter(open: OpenGame, resumed: boolean): void {
    this.open = open;
    this.url = open.url;
    keep(this.#hooks.key(), open);
    this.#hooks.emit('gs-launch', { gameId: open.gameId, sessionId: open.sessionId, resumed });
    this.#show('frame-loading');
    this.protection.start(open);
    if (!this.#tab) return;
    this.fault = this.#tab.go(open.url, this.#host.connection?.frameOrigins ?? '');
    if (this.fault && this.fault !== 'blocked') this.#block();
    else this.#show('playing');
  }

  #failStart(error: ApiError, { gameId }: ChosenGame): void {
    this.#close();
    this.error = error;
    const isRefusal = error.code === 'unavailable';
    if (isRefusal) this.#hooks.emit('gs-unavailable', { gameId, reason: error.message });
    else this.#hooks.fail(error);
    this.#show(isRefusal ? 'unavailable' : 'poster');
  }

  /** It can't be shown here, so nobody is to be kept waiting for it, or charged. */
  #block(): void {
    const { open, url } = this;
    if (!open) return;
    this.#endQuietly(open);
    this.#finish('frame-blocked', 'frame-blocked');
    this.url = url;
  }

  /** The service says that the session is over, or the clock does. */
  #isOver(word: string): void {
    keep(this.#hooks.key(), undefined);
    if (!this.open) return this.reset();
    if (word !== 'expired') return this.#finish('closed', 'ended');
    this.#hooks.emit('gs-session-expired', { sessionId: this.open.sessionId });
    this.#finish('expired', 'expired');
  }

  #finish(reason: string, step: Phase): void {
    const { open, talk } = this;
    if (!open) return;
    const { seconds } = this.protection.clock;
    this.summary = { seconds, score: talk.score, ...talk.net };
    const next = this.#next;
    this.#close();
    // A request of a page that goes away may be lost: the next page finds out.
    if (reason !== 'leave') keep(this.#hooks.key(), undefined);
    this.#show(step);
    this.#hooks.emit('gs-end', { reason, sessionId: open.sessionId, seconds, score: talk.score, net: talk.net?.net });
    void this.#host.connection?.cache.refresh((key) => key[1] === 'plays');
    next?.();
  }

  /** Nothing is open any more. */
  #close(): void {
    if (this.#step === 'starting') this.#tab?.close();
    this.open = this.url = this.#tab = this.#next = undefined;
    this.isConfirming = false;
    this.protection.stop();
    this.single.release();
  }

  /** Ends a session that nobody plays. */
  #drop(game: OpenGame): void {
    keep(this.#hooks.key(), undefined);
    this.#endQuietly(game, true);
    this.reset();
  }

  #endQuietly(game: OpenGame, keepalive = false): void {
    const key = this.#hooks.key();
    endGame(this.#host.connection, game.sessionId, keepalive).then(() => forget(key, game), this.#hooks.fail);
  }

  readonly #onHold = (hold: Hold | undefined): void => {
    const { clock } = this.protection;
    if (hold === 'reality-check') this.#hooks.emit('gs-reality-check', { seconds: clock.seconds, ...this.talk.net });
    this.#host.requestUpdate();
  };

  readonly #onFault = (message: string): void => {
    if (!this.open) return;
    this.fault = message;
    this.#show('frame-blocked');
  };

  readonly #onScore = (score: number): void => {
    const { connection, reportScores } = this.#host;
    const boardId = this.open?.boardId;
    if (!reportScores || !connection) return;
    if (!boardId) this.#hooks.warn('report-scores needs a session: set session-id or let the player choose one.');
    else if (!this.#player) this.#hooks.warn('report-scores needs the player-id of <gs-provider>.');
    else void this.#scores.put(connection, boardId, this.#player, score);
  };

  /** The clock of this machine may be wrong: the service is asked before a game is taken away. */
  async #askExpired(): Promise<void> {
    const { open } = this;
    if (!open || (await isOpen(this.#host.connection, open.sessionId)) || this.open !== open) return;
    this.#endQuietly(open);
    this.#isOver('expired');
  }
}
