/** What went wrong with a service, as the page may know it: by code, in our words, never in the service's. */
import { ApiError, type FieldIssue } from '../../api/error.js';
import type { Route } from '../../api/operation.js';
import { refuse } from '../http/http-response.js';
import { Ended } from './deadline.js';

/** The request was lost on the way, before an answer. */
export const lost = (cause: unknown): Error =>
  cause instanceof Ended ? cause : new ApiError(String(cause), { code: 'network', service: 'gateway', cause });

/** An answer that is of no use, and never safe to take for "nothing happened". @param retryable asking again may help */
export const unreadable = (message: string, status: number, retryable = true): ApiError =>
  new ApiError(message, { code: 'schema', service: 'gateway', status, retryable });

/** Failures that say something about the service's health rather than about the request. */
export function isSick(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  return (
    error.code === 'unknown-outcome' || (error.retryable && ['timeout', 'unavailable', 'upstream'].includes(error.code))
  );
}

/** Turns whatever an exchange threw into the error for the page. */
export function forPage(route: Route, cause: unknown, signal: AbortSignal): ApiError {
  const ended: unknown = cause instanceof Ended ? cause : signal.reason;
  if (ended instanceof Ended && ended.reason === 'left') return refuse('aborted', 'The caller left.');
  const error = cause instanceof ApiError ? cause : undefined;
  if (route.retry === 'never' && isUnknown(error)) {
    return refuse('unknown-outcome', 'It is not known whether this was done; look before trying again.', { cause });
  }
  if (!error) return refuse('timeout', 'The service did not answer in time.', { retryable: true, cause });
  return translate(route, error);
}

/** Neither a success nor a refusal: it may have been done. */
function isUnknown(error: ApiError | undefined): boolean {
  if (!error) return true;
  if (error.code === 'network' || error.code === 'schema') return true;
  return (error.status ?? 0) >= 500 && error.status !== 501 && error.status !== 503;
}

function translate(route: Route, cause: ApiError): ApiError {
  const { code, retryAfter } = cause;
  switch (code) {
    case 'not-found':
      return refuse(code, 'There is no such thing.', { cause });
    case 'conflict':
      return refuse(code, 'It is in conflict with what is there already.', { cause });
    case 'expired':
      return refuse(code, 'It has expired.', { status: 410, cause });
    case 'invalid':
      return refuse(code, 'The service did not accept this.', { fields: fieldsOf(route, cause), cause });
    case 'timeout':
      return refuse(code, 'The service did not answer in time.', { retryable: true, cause });
    case 'rate-limited':
      return refuse('unavailable', 'The service is busy.', { retryable: true, retryAfter: retryAfter ?? 5, cause });
    case 'unavailable':
      return route.kind === 'start' && cause.status === 503
        ? refuse(code, 'This cannot be played in this country and currency at the moment.', { cause })
        : refuse(code, 'The service is not available at the moment.', { retryable: true, retryAfter, cause });
    default:
      // also our own key refused, which is not the caller's 401
      return refuse('upstream', 'The service behind the gateway failed.', {
        retryable:
          route.retry !== 'never' &&
          code !== 'unauthorized' &&
          code !== 'forbidden' &&
          (code === 'schema' ? cause.retryable : (cause.status ?? 500) >= 500),
        cause,
      });
  }
}

/** Which of our own fields were refused; the service's texts stay behind. */
function fieldsOf(route: Route, cause: ApiError): FieldIssue[] {
  const known = new Set([
    ...Object.keys((route.body as { shape?: object } | undefined)?.shape ?? {}),
    ...(route.query ?? []),
  ]);
  return (cause.fields ?? [])
    .filter(({ path }) => known.has(path.split('.')[0] ?? ''))
    .map(({ path }) => ({ path, message: 'was not accepted' }));
}
