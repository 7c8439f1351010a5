/** Requests and answers of Node's HTTP server, for the short way (short-way.ts): no Request, no Response. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HeaderReader } from '../http/client-address.js';
import type { LeanResponse } from '../http/lean-answer.js';
import type { PlainGet } from '../http/fast-path.js';

/** Whoever sends these wants more than a plain answer, or sends more than a plain question. */
const UNUSUAL = ['content-length', 'transfer-encoding', 'expect', 'range', 'upgrade'];

/** Reads headers as a Request would give them, without making any. */
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

/** The request as the short way takes it; undefined for everything that is not a plain GET. */
export function plainGet({ method, url, rawHeaders, socket }: IncomingMessage): PlainGet | undefined {
  if (method !== 'GET' || !url?.startsWith('/')) return undefined;
  const headers = new RawHeaders(rawHeaders);
  if (UNUSUAL.some((name) => headers.get(name) !== null)) return undefined;
  return { target: url, headers, connection: { ip: socket.remoteAddress } };
}

/** Views of the same bytes: Node makes one of its own for each answer that does not come as a Buffer. */
const buffers = new WeakMap<Uint8Array<ArrayBuffer>, Buffer>();

function bufferOf(bytes: Uint8Array<ArrayBuffer>): Buffer {
  let buffer = buffers.get(bytes);
  if (!buffer) buffers.set(bytes, (buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)));
  return buffer;
}

/** Writes an answer out, as @hono/node-server writes those of the long way. */
export function send(response: ServerResponse, { status, headers, body }: LeanResponse): void {
  if (body === null) {
    response.writeHead(status, headers).end();
    return;
  }
  headers.push('Content-Length', String(Buffer.byteLength(body)));
  response.writeHead(status, headers).end(typeof body === 'string' ? body : bufferOf(body));
}
