/** From a request to its answer: origin, path, access, and whatever goes wrong on the way. */
import { gatewayError, toResponse, type Headers } from './http-response.js';
import { clientAddressReader, type Connection } from './client-address.js';
import type { GatewaySettings } from '../config/config.js';
import { corsRules, preflight } from './cors.js';
import type { LeanResponse } from './lean-answer.js';
import { createRouter, splitUrl, type RouteMatch } from './router.js';
import type { GatewayParts } from '../parts.js';
import { readBody, readQuery } from './request-body.js';
import { nextRequestId } from './request-id.js';
import { FastPath, type PlainGet } from './fast-path.js';

/** A request on its way in. */
interface Arrival {
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
  readonly #parts: GatewayParts;
  readonly #cors;
  readonly #match;
  readonly #readCaller;
  readonly #shortWay: FastPath;
  #closing = false;

  constructor(settings: GatewaySettings, parts: GatewayParts) {
    this.#settings = settings;
    this.#parts = parts;
    this.#cors = corsRules(settings.origins);
    this.#match = createRouter(parts.rows, settings.basePath);
    this.#readCaller = clientAddressReader(settings);
    this.#shortWay = new FastPath(settings, parts.access, parts.tally);
  }

  /** The answer to a request that was allowed before, word for word; undefined when `handle` has to be asked. */
  handleKept(get: PlainGet): LeanResponse | undefined {
    return this.#closing ? undefined : this.#shortWay.answer(get);
  }

  /** Never rejects. @param get the same request, when `handleKept` may be asked for it the next time */
  async handle(request: Request, connection: Connection, get?: PlainGet): Promise<Response> {
    const { tally } = this.#parts;
    const started = performance.now();
    const requestId = nextRequestId();
    const origin = request.headers.get('origin');
    const allowed = this.#cors(origin);
    const headers: Headers = { ...(allowed ?? { vary: 'Origin' }), 'x-request-id': requestId };
    let found: RouteMatch | undefined;
    tally.begin();
    try {
      if (!allowed) throw gatewayError('forbidden', 'Pages of this origin may not use this gateway.');
      if (this.#closing)
        throw gatewayError('unavailable', 'The gateway is closing.', { retryable: true, retryAfter: 2 });
      if (origin !== null && request.method === 'OPTIONS') {
        const response = preflight(allowed);
        tally.end(undefined, response.status, started);
        return response;
      }
      const { path, query } = splitUrl(request.url);
      found = this.#match(request.method, path);
      if (!found) throw gatewayError('not-found', 'There is nothing here.');
      const response = await this.#answer({ request, connection, match: found, query, headers, get });
      tally.end(found, response.status, started);
      return response;
    } catch (cause) {
      return toResponse(tally.fail(found, started, { cause, requestId, method: request.method }, headers));
    }
  }

  /** Ends all streams and refuses what comes after; resolves when the requests under way are answered. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#parts.live.close();
    await this.#parts.tally.idle();
  }

  async #answer({ request, connection, match, query, headers, get }: Arrival): Promise<Response> {
    const { access, serve } = this.#parts;
    const settings = this.#settings;
    const caller = this.#readCaller(request.headers, connection);
    const claims = await access.check(request, match, caller);
    const body = match.row.fill && request.method !== 'GET' ? await readBody(request, settings.clock) : undefined;
    return await serve({
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
      remember: get && ((reading, viewer) => this.#shortWay.remember(get, { match, claims, reading, ...viewer })),
    });
  }
}
