/**
 * How much a game may say. Past the first pair of limits it is no longer listened to. But a browser hands over whatever
 * is posted, to pages that don't listen too: past the second pair the game is too much of a burden to be kept.
 */
import type { ClosedReason } from './stats.js';
import { exceedsSize, LARGEST_MESSAGE } from './messages.js';

/** The most messages of one game that are read within a second. */
export const MESSAGES_PER_SECOND = 100;
/** The most within a second that a page can stand unread. */
export const MOST_PER_SECOND = 1000;
/** The largest message that a page can stand, in bytes as counted by `exceeds`. */
export const MOST_BYTES = 1024 * 1024;

export class MessageRateLimiter {
  /** Which limit was passed; final, because a game that floods once is not worth a second look. */
  closed: ClosedReason | undefined;
  /** The game is too much of a burden. */
  isAbusive = false;
  #second = 0;
  #inSecond = 0;

  /**
   * Counts a message, and looks at its data only when it may be read.
   * @param now milliseconds
   */
  count(read: () => unknown, now: number): void {
    if (Math.abs(now - this.#second) >= 1000) {
      this.#second = now;
      this.#inSecond = 0;
    }
    const inSecond = ++this.#inSecond;
    if (inSecond > MOST_PER_SECOND) this.isAbusive = true;
    if (this.closed) return;
    if (inSecond > MESSAGES_PER_SECOND) this.closed = 'flood';
    else if (exceedsSize(read(), LARGEST_MESSAGE)) {
      this.closed = 'oversize';
      this.isAbusive = exceedsSize(read(), MOST_BYTES);
    }
  }
}
