/**
 * The short way to a kept answer, for hosts that see a request before a Request is made of it (node-server.ts): half of
 * what a board costs on the long way is Request, Response and promises.
 *
 * Widgets ask for the same board with the same token again and again. When a GET was allowed and its answer is of the
 * kind that is kept, the permission is remembered under everything the long way decides by: path and query, host, token,
 * and the two headers that say which page asks. Word for word the same request then needs none of the checks again that
 * can only come out the same. What can come out differently is looked at each time: whether the gateway is closing
 * (handler.ts), the token has neither expired nor been revoked, the answer is at hand and fresh, and the caller has not
 * asked too often. In any doubt `answer` says undefined before anything is counted, and the long way decides.
 *
 * Permissions are remembered, not answers: those come from the cache, cut for the claims of the very token.
 */
import { tokenIn, type Authorizer } from '../auth/authorize.js';
import { clientAddressReader, type Connection, type HeaderReader } from './client-address.js';
import type { Claims } from '../auth/claims.js';
import type { GatewaySettings } from '../config/config.js';
import { lean, HeaderTemplate, type LeanResponse } from './lean-answer.js';
import type { RouteMatch } from './router.js';
import { LruCache } from '../cache/lru.js';
import type { CachedRead } from '../cache/cached-reads.js';
import { nextRequestId } from './request-id.js';
import { conditionalResponse, encodeJson, type EncodedJson, type Viewer } from '../cache/encoded-json.js';
import type { RequestTracker } from '../observe/request-tracker.js';

/** As many as tokens are remembered. */
const MOST = 10_000;
const MOST_BYTES = 16 * 1024 * 1024;
/** Bytes of a permission besides its key, roughly. */
const WEIGHT = 1_024;
const NOTHING = encodeJson('');

/** A GET without anything out of the ordinary. `target`: path and query as sent. */
export interface PlainGet {
  readonly target: string;
  /** Repeated headers are joined by a comma, as in a Request. */
  readonly headers: HeaderReader;
  readonly connection: Connection;
}

/** What the long way found; `headers` are those of its own answer. */
export interface FastPathHit extends Omit<Viewer, 'known'> {
  readonly match: RouteMatch;
  readonly claims: Claims | undefined;
  readonly reading: CachedRead;
}

interface CachedGrant extends FastPathHit {
  readonly target: string;
  /** The deciding headers. */
  readonly words: readonly (string | null)[];
  readonly token: string | undefined;
  readonly lines: HeaderTemplate;
}

/** The headers that the long way decides by. */
const DECIDING = ['authorization', 'origin', 'sec-fetch-site', 'host'] as const;

/** Where a permission is found. The end of a token is its signature, and much quicker to look up than the whole. */
const keyOf = ({ target, headers }: PlainGet): string => `${target}\n${headers.get('authorization')?.slice(-43)}`;

/** Whether a request is the one that was allowed, word for word. */
const isSame = (get: PlainGet, { target, words }: CachedGrant): boolean =>
  get.target === target && DECIDING.every((name, i) => get.headers.get(name) === words[i]);

export class FastPath {
  readonly #access: Authorizer;
  readonly #tally: RequestTracker;
  readonly #readCaller;
  readonly #permissions = new LruCache<CachedGrant>(MOST, MOST_BYTES);

  constructor(settings: GatewaySettings, access: Authorizer, tally: RequestTracker) {
    this.#access = access;
    this.#tally = tally;
    this.#readCaller = clientAddressReader(settings);
  }

  /** Remembers that this request was allowed. */
  remember(get: PlainGet, found: FastPathHit): void {
    if (!this.#access.countsAtOnce) return;
    const { target, headers } = get;
    const words = DECIDING.map((name) => headers.get(name));
    const token = tokenIn(headers.get('authorization'));
    const lines = new HeaderTemplate(conditionalResponse(NOTHING, { ...found, known: null }).headers);
    const size = words.reduce((sum, word) => sum + (word?.length ?? 0), target.length + WEIGHT);
    this.#permissions.set(keyOf(get), { ...found, target, words, token, lines }, size);
  }

  /** The answer, or undefined when the long way has to be taken. */
  answer(get: PlainGet): LeanResponse | undefined {
    const permission = this.#permissions.get(keyOf(get));
    if (!permission || !isSame(get, permission)) return undefined;
    if (!this.#access.stillGood(permission.claims, permission.token)) return undefined;
    const made = permission.reading.peek();
    return made && this.#show(made, permission, get);
  }

  #show(made: EncodedJson, permission: CachedGrant, get: PlainGet): LeanResponse {
    const { claims, lines, match } = permission;
    const started = performance.now();
    const requestId = nextRequestId();
    const headers = () => ({ ...permission.headers, 'x-request-id': requestId });
    this.#tally.begin();
    try {
      this.#access.countRead(this.#readCaller(get.headers, get.connection), claims);
      const known = get.headers.get('if-none-match');
      const answer =
        known === null
          ? { status: 200, headers: lines.filled(requestId, made.etag), body: made.bytes }
          : lean(conditionalResponse(made, { ...permission, known, headers: headers() }));
      this.#tally.end(match, answer.status, started);
      return answer;
    } catch (cause) {
      return lean(this.#tally.fail(match, started, { cause, requestId, method: 'GET' }, headers()));
    }
  }
}
