import { ApiError, type ApiErrorDetails, type ErrorCode, errorCodes, type FieldIssue, type Service } from './error.js';
import { type Call, type Operation, OUTCOME_UNKNOWN, type StreamResult } from './operation.js';
import { sanitizeText } from './sanitize.js';

/** An answer read to its end. */
export interface ResponseData {
  readonly status: number;
  readonly headers: Headers;
  /** As sent; only the beginning where `reading` is there. */
  readonly text: string;
  /** What it came to, when it was read while it arrived. */
  readonly reading?: StreamResult;
}

/** Answers larger than this are refused, in bytes. */
const MAX_BYTES = 32 * 1024 * 1024;
/** Longer ones are read bit by bit where there is a way, in bytes. */
const LONG = 256 * 1024;

/**
 * Reads an answer to its end as UTF-8, or until the signal is aborted; more than 32 MB are refused with code `upstream`.
 *
 * @param readLong takes over when the answer is long, and no failure
 */
export async function readText(
  { body, ok, headers }: Response,
  service: Service,
  signal: AbortSignal,
  readLong?: Call['readLong'],
): Promise<Pick<ResponseData, 'text' | 'reading'>> {
  if (!body) return { text: '' };
  const decoder = new TextDecoder();
  const parts: Uint8Array[] = [];
  /** May be missing, or of the compressed body. When it is long already, nothing has to be read twice. */
  const length = Number(headers.get('content-length'));
  let size = 0;
  const count = ({ byteLength }: Uint8Array) => {
    size += byteLength;
    if (size > MAX_BYTES)
      throw new ApiError(`${service} gave an answer of more than 32 MB`, { code: 'upstream', service });
  };
  let reader = body.getReader();
  const stop = () => void reader.cancel().catch(() => 'it is over either way');
  signal.addEventListener('abort', stop);
  try {
    for (let text = ''; ;) {
      if (ok && readLong && Math.max(size, length) > LONG) {
        reader.releaseLock();
        const reading = await readLong({ parts, body, count }, signal);
        if (reading) return { text: reading.text, reading };
        readLong = undefined;
        reader = body.getReader();
      }
      const { done, value } = await reader.read();
      if (done) return { text: text + decoder.decode() };
      count(value);
      parts.push(value);
      text += decoder.decode(value, { stream: true });
    }
  } catch (error) {
    stop();
    throw error;
  }
}

/** The JSON of a success, undefined when the body is empty and may be. Throws ApiError for everything else. */
export function parseResponse(route: Operation, reply: ResponseData): unknown {
  const answer = reply.reading ? reply.reading.answer : parseJson(reply.text);
  if (!isSuccess(route, reply, answer)) throw errorFromBody(route, reply, answer);
  return answer;
}

function isSuccess(route: Operation, reply: ResponseData, answer: unknown): boolean {
  const isThere = answer !== undefined || (!!route.mayBeEmpty && !reply.text.trim());
  return (
    isThere && reply.status >= 200 && reply.status <= 299 && isJson(reply.headers) && !isErrorEnvelope(route, answer)
  );
}

/** True for objects that are no arrays. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True when the answer is said to be JSON, or nothing is said. */
export function isJson(headers: Headers): boolean {
  // text/plain is what servers send by default; it is parsed as JSON too
  return /^$|json$|^text\/plain$/i.test(readType(headers));
}

/** The type of an answer without its parameters, empty when there is none. */
export function readType(headers: Headers): string {
  return headers.get('content-type')?.split(';')[0].trim() ?? '';
}

/** True for an error envelope, whatever the status. */
export function isErrorEnvelope(route: Pick<Operation, 'service'>, answer: unknown): boolean {
  if (!isRecord(answer)) return false;
  return answer.success === false || (route.service === 'vaix' && answer.status === 'error');
}

/** JSON, undefined for text that is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const statusCodes: Readonly<Record<number, ErrorCode | undefined>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  405: 'unsupported',
  406: 'unsupported',
  408: 'timeout',
  409: 'conflict',
  410: 'expired',
  425: 'unavailable',
  429: 'rate-limited',
  501: 'unsupported',
  503: 'unavailable',
  504: 'timeout',
};

/** What a status means, and whether the same request may succeed a little later. */
export function errorForStatus(status: number): { code: ErrorCode; retryable: boolean } {
  return {
    code: statusCodes[status] ?? (status >= 400 && status < 500 ? 'invalid' : 'upstream'),
    retryable: status >= 500 ? status !== 501 : [408, 425, 429].includes(status),
  };
}

/** The error for a response that is no success. */
function errorFromBody(route: Operation, { status, headers, text }: ResponseData, answer: unknown): ApiError {
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

/** Throws for a 2xx with an error envelope. */
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
  const { text, ...details } = describe(answer);
  // a proxy's timeout does not mean that the service behind it did nothing
  const unknown = route.retry === 'never' && (status === 502 || status === 504) && !details.code;
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
    ...details,
  });
}

type Described = Partial<ApiErrorDetails> & { text?: string };

function describe(answer: unknown): Described {
  if (!isRecord(answer)) return { text: typeof answer === 'string' ? sanitizeText(answer) : undefined };
  const { error, message, errors } = answer;
  if (isRecord(error)) return describeOwn(error);
  const fields = [...readIssues(error), ...readFieldMap(errors)].slice(0, 100);
  return { text: sanitizeText(message) ?? sanitizeText(error) ?? fields[0]?.message, fields };
}

/** The gateway's own errors: `{error: {code, message, retryable, requestId, fields}}`. */
function describeOwn(error: Record<string, unknown>): Described {
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

/**
 * Seconds from a `Retry-After` header, which is a number of them or a date. Zero, negative numbers and dates that have
 * passed ask for nothing: undefined, so that callers wait as long as they would without the header.
 */
function readRetryAfter(headers: Headers | undefined): number | undefined {
  const text = headers?.get('retry-after')?.trim() ?? '';
  if (/^[+-]?\d+(\.\d+)?$/.test(text)) return Number(text) > 0 ? Number(text) : undefined;
  const wait = (Date.parse(text) - (Date.parse(headers?.get('date') ?? '') || Date.now())) / 1000;
  return wait > 0 ? wait : undefined;
}
