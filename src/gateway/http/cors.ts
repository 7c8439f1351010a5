/** CORS: exact origins, no wildcards, no credentials. */
import { ApiError } from '../../api/error.js';
import type { Claims } from '../auth/claims.js';

/** Seconds that a browser may cache a preflight: the maximum of any browser. */
const PREFLIGHT_AGE = '7200';

/** Request headers that every route may get. */
const ALLOWED = ['Authorization', 'Content-Type', 'If-None-Match', 'Last-Event-ID'];
/** Headers that monitoring scripts add to all requests of a page: allowed, so that the preflight does not fail, and ignored. */
const TRACING = [
  'traceparent',
  'tracestate',
  'baggage',
  'sentry-trace',
  'b3',
  'x-b3-traceid',
  'x-b3-spanid',
  'x-b3-parentspanid',
  'x-b3-sampled',
  'x-datadog-trace-id',
  'x-datadog-parent-id',
  'x-datadog-origin',
  'x-datadog-sampling-priority',
  'newrelic',
  'elastic-apm-traceparent',
  'request-id',
  'request-context',
  'uber-trace-id',
  'x-request-id',
];

/** Response headers for a page on one of the origins; other callers get only `Vary`, so that caches keep them apart. */
export type CorsHeaders = Readonly<Record<string, string>>;

/** Makes the lookup of the headers for an origin; undefined for origins that are not allowed. */
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

/** The response to a preflight: the same for all routes, so that there is one preflight per path. @param more allowed headers */
export function preflight(headers: CorsHeaders, more: readonly string[] = []): Response {
  return new Response(null, {
    status: 204,
    headers: {
      ...headers,
      vary: 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
      'access-control-allow-methods': 'GET, POST, PATCH',
      'access-control-allow-headers': [...ALLOWED, ...TRACING, ...more].join(', '),
      'access-control-max-age': PREFLIGHT_AGE,
    },
  });
}

/**
 * Rejects a token that is used on another origin than it was made for. Browsers send no `Origin` with reads on the
 * page's own origin, but `Sec-Fetch-Site`, which no script can set.
 */
export function checkOrigin(claims: Claims, request: Request): void {
  if (!claims.org) return;
  const origin = request.headers.get('origin');
  if (origin !== null && claims.org.includes(origin)) return;
  if (origin === null && request.headers.get('sec-fetch-site') === 'same-origin') {
    // by host: a proxy that ends TLS makes this url http
    const { host } = new URL(request.url);
    if (claims.org.some((one) => URL.canParse(one) && new URL(one).host === host)) return;
  }
  throw new ApiError('The token was not made for pages of this origin.', {
    code: 'forbidden',
    service: 'gateway',
    status: 403,
  });
}
