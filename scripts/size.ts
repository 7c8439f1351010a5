/**
 * What a page downloads until its elements are ready, measured in a browser on pages that are connected through a gateway,
 * with the sandbox of the three APIs behind it: script files, their gzipped bytes, and the number of steps that follow one
 * another until the first request for data. Fails when a limit is exceeded. Needs dist/ (npm run build).
 *
 *   npm run size                 prints the table
 *   npm run size -- --write      also writes it into the README
 */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { getRequestListener } from '@hono/node-server';
import puppeteer, { type Browser, type HTTPRequest, type Page } from 'puppeteer-core';
import { minify } from 'vite';
import { serveFiles } from '../demo/files.js';
import { createSandbox } from '../src/mock/sandbox/index.js';
import { createGateway, mintToken, scopes, type GatewayConfig } from '../src/gateway/index.js';
import { CHROMIUM_ARGS, findChromium } from './browser.mjs';
import { cdnFolder as cdn } from './cdn.mjs';

const path = (relative: string) => fileURLToPath(new URL(`../${relative}`, import.meta.url));
if (!existsSync(`${cdn}/embed.js`)) {
  console.error('dist/cdn is missing: npm run build makes it.');
  process.exit(1);
}

const ELEMENTS = {
  board: '<gs-leaderboard session-id="gs_demo" loading="eager"></gs-leaderboard>',
  recent: '<gs-recent-games loading="eager"></gs-recent-games>',
  list: '<gs-session-launcher loading="eager"></gs-session-launcher>',
  swiper: '<gs-multi-swiper mode="native" loading="eager"></gs-multi-swiper>',
  game: '<gs-session-launcher session-id="gs_demo" game-id="101" loading="eager"></gs-session-launcher>',
};

const ready = (tag: string) => (page: Page) => page.waitForSelector(`${tag}[state="ready"]`);
const posters = (page: Page) => page.waitForSelector('gs-multi-swiper >>> [part~="slide"] img');
async function allReady(page: Page): Promise<void> {
  for (const tag of ['gs-leaderboard', 'gs-recent-games', 'gs-session-launcher']) await ready(tag)(page);
  await page.waitForSelector('gs-multi-swiper >>> [part~="slide"]'); // its posters load when they come near
}
async function played(page: Page): Promise<void> {
  const play = await page.waitForSelector('gs-session-launcher >>> [part~="play-button"]');
  await play?.click();
  await page.waitForSelector('gs-session-launcher[phase="playing"]');
}

/** Kilobytes (gzip), script files, and the step that is the first request for data: the script tag's is the first. */
interface Cost {
  readonly kb: number;
  readonly files: number;
  readonly steps: number;
}

interface Case {
  readonly what: string;
  readonly html: string;
  readonly script?: string;
  readonly until: (page: Page) => Promise<unknown>;
  /** What must hold. */
  readonly limit: Cost;
  /** What we are after, where that is less. */
  readonly goal?: Partial<Cost>;
}

const four = ELEMENTS.board + ELEMENTS.recent + ELEMENTS.list + ELEMENTS.swiper;
const module = '<script type="module" src="/embed.js"';
const cases: readonly Case[] = [
  {
    what: '`<gs-leaderboard>`',
    html: ELEMENTS.board,
    until: ready('gs-leaderboard'),
    limit: { kb: 57, files: 4, steps: 4 },
    goal: { kb: 40 },
  },
  {
    what: '`<gs-recent-games>`',
    html: ELEMENTS.recent,
    until: ready('gs-recent-games'),
    limit: { kb: 52, files: 4, steps: 4 },
    goal: { kb: 39 },
  },
  {
    what: '`<gs-session-launcher>`, its list',
    html: ELEMENTS.list,
    until: ready('gs-session-launcher'),
    limit: { kb: 46.5, files: 4, steps: 4 },
    goal: { kb: 38 },
  },
  {
    what: '`<gs-multi-swiper>`, its posters',
    html: ELEMENTS.swiper,
    until: posters,
    limit: { kb: 60, files: 5, steps: 4 },
    goal: { kb: 43 },
  },
  {
    what: 'all four',
    html: four,
    until: allReady,
    limit: { kb: 106, files: 9, steps: 4 },
    goal: { kb: 72, files: 6 },
  },
  {
    what: 'a launcher while a game is played',
    html: ELEMENTS.game,
    until: played,
    limit: { kb: 85, files: 7, steps: 4 },
    goal: { kb: 72 },
  },
  {
    what: 'all four by `gs.single.js`',
    html: four,
    script: '<script src="/gs.single.js" defer',
    until: allReady,
    limit: { kb: 145, files: 1, steps: 3 },
    goal: { kb: 96 },
  },
];

const servers: Server[] = [];
async function listen(host: string, answer: (request: Request) => Promise<Response>): Promise<string> {
  const listener = getRequestListener(answer);
  const server = createServer((request, response) => void listener(request, response));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return `http://${host}:${(server.address() as AddressInfo).port}`;
}

interface Site {
  readonly page: string;
  readonly gateway: string;
}

/** A page's own server, a gateway, the APIs and the games, each on an origin of its own. */
async function openSite(): Promise<Site> {
  const apis: string = await listen('127.0.0.1', (request) => {
    const { pathname } = new URL(request.url);
    return /^\/(meshmap|iplaygames|vaix)\//.test(pathname)
      ? sandbox.fetch(request)
      : serveFiles(path('dist/games'), pathname);
  });
  const sandbox = createSandbox({ gamesOrigin: apis, staticGames: true });
  const page = await listen('localhost', async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === '/gs-token')
      return Response.json(await mintToken(config, { sub: 'pl_you', cur: 'EUR', cc: 'MT', scp: scopes }));
    if (pathname !== '/') return serveFiles(cdn, pathname);
    const { html, script = module } = cases[Number(searchParams.get('case'))];
    const settings = `data-gateway="${gateway}" data-token-url="/gs-token" data-player-id="pl_you" data-currency="EUR" data-country-code="MT" data-frame-origins="${apis}"`;
    return new Response(
      `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>size</title>${script} ${settings}></script>${html}`,
      { headers: { 'content-type': 'text/html; charset=utf-8' } },
    );
  });
  const { keys } = sandbox;
  const config: GatewayConfig = {
    origins: [page],
    tokens: { secret: randomBytes(32).toString('base64') },
    public: [],
    meshmap: { url: `${apis}/meshmap/api/v1`, key: keys.meshmap },
    iplaygames: { url: `${apis}/iplaygames`, key: keys.iplaygames },
    vaix: { url: `${apis}/vaix`, key: keys.vaix, clientId: keys.vaixClientId },
    log: false,
  };
  const handler = createGateway(config);
  const gateway: string = await listen('127.0.0.1', (request) => handler.handle(request, { ip: '127.0.0.1' }));
  return { page, gateway };
}

/** Time without a new request after which a page is taken to wait for the answers to those that it has sent. */
const QUIET_MS = 300;

/**
 * Answers in rounds: whatever a page requests before it must wait for an answer is one step. Returns, once the page has
 * come to the case's end, what it took.
 */
async function measure(browser: Browser, site: Site, index: number): Promise<Cost> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.setRequestInterception(true);
  const scripts = new Set<string>();
  const isData = (request: HTTPRequest) => request.url().startsWith(site.gateway); // its preflight counts as itself
  let waiting: HTTPRequest[] = [];
  let steps = 0;
  let firstData: number | undefined;
  let quiet: NodeJS.Timeout | undefined;
  const endRound = () => {
    steps++;
    if (waiting.some(isData)) firstData ??= steps;
    for (const request of waiting) void request.continue();
    waiting = [];
  };
  page.on('request', (request) => {
    if (request.resourceType() === 'script' && request.url().startsWith(site.page))
      scripts.add(new URL(request.url()).pathname);
    if (request.resourceType() === 'document' || request.resourceType() === 'image') return void request.continue();
    waiting.push(request);
    clearTimeout(quiet);
    quiet = setTimeout(endRound, firstData === undefined ? QUIET_MS : 0);
  });
  await page.goto(`${site.page}/?case=${index}`, { waitUntil: 'domcontentloaded' });
  await cases[index].until(page);
  clearTimeout(quiet);
  await context.close();
  const bytes = [...scripts].map((file) => gzipSync(readFileSync(cdn + file), { level: 9 }).length);
  return {
    kb: bytes.reduce((sum, length) => sum + length, 0) / 1024,
    files: scripts.size,
    steps: firstData ?? Number.NaN,
  };
}

const site = await openSite();
const browser = await puppeteer.launch({
  executablePath: await findChromium(),
  headless: 'shell',
  args: CHROMIUM_ARGS,
});
let failed = 0;
const UNITS = ['kb', 'files', 'steps'] as const;
const rows: string[][] = [['page with', 'script, KB gzip', 'files', 'first data in step']];
for (const [index, { what, limit, goal = {} }] of cases.entries()) {
  const cost = await measure(browser, site, index);
  const over = UNITS.filter((unit) => !(cost[unit] <= limit[unit]));
  if (over.length > 0) failed++;
  const missed = UNITS.filter((unit) => cost[unit] > (goal[unit] ?? Infinity));
  rows.push([what, cost.kb.toFixed(1), String(cost.files), String(cost.steps)]);
  console.log(
    `${cost.kb.toFixed(1).padStart(6)} KB of ${limit.kb} · ${cost.files} files of ${limit.files} · step ${cost.steps} of ${limit.steps}  ${what}` +
      over.map((unit) => `  TOO MUCH: ${unit}`).join('') +
      missed.map((unit) => `  over the goal of ${goal[unit]} ${unit}`).join(''),
  );
}
await browser.close();
for (const server of servers) server.closeAllConnections();
for (const server of servers) server.close();

const helper = await minify('game.js', readFileSync(path('dist/lib/widgets/game.js'), 'utf8'), { module: true });
const helperKb = gzipSync(helper.code, { level: 9 }).length / 1024;
if (helperKb > 1) failed++;
console.log(`${helperKb.toFixed(1).padStart(6)} KB of 1  game-session-widgets/game${helperKb > 1 ? '  TOO MUCH' : ''}`);

if (process.argv.includes('--write')) {
  const readme = readFileSync(path('README.md'), 'utf8');
  const [head, ...body] = rows.map((cells) => `| ${cells.join(' | ')} |`);
  const table = [head, '| --- | --: | --: | --: |', ...body].join('\n');
  const written = readme.replace(
    /(<!-- size -->\n)[^]*?(<!-- \/size -->)/,
    (_, open, close) => `${open}\n${table}\n\n${close}`,
  );
  if (written === readme && !readme.includes(table)) throw new Error('README.md has no <!-- size --> markers.');
  writeFileSync(path('README.md'), written);
}
console.log(`size: ${cases.length + 1 - failed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
