/** What the game and the page have to say to each other while one is played: facts, wishes, and holds at safe moments. */
import { ApiError } from '../../../api/error.js';
import type { GameEvent } from '../../../game/messages.js';
import type { Emit } from '../emit.js';
import { NetPosition } from './reality-check.js';

export interface TalkHooks {
  readonly emit: Emit;
  /** The game has said something that only a game says that can be played. */
  readonly onPlayable: () => void;
  /** A round has begun, or is over. */
  readonly onRound: (isBusy: boolean) => void;
  readonly onScore: (score: number) => void;
  /** The player leaves by the game's own way out. */
  readonly onExit: () => void;
  /** The game can't go on. */
  readonly onFault: (message: string) => void;
  readonly fail: (error: ApiError) => void;
}

export class Talk {
  /** The game talks to us at all. */
  isHeard = false;
  isMuted = false;
  /** Of loading, 0 to 1; undefined when the game doesn't say. */
  progress?: number;
  score?: number;
  #net = new NetPosition();
  readonly #hooks: TalkHooks;

  constructor(hooks: TalkHooks) {
    this.#hooks = hooks;
  }

  /** Won or lost; undefined when unknown. */
  get net(): { net: number; currency?: string } | undefined {
    return this.#net.value;
  }

  /** Another game: nothing is known of it. The sound stays as the player has set it. */
  clear(): void {
    this.isHeard = false;
    this.progress = this.score = undefined;
    this.#net = new NetPosition();
  }

  hear(event: GameEvent): void {
    this.isHeard = true;
    if (/^(ready|busy|idle|score)$/.test(event.type)) this.#hooks.onPlayable();
    this.#note(event);
    this.#tell(event);
  }

  /** Keeps what the page shows. */
  #note(event: GameEvent): void {
    if (event.type === 'progress') this.progress = event.value;
    else if (event.type === 'score') this.score = event.score;
    else if (event.type === 'mute-change') this.isMuted = event.muted;
    else if (event.type === 'balance') this.#net.add(event);
    else if (event.type === 'deposit') this.#net.spoil();
    else if (event.type === 'busy') this.#net.round();
  }

  /** Tells the page, and acts on what can't wait. */
  #tell(event: GameEvent): void {
    const { emit, fail, onExit, onFault, onRound, onScore } = this.#hooks;
    switch (event.type) {
      case 'ready':
        return void emit('gs-game-ready', {});
      case 'busy':
      case 'idle':
        emit(`gs-game-${event.type}`, {});
        return onRound(event.type === 'busy');
      case 'score':
        emit('gs-score', { score: event.score, final: event.final });
        return onScore(event.score);
      case 'balance':
        return void emit('gs-balance', { amount: event.amount, currency: event.currency });
      case 'deposit':
      case 'history':
        return void emit(`gs-${event.type}`, {});
      case 'exit':
        emit('gs-exit', {});
        return onExit();
      case 'error':
        fail(new ApiError(event.message, { code: 'upstream', service: 'game' }));
        if (event.fatal) onFault(event.message);
    }
  }
}
