/**
 * node --import tsx bench/start/run.ts [--rounds 9] [--throttle 4]
 *
 * What it costs a page to begin, with the bundles as they are published:
 *
 * - code: compiling and running it, work of the main thread at a quarter of the CPU over a page without script; as a
 *   multiple of Lit's core with an element of one line. No element is in the page;
 * - on the screen: the same with the element in the page, until it waits for its data, styles, layout and paint included;
 * - longest task of that page, by the thread's time;
 * - layout shift when script and data are late by 300 ms each, with the room reserved that the README says.
 */
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'puppeteer-core';
import { busy, launch, median } from '../site.mjs';
import { elements, servePages, type Pages } from './pages.js';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '9' }, throttle: { type: 'string', default: '4' } },
});
const rounds = Number(values.rounds);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

interface Cost {
  work: number;
  longest: number;
}

async function costOf(browser: Browser, pages: Pages, name: string): Promise<Cost> {
  // neither code nor connections of the page before
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const session = await page.createCDPSession();
  await session.send('Emulation.setCPUThrottlingRate', { rate: Number(values.throttle) });
  await session.send('Performance.setTimeDomain', { timeDomain: 'threadTicks' });
  await session.send('Performance.enable');
  await page.tracing.start({ categories: ['-*', 'toplevel', '__metadata', 'disabled-by-default-devtools.timeline'] });
  await page.goto(`${pages.url}${name}`, { waitUntil: 'load' });
  await pause(1200);
  const { task: work } = await busy(session);
  const longest = longestTask(JSON.parse(Buffer.from((await page.tracing.stop())!).toString()) as Trace);
  const what = await page.evaluate(
    () => [...document.querySelectorAll('*')].filter((one) => one.matches(':not(:defined)')).length,
  );
  if (what) throw new Error(`${what} elements of /${name} did not come to life.`);
  await context.close();
  return { work, longest };
}

interface Trace {
  traceEvents: {
    name: string;
    ph: string;
    pid: number;
    tid: number;
    dur?: number;
    tdur?: number;
    args: { name?: string; data?: { frames?: { processId: number }[] } };
  }[];
}

/** Milliseconds, by the clock of the page's main thread. */
function longestTask({ traceEvents }: Trace): number {
  const main = traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
  const threads = new Set(main.map(({ pid, tid }) => `${pid}.${tid}`));
  const tasks = traceEvents.filter(
    ({ name, ph, pid, tid }) => ph === 'X' && /RunTask$/.test(name) && threads.has(`${pid}.${tid}`),
  );
  return Math.max(...tasks.map(({ tdur, dur }) => tdur ?? dur ?? 0)) / 1000;
}

async function shiftOf(browser: Browser, pages: Pages, name: string, width: number): Promise<number> {
  const context = await browser.createBrowserContext();
  const page: Page = await context.newPage();
  await page.setViewport({ width, height: 800 });
  await page.evaluateOnNewDocument(() => {
    Object.assign(globalThis, { shift: 0 });
    new PerformanceObserver((list) => {
      const state = globalThis as unknown as { shift: number };
      for (const entry of list.getEntries()) state.shift += (entry as PerformanceEntry & { value: number }).value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(`${pages.url}${name}`, { waitUntil: 'load' });
  await pause(2500);
  const shift = (await page.evaluate('shift')) as number;
  await context.close();
  return shift;
}

const pages = await servePages();
const browser = await launch();
const names = ['lit', ...Object.keys(elements), 'all'];
const paths = ['none', ...names.map((name) => `${name}?code`), ...names];
const costs = new Map<string, Cost[]>(paths.map((path) => [path, []]));
pages.late.data = 'never';
await costOf(browser, pages, 'all');
for (let round = 0; round < rounds; round++) {
  for (const path of paths) costs.get(path)!.push(await costOf(browser, pages, path));
}
const of = (path: string, what: keyof Cost) => median(costs.get(path)!.map((cost) => cost[what]));
const over = (path: string) => of(path, 'work') - of('none', 'work');

const shifts = new Map<string, string>();
Object.assign(pages.late, { script: 300, data: 300 });
for (const name of names.slice(1)) {
  const found: string[] = [];
  for (const width of [1200, 390]) found.push((await shiftOf(browser, pages, name, width)).toFixed(3));
  shifts.set(name, found.join(' · '));
}

console.log('| | code, × Lit’s core | on the screen | longest task, ms | layout shift at 1200 · 390 px |');
console.log('| --- | --- | --- | --: | --- |');
for (const name of names) {
  const code = `${(over(`${name}?code`) / over('lit?code')).toFixed(2)} (${over(`${name}?code`).toFixed(0)} ms)`;
  const shown = `${(over(name) / over('lit')).toFixed(2)} (${over(name).toFixed(0)} ms)`;
  const longest = `${of(name, 'longest').toFixed(0)}`;
  console.log(`| ${name} | ${code} | ${shown} | ${longest} | ${shifts.get(name) ?? ''} |`);
}
await browser.close();
pages.close();
process.exit(0);
