/** The ways into a game: started once by one act of the player, never repeated by itself, or taken up again; then watched. */
import type { ApiError } from '../../../api/error.js';
import type { GameSessionStatus } from '../../../api/iplaygames/index.js';
import type { GameEvent } from '../../../game/messages.js';
import { isTerminalStatus } from '../../../play/session-status.js';
import type { ChosenGame } from '../game-selection.js';
import type { Phase } from '../phase.js';
import { PlayedGame } from './played-game.js';
import { findKept, keep, type OpenGame } from './saved-run.js';
import { startGame } from './game-session-api.js';
import { GameTab } from './game-tab.js';

const CANCELABLE = { cancelable: true };

export class Play extends PlayedGame {
  #status?: GameSessionStatus;

  /** The session whose status is worth asking. */
  get watched(): string | undefined {
    return (this.open ?? this.kept)?.sessionId;
  }

  /** Looks for the game that an earlier page has left open. */
  findKept(): void {
    if (this.step !== 'poster' || this.kept || this.open) return;
    this.kept = findKept(this.hooks.key(), this.player);
    this.game = this.kept ?? this.game;
  }

  /**
   * Starts a game, or asks first when one is open. Never rejects: what goes wrong is shown and told.
   * @param prepare what has to succeed before, such as joining the board's session
   */
  async launch(game: ChosenGame, prepare?: () => Promise<boolean>): Promise<void> {
    if (this.step === 'starting' || this.isChecking) return;
    if (this.open) {
      this.next = () => void this.launch(game, prepare);
      return this.ask();
    }
    if (!this.hooks.emit('gs-before-launch', { gameId: game.gameId, resumed: false }, CANCELABLE)) return;
    // Two sessions at once would be paid for by the player.
    if (this.kept) this.drop(this.kept);
    this.#begin(game);
    if (!(await this.#mayPlay(game, prepare))) return;
    try {
      const open = await startGame(this.host.connection, this.host.language, game);
      if (this.isLeft) this.drop(open);
      else this.#enter(open, false);
    } catch (error) {
      this.#failStart(error as ApiError, game);
    }
  }

  /** Goes back into the game that an earlier page has left open. */
  async resume(): Promise<void> {
    const { kept } = this;
    if (!kept || this.step !== 'resumable') return;
    if (!this.hooks.emit('gs-before-launch', { gameId: kept.gameId, resumed: true }, CANCELABLE)) return;
    this.#begin(kept);
    if (await this.#mayPlay(kept)) this.#enter(kept, true);
  }

  /** Loads a game again that could not go on. */
  reload(): void {
    this.fault = undefined;
    this.show('frame-loading');
    this.hooks.frame()?.reload();
  }

  /** Turns the sound off or on, if the game can be told. */
  setMuted(isMuted: boolean): void {
    this.talk.isMuted = isMuted;
    this.host.requestUpdate();
  }

  /** The player wants to see earlier rounds. */
  onHistory(): void {
    this.hooks.emit('gs-history', {});
  }

  /** Holds the game: between rounds, or at once. */
  pause(when: 'idle' | 'now'): void {
    if (this.step !== 'playing') return;
    if (when === 'now') this.protection.holds.hold('paused');
    else this.protection.holds.want('paused');
  }

  /** Lets a held game go on. */
  release(): void {
    if (this.protection.release()) keep(this.hooks.key(), this.open);
  }

  /** The game has said something. */
  hear(event: GameEvent): void {
    if (this.open) this.talk.hear(event);
    this.host.requestUpdate();
  }

  /** The status that the service gave, or why it gave none. */
  onStatus(status: GameSessionStatus | undefined, error: ApiError | undefined): void {
    if (!this.watched || (status && status === this.#status)) return;
    if (status?.sessionId === this.watched) {
      this.#status = status;
      if (this.game && !this.game.title) this.game = { ...this.game, title: status.gameTitle };
      if (isTerminalStatus(status.status)) return this.isOver(status.status);
    } else if (error?.code === 'not-found') return this.isOver('closed');
    if ((status ?? error) && this.isChecking) this.show('resumable');
  }

  /** The frame says that the game is there, is late, or can't come. */
  onFrame(what: 'playing' | 'slow' | 'blocked'): void {
    if (what === 'blocked') this.block();
    else if (this.isLoading) this.show(what);
  }

  #begin(game: ChosenGame): void {
    this.reset();
    this.game = game;
    this.target = this.host.target;
    // Only within the tap do browsers open a tab; where it leads to is known later.
    this.tab = this.target === 'tab' ? new GameTab() : undefined;
    this.isLeft = false;
    this.talk.clear();
    this.scores.clear();
    this.show('starting');
  }

  /** No break, no game in another tab, and whatever else has to be done first. */
  async #mayPlay(game: ChosenGame, prepare?: () => Promise<boolean>): Promise<boolean> {
    let step: Phase | undefined;
    if (this.protection.breakUntil > Date.now()) step = 'break';
    else if (this.host.singleGame && !(await this.single.take(game.title))) step = 'locked-elsewhere';
    else if (prepare && !(await prepare())) step = 'poster';
    if (this.isLeft) step ??= 'poster';
    if (!step) return true;
    this.close();
    if (step === 'locked-elsewhere') this.single.wait(() => this.reset());
    if (step === 'break') this.protection.rest();
    this.show(step);
    return false;
  }

  #enter(open: OpenGame, resumed: boolean): void {
    this.open = open;
    this.url = open.url;
    keep(this.hooks.key(), open);
    this.hooks.emit('gs-launch', { gameId: open.gameId, sessionId: open.sessionId, resumed });
    this.show('frame-loading');
    this.protection.start(open);
    if (!this.tab) return;
    this.fault = this.tab.go(open.url, this.host.connection?.frameOrigins ?? '');
    if (this.fault && this.fault !== 'blocked') this.block();
    else this.show('playing');
  }

  #failStart(error: ApiError, { gameId }: ChosenGame): void {
    this.close();
    this.error = error;
    const isRefusal = error.code === 'unavailable';
    if (isRefusal) this.hooks.emit('gs-unavailable', { gameId, reason: error.message });
    else this.hooks.fail(error);
    this.show(isRefusal ? 'unavailable' : 'poster');
  }
}
