/** Virtual list: only the rows in view are in the document. Works on elements that the element's template rendered. */
import { heightsOf, offsetOfRow, recycleRows, toScrollTop, visibleRange, type ListGeometry } from '../../shared/virtual-list.js'; // prettier-ignore
import { prefersReducedMotion } from '../../shared/reduced-motion.js';
import type { ListModel } from './list-model.js';
import { LeaderboardRow, PinnedRow } from './row.js';
import { captureRows, durationOf } from './row-animation.js';
import { shallowChanged, type RowView, type VisibleRows } from './types.js';

/** Until the first measurement: what a board of the usual size turns out to have. */
const GUESS = { lineHeight: 44, lineWidth: 0, viewport: 388, perLine: 1, width: 0, bar: 0, em: 16 };
/** Rows on paper: a list of 100 000 would be 2 000 pages. */
const MOST_PRINTED = 1000;
const NAVIGATION = /^(Arrow(Up|Down|Left|Right)|Page(Up|Down)|Home|End)$/;
/** Width in em below which long scores are shortened. */
const NARROW = 24;

export class VirtualRows {
  readonly scroller: HTMLElement;
  /** Those in the document, by player. */
  rows: ReadonlyMap<string, LeaderboardRow> = new Map<string, LeaderboardRow>();
  model?: ListModel;
  size = GUESS;
  /** Slot of the first row in the document; slots and indices differ only in pages of several columns. */
  first = 0;
  /** Index of the row that the keyboard last went to. */
  #active = -1;
  readonly #board: HTMLElement;
  readonly #table: HTMLElement;
  readonly #body: HTMLElement;
  /** As high and wide as one row or card; it has the duration of movements too. */
  readonly #probe: HTMLElement;
  readonly #pin: PinnedRow;
  readonly #select: (view: RowView) => void;
  readonly #onWindow: () => void;
  #place: readonly unknown[] = [];
  /** Cached: reading it would force a layout of rows that are about to change. */
  #scrollTop = 0;
  /** Exact place in lists too long for a browser's layout, where one pixel of `scrollTop` stands for several rows. */
  #exactTop?: number;
  #isPrinting = false;

  /**
   * @param root where the parts of the board are
   * @param select called when the reader chooses a row
   * @param onWindow called when other rows have come into view, or the box became narrow or wide
   */
  constructor(root: ParentNode, select: (view: RowView) => void, onWindow: () => void) {
    const find = (selector: string) => root.querySelector<HTMLElement>(selector)!;
    const scroller = (this.scroller = find('.scroller'));
    [this.#board, this.#table, this.#body, this.#probe] = ['.board', 'table', 'tbody', '.probe'].map(find);
    [this.#select, this.#onWindow] = [select, onWindow];
    const heading = root.querySelector<HTMLElement>('.heading');
    const observer = new ResizeObserver((entries) => {
      const isHeadingCut = !!heading && isCut(heading); // read before anything is written
      this.#measure(entries);
      if (heading) setTabStop(heading, isHeadingCut);
    });
    for (const element of [scroller, this.#probe, heading]) if (element) observer.observe(element);
    scroller.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    scroller.addEventListener('keydown', (event) => this.#onKey(event));
    scroller.addEventListener('click', (event) => this.#onClick(event));
    root.addEventListener('pointerover', showFullText, { passive: true });
    this.#pin = new PinnedRow(this.#board, find('.pin'), (view, index) => {
      if (index < 0) select(view);
      else this.scrollTo(index, true);
    });
  }

  get #list(): LeaderboardRow[] {
    return [...this.rows.values()];
  }

  /** Positions of the rows in the document. */
  get visible(): VisibleRows {
    const rows = this.#list;
    return [rows[0]?.view?.position ?? 0, (rows.at(-1)?.view?.position ?? -1) + 1];
  }

  /** Whether a row has little room. */
  get isNarrow(): boolean {
    const { width, perLine, em } = this.size;
    return width > 0 && width / perLine / em < NARROW;
  }

  /** Milliseconds that movements take. */
  get duration(): number {
    return durationOf(this.#probe);
  }

  /** Shows a new state of the list; rows that stay in view travel to their new place for `duration` ms, at once for 0. */
  show(model: ListModel, duration: number): void {
    this.model = model;
    const animateMoves = duration ? captureRows(this, duration) : undefined;
    this.#arrange(true, duration);
    this.#board.style.setProperty('--_lines', String(Math.ceil(model.count / this.size.perLine)));
    this.#board.style.setProperty('--_digits', String(String(model.total).length));
    this.#table.setAttribute('aria-rowcount', String(model.count + 1));
    animateMoves?.();
  }

  /** Has all rows in the document while they are printed, up to `MOST_PRINTED`. */
  print(isOn: boolean): void {
    this.#isPrinting = isOn;
    this.#arrange(true);
  }

  /** Scrolls back to where the list was: a browser resets the scroll position of a box that is moved in the document. */
  restoreScroll(): void {
    if (this.scroller.scrollTop === this.#scrollTop) return;
    this.scroller.scrollTop = this.#scrollTop;
    this.#scrolled();
  }

  /** Scrolls to a position of the order; false when the list does not have it. */
  scrollToPosition(position: number): boolean {
    return this.scrollTo(this.model?.indexOf(position) ?? -1);
  }

  /** Brings a row to the middle of the box; false when the list does not have it. */
  scrollTo(index: number, focus = false): boolean {
    if (index < 0 || index >= (this.model?.count ?? 0)) return false;
    const top = offsetOfRow(this.#slotOf(index), this.#geometry);
    const isFar = Math.abs(top - this.#top) > this.size.viewport * 3;
    this.#scrollToTop(top, isFar || focus || prefersReducedMotion() ? 'instant' : 'smooth');
    this.#active = index;
    this.#setTabStop();
    if (focus) this.#rowAt(index)?.element.focus({ preventScroll: true });
    return true;
  }

  // ---- Scrolling

  get #geometry(): ListGeometry {
    const total = this.#slots;
    if (this.#isPrinting) return { ...this.size, total: Math.min(total, MOST_PRINTED), viewport: 1e6, scrollTop: 0 };
    return { ...this.size, total, scrollTop: this.#scrollTop, exactTop: this.#exactTop };
  }

  /** Rows, with those missing on the last page. */
  get #slots(): number {
    const { isPaged, count = 0 } = this.model ?? {};
    return isPaged ? Math.ceil(count / this.#pageSize) * this.#pageSize : count;
  }

  /** How far down the list is in full length. */
  get #top(): number {
    return visibleRange(this.#geometry).top;
  }

  #scrollToTop(top: number, behavior: ScrollBehavior): void {
    const geometry = this.#geometry;
    const { full, height } = heightsOf(geometry);
    this.scroller.scrollTo({ top: toScrollTop(top, geometry), behavior });
    if (full > height) {
      this.#scrollTop = this.scroller.scrollTop;
      this.#exactTop = top;
      this.#arrange(false);
    } else this.#scrolled();
  }

  /** Follows the box to where it is scrolled now. */
  #scrolled(): void {
    const { scrollTop } = this.scroller;
    const geometry = this.#geometry;
    const { full, height } = heightsOf(geometry);
    const moved = scrollTop - this.#scrollTop;
    const isAtEnd = scrollTop <= 0 || scrollTop >= height - geometry.viewport - 1;
    const isScaled = full > height;
    // in a scaled list the wheel scrolls by exact pixels, the scrollbar in proportion to the whole
    if (moved && isScaled) this.#exactTop = isAtEnd || Math.abs(moved) > geometry.viewport * 2 ? undefined : this.#top + moved; // prettier-ignore
    if (!isScaled) this.#exactTop = undefined;
    this.#scrollTop = scrollTop;
    this.#arrange(false);
  }

  #measure(entries: readonly ResizeObserverEntry[]): void {
    const { scroller, size: old } = this;
    const body = this.#body;
    const wasNarrow = this.isNarrow;
    // sizes before any transform of the page, as everything else here is
    const box = entries.find(({ target }) => target === this.#probe)?.borderBoxSize[0];
    const lineHeight = box?.blockSize ?? old.lineHeight;
    const width = body.clientWidth;
    if (!lineHeight || !width) return;
    const lineWidth = box?.inlineSize ?? old.lineWidth;
    const size = {
      lineHeight,
      lineWidth,
      viewport: Math.max(lineHeight, scroller.clientHeight - body.offsetTop),
      perLine: Math.max(1, Math.floor((width + 1) / (lineWidth || width))),
      width,
      bar: scroller.offsetWidth - scroller.clientWidth,
      em: parseFloat(getComputedStyle(body).fontSize) || GUESS.em,
    };
    this.#scrollTop = scroller.scrollTop;
    this.size = size;
    // everything was read before anything is written, and what is as before is not: the browser lays out once
    if (size.perLine !== old.perLine) {
      body.style.setProperty('--_per-line', String(size.perLine));
      this.#board.style.setProperty('--_lines', String(Math.ceil((this.model?.count ?? 0) / size.perLine)));
    }
    if (size.bar !== old.bar) this.#board.style.setProperty('--_bar', `${size.bar}px`);
    this.#arrange(false);
    if (wasNarrow !== this.isNarrow) this.#onWindow();
  }

  /** @param isNew rows may show something else than before; otherwise only other rows may have come into view */
  #arrange(isNew: boolean, duration = 0): void {
    const { model } = this;
    if (!model) return;
    const body = this.#body;
    const { first, last, offset, height, top } = visibleRange(this.#geometry);
    // below the last whole row of a page: room after the last page, which begins with a whole row too
    const rest = model.isPaged ? this.size.viewport % this.size.lineHeight : 0;
    const place = [first, last, offset, height, rest];
    if (isNew || shallowChanged(place, this.#place)) {
      this.#place = place;
      if (model.isPaged) this.scroller.style.setProperty('--_rest', `${rest}px`);
      body.style.setProperty('block-size', `${height + rest}px`);
      body.style.setProperty('padding-block-start', `${offset}px`);
      const indices: number[] = [];
      const views: RowView[] = [];
      for (let slot = first; slot < last; slot++) {
        const index = this.#indexAt(slot);
        const view = model.row(index);
        if (!view) continue;
        views.push(view);
        indices.push(index);
      }
      const focused = body.matches(':focus-within') && this.#list.find(({ element }) => element.matches(':focus-within'))?.view; // prettier-ignore
      const keys = views.map(({ player }) => player.playerId);
      // The focused element will show another player: the focus stays in the list, and not on another player. Before rows
      // are moved, because moveBefore() scrolls to a focused element in Chromium.
      if (focused && !keys.includes(focused.player.playerId)) this.#table.focus({ preventScroll: true });
      this.rows = recycleRows(body, this.rows, keys, () => new LeaderboardRow('tr', 'row'));
      this.first = first;
      this.#list.forEach((row, i) => {
        row.show(views[i], model.format, duration);
        row.setIndex(indices[i]);
      });
      this.#setTabStop();
      this.#onWindow();
    }
    const { lineHeight, perLine, viewport } = this.size;
    const line = Math.floor(this.#slotOf(model.selfIndex) / perLine);
    this.#pin.show(model, { offset: line * lineHeight - top, lineHeight, viewport }, duration);
  }

  // ---- Slots: places in the document. In pages of several columns, rows go down the first column and then the next.

  get #pageSize(): number {
    const { lineHeight, perLine, viewport } = this.size;
    return Math.max(1, Math.floor(viewport / lineHeight)) * perLine;
  }

  /** Lines of the page that holds a slot or index; the last page may have fewer. */
  #linesOf(page: number): number {
    const rest = Math.min(this.#pageSize, (this.model?.count ?? 0) - page * this.#pageSize);
    return Math.max(1, Math.ceil(rest / this.size.perLine));
  }

  #indexAt(slot: number): number {
    const { perLine } = this.size;
    if (!this.model?.isPaged || perLine === 1) return slot;
    const page = Math.floor(slot / this.#pageSize);
    const within = slot - page * this.#pageSize;
    const line = Math.floor(within / perLine);
    const lines = this.#linesOf(page);
    return line < lines ? page * this.#pageSize + (within % perLine) * lines + line : -1;
  }

  #slotOf(index: number): number {
    const { perLine } = this.size;
    if (!this.model?.isPaged || perLine === 1 || index < 0) return index;
    const page = Math.floor(index / this.#pageSize);
    const within = index - page * this.#pageSize;
    const lines = this.#linesOf(page);
    return page * this.#pageSize + (within % lines) * perLine + Math.floor(within / lines);
  }

  #rowAt(index: number): LeaderboardRow | undefined {
    const row = this.model?.row(index);
    return row && this.rows.get(row.player.playerId);
  }

  // ---- Pointer and keyboard

  /** Index of the row that Tab reaches: the one last gone to, as long as it is in the document. */
  get #tabStop(): number {
    const last = this.first + this.rows.size - 1;
    return this.#indexAt(Math.max(this.first, Math.min(last, this.#slotOf(this.#active))));
  }

  /** One row is reached by Tab, the others by the arrow keys (roving tabindex). */
  #setTabStop(): void {
    const stop = this.#rowAt(this.#tabStop);
    for (const row of this.#list) {
      const tabIndex = row === stop ? 0 : -1;
      if (row.element.tabIndex !== tabIndex) row.element.tabIndex = tabIndex;
    }
  }

  /** The row that an event happened in. */
  #rowOf({ target }: Event): LeaderboardRow | undefined {
    return this.#list.find(({ element }) => element.contains(target as Node));
  }

  #onClick(event: Event): void {
    const { view } = this.#rowOf(event) ?? {};
    if (view && !(event.target as Element).closest('a, button, input, select, label')) this.#select(view);
  }

  #onKey(event: KeyboardEvent): void {
    const { key, target } = event;
    const row = this.#rowOf(event);
    if ((target !== row?.element && target !== this.#table) || event.altKey || event.ctrlKey || event.metaKey) return;
    if (NAVIGATION.test(key)) this.#navigate(key);
    else if (row?.view && (key === 'Enter' || key === ' ')) this.#select(row.view);
    else return;
    event.preventDefault();
  }

  /** Moves the focus by a key; the list scrolls as far as needed. */
  #navigate(key: string): void {
    const count = this.model?.count ?? 0;
    const { perLine } = this.size;
    if (!count) return;
    const isRtl = perLine > 1 && getComputedStyle(this.scroller).direction === 'rtl';
    const side = perLine > 1 ? (isRtl ? -1 : 1) : 0;
    const page = this.#pageSize;
    const steps: Record<string, number> = { ArrowDown: perLine, ArrowUp: -perLine, ArrowRight: side, ArrowLeft: -side, PageDown: page, PageUp: -page, Home: -count, End: count }; // prettier-ignore
    const slot = this.#slotOf(this.#tabStop) + (steps[key] ?? 0);
    const index = this.#indexAt(Math.max(0, Math.min(count - 1, slot)));
    this.#active = index;
    this.#reveal(index);
    this.#setTabStop();
    this.#rowAt(index)?.element.focus({ preventScroll: true });
  }

  /** Scrolls by as little as it takes to have a row in view, clear of the pinned row. */
  #reveal(index: number): void {
    const { lineHeight, perLine, viewport } = this.size;
    const top = this.#top;
    const margin = (this.model?.selfIndex ?? -1) >= 0 ? lineHeight : 0;
    const line = Math.floor(this.#slotOf(index) / perLine) * lineHeight;
    const highest = line + lineHeight + margin - viewport;
    const lowest = line - margin;
    const wanted = top > lowest ? lowest : top < highest ? highest : top;
    const most = heightsOf(this.#geometry).full - viewport;
    const next = Math.max(0, Math.min(most, wanted));
    if (next !== top) this.#scrollToTop(next, 'instant');
  }
}

const isCut = (text: HTMLElement): boolean =>
  text.scrollWidth > text.clientWidth || text.scrollHeight > text.clientHeight + 2;

/** Has the keyboard reach a heading that is cut off: it is whole while it has the focus. */
function setTabStop(heading: HTMLElement, isStop: boolean): void {
  if (isStop) heading.tabIndex = 0;
  else if (!heading.matches(':focus')) heading.removeAttribute('tabindex'); // not cut while it has the focus
}

/** A text that is cut off can be read in full where a pointer rests on it. */
function showFullText({ target }: Event): void {
  const text = (target as Element).closest<HTMLElement>('.name, .heading, .prize, .score');
  if (!text) return;
  text.title = isCut(text) ? text.innerText : '';
}
