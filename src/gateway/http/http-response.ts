/**
 * Answers as light as they come: text or bytes and a plain object of headers, which Node writes out without ever
 * building a real Response (four times the requests per second).
 */
import { ApiError, type ErrorCode } from '../../api/error.js';

/** Header names in lower case. */
export type Headers = Record<string, string>;

/** Everything that a Response is made of. */
export interface GatewayResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string | Uint8Array<ArrayBuffer> | null;
}

const JSON_TYPE = 'application/json; charset=utf-8';

/** Nobody keeps it. */
export const NO_STORE: Headers = { 'cache-control': 'no-store' };

/** An answer in JSON from what is JSON already. */
export function jsonResponse(body: string | Uint8Array<ArrayBuffer>, headers: Headers, status = 200): GatewayResponse {
  return {
    status,
    headers: { 'content-type': JSON_TYPE, 'x-content-type-options': 'nosniff', ...headers },
    body,
  };
}

/** The Response that portable hosts want. */
export const toResponse = ({ status, headers, body }: GatewayResponse): Response =>
  new Response(body, { status, headers });

/** An answer in JSON from text that is JSON already. */
export function jsonText(text: string, headers: Headers, status = 200): Response {
  return toResponse(jsonResponse(text, headers, status));
}

/** The status for a code when nothing better is known. */
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

/** Makes the error that a route throws; its message goes to the page, so it is ours and holds nothing from upstream. */
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

/** What a route could not foresee becomes an error without particulars. */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  return gatewayError('upstream', 'The gateway met a problem of its own.', {
    status: 500,
    retryable: true,
    cause: error,
  });
}
