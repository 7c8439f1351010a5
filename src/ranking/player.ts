/**
 * A player's row on the board of one session. A board has up to 100 000 rows, so the two times stay ISO 8601 text as sent
 * (a `T` where one belongs, nothing else is checked): only ties need them.
 */
export interface SessionPlayer {
  playerId: string;
  /** Empty when there is none. */
  displayName: string;
  /** Finite; it may be negative or fractional. */
  score: number;
  imageUrl?: string;
  username?: string;
  createdAt?: string;
  updatedAt?: string;
}

/** Immutable lists without duplicate player ids. */
export const knownUnique = new WeakSet<readonly SessionPlayer[]>();
