import type { PlayedGame } from '../../api/vaix/index.js';

/** A page's function that adds facts about a game. It may return a promise. */
export type Resolver<T> = (play: PlayedGame) => T | undefined | Promise<T | undefined>;

/**
 * Answers of one of the page's resolvers. A promise is kept by game until another resolver is set, so that each game is
 * resolved once; its answer is used when it is there.
 */
export class ResolverCache<T> {
  readonly #onAnswer: () => void;
  readonly #onFault: (error: unknown) => void;
  #resolver?: Resolver<T>;
  #answers = new Map<string, T | undefined>();

  /**
   * @param onAnswer called when a promise has resolved
   * @param onFault called with what a resolver threw or rejected with: it costs a name or a picture, not the element
   */
  constructor(onAnswer: () => void, onFault: (error: unknown) => void) {
    this.#onAnswer = onAnswer;
    this.#onFault = onFault;
  }

  resolve(resolver: Resolver<T> | undefined, play: PlayedGame): T | undefined {
    if (resolver !== this.#resolver) {
      this.#resolver = resolver;
      this.#answers = new Map();
    }
    const answers = this.#answers;
    const { gameId } = play;
    if (!resolver || answers.has(gameId)) return answers.get(gameId);
    try {
      const answer = resolver(play);
      if (!(answer instanceof Promise)) return answer;
      answers.set(gameId, undefined);
      void this.#await(answer, answers, gameId);
    } catch (error) {
      this.#onFault(error);
    }
    return undefined;
  }

  async #await(promise: Promise<T | undefined>, answers: Map<string, T | undefined>, gameId: string): Promise<void> {
    try {
      answers.set(gameId, await promise);
      if (answers === this.#answers) this.#onAnswer();
    } catch (error) {
      this.#onFault(error);
    }
  }
}
