import { safeParse, type ZodMiniType } from 'zod/mini';
import { cleanNumber, cleanText } from './clean.js';
import { ApiError, errorCodes, type ApiErrorDetails, type ErrorCode, type FieldIssue } from './error.js';
import { type Listing, OUTCOME_UNKNOWN, type Route, toFields } from './route.js';

type Json = Record<string, unknown>;

/** True for objects that are no arrays. */
export function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object that a success holds, as the route's schema keeps it. Rejects what has another shape with code `schema`. */
export function readObject<T>(route: Route, answer: unknown, schema: ZodMiniType<T>): T {
  const value = route.root && isRecord(answer) ? answer[route.root] : answer;
  const result = safeParse(schema, value);
  if (result.success) return result.data;
  const fields = toFields(result.error.issues).map((issue) => ({ ...issue, path: join(route.root, issue.path) }));
  throw shapeError(route, fields);
}

/**
 * The list that a success holds. Rows are read one by one: bad ones are left out and named; when there are rows and none
 * of them can be read, the answer as a whole is refused with code `schema`.
 *
 * @param quick reads a row that needs neither schema nor cleaning, and answers undefined for one that does
 */
export function readList<W, T>(
  route: Route,
  answer: unknown,
  schema: ZodMiniType<W>,
  toItem: (row: W) => T,
  quick?: (row: unknown) => T | undefined,
): Listing<T> {
  const drift = Array.isArray(answer) && route.service !== 'vaix';
  const rows: unknown = drift ? answer : isRecord(answer) ? answer[route.root!] : undefined;
  if (!Array.isArray(rows)) throw shapeError(route, [{ path: route.root!, message: 'must be a list' }]);
  const items: T[] = [];
  const skipped: { index: number; path: string; message: string }[] = [];
  for (let index = 0; index < rows.length; index++) {
    let item = quick?.(rows[index]);
    if (item === undefined) {
      const result = safeParse(schema, rows[index]);
      if (!result.success) {
        skipped.push({ index, ...toFields(result.error.issues)[0] });
        continue;
      }
      item = toItem(result.data);
    }
    items.push(item);
  }
  if (skipped.length && !items.length) {
    const { index, path, message } = skipped[0];
    throw shapeError(route, [{ path: join(`${drift ? '' : `${route.root}.`}${index}`, path), message }]);
  }
  return { items, skipped, drift, total: readTotal(answer) };
}

/** What a gateway may answer in place of a service: the same envelope, with only the fields that are shown, as sent. */
export function projectAnswer(route: Route, answer: unknown): unknown {
  refuseFailure(route, answer, 200);
  if (!route.answer) return { success: true };
  if (!route.list) {
    const value = readObject(route, answer, route.answer);
    return route.root ? { success: true, [route.root]: value } : value;
  }
  const { items, total } = readList(route, answer, route.answer, (row) => row);
  return { [route.root!]: items, status: 'success', ...(total === undefined ? {} : { meta: { total } }) };
}

/** Throws for a 2xx that says itself that it failed. */
export function refuseFailure(route: Route, answer: unknown, status: number): void {
  if (!isRecord(answer)) return;
  const failed = answer.success === false || (route.service === 'vaix' && answer.status === 'error');
  if (failed) throw toError(route, status, answer);
}

const statusCodes: ReadonlyMap<number, ErrorCode> = new Map([
  [401, 'unauthorized'],
  [403, 'forbidden'],
  [404, 'not-found'],
  [405, 'unsupported'],
  [406, 'unsupported'],
  [408, 'timeout'],
  [409, 'conflict'],
  [410, 'expired'],
  [425, 'unavailable'],
  [429, 'rate-limited'],
  [501, 'unsupported'],
  [503, 'unavailable'],
  [504, 'timeout'],
]);

/**
 * The error for an answer that is a failure, whatever shape it describes itself in: text or a list of issues under
 * `error`, `{success, message}`, `{error, message, code}`, `{message, errors}`, `{errors}` or the gateway's own.
 */
export function toError(
  route: Pick<Route, 'service' | 'kind' | 'retry'>,
  status: number,
  answer: unknown,
  headers?: Headers,
): ApiError {
  const { text, ...told } = describe(answer);
  // a proxy that gave up says nothing about whether the service behind it did
  const unknown = route.retry === 'never' && (status === 502 || status === 504) && !told.code;
  const code = statusCodes.get(status) ?? (status >= 400 && status < 500 ? 'invalid' : 'upstream');
  // a start that is refused with 503 has no provider for this player: asking again changes nothing
  const refused = route.kind === 'start' && status === 503;
  const retryAfter = readRetryAfter(headers);
  return new ApiError(`${text ?? `${route.service} answered with status ${status}`}${unknown ? OUTCOME_UNKNOWN : ''}`, {
    code: unknown ? 'unknown-outcome' : code,
    service: route.service,
    status,
    retryable: !refused && !unknown && (status >= 500 ? status !== 501 : [408, 425, 429].includes(status)),
    retryAfter,
    requestId: cleanText(headers?.get('x-request-id')),
    ...told,
  });
}

/** An answer that cannot be used because it does not have the documented shape. */
export function shapeError(route: Pick<Route, 'service'>, fields: readonly FieldIssue[]): ApiError {
  const [first] = fields;
  const where = first ? `: ${first.path || 'it'} ${first.message}` : '';
  return new ApiError(`${route.service} gave an answer of an unknown shape${where}`, {
    code: 'schema',
    service: route.service,
    fields,
  });
}

type Told = Partial<ApiErrorDetails> & { text?: string };

function describe(answer: unknown): Told {
  if (!isRecord(answer)) return { text: typeof answer === 'string' ? cleanText(answer) : undefined };
  const { error, message, errors } = answer;
  if (isRecord(error)) return describeOwn(error);
  const fields = [...readIssues(error), ...readFieldMap(errors)].slice(0, 100);
  return { text: cleanText(message) ?? cleanText(error) ?? fields[0]?.message, fields };
}

/** The gateway's own errors: `{error: {code, message, retryable, requestId, fields}}`. */
function describeOwn(error: Json): Told {
  const code = errorCodes.find((known) => known === error.code);
  return {
    text: cleanText(error.message),
    fields: readIssues(error.fields),
    ...(code && { code, retryable: error.retryable === true && code !== 'unknown-outcome' }),
    ...(error.requestId === undefined ? {} : { requestId: cleanText(error.requestId) }),
  };
}

function readIssues(issues: unknown): FieldIssue[] {
  if (!Array.isArray(issues)) return [];
  return issues.slice(0, 100).flatMap((issue: unknown) => {
    if (!isRecord(issue)) return [];
    const path = Array.isArray(issue.path)
      ? issue.path.map((part) => cleanText(part) ?? '').join('.')
      : cleanText(issue.path);
    return [{ path: path ?? '', message: cleanText(issue.message) ?? 'is not valid', code: cleanText(issue.code) }];
  });
}

function readFieldMap(errors: unknown): FieldIssue[] {
  if (!isRecord(errors)) return [];
  return Object.entries(errors)
    .slice(0, 100)
    .map(([path, texts]) => ({ path, message: cleanText(Array.isArray(texts) ? texts[0] : texts) ?? 'is not valid' }));
}

function readTotal(answer: unknown): number | undefined {
  const total = isRecord(answer) && isRecord(answer.meta) ? cleanNumber(answer.meta.total) : undefined;
  return total !== undefined && total >= 0 ? Math.floor(total) : undefined;
}

/** Seconds from a `Retry-After` header, which is a number of them or a date. */
function readRetryAfter(headers: Headers | undefined): number | undefined {
  const text = headers?.get('retry-after')?.trim();
  if (!text) return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  const wait = Date.parse(text) - (Date.parse(headers?.get('date') ?? '') || Date.now());
  return Number.isNaN(wait) ? undefined : Math.max(0, wait / 1000);
}

function join(...parts: readonly (string | undefined)[]): string {
  return parts.filter(Boolean).join('.');
}
