/**
 * Values that are fit to be shown as they are, told from those that need a closer look (clean.ts), quick enough for a
 * hundred thousand rows. Most answers hold no other, and then a page never loads the rest.
 */

import type { Service } from './error.js';
import { importChunk } from './lazy-service.js';

/** How the values of an answer are cleaned, each undefined where there is none; see clean.ts. */
export interface Sanitizer {
  text(value: unknown): string | undefined;
  url(value: unknown): string | undefined;
  number(value: unknown): number | undefined;
  date(value: unknown): Date | undefined;
}

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
export function isPlainText(text: string): boolean {
  // a hundred thousand names go through here: codes are several times quicker than startsWith and endsWith
  if (text.length > MAX_TEXT || text.charCodeAt(0) === 32 || text.charCodeAt(text.length - 1) === 32) return false;
  return PLAIN.test(text) || CLEAN.test(text);
}

/** An https address, or one of this machine, that a URL parser would leave exactly as it is. */
const PLAIN_ADDRESS =
  /^http(?:s:\/\/[a-z\d](?:[a-z\d.-]*[a-z])?|:\/\/(?:localhost|127\.0\.0\.1))(?::[1-5]?\d{1,4})?\/[\w\-.~/?=&%+,:;@!$()*]*$/;

/** True for addresses that `cleanUrl` answers as they are, without parsing. */
export function isSafeUrl(value: string): boolean {
  return value.length <= MAX_URL && PLAIN_ADDRESS.test(value);
}

/** Parses an absolute address; undefined for anything else. */
export function parseUrl(value: string, base?: string): URL | undefined {
  try {
    return new URL(value, base);
  } catch {
    return undefined;
  }
}

/** An id as text, exactly as sent: text that is not blank and not longer than 256 units, or a safe integer; else undefined. */
export function parseId(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : undefined;
  return typeof value === 'string' && value.length <= MAX_ID && value.trim() !== '' ? value : undefined;
}

/** Thrown by `plain` for a value that needs a closer look. */
export const UNSURE = Symbol('unsure');

const unsure = (): never => {
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- no failure: a hundred thousand stacks would cost more
  throw UNSURE;
};

const isAbsent = (value: unknown) => value === undefined || value === null || value === '';

const PLAIN_DATE = /^20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3])(?::[0-5]\d){2}(?:\.\d{1,9})?Z$/;

/** Takes only values that `thorough` of clean.ts answers as they are. Throws UNSURE for all others. */
export const plain: Sanitizer = {
  text: (value) => (isAbsent(value) ? undefined : typeof value === 'string' && isPlainText(value) ? value : unsure()),
  url: (value) => (isAbsent(value) ? undefined : typeof value === 'string' && isSafeUrl(value) ? value : unsure()),
  number: (value) =>
    isAbsent(value) ? undefined : typeof value === 'number' && Number.isFinite(value) ? value + 0 : unsure(),
  date: (value) =>
    isAbsent(value) ? undefined : typeof value === 'string' && PLAIN_DATE.test(value) ? new Date(value) : unsure(),
};

/** Reads with the quick cleaning, or with the thorough one, which is fetched then, where a value needs a closer look. */
export async function readCleanly<T>(service: Service, read: (clean: Sanitizer) => T): Promise<T> {
  try {
    return read(plain);
  } catch (reason) {
    if (reason !== UNSURE) throw reason;
    const { sanitizer } = await importChunk(service, () => import('./sanitize.js'));
    return read(sanitizer);
  }
}
