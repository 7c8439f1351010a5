/**
 * Opens every story and page of the built Storybook in a browser: it must draw, its play function must pass, nothing may be
 * thrown, and axe must find nothing, in light and in dark. Needs dist/stories (npm run stories:build).
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer-core';
import { CHROMIUM_ARGS, findChromium } from './browser.mjs';

const root = fileURLToPath(new URL('../dist/stories/', import.meta.url));
if (!existsSync(join(root, 'index.json'))) {
  console.error('dist/stories is missing: npm run stories:build makes it.');
  process.exit(1);
}
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const only = process.argv[2];

/** Milliseconds that a story's play function may take on a slow machine. */
const STORY_LIMIT = 90_000;

const types = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
};
const server = createServer((request, response) => {
  const { pathname } = new URL(request.url, 'http://x');
  const path = pathname === '/axe.min.js' ? axe : join(root, normalize(decodeURIComponent(pathname)));
  readFile(path).then(
    (body) =>
      response
        .writeHead(200, {
          'content-type': types[extname(path)] ?? 'application/octet-stream',
          'cache-control': 'max-age=3600', // so that a worker loads and compiles Storybook once, not for each story
          'access-control-allow-origin': '*',
        })
        .end(body),
    () => response.writeHead(404).end(),
  );
});
await new Promise((resolve) => server.listen(0, resolve));
const origin = `http://localhost:${server.address().port}`;

const { entries } = JSON.parse(await readFile(join(root, 'index.json'), 'utf8'));
const stories = Object.values(entries).filter(({ id }) => !only || id.includes(only));

/** Parts and slots that were seen, by element. */
const seen = new Map();

/** Takes note of the parts and slots in the shadow trees of our elements; an element's own also by `exportparts`. */
async function collectParts(page) {
  const found = await page.evaluate(() => {
    const elements = [];
    const walk = (root) => {
      for (const element of root.querySelectorAll('*')) {
        if (!element.shadowRoot) continue;
        if (element.localName.startsWith('gs-')) elements.push(element);
        walk(element.shadowRoot);
      }
    };
    walk(document);
    return elements.map(({ localName, shadowRoot }) => {
      const exported = [...shadowRoot.querySelectorAll('[exportparts]')].flatMap((inner) =>
        inner
          .getAttribute('exportparts')
          .split(',')
          .map((pair) => pair.split(':').at(-1).trim()),
      );
      return {
        tag: localName,
        parts: [...[...shadowRoot.querySelectorAll('[part]')].flatMap((inner) => [...inner.part]), ...exported],
        slots: [...shadowRoot.querySelectorAll('slot[name]')].map(({ name }) => name),
      };
    });
  });
  for (const { tag, parts, slots } of found) {
    const all = seen.get(tag) ?? { parts: new Set(), slots: new Set() };
    seen.set(tag, all);
    for (const part of parts) all.parts.add(part);
    for (const slot of slots) all.slots.add(slot);
  }
}

/** What the manifest leaves out of what was seen. */
async function compareWithManifest() {
  const manifest = JSON.parse(await readFile(new URL('../custom-elements.json', import.meta.url), 'utf8'));
  const problems = [];
  for (const { tagName, cssParts = [], slots = [] } of manifest.modules.flatMap(({ declarations }) => declarations)) {
    if (!seen.has(tagName)) continue;
    for (const [what, documented] of [
      ['parts', cssParts],
      ['slots', slots],
    ]) {
      const names = documented.map(({ name }) => name).filter(Boolean);
      // Slots that belong to one thing of many are documented as `poster-{id}`.
      const isListed = (name) => names.includes(name) || names.includes(name.replace(/-[^-]+$/, '-{id}'));
      const undocumented = [...seen.get(tagName)[what]].filter((name) => !isListed(name));
      if (undocumented.length) problems.push(`${tagName}: undocumented ${what}: ${undocumented.join(', ')}`);
    }
  }
  return problems;
}

/** Opens a tab for the checks; `errors` takes what is thrown there. */
async function openTab(browser, errors) {
  const page = await browser.newPage();
  page.on('pageerror', (error) => errors.push(`threw ${error.message}`));
  // Text that fades in has no contrast yet: pages are looked at without motion.
  await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
  await page.evaluateOnNewDocument((limit) => {
    if (globalThis !== globalThis.top || globalThis.location.protocol === 'about:') return;
    globalThis.sessionStorage.clear();
    /** Resolves when what comes next is drawn and its play function has ended, with '' or with what went wrong. */
    globalThis.watchStory = () => {
      globalThis.storyEnd = new Promise((resolve) => {
        const timer = setInterval(() => {
          const channel = globalThis.__STORYBOOK_ADDONS_CHANNEL__;
          if (!channel) return;
          clearInterval(timer);
          const fail = (name) =>
            channel.once(name, (error) => resolve(`${name} ${error?.message ?? error?.description ?? ''}`));
          for (const name of ['storyRendered', 'docsRendered']) channel.once(name, () => resolve(''));
          for (const name of ['storyErrored', 'storyThrewException', 'playFunctionThrewException', 'storyMissing'])
            fail(name);
        }, 10);
        setTimeout(() => {
          const states = [...document.querySelectorAll('[phase], [state]')].map((e) => e.cloneNode().outerHTML);
          resolve(`not ended after ${limit / 1000} s: ${states.join(' ')}`);
        }, limit);
      });
    };
    globalThis.watchStory();
  }, STORY_LIMIT);
  return page;
}

/** Loads Storybook's frame with a story or page. */
async function load(page, { id, type }) {
  await page.goto('about:blank'); // what was there writes to storage when it is left
  await clearStorage(page);
  await page.goto(`${origin}/iframe.html?id=${id}&viewMode=${type}&globals=a11y.manual:!true`, {
    waitUntil: 'domcontentloaded',
  });
  await page.addScriptTag({ url: '/axe.min.js' });
}

/** Shows another story in the same frame, as a click in Storybook's sidebar does. */
async function switchTo(page, { id }) {
  await page.evaluate(() => {
    document.querySelector('#storybook-root').replaceChildren(); // its elements write to storage when they leave
    globalThis.sessionStorage.clear();
  });
  await clearStorage(page);
  await page.evaluate((storyId) => {
    globalThis.watchStory();
    globalThis.__STORYBOOK_ADDONS_CHANNEL__.emit('setCurrentStory', { storyId, viewMode: 'story' });
  }, id);
}

const hasStarted = (page) => page.evaluate(() => !!document.querySelector('[phase]:not([phase="poster"])'));

/** A story must not depend on what another one left in storage. The cache of files stays. */
async function clearStorage(page) {
  const session = await page.createCDPSession();
  // Games are on the server's other name.
  for (const place of [origin, origin.replace('localhost', '127.0.0.1')])
    await session.send('Storage.clearDataForOrigin', { origin: place, storageTypes: 'all' });
  await session.detach();
}

/** Waits until the story is drawn and its play function has ended; resolves with what is wrong. */
async function drawn(page, { tags = [] }) {
  const problems = [];
  const end = await page.evaluate(() => globalThis.storyEnd);
  if (end) problems.push(end);
  // Widgets that still load are looked at when they have something to say; stories about waiting say so by a tag.
  if (!tags.includes('waits')) {
    await page
      .waitForFunction(() => !document.querySelector('[state="loading"]'), { timeout: 20_000 })
      .catch(() => problems.push('still loading after 20 s'));
  }
  return problems;
}

/**
 * What axe finds below an element of the page.
 * @param colors only the rules about colours: all that another scheme changes
 */
const violationsIn = (page, root, { colors = false } = {}) =>
  page.evaluate(
    async (root, colors) => {
      // Rules about whole pages (landmarks, one h1) are not a widget's to keep.
      // Nor is the table of controls, which is Storybook's.
      const context = { include: [root], exclude: ['.docblock-argstable'] };
      const { violations } = await globalThis.axe.run(context, {
        resultTypes: ['violations'],
        ...(colors ? { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } } : {}),
        iframes: false,
        rules: {
          region: { enabled: false },
          'landmark-one-main': { enabled: false },
          'page-has-heading-one': { enabled: false },
        },
      });
      return violations.map(
        ({ id, nodes }) =>
          `axe ${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} – ${failureSummary}`).join(' | ')}`,
      );
    },
    root,
    colors,
  );

/** Chooses dark in the toolbar, and waits until the documentation page is rendered so. */
const turnDark = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        const channel = globalThis.__STORYBOOK_ADDONS_CHANNEL__;
        channel.once('docsRendered', resolve);
        channel.emit('updateGlobals', { globals: { scheme: 'dark' } });
      }),
  );

/** Resolves with what is wrong with the story that the page shows, by scheme. */
async function check(page, story) {
  const light = await drawn(page, story);
  await collectParts(page);
  const root = story.type === 'docs' ? '#storybook-docs' : '#storybook-root';
  light.push(...(await violationsIn(page, root)));
  if (story.type === 'docs') await turnDark(page);
  else {
    // As the toolbar does it, but without rendering the story anew; elements follow the page.
    await page.evaluate(() => {
      document.documentElement.style.colorScheme = 'dark';
      document.documentElement.style.background = '#0d0c12';
    });
  }
  return { light, dark: await violationsIn(page, root, { colors: true }) };
}

let passed = 0;
let failed = 0;
const queue = [...stories];
/**
 * Each worker has a browser of its own: a page behind another one gets neither frames nor intersections. Stories of one
 * element follow each other in one frame, as in Storybook itself: to load that for each would take most of the time.
 * It ends with a story that has started a game, which is open until its end is confirmed.
 */
const worker = async () => {
  const browser = await puppeteer.launch({
    executablePath: await findChromium(),
    headless: 'shell',
    args: CHROMIUM_ARGS,
  });
  const errors = [];
  const page = await openTab(browser, errors);
  let last;
  for (let story = queue.shift(); story; story = queue.shift()) {
    let problems;
    try {
      const isNext = story.type === 'story' && last?.type === 'story' && story.importPath === last.importPath;
      if (isNext && !(await hasStarted(page))) await switchTo(page, story);
      else await load(page, story);
      problems = await check(page, story);
      last = story;
    } catch (error) {
      problems = { light: [String(error)] };
      last = undefined; // the next one gets a frame that works
    }
    problems.light.push(...errors.splice(0));
    for (const [scheme, found] of Object.entries(problems)) {
      if (found.length === 0) passed++;
      else failed++;
      if (found.length) console.log(`✖ ${story.id} (${scheme})\n    ${found.join('\n    ')}`);
    }
  }
  await browser.close();
};
await Promise.all([worker(), worker()]);
server.close();
const differences = only ? [] : await compareWithManifest();
if (differences.length) console.log(`✖ the manifest\n    ${differences.join('\n    ')}`);
failed += differences.length;
console.log(`stories: ${passed} passed, ${failed} failed`);
process.exit(failed || passed === 0 ? 1 : 0);
