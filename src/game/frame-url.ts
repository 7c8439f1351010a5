/**
 * The gate in front of the frame: which urls may be framed at all, and whose messages may be the game's. It is what
 * protects the page: a `javascript:` or `blob:` url runs in the page itself, whatever the frame's sandbox says.
 */

/**
 * Why a url is refused: `blank` · `relative` (also protocol-relative) · `invalid` as a url · `scheme` other than https ·
 * `insecure` http · `credentials` in the url · `own-origin`, where a sandbox protects nothing · `not-listed`.
 */
export type RefusalReason =
  'blank' | 'relative' | 'invalid' | 'scheme' | 'insecure' | 'credentials' | 'own-origin' | 'not-listed';

/** A url that may be framed, or the reason why not; `url` beside a reason is the text as far as it may be shown. */
export type FrameUrlCheck = { url: URL; reason?: undefined } | { url?: undefined; reason: RefusalReason };

/** An allow-list of origins. */
export interface OriginList {
  /** Whether an origin, as `URL.origin` and `MessageEvent.origin` write it, is on the list. */
  allows(origin: string): boolean;
  /** The entries that can be no origin; they allow nothing. */
  readonly invalid: readonly string[];
}

const LOOPBACK = /^(localhost|[a-z0-9.-]+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;
const WILDCARD = /^(https?:\/\/)\*\.([a-z0-9-]+(?:\.[a-z0-9-]+)+)(:\d+)?$/;

/**
 * Reads an allow-list: origins separated by blanks, each matched exactly (scheme, host, port), or `https://*.example.com`
 * for every subdomain at any depth, but not the domain itself. Undefined when nothing but blanks is given: no list.
 */
export function parseOrigins(text: string | null | undefined): OriginList | undefined {
  const entries = text?.trim().split(/\s+/).filter(Boolean) ?? [];
  if (entries.length === 0) return undefined;
  const exact = new Set<string>();
  const suffixes: { scheme: string; suffix: string }[] = [];
  const invalid: string[] = [];
  for (const entry of entries) {
    const [, scheme, domain, port = ''] = WILDCARD.exec(entry.toLowerCase()) ?? [];
    const origin = originOf(entry);
    if (scheme && domain) suffixes.push({ scheme, suffix: `.${domain}${port}` });
    else if (origin) exact.add(origin);
    else invalid.push(entry);
  }
  return {
    allows: (origin) =>
      exact.has(origin) || suffixes.some(({ scheme, suffix }) => origin.startsWith(scheme) && origin.endsWith(suffix)),
    invalid,
  };
}

/** Undefined for what is no absolute url. (`URL.canParse` is newer than some browsers.) */
function parseUrl(value: string): URL | undefined {
  try {
    return new URL(value);
  } catch {
    return undefined;
  }
}

/** The origin that an entry names; undefined for anything with a path, credentials, a query or a wildcard in it. */
function originOf(entry: string): string | undefined {
  const url = parseUrl(entry);
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname.includes('*')) return undefined;
  return url.href === `${url.origin}/` ? url.origin : undefined;
}

/**
 * Judges a url for the frame. Only an absolute one can pass: https, or loopback http on a loopback page, without
 * credentials, on another origin than the page's own, and on the list when there is one.
 * @param page the page's `location` and, where it differs (sandboxed or `srcdoc` pages), its effective origin
 */
export function checkFrameUrl(
  value: string,
  page: { hostname: string; origins: readonly string[] },
  list?: OriginList,
): FrameUrlCheck {
  if (value.trim() === '') return { reason: 'blank' };
  const url = parseUrl(value);
  if (!url) return { reason: /^\s*https?:/i.test(value) ? 'invalid' : 'relative' };
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return { reason: 'scheme' };
  if (url.username || url.password) return { reason: 'credentials' };
  if (page.origins.includes(url.origin)) return { reason: 'own-origin' };
  if (url.protocol === 'http:' && !(LOOPBACK.test(url.hostname) && LOOPBACK.test(page.hostname))) {
    return { reason: 'insecure' };
  }
  if (list && !list.allows(url.origin)) return { reason: 'not-listed' };
  return { url };
}
