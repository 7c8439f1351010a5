/** Makes values from outside fit to be shown. What leaves good values alone is in plain.ts, which every page loads. */
import { isCleanText, isPlainHttps, MAX_TEXT, MAX_URL, parseUrl } from './plain.js';

export { cleanDate, cleanId, isCleanText, isPlainHttps, parseUrl } from './plain.js';

/** Tabs and every kind of line end. */
const BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/gu;

/** Controls, half surrogates, overriding and isolating bidi controls, and characters that are there but show nothing. */
const UNSEEN =
  /[\p{Cc}\p{Cs}\u00ad\u061c\u115f\u1160\u180e\u200b\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\uffff]/gu;

/** More marks or joiners on one letter than any script or emoji needs. */
const STACKED = /([\p{M}\u200c-\u200f]{4})[\p{M}\u200c-\u200f]+/gu;
/** Flags of regions are spelt with at most seven invisible tags. */
const TAGS = /([\u{e0000}-\u{e007f}]{7})[\u{e0000}-\u{e007f}]+/gu;

const ENTITY = /&(?:amp|lt|gt|quot|apos|#0?39|#x27);/gi;
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
]);

/**
 * Text fit to be shown as a text node: trimmed, one line, HTML entities decoded once, without control characters,
 * overriding bidi controls, invisible floods or towers of combining marks, at most 512 UTF-16 units.
 * Numbers become their text; everything else, and blank text, is undefined.
 */
export function cleanText(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (typeof value !== 'string') return undefined;
  if (isCleanText(value)) return value || undefined;
  // a name of 10 MB is cut before anything looks at it
  const text = value
    .slice(0, MAX_TEXT * 8)
    .replace(ENTITY, (entity) => ENTITIES.get(entity.toLowerCase()) ?? "'")
    .replace(BREAKS, ' ')
    .replace(UNSEEN, '')
    .replace(STACKED, '$1')
    .replace(TAGS, '$1')
    .trim();
  return cut(text) || undefined;
}

/** Shortens to the longest text allowed without leaving half a character at the end. */
function cut(text: string): string {
  if (text.length <= MAX_TEXT) return text;
  return text
    .slice(0, MAX_TEXT)
    .replace(/[\ud800-\udbff]$/, '')
    .replace(/\u200d+$/, '')
    .trim();
}

/**
 * The address of a picture, absolute: https, or http on the page's own origin or this machine, without a name and
 * password in it. Blank, relative, protocol-relative, script, data and blob addresses are undefined.
 *
 * @param base the page whose origin may also be reached by http; default the current page, none on a server
 */
export function cleanUrl(value: unknown, base: string | undefined = globalThis.location?.href): string | undefined {
  if (typeof value !== 'string' || value.length > MAX_URL) return undefined;
  if (isPlainHttps(value)) return value;
  const url = parseUrl(value.trim());
  if (!url || url.username || url.password) return undefined;
  if (url.protocol === 'https:') return url.href;
  if (url.protocol !== 'http:') return undefined;
  const sameOrigin = base !== undefined && parseUrl(base)?.origin === url.origin;
  return sameOrigin || isLoopback(url.hostname) ? url.href : undefined;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(?:\.\d+){3}$/.test(host);
}

const NUMERIC = /^[+-]?\d{1,400}(?:\.\d{1,400})?(?:e[+-]?\d{1,3})?$/i;

/** A finite number, also from decimal text such as `"0.50"`; never -0, NaN or Infinity. Everything else is undefined. */
export function cleanNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && NUMERIC.test(value.trim()) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number + 0 : undefined;
}

/** The texts of a list, cleaned, without blanks and repetitions; an empty list when it is no list. */
export function cleanTexts(...lists: readonly unknown[]): string[] {
  const texts = new Set<string>();
  for (const list of lists) {
    for (const item of Array.isArray(list) ? list.slice(0, 1000) : []) {
      const text = cleanText(item);
      if (text !== undefined) texts.add(text);
    }
  }
  return [...texts];
}
