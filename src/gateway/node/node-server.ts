/** The gateway behind Node's HTTP server: health checks, metrics, the shared store, and a graceful end. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { createServices, type Gateway } from '../services.js';
import type { GatewayConfig } from '../config/config.js';
import type { Handler } from '../http/handler.js';
import type { ServerConfig } from './node-config.js';
import { connectRedis, type SharedState } from './node-redis.js';
import { plainGet, send } from './node-request.js';

/** How long requests under way may take to finish, in milliseconds. */
const FINISH_MS = 10_000;
const KEEP_ALIVE_S = 65;
/** Cookies of a page on the same origin can be large; they are ignored. */
const MAX_HEADER_BYTES = 65_536;

/** A gateway that listens. */
export interface RunningGateway {
  readonly gateway: Gateway;
  readonly port: number;
  readonly metricsPort?: number;
  /**
   * Turns readiness to 503, goes on for the drain time, then ends streams, stops listening, and waits for requests under way.
   * @param now skips the drain time, also of a call before
   */
  close(now?: boolean): Promise<void>;
}

interface State {
  /** Readiness is down. */
  draining: boolean;
  /** Ends the drain time early. */
  stopDraining: () => void;
  /** Responses under way. */
  open: number;
}

/** Starts a server. Rejects with ConfigError, or when a port cannot be opened. */
export async function serve(config: GatewayConfig, server: ServerConfig): Promise<RunningGateway> {
  const shared = server.redis === undefined ? undefined : await connectRedis(server.redis);
  const { gateway, handler } = createServices(withShared(config, shared));
  const state: State = { draining: false, stopDraining: () => {}, open: 0 };
  const main = createMain(handler, shared, state, server.keepAlive ?? KEEP_ALIVE_S);
  const metrics = createServer((request, response) =>
    pathOf(request) === '/metrics' ? plain(response, 200, gateway.metrics()) : plain(response, 404, 'not found'),
  );
  const port = await listen(main, server.port, server.host);
  const metricsPort =
    server.metricsPort === undefined
      ? undefined
      : await listen(metrics, server.metricsPort, server.metricsHost ?? '127.0.0.1');
  const shutDown = async () => {
    state.draining = true;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, (server.drain ?? 0) * 1000);
      state.stopDraining = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    const closed = [main, metrics]
      .filter((one) => one.listening)
      .map((one) => new Promise((resolve) => one.close(resolve)));
    const late = setTimeout(() => main.closeAllConnections(), FINISH_MS);
    // responses are written some time after they were made; connections without one under way can be closed
    const sweep = setInterval(() => (state.open === 0 ? main.closeAllConnections() : main.closeIdleConnections()), 20);
    await gateway.close();
    metrics.closeAllConnections();
    await Promise.all(closed);
    clearInterval(sweep);
    clearTimeout(late);
    await shared?.close();
  };
  let closing: Promise<void> | undefined;
  const close = (now = false) => {
    closing ??= shutDown();
    if (now) state.stopDraining();
    return closing;
  };
  return { gateway, port, metricsPort, close };
}

function createMain(handler: Handler, shared: SharedState | undefined, state: State, keepAlive: number): Server {
  // clients of HTTP/1.0 may send no Host
  const normalPath = getRequestListener(
    (request, env) => {
      const { incoming } = env as { incoming: IncomingMessage };
      return handler.handle(request, { ip: incoming.socket.remoteAddress }, plainGet(incoming));
    },
    { hostname: 'localhost' },
  );
  const limits = {
    requestTimeout: 15_000,
    headersTimeout: 10_000,
    keepAliveTimeout: keepAlive * 1000,
    maxHeaderSize: MAX_HEADER_BYTES,
  };
  const server = createServer(limits, (request, response) => {
    if (request.method === 'GET' || request.method === 'HEAD') {
      const path = pathOf(request);
      if (path === '/healthz') return plain(response, 200, 'ok');
      if (path === '/readyz') return void ready(response, state.draining, shared);
    }
    const get = plainGet(request);
    const cached = get && handler.handleCached(get);
    if (cached) send(response, cached);
    // most cached responses are with the kernel by now
    if (cached && response.writableLength === 0) return;
    state.open++;
    response.once('close', () => state.open--);
    if (!cached) void normalPath(request, response);
  });
  server.maxConnections = 50_000;
  return server;
}

/** The path without query and trailing slash, as probes send it in all forms. */
const pathOf = ({ url = '' }: IncomingMessage): string => url.replace(/\?.*$/s, '').replace(/(.)\/$/, '$1');

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

/** Redis being away is reported but does not take the gateway out of service: it works on without. */
async function ready(response: ServerResponse, draining: boolean, shared: SharedState | undefined): Promise<void> {
  if (draining) return plain(response, 503, 'closing');
  const redis = shared ? `redis ${(await shared.ping()) ? 'ok' : 'away'}` : 'redis none';
  plain(response, 200, `ready, ${redis}`);
}
