/** Everybody shows all rows in a box of 480 × 480 px, best first: rank, name and score, and the first two our whole picture. */
import { html, LitElement } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import '../../src/elements/leaderboard/leaderboard.js';
import { styles } from '../../src/elements/leaderboard/leaderboard.styles.js';
import { rows as rowStyles } from '../../src/elements/leaderboard/rows.styles.js';
import { hashHue, initialsOf } from '../../src/shared/avatar.js';
import { shell, tokens } from '../../src/shared/tokens.styles.js';
import type { Row } from './rows.js';

export interface Contestant {
  /** Puts the rows into an empty box. */
  mount(box: HTMLElement, rows: Row[]): void | Promise<void>;
  /** Shows the next answer. */
  update(rows: Row[]): void | Promise<void>;
}

/** Best first; of equals who was first. */
export const byScore = (a: Row, b: Row): number =>
  b.score - a.score ||
  (a.updatedAt < b.updatedAt ? -1 : a.updatedAt > b.updatedAt ? 1 : a.playerId < b.playerId ? -1 : 1);

/** Ranks 1-2-2-4 of sorted rows. */
export function ranksOf(sorted: readonly Row[]): Int32Array {
  const ranks = new Int32Array(sorted.length);
  for (let i = 0; i < sorted.length; i++)
    ranks[i] = i && sorted[i].score === sorted[i - 1].score ? ranks[i - 1] : i + 1;
  return ranks;
}

let numbers: Intl.NumberFormat | undefined;

/** The formatter is made when the first row needs it, as ours is: an engine's first one takes longer than most of a mount. */
export const formatNumber = (value: number): string => (numbers ??= new Intl.NumberFormat('en')).format(value);

/** Of a row, in pixels. */
export const HEIGHT = 44;

/** What our board looks like, for those that draw the same picture. */
export const sheets = [tokens, shell, styles, rowStyles];

/** The same picture as ours: a head with title and count, and rows of rank, change, initials, name and score. */
function frame(): { host: HTMLElement; scroller: HTMLElement; body: HTMLElement } {
  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = sheets.map(({ styleSheet }) => styleSheet!);
  const make = (tag: string, name: string, parent: Node, text = '') => {
    const element = document.createElement(tag);
    element.className = name;
    element.textContent = text;
    parent.appendChild(element);
    return element;
  };
  const base = make('section', 'base', root);
  const header = make('header', '', base);
  make('div', 'heading', header, 'Board');
  make('span', 'facts', header, 'players');
  const list = make('div', 'list', make('div', 'board', make('div', 'body', base)));
  const scroller = make('div', 'scroller', list);
  const table = make('table', '', scroller);
  const head = make('tr', '', make('thead', '', table));
  for (const [name, text] of Object.entries({ rank: 'Rank', delta: '', player: 'Player', score: 'Score' }))
    make('th', name, head, text);
  return { host, scroller, body: make('tbody', '', table) };
}

/** A row of that picture; `cells` are rank, initials, name, score and change. */
function handWrittenRow() {
  const element = document.createElement('tr');
  element.className = 'row';
  const cell = (tag: string, name: string, parent: Node) => {
    const made = document.createElement(tag);
    made.className = name;
    parent.appendChild(made);
    return made;
  };
  const rank = cell('span', '', cell('td', 'rank', element));
  const delta = cell('td', 'delta', element);
  const player = cell('td', 'player', element);
  return {
    element,
    cells: [rank, cell('span', 'avatar', player), cell('span', 'name', player), cell('td', 'score', element), delta],
  };
}

/** The limit: a windowed list in plain DOM, written for this one job, with the usual sort by a comparator. */
export function handWritten(): Contestant {
  let view: ReturnType<typeof frame>;
  let sorted: Row[] = [];
  let ranks: Int32Array = new Int32Array();
  const pool: ReturnType<typeof handWrittenRow>[] = [];
  let shown = new Map<string, number>();
  const draw = () => {
    const { scroller, body } = view;
    const first = Math.max(0, Math.floor(scroller.scrollTop / HEIGHT) - 3);
    const last = Math.min(sorted.length, Math.ceil((scroller.scrollTop + 390) / HEIGHT) + 3);
    body.style.paddingBlockStart = `${first * HEIGHT}px`;
    const before = shown;
    shown = new Map();
    for (let i = first; i < last; i++) {
      let row = pool[i - first];
      if (!row) {
        pool.push((row = handWrittenRow()));
        body.append(row.element);
      }
      const { playerId, displayName, score } = sorted[i];
      shown.set(playerId, ranks[i]);
      const by = (before.get(playerId) ?? ranks[i]) - ranks[i];
      const delta = by ? `${by > 0 ? '▲' : '▼'}\u2009${Math.abs(by)}` : '';
      const texts = [formatNumber(ranks[i]), initialsOf(displayName), displayName, formatNumber(score), delta];
      row.cells.forEach((cell, at) => {
        if (cell.textContent === texts[at]) return;
        cell.textContent = texts[at];
        if (at === 0) cell.dataset['medal'] = ranks[i] <= 3 ? String(ranks[i]) : '';
        if (at === 1) cell.style.setProperty('--_hue', String(hashHue(playerId)));
        if (at === 4) cell.dataset['trend'] = by > 0 ? 'up' : 'down';
      });
    }
    while (pool.length > last - first) pool.pop()?.element.remove();
  };
  const show = (rows: Row[]) => {
    sorted = [...rows].sort(byScore);
    ranks = ranksOf(sorted);
    view.body.style.blockSize = `${sorted.length * HEIGHT}px`;
    draw();
  };
  return {
    mount(box, rows) {
      view = frame();
      const { host, scroller } = view;
      host.style.maxBlockSize = '480px';
      box.append(host);
      scroller.addEventListener('scroll', draw, { passive: true });
      show(rows);
    },
    update: show,
  };
}

/** <gs-leaderboard> with the rows as `entries`. */
export function ours(): Contestant {
  const element = document.createElement('gs-leaderboard');
  element.heading = 'Board';
  // not a frame later than it is: a frame costs the page as much as an update
  const seen = async () => {
    await element.updateComplete;
    while (element.state !== 'ready') await new Promise(requestAnimationFrame);
  };
  return {
    mount(box, rows) {
      element.entries = rows;
      element.style.setProperty('max-block-size', '480px');
      box.append(element);
      return seen();
    },
    async update(rows) {
      element.entries = rows;
      await element.updateComplete;
    },
  };
}

class PlainLit extends LitElement {
  static override properties = { rows: { attribute: false } };
  declare rows: Row[];
  override createRenderRoot() {
    return this;
  }
  override render() {
    const sorted = [...this.rows].sort(byScore);
    const ranks = ranksOf(sorted);
    return html`<div class="hw">
      ${repeat(
        sorted,
        (row) => row.playerId,
        (row, i) =>
          html`<div class="lit-row"><span>${ranks[i]}</span><span>${row.displayName}</span><span>${row.score.toLocaleString('en')}</span></div>`,
      )}
    </div>`;
  }
}
customElements.define('plain-lit', PlainLit);

/** Every row in the document, by a keyed Lit template. */
export function plainLit(): Contestant {
  const element = document.createElement('plain-lit') as PlainLit;
  const set = async (rows: Row[]) => {
    element.rows = rows;
    await element.updateComplete;
  };
  return {
    mount(box, rows) {
      const done = set(rows);
      box.append(element);
      return done;
    },
    update: set,
  };
}
