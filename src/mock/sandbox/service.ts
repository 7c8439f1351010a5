/** A call that has arrived at an operation. */
export interface Call {
  readonly request: Request;
  readonly url: URL;
  /** Values of the `{names}` in the operation's path, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The parsed JSON body; undefined when there is none or it is not JSON. */
  readonly body: unknown;
}

/** What an operation answers; the body becomes JSON. Without a body nothing is sent (204). */
export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

export interface Operation {
  /** The operation id of the contract. */
  readonly name: string;
  readonly method: string;
  /** Path below the service's prefix, with `{names}`. */
  readonly path: string;
  /** The operation needs no key. */
  readonly open?: boolean;
  readonly handle: (call: Call) => Answer | Promise<Answer>;
}

export interface Service {
  /** First path segment, which stands for the vendor's host: `/meshmap`. */
  readonly prefix: string;
  readonly operations: readonly Operation[];
  /** Refuses a call without the right key. */
  readonly guard: (call: Call) => Answer | undefined;
  /** A failure in the vendor's own error shape. */
  readonly failure: (status: number, message: string) => Answer;
}

/** Values of the template's `{names}` when the path fits it. */
export function matchPath(template: string, path: string): Record<string, string> | undefined {
  const wanted = template.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const value = given[index];
    if (!segment.startsWith('{')) {
      if (segment !== value) return undefined;
      continue;
    }
    const decoded = decode(value);
    if (!decoded) return undefined;
    params[segment.slice(1, -1)] = decoded;
  }
  return params;
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

/** A JSON object body, or undefined for anything else. */
export function asObject(body: unknown): Record<string, unknown> | undefined {
  return typeof body === 'object' && body !== null && !Array.isArray(body)
    ? (body as Record<string, unknown>)
    : undefined;
}
