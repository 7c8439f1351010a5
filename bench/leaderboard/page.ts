/** One contestant per page load: `run(name, rows)` mounts it, and then `update()` gives it the next answer. */
import { handWritten, ours, plainLit, type Contestant } from './contestants.js';
import { makeRows, nextRows, type Row } from './rows.js';

const contestants: Record<string, () => Contestant | Promise<Contestant>> = {
  limit: handWritten,
  ours,
  'lit list': plainLit,
  tanstack: async () => (await import('./tanstack.js')).tanstack(),
  tabulator: async () => (await import('./tabulator.js')).tabulator(),
  'ag-grid': async () => (await import('./ag-grid.js')).agGrid(),
};

let contestant: Contestant;
let rows: Row[];
let round = 0;

/** Two frames after: what was asked for is on the screen. */
const painted = () =>
  new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));

// Lit makes one for each template literal that it sees for the first time
let templates = 0;
const create = document.createElement.bind(document);
document.createElement = (name: string, options?: ElementCreationOptions) => {
  if (name === 'template') templates++;
  return create(name, options);
};

const bench = {
  /** Loads code, warms up (unless the first mount of a page is what counts) and makes data; nothing of that is measured. */
  async prepare(name: string, count: number, isCold = false): Promise<void> {
    if (isCold) {
      contestant = await contestants[name]();
      rows = makeRows(count);
      return painted();
    }
    const box = document.querySelector<HTMLElement>('#box')!;
    // a smaller one first, taken away again: fetching code and the engine's first use of everything are not the size's
    const first = await contestants[name]();
    const few = makeRows(Math.min(count, 1200));
    await first.mount(box, few);
    await painted();
    await first.update(nextRows(few, 0));
    await painted();
    box.replaceChildren();
    contestant = await contestants[name]();
    rows = makeRows(count);
  },
  async mount(): Promise<void> {
    await contestant.mount(document.querySelector<HTMLElement>('#box')!, rows);
    await painted();
  },
  /** Makes the next answer; not measured. */
  next(): Row[] {
    rows = nextRows(rows, round++);
    return rows;
  },
  /** Shows an answer made before. */
  show: (answer: Row[]): void | Promise<void> => contestant.update(answer),
  async update(): Promise<void> {
    await contestant.update(rows);
    await painted();
  },
  /** Sheets that shadow roots have adopted, each once, and `<template>` elements that were made. */
  made: (): { sheets: number; templates: number } => {
    const sheets = new Set<CSSStyleSheet>();
    const visit = (root: Document | ShadowRoot) => {
      root.adoptedStyleSheets.forEach((sheet) => sheets.add(sheet));
      for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) visit(shadowRoot);
    };
    visit(document);
    return { sheets: sheets.size, templates };
  },
  nodes: (): number => {
    const count = (root: ParentNode): number => {
      const all = [...root.querySelectorAll('*')];
      return all.reduce((sum, element) => sum + (element.shadowRoot ? count(element.shadowRoot) : 0), all.length);
    };
    return count(document.querySelector('#box')!);
  },
};

Object.assign(globalThis, { bench });
