/** The demo as a stranger gets it from `npm start`: built script tag, strict policy, four elements alive. Needs dist/. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { ElementHandle, Page } from 'puppeteer-core';
import { startDemo, useDemo, watchForTrouble, type Board, type Launcher } from '../support/demo.js';

suite('the demo page', { timeout: 120_000 }, () => {
  const here = useDemo();

  async function openPage(path = '/'): Promise<{ page: Page; trouble: string[] }> {
    const page = await here.browser.newPage();
    await page.setViewport({ width: 1280, height: 900 });
    const trouble = await watchForTrouble(page);
    await page.goto(here.demo.page + path);
    return { page, trouble };
  }

  /** Brings an element into view and waits until it has what it shows. */
  async function see(page: Page, selector: string): Promise<ElementHandle> {
    const element = await page.waitForSelector(`${selector}[state]`);
    assert.ok(element);
    await element.evaluate((node) => node.scrollIntoView({ block: 'center' }));
    await page.waitForSelector(`${selector}[state="ready"]`);
    return element;
  }

  test('every element is alive, and the strict policy is never broken', async () => {
    const { page, trouble } = await openPage();
    for (const selector of ['#launcher', 'gs-leaderboard', 'gs-recent-games', '#sessions gs-session-launcher']) {
      await see(page, selector);
    }
    await page.waitForSelector('gs-multi-swiper >>> [part~="slide"]');
    await see(page, 'gs-leaderboard'); // off the screen it would rest
    const before = await page.$eval('gs-leaderboard', (board) => (board as Board).shadowRoot?.textContent);
    await page.waitForFunction(
      (text) => document.querySelector('gs-leaderboard')?.shadowRoot?.textContent !== text,
      { timeout: 15_000 },
      before,
    );
    assert.deepEqual(trouble, []);
    await page.close();
  });

  test('every element works on 127.0.0.1 as on localhost', async () => {
    const { hostname, port } = new URL(here.demo.page);
    assert.equal(hostname, 'localhost');
    const page = await here.browser.newPage();
    const trouble = await watchForTrouble(page);
    await page.goto(`http://127.0.0.1:${port}/`);
    for (const selector of ['#launcher', 'gs-leaderboard', 'gs-recent-games', '#sessions gs-session-launcher']) {
      await see(page, selector);
    }
    assert.deepEqual(trouble, []);
    await page.close();
  });

  test('a round played in the launcher moves the own row on the board, and shows up among the recent games', async () => {
    const { page, trouble } = await openPage();
    await see(page, '#launcher');
    await see(page, 'gs-leaderboard');
    const score = () => page.$eval('gs-leaderboard', (board) => (board as Board).self?.player.score ?? NaN);
    const before = await score();

    await see(page, '#launcher');
    await page.locator('#launcher >>> [part~="play-button"]').click(); // once it stands still
    await page.waitForFunction(() => document.querySelector<Launcher>('#launcher')?.phase === 'playing', {
      timeout: 15_000,
    });
    // The orbs are caught as a player would who taps everywhere they may be.
    const frame = await page.waitForSelector('#launcher >>> iframe');
    const box = await frame?.boundingBox();
    assert.ok(box);
    const tapAround = async () => {
      await page.mouse.click(box.x + box.width * 0.5, box.y + box.height * 0.6); // the game's own Play
      for (let spot = 0; spot < 24; spot++) {
        const x = box.x + (box.width * ((spot % 6) + 0.5)) / 6;
        const y = box.y + (box.height * (Math.floor(spot / 6) + 0.5)) / 4;
        await page.mouse.click(x, y);
      }
    };
    const deadline = Date.now() + 40_000;
    while ((await score()) === before && Date.now() < deadline) await tapAround();
    assert.notEqual(await score(), before, 'the own row has the new score');

    await page.$eval('#launcher', (launcher) => void (launcher as unknown as { end(): Promise<void> }).end());
    await page.waitForFunction(() =>
      ['ended', 'poster'].includes(document.querySelector<Launcher>('#launcher')?.phase ?? ''),
    );
    await see(page, 'gs-recent-games');
    await page.waitForFunction(() => {
      const first = document.querySelector('gs-recent-games')?.shadowRoot?.querySelector('[part~="title"]');
      return first?.textContent?.includes('Orb Hunt');
    });
    assert.deepEqual(trouble, []);
    await page.close();
  });

  test('the page speaks the reader’s language, and right to left', async () => {
    const { page, trouble } = await openPage('/?lang=de');
    await see(page, 'gs-leaderboard');
    await page.waitForFunction(() =>
      document.querySelector('gs-leaderboard')?.shadowRoot?.textContent?.includes('Punkte'),
    );
    await page.select('select[name=lang]', 'ar');
    await page.waitForFunction(
      () => getComputedStyle(document.querySelector('gs-leaderboard') as Element).direction === 'rtl',
    );
    assert.deepEqual(trouble, []);
    await page.close();
  });

  test('Ctrl-C ends everything', async () => {
    const other = await startDemo();
    await other.stop();
    await assert.rejects(fetch(other.page));
    await assert.rejects(fetch(other.games));
  });
});
