/** What is wrong with an answer, in the words of whoever gave it. Fetched with the first failure. */
import { sanitizeText } from './sanitize.js';
import { ApiError, errorCodes, type ApiErrorDetails, type FieldIssue } from './error.js';
import { isJson, isRecord, errorForStatus, readType, type ResponseData, isErrorEnvelope } from './response.js';
import { OUTCOME_UNKNOWN, type Operation } from './operation.js';

/** The error for a reply that is not good. */
export function errorFromBody(route: Operation, { status, headers, text }: ResponseData, answer: unknown): ApiError {
  if (status < 200 || status > 299) return errorFromResponse(route, status, answer, headers);
  const flaw = findFlaw(headers, text, answer);
  if (!flaw) return errorFromResponse(route, status, answer);
  const unknown = route.retry === 'never';
  return new ApiError(`${route.service} answered ${flaw}${unknown ? OUTCOME_UNKNOWN : ''}`, {
    code: unknown ? 'unknown-outcome' : 'upstream',
    service: route.service,
    status,
    retryable: !unknown,
  });
}

function findFlaw(headers: Headers, text: string, answer: unknown): string | undefined {
  if (!isJson(headers)) return `${readType(headers)} instead of JSON`;
  if (!text.trim()) return 'with nothing';
  return answer === undefined ? 'with JSON that is broken or cut off' : undefined;
}

/** Throws for a 2xx that says itself that it failed. */
export function throwIfErrorEnvelope(route: Operation, answer: unknown, status: number): void {
  if (isErrorEnvelope(route, answer)) throw errorFromResponse(route, status, answer);
}

/**
 * The error for an answer that is a failure, whatever shape it describes itself in: text or a list of issues under
 * `error`, `{success, message}`, `{error, message, code}`, `{message, errors}`, `{errors}` or the gateway's own.
 */
export function errorFromResponse(
  route: Pick<Operation, 'service' | 'kind' | 'retry'>,
  status: number,
  answer: unknown,
  headers?: Headers,
): ApiError {
  const { text, ...told } = describe(answer);
  // a proxy that gave up says nothing about whether the service behind it did
  const unknown = route.retry === 'never' && (status === 502 || status === 504) && !told.code;
  const { code, retryable } = errorForStatus(status);
  // a start that is refused with 503 has no provider for this player: asking again changes nothing
  const refused = route.kind === 'start' && status === 503;
  const retryAfter = readRetryAfter(headers);
  return new ApiError(`${text ?? `${route.service} answered with status ${status}`}${unknown ? OUTCOME_UNKNOWN : ''}`, {
    code: unknown ? 'unknown-outcome' : code,
    service: route.service,
    status,
    retryable: !refused && !unknown && retryable,
    retryAfter,
    requestId: sanitizeText(headers?.get('x-request-id')),
    ...told,
  });
}

type Told = Partial<ApiErrorDetails> & { text?: string };

function describe(answer: unknown): Told {
  if (!isRecord(answer)) return { text: typeof answer === 'string' ? sanitizeText(answer) : undefined };
  const { error, message, errors } = answer;
  if (isRecord(error)) return describeOwn(error);
  const fields = [...readIssues(error), ...readFieldMap(errors)].slice(0, 100);
  return { text: sanitizeText(message) ?? sanitizeText(error) ?? fields[0]?.message, fields };
}

/** The gateway's own errors: `{error: {code, message, retryable, requestId, fields}}`. */
function describeOwn(error: Record<string, unknown>): Told {
  const code = errorCodes.find((known) => known === error.code);
  return {
    text: sanitizeText(error.message),
    fields: readIssues(error.fields),
    ...(code && { code, retryable: error.retryable === true && code !== 'unknown-outcome' }),
    ...(error.requestId === undefined ? {} : { requestId: sanitizeText(error.requestId) }),
  };
}

function readIssues(issues: unknown): FieldIssue[] {
  if (!Array.isArray(issues)) return [];
  return issues.slice(0, 100).flatMap((issue: unknown) => {
    if (!isRecord(issue)) return [];
    const path = Array.isArray(issue.path)
      ? issue.path.map((part) => sanitizeText(part) ?? '').join('.')
      : sanitizeText(issue.path);
    return [
      { path: path ?? '', message: sanitizeText(issue.message) ?? 'is not valid', code: sanitizeText(issue.code) },
    ];
  });
}

function readFieldMap(errors: unknown): FieldIssue[] {
  if (!isRecord(errors)) return [];
  return Object.entries(errors)
    .slice(0, 100)
    .map(([path, texts]) => ({
      path,
      message: sanitizeText(Array.isArray(texts) ? texts[0] : texts) ?? 'is not valid',
    }));
}

/** Seconds from a `Retry-After` header, which is a number of them or a date. */
function readRetryAfter(headers: Headers | undefined): number | undefined {
  const text = headers?.get('retry-after')?.trim();
  if (!text) return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  const wait = Date.parse(text) - (Date.parse(headers?.get('date') ?? '') || Date.now());
  return Number.isNaN(wait) ? undefined : Math.max(0, wait / 1000);
}
