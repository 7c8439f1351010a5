#!/usr/bin/env node
/** `gs-gateway`: the gateway as a server on Node. Run with --help for what it takes. */
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { realpathSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { getRequestListener } from '@hono/node-server';
import { ConfigError, createGateway, type Gateway, type GatewayConfig } from './index.js';
import { readNodeConfig, variables, type ServerConfig } from './node-config.js';
import { connectRedis, type SharedState } from './node-redis.js';

const HELP = `gs-gateway [--config file.json] [--check]

  --config file   JSON with the settings of createGateway and "server": { host, port, metricsPort, redis }
  --check         checks the settings, prints what would be served, and exits

Environment variables beat the file; each may be given as NAME_FILE, the path of a file that holds the value:
  ${Object.keys(variables).join('\n  ')}
  GS_CONFIG       the same as --config`;

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

/** Starts a server. Rejects with ConfigError, or with the reason why a port cannot be had. */
export async function serve(config: GatewayConfig, server: ServerConfig): Promise<RunningGateway> {
  const shared = server.redis === undefined ? undefined : await connectRedis(server.redis);
  const gateway = createGateway(withShared(config, shared));
  let closing = false;
  const listener = getRequestListener((request, env) =>
    gateway.handle(request, {
      ip: (env as { incoming: { socket: { remoteAddress?: string } } }).incoming.socket.remoteAddress,
    }),
  );
  const main = createServer(
    { requestTimeout: 15_000, headersTimeout: 10_000, keepAliveTimeout: 65_000, maxHeaderSize: 16_384 },
    (request, response) => {
      if (request.url === '/healthz') return plain(response, 200, 'ok');
      if (request.url === '/readyz') return void ready(response, closing, shared);
      void listener(request, response);
    },
  );
  main.maxConnections = 50_000;
  const metrics = createServer((request, response) =>
    request.url === '/metrics' ? plain(response, 200, gateway.metrics()) : plain(response, 404, 'not found'),
  );
  const port = await listen(main, server.port, server.host);
  const metricsPort =
    server.metricsPort === undefined ? undefined : await listen(metrics, server.metricsPort, server.host);
  return {
    gateway,
    port,
    metricsPort,
    async close() {
      closing = true;
      const closed = [main, ...(metricsPort === undefined ? [] : [metrics])].map(
        (one) => new Promise((resolve) => one.close(resolve)),
      );
      const late = setTimeout(() => main.closeAllConnections(), DRAIN_MS);
      await gateway.close();
      main.closeIdleConnections();
      metrics.closeAllConnections();
      await Promise.all(closed);
      clearTimeout(late);
      await shared?.close();
    },
  };
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

/** The command line. Answers the exit code, or undefined when a server runs on. */
export async function main(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number | undefined> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { config: { type: 'string' }, check: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    });
    if (values.help) {
      console.log(HELP);
      return 0;
    }
    const { config, server } = readNodeConfig(env, values.config ?? env.GS_CONFIG);
    if (values.check) {
      console.log(`The config is right. It serves:\n  ${createGateway(config).routes.join('\n  ')}`);
      return 0;
    }
    const running = await serve(config, server);
    console.log(
      JSON.stringify({
        event: 'listening',
        host: server.host,
        port: running.port,
        metricsPort: running.metricsPort,
        routes: running.gateway.routes,
      }),
    );
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => void running.close().then(() => process.exit(0)));
    }
    return undefined;
  } catch (error) {
    const told = error instanceof ConfigError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
    console.error(told ? (error as Error).message : `gs-gateway could not start: ${String(error)}`);
    return 1;
  }
}

const script = process.argv[1];
if (script !== undefined && import.meta.url === pathToFileURL(realpathSync(script)).href) {
  const code = await main(process.argv.slice(2), process.env);
  if (code !== undefined) process.exit(code);
}
