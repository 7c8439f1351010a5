/** What takes good values as they are: all that a page needs whose answers are as they should be. The rest is in clean.ts. */

/** Longest text kept, in UTF-16 units: never more than 512 characters as a reader counts them. */
export const MAX_TEXT = 512;
const MAX_ID = 256;
export const MAX_URL = 4096;

/** Letters of the larger scripts, digits and signs: nothing that `cleanText` would change. Quick; most texts are this. */
const PLAIN =
  /^[ -%'-~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u0556\u05be\u05d0-\u05ea\u0620-\u064a\u2010-\u2027\u3041-\u3096\u30a0-\u30ff\u4e00-\u9fff\uac00-\ud7a3]*$/;

/** Any letter, number or sign with at most four marks or joiners on it, but no entity and no letter that shows nothing. */
const CLEAN =
  /^(?:(?!&(?:amp|lt|gt|quot|apos|#0?39|#x27);|[\u115f\u1160\u2800\u3164\uffa0])[\p{L}\p{N}\p{P}\p{S} ][\p{M}\u200c-\u200f]{0,4})*$/iu;

/** True when `cleanText` would change nothing about this text. Blank text is clean when it is empty. */
export function isCleanText(text: string): boolean {
  // a hundred thousand names go through here: codes are several times quicker than startsWith and endsWith
  if (text.length > MAX_TEXT || text.charCodeAt(0) === 32 || text.charCodeAt(text.length - 1) === 32) return false;
  return PLAIN.test(text) || CLEAN.test(text);
}

/** An https address that a URL parser would leave exactly as it is. */
const PLAIN_HTTPS = /^https:\/\/[a-z\d](?:[a-z\d.-]*[a-z])?(?::\d{1,4})?\/[\w\-.~/?=&%+,:;@!$()*]*$/;

/** True for https addresses that `cleanUrl` answers as they are, without parsing. */
export function isPlainHttps(value: string): boolean {
  return value.length <= MAX_URL && PLAIN_HTTPS.test(value);
}

const ISO_DATE =
  /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?:T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-](?:0\d|1[0-4]):?[0-5]\d))?$/i;

/**
 * A moment from ISO 8601 text with a zone, or a date alone (midnight UTC). Text without a zone, the form with a space,
 * numbers, days that no calendar has and years outside 1970–2199 are undefined.
 */
export function cleanDate(value: unknown): Date | undefined {
  if (typeof value !== 'string') return undefined;
  const [, year, month, day] = ISO_DATE.exec(value.trim()) ?? [];
  if (year === undefined || +year < 1970 || +year > 2199) return undefined;
  // Date.parse would roll 30 February over to March
  if (new Date(Date.UTC(+year, +month - 1, +day)).getUTCDate() !== +day) return undefined;
  const date = new Date(value.trim().replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** An id as text, exactly as sent: text that is not blank and not longer than 256 units, or a safe integer; else undefined. */
export function cleanId(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : undefined;
  return typeof value === 'string' && value.length <= MAX_ID && value.trim() !== '' ? value : undefined;
}

/** True for text that `cleanId` answers as it is, without looking at all of it. */
export function isPlainId(value: unknown): value is string {
  // a letter, digit or sign of ASCII at its beginning: it cannot be blank
  return typeof value === 'string' && value.length <= MAX_ID && value.charCodeAt(0) > 32 && value.charCodeAt(0) < 127;
}

/** Parses an absolute address; undefined for anything else. */
export function parseUrl(value: string, base?: string): URL | undefined {
  try {
    return new URL(value, base);
  } catch {
    return undefined;
  }
}
