import type { ApiError } from '../../api/error.js';
import { formatDuration } from '../../shared/format.js';
import type { Localize } from '../../shared/localize.js';

/** A refused start or join in the reader's words, with the time to wait where the service gave one. */
export function failureText(
  error: ApiError,
  localize: Localize,
  locale: string,
  errorText: (error: ApiError) => string,
): string {
  if (error.fields && error.code === 'unsupported')
    return localize('launchMissing', { name: error.fields.map(({ path }) => path).join(', ') });
  if (error.code === 'unsupported') return localize('unconfigured');
  if (error.code === 'unknown-outcome') return localize('launchUnsure');
  const text = errorText(error);
  return error.retryAfter
    ? `${text} ${localize('launchRetryIn', { time: formatDuration(locale, error.retryAfter) })}`
    : text;
}
