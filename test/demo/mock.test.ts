/** The built mock on a bare file server: no gateway, no key, nothing but files. Needs dist/. */
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, suite, test } from 'node:test';
import { getRequestListener } from '@hono/node-server';
import type { Browser, Page } from 'puppeteer-core';
import { serveFiles } from '../../demo/files.js';
import { cdnFolder as cdn } from '../../scripts/cdn.mjs';
import { openBrowser } from '../support/demo.js';

suite('the mock', { timeout: 120_000 }, () => {
  let server: Server;
  let browser: Browser;
  let html = '';

  before(async () => {
    const answer = getRequestListener(async (request) => {
      const { pathname } = new URL(request.url);
      if (pathname.startsWith('/gs/')) return serveFiles(cdn, pathname.slice(3));
      if (pathname !== '/') return new Response('Not found', { status: 404 });
      return new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8' } });
    });
    server = createServer((request, response) => void answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve)); // as file servers do: under every name
    browser = await openBrowser();
  });
  after(async () => {
    await browser.close();
    server.closeAllConnections();
    server.close();
  });

  /** Opens a file with this text, and nothing else in it. */
  async function openFile(text: string): Promise<{ page: Page; files: string[] }> {
    html = text;
    const page = await browser.newPage();
    const files: string[] = [];
    page.on('request', (request) => files.push(new URL(request.url()).pathname));
    await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
    return { page, files };
  }

  for (const script of [
    '<script type="module" src="gs/embed.js" data-mock></script>',
    '<script src="gs/gs.iife.js" data-mock></script>',
    '<script src="gs/gs.single.js" data-mock></script>',
  ]) {
    test(`two lines of HTML are a live board: ${script}`, async () => {
      const { page } = await openFile(`${script}\n<gs-leaderboard session-id="gs_01JA8Z6K"></gs-leaderboard>`);
      await page.waitForSelector('gs-leaderboard[state="ready"]', { timeout: 10_000 });
      await page.waitForSelector('[data-gs-demo-mark]');
      await page.close();
    });
  }

  test('every element works, with pictures, and a game plays from the other name of the same server', async () => {
    const { page, files } = await openFile(`<script type="module" src="gs/embed.js" data-mock></script>
      <gs-session-launcher session-id="gs_demo" game-id="101" report-scores></gs-session-launcher>
      <gs-recent-games loading="eager"></gs-recent-games>
      <gs-multi-swiper mode="native" loading="eager"></gs-multi-swiper>`);
    await page.waitForSelector('gs-recent-games[state="ready"]', { timeout: 10_000 });
    await page.waitForSelector('gs-multi-swiper >>> [part~="slide"]');
    const play = await page.waitForSelector('gs-session-launcher >>> [part~="play-button"]');
    await play?.click();
    await page.waitForSelector('gs-session-launcher[phase="playing"]', { timeout: 15_000 });
    const game = page.frames().find((frame) => frame.url().includes('saffron-comet'));
    assert.match(game?.url() ?? '', /^http:\/\/127\.0\.0\.1:\d+\/gs\/mock\/saffron-comet\//);
    assert.ok(files.some((path) => path.startsWith('/gs/mock/art/')));
    await page.close();
  });

  test('a page without mock never downloads it', async () => {
    const { page, files } = await openFile(`<script type="module" src="gs/embed.js"></script>
      <gs-leaderboard session-id="gs_demo"></gs-leaderboard>`);
    await page.waitForSelector('gs-leaderboard[state="unconfigured"]', { timeout: 10_000 });
    assert.ok(!files.some((path) => path.includes('mock')), files.join(' '));
    await page.close();
  });
});
