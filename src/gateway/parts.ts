/** Everything a gateway is put together from. */
import type { Operation } from '../api/operation.js';
import { Authorizer } from './auth/authorize.js';
import { Cache } from './cache/cache.js';
import type { GatewaySettings } from './config/config.js';
import { Handles } from './auth/session-handles.js';
import { secretsOf } from './auth/keys.js';
import { Limits } from './http/limits.js';
import { Live } from './live/live.js';
import { createLog } from './observe/log.js';
import { Metrics } from './observe/metrics.js';
import { playersSources } from './boards/players.js';
import { table, type Row } from './routes.js';
import { createDispatch } from './dispatch.js';
import { StartOnce } from './games/start-once.js';
import { RequestTracker } from './observe/request-tracker.js';
import { upstreamTargets } from './upstream/upstream-config.js';
import { Tokens } from './auth/tokens.js';
import { Upstream } from './upstream/upstream.js';
import { upstreamFor, type RequestContext } from './http/context.js';

/** What handling a request needs. */
export interface GatewayParts {
  /** Rows of the services that are configured. */
  readonly rows: readonly Row[];
  readonly access: Authorizer;
  readonly serve: (visit: RequestContext) => Promise<Response>;
  readonly live: Live;
  readonly tally: RequestTracker;
  readonly metrics: Metrics;
}

/** Puts them together. */
export function createParts(settings: GatewaySettings): GatewayParts {
  const log = createLog(settings);
  const metrics = new Metrics();
  const upstreams = new Map<Operation['service'], Upstream>();
  for (const target of upstreamTargets(settings)) {
    upstreams.set(target.service, new Upstream(target, settings, log, metrics));
  }
  const cache = new Cache(settings, log);
  const players = playersSources(() => upstreamFor(upstreams, 'meshmap'));
  const live = new Live(settings, (sessionId) => cache.refresh(players(sessionId)));
  const handles = new Handles(settings.handles?.secrets ?? secretsOf(settings.tokens));
  const starts = new StartOnce(settings, log);
  const tokens = settings.tokens && new Tokens(settings.tokens, settings.clock);
  metrics.gauge('gs_live_listeners', () => live.listeners);
  metrics.gauge('gs_live_sessions', () => live.sessions);
  return {
    rows: table.filter(({ route }) => upstreams.has(route.service)),
    access: new Authorizer(settings, tokens, new Limits(settings)),
    serve: createDispatch({ upstreams, cache, players, handles, starts, live }),
    live,
    tally: new RequestTracker(metrics, log),
    metrics,
  };
}
