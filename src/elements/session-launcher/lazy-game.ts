import { ApiError } from '../../api/error.js';
import type { GsElement } from '../../shared/gs-element.js';
import type { GameHooks, LauncherGameHost, LauncherGame } from './game.js';

/** The code for games, fetched once it is needed; a lost request is not the last word. */
export class LazyGame {
  /** There once the code is. */
  game?: LauncherGame;
  /** Why it did not load. */
  error?: ApiError;
  #loading?: Promise<LauncherGame | undefined>;
  readonly #host: LauncherGameHost & GsElement;
  readonly #hooks: GameHooks;

  constructor(host: LauncherGameHost & GsElement, hooks: GameHooks) {
    this.#host = host;
    this.#hooks = hooks;
  }

  /** Never rejects: a failure is told, and undefined is the answer. */
  load(): Promise<LauncherGame | undefined> {
    this.#loading ??= this.#fetch().catch((cause: unknown) => {
      this.#loading = undefined;
      this.error = new ApiError('The code for games did not load.', { code: 'network', service: 'game', cause });
      this.#hooks.fail(this.error);
      this.#host.requestUpdate();
      return undefined;
    });
    return this.#loading;
  }

  async #fetch(): Promise<LauncherGame> {
    const { LauncherGame, gameStyles } = await import('./game.js');
    this.#host.addStyles(gameStyles);
    this.game = new LauncherGame(this.#host, this.#hooks);
    this.#host.requestUpdate();
    return this.game;
  }
}
