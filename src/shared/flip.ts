/** Rows travel from where they were to where they are now, by transform only. */

/** How far an element was from its new place, in CSS pixels. */
export interface Shift {
  readonly element: HTMLElement;
  readonly x: number;
  readonly y: number;
}

/** True when the reader asked for less motion. */
export const prefersStill = (): boolean => globalThis.matchMedia?.('(prefers-reduced-motion: reduce)').matches ?? false;

/** Lets elements that are already in their new place arrive there from their old one. */
export function travel(shifts: readonly Shift[], milliseconds: number): void {
  for (const { element, x, y } of shifts) {
    if (!x && !y) continue;
    element.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: 'none' }], {
      duration: milliseconds,
      easing: 'cubic-bezier(0.2, 0.8, 0.2, 1)',
    });
  }
}
