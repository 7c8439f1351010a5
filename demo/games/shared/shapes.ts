/** Simple pictures in a 24 × 24 box: the fillable outline of each. */
export const shapes = {
  comet: 'M16 3a5 5 0 0 1 5 5c0 3-2.5 5-5.2 5.6L3 21l7.4-12.8C11 5.5 13 3 16 3Z',
  star: 'm12 2 2.9 6.4 7 .8-5.2 4.7 1.4 6.9L12 17.4l-6.1 3.4 1.4-6.9L2.1 9.2l7-.8Z',
  moon: 'M20 14.5A8.6 8.6 0 0 1 9.5 4 8.6 8.6 0 1 0 20 14.5Z',
  gem: 'M7 3h10l5 6-10 12L2 9Z',
  leaf: 'M20 3C9 3 4 8 4 14c0 1.7.4 3 1 4l-2 3 1.6.8L6.5 19c1 .6 2.3 1 3.5 1 7 0 10-7 10-17Z',
  drop: 'M12 2c4 5 7 8.5 7 12.5A7 7 0 0 1 5 14.5C5 10.5 8 7 12 2Z',
  bell: 'M12 2a2 2 0 0 1 2 2 6 6 0 0 1 4 6v5l2 3H4l2-3v-5a6 6 0 0 1 4-6 2 2 0 0 1 2-2Zm-2.5 17h5a2.5 2.5 0 0 1-5 0Z',
  crown: 'm2 6 5 5 5-8 5 8 5-5-2 14H4Z',
} as const;

export type ShapeName = keyof typeof shapes;

export const shapeNames = Object.keys(shapes) as ShapeName[];

const svg = 'http://www.w3.org/2000/svg';

/** A picture that takes its colour from the text around it. */
export function drawShape(name: ShapeName): SVGSVGElement {
  const picture = document.createElementNS(svg, 'svg');
  picture.setAttribute('viewBox', '0 0 24 24');
  picture.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(svg, 'path');
  path.setAttribute('d', shapes[name]);
  picture.append(path);
  return picture;
}
