/** Writes the scores of a game to the board of a session: which of them count, and for whom. */
import type { ApiError } from '../api/error.js';

/** `best` writes what beats the player's own row, `last` every newest score, `sum` adds to the row. */
export type ReportMode = 'best' | 'last' | 'sum';

/** Where scores go: one player's row of one session. */
export interface ScoreTarget {
  /** The score of the row; undefined when the player has none. Rejects with ApiError. */
  readOwn(): Promise<number | undefined>;
  /** Resolves when the board has this or a newer score; rejects with ApiError when it was refused for good. */
  write(score: number, isFinal: boolean): Promise<void>;
}

export class ScoreReport {
  readonly #mode: ReportMode;
  readonly #target: ScoreTarget;
  readonly #onError: (error: ApiError) => void;
  #own?: Promise<number | undefined>;
  #written?: number;
  /** Of the rounds before this one, for `sum`. */
  #before = 0;
  #current = 0;
  #isStopped = false;

  constructor(mode: ReportMode, target: ScoreTarget, onError: (error: ApiError) => void) {
    this.#mode = mode;
    this.#target = target;
    this.#onError = onError;
  }

  /** Reports a score of the game. Resolves when it is written, or does not count; never rejects. */
  async report(score: number, isFinal = false): Promise<void> {
    // Games send 0 when they begin: that is no result, and would overwrite one on the board.
    if (this.#isStopped || (score === 0 && this.#written === undefined && !isFinal)) return;
    try {
      // Without the row, scores are compared with what this page has written.
      this.#own ??= this.#mode === 'last' ? Promise.resolve(undefined) : this.#target.readOwn();
      const own = await this.#own;
      const next = this.#next(score, own, isFinal);
      if (next === undefined || this.#isStopped || next === this.#written) return;
      this.#written = next;
      await this.#target.write(next, isFinal);
    } catch (error) {
      this.#own = undefined;
      this.#onError(error as ApiError);
    }
  }

  /** Stops writing: the session accepts no scores. */
  stop(): void {
    this.#isStopped = true;
  }

  #next(score: number, own: number | undefined, isFinal: boolean): number | undefined {
    if (this.#mode === 'last') return score;
    if (this.#mode === 'best') {
      const best = Math.max(own ?? -Infinity, this.#written ?? -Infinity);
      return score > best ? score : undefined;
    }
    // A lower score belongs to the next round: adds the result of the last one.
    if (score < this.#current) this.#before += this.#current;
    this.#current = score;
    const sum = (own ?? 0) + this.#before + score;
    if (isFinal) {
      this.#before += score;
      this.#current = 0;
    }
    return sum;
  }
}
