/**
 * The whole way of a player on the demo as `npm start` serves it: create a session, join it, play, see the score on the
 * board, look at the clock, end, read how it went. Once with the keyboard alone, once with a finger on a phone.
 * Needs dist/. With SHOTS=folder every step leaves a picture.
 */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { ElementHandle, Frame, Page } from 'puppeteer-core';
import { textOfLauncher, useDemo, watchForTrouble, type Board, type Launcher } from '../support/demo.js';
import { expectFocus, focusOf, giveEyes, shoot, swipe, tabTo, tap, tapInGame } from '../support/user-driver.js';

suite('the whole way', { timeout: 120_000 }, () => {
  const here = useDemo();

  const phase = (page: Page, ...words: string[]) =>
    page.waitForFunction(
      (words) => words.includes(document.querySelector<Launcher>('#lobby')?.phase ?? ''),
      { timeout: 20_000 },
      words,
    );
  const said = (page: Page) => textOfLauncher(page, '#lobby');
  /** A panel that came by itself takes no answer in its first second. */
  const canAnswer = (page: Page) => page.waitForSelector('#lobby >>> .panel .primary:not([aria-disabled])');
  /** The next check, six seconds later, would take the place of the question whether to end on a slow machine. */
  const stopChecks = (page: Page) => page.select('.rules select[name="reality-check"]', '30');
  const ownScore = (page: Page) =>
    page.$eval('gs-leaderboard[for=lobby]', (board) => (board as Board).self?.player.score);
  const ownScoreIs = (page: Page, what: 'zero' | 'more') =>
    page.waitForFunction(
      (what) => {
        const score = document.querySelector<Board>('gs-leaderboard[for=lobby]')?.self?.player.score;
        return score !== undefined && (what === 'zero' ? score === 0 : score > 0);
      },
      { timeout: 10_000 },
      what,
    );
  const isAsWideAsTheScreen = (page: Page) =>
    page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

  /** The game in the lobby: its frame in the page, and the document in that. */
  async function gameOf(page: Page): Promise<{ frame: ElementHandle<HTMLIFrameElement>; game: Frame }> {
    const frame = (await page.waitForSelector('#lobby >>> iframe')) as ElementHandle<HTMLIFrameElement>;
    const game = await frame.contentFrame();
    await game.waitForSelector('#play', { visible: true });
    return { frame, game };
  }

  /**
   * Finds all pairs as one who forgets nothing does: two unknown cards, and the partner as soon as it was seen.
   * @param turn turns the card at that place, counted from 0
   */
  async function findPairs(game: Frame, turn: (place: number) => Promise<void>): Promise<void> {
    const known = new Map<string, number>();
    const look = async (place: number): Promise<string> => {
      await turn(place);
      const tile = await game.waitForSelector(`.tile:nth-child(${place + 1})[data-open]`);
      return tile!.$eval('.front', (face) => (face as HTMLElement).dataset.shape ?? '');
    };
    const done = new Set<string>();
    let waiting: number | undefined;
    for (let place = 0; done.size < 6; place++) {
      const first = await look(place);
      const partner = known.get(first);
      known.set(first, place);
      if (partner !== undefined) {
        await look(partner);
        done.add(first);
        continue;
      }
      const second = await look(++place);
      if (second === first) {
        done.add(first);
        continue;
      }
      const other = known.get(second);
      known.set(second, place);
      if (other === undefined) continue;
      waiting = other;
      await look(waiting);
      await look(place);
      done.add(second);
    }
  }

  test('by keyboard', async () => {
    const page = await here.browser.newPage();
    await page.setViewport({ width: 1280, height: 900 });
    await giveEyes(page);
    const trouble = await watchForTrouble(page);
    await page.goto(`${here.demo.page}/?scheme=light`);
    const step = (name: string) => shoot(page, `keyboard-${name}`);

    await tabTo(page, 'Sessions');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#lobby[state="ready"]');
    await tabTo(page, 'A look at the clock');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await step('01-list');

    await tabTo(page, 'New session', { back: true });
    await page.keyboard.press('Enter');
    await phase(page, 'creating');
    await expectFocus(page, 'Name');
    await page.keyboard.type('Lamp lighters’ final');
    await tabTo(page, 'Description');
    await page.keyboard.type('Six pairs, no mercy.');
    await tabTo(page, 'Mini game');
    await page.keyboard.type('Lantern Pairs');
    await step('02-form');
    await tabTo(page, 'Create session');
    await page.keyboard.press('Enter');
    await phase(page, 'poster');
    await expectFocus(page, 'Play Lantern Pairs');
    await step('03-poster');

    await page.waitForSelector('#lobby >>> [part~="join-button"]'); // once it is known that the player is not in
    await tabTo(page, 'Join');
    await page.keyboard.press('Enter');
    await ownScoreIs(page, 'zero');
    await expectFocus(page, 'Play Lantern Pairs');
    await step('04-joined');

    await page.keyboard.press('Enter');
    await phase(page, 'playing');
    const { game } = await gameOf(page);
    await tabTo(page, 'Play', { place: game });
    await step('05-game');
    await page.keyboard.press('Enter');
    await phase(page, 'busy');
    await findPairs(game, async (place) => {
      const from = Number(/\d+/.exec((await focusOf(game)).name)?.[0]) - 1;
      const way = (place - from + 12) % 12;
      for (let moved = 0; moved < way; moved++) await page.keyboard.press('ArrowRight');
      await page.keyboard.press(place % 2 ? 'Enter' : 'Space');
    });
    await phase(page, 'playing', 'reality-check');
    await ownScoreIs(page, 'more');
    await step('06-score');

    await phase(page, 'reality-check');
    // Nobody has asked for it: the focus is on the title, so that a key meant for the game answers nothing.
    await expectFocus(page, 'A look at the clock');
    assert.match(await said(page), /A look at the clock\s+Time played/);
    await step('07-reality-check');
    await tabTo(page, 'Continue');
    await stopChecks(page);
    await canAnswer(page);
    await page.keyboard.press('Enter');
    await phase(page, 'playing');

    await tabTo(page, 'End game', { back: true });
    await page.keyboard.press('Enter');
    await expectFocus(page, 'End game');
    assert.match(await said(page), /End the game\?/);
    await step('08-end-question');
    await page.keyboard.press('Enter');
    await phase(page, 'ended');
    await expectFocus(page, 'Play again');
    const score = await ownScore(page);
    assert.match(await said(page), new RegExp(`Game over\\s+Time played\\s+\\d+ sec.*\\s+Score\\s+${score}`));
    await step('09-summary');

    await tabTo(page, 'All sessions', { back: true });
    await page.keyboard.press('Enter');
    await phase(page, 'browsing');
    await expectFocus(page, 'Lamp lighters’ final');
    await step('10-list');
    assert.deepEqual(trouble, []);
    await page.close();
  });

  test('by touch, on a phone 360 px wide', async () => {
    const page = await here.browser.newPage();
    await page.setViewport({ width: 360, height: 740, deviceScaleFactor: 2, isMobile: true, hasTouch: true });
    await giveEyes(page);
    const trouble = await watchForTrouble(page);
    await page.goto(`${here.demo.page}/?scheme=dark&reality-check=0.1`);
    const step = (name: string) => shoot(page, `touch-${name}`);
    assert.ok(await isAsWideAsTheScreen(page), 'nothing reaches beyond the screen');

    await tap(page, 'Sessions');
    await page.waitForSelector('#lobby[state="ready"]');
    await step('01-list');
    await tap(page, 'New session');
    await phase(page, 'creating');
    await tap(page, 'Name');
    await page.keyboard.type('Lamp lighters on the tram');
    await tap(page, 'Mini game');
    await page.keyboard.type('Lantern Pairs');
    await step('02-form');
    await tap(page, 'Create session');
    await phase(page, 'poster');
    await step('03-poster');
    await tap(page, 'Join');
    await ownScoreIs(page, 'zero');
    await step('04-joined');

    await tap(page, 'Play Lantern Pairs', -1); // the swiper above may have that game too
    await phase(page, 'playing');
    const { frame, game } = await gameOf(page);
    await tapInGame(page, frame, game, '#play');
    await phase(page, 'busy');
    await step('05-game');
    await findPairs(game, (place) => tapInGame(page, frame, game, `.tile:nth-child(${place + 1})`));
    await ownScoreIs(page, 'more');
    await step('06-score');
    await phase(page, 'reality-check');
    await step('07-reality-check');
    await stopChecks(page);
    await canAnswer(page);
    await tap(page, 'Continue');
    await phase(page, 'playing');
    await tap(page, 'End game');
    await step('08-end-question');
    await tap(page, 'Keep playing');
    await tap(page, 'Leave full screen'); // on a phone a game begins on the whole screen
    await tap(page, 'End game');
    await tap(page, 'Full screen');
    await tap(page, 'End game', -1);
    await phase(page, 'ended');
    await step('09-summary');
    await tap(page, 'Leave full screen');
    const score = await ownScore(page);
    assert.match(await said(page), new RegExp(`Game over\\s+Time played\\s+\\d+ sec.*\\s+Score\\s+${score}`));
    await swipe(page, 500);
    await step('10-board');
    await tap(page, 'All sessions');
    await phase(page, 'browsing');
    await step('11-list');
    assert.ok(await isAsWideAsTheScreen(page), 'nothing reaches beyond the screen');
    assert.deepEqual(trouble, []);
    await page.close();
  });
});
