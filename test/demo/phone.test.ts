/** A game on a small touch screen: whole screen at Play, a way out that nothing covers, the Back gesture. Needs dist/. */
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { openBrowser, type Launcher } from '../support/demo.js';
import { startPageServer } from '../support/page-server.js';

/** CSS pixels that the game's toolbar may take of the screen. */
const TOOLBAR = 60;

suite('a game on a phone', { timeout: 120_000 }, () => {
  let server: Awaited<ReturnType<typeof startPageServer>>;
  let browser: Browser;

  before(async () => {
    [server, browser] = await Promise.all([startPageServer(), openBrowser()]);
  });
  after(async () => {
    await browser.close();
    server.stop();
  });

  interface Screen {
    readonly width: number;
    readonly height: number;
    readonly hasTouch?: boolean;
    readonly attributes?: string;
    readonly headers?: Readonly<Record<string, string>>;
  }

  /** Opens a page with a launcher, taps Play, and waits until the game is played. */
  async function play({ width, height, hasTouch = true, attributes = '', headers = {} }: Screen): Promise<Page> {
    // a game that another test has left open is open elsewhere
    const page = await (await browser.createBrowserContext()).newPage();
    await page.setViewport({ width, height, isMobile: hasTouch, hasTouch });
    const script = `<meta name="viewport" content="width=device-width"><script type="module" src="/embed.js" ${server.data}></script>`;
    const launcher = `<gs-session-launcher no-sessions game-id="101" ${attributes}></gs-session-launcher>`;
    await page.goto(server.page('/phone', `${script}<h1>Games</h1>${launcher}`, '', headers));
    const button = await page.waitForSelector('gs-session-launcher >>> [part~="play-button"]');
    if (hasTouch) await button!.tap();
    else await button!.click();
    await phase(page, 'playing');
    return page;
  }

  const phase = (page: Page, word: string) =>
    page.waitForFunction(
      (word) => document.querySelector<Launcher>('gs-session-launcher')?.phase === word,
      { timeout: 15_000 },
      word,
    );

  /** Whether the game's shell fills the viewport. */
  const isOnWholeScreen = (page: Page) =>
    page.$eval('gs-session-launcher >>> gs-game-shell', (shell) => {
      const { left, top, width, height } = shell.getBoundingClientRect();
      return left === 0 && top === 0 && width === innerWidth && height === innerHeight;
    });

  async function waitForWholeScreen(page: Page, isWanted: boolean): Promise<void> {
    const shell = await page.$('gs-session-launcher >>> gs-game-shell');
    await page.waitForFunction(
      (shell, isWanted) => {
        const { width, height } = shell!.getBoundingClientRect();
        return (width === innerWidth && height === innerHeight) === isWanted;
      },
      { timeout: 5000 },
      shell,
      isWanted,
    );
  }

  const endButton = (page: Page) => page.waitForSelector('gs-session-launcher >>> [part~="end-button"]');

  for (const [width, height] of [
    [360, 740],
    [740, 360],
  ] as const) {
    test(`takes the whole screen at Play, ${width} × ${height}, and nothing covers End`, async () => {
      const page = await play({ width, height });
      await waitForWholeScreen(page, true);
      const end = (await endButton(page))!;
      const target = await end.evaluate((button) => {
        const { left, top, right, bottom, width, height } = button.getBoundingClientRect();
        const [x, y] = [(left + right) / 2, (top + bottom) / 2];
        let root: Document | ShadowRoot | null = document;
        let topmost: Element | null = null;
        while (root) {
          const found: Element | null = root.elementFromPoint(x, y);
          if (!found || found === topmost) break;
          topmost = found;
          root = found.shadowRoot;
        }
        return { least: Math.min(width, height), left, top, right, bottom, isFree: button.contains(topmost) };
      });
      assert.ok(target.isFree, 'nothing lies over End');
      assert.ok(target.least >= 44, `End is ${target.least} px small`);
      assert.ok(
        target.left >= 0 && target.top >= 0 && target.right <= width && target.bottom <= height,
        'End is in sight',
      );
      const game = await page.$eval('gs-session-launcher >>> iframe', (frame) => {
        const { width, height } = frame.getBoundingClientRect();
        return { width, height };
      });
      assert.ok(
        game.width * game.height >= width * (height - TOOLBAR),
        `the game has ${game.width} × ${game.height} of the screen`,
      );
      await end.tap();
      await phase(page, 'playing'); // the question comes first
      await page.$eval('gs-session-launcher', (launcher) => (launcher as unknown as { end(): Promise<void> }).end());
      await phase(page, 'ended');
      await waitForWholeScreen(page, false);
      await page.close();
    });
  }

  test('stays in its place with immersive="off", and on a large screen', async () => {
    const off = await play({ width: 360, height: 740, attributes: 'immersive="off"' });
    assert.equal(await isOnWholeScreen(off), false);
    const height = await off.$eval('gs-session-launcher >>> .stage', (stage) => stage.getBoundingClientRect().height);
    assert.ok(height >= 0.44 * 740 - 1, `no strip: ${height} px of 740`);
    await off.close();
    const desk = await play({ width: 1280, height: 800, hasTouch: false });
    assert.equal(await isOnWholeScreen(desk), false);
    await desk.close();
  });

  test('the Back gesture asks before it ends the game, where the viewport stands in for the screen', async () => {
    const page = await play({ width: 360, height: 740, headers: { 'permissions-policy': 'fullscreen=()' } });
    await waitForWholeScreen(page, true);
    assert.equal(await page.evaluate(() => document.fullscreenElement), null, 'the browser gives no full screen');
    await (await endButton(page))!.focus(); // keys that are pressed in the game are the game's
    await page.keyboard.press('Escape'); // what CloseWatcher receives as the Back gesture
    await page.waitForSelector('gs-session-launcher >>> ::-p-text(End the game?)', { timeout: 5000 });
    assert.equal(await isOnWholeScreen(page), true);
    assert.equal(await page.$eval('gs-session-launcher', (launcher) => (launcher as Launcher).phase), 'playing');
    await page.close();
  });
});
