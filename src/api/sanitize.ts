/**
 * Sanitizing: what services send becomes text, addresses, numbers and dates that are safe to show. A hundred thousand names
 * pass through here, so each function has a fast path: one regular expression that recognizes values it would not change.
 */
import { isLoopback } from './private-host.js';

/** Longest text kept, in UTF-16 units: never more than 512 characters as a reader counts them. */
const MAX_TEXT = 512;
const MAX_ID = 256;
const MAX_URL = 4096;

/** Letters of the larger scripts, digits and signs: nothing that `sanitizeText` would change. Most texts are this. */
const PLAIN_TEXT =
  /^[ -%'-~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u0556\u05be\u05d0-\u05ea\u0620-\u064a\u2010-\u2027\u3041-\u3096\u30a0-\u30ff\u4e00-\u9fff\uac00-\ud7a3]*$/;

/** Any letter, number or sign with at most four marks or joiners on it, but no entity and no letter that shows nothing. */
const CLEAN_TEXT =
  /^(?:(?!&(?:amp|lt|gt|quot|apos|#0?39|#x27);|[\u115f\u1160\u2800\u3164\uffa0])[\p{L}\p{N}\p{P}\p{S} ][\p{M}\u200c-\u200f]{0,4})*$/iu;

/** An https address, or one of this machine, that a URL parser would leave exactly as it is. */
const PLAIN_URL =
  /^http(?:s:\/\/[a-z\d](?:[a-z\d.-]*[a-z])?|:\/\/(?:localhost|127\.0\.0\.1))(?::[1-5]?\d{1,4})?\/[\w\-.~/?=&%+,:;@!$()*]*$/;

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

/** The sanitized texts of a list, without blanks and repetitions; an empty list when it is no list. */
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

/** Fast path: true when `sanitizeText` would change nothing about this text. Blank text is safe when it is empty. */
export function isPlainText(text: string): boolean {
  // a hundred thousand names go through here: codes are several times quicker than startsWith and endsWith
  if (text.length > MAX_TEXT || text.charCodeAt(0) === 32 || text.charCodeAt(text.length - 1) === 32) return false;
  return PLAIN_TEXT.test(text) || CLEAN_TEXT.test(text);
}

/** Fast path: true for addresses that `sanitizeUrl` returns as they are, without parsing. */
export function isSafeUrl(value: string): boolean {
  return value.length <= MAX_URL && PLAIN_URL.test(value);
}

/** Parses an absolute address, or one relative to `base`; undefined for anything else. (`URL.canParse` is newer than some browsers.) */
export function parseUrl(value: string, base?: string): URL | undefined {
  try {
    return new URL(value, base);
  } catch {
    return undefined;
  }
}

/** An http(s) address, absolute or relative to `base`: one that leads to a page, and runs no script. */
export function parseWebUrl(value: string, base?: string): URL | undefined {
  const url = parseUrl(value, base);
  return url && /^https?:$/.test(url.protocol) ? url : undefined;
}

/** An id as text, exactly as sent: text that is not blank and not longer than 256 units, or a safe integer; else undefined. */
export function parseId(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : undefined;
  return typeof value === 'string' && value.length <= MAX_ID && value.trim() !== '' ? value : undefined;
}
