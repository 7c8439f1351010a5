import { FilterError, parseFilters, type Row } from './filters.js';
import { type Answer } from './service.js';

/** Vaix's plain error, or its keyed one for the statuses that have it. */
export function failure(status: number, error: string): Answer {
  return [404, 406, 413, 425].includes(status)
    ? { status, body: { errors: { detail: error } } }
    : { status, body: { error, status: 'error' } };
}

/** 422 with problems by parameter. */
export function mapError(errors: Record<string, string[]>): Answer {
  return { status: 422, body: { errors } };
}

/** Problems with query parameters, by parameter. */
export class QueryError extends Error {
  readonly errors: Record<string, string[]>;
  constructor(errors: Record<string, string[]>) {
    super('Invalid query');
    this.errors = errors;
  }
}

/** The answer, or the 422 that a broken query asks for. */
export function attempt(work: () => Answer): Answer {
  try {
    return work();
  } catch (error) {
    if (error instanceof FilterError) return failure(422, error.message);
    if (error instanceof QueryError) return mapError(error.errors);
    throw error;
  }
}

/** A whole number within bounds, or the preset when it is not given. */
export function wholeNumber(query: URLSearchParams, name: string, low: number, high: number, preset: number): number {
  const text = query.get(name);
  if (text === null) return preset;
  const value = Number(text);
  if (!/^-?\d+$/.test(text)) throw new QueryError({ [name]: ['must be an integer'] });
  if (value < low) throw new QueryError({ [name]: [`must be greater than or equal to ${low}`] });
  if (value > high) throw new QueryError({ [name]: [`must be less than or equal to ${high}`] });
  return value;
}

/** A date-time with zone, as ms. */
export function dateOf(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(time)) throw new QueryError({ [name]: ['must be a date-time'] });
  return time;
}

/** The test that `filters` describes. */
export function filterOf(query: URLSearchParams): (row: Row) => boolean {
  const text = query.get('filters');
  return text === null ? () => true : parseFilters(text);
}
