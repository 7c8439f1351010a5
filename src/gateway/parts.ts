/** Everything a gateway is put together from. */
import type { Route } from '../api/route.js';
import { Access } from './access.js';
import { Cache } from './cache.js';
import type { Settings } from './config.js';
import { Handles } from './handles.js';
import { secretsOf } from './keys.js';
import { Limits } from './limits.js';
import { Live } from './live.js';
import { createLog } from './log.js';
import { Metrics } from './metrics.js';
import { playersSources } from './players.js';
import { table, type Row } from './routes.js';
import { createServe } from './serve.js';
import { Starts } from './starts.js';
import { Tally } from './tally.js';
import { targets } from './targets.js';
import { Tokens } from './tokens.js';
import { Upstream } from './upstream.js';
import { upstreamFor, type Visit } from './visit.js';

/** What handling a request needs. */
export interface GatewayParts {
  /** Rows of the services that are configured. */
  readonly rows: readonly Row[];
  readonly access: Access;
  readonly serve: (visit: Visit) => Promise<Response>;
  readonly live: Live;
  readonly tally: Tally;
  readonly metrics: Metrics;
}

/** Puts them together. */
export function createParts(settings: Settings): GatewayParts {
  const log = createLog(settings);
  const metrics = new Metrics();
  const upstreams = new Map<Route['service'], Upstream>();
  for (const target of targets(settings)) {
    upstreams.set(target.service, new Upstream(target, settings, log, metrics));
  }
  const cache = new Cache(settings, log);
  const players = playersSources(() => upstreamFor(upstreams, 'meshmap'));
  const live = new Live(settings, (sessionId) => cache.refresh(players(sessionId)));
  const handles = new Handles(settings.handles?.secrets ?? secretsOf(settings.tokens));
  const starts = new Starts(settings, log);
  const tokens = settings.tokens && new Tokens(settings.tokens, settings.clock);
  metrics.gauge('gs_live_listeners', () => live.listeners);
  metrics.gauge('gs_live_sessions', () => live.sessions);
  return {
    rows: table.filter(({ route }) => upstreams.has(route.service)),
    access: new Access(settings, tokens, new Limits(settings)),
    serve: createServe({ upstreams, cache, players, handles, starts, live }),
    live,
    tally: new Tally(metrics, log),
    metrics,
  };
}
