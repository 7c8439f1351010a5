/** A game over more than one page: reloaded in the middle, and wished for in a second tab. On the built demo; needs dist/. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { textOfLauncher, useDemo, watchForTrouble, type Launcher } from '../support/demo.js';
import { expectFocus, giveEyes, tabTo } from '../support/user-driver.js';

suite('a game and its pages', { timeout: 120_000 }, () => {
  const here = useDemo();

  /** A tab with the demo, and the calls to start and end games that it makes. */
  async function openTab(): Promise<{ page: Page; trouble: string[]; calls: string[] }> {
    const page = await here.browser.newPage();
    await page.setViewport({ width: 1280, height: 900 });
    await giveEyes(page);
    const trouble = await watchForTrouble(page);
    const calls: string[] = [];
    page.on('request', (request) => {
      if (request.method() !== 'POST') return;
      const name = /game-sessions\/(?:[^/]+\/)?(start|end)$/.exec(request.url())?.[1];
      if (name) calls.push(name);
    });
    await page.goto(here.demo.page);
    await page.waitForSelector('#launcher[state="ready"]');
    return { page, trouble, calls };
  }

  const phase = (page: Page, word: string) =>
    page.waitForFunction(
      (word) => document.querySelector<Launcher>('#launcher')?.phase === word,
      { timeout: 15_000 },
      word,
    );
  const said = (page: Page) => textOfLauncher(page, '#launcher');

  async function play(page: Page): Promise<void> {
    await tabTo(page, 'Play Orb Hunt');
    await page.keyboard.press('Enter');
  }

  async function end(page: Page): Promise<void> {
    await tabTo(page, 'End game', { back: true });
    await page.keyboard.press('Enter');
    await expectFocus(page, 'End game');
    await page.keyboard.press('Enter');
    await phase(page, 'ended');
  }

  test('reloaded in the middle, Resume brings the same session back', async () => {
    const { page, trouble, calls } = await openTab();
    const addressOf = () => page.$eval('#launcher >>> iframe', (frame) => frame.getAttribute('src') ?? '');
    await play(page);
    await phase(page, 'playing');
    const address = await addressOf();
    const sessionId = new URL(address).searchParams.get('session');
    assert.ok(sessionId, 'the game’s address names the session as the service knows it');

    await page.reload();
    await phase(page, 'resumable');
    assert.match(await said(page), /Your game is still open\s+You have played since/);
    assert.equal(await page.$('#launcher >>> iframe'), null, 'nothing plays before the player has chosen');
    await tabTo(page, 'Resume');
    await page.keyboard.press('Enter');
    await phase(page, 'playing');
    assert.equal(await addressOf(), address);
    await end(page);
    assert.deepEqual(calls, ['start', 'end'], 'started once, ended once');

    await page.reload();
    await page.waitForSelector('#launcher[state="ready"]');
    await phase(page, 'poster');
    assert.deepEqual(trouble, []);
    await page.close();
  });

  test('two tabs: the second says where the first is, and can play once that has ended', async () => {
    const one = await openTab();
    await play(one.page);
    await phase(one.page, 'playing');

    const two = await openTab();
    await play(two.page);
    await phase(two.page, 'locked-elsewhere');
    const text = await said(two.page);
    assert.match(text, /You are playing in another tab/);
    for (const where of ['Orb Hunt', await one.page.title()]) assert.ok(text.includes(where), `${where} in “${text}”`);
    assert.deepEqual(two.calls, [], 'no second session was started');

    await one.page.bringToFront();
    await end(one.page);
    await two.page.bringToFront();
    await phase(two.page, 'poster');
    await expectFocus(two.page, 'Play Orb Hunt');
    await two.page.keyboard.press('Enter');
    await phase(two.page, 'playing');

    await one.page.bringToFront();
    await expectFocus(one.page, 'Play again');
    await one.page.keyboard.press('Enter');
    await phase(one.page, 'locked-elsewhere');
    await two.page.close(); // a tab that dies takes its lock along
    await phase(one.page, 'poster');
    assert.deepEqual([...one.trouble, ...two.trouble], []);
    await one.page.close();
  });
});
