import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { chromeLauncher } from '@web/test-runner-chrome';
import * as puppeteer from 'puppeteer-core';
import { CHROMIUM_ARGS, findChromium } from './scripts/browser.mjs';
import { webkitLauncher } from './scripts/webkit.mjs';

// WTR_BROWSERS=chromium,firefox also runs Debian's firefox-esr (or FIREFOX_PATH) over WebDriver BiDi; webkit: scripts/webkit.mjs.
const wanted = (process.env.WTR_BROWSERS ?? 'chromium').split(',');

/** Nothing that a test downloads is saved on the machine. */
const createBrowserContext = ({ browser }) => browser.createBrowserContext({ downloadBehavior: { policy: 'deny' } });

const chromium = async () =>
  chromeLauncher({
    puppeteer,
    createBrowserContext,
    launchOptions: { executablePath: await findChromium(), headless: 'shell', args: CHROMIUM_ARGS },
  });
const firefox = () =>
  chromeLauncher({
    puppeteer,
    createBrowserContext,
    concurrency: 1,
    launchOptions: {
      browser: 'firefox',
      executablePath: process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr',
      // The list of downloads opens with the first one and takes the focus from the page, for the rest of the run.
      extraPrefsFirefox: { 'browser.download.alwaysOpenPanel': false },
    },
  });

export default {
  files: ['test/elements/**/*.test.ts', '!**/*.node.test.ts'],
  nodeResolve: { exportConditions: ['production', 'default'] },
  plugins: [
    esbuildPlugin({
      ts: true,
      tsconfig: fileURLToPath(new URL('./tsconfig.json', import.meta.url)),
      target: 'es2022',
      define: { 'process.env.NODE_ENV': '"test"' },
    }),
  ],
  testFramework: { config: { timeout: 20_000 } },
  testsFinishTimeout: 240_000,
  concurrency: 1, // a page in the background gets no intersections, so its widgets would rest
  coverageConfig: { include: ['src/**/*.ts'], reporters: ['text-summary', 'lcov'] },
  browsers: [
    ...(wanted.includes('chromium') ? [await chromium()] : []),
    ...(wanted.includes('firefox') ? [firefox()] : []),
    ...(wanted.includes('webkit') ? [await webkitLauncher()] : []),
  ],
};
