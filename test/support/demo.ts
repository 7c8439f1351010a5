/** Starts the demo as `npm start` does, on free ports, and a browser to look at it. */
import { spawn } from 'node:child_process';
import { after, before } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { CHROMIUM_ARGS, findChromium } from '../../scripts/browser.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface Demo {
  /** Address of the page. */
  readonly page: string;
  readonly games: string;
  stop(): Promise<void>;
}

export async function startDemo(...args: string[]): Promise<Demo> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'demo/serve.ts', ...args], {
    cwd: root,
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let printed = '';
  for await (const bytes of child.stdout as AsyncIterable<Buffer>) {
    printed += bytes.toString();
    if (printed.includes('Ctrl-C')) break;
  }
  const place = (name: string) => new RegExp(`^\\s*${name}\\s+(\\S+)`, 'm').exec(printed)?.[1];
  const page = place('open');
  const games = place('games');
  if (!page || !games) throw new Error(`the demo did not start: ${printed}`);
  return {
    page,
    games,
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

/** Firefox: Debian's firefox-esr or FIREFOX_PATH, over WebDriver BiDi. */
export async function openBrowser(name: 'chrome' | 'firefox' = 'chrome'): Promise<Browser> {
  if (name === 'firefox')
    return puppeteer.launch({ browser: name, executablePath: process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr' });
  const executablePath = await findChromium();
  return puppeteer.launch({ executablePath, headless: 'shell', args: CHROMIUM_ARGS });
}

/** What tests read of the elements on the demo's page. */
export interface Board extends HTMLElement {
  readonly self?: { readonly player: { readonly score: number } };
}
export interface Launcher extends HTMLElement {
  readonly phase: string;
}

/** What is read in a launcher: its own text, and that of the shell around the game, which has a shadow root of its own. */
export const textOfLauncher = (page: Page, selector: string): Promise<string> =>
  page.$eval(selector, (launcher) => {
    const shell = launcher.shadowRoot?.querySelector('gs-game-shell')?.shadowRoot;
    const parts = [
      ...(launcher.shadowRoot?.querySelectorAll<HTMLElement>('.base') ?? []),
      ...(shell?.querySelectorAll<HTMLElement>('.bar, .hint, .panel') ?? []),
    ];
    return parts.map(({ innerText }) => innerText).join('\n');
  });

/** The demo and a browser, there from a suite's first test to its last. */
export function useDemo(): { readonly demo: Demo; readonly browser: Browser } {
  const here = {} as { demo: Demo; browser: Browser };
  before(async () => {
    [here.demo, here.browser] = await Promise.all([startDemo(), openBrowser()]);
  });
  after(async () => {
    await here.browser.close();
    await here.demo.stop();
  });
  return here;
}

/** Collects what the page must never do: break its policy, throw, or log an error. */
export async function watchForTrouble(page: Page): Promise<string[]> {
  const trouble: string[] = [];
  page.on('pageerror', (error) => trouble.push(`threw: ${error instanceof Error ? error.message : String(error)}`));
  page.on('console', (message) => {
    if (message.type() === 'error') trouble.push(`console: ${message.text()}`);
  });
  await page.exposeFunction('reportViolation', (what: string) => trouble.push(`policy: ${what}`));
  await page.evaluateOnNewDocument(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const host = globalThis as unknown as { reportViolation(what: string): void };
      host.reportViolation(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
    });
  });
  return trouble;
}

/** Delays the script of the page that is opened next, as a slow network does. */
export async function delayScript(page: Page, milliseconds: number): Promise<void> {
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    const isEntry = new URL(request.url()).pathname === '/embed.js';
    void delay(isEntry ? milliseconds : 0).then(() => request.continue());
  });
}

/** Measures the cumulative layout shift of the page that is opened next. */
export async function watchLayoutShift(page: Page): Promise<() => Promise<number>> {
  await page.evaluateOnNewDocument(() => {
    const shifts: number[] = [];
    Object.assign(globalThis, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) shifts.push(entry.value);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  return () =>
    page.evaluate(() => (globalThis as unknown as { shifts: number[] }).shifts.reduce((sum, shift) => sum + shift, 0));
}
