/** One upstream request, built from scratch: only what is written here is sent. */
import { throwIfErrorEnvelope, errorFromResponse } from '../../api/response.js';
import type { Operation } from '../../api/operation.js';
import type { UpstreamKey } from '../config/config.js';
import { DeadlineError, readBodyLimited, withinDeadline } from './deadline.js';
import { networkError, notSentError, schemaError } from './upstream-errors.js';

/** Values of the path's `{names}`, of the query and of the body. */
export interface UpstreamCall {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
}

/** A response as text, and as JSON; undefined when it was empty. */
export interface UpstreamAnswer {
  readonly text: string;
  readonly json: unknown;
}

/** Where a service is, and how requests are authenticated. */
export interface Target {
  readonly service: Operation['service'];
  readonly url: string;
  readonly key: UpstreamKey;
  /** Headers with the key in them. */
  readonly headers: (key: string) => Record<string, string>;
}

/** The parts of one exchange. `most`: largest response in bytes. */
export interface Exchange {
  readonly target: Target;
  readonly fetch: typeof fetch;
  readonly route: Operation;
  readonly call: UpstreamCall;
  readonly signal: AbortSignal;
  readonly most: number;
}

/** Sends one request. Rejects with what `toPageError` (upstream-errors.ts) maps. */
export async function exchange({ target, fetch, route, call, signal, most }: Exchange): Promise<UpstreamAnswer> {
  const key = await resolveKey(target, signal);
  const { url, init } = buildRequest(target, key, route, call);
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

/** The key, from the config or from its function, which gets no more time than the request as a whole. */
async function resolveKey({ key }: Target, signal: AbortSignal): Promise<string> {
  if (typeof key === 'string') return key;
  try {
    return await withinDeadline(signal, Promise.resolve(key()));
  } catch (cause) {
    if (cause instanceof DeadlineError && cause.reason === 'left') throw cause;
    throw notSentError(cause);
  }
}

function buildRequest(target: Target, key: string, route: Operation, { params = {}, query, body }: UpstreamCall) {
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const search = new URLSearchParams(query).toString();
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
    return undefined; // the caller distinguishes empty from broken
  }
}
