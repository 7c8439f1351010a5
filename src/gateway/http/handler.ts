/** The request handler: CORS, routing, authorization, dispatch, and errors. */
import { gatewayError, nextRequestId, toResponse, type Headers, type RawResponse } from './http-response.js';
import { clientAddressReader, type Connection } from './client-address.js';
import type { Authorizer } from '../auth/authorize.js';
import type { GatewaySettings } from '../config/config.js';
import type { RequestTracker } from '../observe/request-tracker.js';
import type { Row } from '../routes.js';
import type { RequestContext } from './context.js';
import { corsRules, preflight } from './cors.js';
import { createEmbedPages, isOwnOrigin } from './embed-page.js';
import { createRouter, splitUrl, type RouteMatch } from './router.js';
import { readBody, readQuery } from './request-body.js';
import { FastPath, type PlainGet } from './fast-path.js';

/** What the handler uses. */
export interface HandlerParts {
  /** Routes of the configured services. */
  readonly rows: readonly Row[];
  readonly access: Authorizer;
  readonly dispatch: (context: RequestContext) => Promise<Response>;
  readonly tracker: RequestTracker;
  readonly closeStreams: () => void;
}

/** A request that matches a route. */
interface Routed {
  readonly request: Request;
  readonly connection: Connection;
  readonly match: RouteMatch;
  readonly query: string;
  readonly headers: Headers;
  readonly get: PlainGet | undefined;
}

/** Answers requests until it is closed. */
export class Handler {
  readonly #settings: GatewaySettings;
  readonly #parts: HandlerParts;
  readonly #cors;
  readonly #match;
  readonly #readCaller;
  readonly #embedPage;
  readonly #fastPath: FastPath;
  #closing = false;

  constructor(settings: GatewaySettings, parts: HandlerParts) {
    this.#settings = settings;
    this.#parts = parts;
    this.#cors = corsRules(settings.origins);
    this.#match = createRouter(parts.rows, settings.basePath);
    this.#readCaller = clientAddressReader(settings);
    this.#embedPage = createEmbedPages(settings);
    this.#fastPath = new FastPath(settings, parts.access, parts.tracker);
  }

  /** The response to a request that was allowed before, by the fast path; undefined when `handle` must be called. */
  handleCached(get: PlainGet): RawResponse | undefined {
    return this.#closing ? undefined : this.#fastPath.answer(get);
  }

  /** Never rejects. @param get the same request for `handleCached`, where the host calls it */
  async handle(request: Request, connection: Connection, get?: PlainGet): Promise<Response> {
    const { tracker } = this.#parts;
    const started = performance.now();
    const requestId = nextRequestId();
    const origin = request.headers.get('origin');
    const cors = this.#cors(origin) ?? this.#ownCors(origin, request.url);
    const headers: Headers = { ...(cors ?? { vary: 'Origin' }), 'x-request-id': requestId };
    let match: RouteMatch | undefined;
    tracker.begin();
    try {
      if (!cors) throw gatewayError('forbidden', 'Pages of this origin may not use this gateway.');
      if (this.#closing)
        throw gatewayError('unavailable', 'The gateway is closing.', { retryable: true, retryAfter: 2 });
      if (origin !== null && request.method === 'OPTIONS') {
        const response = preflight(cors, this.#settings.allowedHeaders);
        tracker.end(undefined, response.status, started);
        return response;
      }
      const { path, query } = splitUrl(request.url);
      const page = await this.#embedPage(request.method, path, query, headers);
      if (page) {
        tracker.end(undefined, page.status, started);
        return toResponse(request.method === 'HEAD' ? { ...page, body: null } : page);
      }
      match = this.#findRoute(request.method, path);
      if (!match) throw gatewayError('not-found', 'There is nothing here.');
      const response = await this.#answer({ request, connection, match, query, headers, get });
      tracker.end(match, response.status, started);
      return request.method === 'HEAD' ? withoutBody(response) : response;
    } catch (cause) {
      const failed = toResponse(tracker.fail(match, started, { cause, requestId, method: request.method }, headers));
      return request.method === 'HEAD' ? withoutBody(failed) : failed;
    }
  }

  /** Ends all streams and refuses further requests; resolves when those under way are answered. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#parts.closeStreams();
    await this.#parts.tracker.idle();
  }

  /** Embed pages are on this gateway's own origin, which needs no CORS headers. */
  #ownCors(origin: string | null, url: string): Headers | undefined {
    return this.#settings.embed && origin !== null && isOwnOrigin(origin, url) ? { vary: 'Origin' } : undefined;
  }

  /** HEAD is answered like GET, except by streams. */
  #findRoute(method: string, path: string): RouteMatch | undefined {
    if (method !== 'HEAD') return this.#match(method, path);
    const match = this.#match('GET', path);
    return match?.row.serve === 'live' || match?.row.serve === 'page-stream' ? undefined : match;
  }

  async #answer({ request, connection, match, query, headers, get }: Routed): Promise<Response> {
    const { access, dispatch } = this.#parts;
    const settings = this.#settings;
    const caller = this.#readCaller(request.headers, connection);
    const claims = await access.check(request, match, caller);
    const hasBody = match.row.hasBody ?? (!!match.row.fill && match.row.method !== 'GET');
    const body = hasBody ? await readBody(request, settings.clock) : undefined;
    return await dispatch({
      request,
      match,
      params: match.params,
      query: readQuery(match.row, query),
      body,
      claims,
      caller,
      settings,
      headers,
      isPublic: access.isPublic(match),
      until: claims && access.acceptedUntil(claims),
      isRevoked: async () => !!claims && access.isRevoked(claims),
      countMiss: () => access.countMiss(match, caller),
      remember: get && ((reading, viewer) => this.#fastPath.remember(get, { match, claims, reading, ...viewer })),
    });
  }
}

function withoutBody({ status, headers, body }: Response): Response {
  body?.cancel().catch(() => undefined); // it is not sent
  return new Response(null, { status, headers });
}
