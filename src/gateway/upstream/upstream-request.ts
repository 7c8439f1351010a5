/** One request to a service, built from nothing: whatever is not written here does not travel. */
import { throwIfErrorEnvelope, errorFromResponse } from '../../api/response.js';
import type { Operation } from '../../api/operation.js';
import type { UpstreamKey } from '../config/config.js';
import { readBodyLimited, withinDeadline } from './deadline.js';
import { networkError, schemaError } from './upstream-errors.js';

/** What fills a route: values of the path's `{names}`, of the query and of the body. */
export interface UpstreamCall {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
}

/** An answer as text, and as JSON; undefined when it was empty. */
export interface UpstreamAnswer {
  readonly text: string;
  readonly json: unknown;
}

/** Where a service is and how it knows us. */
export interface Target {
  readonly service: Operation['service'];
  readonly url: string;
  readonly key: UpstreamKey;
  /** Headers with the key in them. */
  readonly headers: (key: string) => Record<string, string>;
}

/** Everything that one request is made of. `most`: largest answer in bytes. */
export interface Exchange {
  readonly target: Target;
  readonly fetch: typeof fetch;
  readonly route: Operation;
  readonly call: UpstreamCall;
  readonly signal: AbortSignal;
  readonly most: number;
}

/** Asks once. Throws what `forPage` (upstream-errors.ts) understands. */
export async function exchange({ target, fetch, route, call, signal, most }: Exchange): Promise<UpstreamAnswer> {
  const { url, init } = await buildRequest(target, route, call);
  const response = await withinDeadline(signal, fetch(url, { ...init, signal })).catch((cause: unknown) => {
    throw networkError(cause);
  });
  const { status } = response;
  if (status >= 300 && status < 400) {
    response.body?.cancel().catch(() => undefined);
    throw schemaError('It answered with a redirect, which is not followed.', status, false);
  }
  const tooLarge = () => schemaError(`It answered more than ${most} bytes.`, status, false);
  const text = await readBodyLimited(response.body, most, signal, tooLarge).catch((cause: unknown) => {
    throw networkError(cause);
  });
  const json = parseJson(text, response.headers.get('content-type'));
  if (!response.ok) throw errorFromResponse(route, status, json ?? text, response.headers);
  if (json === undefined && route.answer) throw schemaError('It answered something other than JSON.', status);
  throwIfErrorEnvelope(route, json, status);
  return { text, json };
}

async function buildRequest(target: Target, route: Operation, { params = {}, query, body }: UpstreamCall) {
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const search = new URLSearchParams(query).toString();
  const key = typeof target.key === 'string' ? target.key : await target.key();
  const init: RequestInit = {
    method: route.method,
    redirect: 'manual',
    headers: {
      accept: 'application/json',
      ...target.headers(key),
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  };
  return { url: `${target.url.replace(/\/+$/, '')}${path}${search ? `?${search}` : ''}`, init };
}

function parseJson(text: string, type: string | null): unknown {
  if (!/\bjson\b/i.test(type ?? '')) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined; // the caller of this tells an empty answer from a broken one
  }
}
