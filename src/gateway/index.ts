/** `game-session-widgets/gateway`: keeps operator keys off the page. Web standards only; runs wherever there is `fetch`. */
import type { Route } from '../api/route.js';
import { Access } from './access.js';
import { asApiError, errorAnswer, refuse, type Headers } from './answer.js';
import { Cache } from './cache.js';
import { callerReader, type Connection } from './caller.js';
import { readConfig, type GatewayConfig } from './config.js';
import { corsRules, preflight } from './cors.js';
import { Handles } from './handles.js';
import { secretsOf } from './keys.js';
import { Limits } from './limits.js';
import { Live } from './live.js';
import { createLog } from './log.js';
import { matcher, splitUrl, type Match } from './match.js';
import { Metrics } from './metrics.js';
import { readBody, readQuery } from './request-body.js';
import { table } from './routes.js';
import { createServe } from './serve.js';
import { upstreamFor } from './visit.js';
import { playersSources } from './players.js';
import { nextRequestId } from './request-id.js';
import { Starts } from './starts.js';
import { Tally } from './tally.js';
import { targets } from './targets.js';
import { Tokens } from './tokens.js';
import { Upstream } from './upstream.js';

export { ConfigError, type GatewayConfig, type Key, type LimitName, type Rate } from './config.js';
export type { Connection } from './caller.js';
export type { Limiter, LimiterOptions } from './limits.js';
export type { LogLine } from './log.js';
export type { Claims, MintClaims } from './claims.js';
export { mintToken } from './tokens.js';
export { scopes, type Scope } from './scopes.js';
export type { TokenConfig } from './keys.js';

/** A gateway. `fetch` is all that most hosts need. */
export interface Gateway {
  /** Answers a request; never rejects. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** The same for hosts that know the other end of the connection. */
  readonly handle: (request: Request, connection: Connection) => Promise<Response>;
  /** What is served, as `GET /path` by line. */
  readonly routes: readonly string[];
  /** Counters in the text format of Prometheus. */
  metrics(): string;
  /** Ends all streams and refuses what comes after; resolves when the requests under way are answered. */
  close(): Promise<void>;
}

/** Makes a gateway. Throws ConfigError, which names each setting that cannot be right. */
export function createGateway(config: GatewayConfig): Gateway {
  const settings = readConfig(config);
  const log = createLog(settings);
  const metrics = new Metrics();
  const services = targets(settings);
  const upstreams = new Map<Route['service'], Upstream>(
    services.map((target) => [target.service, new Upstream(target, settings, log, metrics)]),
  );
  const rows = table.filter(({ route }) => upstreams.has(route.service));
  const cache = new Cache(settings, log);
  const players = playersSources(() => upstreamFor(upstreams, 'meshmap'));
  const live = new Live(settings, (sessionId) => cache.refresh(players(sessionId)));
  const handles = new Handles(settings.handles?.secrets ?? secretsOf(settings.tokens));
  const starts = new Starts(settings, log);
  const serve = createServe({ upstreams, cache, players, handles, starts, live });
  const tokens = settings.tokens && new Tokens(settings.tokens, settings.clock);
  const access = new Access(settings, tokens, new Limits(settings));
  const readCaller = callerReader(settings);
  const cors = corsRules(settings.origins);
  const match = matcher(rows, settings.basePath);
  metrics.gauge('gs_live_listeners', () => live.listeners);
  metrics.gauge('gs_live_sessions', () => live.sessions);

  const answer = async (request: Request, connection: Connection, found: Match, query: string, headers: Headers) => {
    const caller = readCaller(request, connection);
    const claims = await access.check(request, found, caller);
    const body = found.row.fill && request.method !== 'GET' ? await readBody(request, settings.clock) : undefined;
    const isPublic = access.isPublic(found);
    return await serve({
      request,
      match: found,
      params: found.params,
      query: readQuery(found.row, query),
      body,
      claims,
      caller,
      settings,
      headers,
      isPublic,
    });
  };

  const tally = new Tally(metrics, log);
  let closing = false;

  const handle = async (request: Request, connection: Connection): Promise<Response> => {
    const started = performance.now();
    const requestId = nextRequestId();
    const origin = request.headers.get('origin');
    const allowed = cors(origin);
    const headers: Headers = { ...(allowed ?? { vary: 'Origin' }), 'x-request-id': requestId };
    tally.begin();
    let found: Match | undefined;
    try {
      if (!allowed) throw refuse('forbidden', 'Pages of this origin may not use this gateway.');
      if (closing) throw refuse('unavailable', 'The gateway is closing.', { retryable: true, retryAfter: 2 });
      const { path, query } = splitUrl(request.url);
      if (origin !== null && request.method === 'OPTIONS') return preflight(allowed);
      found = match(request.method, path);
      if (!found) throw refuse('not-found', 'There is nothing here.');
      const response = await answer(request, connection, found, query, headers);
      tally.end(found, response.status, started);
      return response;
    } catch (cause) {
      const error = asApiError(cause);
      tally.end(found, error.status ?? 500, started, { error, requestId, method: request.method });
      return errorAnswer(error, requestId, headers);
    }
  };

  return {
    handle,
    fetch: (request) => handle(request, {}),
    routes: rows.map(({ method, path }) => `${method} ${settings.basePath}${path}`),
    metrics: () => metrics.render(),
    async close() {
      closing = true;
      live.close();
      await tally.idle();
    },
  };
}
