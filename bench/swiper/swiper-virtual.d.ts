import type { Contestant } from './contestants.js';

export declare function swiperVirtual(
  box: HTMLElement,
  numbers: readonly number[],
  makeSlide: (game: number) => Node,
  onRest: () => void,
): Contestant;
