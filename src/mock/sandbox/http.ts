import { toJson } from './hostile.js';
import { type Answer } from './service.js';
import { type Failure, type Faults } from './fault-injection.js';

/** Waits; rejects with the signal's reason when the caller gives up first. */
export type Delay = (ms: number, signal?: AbortSignal) => Promise<void>;

/** Waits by the real clock. */
export const realDelay: Delay = (ms, signal) =>
  new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(reasonOf(signal));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });

function reasonOf(signal: AbortSignal | undefined): Error {
  return signal?.reason instanceof Error ? signal.reason : new DOMException('The operation was aborted.', 'AbortError');
}

/** Never answers; rejects when the caller gives up. */
export function hang(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(reasonOf(signal));
    signal.addEventListener('abort', () => reject(reasonOf(signal)), { once: true });
  });
}

const bodiless = new Set([204, 205, 304]);

/** An answer as JSON. */
export function respond(answer: Answer, headers: Record<string, string>): Response {
  const none = answer.body === undefined || bodiless.has(answer.status);
  return new Response(none ? null : toJson(answer.body), {
    status: answer.status,
    headers: { ...(none ? {} : { 'content-type': 'application/json' }), ...headers, ...answer.headers },
  });
}

/** A proxy's page. */
export function htmlPage(status: number, headers: Record<string, string>): Response {
  const page =
    '<!doctype html><html><head><title>502 Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>';
  return new Response(page, { status, headers: { ...headers, 'content-type': 'text/html; charset=utf-8' } });
}

/** The true answer, damaged on its way as the failure says. */
export function damaged(
  answer: Answer,
  failure: Failure,
  headers: Record<string, string>,
  delay: Delay,
  signal: AbortSignal,
): Response {
  const json = answer.body === undefined ? '' : toJson(answer.body);
  const init = {
    status: answer.status,
    headers: { 'content-type': 'application/json', ...headers, ...answer.headers },
  };
  if (bodiless.has(answer.status)) return new Response(null, { ...init, headers });
  switch (failure.kind) {
    case 'truncated-json':
      return new Response(json.slice(0, Math.ceil(json.length / 2)), init);
    case 'slow-drip':
      return new Response(drip(json, failure.every ?? 50, delay, signal), init);
    case 'empty-body':
      return new Response('', init);
    default:
      return new Response(json, { ...init, headers: { ...init.headers, 'content-type': 'text/plain' } });
  }
}

/** The text in 16 pieces, each after a pause. */
function drip(text: string, every: number, delay: Delay, signal: AbortSignal): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  const size = Math.max(1, Math.ceil(bytes.length / 16));
  let from = 0;
  return new ReadableStream({
    async pull(controller) {
      await delay(every, signal);
      controller.enqueue(bytes.slice(from, from + size));
      from += size;
      if (from >= bytes.length) controller.close();
    },
  });
}

const corsHeaders =
  'authorization, content-type, accept, x-app-api-key, x-vaix-client-id, x-vaix-authentication-method';

/** CORS headers for the caller's origin, when the switch allows it. */
export function corsFor(request: Request, { cors }: Faults): Record<string, string> {
  const origin = request.headers.get('origin');
  if (!cors || !origin) return {};
  const allowed = cors === true || cors.includes(origin);
  return {
    vary: 'Origin',
    ...(allowed && { 'access-control-allow-origin': origin, 'access-control-expose-headers': 'Retry-After, Date' }),
  };
}

/** Answer to a preflight. Without CORS headers the browser refuses the call by itself. */
export function preflight(cors: Record<string, string>): Response {
  const allowed = 'access-control-allow-origin' in cors;
  const methods = { 'access-control-allow-methods': 'GET, POST, PATCH', 'access-control-allow-headers': corsHeaders, 'access-control-max-age': '600' }; // prettier-ignore
  return new Response(null, { status: allowed ? 204 : 404, headers: allowed ? { ...cors, ...methods } : cors });
}
