/** What the schemas of the three services share. Only loaded with them: the schema library stays off pages that just read a board. */
import { custom, optional, transform, type ZodMiniType } from 'zod/mini';
import { invalidArgument, toCamelCase, type Operation } from './operation.js';
import { toFieldIssues } from './parse.js';
import { parseId } from './sanitize.js';

/** Schema: an id in either spelling, as sent. */
export const idSchema = custom<string | number>(
  (value) => parseId(value) !== undefined,
  'must be a text id or a safe integer',
);

/** Schema: a single value that is only shown; objects, lists and null count as absent. */
export const scalar = transform((value: unknown) => (typeof value === 'object' ? undefined : value));

/** Schema: what `schema` reads, or undefined where that fails; for parts that the rest can do without. */
export function optionalOr<T>(schema: ZodMiniType<T>) {
  return transform((value: unknown) => schema.safeParse(value).data);
}

/** Schema: the items of a list that `schema` can read; none for what is no list. */
export function lenientList<T>(schema: ZodMiniType<T>) {
  return transform((value: unknown) =>
    Array.isArray(value) ? value.flatMap((item) => schema.safeParse(item).data ?? []) : [],
  );
}

/** Schema: optional text of a body; not blank. */
export const textSchema = optional(custom<string>(isNonBlank, 'must be text'));

/** True for text that is not blank. */
export function isNonBlank(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

/** The body, if it is what its route takes. Throws ApiError `invalid` that names, in camel case, what cannot be sent. */
export function checkBody<T extends Readonly<Record<string, unknown>>>(route: Operation, body: T): T {
  const issues = route.body?.safeParse(body).error?.issues;
  if (!issues) return body;
  const fields = toFieldIssues(issues).map((issue) => ({ ...issue, path: toCamelCase(issue.path) }));
  throw invalidArgument(route, fields);
}
