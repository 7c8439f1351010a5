import { type Answer } from './service.js';

/** One entry of Meshmap's list-shaped errors. */
export interface Issue {
  code: string;
  message: string;
  path: (string | number)[];
}

export function issue(code: string, message: string, ...path: (string | number)[]): Issue {
  return { code, message, path };
}

/** The word for what a JSON value is. */
function typeName(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** Meshmap's one error envelope, with either of its payloads. */
export function failure(status: number, error: string | Issue[]): Answer {
  return { status, body: { error } };
}

/** What is wrong with the type of a value, in words. */
export function expected(wanted: string, got: unknown): string {
  return got === undefined ? 'Required' : `Expected ${wanted}, received ${typeName(got)}`;
}
