import { createRequester, networkError, requestWithToken, type Endpoint, type Transport } from './http.js';
import { buildRequest, type Call, type CallOptions, type Operation } from './operation.js';
import { parseResponse, readText } from './response.js';
import { withTimeout } from './timeout.js';

/** What only the gateway offers, beyond the services behind it. Paths may hold `{names}` that `call.params` fills in. */
export interface GatewayApi {
  /** Without a slash at its end. */
  readonly url: string;
  /** The JSON answered to a GET of `path`, unchecked. Rejects with ApiError. */
  request(path: string, call?: Pick<Call, 'params' | 'query'>, options?: CallOptions): Promise<unknown>;
  /** The JSON answered to a POST of `call.body`, unchecked. Never repeated. Rejects with ApiError. */
  post(path: string, call?: Pick<Call, 'params' | 'body'>, options?: CallOptions): Promise<unknown>;
  /**
   * Opens a stream of server-sent events: the answer once its headers are there, its body unread. The time limit covers
   * the headers only; the signal ends the stream at any time. Rejects with ApiError.
   */
  open(
    path: string,
    call?: Pick<Call, 'params' | 'query'> & { lastEventId?: string },
    options?: Pick<CallOptions, 'signal'>,
  ): Promise<Response>;
}

const get = {
  service: 'gateway',
  method: 'GET',
  kind: 'read',
  retry: 'safe',
  mayBeEmpty: true,
} as const satisfies Partial<Operation>;

const post = { ...get, method: 'POST', kind: 'write', retry: 'never' } as const satisfies Partial<Operation>;

/** The gateway's own client. */
export function createGatewayApi(endpoint: Endpoint, transport: Transport): GatewayApi {
  const send = createRequester(endpoint, transport);
  return {
    url: endpoint.url,
    request: (path, call = {}, options) => send({ ...get, path }, call, options),
    post: (path, call = {}, options) => send({ ...post, path }, call, options),
    open: async (path, { lastEventId, ...call } = {}, { signal } = {}) => {
      const route = { ...get, path };
      const headers = { accept: 'text/event-stream', ...(lastEventId && { 'last-event-id': lastEventId }) };
      try {
        return await withTimeout(transport.timeouts?.read ?? 10_000, signal, async (controller) => {
          const response = await requestWithToken(
            endpoint,
            transport,
            { ...buildRequest(route, call), headers },
            controller.signal,
          );
          if (!response.ok) {
            const { status, headers } = response;
            const { text } = await readText(response, 'gateway', controller.signal);
            parseResponse(route, { status, headers, text }); // always throws: the status is no success
          }
          signal?.addEventListener('abort', () => controller.abort(signal.reason), { once: true });
          return response;
        });
      } catch (error) {
        throw networkError(error, 'gateway', signal);
      }
    },
  };
}
