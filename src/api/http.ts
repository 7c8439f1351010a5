import { createFetch } from 'ofetch';
import { ApiError, type ErrorCode, type Service } from './error.js';
import { parseResponse, readText } from './response.js';
import { buildRequest, OUTCOME_UNKNOWN, type Call, type RequestParts, type Operation, type Send } from './operation.js';
import { delay, withTimeout } from './timeout.js';

/** Answers the token to send, or none. Asked before each request (`missing`) and once more after a 401 (`unauthorized`). */
export type GetToken = (reason: 'missing' | 'expired' | 'unauthorized') => Promise<string | undefined>;

/** Where a service is: `url` has no slash at its end. */
export interface Endpoint {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly getToken?: GetToken;
  /** The token that was sent last, also when it has run out since. */
  readonly lastToken?: () => string | undefined;
}

/** How requests are made. */
export interface Transport {
  /** Default `globalThis.fetch` at the time of the call. */
  fetch?: typeof fetch;
  /** Milliseconds for one attempt, headers and body; default 10 000, 10 000 and 30 000. */
  timeouts?: { read?: number; write?: number; start?: number };
  /**
   * Milliseconds to wait before repeating for the `attempt`th time (from 1); default growing from about 300, with jitter.
   * It is never less than what the service asked for.
   */
  retryDelay?: (attempt: number, error: ApiError) => number;
}

const NEVER = new AbortController().signal;
const MAX_RETRIES = 2;
/** Seconds that a call waits at most because the service asked for it; longer waits are left to the caller. */
const MAX_WAIT = 10;
const limits = { read: 10_000, write: 10_000, start: 30_000 };

/** Makes the requests of one service: time limits, retries where the operation allows them, every failure an ApiError. */
export function createRequester(endpoint: Endpoint, transport: Transport): Send {
  const send: Send = async (route, call, { signal, keepalive, retry = MAX_RETRIES } = {}) => {
    const parts = { ...buildRequest(route, call), keepalive };
    const limit = transport.timeouts?.[route.kind] ?? limits[route.kind];
    const retries = route.retry === 'never' ? 0 : Math.min(retry, MAX_RETRIES);
    for (let attempt = 1; ; attempt++) {
      let sent = false;
      const onSent = () => void (sent = true);
      try {
        return await withTimeout(limit, signal, async ({ signal }) => {
          const response = await requestWithToken(endpoint, transport, parts, signal, onSent);
          const { status, headers } = response;
          const body = await readText(response, route.service, signal, call.readLong);
          return parseResponse(route, { status, headers, ...body });
        });
      } catch (thrown) {
        const error = networkError(thrown, route.service, signal, sent && route.retry === 'never');
        const asked = error.retryAfter ?? 0;
        if (!error.retryable || attempt > retries || asked > MAX_WAIT) throw error;
        const pause = (transport.retryDelay ?? growingDelay)(attempt, error);
        await delay(Math.max(pause, asked * 1000), signal).catch((reason: unknown) => {
          throw networkError(reason, route.service, signal);
        });
      }
    }
  };
  return Object.assign(send, {
    prepare: (route: Operation, call: Call) => prepareRequest(endpoint, transport, route, call),
  });
}

/** See {@link Send.prepare}. */
function prepareRequest(endpoint: Endpoint, transport: Transport, route: Operation, call: Call): () => Promise<void> {
  const { path, method, body } = buildRequest(route, call);
  const url = endpoint.url + path;
  const text = body && JSON.stringify(body);
  return async () => {
    const token = endpoint.lastToken?.();
    const headers: Record<string, string> = { accept: 'application/json', ...endpoint.headers };
    if (token !== undefined) headers.authorization = `Bearer ${token}`;
    if (text) headers['content-type'] = 'application/json';
    const init = { method, headers, body: text, keepalive: true, credentials: 'omit' } as const;
    try {
      const response = await (transport.fetch ?? globalThis.fetch)(url, init);
      parseResponse(route, {
        status: response.status,
        headers: response.headers,
        ...(await readText(response, route.service, NEVER)),
      });
    } catch (thrown) {
      throw networkError(thrown, route.service, undefined);
    }
  };
}

/** Grows from about 0.3 s, spread so that many pages do not come back at once. */
function growingDelay(attempt: number): number {
  return 300 * 2 ** (attempt - 1) * (0.5 + Math.random());
}

/**
 * One request, with a token where the endpoint has any, and with another one, once, when the first is refused.
 *
 * @param onSent called just before the request leaves
 */
export async function requestWithToken(
  endpoint: Endpoint,
  transport: Transport,
  { path, ...init }: RequestParts & { keepalive?: boolean; headers?: Record<string, string> },
  signal: AbortSignal,
  onSent?: () => void,
): Promise<Response> {
  // By default ofetch retries GETs and parses JSON leniently; both are switched off below.
  const client = createFetch({ fetch: (input, options) => (transport.fetch ?? globalThis.fetch)(input, options) });
  const request = (token: string | undefined) => {
    onSent?.();
    const headers = { accept: 'application/json', ...endpoint.headers, ...init.headers };
    return client.raw(endpoint.url + path, {
      ...init,
      // a page's cookies are none of the gateway's business, and make requests too large
      credentials: 'omit',
      headers: token === undefined ? headers : { ...headers, authorization: `Bearer ${token}` },
      signal,
      retry: 0,
      ignoreResponseError: true,
      responseType: 'stream',
    });
  };
  const token = await askToken(endpoint, 'missing');
  const response = await request(token);
  if (response.status !== 401) return response;
  const renewed = await askToken(endpoint, 'unauthorized');
  if (renewed === undefined) return response;
  void response.body?.cancel().catch(() => 'nobody reads the refusal');
  return request(renewed);
}

async function askToken({ getToken }: Endpoint, reason: 'missing' | 'unauthorized'): Promise<string | undefined> {
  try {
    return await getToken?.(reason);
  } catch (cause) {
    if (cause instanceof ApiError) throw cause;
    throw new ApiError('No token for the gateway could be had', { code: 'unauthorized', service: 'gateway', cause });
  }
}

/** The error for a request that got no answer; `unknown` when it may have had its effect all the same. */
export function networkError(
  thrown: unknown,
  service: Service,
  caller: AbortSignal | undefined,
  unknown = false,
): ApiError {
  if (thrown instanceof ApiError) return thrown;
  if (caller?.aborted)
    return new ApiError('The call was ended by its caller', { code: 'aborted', service, cause: caller.reason });
  // what ofetch throws holds the whole request; only what fetch said goes on
  const cause: unknown = (thrown as Error | undefined)?.cause ?? thrown;
  const late = [thrown, cause].some((error) => (error as Error | undefined)?.name === 'TimeoutError');
  const text = late ? `${service} did not answer in time` : `${service} cannot be reached`;
  if (unknown && (late || !wasNeverSent(cause))) {
    return new ApiError(text + OUTCOME_UNKNOWN, { code: 'unknown-outcome', service, cause });
  }
  const code: ErrorCode = late ? 'timeout' : 'network';
  return new ApiError(text, { code, service, retryable: true, cause });
}

/** Without a network, or a server behind the name, nothing can have happened. Browsers tell only the former. */
function wasNeverSent(cause: unknown): boolean {
  const { code } = ((cause as Error | undefined)?.cause ?? cause ?? {}) as { code?: unknown };
  return globalThis.navigator?.onLine === false || /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN)$/.test(String(code));
}
