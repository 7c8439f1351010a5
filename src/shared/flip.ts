/** Rows travel from where they were to where they are now, by transform only. */

/** True when the reader asked for less motion. */
export const prefersStill = (): boolean => globalThis.matchMedia?.('(prefers-reduced-motion: reduce)').matches ?? false;

/**
 * Lets an element that is already in its new place arrive there from its old one.
 * @param x how far away the old place was, in CSS pixels; likewise `y`
 */
export function travel(element: HTMLElement, x: number, y: number, milliseconds: number): Animation {
  return element.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: 'none' }], {
    duration: milliseconds,
    easing: 'cubic-bezier(0.2, 0.8, 0.2, 1)',
  });
}
