/**
 * Keeps a game quiet that is not in front, as gently as it lets us: asked to pause, asked to be quiet, hidden as long as it was
 * never seen, and otherwise taken out of the page.
 */
import type { GameCommand } from '../game/messages.js';
import type { SilencedBy } from './types.js';

export class Silencer {
  /** How the game is silenced; undefined while it is not. */
  by?: SilencedBy;
  /** The player has seen the game: it may play sound by itself. */
  wasSeen = false;
  readonly #send: (command: GameCommand) => boolean;

  /** @param send false when the game does not take commands */
  constructor(send: (command: GameCommand) => boolean) {
    this.#send = send;
  }

  /** Silences the game. Undefined when it was silenced before. */
  silence(): SilencedBy | undefined {
    if (this.by) return undefined;
    this.by = this.#send('pause') ? 'pause' : this.#send('mute') ? 'mute' : this.wasSeen ? 'unload' : 'hide';
    return this.by;
  }

  /** Withdraws what the game was asked for; a game that the player has muted stays muted. */
  wake(isMuted: boolean): void {
    const { by } = this;
    this.by = undefined;
    if (by === 'pause') this.#send('resume');
    else if (by === 'mute' && !isMuted) this.#send('unmute');
  }

  /** Another game. */
  clear(): void {
    this.by = undefined;
    this.wasSeen = false;
  }
}
