/** The room that docs/session-launcher.md reserves is the launcher's: nothing moves when script and data come late. Needs dist/. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, suite, test } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { delayScript, openBrowser, watchLayoutShift } from '../support/demo.js';
import { startPageServer } from '../support/page-server.js';

/** Milliseconds that the script and each answer take. */
const LATE = 300;

const KINDS: Readonly<Record<string, string>> = {
  'a single session': 'session-id="gs_demo" game-id="101"',
  'a session that does not exist': 'session-id="gs_nowhere" game-id="101"',
  'just a game': 'no-sessions game-id="101"',
  'the list': 'searchable allow-create',
};

suite('the launcher’s room', { timeout: 120_000 }, () => {
  let server: Awaited<ReturnType<typeof startPageServer>>;
  let browser: Browser;
  let rule = '';

  before(async () => {
    [server, browser] = await Promise.all([startPageServer(), openBrowser()]);
    server.sandbox.switches.latency = LATE;
    const docs = await readFile(new URL('../../docs/session-launcher.md', import.meta.url), 'utf8');
    rule = /```css\n([^`]*)```/.exec(docs)?.[1] ?? '';
  });
  after(async () => {
    await browser.close();
    server.stop();
  });

  async function openLate(attributes: string, width: number): Promise<{ page: Page; shift: () => Promise<number> }> {
    const page = await browser.newPage();
    await page.setViewport({ width, height: 900 });
    await delayScript(page, LATE);
    const shift = await watchLayoutShift(page);
    const head = `<style>${rule}</style><script type="module" src="/embed.js" ${server.data}></script>`;
    const body = `<p>before</p><gs-session-launcher ${attributes}></gs-session-launcher><p>after</p>`;
    await page.goto(server.page(`/${width}`, head + body, ''));
    return { page, shift };
  }

  for (const [kind, attributes] of Object.entries(KINDS)) {
    for (const width of [360, 1200]) {
      test(`${kind} comes without moving the page, ${width} px wide`, async () => {
        const { page, shift } = await openLate(attributes, width);
        const height = () => page.$eval('gs-session-launcher', (element) => element.getBoundingClientRect().height);
        const reserved = await height();
        const isThere = ['ready', 'error'].map((state) => `gs-session-launcher[state="${state}"]`).join();
        await page.waitForSelector(isThere, { timeout: 10_000 });
        await page.waitForNetworkIdle({ idleTime: LATE * 2 });
        assert.ok(Math.abs((await height()) - reserved) < 0.5, `${reserved} px were reserved for ${await height()}`);
        assert.equal(await shift(), 0);
        await page.close();
      });
    }
  }
});
