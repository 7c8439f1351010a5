/**
 * Finds a Chromium to drive: CHROME_PATH, an installed one, else the one that the npm package carries.
 * The last needs nothing from the system (it brings its own libraries), so tests pass on a machine without a browser.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/microsoft-edge',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
  'C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe',
];

/** @returns {Promise<string>} the path of a browser that can be launched */
export async function findChromium() {
  const { CHROME_PATH } = process.env;
  if (CHROME_PATH) {
    if (existsSync(CHROME_PATH)) return CHROME_PATH;
    throw new Error(`CHROME_PATH is ${CHROME_PATH}, and there is no such file.`);
  }
  return process.env.GS_BUNDLED_BROWSER ? bundled() : (INSTALLED.find((path) => existsSync(path)) ?? bundled());
}

async function bundled() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Chrome, Chromium or Edge found. Install one, or set CHROME_PATH to its program file.');
  }
  const folder = fileURLToPath(new URL('../node_modules/.cache/chromium/', import.meta.url));
  mkdirSync(folder, { recursive: true });
  process.env.TMPDIR = folder; // it unpacks into the temporary folder, and reuses what it finds there
  process.env.LANGUAGE ??= 'en'; // on Linux the browser's language comes from here
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs22.x'; // otherwise its own shared libraries stay packed
  const { default: chromium } = await import('@sparticuz/chromium');
  const program = await chromium.executablePath();
  // Its own font configuration names folders of the place it was packed for: text would have no size at all.
  const config = join(folder, 'fonts/fonts.conf');
  const text = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>${join(folder, 'fonts')}</dir><dir>/usr/share/fonts</dir><cachedir>${join(folder, 'fonts-cache')}</cachedir>
</fontconfig>`;
  // Written once: another browser that is starting may read it.
  if (readFileSync(config, 'utf8') !== text) writeFileSync(config, text);
  return program;
}

/** Flags that every launch in this project uses: no sandbox inside containers, no traffic of the browser's own. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
