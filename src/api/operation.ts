import type { ZodMiniType } from 'zod/mini';
import { ApiError, type FieldIssue, type Service } from './error.js';
import { parseId } from './sanitize.js';

/** Per call. */
export interface CallOptions {
  /** Ends the call with code `aborted`. */
  signal?: AbortSignal;
  /** Lets the request outlive the page (ending a session while the page goes away). */
  keepalive?: boolean;
  /** Automatic retries at most; default 2 where the operation allows any, never more than it allows. */
  retry?: number;
}

/** A list of which one bad row never takes the rest along. */
export interface ListResult<T> {
  readonly items: readonly T[];
  /** Rows left out: their index in the answer, the field at fault and what is wrong with it. */
  readonly skipped: readonly { index: number; path: string; message: string }[];
  /** True when the answer had an older, undocumented root. */
  readonly drift?: boolean;
  /** The total as the service reports it; it may be wrong. */
  readonly total?: number;
}

/**
 * One operation as a service describes it, for the client that calls it and the gateway that passes it on. Schemas are
 * of the wire: they keep only the fields that are shown and leave values as sent, so the gateway can answer with them.
 */
export interface Operation {
  readonly service: Exclude<Service, 'game'>;
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** Path below the service's url, with `{names}`. */
  readonly path: string;
  /** Which time limit applies. */
  readonly kind: 'read' | 'write' | 'start';
  /** `safe`: a read. `replay`: a write that may be repeated with the same values. `never`: repeating may do it twice. */
  readonly retry: 'safe' | 'replay' | 'never';
  /** Query names allowed. */
  readonly query?: readonly string[];
  /** Body of the request; unknown keys are refused. */
  readonly body?: ZodMiniType;
  /** The object answered, or one row of the list answered; absent when only success counts, or where it is checked. */
  readonly answer?: ZodMiniType;
  /** True when an answer without a body is a success too. */
  readonly mayBeEmpty?: boolean;
  /** Key of the object or list in the answer; absent when the answer is the object itself. */
  readonly root?: string;
  /** True when `root` is a list. */
  readonly list?: boolean;
}

/** What one call fills into its route. */
export interface Call {
  /** Values of the `{names}` in the path. */
  params?: Readonly<Record<string, string>>;
  /** Absent values are not sent. */
  query?: Readonly<Record<string, string | number | undefined>>;
  body?: Readonly<Record<string, unknown>>;
  /** Reads an answer of more than 256 KB while it arrives. Answers nothing, having read nothing, when it cannot now. */
  readLong?: (answer: StreamedResponse, signal: AbortSignal) => Promise<StreamResult | undefined>;
}

/** A long answer on its way. */
export interface StreamedResponse {
  /** What has come, counted already. */
  readonly parts: readonly Uint8Array[];
  /** What is still to come. */
  readonly body: ReadableStream<Uint8Array>;
  /** Counts what comes next. Throws ApiError when it is too much. */
  readonly count: (bytes: Uint8Array) => void;
}

/** What an answer came to: its JSON, undefined for what is none, or what was made of that. */
export interface StreamResult {
  readonly answer: unknown;
  /** Its beginning, as sent. */
  readonly text: string;
}

/**
 * Makes the request of a route and answers the JSON of a success (or what `readLong` made of it), undefined for an empty
 * one. Rejects with ApiError.
 */
export interface Send {
  (route: Operation, call: Call, options?: CallOptions): Promise<unknown>;
  /**
   * Makes a request ready. What is answered sends it before it returns, with the token of then and once: for a page that
   * goes away, where nothing asynchronous may come first. It rejects with ApiError when the answer is no success.
   */
  readonly prepare?: (route: Operation, call: Call) => () => Promise<void>;
}

/** What is added to the message of a call that must not be repeated and got no clear answer. */
export const OUTCOME_UNKNOWN = ': whether it took effect is not known';

/** The parts of a request that its route defines. */
export interface RequestParts {
  readonly method: Operation['method'];
  /** Path and query below the service's url. */
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
}

/**
 * Fills ids, query and body into a route. Throws ApiError `invalid` that names, in camel case, what cannot be sent. The
 * body is taken as it is: `checkBody` comes before.
 */
export function buildRequest(route: Operation, { params, query = {}, body }: Call): RequestParts {
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeSegment(route, name, params?.[name]));
  const search = Object.entries(query)
    .filter((entry) => entry[1] !== undefined)
    .map(([name, value]) => `${name}=${encode(route, toCamelCase(name), String(value))}`);
  return { method: route.method, path: search.length ? `${path}?${search.join('&')}` : path, body };
}

/** The error for a call that is refused before anything is sent. */
export function invalidArgument(route: Pick<Operation, 'service'>, fields: readonly FieldIssue[]): ApiError {
  const [first] = fields;
  return new ApiError(`${first?.path} ${first?.message}`, { code: 'invalid', service: route.service, fields });
}

/** An id in a path. Dots alone would climb up the path, whether they are encoded or not. */
function encodeSegment(route: Operation, name: string, value: unknown): string {
  const id = parseId(value);
  if (id === undefined || id === '.' || id === '..')
    throw invalidArgument(route, [{ path: name, message: 'must be an id' }]);
  return encode(route, name, id);
}

function encode(route: Operation, path: string, value: string): string {
  try {
    return encodeURIComponent(value);
  } catch {
    throw invalidArgument(route, [{ path, message: 'holds half a character' }]);
  }
}

/** `player_id` → `playerId`. */
export function toCamelCase(path: string): string {
  return path.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
