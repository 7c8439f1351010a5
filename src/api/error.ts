/** Every way in which a call can fail; a closed list, shared with the gateway. */
export const errorCodes = [
  'network',
  'timeout',
  'aborted',
  'unauthorized',
  'forbidden',
  'not-found',
  'invalid',
  'conflict',
  'rate-limited',
  'unavailable',
  'upstream',
  'schema',
  'expired',
  'unsupported',
  'unknown-outcome',
] as const;

/** One of `errorCodes`. */
export type ErrorCode = (typeof errorCodes)[number];

/** Who failed: one of the three services, the gateway in front of them, or a game in a frame. */
export type Service = 'meshmap' | 'iplaygames' | 'vaix' | 'gateway' | 'game';

/** One field that was refused or could not be read; `path` joins keys and indexes by dots: `players.0.score`. */
export interface FieldIssue {
  path: string;
  message: string;
  code?: string;
}

/** Everything about a failure but its message. */
export interface ApiErrorDetails {
  code: ErrorCode;
  service: Service;
  /** HTTP status, when an answer came. */
  status?: number;
  /** True when the same call may well succeed a little later. */
  retryable?: boolean;
  /** Seconds that the service asked to be left alone. */
  retryAfter?: number;
  fields?: readonly FieldIssue[];
  /** The id to quote to whoever runs the gateway or the service. */
  requestId?: string;
  /** Of a start whose answer could not be used: the session exists all the same, and has to be ended. */
  sessionId?: string;
  cause?: unknown;
}

/** The only error that leaves the API layer. Its message is for logs and developers; what players read is chosen by `code`. */
export class ApiError extends Error {
  readonly code: ErrorCode;
  readonly service: Service;
  readonly status?: number;
  readonly retryable: boolean;
  readonly retryAfter?: number;
  readonly fields?: readonly FieldIssue[];
  readonly requestId?: string;
  readonly sessionId?: string;

  constructor(message: string, details: ApiErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'ApiError';
    this.code = details.code;
    this.service = details.service;
    this.retryable = details.retryable ?? false;
    if (details.status !== undefined) this.status = details.status;
    if (details.retryAfter !== undefined) this.retryAfter = details.retryAfter;
    if (details.fields?.length) this.fields = details.fields;
    if (details.requestId !== undefined) this.requestId = details.requestId;
    if (details.sessionId !== undefined) this.sessionId = details.sessionId;
  }
}
