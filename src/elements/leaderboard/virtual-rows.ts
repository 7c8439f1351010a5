/** The rows in view: which, where, and how they get there. Works on elements that the template made. */
import { recycleRows, visibleRange, type ListGeometry } from '../../shared/virtual-list.js';
import { captureRows } from './row-animation.js';
import { scrollToRow, handleKey } from './keyboard.js';
import type { ListModel } from './list-model.js';
import { pinRow } from './pinned-row.js';
import { LeaderboardRow, type RowView } from './row.js';
import { shallowChanged, type VisibleRows } from './types.js';

/** Until the first measurement: what a board of the usual size turns out to have. */
const GUESS = { lineHeight: 44, viewport: 388, perLine: 1, width: 0, bar: 0 };
/** Rows on paper: nobody prints a list of 100 000. */
const MOST_PRINTED = 1000;
const STEPS = /^(Arrow(Up|Down)|Page(Up|Down)|Home|End)$/;

export class VirtualRows {
  /** The box that scrolls. */
  readonly scroller: HTMLElement;
  /** Those in the document, by player. */
  rows: ReadonlyMap<string, LeaderboardRow> = new Map<string, LeaderboardRow>();
  model?: ListModel;
  size = GUESS;
  /** Index of the first row in the document. */
  first = 0;
  /** Index of the row that the keyboard last went to. */
  active = -1;
  readonly #board: HTMLElement;
  readonly #table: HTMLElement;
  readonly #body: HTMLElement;
  /** As high and wide as one row or card. */
  readonly #probe: HTMLElement;
  readonly #pin: ReturnType<typeof pinRow>;
  readonly #select: (view: RowView) => void;
  readonly #onWindow: () => void;
  #place: readonly unknown[] = [];
  /** Remembered: to ask for it would make the browser lay out rows that are about to change. */
  #scrollTop = 0;
  #isPrinting = false;

  /**
   * @param root where the parts of the board are
   * @param select called when the reader chooses a row
   * @param onWindow called when other rows have come into view
   */
  constructor(root: ParentNode, select: (view: RowView) => void, onWindow: () => void) {
    const find = (selector: string) => root.querySelector<HTMLElement>(selector)!;
    const scroller = (this.scroller = find('.scroller'));
    [this.#board, this.#table, this.#body, this.#probe] = ['.board', 'table', 'tbody', '.probe'].map(find);
    [this.#select, this.#onWindow] = [select, onWindow];
    const observer = new ResizeObserver(() => this.#measure());
    for (const element of [scroller, this.#probe]) observer.observe(element);
    scroller.addEventListener('scroll', () => this.scrolled(), { passive: true });
    scroller.addEventListener('keydown', (event) => this.#onKey(event));
    scroller.addEventListener('click', (event) => this.#onClick(event));
    this.#pin = pinRow(this.#board, find('.pin'), (view, index) => {
      if (index < 0) select(view);
      else this.scrollTo(index, true);
    });
  }

  get #list(): LeaderboardRow[] {
    return [...this.rows.values()];
  }

  /** Positions of the rows in the document. */
  get shown(): VisibleRows {
    const rows = this.#list;
    return [rows[0]?.view?.position ?? 0, (rows.at(-1)?.view?.position ?? -1) + 1];
  }

  /** Index of the row that Tab reaches: the one last gone to, as long as it is in the document. */
  get stop(): number {
    return Math.max(this.first, Math.min(this.first + this.rows.size - 1, this.active));
  }

  get geometry(): ListGeometry {
    const total = this.model?.count ?? 0;
    if (this.#isPrinting) return { ...this.size, total: Math.min(total, MOST_PRINTED), viewport: 1e6, scrollTop: 0 };
    return { ...this.size, total, scrollTop: this.#scrollTop };
  }

  /** Shows a new state of the list; rows that stay in view travel to their new place when `animate` is set. */
  show(model: ListModel, animate: boolean): void {
    this.model = model;
    const arrive = animate ? captureRows(this) : undefined;
    this.#arrange(true, animate);
    this.#board.style.setProperty('--_digits', String(String(model.total).length));
    this.#table.setAttribute('aria-rowcount', String(model.count + 1));
    arrive?.();
  }

  /** Has all rows in the document while they are printed, up to a bearable number. */
  print(isOn: boolean): void {
    this.#isPrinting = isOn;
    this.#arrange(true, false);
  }

  /** The same for a position of the order. */
  scrollToPosition(position: number): boolean {
    return this.scrollTo(this.model?.indexOf(position) ?? -1);
  }

  /** Brings a row to the middle of the box; true when the list has it. */
  scrollTo(index: number, focus = false): boolean {
    if (index < 0 || index >= (this.model?.count ?? 0)) return false;
    scrollToRow(this, index, focus);
    return true;
  }

  /** The row element that shows an index now. */
  rowAt(index: number): LeaderboardRow | undefined {
    return this.#list[index - this.first];
  }

  /** Follows the box to where it is scrolled now. */
  scrolled(): void {
    this.#scrollTop = this.scroller.scrollTop;
    this.#arrange(false, false);
  }

  /** One row is reached by Tab, the others by the arrow keys. */
  setTabStop(): void {
    const stop = this.rowAt(this.stop);
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
    if (STEPS.test(key)) handleKey(this, key);
    else if (row?.view && (key === 'Enter' || key === ' ')) this.#select(row.view);
    else return;
    event.preventDefault();
  }

  #measure(): void {
    const { scroller, size: old } = this;
    const body = this.#body;
    const box = this.#probe.getBoundingClientRect();
    const width = body.clientWidth;
    if (!box.height || !width) return;
    const size = {
      lineHeight: box.height,
      viewport: Math.max(box.height, scroller.clientHeight - body.offsetTop),
      perLine: Math.max(1, Math.floor((width + 1) / box.width)),
      width,
      bar: scroller.offsetWidth - scroller.clientWidth,
    };
    this.#scrollTop = scroller.scrollTop;
    this.size = size;
    // everything was read before anything is written, and what is as before is not: the browser lays out once
    if (size.perLine !== old.perLine) body.style.setProperty('--_per-line', String(size.perLine));
    if (size.bar !== old.bar) this.#board.style.setProperty('--_bar', `${size.bar}px`);
    this.#arrange(false, false);
  }

  /** @param isNew rows may show something else than before; otherwise only other rows may have come into view */
  #arrange(isNew: boolean, animate: boolean): void {
    const { model } = this;
    if (!model) return;
    const body = this.#body;
    const { first, last, offset, height, top } = visibleRange(this.geometry);
    const place = [first, last, offset, height];
    if (isNew || shallowChanged(place, this.#place)) {
      this.#place = place;
      body.style.setProperty('block-size', `${height}px`);
      body.style.setProperty('padding-block-start', `${offset}px`);
      const views: RowView[] = [];
      for (let index = first; index < last; index++) {
        const view = model.row(index);
        if (view) views.push(view);
      }
      const focused = body.matches(':focus-within') && this.#list.find(({ element }) => element.matches(':focus-within'))?.view; // prettier-ignore
      const keys = views.map(({ player }) => player.playerId);
      this.rows = recycleRows(body, this.rows, keys, () => new LeaderboardRow('tr', 'row'));
      this.first = first;
      this.#list.forEach((row, i) => {
        row.show(views[i], model.style, animate);
        row.setIndex(first + i);
      });
      // its element shows somebody else now: the keyboard stays with the list, not with a stranger
      if (focused && !this.rows.has(focused.player.playerId)) this.#table.focus({ preventScroll: true });
      this.setTabStop();
      this.#onWindow();
    }
    this.#pin(model, this.size, top);
  }
}
