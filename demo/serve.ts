/**
 * The demo on this machine, each part on an origin of its own as in production: the page, which holds no key, the
 * gateway, which holds them all, the three APIs (sandbox) and the games.
 *   node --import tsx demo/serve.ts          the built script tag
 *   node --import tsx demo/serve.ts --dev    the sources, with hot reload
 * PORT sets the page's port (default 8080, the next free one when taken).
 */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { createGateway, mintToken, scopes, type GatewayConfig } from '../src/gateway/index.js';
import { createSandbox, isSandboxPath, isSwipePath } from '../src/mock/sandbox/index.js';
import { cdnFolder } from '../scripts/cdn.mjs';
import { runCup } from './cup.js';
import { serveFiles } from './files.js';

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, '../dist');
const dev = process.argv.includes('--dev');

// Opens a server on the port or, when that is taken, on any free one. Loopback only.
async function listen(
  listener: RequestListener,
  host: string,
  port: number,
): Promise<{ server: Server; port: number }> {
  const server = createServer(listener);
  const tryPort = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
  await tryPort(port).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    server.removeAllListeners('error');
    await tryPort(0);
  });
  return { server, port: (server.address() as AddressInfo).port };
}

const wanted = Number(process.env['PORT'] ?? 8080);
if (!Number.isInteger(wanted) || wanted < 0 || wanted > 65_535) {
  console.error(`PORT is "${process.env['PORT']}"; it must be a whole number from 0 to 65535.`);
  process.exit(1);
}

const servers: Server[] = [];
async function open(listener: RequestListener, host: string, port: number): Promise<string> {
  const opened = await listen(listener, host, port);
  servers.push(opened.server);
  return `http://${host}:${opened.port}`;
}

// The games are on another host name and not just another port: browsers then treat them as another site.
const gamesOrigin = await open((request, response) => void games(request, response), '127.0.0.1', 0);
const sandbox = createSandbox({ gamesOrigin });
await runCup(sandbox);
const games = getRequestListener(async (request) => {
  const { pathname } = new URL(request.url);
  if (isSandboxPath(pathname)) return sandbox.fetch(request);
  if (isSwipePath(pathname)) return serveFiles(join(dist, 'games'), '/play/index.html');
  return serveFiles(join(dist, 'games'), pathname);
});

const answerApis = getRequestListener((request) => sandbox.fetch(request));
const apis = await open((request, response) => void answerApis(request, response), '127.0.0.1', 0);

// The page and the gateway must know each other's address, so both listen before either answers.
const page = await open((request, response) => answerPage(request, response), 'localhost', wanted);
// `localhost` may be ::1 only; the page is also opened by the other address
const byAddress = page.replace('localhost', '127.0.0.1');
if ((servers.at(-1)?.address() as AddressInfo).address !== '127.0.0.1') {
  const opened = await listen(
    (request, response) => answerPage(request, response),
    '127.0.0.1',
    Number(new URL(page).port),
  );
  servers.push(opened.server);
}
const gatewayOrigin = await open((request, response) => void answerGateway(request, response), '127.0.0.1', 0);

const { keys } = sandbox;
const config: GatewayConfig = {
  origins: [page, byAddress],
  tokens: { secret: randomBytes(32).toString('base64') },
  public: ['sessions.read', 'scores.read', 'games.read'],
  meshmap: { url: `${apis}/meshmap/api/v1`, key: keys.meshmap },
  iplaygames: { url: `${apis}/iplaygames`, key: keys.iplaygames },
  vaix: { url: `${apis}/vaix`, key: keys.vaix, clientId: keys.vaixClientId },
  log: false,
};
const gateway = createGateway(config);
const answerGateway = getRequestListener((request, { incoming }) =>
  gateway.handle(request, { ip: incoming.socket.remoteAddress }),
);

/** What a page's own server does for the player who is logged in there. Here that is always the same one. */
const tokenForYou = async () =>
  Response.json(await mintToken(config, { sub: 'pl_you', cur: 'EUR', cc: 'MT', scp: scopes }), {
    headers: { 'cache-control': 'no-store' },
  });

/** Where everything is, for the placeholders in index.html. */
const places: Record<string, string> = { '%GATEWAY%': gatewayOrigin, '%GAMES%': gamesOrigin };

const indexPage = async () =>
  (await readFile(join(here, 'index.html'), 'utf8')).replace(/%[A-Z]+%/g, (place) => places[place] ?? place);

/** As strict as a page can be: nothing inline, no eval, no markup from strings. */
const policy = [
  `default-src 'self'`,
  `connect-src 'self' ${gatewayOrigin}`,
  `frame-src ${gamesOrigin}`,
  `img-src 'self' ${gamesOrigin}`,
  `require-trusted-types-for 'script'`,
].join('; ');

const builtPage = getRequestListener(async (request) => {
  const { pathname } = new URL(request.url);
  if (pathname === '/gs-token') return tokenForYou();
  if (pathname === '/') {
    return new Response(await indexPage(), {
      headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy },
    });
  }
  const built = await serveFiles(cdnFolder, pathname);
  return built.status === 404 ? serveFiles(join(here, 'page'), pathname) : built;
});

async function devPage(): Promise<RequestListener> {
  const { createServer: createVite } = await import('vite');
  const vite = await createVite({
    root: join(here, '..'),
    publicDir: join(here, 'page'),
    appType: 'custom',
    server: { middlewareMode: true, hmr: { port: 0 } },
  });
  return (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/gs-token') return void builtPage(request, response);
    if (pathname !== '/') return vite.middlewares(request, response);
    const sources = async () =>
      vite.transformIndexHtml('/', (await indexPage()).replace('src="/embed.js"', 'src="/src/embed.ts"'));
    sources().then(
      (page) => response.setHeader('content-type', 'text/html; charset=utf-8').end(page),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  };
}

const answerPage: RequestListener = dev ? await devPage() : (request, response) => void builtPage(request, response);

console.log(`
  game-session-widgets demo${dev ? ' (sources, hot reload)' : ''}

  open     ${page}
  gateway  ${gatewayOrigin}
  apis     ${apis}   (sandbox: Meshmap, iPlayGames, Vaix)
  games    ${gamesOrigin}
  check    ${gamesOrigin}/conformance/index.html   (what a game sends, right or wrong)

  Ctrl-C ends everything.`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    const closing = gateway.close().catch(() => undefined); // streams get their last word
    void closing.then(() => {
      for (const server of servers) server.closeAllConnections();
      process.exit(0);
    });
  });
}
