/** The gateway behind Node's HTTP server: health, metrics, shared state, and an end without loose ends. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { createServices, type Gateway } from '../services.js';
import type { GatewayConfig } from '../config/config.js';
import type { Handler } from '../http/handler.js';
import type { ServerConfig } from './node-config.js';
import { connectRedis, type SharedState } from './node-redis.js';
import { plainGet, send } from './node-request.js';

/** How long requests under way may take to finish after SIGTERM, in milliseconds. */
const DRAIN_MS = 10_000;

/** A gateway that listens. */
export interface RunningGateway {
  readonly gateway: Gateway;
  readonly port: number;
  readonly metricsPort?: number;
  /** Stops accepting, ends streams, waits for what is under way. */
  close(): Promise<void>;
}

/** What the listener and the end of the server tell each other. */
interface State {
  closing: boolean;
  /** Answers under way. */
  open: number;
}

/** Starts a server. Rejects with ConfigError, or with the reason why a port cannot be had. */
export async function serve(config: GatewayConfig, server: ServerConfig): Promise<RunningGateway> {
  const shared = server.redis === undefined ? undefined : await connectRedis(server.redis);
  const { gateway, handler } = createServices(withShared(config, shared));
  const state: State = { closing: false, open: 0 };
  const main = createMain(handler, shared, state);
  const metrics = createServer((request, response) =>
    request.url === '/metrics' ? plain(response, 200, gateway.metrics()) : plain(response, 404, 'not found'),
  );
  const port = await listen(main, server.port, server.host);
  const metricsPort =
    server.metricsPort === undefined ? undefined : await listen(metrics, server.metricsPort, server.host);
  const close = async () => {
    state.closing = true;
    const closed = [main, metrics]
      .filter((one) => one.listening)
      .map((one) => new Promise((resolve) => one.close(resolve)));
    const late = setTimeout(() => main.closeAllConnections(), DRAIN_MS);
    // answers are written some time after they were made; connections without one under way are of no more use
    const sweep = setInterval(() => (state.open === 0 ? main.closeAllConnections() : main.closeIdleConnections()), 20);
    await gateway.close();
    metrics.closeAllConnections();
    await Promise.all(closed);
    clearInterval(sweep);
    clearTimeout(late);
    await shared?.close();
  };
  return { gateway, port, metricsPort, close };
}

function createMain(handler: Handler, shared: SharedState | undefined, state: State): Server {
  const longWay = getRequestListener((request, env) => {
    const { incoming } = env as { incoming: IncomingMessage };
    return handler.handle(request, { ip: incoming.socket.remoteAddress }, plainGet(incoming));
  });
  const limits = { requestTimeout: 15_000, headersTimeout: 10_000, keepAliveTimeout: 65_000, maxHeaderSize: 16_384 };
  const server = createServer(limits, (request, response) => {
    if (request.url === '/healthz') return plain(response, 200, 'ok');
    if (request.url === '/readyz') return void ready(response, state.closing, shared);
    const get = plainGet(request);
    const kept = get && handler.handleKept(get);
    if (kept) send(response, kept);
    // most kept answers are with the kernel by now
    if (kept && response.writableLength === 0) return;
    state.open++;
    response.once('close', () => state.open--);
    if (!kept) void longWay(request, response);
  });
  server.maxConnections = 50_000;
  return server;
}

function withShared(config: GatewayConfig, shared: SharedState | undefined): GatewayConfig {
  if (!shared) return config;
  return {
    ...config,
    cache: { ...config.cache, storage: shared.storage },
    limits: { ...config.limits, limiter: shared.limiter },
  };
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }).end(text);
}

/** Redis being away is told but does not take the gateway out of service: it works on without. */
async function ready(response: ServerResponse, closing: boolean, shared: SharedState | undefined): Promise<void> {
  const redis = shared ? `redis ${(await shared.ping()) ? 'ok' : 'away'}` : 'redis none';
  plain(response, closing ? 503 : 200, closing ? 'closing' : `ready, ${redis}`);
}
