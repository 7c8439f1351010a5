import { quote } from './quote.js';

export interface AspectRatio {
  readonly width: number;
  readonly height: number;
}

/**
 * The attribute `aspect-ratio`: width to height as `16/9`, `16 / 9` or `16:9`, decimals allowed. Any other value, and a side of
 * zero, warns and is undefined.
 */
export function parseAspectRatio(
  value: string | null | undefined,
  warn: (message: string) => void,
): AspectRatio | undefined {
  const [, width, height] = /^\s*(\d*\.?\d+)\s*[/:]\s*(\d*\.?\d+)\s*$/.exec(value ?? '') ?? [];
  const ratio = { width: Number(width), height: Number(height) };
  if (ratio.width > 0 && ratio.height > 0) return ratio;
  warn(`aspect-ratio=${quote(value)} is not like 16/9.`);
  return undefined;
}

/** As CSS writes it; empty for one that is not valid, so that the stylesheet's own applies. */
export const aspectRatioCss = (ratio: AspectRatio | undefined): string =>
  ratio ? `${ratio.width} / ${ratio.height}` : '';
