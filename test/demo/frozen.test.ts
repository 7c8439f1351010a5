/** A page that the browser stops, or keeps in its back/forward cache, while a game is open. On the built bundle; needs dist/. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, suite, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'puppeteer-core';
import { openBrowser, type Launcher } from '../support/demo.js';
import { startPageServer } from '../support/page-server.js';

suite('a page that stands still', { timeout: 120_000 }, () => {
  let server: Awaited<ReturnType<typeof startPageServer>>;
  let browser: Browser;
  let context: BrowserContext;

  before(async () => {
    [server, browser] = await Promise.all([startPageServer(), openBrowser()]);
    const script = `<script type="module" src="/embed.js" ${server.data}></script>`;
    server.page('/games', `${script}<gs-session-launcher no-sessions game-id="101"></gs-session-launcher>`);
    server.page('/other', '<p>Another page</p>');
  });
  after(async () => {
    await browser.close();
    server.stop();
  });
  beforeEach(async () => {
    server.sandbox.calls.length = 0;
    server.sandbox.switches.failures = [];
    context = await browser.createBrowserContext();
  });

  afterEach(() => context.close());

  const countOf = (operation: string) => server.sandbox.calls.filter((call) => call.operation === operation).length;
  const open = async (): Promise<Page> => {
    const page = await context.newPage();
    await page.goto(`${server.origin}/games`);
    return page;
  };
  const click = (page: Page, selector: string) =>
    page.waitForSelector(selector, { visible: true }).then((element) => element!.click());
  const phaseOf = (page: Page) =>
    page.evaluate(() => document.querySelector<Launcher>('gs-session-launcher')?.phase ?? '');
  const until = async (condition: () => boolean | Promise<boolean>, what: string) => {
    const deadline = performance.now() + 15_000;
    while (!(await condition())) {
      assert.ok(performance.now() < deadline, what);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  /** From here: a page that is hidden draws no frames to wait in. */
  const phase = (page: Page, word: string) => until(async () => (await phaseOf(page)) === word, `phase ${word}`);
  const play = async (page: Page) => {
    await click(page, 'gs-session-launcher >>> [part~="play-button"]');
    await phase(page, 'playing');
  };

  test('repeats an end that was not confirmed as soon as it goes on', async () => {
    const page = await open();
    await play(page);
    server.sandbox.switches.failures = [{ operation: 'endGameSession', kind: 'network' }];
    await page.evaluate(() => void document.querySelector<Launcher & { end(): void }>('gs-session-launcher')!.end());
    await phase(page, 'end-failed');
    const cdp = await page.createCDPSession();
    // From now on no timer fires: the event alone makes it try again.
    await cdp.send('Emulation.setVirtualTimePolicy', { policy: 'pause' });
    await cdp.send('Page.setWebLifecycleState', { state: 'frozen' });
    server.sandbox.switches.failures = [];
    await cdp.send('Page.setWebLifecycleState', { state: 'active' });
    await phase(page, 'ended');
    assert.equal(countOf('startGameSession'), 1);
  });

  test('left and come back to: its game is ended once, and the next one starts once', async () => {
    const page = await open();
    await play(page);
    await page.evaluate(() => addEventListener('pageshow', ({ persisted }) => (document.title = `${persisted}`)));
    await page.goto(`${server.origin}/other`);
    await until(() => countOf('endGameSession') === 1, 'the end has arrived');
    await page.goBack();
    await until(async () => (await page.title()) === 'true', 'the page is that of the cache');
    await phase(page, 'ended');
    await click(page, 'gs-session-launcher >>> gs-game-shell >>> .panel .primary:not([aria-disabled])');
    await phase(page, 'playing');
    assert.deepEqual([countOf('startGameSession'), countOf('endGameSession')], [2, 1]);
  });
});
