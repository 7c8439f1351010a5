/** The built bundles on pages as strict and as odd as pages are. Needs dist/. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { SourceMap, type SourceMapping, type SourceMapPayload } from 'node:module';
import { after, before, suite, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser, HTTPRequest, Page } from 'puppeteer-core';
import { cdnFolder } from '../../scripts/cdn.mjs';
import { delayScript, openBrowser, watchForTrouble, watchLayoutShift } from '../support/demo.js';
import { startPageServer, strictPolicy } from '../support/page-server.js';

/** Reserves room before any script has run. */
const RESERVE = '<link rel="stylesheet" href="/reserve.css">';

/** The files that embed.js requests for an element. */
function modulesOf(tag: string): readonly string[] {
  const embed = readFileSync(`${cdnFolder}/embed.js`, 'utf8');
  const [, modules] = new RegExp(`"${tag}":(\\[[^\\]]*\\])`).exec(embed) ?? [];
  return JSON.parse(modules!) as string[];
}

/** A promise and its resolve function. */
function promise(): [Promise<void>, () => void] {
  let resolve = () => {};
  return [new Promise<void>((set) => (resolve = set)), resolve];
}

const ALL = `<gs-leaderboard session-id="gs_demo"></gs-leaderboard>
  <gs-recent-games loading="eager"></gs-recent-games>
  <gs-session-launcher session-id="gs_demo" game-id="101" loading="eager"></gs-session-launcher>
  <gs-multi-swiper mode="native" loading="eager"></gs-multi-swiper>`;

suite('the bundles', { timeout: 240_000 }, () => {
  let server: Awaited<ReturnType<typeof startPageServer>>;
  let browser: Browser;
  let served = 0;

  before(async () => {
    [server, browser] = await Promise.all([startPageServer(), openBrowser()]);
  });
  after(async () => {
    await browser.close();
    server.stop();
  });

  const module = () => `<script type="module" src="/embed.js" ${server.data}></script>`;
  const classic = () => `<script src="/gs.iife.js" ${server.data}></script>`;
  const single = () => `<script src="/gs.single.js" ${server.data}></script>`;

  async function openPage(
    html: string,
    policy?: string,
    headers?: Readonly<Record<string, string>>,
  ): Promise<{ page: Page; trouble: string[]; scripts: string[] }> {
    const page = await browser.newPage();
    const trouble = await watchForTrouble(page);
    const scripts: string[] = [];
    page.on(
      'request',
      (request) => request.resourceType() === 'script' && scripts.push(new URL(request.url()).pathname),
    );
    await page.goto(server.page(`/page-${served++}`, html, policy, headers));
    return { page, trouble, scripts };
  }

  const ready = (page: Page, tag: string) => page.waitForSelector(`${tag}[state="ready"]`, { timeout: 10_000 });

  test('a QR code has its modules beside their background, minified too', async () => {
    const invite = '<gs-session-launcher session-id="gs_demo" game-id="101" invite="qr"></gs-session-launcher>';
    const { page } = await openPage(module() + invite);
    const code = await page.waitForSelector('gs-session-launcher >>> [part="join"] svg');
    const fills = await code!.evaluate((svg) => [...svg.children].map((child) => child.getAttribute('fill')));
    assert.deepEqual(fills, ['#fff', '#000']);
    await page.close();
  });

  for (const [name, tags] of [
    ['the module script', () => module()],
    ['the classic script', () => classic()],
    ['the module script twice', () => module() + module().replace('embed.js', 'embed.js?again')],
    ['the classic script twice', () => classic() + classic()],
    ['both scripts', () => classic() + module()],
    ['the single file', () => single()],
    ['the single file twice', () => single() + single()],
    ['the single file before the module script', () => single() + module()],
    ['all three', () => classic() + module() + single()],
  ] as const) {
    test(`${name}: every element works under a strict policy that allows Lit’s policy once`, async () => {
      const policy = strictPolicy(server.other, 'trusted-types lit-html');
      const { page, trouble } = await openPage(tags() + ALL, policy);
      for (const tag of ['gs-leaderboard', 'gs-recent-games', 'gs-session-launcher']) await ready(page, tag);
      await page.waitForSelector('gs-multi-swiper >>> [part~="slide"]');
      assert.deepEqual(trouble, []);
      await page.close();
    });
  }

  test('a game runs in its frame under the strict policy', async () => {
    const { page, trouble } = await openPage(
      module() + `<gs-session-launcher session-id="gs_demo" game-id="101"></gs-session-launcher>`,
    );
    const play = await page.waitForSelector('gs-session-launcher >>> [part~="play-button"]');
    await play?.click();
    await page.waitForSelector('gs-session-launcher[phase="playing"]', { timeout: 15_000 });
    assert.deepEqual(trouble, []);
    await page.close();
  });

  test('a game runs on a page that is cross-origin isolated, in a frame without credentials', async () => {
    const { page } = await openPage(
      module() + `<gs-session-launcher no-sessions game-id="101" dialect="gs"></gs-session-launcher>`,
      undefined,
      { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' },
    );
    assert.equal(await page.evaluate(() => crossOriginIsolated), true);
    const play = await page.waitForSelector('gs-session-launcher >>> [part~="play-button"]');
    await play?.click();
    // the game has spoken: its document was not blocked
    await page.waitForSelector('gs-session-launcher[phase="playing"]', { timeout: 15_000 });
    await page.close();
  });

  test('a page loads the code of its own elements only, and of a new one when it appears', async () => {
    const { page, scripts } = await openPage(module() + `<gs-leaderboard session-id="gs_demo"></gs-leaderboard>`);
    await ready(page, 'gs-leaderboard');
    const has = (name: string) => scripts.some((path) => path.includes(`/${name}`));
    assert.ok(has('leaderboard'));
    for (const other of ['session-launcher', 'multi-swiper', 'recent-games', 'game-frame', 'windows'])
      assert.ok(!has(other), other);
    await page.evaluate(() => document.body.append(document.createElement('gs-recent-games')));
    await ready(page, 'gs-recent-games');
    assert.ok(has('recent-games'));
    await page.close();
  });

  for (const [name, wanted] of [
    ['gs.iife.js', /^\/(gs\.iife|embed|chunks\/[\w-]+)\.js$/],
    ['gs.single.js', /^\/gs\.single\.js$/],
  ] as const) {
    test(`${name} brings what the page needs, from beside itself`, async () => {
      const { page, trouble, scripts } = await openPage(
        `<script src="/${name}?v=1" ${server.data}></script><gs-leaderboard session-id="gs_demo"></gs-leaderboard>`,
      );
      await ready(page, 'gs-leaderboard');
      assert.deepEqual(
        scripts.filter((path) => !wanted.test(path)),
        [],
      );
      assert.deepEqual(trouble, []);
      await page.close();
    });
  }

  test('all modules of an element are requested side by side', async () => {
    const page = await browser.newPage();
    await page.setRequestInterception(true);
    const held: HTTPRequest[] = [];
    const [allRequested, resolve] = promise();
    page.on('request', (request) => {
      if (!request.url().includes('/chunks/')) return void request.continue();
      held.push(request);
      // the last of them is requested although none has arrived
      if (held.length === modulesOf('gs-leaderboard').length) resolve();
    });
    await page.goto(server.page('/modules', module() + `<gs-leaderboard session-id="gs_demo"></gs-leaderboard>`), {
      waitUntil: 'domcontentloaded',
    });
    await allRequested;
    assert.deepEqual(
      held.map((request) => `.${new URL(request.url()).pathname}`).sort(),
      [...modulesOf('gs-leaderboard')].sort(),
    );
    await page.close();
  });

  for (const [name, tag] of [
    ['the module script', module],
    ['the single file', single],
  ] as const) {
    test(`${name} goes on when the page replaces its <html>`, async () => {
      const { page, trouble } = await openPage(tag() + `<gs-leaderboard session-id="gs_demo"></gs-leaderboard>`);
      await ready(page, 'gs-leaderboard');
      await page.evaluate(() => {
        const html = document.createElement('html');
        const board = document.createElement('gs-leaderboard');
        board.setAttribute('session-id', 'gs_demo');
        html.append(document.createElement('body'));
        html.lastElementChild!.append(board);
        document.replaceChild(html, document.documentElement);
      });
      await ready(page, 'gs-leaderboard');
      assert.deepEqual(trouble, []);
      await page.close();
    });
  }

  for (const name of ['embed.js', 'gs.iife.js', 'gs.single.js']) {
    test(`${name} has its settings behind a redirect, too`, async () => {
      const type = name === 'embed.js' ? 'type="module"' : '';
      const { page, trouble } = await openPage(
        `<script ${type} src="/latest/${name}" ${server.data}></script><gs-leaderboard session-id="gs_demo"></gs-leaderboard>`,
      );
      await ready(page, 'gs-leaderboard');
      assert.deepEqual(trouble, []);
      await page.close();
    });
  }

  for (const [name, tag, markup] of [
    ['an image named currentScript', classic, '<img name="currentScript" src="/evil/x" data-gateway="/evil">'],
    ['a form named currentScript', classic, '<form name="currentScript" data-gateway="/evil"></form>'],
    ['an image named currentScript, one file', single, '<img name="currentScript" data-gateway="/evil">'],
    [
      'a form named scripts',
      module,
      `<form name="scripts"><input src="/embed.js" type="module" data-gateway="/evil"></form>`,
    ],
    ['an image named scripts', module, '<img name="scripts">'],
    ['two forms named scripts', module, '<form name="scripts"></form><form name="scripts"></form>'],
    ['an image named adoptedStyleSheets', module, '<img name="adoptedStyleSheets">'],
    ['an image named getElementsByTagName', module, '<img name="getElementsByTagName">'],
    ['an image named currentScript beside the module', module, '<img name="currentScript" data-gateway="/evil">'],
    ['an object with the id currentScript', classic, '<object id="currentScript" data-gateway="/evil"></object>'],
    ['a frame named currentScript, one file', single, '<iframe name="currentScript" data-gateway="/evil"></iframe>'],
    ['a form named currentScript, one file', single, '<form name="currentScript" data-gateway="/evil"></form>'],
    ['an image named baseURI', module, '<img name="baseURI" src="/evil/">'],
    ['images named body and head', classic, '<img name="body"><img name="head">'],
    ['a form named documentElement, one file', single, '<form name="documentElement"></form>'],
    ['an image named defaultView', module, '<img name="defaultView"><img name="activeElement">'],
    ['an image named visibilityState', module, '<img name="visibilityState"><img name="hidden"><img name="title">'],
  ] as const) {
    test(`markup cannot give settings: ${name}`, async () => {
      const { page, trouble } = await openPage(
        `${markup}${tag()}<gs-leaderboard session-id="gs_demo"></gs-leaderboard>`,
        strictPolicy(server.other, `script-src 'self'`).replace('img-src', "img-src 'self'"),
      );
      await ready(page, 'gs-leaderboard');
      assert.deepEqual(
        trouble.filter((line) => !line.includes('404')), // the image's own
        [],
      );
      await page.close();
    });
  }

  for (const [name, tag] of [
    ['the module script', module],
    ['the classic script', classic],
    ['the single file', single],
  ] as const) {
    test(`${name} works on a page that has extended Object.prototype`, async () => {
      const page = await browser.newPage();
      const trouble = await watchForTrouble(page);
      await page.evaluateOnNewDocument(
        `Object.assign(Object.prototype, { each() {}, empty: undefined, no: false, name: 'x' })`,
      );
      await page.goto(server.page(`/page-${served++}`, tag() + ALL));
      for (const tag of ['gs-leaderboard', 'gs-recent-games', 'gs-session-launcher']) await ready(page, tag);
      await page.waitForSelector('gs-multi-swiper >>> [part~="slide"]');
      assert.deepEqual(trouble, []);
      await page.close();
    });

    test(`${name} in a browser that is too old leaves the page as it is, and says so once`, async () => {
      const page = await browser.newPage();
      const trouble = await watchForTrouble(page);
      const lines: string[] = [];
      page.on('console', (message) => lines.push(message.text()));
      await page.evaluateOnNewDocument(() => Reflect.deleteProperty(Document.prototype, 'adoptedStyleSheets'));
      const board = '<gs-leaderboard session-id="gs_demo">Scores</gs-leaderboard>';
      await page.goto(server.page(`/page-${served++}`, tag() + board), { waitUntil: 'networkidle0' });
      assert.deepEqual([trouble, lines.length], [[], 1]);
      assert.match(lines[0] ?? '', /too old/);
      assert.equal(await page.$eval('gs-leaderboard', (element) => (element as HTMLElement).innerText), 'Scores');
      await page.close();
    });
  }

  test('works on a page that has extended Array.prototype, and wrapped fetch and customElements.define', async () => {
    const page = await browser.newPage();
    const trouble = await watchForTrouble(page);
    await page.evaluateOnNewDocument(() => {
      Object.assign(Array.prototype, { remove() {}, last: undefined });
      const { fetch } = globalThis;
      globalThis.fetch = async (...request) => await fetch(...request);
      const define = customElements.define.bind(customElements);
      customElements.define = (name, constructor, options) => define(name, class extends constructor {}, options);
    });
    await page.goto(server.page(`/page-${served++}`, module() + ALL));
    for (const tag of ['gs-leaderboard', 'gs-recent-games', 'gs-session-launcher']) await ready(page, tag);
    await page.waitForSelector('gs-multi-swiper >>> [part~="slide"]');
    assert.deepEqual(trouble, []);
    await page.close();
  });

  test('keeps its looks on a page that resets everything with !important', async () => {
    const style = `* { all: revert; box-sizing: content-box !important; line-height: 0 !important; }
      div, span, table, tr, td, button, p { display: inline !important; position: static !important; margin: 0 !important;
      font: 3px/0 serif !important; color: red !important; visibility: hidden !important }`;
    const rowsOn = async (head: string) => {
      const { page } = await openPage(
        `${head}${module()}<gs-leaderboard session-id="gs_demo" refresh="0"></gs-leaderboard>`,
        '',
      );
      await ready(page, 'gs-leaderboard');
      const rows = await page.$$eval('gs-leaderboard >>> tbody tr', (list) =>
        list.slice(0, 5).map((row) => {
          const { height } = row.getBoundingClientRect();
          const { display, visibility } = getComputedStyle(row);
          return { height, display, visibility };
        }),
      );
      await page.close();
      return rows;
    };
    const plain = await rowsOn('');
    assert.equal(plain.length, 5);
    assert.deepEqual(await rowsOn(`<style>${style}</style>`), plain);
  });

  test('works in a frame that is sandboxed: an opaque origin, without storage, cookies and locks', async () => {
    const inner = server.page(`/page-${served++}`, module() + ALL, '');
    const { page, trouble } = await openPage(
      `<iframe src="${inner}" sandbox="allow-scripts" width="1200" height="2000"></iframe>`,
      '',
    );
    await page.setViewport({ width: 1280, height: 2100 });
    const frame = page.frames().find((one) => one.url() === inner);
    assert.ok(frame);
    assert.equal(await frame.evaluate(() => origin), 'null');
    for (const tag of ['gs-leaderboard', 'gs-recent-games', 'gs-session-launcher'])
      await frame.waitForSelector(`${tag}[state="ready"]`, { timeout: 10_000 });
    await frame.waitForSelector('gs-multi-swiper >>> [part~="slide"]');
    assert.deepEqual(trouble, []);
    await page.close();
  });

  test('a board comes back alive with the page from the back/forward cache', async () => {
    const board = `${module()}<gs-leaderboard session-id="gs_demo" refresh="1"></gs-leaderboard>`;
    const { page, trouble } = await openPage(board);
    await ready(page, 'gs-leaderboard');
    await page.evaluate(() => {
      addEventListener('pageshow', ({ persisted }) => document.body.toggleAttribute('data-persisted', persisted));
    });
    await page.goto(server.page(`/page-${served++}`, '<p>elsewhere</p>'));
    await page.goBack();
    await page.waitForSelector('[data-persisted]');
    const { total } = await page.$eval('gs-leaderboard', (element) => ({ total: element.players.length }));
    assert.ok(total > 0);
    const polled = page.waitForResponse((response) => response.url().endsWith('/gs_demo/players'));
    assert.ok((await polled).ok());
    assert.deepEqual(trouble, []);
    await page.close();
  });

  test('pictures of hosts that img-src does not name are not loaded, and initials stand in their place', async () => {
    const policy = strictPolicy(server.other).replace(`img-src ${server.other}`, 'img-src');
    const { page, trouble } = await openPage(module() + '<gs-recent-games loading="eager"></gs-recent-games>', policy);
    await ready(page, 'gs-recent-games');
    await page.waitForSelector('gs-recent-games >>> [part~="monogram"]');
    // The initials are there at once, the browser's message with the request for the first picture.
    for (let frame = 0; frame < 600 && trouble.length === 0; frame++)
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    assert.ok(trouble.length > 0 && trouble.every((line) => /img-src|Content Security Policy/.test(line)), trouble[0]);
    await page.close();
  });

  test('the script API is there at once behind a classic tag, and connects the page', async () => {
    const { page, trouble } = await openPage(
      `<script src="/gs.iife.js"></script><gs-leaderboard session-id="gs_demo" heading="Old"></gs-leaderboard>`,
    );
    await page.waitForSelector('gs-leaderboard[state="unconfigured"]');
    const { origin } = new URL(server.other);
    const code = await page.evaluate(async (url) => {
      const api = (
        globalThis as unknown as { GameSessionWidgets: Record<string, (given: unknown) => Promise<unknown>> }
      ).GameSessionWidgets;
      await api['configure']?.({ meshmapUrl: `${url}/meshmap/api/v1`, meshmapKey: 'sandbox-meshmap-key' });
      return api['createClient']?.({ meshmap: { url: 'javascript:0' } }).catch((error: { code: string }) => error.code);
    }, origin);
    await ready(page, 'gs-leaderboard');
    assert.equal(code, 'invalid');
    assert.deepEqual(
      trouble.filter((line) => !line.includes('No connection')),
      [],
    );
    await page.close();
  });

  test('a classic tag that finds nothing beside itself says what to do', async () => {
    const page = await browser.newPage();
    await page.setRequestInterception(true);
    page.on('request', (request) => void (request.url().endsWith('/embed.js') ? request.abort() : request.continue()));
    const advice = new Promise<void>((resolve) => {
      page.on('console', (message) => {
        if (/gs\.iife\.js needs embed\.js and chunks\/ beside it/.test(message.text())) resolve();
      });
    });
    await page.goto(server.page('/alone', classic()));
    await advice; // that it does not come is said by the suite's time limit
    await page.close();
  });

  const provider = () => `<gs-provider ${server.data.replaceAll('data-', '')}>${ALL}</gs-provider>`;
  for (const [name, elements] of [
    ['a script tag', () => module() + ALL],
    ['<gs-provider>', () => `<script type="module" src="/embed.js"></script>${provider()}`],
  ] as const) {
    for (const width of [360, 1200]) {
      test(`with reserve.css nothing moves when script and data come late: ${name}, ${width} px wide`, async () => {
        server.sandbox.switches.latency = 300;
        const html = `${RESERVE}<p>before</p>${elements()}<p>after</p>`;
        const page = await browser.newPage();
        await page.setViewport({ width, height: 3200 });
        const shift = await watchLayoutShift(page);
        await delayScript(page, 300);
        await page.goto(server.page(`/page-${served++}`, html));
        for (const tag of ['gs-leaderboard', 'gs-recent-games', 'gs-session-launcher']) await ready(page, tag);
        await page.waitForSelector('gs-multi-swiper >>> [part~="slide"]');
        server.sandbox.switches.latency = 0;
        // What is left is the board's own heading, which makes room for the session's picture.
        assert.ok((await shift()) < 0.001, `cumulative layout shift is ${await shift()}`);
        await page.close();
      });
    }
  }

  test('a service that cannot be reached is a failed connection', async () => {
    const page = await browser.newPage();
    const tag = `<script type="module" src="/embed.js" data-meshmap-url="http://127.0.0.1:1"></script>`;
    await page.goto(server.page('/nobody', `${tag}<gs-leaderboard session-id="gs_demo"></gs-leaderboard>`));
    await page.waitForSelector('gs-leaderboard[state="error"]', { timeout: 15_000 });
    const error = await page.$eval('gs-leaderboard', ({ error }) => ({ ...error, cause: String(error?.cause) }));
    assert.equal(error.code, 'network');
    assert.equal(error.cause, 'TypeError: Failed to fetch');
    await page.close();
  });

  test('a source map leads to the line that was written', () => {
    const folder = pathToFileURL(`${cdnFolder}/chunks/`);
    const name = readdirSync(folder).find((file) => /^core-[\w-]+\.js$/.test(file))!;
    const code = readFileSync(new URL(name, folder), 'utf8');
    const map = JSON.parse(readFileSync(new URL(`${name}.map`, folder), 'utf8')) as SourceMapPayload;
    const said = 'No connection: put the element inside'; // in the middle of the chunk
    const [line, ...more] = code.slice(0, code.indexOf(said)).split('\n').reverse();
    const { originalSource, originalLine } = new SourceMap(map).findEntry(more.length, line!.length) as SourceMapping;
    const source = map.sourcesContent[map.sources.indexOf(originalSource)]!;
    assert.match(originalSource, /live\/connection\.ts$/);
    assert.ok(source.split('\n')[originalLine]?.includes(said), `line ${originalLine}`);
  });

  test('embed.js, which the package exports, does nothing on a server', async () => {
    await assert.doesNotReject(import(pathToFileURL(`${cdnFolder}/embed.js`).href));
  });
});
