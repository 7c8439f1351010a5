import { ApiError, type ErrorCode, type Service } from './error.js';
import { type Call, OUTCOME_UNKNOWN, type StreamResult, type Operation } from './operation.js';

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
  /** Compressed, or not told; but where it is told to be long, nothing has to be read twice. */
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

/**
 * The JSON of a success, undefined when nothing was answered and nothing is needed. Rejects with ApiError for everything
 * else; what reads the reasons out of an answer is fetched with the first failure.
 */
export async function parseResponse(route: Operation, reply: ResponseData): Promise<unknown> {
  const answer = reply.reading ? reply.reading.answer : parseJson(reply.text);
  if (isGood(route, reply, answer)) return answer;
  const refusal = await import('./refusal.js').catch(() => undefined);
  throw refusal ? refusal.errorFromBody(route, reply, answer) : errorFromStatus(route, reply.status);
}

function isGood(route: Operation, reply: ResponseData, answer: unknown): boolean {
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
  // text/plain is what servers send that were not told about JSON; it is read as nothing else
  return /^$|json$|^text\/plain$/i.test(readType(headers));
}

/** The type of an answer without its parameters, empty when there is none. */
export function readType(headers: Headers): string {
  return headers.get('content-type')?.split(';')[0].trim() ?? '';
}

/** True for an answer that says itself that it failed, whatever its status. */
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

/** The error when what reads the reasons cannot be fetched either. A success that is not good leaves the outcome unknown. */
export function errorFromStatus({ service, retry }: Operation, status: number): ApiError {
  const isUnknown = retry === 'never' && !(status >= 400 && status < 500);
  const text = `${service} answered with status ${status}${isUnknown ? OUTCOME_UNKNOWN : ''}`;
  return new ApiError(text, {
    service,
    status,
    ...(isUnknown ? { code: 'unknown-outcome' } : errorForStatus(status)),
  });
}
