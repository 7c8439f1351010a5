/** The page for people who write games: what it says of the demo's games, and of one that makes every mistake. Needs dist/. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import type { Browser, Page } from 'puppeteer-core';
import type { Recording } from '../../demo/games/conformance/recorder.js';
import { serveFiles } from '../../demo/files.js';
import { openBrowser, watchForTrouble } from '../support/demo.js';
import { shoot } from '../support/user-driver.js';

const games = fileURLToPath(new URL('../../dist/games', import.meta.url));
const axe = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

suite('the conformance page', { timeout: 120_000 }, () => {
  let server: Server;
  let browser: Browser;
  let port = 0;

  before(async () => {
    const answer = getRequestListener((request) => serveFiles(games, new URL(request.url).pathname));
    server = createServer((request, response) => void answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
    port = (server.address() as AddressInfo).port;
    browser = await openBrowser();
  });
  after(async () => {
    await browser.close();
    server.closeAllConnections();
    server.close();
  });

  /** Opens the page with a game of another origin: the same server under its other name. */
  async function openWith(game: string): Promise<{ page: Page; trouble: string[] }> {
    const page = await browser.newPage();
    await page.setViewport({ width: 1280, height: 900 });
    const trouble = await watchForTrouble(page);
    const address = new URLSearchParams({ game: `http://127.0.0.1:${port}/${game}` });
    await page.goto(`http://localhost:${port}/conformance/index.html?${address.toString()}`);
    return { page, trouble };
  }

  /** Outcome of each check, by its name. */
  const checks = async (page: Page): Promise<Record<string, string>> => {
    const items = await page.$$eval('#checks li', (all) =>
      all.map((item) => [item.querySelector('strong')!.textContent, item.className] as const),
    );
    return Object.fromEntries(items);
  };
  const untilCheck = (page: Page, name: string, outcome: string) =>
    page
      .waitForFunction(
        (name, outcome) =>
          [...document.querySelectorAll('#checks li')].some(
            (item) => item.className === outcome && item.querySelector('strong')?.textContent === name,
          ),
        { timeout: 15_000 },
        name,
        outcome,
      )
      .catch(async () => assert.fail(`“${name}” is not ${outcome}: ${JSON.stringify(await checks(page))}`));
  const rows = (page: Page) =>
    page.$$eval('#messages tr', (all) =>
      all.map((row) => ({
        verdict: row.className,
        text: [...(row as HTMLTableRowElement).cells].map((cell) => cell.textContent).join(' | '),
      })),
    );
  const press = (page: Page, name: string) => page.locator(`::-p-aria([name="${name}"][role="button"])`).click();
  const gameOf = (page: Page) => page.frames().find((frame) => frame !== page.mainFrame())!;

  test('a game that keeps the rules passes each check, and none of its messages is wrong', async () => {
    const { page, trouble } = await openWith('saffron-comet/index.html?auto=1');
    for (const name of ['Says hello', 'Opens its port', 'Says when it is ready', 'Uses the vocabulary'])
      await untilCheck(page, name, 'passed');
    await untilCheck(page, 'Busy and idle take turns', 'passed');
    await press(page, 'pause');
    // The game is given longer than the page wants to see it silent.
    await new Promise((resolve) => setTimeout(resolve, 2200));
    await press(page, 'resume');
    await untilCheck(page, 'Stands still while it is paused', 'passed');
    await press(page, 'load again');
    await untilCheck(page, 'Says goodbye', 'passed');
    await page.waitForFunction(
      () =>
        [...document.querySelectorAll('#messages tr')].filter((row) => row.textContent.includes('hello')).length === 2,
    );
    const wrong = (await rows(page)).filter(({ verdict }) => verdict === 'wrong');
    assert.deepEqual(wrong, []);
    assert.ok(!Object.values(await checks(page)).includes('failed'));
    assert.deepEqual(trouble, []);
    await shoot(page, 'conformance-right');
    await page.close();
  });

  for (const game of ['orb-hunt', 'pairs']) {
    test(`${game} keeps the rules too`, async () => {
      const { page, trouble } = await openWith(`${game}/index.html?auto=1&round=2`);
      await untilCheck(page, 'Busy and idle take turns', 'passed');
      assert.deepEqual(
        (await rows(page)).filter(({ verdict }) => verdict === 'wrong'),
        [],
      );
      assert.deepEqual(trouble, []);
      await page.close();
    });
  }

  test('every mistake of a game is found, and said in words', async () => {
    const { page, trouble } = await openWith('conformance/faulty.html');
    await untilCheck(page, 'Progress only grows', 'failed');
    // by script: a click by position misses while the list of messages above still grows
    await gameOf(page).evaluate(() => document.getElementById('round')!.click());
    await untilCheck(page, 'Busy and idle take turns', 'failed');
    const expected: [kind: string, words: RegExp][] = [
      ['wrong', /game, window.*"score".*Right words on the wrong way/],
      ['wrong', /game, window.*"gs":2.*A hello is/],
      ['right', /game, window.*"hello".*The hello/],
      ['wrong', /game, port.*"ready".*first message on the port/],
      ['right', /game, port.*"open".*The port is open/],
      ['wrong', /"value":40.*value is 40; it must be a number from 0 to 1/],
      ['note', /"value":0\.5.*From 0\.6 back to 0\.5/],
      ['wrong', /"score":"7".*score is "7"; it must be a number between/],
      ['wrong', /"score","value":7.*score is missing/],
      ['wrong', /"roundStart" is no word of the vocabulary/],
      ['note', /"player":"pl_7".*player does not belong to it/],
      ['note', /The same score as before/],
      ['wrong', /"idle" .*A message is an object with a type/],
      ['note', /"busy".*Busy came twice/],
      ['wrong', /"€"; it must be a code of 2 to 10 letters/],
    ];
    const found = await rows(page);
    for (const [kind, words] of expected) {
      assert.ok(
        found.some(({ verdict, text }) => verdict === kind && words.test(text)),
        `${kind} ${words}: ${found.map(({ verdict, text }) => `${verdict} ${text}`).join('\n')}`,
      );
    }
    await press(page, 'load again');
    await untilCheck(page, 'Says goodbye', 'failed');
    const outcomes = await checks(page);
    assert.equal(outcomes['Opens its port'], 'failed');
    assert.equal(outcomes['Uses the vocabulary'], 'failed');
    assert.equal(outcomes['Says when it is ready'], 'open');
    assert.deepEqual(trouble, []);
    await shoot(page, 'conformance-wrong');
    await page.close();
  });

  test('what was recorded is downloaded as JSON', async () => {
    const { page } = await openWith('conformance/faulty.html');
    await untilCheck(page, 'Uses the vocabulary', 'failed');
    const folder = mkdtempSync(join(tmpdir(), 'gs-recording-'));
    const session = await page.createCDPSession();
    await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder, eventsEnabled: true });
    const done = new Promise<void>((resolve) =>
      session.on('Browser.downloadProgress', ({ state }) => state === 'completed' && resolve()),
    );
    await press(page, 'Download as JSON');
    await done;
    const [file = ''] = readdirSync(folder);
    assert.match(file, /^game-.*\.json$/);
    const recording = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Recording;
    rmSync(folder, { recursive: true });
    assert.equal(recording.format, 'game-session-widgets/recording');
    assert.equal(recording.game, `http://127.0.0.1:${port}/conformance/faulty.html`);
    assert.equal(recording.messages.length, (await rows(page)).length);
    assert.deepEqual(
      recording.messages.find(({ data }) => (data as { value?: unknown }).value === 40),
      {
        ...recording.messages.find(({ data }) => (data as { value?: unknown }).value === 40),
        from: 'game',
        way: 'port',
        data: { type: 'progress', value: 40 },
        verdict: 'wrong',
      },
    );
    assert.ok(recording.checks.some(({ name, outcome }) => name === 'Uses the vocabulary' && outcome === 'failed'));
    await page.close();
  });

  test('the game is sent its environment, and what is changed of it', async () => {
    const { page } = await openWith('orb-hunt/index.html');
    await untilCheck(page, 'Says when it is ready', 'passed');
    await page.$eval('summary', (summary) => summary.click());
    await page.select('select[name=theme]', 'dark');
    await page.select('select[name=safeArea]', '47 0 34 0');
    await page.waitForFunction(() => document.querySelector('#messages')?.textContent.includes('"top":47'));
    // The demo's games keep clear of what the device covers.
    await gameOf(page).waitForFunction(() => getComputedStyle(document.querySelector('.stage')!).paddingTop === '47px');
    const sent = (await rows(page)).filter(({ text }) => text.includes('"environment"'));
    assert.equal(sent.length, 3);
    assert.match(sent[0]!.text, /page, port.*"locale":"en","theme":"light","muted":false,"visible":true/);
    assert.match(sent[2]!.text, /"theme":"dark".*"bottom":34/);
    await page.close();
  });

  test('an address that is none is refused, and axe finds nothing wrong with the page', async () => {
    const { page } = await openWith('conformance/faulty.html');
    await untilCheck(page, 'Uses the vocabulary', 'failed');
    for (const scheme of ['light', 'dark']) {
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      await page.setBypassCSP(true);
      await page.evaluate(axe);
      const violations = await page.evaluate(async () => {
        const { axe } = globalThis as unknown as {
          axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
        };
        const { violations } = await axe.run({ iframes: false });
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
      });
      assert.deepEqual(violations, [], scheme);
    }
    await page.$eval('#game', (input) => ((input as HTMLInputElement).value = 'javascript:alert(1)'));
    await press(page, 'Load');
    await page.waitForFunction(() =>
      document.querySelector('#refusal')?.textContent.includes('no address of a web page'),
    );
    await page.close();
  });
});
