/** Reads what a caller sends: small JSON in the body, allowed values in the query. */
import { ApiError } from '../../api/error.js';
import { gatewayError } from './http-response.js';
import type { Clock } from '../../api/clock.js';
import { LRUCache } from 'lru-cache';
import { DeadlineError, withDeadline, readBodyLimited } from '../upstream/deadline.js';
import type { Row } from '../routes.js';

const MAX_BYTES = 16 * 1024;
const MAX_QUERY = 2_048;
/** Deadline for the whole body, against slow senders. */
const TIMEOUT_MS = 5_000;

/** The body as JSON, undefined when there is none. Rejects with `invalid`, `unsupported` or `timeout`. */
export async function readBody(request: Request, clock: Clock): Promise<unknown> {
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BYTES) throw tooLarge();
  const limit = withDeadline(clock, TIMEOUT_MS, request.signal);
  let text: string;
  try {
    text = await readBodyLimited(request.body, MAX_BYTES, limit.signal, tooLarge);
  } catch (cause) {
    if (cause instanceof ApiError) throw cause;
    if (cause instanceof DeadlineError && cause.reason === 'timeout') {
      throw gatewayError('timeout', 'The body took too long.', { status: 408, cause });
    }
    throw gatewayError('aborted', 'The body broke off.', { cause });
  } finally {
    limit.done();
  }
  if (text === '') return undefined;
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get('content-type') ?? '')) {
    throw gatewayError('unsupported', 'The body must be application/json.');
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw gatewayError('invalid', 'The body is not JSON.', { cause });
  }
}

const tooLarge = () => gatewayError('invalid', `The body may have ${MAX_BYTES} bytes at most.`, { status: 413 });

/** Parsed queries: widgets send the same few over and over. */
const recent = new WeakMap<Row, LRUCache<string, Readonly<Record<string, string>>>>();
const NOTHING: Readonly<Record<string, string>> = {};

/** The values that the route allows, sorted by name. Unknown names are ignored; invalid or repeated values are `invalid`. */
export function readQuery(row: Row, query: string): Readonly<Record<string, string>> {
  if (query === '' || !row.query) return NOTHING;
  if (query.length > (row.longQuery ?? MAX_QUERY))
    throw gatewayError('invalid', 'The query is too long.', { status: 414 });
  let known = recent.get(row);
  if (!known) recent.set(row, (known = new LRUCache({ max: 200 })));
  let read = known.get(query);
  if (!read) known.set(query, (read = parseQuery(row.query, query)));
  return read;
}

function parseQuery(allowed: Readonly<Record<string, RegExp>>, query: string): Record<string, string> {
  const values: Record<string, string> = {};
  const sent = new URLSearchParams(query);
  for (const [name, looks] of Object.entries(allowed).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const all = sent.getAll(name);
    const [value] = all;
    if (value === undefined || value === '') continue;
    if (all.length > 1 || !looks.test(value)) {
      const fields = [{ path: name, message: 'is not right' }];
      throw gatewayError('invalid', `The query value ${name} is not right.`, { fields });
    }
    values[name] = value;
  }
  return values;
}
