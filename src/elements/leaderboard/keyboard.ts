/** Going to a row: by keyboard, by the pinned row, or because the page says so. */
import { prefersReducedMotion } from '../../shared/reduced-motion.js';
import { offsetOfRow } from '../../shared/virtual-list.js';
import type { VirtualRows } from './virtual-rows.js';

/** Brings a row to the middle of the box. */
export function scrollToRow(list: VirtualRows, index: number, focus: boolean): void {
  const { scroller, size } = list;
  const top = offsetOfRow(index, list.geometry);
  const isFar = Math.abs(top - scroller.scrollTop) > size.viewport * 3;
  scroller.scrollTo({ top, behavior: isFar || focus || prefersReducedMotion() ? 'instant' : 'smooth' });
  list.active = index;
  list.scrolled();
  if (focus) list.rowAt(index)?.element.focus({ preventScroll: true });
}

/** Moves the keyboard's row by a key; the list scrolls with it, as far as it takes. */
export function handleKey(list: VirtualRows, key: string): void {
  const count = list.model?.count ?? 0;
  const { perLine, lineHeight, viewport } = list.size;
  const page = Math.max(1, Math.floor(viewport / lineHeight)) * perLine;
  const steps: Record<string, number> = { ArrowDown: perLine, ArrowUp: -perLine, PageDown: page, PageUp: -page, Home: -count, End: count }; // prettier-ignore
  if (!count) return;
  const index = Math.max(0, Math.min(count - 1, list.stop + (steps[key] ?? 0)));
  list.active = index;
  if (!list.rowAt(index)) list.scroller.scrollTop = offsetOfRow(index, list.geometry);
  list.scrolled();
  list.setTabStop();
  list.rowAt(index)?.element.focus();
}
