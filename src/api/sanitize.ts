import { type Sanitizer, isPlainText, isSafeUrl, MAX_TEXT, MAX_URL, parseUrl } from './plain.js';

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
export function sanitizeText(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (typeof value !== 'string') return undefined;
  if (isPlainText(value)) return value || undefined;
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
export function sanitizeUrl(value: unknown, base: string | undefined = globalThis.location?.href): string | undefined {
  if (typeof value !== 'string' || value.length > MAX_URL) return undefined;
  if (isSafeUrl(value)) return value;
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
export function parseNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && NUMERIC.test(value.trim()) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number + 0 : undefined;
}

const ISO_DATE =
  /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?:T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-](?:0\d|1[0-4]):?[0-5]\d))?$/i;

/**
 * A moment from ISO 8601 text with a zone, or a date alone (midnight UTC). Text without a zone, the form with a space,
 * numbers, days that no calendar has and years outside 1970–2199 are undefined.
 */
export function parseDate(value: unknown): Date | undefined {
  if (typeof value !== 'string') return undefined;
  const [, year, month, day] = ISO_DATE.exec(value.trim()) ?? [];
  if (year === undefined || +year < 1970 || +year > 2199) return undefined;
  // Date.parse would roll 30 February over to March
  if (new Date(Date.UTC(+year, +month - 1, +day)).getUTCDate() !== +day) return undefined;
  const date = new Date(value.trim().replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** The texts of a list, cleaned, without blanks and repetitions; an empty list when it is no list. */
export function sanitizeTexts(...lists: readonly unknown[]): string[] {
  const texts = new Set<string>();
  for (const list of lists) {
    for (const item of Array.isArray(list) ? list.slice(0, 1000) : []) {
      const text = sanitizeText(item);
      if (text !== undefined) texts.add(text);
    }
  }
  return [...texts];
}

/** The cleaning that takes a closer look at everything. */
export const sanitizer: Sanitizer = { text: sanitizeText, url: sanitizeUrl, number: parseNumber, date: parseDate };
