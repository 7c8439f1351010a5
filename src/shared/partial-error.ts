import { ApiError, type Service } from '../api/error.js';
import type { ListResult } from '../api/operation.js';

/** Rows that the error names one by one. */
const MAX_FIELDS = 100;

/** The error that `gs-error` carries with `partial` for rows that were left out; undefined when all could be read. */
export function partialError({ skipped }: ListResult<unknown>, service: Service): ApiError | undefined {
  const [first] = skipped;
  if (!first) return undefined;
  return new ApiError(
    `${skipped.length} rows left out; the first: row ${first.index}, ${first.path} ${first.message}`,
    {
      code: 'schema',
      service,
      fields: skipped
        .slice(0, MAX_FIELDS)
        .map(({ index, path, message }) => ({ path: path ? `${index}.${path}` : `${index}`, message })),
    },
  );
}
