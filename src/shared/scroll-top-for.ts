import { MAX_HEIGHT, type ListGeometry } from './window-rows.js';

/** The `scrollTop` that brings a row to the middle of the box. */
export function scrollTopFor(row: number, { total, lineHeight, perLine, viewport }: ListGeometry): number {
  const full = Math.ceil(total / perLine) * lineHeight;
  const height = Math.min(full, MAX_HEIGHT);
  const wanted = (Math.floor(row / perLine) + 0.5) * lineHeight - viewport / 2;
  const virtualTop = Math.max(0, Math.min(wanted, full - viewport));
  return full > height ? (virtualTop / (full - viewport)) * (height - viewport) : virtualTop;
}
