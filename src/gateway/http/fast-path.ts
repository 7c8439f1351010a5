/**
 * Fast path for cached reads, for hosts that see a request before a `Request` is made of it (node-server.ts): half of the cost of
 * a cached board is Request, Response and promises.
 *
 * Widgets request the same board with the same token again and again. When a GET was allowed and its response is cacheable, the
 * grant is cached under everything that the normal path decides by: path and query, host, token, and the two headers that name
 * the page. An identical request then skips all checks that can only have the same result. What can change is checked each
 * time: whether the gateway is closing (handler.ts), the token has expired or was revoked, the response is cached and fresh, and the
 * rate limits. When in doubt `answer` returns undefined before anything is counted, and the normal path decides.
 *
 * Grants are cached, not responses: those come from the cache, made for the claims of the very token.
 */
import { LRUCache } from 'lru-cache';
import { tokenIn, type Authorizer } from '../auth/authorize.js';
import { clientAddressReader, type Connection, type HeaderReader } from './client-address.js';
import type { Claims } from '../auth/claims.js';
import type { GatewaySettings } from '../config/config.js';
import { HeaderTemplate, nextRequestId, toRawResponse, type RawResponse } from './http-response.js';
import type { RouteMatch } from './router.js';
import {
  conditionalResponse,
  encodeJson,
  type CachedRead,
  type EncodedJson,
  type Viewer,
} from '../cache/encoded-json.js';
import type { RequestTracker } from '../observe/request-tracker.js';

/** As many as verified tokens are cached. */
const MAX_GRANTS = 10_000;
const MAX_BYTES = 16 * 1024 * 1024;
/** Bytes of a grant besides its key, roughly. */
const GRANT_BYTES = 1_024;
const NOTHING = encodeJson('');

/** A GET without special headers. `target`: path and query as sent. */
export interface PlainGet {
  readonly target: string;
  /** Repeated headers are joined by a comma, as in a Request. */
  readonly headers: HeaderReader;
  readonly connection: Connection;
}

/** The result of the normal path; `headers` are those of its response. */
export interface FastPathHit extends Omit<Viewer, 'known'> {
  readonly match: RouteMatch;
  readonly claims: Claims | undefined;
  readonly reading: CachedRead;
}

interface CachedGrant extends FastPathHit {
  readonly target: string;
  /** The values of the deciding headers. */
  readonly words: readonly (string | null)[];
  readonly token: string | undefined;
  readonly template: HeaderTemplate;
}

/** The headers that the normal path decides by. */
const DECIDING = ['authorization', 'origin', 'sec-fetch-site', 'host'] as const;

/** The key of a grant. The end of a token is its signature, and faster to look up than the whole. */
const keyOf = ({ target, headers }: PlainGet): string => `${target}\n${headers.get('authorization')?.slice(-43)}`;

/** True when the request is identical to the one that was allowed. */
const isSame = (get: PlainGet, { target, words }: CachedGrant): boolean =>
  get.target === target && DECIDING.every((name, i) => get.headers.get(name) === words[i]);

export class FastPath {
  readonly #access: Authorizer;
  readonly #tracker: RequestTracker;
  readonly #readCaller;
  readonly #grants = new LRUCache<string, CachedGrant>({ max: MAX_GRANTS, maxSize: MAX_BYTES });

  constructor(settings: GatewaySettings, access: Authorizer, tracker: RequestTracker) {
    this.#access = access;
    this.#tracker = tracker;
    this.#readCaller = clientAddressReader(settings);
  }

  /** Caches the grant of a request that was allowed. */
  remember(get: PlainGet, found: FastPathHit): void {
    if (!this.#access.countsSynchronously(found.match, found.claims)) return;
    const { target, headers } = get;
    const words = DECIDING.map((name) => headers.get(name));
    const token = tokenIn(headers.get('authorization'));
    const template = new HeaderTemplate(conditionalResponse(NOTHING, { ...found, known: null }).headers);
    const size = words.reduce((sum, word) => sum + (word?.length ?? 0), target.length + GRANT_BYTES);
    this.#grants.set(keyOf(get), { ...found, target, words, token, template }, { size });
  }

  /** The response, or undefined when the normal path must be taken. */
  answer(get: PlainGet): RawResponse | undefined {
    const grant = this.#grants.get(keyOf(get));
    if (!grant || !isSame(get, grant)) return undefined;
    if (!this.#access.isStillValid(grant.claims, grant.token)) return undefined;
    const json = grant.reading.peek();
    return json && this.#respond(json, grant, get);
  }

  #respond(json: EncodedJson, grant: CachedGrant, get: PlainGet): RawResponse {
    const { claims, template, match } = grant;
    const started = performance.now();
    const requestId = nextRequestId();
    const headers = () => ({ ...grant.headers, 'x-request-id': requestId });
    this.#tracker.begin();
    try {
      this.#access.countRead(match, this.#readCaller(get.headers, get.connection), claims);
      const known = get.headers.get('if-none-match');
      const answer =
        known === null
          ? { status: 200, headers: template.fill(requestId, json.etag), body: json.bytes }
          : toRawResponse(conditionalResponse(json, { ...grant, known, headers: headers() }));
      this.#tracker.end(match, answer.status, started);
      return answer;
    } catch (cause) {
      return toRawResponse(this.#tracker.fail(match, started, { cause, requestId, method: 'GET' }, headers()));
    }
  }
}
