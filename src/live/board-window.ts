/**
 * A ranked window of a board, as a gateway sends it: only the rows asked for, with their ranks, the total and the
 * player's own row. The same window comes by request and by push, into the same cache entry.
 */
import { parseBoardWindow, type BoardWindow } from '../api/board-window.js';
import { ApiError } from '../api/error.js';
import type { Connection } from './connection.js';

export type { BoardRow, BoardWindow } from '../api/board-window.js';

export interface BoardQuery {
  readonly sessionId: string;
  readonly ranking: 'competition' | 'dense' | 'ordinal';
  readonly sort: 'desc' | 'asc';
  readonly offset: number;
  /** 1 to 200. */
  readonly limit: number;
}

/** Fetches a window once. */
export async function loadBoard(connection: Connection, ask: BoardQuery, signal: AbortSignal): Promise<BoardWindow> {
  const { sessionId, ...query } = ask;
  const answer = await connection.gateway?.request(
    '/boards/{sessionId}',
    { params: { sessionId }, query },
    { signal, retry: 0 },
  );
  try {
    return parseBoardWindow(answer);
  } catch (error) {
    const { message } = error as Error;
    throw new ApiError(`the board could not be read: ${message}`, { code: 'schema', service: 'gateway', cause: error });
  }
}
