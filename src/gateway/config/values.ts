/** Schemas of single values. Each message says what would be valid; none repeats a value, which may be secret. */
import ipaddr from 'ipaddr.js';
import * as z from 'zod/mini';
import { isPrivateHost } from '../../api/private-host.js';
import { scopes } from '../auth/scopes.js';

export const text = (right: string) => z.string({ error: right }).check(z.minLength(1, { error: right }));

export const refined = (right: string, holds: (value: string) => boolean) =>
  text(right).check(z.refine(holds, { error: right }));

export const count = (right: string, min: number, max: number) =>
  z.number({ error: right }).check(z.gte(min, { error: right }), z.lte(max, { error: right }));

export const parse = (value: string) => (URL.canParse(value) ? new URL(value) : undefined);

/** True for hosts that plain http is allowed to: private ones, and names without public DNS. */
const mayBePlain = (host: string) =>
  isPrivateHost(host) || /^[^.[]+$|\.(?:test|example|invalid|svc|svc\.cluster\.local)$/.test(host);

export const isOrigin = (value: string) => {
  const url = parse(value);
  return (
    !!url &&
    url.origin === value &&
    (url.protocol === 'https:' || (url.protocol === 'http:' && mayBePlain(url.hostname)))
  );
};

export const isUpstream = (value: string) => {
  const url = parse(value);
  if (!url || url.username || url.password || url.search || url.hash) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && mayBePlain(url.hostname));
};

export const upstream = (example: string) =>
  refined(
    `must be the https url of the service without query or password, such as ${example} (http only in private networks).`,
    isUpstream,
  );

const keyMessage = "must be the operator's key: text without spaces or line ends, or a function that answers it.";

export const key = z.union(
  [
    refined(keyMessage, (value) => /^[\x21-\x7e]+$/.test(value)),
    z.custom<() => string>((value) => typeof value === 'function', { error: keyMessage }),
  ],
  { error: keyMessage },
);

export const secret = refined(
  'must be at least 32 random characters; make one with: openssl rand -base64 32',
  (value) => value.length >= 32 && new Set(value).size > 7,
);

export const scope = z.enum(scopes, { error: `must be one of ${scopes.join(', ')}.` });

export const rate = z.optional(
  z.strictObject(
    { requests: count('must be 1 or more.', 1, 1e9), seconds: count('must be 1 to 86 400 seconds.', 1, 86_400) },
    { error: 'must be { requests, seconds }.' },
  ),
);

export const functionOr = (right: string) =>
  z.optional(z.custom<(...all: never[]) => unknown>((value) => typeof value === 'function', { error: right }));

export const headerName = refined('must be the name of a header, such as x-forwarded-for.', (value) =>
  /^[\w-]+$/.test(value),
);

export const addresses = refined('must be an address or a CIDR range, such as 10.0.0.0/8 or fd00::/8.', (value) =>
  isRange(value),
);

/** Four-part IPv4 or IPv6, as an address or in CIDR notation. */
export const isRange = (value: string): boolean => {
  const [base = ''] = value.split('/');
  const isAddress = ipaddr.IPv4.isValidFourPartDecimal(base) || ipaddr.IPv6.isValid(base);
  return isAddress && (base === value || ipaddr.isValidCIDR(value));
};
