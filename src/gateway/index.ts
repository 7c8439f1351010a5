/** `game-session-widgets/gateway`: keeps operator keys off the page. Web standards only; runs wherever there is `fetch`. */
import type { Connection } from './caller.js';
import { readConfig, type GatewayConfig } from './config.js';
import { Handler } from './handler.js';
import { createParts } from './parts.js';

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
  const parts = createParts(settings);
  const handler = new Handler(settings, parts);
  return {
    handle: (request, connection) => handler.handle(request, connection),
    fetch: (request) => handler.handle(request, {}),
    routes: parts.rows.map(({ method, path }) => `${method} ${settings.basePath}${path}`),
    metrics: () => parts.metrics.render(),
    close: () => handler.close(),
  };
}
