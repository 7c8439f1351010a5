/** A game that is open and every way out of it. A started game is money, so each of them ends the session. */
import type { ApiError } from '../../../api/error.js';
import { keys } from '../../../live/keys.js';
import type { GameCommand } from '../../../game/messages.js';
import type { ChosenGame } from '../game-selection.js';
import type { PauseReason, Phase } from '../phase.js';
import type { PlayHooks, PlaySettings, Summary, Target } from './types.js';
import { Protection } from './player-protection.js';
import { forget, keep, type OpenGame } from './saved-run.js';
import { ScoreReport } from './score-report.js';
import { SingleGame } from './tab-lock.js';
import { endGame, isOpen } from './game-session-api.js';
import type { GameTab } from './game-tab.js';
import { Talk } from './game-events.js';

const CANCELABLE = { cancelable: true };

export abstract class PlayedGame {
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

  protected step: Phase = 'poster';
  #back: Phase = 'playing';
  protected isLeft = false;
  protected next?: () => void;
  protected tab?: GameTab;
  protected readonly scores: ScoreReport;
  protected readonly host: PlaySettings;
  protected readonly hooks: PlayHooks;

  constructor(host: PlaySettings, hooks: PlayHooks) {
    this.host = host;
    this.hooks = hooks;
    this.scores = new ScoreReport(hooks.fail);
    this.talk = new Talk({
      ...hooks,
      onPlayable: () => this.isLoading && this.show('playing'),
      onRound: (isBusy) => this.protection.holds.told(isBusy),
      onScore: (score) => this.scores.report(host, hooks.warn, this.open, score),
      onExit: () => void this.end('exit'),
      onFault: this.#onFault,
    });
    this.protection = new Protection({
      limits: host,
      send: (command) => this.send(command),
      player: () => this.player,
      isPlaying: () => this.step === 'playing',
      onHold: this.#onHold,
      onBeat: () => host.requestUpdate(),
      onEnd: () => void this.#askExpired(),
      onRested: () => this.reset(),
    });
  }

  get phase(): Phase {
    if (this.step !== 'playing') return this.step;
    const { holds, isExpiring } = this.protection;
    return holds.now ?? (isExpiring ? 'expiring' : holds.isBusy ? 'busy' : 'playing');
  }

  /** A game of an earlier page is being asked about: nothing is started before the answer. */
  get isChecking(): boolean {
    return this.kept !== undefined && this.step === 'poster';
  }

  /** Asks whether the game shall be ended. */
  ask(): void {
    this.isConfirming = true;
    this.host.requestUpdate();
  }

  /** Ends the game, unless the page prevents it. `end-failed` when the service did not say so: it may still be open. */
  async end(reason: string): Promise<void> {
    const { open } = this;
    if (!open || this.step === 'ending') return;
    if (!this.hooks.emit('gs-before-end', { reason }, CANCELABLE)) return;
    this.isConfirming = false;
    if (this.step !== 'end-failed') this.#back = this.step;
    this.show('ending');
    try {
      await endGame(this.host.connection, open.sessionId);
      if (this.open === open) this.#finish(reason, 'ended');
    } catch (error) {
      if (this.open !== open) return;
      this.error = error as ApiError;
      this.hooks.fail(this.error);
      this.show('end-failed');
    }
  }

  /** Back into the game that could not be ended, or that the player did not mean to end. */
  goBack(): void {
    this.isConfirming = false;
    this.next = undefined;
    this.show(this.step === 'end-failed' ? this.#back : this.step);
  }

  /** The page goes away, or the element does: the request outlives both. */
  leave(): void {
    this.isLeft = this.step === 'starting';
    const game = this.open ?? this.kept;
    if (!game || this.host.keepSession) return;
    this.#endQuietly(game, true);
    if (this.open) this.#finish('leave', 'ended');
    else this.reset();
  }

  /** The element is gone, the page is not. */
  disconnect(): void {
    this.leave();
    if (this.step !== 'ended') this.reset();
  }

  /** Takes the poster back. What is kept for a later page stays kept. */
  reset(): void {
    this.close();
    this.kept = this.error = this.fault = this.summary = undefined;
    this.show('poster');
  }

  send(command: GameCommand): boolean {
    return this.hooks.frame()?.send(command) ?? false;
  }

  protected get player(): string | undefined {
    return this.host.connection?.player.id;
  }

  protected get isLoading(): boolean {
    return this.step === 'frame-loading' || this.step === 'slow';
  }

  protected show(step: Phase): void {
    this.step = step;
    // What became due while the game was loading is due now.
    if (step === 'playing') this.protection.clock.tick();
    this.host.requestUpdate();
  }

  /** It can't be shown here, so nobody is to be kept waiting for it, or charged. */
  protected block(): void {
    const { open, url } = this;
    if (!open) return;
    this.#endQuietly(open);
    this.#finish('frame-blocked', 'frame-blocked');
    this.url = url;
  }

  /** The service says that the session is over, or the clock does. */
  protected isOver(word: string): void {
    keep(this.hooks.key(), undefined);
    if (!this.open) return this.reset();
    if (word !== 'expired') return this.#finish('closed', 'ended');
    this.hooks.emit('gs-session-expired', { sessionId: this.open.sessionId });
    this.#finish('expired', 'expired');
  }

  #finish(reason: string, step: Phase): void {
    const { open, talk } = this;
    if (!open) return;
    const { seconds } = this.protection.clock;
    this.summary = { seconds, score: talk.score, ...talk.net };
    const next = this.next;
    this.close();
    // A request of a page that goes away may be lost: the next page finds out.
    if (reason !== 'leave') keep(this.hooks.key(), undefined);
    this.show(step);
    this.hooks.emit('gs-end', { reason, sessionId: open.sessionId, seconds, score: talk.score, net: talk.net?.net });
    void this.host.connection?.cache.invalidate(keys.plays());
    next?.();
  }

  /** Nothing is open any more. */
  protected close(): void {
    if (this.step === 'starting') this.tab?.close();
    this.open = this.url = this.tab = this.next = undefined;
    this.isConfirming = false;
    this.protection.stop();
    this.single.release();
  }

  /** Ends a session that nobody plays. */
  protected drop(game: OpenGame): void {
    keep(this.hooks.key(), undefined);
    this.#endQuietly(game, true);
    this.reset();
  }

  #endQuietly(game: OpenGame, keepalive = false): void {
    const key = this.hooks.key();
    endGame(this.host.connection, game.sessionId, keepalive).then(() => forget(key, game), this.hooks.fail);
  }

  readonly #onHold = (hold: PauseReason | undefined, isTold: boolean): void => {
    const { clock } = this.protection;
    // A game that can't be asked to stop would play on through a break; afterwards it is loaded again.
    if (hold === 'break' && !isTold) this.url = undefined;
    else if (!hold && !this.url) {
      this.url = this.open?.url;
      this.show('frame-loading');
    }
    if (hold === 'reality-check') this.hooks.emit('gs-reality-check', { seconds: clock.seconds, ...this.talk.net });
    this.host.requestUpdate();
  };

  readonly #onFault = (message: string): void => {
    if (!this.open) return;
    this.fault = message;
    this.show('frame-blocked');
  };

  /** The clock of this machine may be wrong: the service is asked before a game is taken away. */
  async #askExpired(): Promise<void> {
    const { open } = this;
    if (!open || (await isOpen(this.host.connection, open.sessionId)) || this.open !== open) return;
    this.#endQuietly(open);
    this.isOver('expired');
  }
}
