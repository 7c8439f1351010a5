/**
 * Pictures of the running demo. Needs dist/ (npm run build).
 *   node scripts/screenshot.mjs               docs/demo.png, the picture in the README
 *   node scripts/screenshot.mjs --all FOLDER  light, dark, 360 px, 1280 px and right-to-left, whole pages
 */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer-core';
import { CHROMIUM_ARGS, findChromium } from './browser.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const all = process.argv.indexOf('--all');
const folder = all > 0 ? (process.argv[all + 1] ?? 'dist/screenshots') : join(root, 'docs');
mkdirSync(folder, { recursive: true });

const shots =
  all > 0
    ? [360, 1280].flatMap((width) =>
        [
          ['light', 'en'],
          ['dark', 'en'],
          ['light', 'ar'],
          ['dark', 'ar'],
        ].map(([scheme, lang]) => ({ name: `demo-${width}-${scheme}-${lang}`, width, scheme, lang, fullPage: true })),
      )
    : [{ name: 'demo', width: 1280, height: 1000, scheme: 'light', lang: 'en', fullPage: false, playing: true }];

const demo = spawn(process.execPath, ['--import', 'tsx', 'demo/serve.ts'], {
  cwd: root,
  env: { ...process.env, PORT: '0' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
let printed = '';
for await (const bytes of demo.stdout) {
  printed += bytes;
  if (printed.includes('Ctrl-C')) break;
}
const address = /open\s+(\S+)/.exec(printed)[1];

const browser = await puppeteer.launch({
  executablePath: await findChromium(),
  headless: 'shell',
  args: CHROMIUM_ARGS,
});
for (const { name, width, height = 900, scheme, lang, fullPage, playing } of shots) {
  const page = await browser.newPage();
  await page.setViewport({ width, height });
  await page.goto(`${address}/?scheme=${scheme}&lang=${lang}`);
  // Lazy widgets load when they come near: walk through the page once.
  const widgets = await page.$$('gs-session-launcher, gs-leaderboard, gs-multi-swiper, gs-recent-games');
  for (const widget of widgets) {
    await widget.evaluate((element) => element.scrollIntoView({ block: 'center' }));
    // The swiper starts nothing by itself: idle with its posters is how it rests.
    await page.waitForFunction(
      (element) =>
        element.state === 'ready' ||
        (element.localName === 'gs-multi-swiper' && element.shadowRoot?.querySelector('img')),
      { timeout: 10_000 },
      widget,
    );
  }
  await page.$eval('body', () => window.scrollTo(0, 0));
  if (playing) {
    await page.waitForSelector('gs-session-launcher >>> [part~="play-button"]');
    await (await page.$('gs-session-launcher >>> [part~="play-button"]')).click();
    await page.waitForFunction(() => document.querySelector('#launcher').phase === 'playing', { timeout: 15_000 });
  }
  await page.waitForNetworkIdle({ idleTime: 400, timeout: 5000 }).catch(() => undefined); // live boards may never rest
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path, fullPage });
  console.log(path);
  await page.close();
}
await browser.close();
demo.kill();
