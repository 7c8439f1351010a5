/** What every measurement in a browser needs: a page, built as for production and served, and the browser. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer-core';
import { build, preview } from 'vite';
import { CHROMIUM_ARGS, findChromium } from '../scripts/browser.mjs';

/**
 * Builds a page and opens a browser. `close()` ends everything, the process included.
 *
 * @param {{ folder?: string, input?: string, flags?: string[], plugins?: import('vite').Plugin[], minify?: boolean }} options
 *   the page, more flags for the browser, plugins for the server
 */
export async function openSite({
  folder = 'leaderboard',
  input = 'index.html',
  flags = [],
  plugins = [],
  minify = true,
} = {}) {
  const root = fileURLToPath(new URL(`./${folder}/`, import.meta.url));
  const outDir = mkdtempSync(`${tmpdir()}/gs-bench-`);
  const shared = { root, configFile: false, plugins };
  await build({
    ...shared,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: { outDir, target: 'es2022', minify, rolldownOptions: { input: root + input } },
  });
  const server = await preview({ ...shared, logLevel: 'error', build: { outDir }, preview: { port: 0 } });
  let browser = await launch(flags);
  return {
    get browser() {
      return browser;
    },
    /** Another browser: no process of what was measured before is left. */
    async renew() {
      await browser.close();
      browser = await launch(flags);
    },
    /** Another page of it, as far as `globalThis.bench`, and what measures it. */
    async open(prepare = () => undefined) {
      const page = await browser.newPage();
      // a browser that notes the network for us keeps a copy of every answer, on the thread that is measured
      await page._client().send('Network.disable');
      await page.setViewport({ width: 800, height: 600 });
      await prepare(page);
      await page.goto(server.resolvedUrls.local[0] + input, { waitUntil: 'load' });
      await page.waitForFunction('globalThis.bench');
      const session = await page.createCDPSession();
      // time of the thread and not of the clock: what else the machine does is not counted
      await session.send('Performance.setTimeDomain', { timeDomain: 'threadTicks' });
      await session.send('Performance.enable');
      return { page, session };
    },
    async close() {
      await browser.close();
      await new Promise((resolve) => server.httpServer.close(resolve));
      rmSync(outDir, { recursive: true });
      process.exit(0);
    },
  };
}

/** The browser that everything is measured in. */
export const launch = async (flags = []) =>
  puppeteer.launch({ executablePath: await findChromium(), headless: 'shell', args: [...CHROMIUM_ARGS, ...flags] });

/** Milliseconds the main thread was busy so far (scripts, styles, layout and paint together), and bytes in use. */
export async function busy(session) {
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (name) => metrics.find((metric) => metric.name === name).value;
  return { task: of('TaskDuration') * 1000, heap: of('JSHeapUsedSize') };
}

/** The same time, with how often styles were recalculated and the page laid out so far. */
export async function counts(session) {
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (name) => metrics.find((metric) => metric.name === name).value;
  return { task: of('TaskDuration') * 1000, styles: of('RecalcStyleCount'), layouts: of('LayoutCount') };
}

/** Makes the page believe in a machine so many times slower. */
export const throttle = (session, rate) => session.send('Emulation.setCPUThrottlingRate', { rate: Number(rate) });

export const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1];
