/**
 * What the embed builder prints works as it is printed: the script tag with its integrity, the element, and the policy as the
 * page's own, with the files on another origin and a gateway on a third. Needs dist/.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { getRequestListener } from '@hono/node-server';
import type { Browser } from 'puppeteer-core';
import ts from 'typescript';
import { serveFiles } from '../../demo/files.js';
import { cdnFolder } from '../../scripts/cdn.mjs';
import { createGateway, mintToken, scopes, type Gateway, type GatewayConfig } from '../../src/gateway/index.js';
import { createSandbox } from '../../src/mock/sandbox/index.js';
import { snippetsFor, type Embed } from '../../stories/support/snippets.js';
import { openBrowser } from '../support/demo.js';

const servers: Server[] = [];

/** Serves on a free port; the origin. */
async function listen(answer: (request: Request) => Promise<Response>): Promise<string> {
  const listener = getRequestListener(answer);
  const server = createServer((request, response) => void listener(request, response));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}

/** What each element shows when it is connected and has its data. */
const SHOWN: Record<string, { attributes: Record<string, string>; selector: string }> = {
  'gs-leaderboard': {
    attributes: { 'session-id': 'gs_demo', podium: '', limit: '10', heading: 'Top "10" & more' },
    selector: 'gs-leaderboard[state="ready"]',
  },
  'gs-session-launcher': {
    attributes: { 'session-id': 'gs_demo', 'game-id': '101' },
    selector: 'gs-session-launcher[phase="poster"]',
  },
  'gs-multi-swiper': { attributes: { mode: 'native' }, selector: 'gs-multi-swiper >>> img' },
  'gs-recent-games': { attributes: {}, selector: 'gs-recent-games[state="ready"]' },
};

suite('the embed builder’s code', { timeout: 240_000 }, () => {
  let browser: Browser;
  let embed: Omit<Embed, 'tag' | 'attributes'>;
  let page: { html: string; policy: string };
  let site = '';

  before(async () => {
    browser = await openBrowser();
    const sandbox = createSandbox();
    const { keys } = sandbox;
    site = await listen(async (request) => {
      const { pathname } = new URL(request.url);
      if (pathname === '/gs-token') return Response.json(await mintToken(config, { sub: 'pl_you', scp: scopes }));
      if (pathname !== '/') return new Response(null, { status: 204 });
      return new Response(`<!doctype html><html lang="en"><title>Embed</title>${page.html}`, {
        headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': page.policy },
      });
    });
    const cdn = await listen((request) => serveFiles(cdnFolder, new URL(request.url).pathname));
    const address = await listen((request) => gateway.fetch(request));
    const config: GatewayConfig = {
      origins: [site],
      tokens: { secret: 'a secret of this test, long enough for HS256' },
      meshmap: { url: 'http://127.0.0.1:9/meshmap/api/v1', key: keys.meshmap },
      iplaygames: { url: 'http://127.0.0.1:9/iplaygames', key: keys.iplaygames },
      vaix: { url: 'http://127.0.0.1:9/vaix', key: keys.vaix, clientId: keys.vaixClientId },
      log: false,
      fetch: sandbox.fetch,
    };
    const gateway: Gateway = createGateway(config);
    const integrity = JSON.parse(readFileSync(join(cdnFolder, 'integrity.json'), 'utf8')) as Record<string, string>;
    embed = {
      files: cdn,
      gateway: address,
      tokenUrl: '/gs-token',
      games: 'https://games.sandbox.example',
      integrity: integrity['embed.js'] ?? '',
    };
  });
  after(async () => {
    await browser.close();
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
  });

  for (const [tag, { attributes, selector }] of Object.entries(SHOWN)) {
    test(`<${tag}> shows its data, under the printed policy and integrity`, async () => {
      const snippets = snippetsFor({ ...embed, tag, attributes: new Map(Object.entries(attributes)) });
      page = { html: snippets['HTML'] ?? '', policy: snippets['Content-Security-Policy'] ?? '' };
      assert.match(page.html, /integrity="sha384-/);
      const tab = await browser.newPage();
      const problems: string[] = [];
      tab.on('pageerror', (error) => problems.push(String(error)));
      tab.on('console', (message) => {
        if (/Content Security Policy|integrity/i.test(message.text())) problems.push(message.text());
      });
      await tab.goto(site);
      await tab.waitForSelector(selector, { timeout: 30_000 });
      const set = await tab.$eval(tag, (element) =>
        Object.fromEntries([...element.attributes].map((one) => [one.name, one.value])),
      );
      for (const [name, value] of Object.entries(attributes)) assert.equal(set[name], value, name);
      assert.deepEqual(problems, []);
      await tab.close();
    });
  }

  test('the code for frameworks has no syntax error, and imports what the package has', () => {
    const snippets = snippetsFor({ ...embed, tag: 'gs-leaderboard', attributes: new Map([['podium', '']]) });
    const scripts = {
      Package: snippets['Package'],
      React: snippets['React'],
      Angular: snippets['Angular'],
      Vue: /<script setup>([\s\S]*)<\/script>/.exec(snippets['Vue'] ?? '')?.[1],
      Svelte: /<script>([\s\S]*)<\/script>/.exec(snippets['Svelte'] ?? '')?.[1],
    };
    const { exports } = JSON.parse(
      readFileSync(new URL('../../dist/packages/game-session-widgets/package.json', import.meta.url), 'utf8'),
    ) as { exports: object };
    for (const [name, code = ''] of Object.entries(scripts)) {
      const { diagnostics } = ts.transpileModule(code, {
        fileName: 'snippet.tsx',
        reportDiagnostics: true,
        compilerOptions: { jsx: ts.JsxEmit.Preserve, target: ts.ScriptTarget.ESNext, experimentalDecorators: true },
      });
      assert.deepEqual(
        diagnostics?.map(({ messageText }) => messageText),
        [],
        name,
      );
      const imported = [...code.matchAll(/'game-session-widgets([^']*)'/g)].map(([, path]) => `.${path}`);
      assert.ok(imported.includes('./leaderboard'), name);
      assert.ok(!imported.includes('.'), `${name} imports every element`);
      for (const path of imported) assert.ok(path in exports, `${name}: ${path}`);
    }
  });
});
