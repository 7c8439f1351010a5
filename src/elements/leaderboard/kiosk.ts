/** A screen on a wall: turns its pages, and goes from board to board, by itself. */
import { systemClock, type Clock } from '../../api/clock.js';
import { prefersReducedMotion } from '../../shared/reduced-motion.js';
import { durationOf } from './row-animation.js';

/** A pointer that has not moved for this long (ms) counts as parked and does not stop the rotation. */
const POINTER_REST = 5000;

export interface KioskOptions {
  readonly scroller: HTMLElement;
  /** How long a page is shown. */
  readonly seconds: number;
  /** After the last page. True when another board follows, which begins at its first page. */
  readonly nextBoard: () => boolean;
  readonly clock?: Pick<Clock, 'elapsed' | 'after'>;
}

/**
 * Goes on by whole rows, and from the end to the beginning or the next board; not while a pointer moves over the list or
 * the focus is in it, nor while the page is hidden. Returns the function that stops it.
 */
export function turnPages({ scroller, seconds, nextBoard, clock = systemClock }: KioskOptions): () => void {
  let movedAt = -Infinity;
  const onMove = () => (movedAt = clock.elapsed());
  scroller.addEventListener('pointermove', onMove, { passive: true });
  let stop: () => void;
  const turn = () => {
    stop = clock.after(seconds * 1000, turn);
    const isInUse = clock.elapsed() - movedAt < POINTER_REST || scroller.matches(':focus-within');
    if (document.hidden || isInUse) return;
    const [body, probe] = [scroller.querySelector('tbody'), scroller.querySelector<HTMLElement>('.probe')];
    const line = probe?.offsetHeight || 1;
    const page = Math.max(1, Math.floor((scroller.clientHeight - (body?.offsetTop ?? 0)) / line)) * line;
    const isLast = scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1;
    scroller.scrollTo({ top: isLast ? 0 : scroller.scrollTop + page, behavior: 'instant' });
    if (isLast) nextBoard();
    if (probe && !prefersReducedMotion()) body?.animate([{ opacity: 0 }, {}], { duration: durationOf(probe) });
  };
  stop = clock.after(seconds * 1000, turn);
  return () => {
    stop();
    scroller.removeEventListener('pointermove', onMove);
  };
}
