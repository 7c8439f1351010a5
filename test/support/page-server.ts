/** A page server of a test's own: pages made on the spot, the built bundles, and the sandbox on another origin. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { serveFiles } from '../../demo/files.js';
import { cdnFolder as cdn } from '../../scripts/cdn.mjs';
import { createSandbox, type Sandbox } from '../../src/mock/sandbox/index.js';

const games = fileURLToPath(new URL('../../dist/games', import.meta.url));

export interface PageServer {
  readonly origin: string;
  readonly sandbox: Sandbox;
  /** The `data-*` attributes of a script tag that connects to the sandbox. */
  readonly data: string;
  /** Serves this page under the path, with the policy and other headers. */
  page(path: string, html: string, policy?: string, headers?: Readonly<Record<string, string>>): string;
  stop(): void;
}

/** Nothing inline, no eval, no markup from strings; `more` says what else is allowed, such as `trusted-types lit-html`. */
export const strictPolicy = (other: string, more = ''): string =>
  `default-src 'self'; connect-src ${other}; img-src ${other} data:; frame-src ${other}; require-trusted-types-for 'script'; ${more}`;

async function open(
  host: string,
  answer: (request: Request) => Promise<Response>,
): Promise<{ server: Server; origin: string }> {
  const listener = getRequestListener(answer);
  const server = createServer((request, response) => void listener(request, response));
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return { server, origin: `http://${host}:${(server.address() as AddressInfo).port}` };
}

export async function startPageServer(): Promise<PageServer & { readonly other: string }> {
  const pages = new Map<string, { html: string; headers: Readonly<Record<string, string>> }>();
  const other = await open('127.0.0.1', (request) => {
    const { pathname } = new URL(request.url);
    return /^\/(meshmap|iplaygames|vaix)\//.test(pathname) ? sandbox.fetch(request) : serveFiles(games, pathname);
  });
  const sandbox = createSandbox({ gamesOrigin: other.origin, staticGames: true, switches: { cors: true } });
  const own = await open('localhost', async (request) => {
    const { pathname } = new URL(request.url);
    const page = pages.get(pathname);
    // as a CDN does for an address without a version
    if (pathname.startsWith('/latest/'))
      return new Response(null, { status: 302, headers: { location: pathname.slice(7) } });
    if (!page) return serveFiles(cdn, pathname);
    return new Response(page.html, { headers: { 'content-type': 'text/html; charset=utf-8', ...page.headers } });
  });
  const { keys } = sandbox;
  const data = Object.entries({
    'meshmap-url': `${other.origin}/meshmap/api/v1`,
    'meshmap-key': keys.meshmap,
    'iplaygames-url': `${other.origin}/iplaygames`,
    'iplaygames-key': keys.iplaygames,
    'vaix-url': `${other.origin}/vaix`,
    'vaix-key': keys.vaix,
    'vaix-client-id': keys.vaixClientId,
    'player-id': 'pl_you',
    'player-ip': '203.0.113.24',
    currency: 'EUR',
    'country-code': 'MT',
  })
    .map(([name, value]) => `data-${name}="${value}"`)
    .join(' ');
  return {
    origin: own.origin,
    other: other.origin,
    sandbox,
    data,
    page(path, html, policy = strictPolicy(other.origin), headers = {}) {
      pages.set(path, {
        html: `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>Test</title>${html}`,
        headers: { 'content-security-policy': policy, ...headers },
      });
      return own.origin + path;
    },
    stop() {
      for (const { server } of [own, other]) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}
