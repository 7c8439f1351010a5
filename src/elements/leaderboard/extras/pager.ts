/** A screen on the wall: turns its pages by itself. */
import { prefersStill } from '../../../shared/flip.js';

/** Seconds that one page is shown. */
const PAGE_TIME = 10;
const FADE = 240;

/**
 * Goes on by whole rows, and from the end to the beginning again; not while somebody points at the list or has the
 * focus in it, nor while nobody can see it. Returns the way to stop.
 */
export function turnPages(scroller: HTMLElement): () => void {
  const timer = setInterval(() => {
    if (document.hidden || scroller.matches(':hover, :focus-within')) return;
    const [body, probe] = [scroller.querySelector('tbody'), scroller.querySelector('.probe')];
    const line = probe?.getBoundingClientRect().height || 1;
    const page = Math.max(1, Math.floor((scroller.clientHeight - (body?.offsetTop ?? 0)) / line)) * line;
    const isLast = scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1;
    scroller.scrollTo({ top: isLast ? 0 : scroller.scrollTop + page, behavior: 'instant' });
    if (!prefersStill()) body?.animate([{ opacity: 0 }, {}], { duration: FADE });
  }, PAGE_TIME * 1000);
  return () => clearInterval(timer);
}
