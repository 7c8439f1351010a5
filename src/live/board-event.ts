/** Pushed changes of a board window: the events of a stream, applied to the window before. */
import { isCount, parseBoardWindow, type BoardRow, type BoardWindow } from '../api/board-window.js';
import { isRecord, parseJson } from '../api/response.js';
import type { ServerEvent } from './sse.js';

/** A window with its place in the sequence of events. */
export interface Sequenced<T> {
  readonly sequence: number;
  readonly window: T;
}

/** What an event makes of the window; undefined when it doesn't fit, so that the stream must start anew. Other events change nothing. */
export function applyBoardEvent(
  before: Sequenced<BoardWindow> | undefined,
  event: ServerEvent,
): Sequenced<BoardWindow> | undefined {
  if (event.event !== 'snapshot' && event.event !== 'diff') return before;
  const data = parseJson(event.data);
  const window = tryParseWindow(data);
  if (!window || !isRecord(data) || !isCount(data.sequence)) return undefined;
  const { sequence, since, self } = data;
  if (event.event === 'snapshot') return { sequence, window };
  if (!before || since !== before.sequence) return undefined;
  const order = data.order === undefined ? before.window.rows.map(({ playerId }) => playerId) : data.order;
  if (!Array.isArray(order)) return undefined;
  const byId = new Map<unknown, BoardRow>([...before.window.rows, ...window.rows].map((row) => [row.playerId, row]));
  const rows = order.flatMap((id) => byId.get(id) ?? []);
  if (rows.length !== order.length) return undefined;
  // `self` is absent when the player's own row has not changed, null when the player is not on the board
  return { sequence, window: { ...window, rows, self: self === undefined ? before.window.self : window.self } };
}

/** The sanitized window; undefined for anything else. */
export const tryParseWindow = (data: unknown): BoardWindow | undefined => {
  try {
    return parseBoardWindow(data);
  } catch {
    return undefined;
  }
};
