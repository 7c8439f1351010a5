/** The docs' HTML in a browser, and the quick start word for word. Needs dist/. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import type { Browser, Page } from 'puppeteer-core';
import { serveFiles } from '../../demo/files.js';
import { cdnFolder as cdn } from '../../scripts/cdn.mjs';
import { docsPages } from '../../scripts/docs-tables.js';
import { createGateway } from '../../src/gateway/index.js';
import { createSandbox } from '../../src/mock/sandbox/index.js';
import { openBrowser } from '../support/demo.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const htmlOf = (file: string) =>
  [...readFileSync(file, 'utf8').matchAll(/^```html\n([\s\S]*?)^```/gm)].map((match) => match[1] ?? '');

/** The snippet after `<!-- step: NAME -->` of the quick start. */
function step(name: string): string {
  const text = readFileSync(join(root, 'docs/quick-start.md'), 'utf8');
  const [, code] = new RegExp(`<!-- step: ${name} -->\\s*\`\`\`\\w+\\n([\\s\\S]*?)\`\`\``).exec(text) ?? [];
  assert.ok(code, `the quick start has no step ${name}`);
  return code;
}

const portOf = (server: Server) => (server.address() as AddressInfo).port;
const listen = async (answer: (request: Request) => Promise<Response>): Promise<Server> => {
  const listener = getRequestListener(answer);
  const server = createServer((request, response) => void listener(request, response));
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  return server;
};

suite('the docs in a browser', { timeout: 300_000 }, () => {
  let browser: Browser;
  let files: Server;
  let html = '';

  before(async () => {
    browser = await openBrowser();
    files = await listen(async (request) => {
      const { pathname } = new URL(request.url);
      if (pathname.startsWith('/gs/')) return serveFiles(cdn, pathname.slice(3));
      return new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8' } });
    });
  });
  after(async () => {
    await browser.close();
    files.closeAllConnections();
    files.close();
  });

  async function open(
    text: string,
    address = `http://localhost:${portOf(files)}/`,
  ): Promise<{ page: Page; errors: string[] }> {
    html = text;
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error instanceof Error ? error.message : String(error)));
    await page.goto(address);
    return { page, errors };
  }

  test('the README’s two lines are a live board in an otherwise empty file', async () => {
    const [first = ''] = htmlOf(join(root, 'README.md'));
    const { page, errors } = await open(first);
    await page.waitForSelector('gs-leaderboard[state="ready"]', { timeout: 15_000 });
    assert.deepEqual(errors, []);
    await page.close();
  });

  for (const file of [...docsPages(), join(root, 'README.md')]) {
    const snippets = htmlOf(file).filter((text) => text.includes('<gs-'));
    if (snippets.length === 0) continue;
    test(`${file.slice(root.length)}: every element in its HTML is connected by the mock`, async () => {
      for (const snippet of snippets) {
        const mocked = snippet
          .replace(/<script[^>]*src="[^"]*\/(embed|gs\.iife|gs\.single)\.js"[^>]*><\/script>/g, '')
          .replace(/<gs-provider[^>]*>/g, '<gs-provider mock>')
          .replace(/integrity="[^"]*"/g, '');
        const { page, errors } =
          await open(`<!doctype html><html lang="en"><meta charset="utf-8" /><title>Snippet</title>
          <script type="module" src="/gs/embed.js" data-mock data-mock-files="/gs/mock/"></script>${mocked}`);
        await page
          .waitForFunction(() => !document.querySelector(':not(:defined)'), { timeout: 15_000 })
          .catch(() => assert.fail(`an element is not defined: ${snippet}`));
        const states = await page.$$eval('*', (all) =>
          all
            .filter(({ localName }) => localName.startsWith('gs-'))
            .map((one) => `${one.localName} ${(one as Element & { state: string }).state}`),
        );
        for (const state of states)
          assert.ok(!state.includes('unconfigured') || state.startsWith('gs-provider'), `${state}: ${snippet}`);
        assert.deepEqual(errors, [], snippet);
        await page.close();
      }
    });
  }

  suite('the quick start', () => {
    const secret = randomBytes(32).toString('base64');
    const sandbox = createSandbox();
    const folder = mkdtempSync(join(tmpdir(), 'gs-quick-start-'));
    let server: ChildProcess;
    let gateway: Server;
    let origin = '';

    before(async () => {
      cpSync(cdn, join(folder, 'gs'), { recursive: true });
      writeFileSync(join(folder, 'server.mjs'), step('token').replace("'your-player-id'", "'pl_you'"));
      // A free port, given back for the server to take.
      const probe = createServer();
      await new Promise<void>((resolve) => probe.listen(0, resolve));
      const port = portOf(probe);
      await new Promise((resolve) => probe.close(resolve));
      origin = `http://localhost:${port}`;
      server = spawn(process.execPath, ['server.mjs'], {
        cwd: folder,
        env: { ...process.env, PORT: String(port), GS_TOKEN_SECRET: secret },
        stdio: 'inherit',
      });
      const apis = createGateway({
        origins: [origin],
        tokens: { secret },
        public: ['sessions.read', 'scores.read'],
        meshmap: { url: 'http://127.0.0.1:9/meshmap/api/v1', key: sandbox.keys.meshmap },
        log: false,
        fetch: sandbox.fetch,
      });
      gateway = await listen((request) => apis.fetch(request));
    });
    after(() => {
      server.kill();
      gateway.closeAllConnections();
      gateway.close();
      rmSync(folder, { recursive: true });
    });

    const own = (text: string) =>
      text
        .replace('http://localhost:8787', `http://127.0.0.1:${portOf(gateway)}`)
        .replace('your-session-id', 'gs_demo')
        .replace('your-player-id', 'pl_you');

    async function openStep(name: string): Promise<Page> {
      writeFileSync(join(folder, 'index.html'), own(step(name)));
      for (let tries = 0; tries < 100; tries++) {
        if (
          await fetch(origin).then(
            () => true,
            () => false,
          )
        )
          break;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      const { page } = await open('', `${origin}/`);
      await page.waitForSelector('gs-leaderboard[state="ready"]', { timeout: 15_000 });
      return page;
    }
    const selfOf = (page: Page) =>
      page.$eval(
        'gs-leaderboard',
        (board) => (board as Element & { self?: { player: { playerId: string } } }).self?.player.playerId,
      );

    test('step 1 is a board without anything', async () => {
      await (await openStep('mock')).close();
    });
    test('step 2 is the own session through a gateway, without a player', async () => {
      const page = await openStep('public');
      assert.equal(await selfOf(page), undefined);
      await page.close();
    });
    test('step 3 has the player’s own row, by a token that the page’s server signed', async () => {
      const page = await openStep('player');
      await page.waitForFunction(() => (document.querySelector('gs-leaderboard') as unknown as { self?: object }).self);
      assert.equal(await selfOf(page), 'pl_you');
      await page.close();
    });
  });
});
