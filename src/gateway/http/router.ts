/** The router: from a url to a row of the route table, by an allow-list. Paths are never normalised; what does not match exactly is 404. */
import type { Row } from '../routes.js';

/** A row with the values of its path's `{names}`. */
export interface RouteMatch {
  readonly row: Row;
  readonly params: Readonly<Record<string, string>>;
}

/** Longest value of a `{name}`. */
const MAX_ID = 300;
/** Most ids: nothing to decode, nothing dangerous. */
const PLAIN_ID = /^[\w-]{1,300}$/;

/** Path and query as they stand in a url, without parsing the rest of it. */
export function splitUrl(url: string): { path: string; query: string } {
  const start = url.indexOf('/', url.indexOf('://') + 3);
  const end = url.indexOf('#');
  const text = start < 0 ? '/' : url.slice(start, end < 0 ? undefined : end);
  const mark = text.indexOf('?');
  return mark < 0 ? { path: text, query: '' } : { path: text.slice(0, mark), query: text.slice(mark + 1) };
}

/** Makes the function that finds a row by method and path. @param rows those of the configured services */
export function createRouter(
  rows: readonly Row[],
  basePath: string,
): (method: string, path: string) => RouteMatch | undefined {
  const known = new Map<string, { row: Row; wanted: string[] }[]>();
  for (const row of rows) {
    const wanted = `${basePath}${row.path}`.split('/');
    const kind = `${row.method}${wanted.length}`;
    known.set(kind, [...(known.get(kind) ?? []), { row, wanted }]);
  }
  return (method, path) => {
    const parts = path.split('/');
    for (const { row, wanted } of known.get(`${method}${parts.length}`) ?? []) {
      const params = readParams(wanted, parts);
      if (params) return { row, params };
    }
    return undefined;
  };
}

function readParams(wanted: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (let i = 0; i < wanted.length; i++) {
    const part = parts[i];
    const want = wanted[i];
    if (!want.startsWith('{')) {
      if (want !== part) return undefined;
      continue;
    }
    const value = readId(part);
    if (value === undefined) return undefined;
    params[want.slice(1, -1)] = value;
  }
  return params;
}

/**
 * One segment of a path, decoded once. Undefined for anything that could be taken for several segments or for
 * another one: slashes, dots alone, control characters, spaces, and `%` itself, which would be decoded again upstream.
 */
export function readId(segment: string): string | undefined {
  if (PLAIN_ID.test(segment)) return segment;
  let value: string;
  try {
    value = decodeURIComponent(segment);
  } catch {
    return undefined; // `%ff` and the like are not UTF-8
  }
  const plain = value.length > 0 && value.length <= MAX_ID && !/[\p{Cc}\p{Cf}\p{Cs}\s/\\%?#;]/u.test(value);
  return plain && !/^\.+$/.test(value) ? value : undefined;
}
