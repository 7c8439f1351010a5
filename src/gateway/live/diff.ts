/** What changed in a window from one answer to the next, as events (see live.ts), and the last few of them to resume from. */
import type { BoardRow, BoardWindow } from '../boards/players.js';

/**
 * Differences kept for those who come back: as long as a window that nobody watches is kept, at the quickest pace. More
 * would weigh more than the snapshot it saves, and every player's own window has a log of its own.
 */
const KEPT = 10;

/** The events of one window. */
export class DiffLog {
  /** Ids of other windows, other gateways and of this window in another life must not be taken for ours. */
  readonly #epoch = crypto.randomUUID().slice(0, 8);
  readonly #kept: { sequence: number; event: string }[] = [];
  #window: BoardWindow;
  #at: string;
  #sequence = 1;

  constructor(window: BoardWindow, at: string) {
    this.#window = window;
    this.#at = at;
  }

  /** What a listener needs that last saw the event of this id. */
  since(lastEventId: string | undefined): readonly string[] {
    const [epoch, number] = lastEventId?.split('-') ?? [];
    const sequence = epoch === this.#epoch && /^\d{1,9}$/.test(number ?? '') ? Number(number) : undefined;
    if (sequence === this.#sequence) return [];
    const first = this.#kept[0]?.sequence ?? Infinity;
    if (sequence !== undefined && sequence < this.#sequence && sequence + 1 >= first) {
      return this.#kept.filter((one) => one.sequence > sequence).map((one) => one.event);
    }
    return [this.#event('snapshot', { ...this.#window })];
  }

  /** Takes the next answer. The event to send, or undefined when the window looks the same. */
  push(window: BoardWindow, at: string): string | undefined {
    const change = difference(this.#window, window);
    if (!change) return undefined;
    this.#window = window;
    this.#at = at;
    const since = this.#sequence++;
    const event = this.#event('diff', { since, ...change });
    this.#kept.push({ sequence: this.#sequence, event });
    if (this.#kept.length > KEPT) this.#kept.shift();
    return event;
  }

  #event(name: 'snapshot' | 'diff', content: object): string {
    const data = JSON.stringify({ sequence: this.#sequence, at: this.#at, ...content });
    return `id: ${this.#epoch}-${this.#sequence}\nevent: ${name}\ndata: ${data}\n\n`;
  }
}

/** Undefined when the two windows look the same. */
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
