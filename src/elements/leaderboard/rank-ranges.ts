/** Ranges of ranks: what `prizes="1: €500; 2-3: €100"` and `zones="1-10: Promotion; 91-: Relegation"` mean. */
import { quote } from '../../shared/quote.js';
import type { RankRange } from './types.js';

const RANGE = /^\s*(\d{1,9})\s*(?:([-–])\s*(\d{1,9})?)?\s*:\s*(\S.*?)\s*$/u;

/**
 * Parses an attribute, or validates the data of a property. Wrong parts are left out.
 * @param name of the attribute, for messages
 * @param warn called for each wrong part, with its place
 */
export function parseRanges(
  name: string,
  value: string | readonly RankRange[],
  warn: (message: string) => void,
): readonly RankRange[] {
  if (typeof value !== 'string') {
    if (Array.isArray(value)) return value.flatMap((range: unknown, i) => readRange(`${name}[${i}]`, range, warn));
    if (value) warn(`${name} is neither text nor a list of {from, to, text}.`);
    return [];
  }
  const ranges: RankRange[] = [];
  let place = 1;
  for (const [i, part] of value.split(';').entries()) {
    const at = place + part.length - part.trimStart().length;
    place += part.length + 1;
    if (!part.trim()) continue;
    const [, start, dash, end, text] = RANGE.exec(part) ?? [];
    const from = Number(start);
    const to = end ? Number(end) : dash ? Infinity : from;
    if (text && from >= 1 && to >= from) ranges.push({ from, to, text });
    else
      warn(
        `${name}: part ${i + 1} (at character ${at}), ${quote(part.trim(), 40)}, is not of the form "1: text", "2-3: text" or "91-: text".`,
      );
  }
  return ranges;
}

function readRange(place: string, range: unknown, warn: (message: string) => void): RankRange[] {
  const { from, to = from, text } = (range ?? {}) as Partial<RankRange>;
  if (typeof from === 'number' && typeof to === 'number' && from >= 1 && to >= from && text) return [{ from, to, text: String(text) }]; // prettier-ignore
  warn(`${place} is no {from, to, text} with 1 <= from <= to.`);
  return [];
}
