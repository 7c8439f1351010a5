/** JSON responses that several callers get: encoded once, kept as the bytes that are sent. */
import { jsonResponse, NO_STORE, type GatewayResponse, type Headers } from '../http/http-response.js';
import { etagOf } from '../http/digest.js';
import type { Row } from '../routes.js';

/** JSON with its ETag. Bytes, because encoding text beyond Latin-1 costs more than all the rest of a response. */
export interface EncodedJson {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly etag: string;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Encodes JSON text. */
export const encodeJson = (text: string): EncodedJson => ({ bytes: encoder.encode(text), etag: etagOf(text) });

/** Decodes it. */
export const textOf = ({ bytes }: EncodedJson): string => decoder.decode(bytes);

/** What decides the headers of a response. */
export interface Viewer {
  readonly row: Row;
  /** It is the same for everyone, so shared caches may store it. */
  readonly isPublic: boolean;
  /** It holds something about this caller: no cache may store it. */
  readonly personal: boolean;
  /** The request's `If-None-Match`. */
  readonly known: string | null;
  /** Headers that every response to this request has. */
  readonly headers: Headers;
}

/** A shared read of one caller. It outlives the request, so it holds nothing of it but the checked values. */
export interface CachedRead {
  /** True when the response holds something about the caller. */
  readonly personal: boolean;
  /** What is cached and fresh. */
  peek(): EncodedJson | undefined;
  /** The same, from the upstream when needed. */
  read(): Promise<EncodedJson>;
}

/** The response for one caller: 304 when the caller's ETag matches. */
export function conditionalResponse(
  { bytes, etag }: EncodedJson,
  { row, isPublic, personal, known, headers }: Viewer,
): GatewayResponse {
  if (personal) return jsonResponse(bytes, { ...headers, ...NO_STORE });
  const { fresh = 1, stale = 1 } = row.keep ?? {};
  const all = {
    ...headers,
    etag,
    'cache-control': isPublic
      ? `public, max-age=0, s-maxage=${Math.ceil(fresh)}, stale-while-revalidate=${Math.ceil(stale)}`
      : 'private, no-cache',
  };
  if (known !== null && known.replace(/^W\//, '') === etag) return { status: 304, headers: all, body: null };
  return jsonResponse(bytes, all);
}
