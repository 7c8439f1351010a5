/** Motion of rows: they travel to their new place (FLIP), scores count to their new value and leave a trace. Durations in milliseconds. */

/** Longest count of a number, in milliseconds. */
const LONGEST_COUNT = 400;
/** A changed score stays marked for so many times the duration of a movement: a second by default. */
const TRACE = 5;

/** Milliseconds of `--gs-duration`, from an element whose `transition-duration` it is: the browser resolves units and calc(). */
export const durationOf = (element: Element): number => parseFloat(getComputedStyle(element).transitionDuration) * 1000;

/** A row in the document. */
export interface AnimatedRow {
  readonly element: HTMLElement;
  travelling?: Animation;
}

/** The part of the list that rows travel in. Lengths in CSS pixels. */
export interface AnimatedList {
  readonly scroller: HTMLElement;
  readonly rows: ReadonlyMap<string, AnimatedRow>;
  /** Index of the first row. */
  readonly first: number;
  readonly size: { readonly lineHeight: number; readonly perLine: number; readonly width: number };
}

/**
 * Remembers where the rows are now; the returned function lets those that are elsewhere then travel there. They set out with the
 * next frame: it lays the rows out anyway, while measuring here would force a layout in the middle of an update.
 */
export function captureRows(list: AnimatedList, duration: number): () => void {
  const before = new Map([...list.rows.keys()].map((key, i) => [key, list.first + i]));
  return () => requestAnimationFrame(() => animateMoves(list, before, duration));
}

function animateMoves(list: AnimatedList, before: ReadonlyMap<string, number>, duration: number): void {
  const { lineHeight, perLine, width } = list.size;
  const style = getComputedStyle(list.scroller);
  const step = (width / perLine) * (style.direction === 'rtl' ? -1 : 1);
  let now = list.first;
  for (const [key, row] of list.rows) {
    const old = before.get(key);
    if (old === undefined) row.travelling = row.element.animate([{ opacity: 0 }, {}], { duration });
    else if (old !== now) {
      const lines = Math.floor(old / perLine) - Math.floor(now / perLine);
      row.travelling = travel(row.element, ((old % perLine) - (now % perLine)) * step, lines * lineHeight, duration);
    }
    now++;
  }
}

/**
 * Lets an element that is already in its new place arrive there from its old one; a rising one passes above the others.
 * @param x distance of the old place in CSS pixels; likewise `y`, above 0 for a row that rises
 */
function travel(element: HTMLElement, x: number, y: number, duration: number): Animation {
  const rising = y > 0 ? { zIndex: 1, boxShadow: '0 2px 12px #0004' } : {};
  return element.animate(
    [
      { transform: `translate(${x}px, ${y}px)`, ...rising },
      { transform: 'none', ...rising },
    ],
    { duration, easing: 'cubic-bezier(0.2, 0.8, 0.2, 1)' },
  );
}

/** Marks a number that has changed; the mark fades. The muted unit beside it would lack contrast on the mark. */
export function flash(number: HTMLElement, duration: number): void {
  const mark = 'color-mix(in srgb, var(--_accent) 22%, transparent)';
  number.animate([{ backgroundColor: mark, boxShadow: `0 0 0 0.25em ${mark}` }, {}], {
    duration: duration * TRACE,
    easing: 'ease-out',
  });
}

/** Writes the numbers from one score to the next, frame by frame; returns the function that stops it. */
export function animateNumber(from: number, to: number, write: (value: number) => void, duration: number): () => void {
  const length = Math.min(LONGEST_COUNT, duration * 2);
  const isWhole = Number.isInteger(from) && Number.isInteger(to);
  const start = performance.now();
  let frame = 0;
  const step = (now: number) => {
    const progress = Math.min(1, Math.max(0, (now - start) / length));
    const value = from + (to - from) * (1 - (1 - progress) ** 3);
    write(progress === 1 ? to : isWhole ? Math.round(value) : value);
    if (progress < 1) frame = requestAnimationFrame(step);
  };
  frame = requestAnimationFrame(step);
  return () => cancelAnimationFrame(frame);
}
