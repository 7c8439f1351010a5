/** Which part of the order the list shows. */

/** All rows up to a limit, the rows around one's own, or all rows whatever the limit. */
export type BoardView = 'top' | 'around' | 'full';

export interface RangeOptions {
  readonly total: number;
  /** Position of the own row, -1 when there is none. */
  readonly self: number;
  /** Players that have their own steps above the list. */
  readonly podium: number;
  readonly view: BoardView;
  /** Most rows, podium included; 0 = all. */
  readonly limit: number;
  /** Rows on either side of the own one. */
  readonly around: number;
}

/** First position of the list and the one after its last. Without an own row `around` shows the top. */
export function listRange({ total, self, podium, view, limit, around }: RangeOptions): [number, number] {
  const first = Math.min(podium, total);
  if (view === 'around' && self >= 0) {
    // at either end of the order the window keeps its size
    const size = around * 2 + 1;
    const start = Math.max(first, Math.min(self - around, total - size));
    return [start, Math.min(total, start + size)];
  }
  const most = view === 'around' ? limit || around * 2 + 1 : limit;
  return [first, view === 'full' || !most ? total : Math.max(first, Math.min(total, most))];
}
