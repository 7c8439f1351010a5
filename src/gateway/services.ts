/** A gateway as its users see it, and the handler behind it for hosts of our own. */
import type { Connection } from './http/client-address.js';
import { readConfig, type GatewayConfig } from './config/config.js';
import { Handler } from './http/handler.js';
import { createParts } from './parts.js';

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

/** Puts a gateway together. Throws ConfigError. */
export function createServices(config: GatewayConfig): { gateway: Gateway; handler: Handler } {
  const settings = readConfig(config);
  const parts = createParts(settings);
  const handler = new Handler(settings, parts);
  const gateway: Gateway = {
    handle: (request, connection) => handler.handle(request, connection),
    fetch: (request) => handler.handle(request, {}),
    routes: parts.rows.map(({ method, path }) => `${method} ${settings.basePath}${path}`),
    metrics: () => parts.metrics.render(),
    close: () => handler.close(),
  };
  return { gateway, handler };
}
