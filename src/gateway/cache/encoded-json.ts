/** Answers that several callers may see: made once, kept as the bytes that are sent. */
import { jsonResponse, NO_STORE, type GatewayResponse, type Headers } from '../http/http-response.js';
import { etagOf } from '../http/digest.js';
import type { Row } from '../routes.js';

/** JSON with its ETag. Bytes, because names beyond Latin-1 make a text cost more to send than everything else does. */
export interface EncodedJson {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly etag: string;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Makes it from JSON text. */
export const encodeJson = (text: string): EncodedJson => ({ bytes: encoder.encode(text), etag: etagOf(text) });

/** The text it was made from. */
export const textOf = ({ bytes }: EncodedJson): string => decoder.decode(bytes);

/** Whom an answer is shown to. */
export interface Viewer {
  readonly row: Row;
  /** Everybody may see it, so caches on the way may keep it. */
  readonly isPublic: boolean;
  /** It holds something about this caller: nobody may keep it. */
  readonly personal: boolean;
  /** The request's `If-None-Match`. */
  readonly known: string | null;
  /** Headers that every answer to this request has. */
  readonly headers: Headers;
}

/** The answer as this caller gets it: 304 when the caller has it already. */
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
