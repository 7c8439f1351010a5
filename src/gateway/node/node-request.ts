/** Adapter between Node's HTTP server and the fast path (fast-path.ts), without Request and Response. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HeaderReader } from '../http/client-address.js';
import type { RawResponse } from '../http/http-response.js';
import type { PlainGet } from '../http/fast-path.js';

/** Requests with these headers take the normal path. */
const SPECIAL = ['content-length', 'transfer-encoding', 'expect', 'range', 'upgrade'];

/** Reads raw headers with the semantics of `Headers`. */
class RawHeaders implements HeaderReader {
  readonly #raw: readonly string[];

  /** @param raw names and values in turn */
  constructor(raw: readonly string[]) {
    this.#raw = raw;
  }

  /** @param wanted in lower case */
  get(wanted: string): string | null {
    let value: string | null = null;
    for (let i = 0; i < this.#raw.length; i += 2) {
      const name = this.#raw[i];
      if (name.length !== wanted.length || name.toLowerCase() !== wanted) continue;
      value = value === null ? this.#raw[i + 1] : `${value}, ${this.#raw[i + 1]}`;
    }
    return value;
  }
}

/** The request for the fast path; undefined for everything that is not a plain GET. */
export function plainGet({ method, url, rawHeaders, socket }: IncomingMessage): PlainGet | undefined {
  if (method !== 'GET' || !url?.startsWith('/')) return undefined;
  const headers = new RawHeaders(rawHeaders);
  if (SPECIAL.some((name) => headers.get(name) !== null)) return undefined;
  return { target: url, headers, connection: { ip: socket.remoteAddress } };
}

/** Buffers that view the same bytes: Node creates one per response for bodies that are no Buffer. */
const buffers = new WeakMap<Uint8Array<ArrayBuffer>, Buffer>();

function bufferOf(bytes: Uint8Array<ArrayBuffer>): Buffer {
  let buffer = buffers.get(bytes);
  if (!buffer) buffers.set(bytes, (buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)));
  return buffer;
}

/** Writes a response as @hono/node-server writes those of the normal path. */
export function send(response: ServerResponse, { status, headers, body }: RawResponse): void {
  if (body === null) {
    response.writeHead(status, headers).end();
    return;
  }
  headers.push('Content-Length', String(Buffer.byteLength(body)));
  response.writeHead(status, headers).end(typeof body === 'string' ? body : bufferOf(body));
}
