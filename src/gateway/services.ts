/** Composition of a gateway: all its services, and the handler in front of them. */
import type { Operation } from '../api/operation.js';
import { Authorizer } from './auth/authorize.js';
import { Cache } from './cache/cache.js';
import { SharedStorage } from './cache/shared-store.js';
import type { Connection } from './http/client-address.js';
import { readConfig, secretsIn, type GatewayConfig } from './config/config.js';
import { Handles } from './auth/session-handles.js';
import { secretsOf } from './auth/keys.js';
import { Handler } from './http/handler.js';
import { Limits } from './http/limits.js';
import { Live } from './live/live.js';
import { PageStreams } from './live/page-stream.js';
import { createLog } from './observe/log.js';
import { Metrics } from './observe/metrics.js';
import { playersSources } from './boards/players.js';
import { ScoreOrder } from './boards/score-order.js';
import { table } from './routes.js';
import { createDispatch } from './dispatch.js';
import { StartOnce } from './games/start-once.js';
import { RequestTracker } from './observe/request-tracker.js';
import { upstreamTargets } from './upstream/upstream-config.js';
import { Tokens } from './auth/tokens.js';
import { Upstream } from './upstream/upstream.js';
import { upstreamFor } from './http/context.js';

/** A gateway. `fetch` is all that most hosts need. */
export interface Gateway {
  /** Answers a request; never rejects. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** The same for hosts that know the remote address of the connection. */
  readonly handle: (request: Request, connection: Connection) => Promise<Response>;
  /** The routes, each as `GET /path`. */
  readonly routes: readonly string[];
  /** Metrics in the text format of Prometheus. */
  metrics(): string;
  /** Ends all streams and refuses further requests; resolves when those under way are answered. */
  close(): Promise<void>;
}

/** Makes a gateway, and the handler behind it for hosts of our own. Throws ConfigError. */
export function createServices(config: GatewayConfig): { gateway: Gateway; handler: Handler } {
  const settings = readConfig(config);
  const { clock } = settings;
  const log = createLog(clock, secretsIn(settings), settings.log);
  const metrics = new Metrics();

  const upstreams = new Map<Operation['service'], Upstream>();
  for (const target of upstreamTargets(settings)) {
    upstreams.set(target.service, new Upstream(target, settings, log, metrics));
  }

  const storage = settings.cache.storage && new SharedStorage(settings.cache.storage, clock, log);
  const cache = new Cache(settings, storage, log);
  const players = playersSources(() => upstreamFor(upstreams, 'meshmap'));
  const live = new Live(settings, async (sessionId, force) => {
    const source = players(sessionId);
    return force ? { at: clock.now(), value: await cache.refresh(source) } : cache.poll(source);
  });
  const pageStreams = new PageStreams(settings, live);
  metrics.gauge('gs_live_listeners', () => live.listeners);
  metrics.gauge('gs_live_sessions', () => live.sessions);

  const handles = new Handles(settings.handles?.secrets ?? secretsOf(settings.tokens));
  const starts = new StartOnce(settings, storage, log);
  const scoreOrder = new ScoreOrder(storage);
  const tokens = settings.tokens && new Tokens(settings.tokens, clock);
  const rows = table.filter(({ route }) => upstreams.has(route.service));
  const handler = new Handler(settings, {
    rows,
    access: new Authorizer(settings, tokens, new Limits(settings, log)),
    dispatch: createDispatch({ upstreams, cache, players, handles, starts, scoreOrder, live, pageStreams }),
    tracker: new RequestTracker(metrics, log),
    closeStreams: () => {
      pageStreams.close();
      live.close();
    },
  });
  const gateway: Gateway = {
    handle: (request, connection) => handler.handle(request, connection),
    fetch: (request) => handler.handle(request, {}),
    routes: [
      ...rows.map(({ method, path }) => `${method} ${settings.basePath}${path}`),
      ...(settings.embed ? [`GET ${settings.basePath}/embed/{element}`] : []),
    ],
    metrics: () => metrics.render(),
    close: () => handler.close(),
  };
  return { gateway, handler };
}
