/** Which pages may talk to the gateway. Origins are compared whole; there are no wildcards and no credentials. */
import { ApiError } from '../../api/error.js';
import type { Claims } from '../auth/claims.js';

/** Seconds that a browser may remember a preflight: the most that any of them takes. */
const PREFLIGHT_AGE = '7200';

/** Headers of the answer to a page on one of the origins; every other caller gets only `Vary`, so that caches keep them apart. */
export type CorsHeaders = Readonly<Record<string, string>>;

/** Looks up the headers for the origin of a request; undefined when pages of that origin are not welcome. */
export function corsRules(origins: readonly string[]): (origin: string | null) => CorsHeaders | undefined {
  const none: CorsHeaders = { vary: 'Origin' };
  const rules = new Map<string, CorsHeaders>(
    origins.map((origin) => [
      origin,
      {
        vary: 'Origin',
        'access-control-allow-origin': origin,
        'access-control-expose-headers': 'Date, ETag, Retry-After, X-Request-Id',
      },
    ]),
  );
  return (origin) => (origin === null ? none : rules.get(origin));
}

/** The answer to a preflight: what any route of ours may need, so that one preflight per path is all there is. */
export function preflight(headers: CorsHeaders): Response {
  return new Response(null, {
    status: 204,
    headers: {
      ...headers,
      vary: 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
      'access-control-allow-methods': 'GET, POST, PATCH',
      'access-control-allow-headers': 'Authorization, Content-Type, If-None-Match, Last-Event-ID',
      'access-control-max-age': PREFLIGHT_AGE,
    },
  });
}

/**
 * Refuses a token that comes from another page than it was made for. Browsers leave `Origin` out of reads on the
 * page's own origin; `Sec-Fetch-Site`, which no script can set, says so.
 */
export function checkOrigin(claims: Claims, request: Request, ownOrigin: () => string): void {
  if (!claims.org) return;
  const origin =
    request.headers.get('origin') ?? (request.headers.get('sec-fetch-site') === 'same-origin' ? ownOrigin() : null);
  if (origin !== null && claims.org.includes(origin)) return;
  throw new ApiError('The token was not made for pages of this origin.', {
    code: 'forbidden',
    service: 'gateway',
    status: 403,
  });
}
