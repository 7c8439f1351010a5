import type { ApiError } from '../../../api/error.js';
import { everythingOf } from '../../../live/keys.js';
import { outboxOf } from '../../../live/score-outbox.js';
import type { Connection } from '../../../live/connection.js';
import type { PlayHooks, PlaySettings } from './types.js';
import type { OpenGame } from './saved-run.js';

/** Milliseconds between two looks at the board while scores keep coming. */
const PACE = 1000;

/**
 * Writes the game's scores to the board, for the provider's player only. The outbox keeps the last one through lost
 * connections and reloads; the board on the page is asked again as soon as the score is there.
 */
export class ScoreReport {
  readonly #onFail: (error: ApiError) => void;
  #last?: string;
  /** A score was written since the board was last asked. */
  #isBehind = false;
  #timer?: ReturnType<typeof setTimeout>;

  constructor(onFail: (error: ApiError) => void) {
    this.#onFail = onFail;
  }

  /** Writes a score of the open game, when the page wants that and there is a place for it. */
  report(
    { connection, reportScores }: PlaySettings,
    warn: PlayHooks['warn'],
    open: OpenGame | undefined,
    score: number,
  ): void {
    if (!reportScores || !connection) return;
    const { id } = connection.player;
    if (!open?.boardId) warn('report-scores needs a session: set session-id or let the player choose one.');
    else if (!id) warn('report-scores needs the player-id of <gs-provider>.');
    else void this.put(connection, open.boardId, id, score);
  }

  /** Never rejects: what the API refuses for good is told to `onFail`. */
  async put(connection: Connection, sessionId: string, playerId: string, score: number): Promise<void> {
    const entry = `${sessionId} ${playerId} ${score}`;
    if (this.#last === entry) return;
    this.#last = entry;
    try {
      await outboxOf(connection).put({ sessionId, playerId, score });
      this.#refreshBoard(connection, sessionId);
    } catch (error) {
      this.#last = undefined;
      this.#onFail(error as ApiError);
    }
  }

  /** Another game: its first score is news even when it is the same. */
  clear(): void {
    this.#last = undefined;
  }

  #refreshBoard({ cache }: Connection, sessionId: string): void {
    this.#isBehind = true;
    if (this.#timer) return;
    const ask = () => {
      this.#timer = this.#isBehind ? setTimeout(ask, PACE) : undefined;
      if (this.#isBehind) void cache.invalidate(everythingOf(sessionId));
      this.#isBehind = false;
    };
    ask();
  }
}
