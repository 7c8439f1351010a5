import { refuseFailure, toError } from './answer.js';
import { ApiError, type Service } from './error.js';
import { OUTCOME_UNKNOWN, type Route } from './route.js';

/** An answer read to its end. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Answers larger than this are refused, in bytes. */
const MAX_BYTES = 32 * 1024 * 1024;

/** Reads an answer to its end as UTF-8, or until the signal is aborted; more than 32 MB are refused with code `upstream`. */
export async function readText(response: Response, service: Service, signal: AbortSignal): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return '';
  const stop = () => void reader.cancel().catch(() => 'it is over either way');
  signal.addEventListener('abort', stop);
  const decoder = new TextDecoder();
  let text = '';
  for (let size = 0; ;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > MAX_BYTES) {
      stop();
      throw new ApiError(`${service} gave an answer of more than 32 MB`, { code: 'upstream', service });
    }
    text += decoder.decode(value, { stream: true });
  }
}

/** The JSON of a success, undefined when nothing was answered and nothing is needed. Throws ApiError for everything else. */
export function readReply(route: Route, { status, headers, text }: Reply): unknown {
  const answer = parseJson(text);
  if (status < 200 || status > 299) throw toError(route, status, answer, headers);
  const flaw = findFlaw(route, headers.get('content-type')?.split(';')[0]?.trim() ?? '', text, answer);
  if (flaw) {
    const unknown = route.retry === 'never';
    throw new ApiError(`${route.service} answered ${flaw}${unknown ? OUTCOME_UNKNOWN : ''}`, {
      code: unknown ? 'unknown-outcome' : 'upstream',
      service: route.service,
      status,
      retryable: !unknown,
    });
  }
  refuseFailure(route, answer, status);
  return answer;
}

function findFlaw(route: Route, type: string, text: string, answer: unknown): string | undefined {
  // text/plain is what servers send that were not told about JSON; it is read as nothing else
  if (type && !/json$|^text\/plain$/i.test(type)) return `${type} instead of JSON`;
  if (!text.trim()) return route.answer ? 'with nothing' : undefined;
  return answer === undefined ? 'with JSON that is broken or cut off' : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
