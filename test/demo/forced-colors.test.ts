/** What only a colour tells is still there where the reader's own colours replace the page's. */
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { openBrowser } from '../support/demo.js';
import { startPageServer, type PageServer } from '../support/page-server.js';

suite('in forced colours', () => {
  let server: PageServer;
  let browser: Browser;
  let page: Page;

  before(async () => {
    [server, browser] = await Promise.all([startPageServer(), openBrowser()]);
    page = await browser.newPage();
    await page.setViewport({ width: 900, height: 4000 });
    const session = await page.createCDPSession();
    await session.send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value: 'active' }] });
    await page.goto(
      server.page(
        '/forced',
        `<script type="module" src="/embed.js" ${server.data}></script>
        <gs-leaderboard session-id="gs_demo" podium></gs-leaderboard>
        <gs-session-launcher></gs-session-launcher>
        <gs-recent-games layout="list" show="tags badges"></gs-recent-games>
        <gs-multi-swiper mode="native"></gs-multi-swiper>`,
      ),
    );
    await page.waitForSelector('gs-leaderboard >>> .podium .avatar');
    await page.waitForSelector('gs-session-launcher >>> .art');
    await page.waitForSelector('gs-recent-games >>> .tag');
    await page.waitForSelector('gs-multi-swiper >>> .step');
  });
  after(async () => {
    await browser.close();
    server.stop();
  });

  /** One computed property of a part of an element, of its `::before` when `pseudo` says so. */
  const look = (selector: string, property: string, pseudo?: string) =>
    page.$eval(
      selector,
      (element, property, pseudo) => getComputedStyle(element, pseudo).getPropertyValue(property),
      property,
      pseudo,
    );

  test('boxes that are told by their ground have a line', async () => {
    for (const box of [
      'gs-leaderboard >>> tbody .avatar',
      'gs-leaderboard >>> .podium .rank',
      'gs-session-launcher >>> .art',
      'gs-recent-games >>> .tag',
      'gs-recent-games >>> .chip',
    ]) {
      assert.equal(await look(box, 'border-top-style'), 'solid', box);
    }
  });

  test('signs have the colour of words, or keep their own on a ground of their own', async () => {
    const live = 'gs-session-launcher >>> [data-status="ACTIVE"]';
    assert.equal(await look(live, 'background-color', '::before'), await look(live, 'color'));
    assert.match(await look('gs-multi-swiper >>> .step', 'background-color'), /^rgb\(/);
    assert.equal(await look('gs-recent-games >>> .go', 'background-color', '::before'), 'rgb(255, 255, 255)');
  });
});
