/** What a caller sends, as far as it is looked at: small JSON in the body, named values in the query. */
import { ApiError } from '../../api/error.js';
import { gatewayError } from './http-response.js';
import type { Clock } from '../clock.js';
import { LruCache } from '../cache/lru.js';
import { DeadlineError, withDeadline, readBodyLimited } from '../upstream/deadline.js';
import type { Row } from '../routes.js';

const MOST_BYTES = 16 * 1024;
const MOST_QUERY = 2_048;
/** A body that takes longer is dripped. */
const PATIENCE_MS = 5_000;

/** The body as JSON, undefined when there is none. Rejects with `invalid`, `unsupported` or `timeout`. */
export async function readBody(request: Request, clock: Clock): Promise<unknown> {
  if (Number(request.headers.get('content-length') ?? 0) > MOST_BYTES) throw tooLarge();
  const limit = withDeadline(clock, PATIENCE_MS, request.signal);
  let text: string;
  try {
    text = await readBodyLimited(request.body, MOST_BYTES, limit.signal, tooLarge);
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

const tooLarge = () => gatewayError('invalid', `The body may have ${MOST_BYTES} bytes at most.`, { status: 413 });

/** Queries read lately: widgets ask with the same few over and over. */
const recent = new WeakMap<Row, LruCache<Readonly<Record<string, string>>>>();
const NOTHING: Readonly<Record<string, string>> = {};

/** The values that the row knows, sorted by name. Others are as good as not sent; wrong or repeated ones are `invalid`. */
export function readQuery(row: Row, query: string): Readonly<Record<string, string>> {
  if (query === '' || !row.query) return NOTHING;
  if (query.length > MOST_QUERY) throw gatewayError('invalid', 'The query is too long.', { status: 414 });
  let known = recent.get(row);
  if (!known) recent.set(row, (known = new LruCache(200)));
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
