/** Long lists of equal rows: which ones are in view, and how few elements show them. */

/** A list and the part of it one looks at. Lengths in CSS pixels. */
export interface ListGeometry {
  /** Number of rows. */
  readonly total: number;
  /** Height of one line, gap included. */
  readonly lineHeight: number;
  /** Rows side by side in a line: 1 in a table. */
  readonly perLine: number;
  /** Height of the box that scrolls. */
  readonly viewport: number;
  readonly scrollTop: number;
  /** The scroll offset, where it is known better than by `scrollTop`; see `VisibleRange.top`. */
  readonly exactTop?: number;
}

/** Rows `first` (included) to `last` (excluded), `offset` below the top of a content box `height` high. */
export interface VisibleRange {
  readonly first: number;
  readonly last: number;
  readonly offset: number;
  readonly height: number;
  /** How far down one would have scrolled if the list were laid out in full length. */
  readonly top: number;
}

/** Engines clip boxes at 17–33 million px; longer lists scroll proportionally inside this. */
export const MAX_HEIGHT = 8_000_000;

/** Lines kept above and below, so that the edge is not bare while the next frame is made. */
const OVERSCAN = 3;

/** The rows to have in the document. */
export function visibleRange(geometry: ListGeometry): VisibleRange {
  const { total, lineHeight, perLine, viewport, scrollTop, exactTop } = geometry;
  const lines = Math.ceil(total / perLine);
  const { full, height } = heightsOf(geometry);
  const top = Math.max(0, Math.min(scrollTop, height - viewport));
  const scale = full > height ? (full - viewport) / (height - viewport) : 1;
  const virtualTop = exactTop === undefined ? top * scale : Math.max(0, Math.min(exactTop, full - viewport));
  const firstLine = Math.max(0, Math.floor(virtualTop / lineHeight) - OVERSCAN);
  const lastLine = Math.min(lines, Math.ceil((virtualTop + viewport) / lineHeight) + OVERSCAN);
  return {
    first: firstLine * perLine,
    last: Math.min(total, lastLine * perLine),
    offset: firstLine * lineHeight - virtualTop + top,
    height,
    top: virtualTop,
  };
}

/** Anything that owns one element. */
export interface Recyclable {
  readonly element: HTMLElement;
}

/**
 * Gives every key its row inside `parent`, in the order of the keys, which are expected once each. A row whose key stays
 * keeps its element (with focus and loaded picture); one whose key goes is used again for a key that comes, or removed.
 *
 * @param old the rows in the document until now
 * @returns those from now on, in the order of the document
 */
export function recycleRows<T extends Recyclable>(
  parent: HTMLElement,
  old: ReadonlyMap<string, T>,
  keys: readonly string[],
  create: () => T,
): ReadonlyMap<string, T> {
  const kept = new Set(keys);
  const spare = [...old].flatMap(([key, row]) => (kept.has(key) ? [] : row));
  const moving = new Set(spare.map(({ element }) => element));
  const rows = new Map(keys.map((key) => [key, old.get(key) ?? spare.pop() ?? create()]));
  for (const { element } of spare) element.remove();
  placeInOrder(parent, rows.values(), moving);
  return rows;
}

/** Few moves for the usual cases: scrolling by some rows, some rows overtaking others. */
function placeInOrder(parent: HTMLElement, rows: Iterable<Recyclable>, moving: ReadonlySet<Element>): void {
  let anchor = parent.firstElementChild;
  for (const { element } of rows) {
    while (anchor && anchor !== element && moving.has(anchor)) anchor = anchor.nextElementSibling;
    if (anchor !== element && anchor?.nextElementSibling === element) anchor = element;
    if (anchor === element) anchor = element.nextElementSibling;
    else move(parent, element, anchor);
  }
}

/** `moveBefore` keeps the focus, at some cost; where it is missing, the focus is given back. */
function move(
  parent: HTMLElement & { moveBefore?(node: Node, child: Node | null): void },
  element: HTMLElement,
  before: Element | null,
): void {
  const focused = element.matches(':focus-within') && (parent.getRootNode() as ShadowRoot | Document).activeElement;
  if (focused && parent.moveBefore) return parent.moveBefore(element, before);
  parent.insertBefore(element, before);
  if (focused) (focused as HTMLElement).focus({ preventScroll: true });
}

/** Height of the list in full length, and of the box that stands for it. */
export function heightsOf({ total, perLine, lineHeight }: ListGeometry): { full: number; height: number } {
  const full = Math.ceil(total / perLine) * lineHeight;
  return { full, height: Math.min(full, MAX_HEIGHT) };
}

/** How far down the list has to be, in full length, for a row to be in the middle of the box. */
export function offsetOfRow(row: number, geometry: ListGeometry): number {
  const { perLine, lineHeight, viewport } = geometry;
  const wanted = (Math.floor(row / perLine) + 0.5) * lineHeight - viewport / 2;
  return Math.max(0, Math.min(wanted, heightsOf(geometry).full - viewport));
}

/** The `scrollTop` for a place in the full length. */
export function toScrollTop(top: number, geometry: ListGeometry): number {
  const { full, height } = heightsOf(geometry);
  const { viewport } = geometry;
  return full > height ? (top / (full - viewport)) * (height - viewport) : top;
}
