/** What a caller sends, as far as it is looked at: small JSON in the body, named values in the query. */
import { ApiError } from '../api/error.js';
import { refuse } from './answer.js';
import type { Clock } from './clock.js';
import { Ended, joinSignals, readBounded } from './patience.js';
import type { Row } from './routes.js';

const MOST_BYTES = 16 * 1024;
const MOST_QUERY = 2_048;
/** A body that takes longer is dripped. */
const PATIENCE_MS = 5_000;

/** The body as JSON, undefined when there is none. Rejects with `invalid`, `unsupported` or `timeout`. */
export async function readBody(request: Request, clock: Clock): Promise<unknown> {
  if (Number(request.headers.get('content-length') ?? 0) > MOST_BYTES) throw tooLarge();
  const limit = joinSignals(clock, PATIENCE_MS, request.signal);
  let text: string;
  try {
    text = await readBounded(request.body, MOST_BYTES, limit.signal, tooLarge);
  } catch (cause) {
    if (cause instanceof ApiError) throw cause;
    if (cause instanceof Ended && cause.reason === 'timeout') {
      throw refuse('timeout', 'The body took too long.', { status: 408, cause });
    }
    throw refuse('aborted', 'The body broke off.', { cause });
  } finally {
    limit.done();
  }
  if (text === '') return undefined;
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get('content-type') ?? '')) {
    throw refuse('unsupported', 'The body must be application/json.');
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw refuse('invalid', 'The body is not JSON.', { cause });
  }
}

const tooLarge = () => refuse('invalid', `The body may have ${MOST_BYTES} bytes at most.`, { status: 413 });

/** The values that the row knows, sorted by name. Others are as good as not sent; wrong or repeated ones are `invalid`. */
export function readQuery(row: Row, query: string): Record<string, string> {
  const values: Record<string, string> = {};
  if (query === '' || !row.query) return values;
  if (query.length > MOST_QUERY) throw refuse('invalid', 'The query is too long.', { status: 414 });
  const sent = new URLSearchParams(query);
  for (const name of Object.keys(row.query).sort()) {
    const all = sent.getAll(name);
    const [value] = all;
    if (value === undefined || value === '') continue;
    if (all.length > 1 || !row.query[name].test(value)) {
      throw refuse('invalid', `The query value ${name} is not right.`, {
        fields: [{ path: name, message: 'is not right' }],
      });
    }
    values[name] = value;
  }
  return values;
}
