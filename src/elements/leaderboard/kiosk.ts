/** A screen on the wall: turns its pages by itself. */
import { prefersReducedMotion } from '../../shared/reduced-motion.js';

/** Milliseconds that one page is shown. */
const PAGE_TIME = 10_000;
const FADE = 240;

/** A clock of the page or of a test. */
export type Interval = (run: () => void, milliseconds: number) => () => void;

const everyOnPage: Interval = (run, milliseconds) => {
  const timer = setInterval(run, milliseconds);
  return () => clearInterval(timer);
};

/**
 * Goes on by whole rows, and from the end to the beginning again; not while somebody points at the list or has the
 * focus in it, nor while nobody can see it. Returns the way to stop.
 *
 * @param every runs a function time and again until what it answers is called; tests turn pages by hand
 */
export function turnPages(scroller: HTMLElement, every: Interval = everyOnPage): () => void {
  return every(() => {
    if (document.hidden || scroller.matches(':hover, :focus-within')) return;
    const [body, probe] = [scroller.querySelector('tbody'), scroller.querySelector('.probe')];
    const line = probe?.getBoundingClientRect().height || 1;
    const page = Math.max(1, Math.floor((scroller.clientHeight - (body?.offsetTop ?? 0)) / line)) * line;
    const isLast = scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1;
    scroller.scrollTo({ top: isLast ? 0 : scroller.scrollTop + page, behavior: 'instant' });
    if (!prefersReducedMotion()) body?.animate([{ opacity: 0 }, {}], { duration: FADE });
  }, PAGE_TIME);
}
