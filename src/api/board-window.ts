/** A ranked window of a board, as the gateway sends it and the page reads it: by request and by push the same. */

/** One row. */
export interface BoardRow {
  readonly rank: number;
  readonly playerId: string;
  readonly displayName: string;
  readonly score: number;
  readonly imageUrl?: string;
  /** ISO 8601. */
  readonly updatedAt?: string;
  /** True for the token's own player. */
  readonly isSelf?: true;
}

/** A part of the board, with what is known of the whole. */
export interface BoardWindow {
  /** Players on the whole board. */
  readonly total: number;
  /** Position of the first row, from 0. */
  readonly offset: number;
  readonly rows: readonly BoardRow[];
  /** The token's own player, wherever that row is; undefined when that player is not on the board, or no token names one. */
  readonly self?: BoardRow;
}
