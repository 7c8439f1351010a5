import type { ZodMiniType } from 'zod/mini';
import { parseNumber } from './sanitize.js';
import { ApiError, type FieldIssue } from './error.js';
import { isRecord, throwIfErrorEnvelope } from './response.js';
import type { ListResult, Operation } from './operation.js';

/** Rows that the schema explains at most, where something quicker reads them: a million bad rows must not stop the page. */
const MAX_EXPLAINED = 100;

/** The object that a success holds, as the route's schema keeps it. Rejects what has another shape with code `schema`. */
export function parseObject<T>(route: Operation, answer: unknown, schema: ZodMiniType<T>): T {
  const value = route.root && isRecord(answer) ? answer[route.root] : answer;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const fields = toFieldIssues(result.error.issues).map((issue) => ({ ...issue, path: join(route.root, issue.path) }));
  throw schemaError(route, fields);
}

/**
 * The list that a success holds. Rows are read one by one: bad ones are left out and named; when there are rows and none
 * of them can be read, the answer as a whole is refused with code `schema`.
 *
 * @param quick reads a row at once, several times as fast as the schema, and answers undefined for one it cannot read
 */
export function parseList<W, T>(
  route: Operation,
  answer: unknown,
  schema: ZodMiniType<W>,
  toItem: (row: W) => T,
  quick?: (row: unknown) => T | undefined,
): ListResult<T> {
  const drift = Array.isArray(answer) && route.service !== 'vaix';
  const rows: unknown = drift ? answer : isRecord(answer) ? answer[route.root!] : undefined;
  if (!Array.isArray(rows)) throw schemaError(route, [{ path: route.root!, message: 'must be a list' }]);
  const items: T[] = [];
  const skipped: { index: number; path: string; message: string }[] = [];
  for (let index = 0; index < rows.length; index++) {
    let item = quick?.(rows[index]);
    if (item === undefined) {
      if (quick && skipped.length >= MAX_EXPLAINED) {
        skipped.push({ index, path: '', message: 'could not be read' });
        continue;
      }
      const result = schema.safeParse(rows[index]);
      if (!result.success) {
        skipped.push({ index, ...toFieldIssues(result.error.issues)[0] });
        continue;
      }
      item = toItem(result.data);
    }
    items.push(item);
  }
  if (skipped.length && !items.length) {
    const { index, path, message } = skipped[0];
    throw schemaError(route, [{ path: join(`${drift ? '' : `${route.root}.`}${index}`, path), message }]);
  }
  return { items, skipped, drift, total: readTotal(answer) };
}

/** What a gateway may answer in place of a service: the same envelope, with only the fields that are shown, as sent. */
export function projectResponse(route: Operation, answer: unknown): unknown {
  throwIfErrorEnvelope(route, answer, 200);
  if (!route.answer) return { success: true };
  if (!route.list) {
    const value = parseObject(route, answer, route.answer);
    return route.root ? { success: true, [route.root]: value } : value;
  }
  const { items, total } = parseList(route, answer, route.answer, (row) => row);
  return { [route.root!]: items, status: 'success', ...(total === undefined ? {} : { meta: { total } }) };
}

/** An answer that cannot be used because it does not have the documented shape. */
export function schemaError(route: Pick<Operation, 'service'>, fields: readonly FieldIssue[]): ApiError {
  const [first] = fields;
  const where = first ? `: ${first.path || 'it'} ${first.message}` : '';
  return new ApiError(`${route.service} gave an answer of an unknown shape${where}`, {
    code: 'schema',
    service: route.service,
    fields,
  });
}

function readTotal(answer: unknown): number | undefined {
  const total = isRecord(answer) && isRecord(answer.meta) ? parseNumber(answer.meta.total) : undefined;
  return total !== undefined && total >= 0 ? Math.floor(total) : undefined;
}

function join(...parts: readonly (string | undefined)[]): string {
  return parts.filter(Boolean).join('.');
}

/** Reads issues of a schema as fields of an ApiError. */
export function toFieldIssues(
  issues: readonly { path: PropertyKey[]; message: string; keys?: string[] }[],
): FieldIssue[] {
  return issues.map(({ path, message, keys }) => ({
    path: [...path, ...(keys?.slice(0, 1) ?? [])].map(String).join('.'),
    message: keys ? 'is not known' : message,
  }));
}
