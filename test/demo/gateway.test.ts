/** A page behind the real gateway, on sockets: scores come by push, and a gateway that goes away is survived. Needs dist/. */
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { Browser, Frame, Page } from 'puppeteer-core';
import { mintToken, scopes, type GatewayConfig } from '../../src/gateway/index.js';
import { serve } from '../../src/gateway/node/index.js';
import { delayScript, openBrowser, watchLayoutShift } from '../support/demo.js';
import { startPageServer, strictPolicy } from '../support/page-server.js';

interface Board extends HTMLElement {
  readonly state: string;
  readonly stale: boolean;
  readonly self?: { readonly player: { readonly score: number } };
}

suite('a page behind the gateway', { timeout: 120_000 }, () => {
  let server: Awaited<ReturnType<typeof startPageServer>>;
  let browser: Browser;
  let config: GatewayConfig;
  let gateway: Awaited<ReturnType<typeof serve>>;

  before(async () => {
    [server, browser] = await Promise.all([startPageServer(), openBrowser()]);
    const { keys } = server.sandbox;
    config = {
      origins: [server.origin],
      tokens: { secret: 'a secret of this test, long enough for HS256' },
      meshmap: { url: `${server.other}/meshmap/api/v1`, key: keys.meshmap },
      iplaygames: { url: `${server.other}/iplaygames`, key: keys.iplaygames },
      vaix: { url: `${server.other}/vaix`, key: keys.vaix, clientId: keys.vaixClientId },
      log: false,
    };
    gateway = await serve(config, { host: '127.0.0.1', port: 0 });
  });
  after(async () => {
    await browser.close();
    await gateway.close();
    server.stop();
  });

  /** A page with a board of this player, by the path. */
  async function boardPage(path: string, playerId: string): Promise<string> {
    const { token } = await mintToken(config, { sub: playerId, scp: ['sessions.read', 'scores.read'] });
    const address = `http://127.0.0.1:${gateway.port}`;
    const data = `data-gateway="${address}" data-token="${token}" data-player-id="${playerId}"`;
    const html = `<script type="module" src="/embed.js" ${data}></script>
      <gs-leaderboard session-id="gs_demo" refresh="60" stale-after="600"></gs-leaderboard>`;
    return server.page(path, html, strictPolicy(`${server.other} ${address}`));
  }

  async function openBoard(): Promise<{ page: Page; asked: string[] }> {
    const page = await browser.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(await boardPage('/board', 'pl_you'));
    await page.waitForSelector('gs-leaderboard[state="ready"]');
    return { page, asked };
  }

  const setScore = (score: number) =>
    server.sandbox.fetch(`${server.other}/meshmap/api/v1/apps/game-sessions/gs_demo/players/pl_you`, {
      method: 'PATCH',
      headers: { 'x-app-api-key': server.sandbox.keys.meshmap, 'content-type': 'application/json' },
      body: JSON.stringify({ score }),
    });

  const showsScore = (page: Page | Frame, score: number, timeout: number) =>
    page.waitForFunction(
      (score) => document.querySelector<Board>('gs-leaderboard')?.self?.player.score === score,
      { timeout },
      score,
    );

  test('a score is on the page within three seconds, by push and not by polling', async () => {
    const { page, asked } = await openBoard();
    const isStream = (path: string) => path === '/live'; // the page's one stream, of all its boards
    if (!asked.some(isStream)) await page.waitForRequest((request) => isStream(new URL(request.url()).pathname));
    assert.equal((await setScore(4321)).status, 200);
    // The next poll would be a minute away. One second of grace for a busy machine.
    await showsScore(page, 4321, 4000);
    await page.close();
  });

  test('nothing moves with reserve.css when script and answers come late, inside a <gs-provider>', async () => {
    server.sandbox.switches.latency = 300;
    const { token } = await mintToken(config, { sub: 'pl_you', scp: scopes });
    const address = `http://127.0.0.1:${gateway.port}`;
    const html = `<link rel="stylesheet" href="/reserve.css"><script type="module" src="/embed.js"></script><p>before</p>
      <gs-provider gateway="${address}" token="${token}" player-id="pl_you" currency="EUR" country-code="MT">
        <gs-leaderboard session-id="gs_demo"></gs-leaderboard><gs-recent-games loading="eager"></gs-recent-games>
        <gs-session-launcher session-id="gs_demo" game-id="101" loading="eager"></gs-session-launcher>
      </gs-provider><p>after</p>`;
    for (const width of [360, 1200]) {
      const page = await browser.newPage();
      await page.setViewport({ width, height: 3200 });
      const shift = await watchLayoutShift(page);
      await delayScript(page, 300);
      await page.goto(server.page(`/late-${width}`, html, strictPolicy(`${server.other} ${address}`)));
      for (const tag of ['gs-leaderboard', 'gs-recent-games', 'gs-session-launcher'])
        await page.waitForSelector(`${tag}[state="ready"]`);
      assert.ok((await shift()) < 0.001, `cumulative layout shift is ${await shift()}, ${width} px wide`);
      await page.close();
    }
    server.sandbox.switches.latency = 0;
  });

  test('more pages than there are connections share one stream per player, and go on when its page is closed', async () => {
    const players = [...Array<string>(7).fill('pl_you'), 'pl_other'];
    const frames = await Promise.all(players.map((player, index) => boardPage(`/frame-${index}`, player)));
    const page = await browser.newPage();
    await page.setViewport({ width: 1700, height: 700 }); // boards out of sight do not load
    const streams: Frame[] = [];
    page.on('request', (request) => {
      const frame = request.frame();
      if (frame && new URL(request.url()).pathname === '/live' && request.method() === 'GET') streams.push(frame);
    });
    const html = frames.map((address) => `<iframe src="${address}" width="400" height="300"></iframe>`).join('');
    await page.goto(server.page('/frames', html, "default-src 'self'"));
    const boards = page.frames().filter((frame) => frame !== page.mainFrame());
    await Promise.all(boards.map((frame) => frame.waitForSelector('gs-leaderboard[state="ready"]')));
    const [own, other] = [boards.slice(0, 7), boards[7]];

    await setScore(6001);
    // The next poll would be a minute away.
    await Promise.all(own.map((frame) => showsScore(frame, 6001, 10_000)));
    assert.deepEqual(streams.map((frame) => (frame === other ? 'the other player' : 'pl_you')).sort(), [
      'pl_you',
      'the other player',
    ]);
    assert.equal(await other.$eval('gs-leaderboard', (board) => (board as Board).self?.player.score), undefined);

    const leader = streams.find((frame) => frame !== other);
    assert.ok(leader);
    await (await leader.frameElement())?.evaluate((frame) => frame.remove());
    await setScore(6002);
    await Promise.all(own.filter((frame) => frame !== leader).map((frame) => showsScore(frame, 6002, 10_000)));
    assert.equal(streams.length, 3);
    await page.close();
  });

  test('without the gateway the board keeps what it shows and says so; it recovers when the gateway is back', async () => {
    const { page } = await openBoard();
    const rows = await page.$$eval('gs-leaderboard >>> tbody tr', (list) => list.length);
    const { port } = gateway;
    await gateway.close();
    await page.$eval(
      'gs-leaderboard',
      (board) => void (board as unknown as { refreshNow(): Promise<void> }).refreshNow(),
    );
    await page.waitForFunction(() => document.querySelector<Board>('gs-leaderboard')?.stale, { timeout: 15_000 });
    assert.equal(await page.$eval('gs-leaderboard', (board) => (board as Board).state), 'ready');
    assert.equal(await page.$$eval('gs-leaderboard >>> tbody tr', (list) => list.length), rows);
    assert.ok(await page.$('gs-leaderboard >>> [part~="badge"]'));

    gateway = await serve(config, { host: '127.0.0.1', port });
    await setScore(5555);
    await showsScore(page, 5555, 45_000);
    await page.waitForFunction(() => document.querySelector<Board>('gs-leaderboard')?.stale === false);
    await page.close();
  });
});
