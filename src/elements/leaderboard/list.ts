/** The rows in view: which, where, and how they get there. Works on elements that the template made. */
import { prefersStill, travel } from '../../shared/flip.js';
import { RowPool, scrollTopFor, visibleRows, type ListGeometry } from '../../shared/window-rows.js';
import type { ListModel } from './model.js';
import { PinnedRow } from './pinned-row.js';
import { BoardRow, type RowView } from './row.js';

/** Until the first measurement: what a board of the usual size turns out to have. */
const GUESS = { lineHeight: 44, viewport: 388, perLine: 1, width: 0, bar: 0 };
const TRAVEL = 240;
/** Rows on paper: nobody prints a list of 100 000. */
const MOST_PRINTED = 1000;

export class RowList {
  /** The box that scrolls. */
  readonly scroller: HTMLElement;
  readonly #board: HTMLElement;
  readonly #table: HTMLElement;
  readonly #body: HTMLElement;
  /** As high and wide as one row or card. */
  readonly #probe: HTMLElement;
  readonly #select: (view: RowView) => void;
  readonly #pool = new RowPool(() => new BoardRow('tr', 'row'));
  readonly #pin: PinnedRow;
  #size = GUESS;
  readonly #onWindow: () => void;
  #model?: ListModel;
  #first = 0;
  #last = 0;
  #active = -1;
  /** As if the whole list were laid out. */
  #top = 0;
  #offset = 0;
  /** Remembered: to ask for it would make the browser lay out rows that are about to change. */
  #scrollTop = 0;
  #isPrinting = false;

  /**
   * @param root where the parts of the board are
   * @param select called when the reader chooses a row
   * @param onWindow called when other rows have come into view
   */
  constructor(root: ParentNode, select: (view: RowView) => void, onWindow: () => void) {
    this.#onWindow = onWindow;
    const find = (selector: string): HTMLElement => root.querySelector<HTMLElement>(selector)!;
    [this.#board, this.scroller, this.#table] = [find('.board'), find('.scroller'), find('table')];
    [this.#body, this.#probe, this.#select] = [find('tbody'), find('.probe'), select];
    const observer = new ResizeObserver(() => this.#measure());
    observer.observe(this.scroller);
    observer.observe(this.#probe);
    this.scroller.addEventListener('scroll', this.#onScroll, { passive: true });
    this.scroller.addEventListener('keydown', (event) => this.#onKey(event));
    this.scroller.addEventListener('click', (event) => this.#onClick(event));
    this.#pin = new PinnedRow(this.#board, find('.pin'), (view, index) => {
      if (index < 0) select(view);
      else this.scrollTo(index, true);
    });
  }

  /** First position on the screen and the one after the last. */
  get positions(): readonly [number, number] {
    const views = [...this.#pool.values()].map(({ view }) => view?.position ?? 0);
    return views.length ? [Math.min(...views), Math.max(...views) + 1] : [0, 0];
  }

  /** Shows a new state of the list; rows that stay in view travel to their new place when `animate` is set. */
  show(model: ListModel, animate: boolean): void {
    this.#model = model;
    const moves = animate && !document.hidden && !prefersStill();
    const before = moves ? new Map([...this.#pool.keys()].map((key, i) => [key, this.#first + i])) : undefined;
    this.#arrange(true, moves);
    this.#board.toggleAttribute('data-empty', model.count === 0 && model.podium.length === 0);
    this.#board.style.setProperty('--_digits', String(String(model.total).length));
    this.#table.setAttribute('aria-rowcount', String(model.count + 1));
    if (before) this.#travel(before);
  }

  /** Has all rows in the document while they are printed, up to a bearable number. */
  print(isOn: boolean): void {
    this.#isPrinting = isOn;
    this.#arrange(true, false);
  }

  /** Brings a row to the middle of the box; true when the list has it. */
  scrollTo(index: number, focus = false): boolean {
    if (!this.#model || index < 0 || index >= this.#model.count) return false;
    const scroller = this.scroller;
    const top = scrollTopFor(index, this.#geometry());
    const isFar = Math.abs(top - scroller.scrollTop) > this.#size.viewport * 3;
    scroller.scrollTo({ top, behavior: isFar || focus || prefersStill() ? 'instant' : 'smooth' });
    this.#active = index;
    this.#onScroll();
    if (focus) this.#rowAt(index)?.element.focus({ preventScroll: true });
    return true;
  }

  /** The row element that shows an index now. */
  #rowAt(index: number): BoardRow | undefined {
    const view = index >= this.#first && index < this.#last ? this.#model?.row(index) : undefined;
    return view && this.#pool.get(view.player.playerId);
  }

  /** The row that an event happened in. */
  #rowOf({ target }: Event): BoardRow | undefined {
    const element = target instanceof Element ? target.closest('tbody > tr') : null;
    return [...this.#pool.values()].find((row) => row.element === element);
  }

  #onClick(event: Event): void {
    const row = this.#rowOf(event);
    const own = event.target instanceof Element && event.target.closest('a, button, input, select, label');
    if (row?.view && !own) this.#select(row.view);
  }

  #onKey(event: KeyboardEvent): void {
    const row = this.#rowOf(event);
    const isOurs = event.target === row?.element || event.target === this.#table;
    if (!isOurs || event.altKey || event.ctrlKey || event.metaKey) return;
    if (row?.view && (event.key === 'Enter' || event.key === ' ')) this.#select(row.view);
    else if (!this.#moveActive(event.key)) return;
    event.preventDefault();
  }

  /** Moves the keyboard's row; the list scrolls with it, as far as it takes. */
  #moveActive(key: string): boolean {
    const count = this.#model?.count ?? 0;
    const { perLine, lineHeight, viewport } = this.#size;
    const page = Math.max(1, Math.floor(viewport / lineHeight)) * perLine;
    const steps: Record<string, number> = { ArrowDown: perLine, ArrowUp: -perLine, PageDown: page, PageUp: -page, Home: -count, End: count }; // prettier-ignore
    const step = steps[key];
    if (!step || !count) return false;
    this.#active = Math.max(0, Math.min(count - 1, this.#stop() + step));
    if (!this.#rowAt(this.#active)) this.scroller.scrollTop = scrollTopFor(this.#active, this.#geometry());
    this.#onScroll();
    this.#setTabStop();
    this.#rowAt(this.#active)?.element.focus();
    return true;
  }

  /** The row that Tab reaches: the one last walked to, as long as it is in the document. */
  #stop(): number {
    return Math.max(this.#first, Math.min(this.#last - 1, this.#active));
  }

  readonly #onScroll = (): void => {
    this.#scrollTop = this.scroller.scrollTop;
    this.#arrange(false, false);
  };

  #geometry(): ListGeometry {
    const total = this.#model?.count ?? 0;
    if (this.#isPrinting) return { ...this.#size, total: Math.min(total, MOST_PRINTED), viewport: 1e6, scrollTop: 0 };
    return { ...this.#size, total, scrollTop: this.#scrollTop };
  }

  #measure(): void {
    const [scroller, probe, body] = [this.scroller, this.#probe, this.#body];
    const box = probe.getBoundingClientRect();
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
    const old = this.#size;
    this.#size = size;
    // everything was read before anything is written, and what is as before is not: the browser lays out once
    if (size.perLine !== old.perLine) body.style.setProperty('--_per-line', String(size.perLine));
    if (size.bar !== old.bar) this.#board.style.setProperty('--_bar', `${size.bar}px`);
    const isOther =
      size.viewport !== old.viewport || size.lineHeight !== old.lineHeight || size.perLine !== old.perLine;
    this.#arrange(isOther, false);
  }

  #arrange(isNew: boolean, animate: boolean): void {
    const model = this.#model;
    if (!model) return;
    const { first, last, offset, height, top } = visibleRows(this.#geometry());
    this.#top = top;
    const body = this.#body;
    if (isNew || offset !== this.#offset) {
      this.#offset = offset;
      body.style.setProperty('block-size', `${height}px`);
      body.style.setProperty('padding-block-start', `${offset}px`);
    }
    if (!isNew && first === this.#first && last === this.#last)
      return this.#pin.place(this.#model, this.#size, this.#top);
    const views: RowView[] = [];
    for (let index = first; index < last; index++) {
      const view = model.row(index);
      if (view) views.push(view);
    }
    const focused = this.#focusedKey();
    const rows = this.#pool.arrange(
      body,
      views.map(({ player }) => player.playerId),
    );
    [this.#first, this.#last] = [first, first + rows.length];
    rows.forEach((row, i) => {
      row.show(views[i], model.style, animate);
      row.setIndex(first + i);
    });
    // its element shows somebody else now: the keyboard stays with the list, not with a stranger
    if (focused !== undefined && !this.#pool.get(focused)) this.#table.focus({ preventScroll: true });
    this.#setTabStop();
    this.#pin.place(this.#model, this.#size, this.#top);
    this.#onWindow();
  }

  /** Whose row has the focus. */
  #focusedKey(): string | undefined {
    if (!this.#body.matches(':focus-within')) return undefined;
    for (const [key, { element }] of this.#pool.entries()) if (element.matches(':focus-within')) return key;
    return undefined;
  }

  /** One row is reached by Tab, the others by the arrow keys. */
  #setTabStop(): void {
    const stop = this.#stop();
    let i = this.#first;
    for (const { element } of this.#pool.values()) {
      const tabIndex = i++ === stop ? 0 : -1;
      if (element.tabIndex !== tabIndex) element.tabIndex = tabIndex;
    }
  }

  #travel(before: ReadonlyMap<string, number>): void {
    const { lineHeight, perLine, width } = this.#size;
    const step = (width / perLine) * (getComputedStyle(this.#body).direction === 'rtl' ? -1 : 1);
    let index = this.#first;
    for (const [key, row] of this.#pool.entries()) {
      const old = before.get(key);
      const now = index++;
      if (old === undefined || old === now) continue;
      const lines = Math.floor(old / perLine) - Math.floor(now / perLine);
      row.travelling = travel(row.element, ((old % perLine) - (now % perLine)) * step, lines * lineHeight, TRAVEL);
    }
  }
}
