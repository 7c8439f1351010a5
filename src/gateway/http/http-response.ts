/**
 * Responses of the gateway as plain data: status, headers and body. Hosts that take a `Response` get one made of it; Node's
 * server writes the data directly, which is four times as fast.
 */
import { ApiError, type ErrorCode } from '../../api/error.js';

/** Header names in lower case. */
export type Headers = Record<string, string>;

/** What a Response is made of. */
export interface GatewayResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string | Uint8Array<ArrayBuffer> | null;
}

/** The same with header names and values in turn, as `writeHead` of Node takes them. */
export interface RawResponse {
  readonly status: number;
  readonly headers: string[];
  readonly body: GatewayResponse['body'];
}

/** Converts the headers. */
export const toRawResponse = ({ status, headers, body }: GatewayResponse): RawResponse => ({
  status,
  headers: Object.entries(headers).flat(),
  body,
});

/** Headers that stay the same from response to response, but for the request id and the ETag. */
export class HeaderTemplate {
  readonly #lines: readonly string[];
  /** Indices of the values; 0 when there is none. */
  readonly #requestId: number;
  readonly #etag: number;

  constructor(headers: Headers) {
    this.#lines = Object.entries(headers).flat();
    this.#requestId = this.#lines.indexOf('x-request-id') + 1;
    this.#etag = this.#lines.indexOf('etag') + 1;
  }

  /** A copy with these values. */
  fill(requestId: string, etag: string): string[] {
    const lines = this.#lines.slice();
    lines[this.#requestId] = requestId;
    if (this.#etag > 0) lines[this.#etag] = etag;
    return lines;
  }
}

let processId: string | undefined;
let requests = 0;

/** A request id: cheap to make, different in every process, and without meaning outside the log. */
export function nextRequestId(): string {
  // not at load time: Cloudflare Workers reject modules that draw random values while they are evaluated
  processId ??= crypto.randomUUID().slice(0, 8);
  return `${processId}-${(++requests).toString(36)}`;
}

const JSON_TYPE = 'application/json; charset=utf-8';

/** For responses that no cache may store. */
export const NO_STORE: Headers = { 'cache-control': 'no-store' };

/** A JSON response from text or bytes that are JSON already. */
export function jsonResponse(body: string | Uint8Array<ArrayBuffer>, headers: Headers, status = 200): GatewayResponse {
  return {
    status,
    headers: { 'content-type': JSON_TYPE, 'x-content-type-options': 'nosniff', ...headers },
    body,
  };
}

/** Makes the standard Response. */
export const toResponse = ({ status, headers, body }: GatewayResponse): Response =>
  new Response(body, { status, headers });

/** The same as a standard Response. */
export function jsonText(text: string, headers: Headers, status = 200): Response {
  return toResponse(jsonResponse(text, headers, status));
}

/** Default status by error code. */
const STATUS: Record<ErrorCode, number> = {
  network: 502,
  timeout: 504,
  aborted: 499,
  unauthorized: 401,
  forbidden: 403,
  'not-found': 404,
  invalid: 400,
  conflict: 409,
  'rate-limited': 429,
  unavailable: 503,
  upstream: 502,
  schema: 502,
  expired: 401,
  unsupported: 415,
  'unknown-outcome': 504,
};

/** Makes the error that a route throws. Its message is sent to the page, so it must not contain anything from upstream. */
export function gatewayError(
  code: ErrorCode,
  message: string,
  details: Partial<Pick<ApiError, 'status' | 'retryable' | 'retryAfter' | 'fields' | 'cause'>> = {},
): ApiError {
  return new ApiError(message, { code, service: 'gateway', status: STATUS[code], ...details });
}

/** `{ error: { code, message, retryable, requestId, fields? } }` with the error's status. */
export function errorResponse(error: ApiError, requestId: string, headers: Headers): GatewayResponse {
  const { code, message, retryable, fields, retryAfter, status = STATUS[code] } = error;
  const body = JSON.stringify({ error: { code, message, retryable, requestId, ...(fields ? { fields } : {}) } });
  return jsonResponse(
    body,
    {
      ...headers,
      ...NO_STORE,
      'x-request-id': requestId,
      ...(retryAfter === undefined ? {} : { 'retry-after': String(Math.max(1, Math.ceil(retryAfter))) }),
      ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
    },
    status,
  );
}

/** Turns an unexpected exception into an error without details. */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  return gatewayError('upstream', 'The gateway met a problem of its own.', {
    status: 500,
    retryable: true,
    cause: error,
  });
}
