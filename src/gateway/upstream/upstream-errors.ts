/** Maps upstream failures to the errors that a page gets: a code and our own words, never the service's. */
import { ApiError, type FieldIssue } from '../../api/error.js';
import type { Operation } from '../../api/operation.js';
import { gatewayError } from '../http/http-response.js';
import { DeadlineError } from './deadline.js';

/** Failures of the connection itself: DNS, TCP and TLS errors of Node, undici, Deno and Bun. */
const NOT_CONNECTED =
  /^(ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused|CERT_\w+|ERR_TLS_\w+|ERR_SSL_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|HOSTNAME_MISMATCH|EPROTO)$/;

/** True when the error or any of its causes says that no connection was made, so that nothing was sent. */
function wasNeverSent(thrown: unknown): boolean {
  for (
    let error = thrown as Error | undefined, depth = 0;
    error && depth < 5;
    error = error.cause as Error | undefined
  ) {
    if (NOT_CONNECTED.test(String((error as { code?: unknown }).code))) return true;
    const several = (error as { errors?: unknown }).errors;
    if (Array.isArray(several) && several.length > 0) return several.every(wasNeverSent);
    depth++;
  }
  return false;
}

/** The request failed before a response. */
export function networkError(cause: unknown): Error {
  if (cause instanceof DeadlineError) return cause;
  return wasNeverSent(cause)
    ? notSentError(cause)
    : new ApiError(String(cause), { code: 'network', service: 'gateway', cause });
}

/** Nothing was sent, so it is safe to try again, also for what must not be done twice. */
export const notSentError = (cause: unknown): ApiError =>
  new ApiError(String(cause), { code: 'unavailable', service: 'gateway', retryable: true, cause });

/** An unusable response, which is no proof that nothing was done. @param retryable another attempt may help */
export const schemaError = (message: string, status: number, retryable = true): ApiError =>
  new ApiError(message, { code: 'schema', service: 'gateway', status, retryable });

/** True for failures that tell about the service's health rather than about the request. */
export function isHealthFailure(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  return (
    error.code === 'unknown-outcome' || (error.retryable && ['timeout', 'unavailable', 'upstream'].includes(error.code))
  );
}

/** Turns what an exchange threw into the error for the page. */
export function toPageError(route: Operation, cause: unknown, signal: AbortSignal): ApiError {
  const ended: unknown = cause instanceof DeadlineError ? cause : signal.reason;
  if (ended instanceof DeadlineError && ended.reason === 'left') return gatewayError('aborted', 'The caller left.');
  const error = cause instanceof ApiError ? cause : undefined;
  if (route.retry === 'never' && isUnknown(error)) {
    return gatewayError('unknown-outcome', 'It is not known whether this was done; look before trying again.', {
      cause,
    });
  }
  if (!error) return gatewayError('timeout', 'The service did not answer in time.', { retryable: true, cause });
  return translate(route, error);
}

/** True when it is neither a success nor a refusal: it may have been done. */
function isUnknown(error: ApiError | undefined): boolean {
  if (!error) return true;
  if (error.code === 'network' || error.code === 'schema') return true;
  return (error.status ?? 0) >= 500 && error.status !== 501 && error.status !== 503;
}

function translate(route: Operation, cause: ApiError): ApiError {
  const { code, retryAfter } = cause;
  switch (code) {
    case 'not-found':
      return gatewayError(code, 'There is no such thing.', { cause });
    case 'conflict':
      return gatewayError(code, 'It is in conflict with what is there already.', { cause });
    case 'expired':
      return gatewayError(code, 'It has expired.', { status: 410, cause });
    case 'invalid':
      return gatewayError(code, 'The service did not accept this.', { fields: fieldsOf(route, cause), cause });
    case 'timeout':
      return gatewayError(code, 'The service did not answer in time.', { retryable: true, cause });
    case 'rate-limited':
      return gatewayError('unavailable', 'The service is busy.', {
        retryable: true,
        retryAfter: retryAfter ?? 5,
        cause,
      });
    case 'unavailable':
      return route.kind === 'start' && cause.status === 503
        ? gatewayError(code, 'This cannot be played in this country and currency at the moment.', { cause })
        : gatewayError(code, 'The service is not available at the moment.', { retryable: true, retryAfter, cause });
    default:
      // also our own key refused, which is not the caller's 401
      return gatewayError('upstream', 'The service behind the gateway failed.', {
        retryable:
          route.retry !== 'never' &&
          code !== 'unauthorized' &&
          code !== 'forbidden' &&
          (code === 'schema' ? cause.retryable : (cause.status ?? 500) >= 500),
        cause,
      });
  }
}

/** Those of our own fields that were rejected; the service's texts are dropped. */
function fieldsOf(route: Operation, cause: ApiError): FieldIssue[] {
  const known = new Set([
    ...Object.keys((route.body as { shape?: object } | undefined)?.shape ?? {}),
    ...(route.query ?? []),
  ]);
  return (cause.fields ?? [])
    .filter(({ path }) => known.has(path.split('.')[0] ?? ''))
    .map(({ path }) => ({ path, message: 'was not accepted' }));
}
