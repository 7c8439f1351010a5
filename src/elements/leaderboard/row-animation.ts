/** Rows travel to their new place, and scores count to their new value. */
import type { VirtualRows } from './virtual-rows.js';

const TRAVEL = 240;
/** Milliseconds in which a score counts to its new value. */
const COUNT = 400;

/**
 * Remembers where the rows of a list are now; the answer lets those that are elsewhere then travel there. They set out with
 * the next frame: that lays the rows out anyway, and asked for here it would be done at once, in the middle of an update.
 */
export function captureRows(list: VirtualRows): () => void {
  const before = new Map([...list.rows.keys()].map((key, i) => [key, list.first + i]));
  return () => requestAnimationFrame(() => arrive(list, before));
}

function arrive(list: VirtualRows, before: ReadonlyMap<string, number>): void {
  const { lineHeight, perLine, width } = list.size;
  const step = (width / perLine) * (getComputedStyle(list.scroller).direction === 'rtl' ? -1 : 1);
  let now = list.first;
  for (const [key, row] of list.rows) {
    const old = before.get(key) ?? now;
    if (old !== now) {
      const lines = Math.floor(old / perLine) - Math.floor(now / perLine);
      row.travelling = travel(row.element, ((old % perLine) - (now % perLine)) * step, lines * lineHeight, TRAVEL);
    }
    now++;
  }
}

/** Writes the numbers from one score to the next, frame by frame; answers the way to stop. */
export function animateNumber(from: number, to: number, write: (value: number) => void): () => void {
  const isWhole = Number.isInteger(from) && Number.isInteger(to);
  const start = performance.now();
  let frame = 0;
  const step = (now: number) => {
    const progress = Math.min(1, Math.max(0, (now - start) / COUNT));
    const value = from + (to - from) * (1 - (1 - progress) ** 3);
    write(progress === 1 ? to : isWhole ? Math.round(value) : value);
    if (progress < 1) frame = requestAnimationFrame(step);
  };
  frame = requestAnimationFrame(step);
  return () => cancelAnimationFrame(frame);
}

/**
 * Lets an element that is already in its new place arrive there from its old one.
 * @param x how far away the old place was, in CSS pixels; likewise `y`
 */
function travel(element: HTMLElement, x: number, y: number, milliseconds: number): Animation {
  return element.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: 'none' }], {
    duration: milliseconds,
    easing: 'cubic-bezier(0.2, 0.8, 0.2, 1)',
  });
}
