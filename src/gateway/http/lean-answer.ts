/** Answers with their headers as names and values in turn: Node writes those quicker than an object that was put together. */
import type { GatewayResponse, Headers } from './http-response.js';

export interface LeanResponse {
  readonly status: number;
  readonly headers: string[];
  readonly body: GatewayResponse['body'];
}

/** The same answer. */
export const lean = ({ status, headers, body }: GatewayResponse): LeanResponse => ({
  status,
  headers: Object.entries(headers).flat(),
  body,
});

/** Headers that are the same each time, but for two values. */
export class HeaderTemplate {
  readonly #lines: readonly string[];
  /** Places of the values; 0 when there is none. */
  readonly #requestId: number;
  readonly #etag: number;

  constructor(headers: Headers) {
    this.#lines = Object.entries(headers).flat();
    this.#requestId = this.#lines.indexOf('x-request-id') + 1;
    this.#etag = this.#lines.indexOf('etag') + 1;
  }

  /** A copy with these values. */
  filled(requestId: string, etag: string): string[] {
    const lines = this.#lines.slice();
    lines[this.#requestId] = requestId;
    if (this.#etag > 0) lines[this.#etag] = etag;
    return lines;
  }
}
