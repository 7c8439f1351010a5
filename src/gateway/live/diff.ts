/** Differences of a window from one response to the next, as events (see live.ts), and the last few of them to resume from. */
import type { BoardRow, BoardWindow } from '../../api/board-window.js';
import type { StreamEvent } from './event-stream.js';

/**
 * Differences kept for reconnects: as many as a window without listeners can collect before it is dropped. More would take more
 * memory than the snapshot they save, and every player's own window has a log.
 */
const MAX_KEPT = 10;

/** The events of one window. */
export class DiffLog {
  /** Tells ids of this log from those of other windows, processes and earlier logs. */
  readonly #epoch = crypto.randomUUID().slice(0, 8);
  readonly #kept: { sequence: number; event: StreamEvent }[] = [];
  #window: BoardWindow;
  #at: string;
  #sequence = 1;

  constructor(window: BoardWindow, at: string) {
    this.#window = window;
    this.#at = at;
  }

  /** The events that a listener missed since the one with this id: none, the differences, or a snapshot. */
  since(lastEventId: string | undefined): readonly StreamEvent[] {
    const [epoch, number] = lastEventId?.split('-') ?? [];
    const sequence = epoch === this.#epoch && /^\d{1,9}$/.test(number ?? '') ? Number(number) : undefined;
    if (sequence === this.#sequence) return [];
    const first = this.#kept[0]?.sequence ?? Infinity;
    if (sequence !== undefined && sequence < this.#sequence && sequence + 1 >= first) {
      return this.#kept.filter((one) => one.sequence > sequence).map((one) => one.event);
    }
    return [this.#event('snapshot', { ...this.#window })];
  }

  /** Takes the next window. The event to send, or undefined when nothing changed. */
  push(window: BoardWindow, at: string): StreamEvent | undefined {
    const change = difference(this.#window, window);
    if (!change) return undefined;
    this.#window = window;
    this.#at = at;
    const since = this.#sequence++;
    const event = this.#event('diff', { since, ...change });
    this.#kept.push({ sequence: this.#sequence, event });
    if (this.#kept.length > MAX_KEPT) this.#kept.shift();
    return event;
  }

  #event(name: 'snapshot' | 'diff', content: object): StreamEvent {
    const json = JSON.stringify({ sequence: this.#sequence, at: this.#at, ...content });
    return { name, id: `${this.#epoch}-${this.#sequence}`, json };
  }
}

/** The difference of two windows; undefined when there is none. */
export function difference(before: BoardWindow, after: BoardWindow): object | undefined {
  const old = new Map(before.rows.map((row) => [row.playerId, row]));
  const rows = after.rows.filter((row) => !sameRow(row, old.get(row.playerId)));
  const moved =
    before.rows.length !== after.rows.length || after.rows.some((row, i) => row.playerId !== before.rows[i]?.playerId);
  const selfChanged = before.self !== after.self && !sameRow(after.self, before.self);
  const shifted = before.total !== after.total || before.offset !== after.offset;
  if (rows.length === 0 && !moved && !selfChanged && !shifted) return undefined;
  return {
    total: after.total,
    offset: after.offset,
    rows,
    ...(moved ? { order: after.rows.map((row) => row.playerId) } : {}),
    ...(selfChanged ? { self: after.self ?? null } : {}),
  };
}

const sameRow = (a: BoardRow | undefined, b: BoardRow | undefined): boolean =>
  a === b ||
  (!!a &&
    !!b &&
    a.rank === b.rank &&
    a.score === b.score &&
    a.displayName === b.displayName &&
    a.imageUrl === b.imageUrl &&
    a.updatedAt === b.updatedAt &&
    a.playerId === b.playerId);
