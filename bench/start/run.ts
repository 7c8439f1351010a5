/**
 * node --import tsx bench/start/run.ts [--rounds 9] [--throttle 4]
 *
 * What it costs a page to begin, with the bundles as they are published:
 *
 * - code: compiling and running it, time of the main thread at a quarter of the CPU; as a multiple of Lit's core with an
 *   element of one line. No element is in the page;
 * - on the screen: the same with the element in the page, until it waits for its data;
 * - longest task of that page, by the thread's time;
 * - layout shift when script and data are late by 300 ms each, with the room reserved that the README says.
 */
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'puppeteer-core';
import { launch, median } from '../site.mjs';
import { elements, servePages, type Pages } from './pages.js';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '9' }, throttle: { type: 'string', default: '4' } },
});
const rounds = Number(values.rounds);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

interface Cost {
  script: number;
  longest: number;
}

async function costOf(browser: Browser, pages: Pages, name: string): Promise<Cost> {
  // neither code nor connections of the page before
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const session = await page.createCDPSession();
  await session.send('Emulation.setCPUThrottlingRate', { rate: Number(values.throttle) });
  await page.tracing.start({ categories: ['-*', 'toplevel', 'v8', 'devtools.timeline', '__metadata'] });
  await page.goto(`${pages.url}${name}`, { waitUntil: 'load' });
  await pause(1200);
  const cost = readTrace(JSON.parse(Buffer.from((await page.tracing.stop())!).toString()) as Trace);
  const what = await page.evaluate(
    () => [...document.querySelectorAll('*')].filter((one) => one.matches(':not(:defined)')).length,
  );
  if (what) throw new Error(`${what} elements of /${name} did not come to life.`);
  await context.close();
  return cost;
}

interface Trace {
  traceEvents: {
    ts: number;
    name: string;
    ph: string;
    pid: number;
    tid: number;
    dur?: number;
    tdur?: number;
    args: { name?: string; data?: { frames?: { processId: number }[] } };
  }[];
}

const SCRIPT =
  /^(EvaluateScript|FunctionCall|RunMicrotasks|v8\.(compile|compileModule|evaluateModule|run|produceCache))$/;

/** Milliseconds, by the clock of the page's main thread. */
function readTrace({ traceEvents }: Trace): Cost {
  const main = traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
  const threads = new Set(main.map(({ pid, tid }) => `${pid}.${tid}`));
  const events = traceEvents
    .filter(({ ph, pid, tid }) => ph === 'X' && threads.has(`${pid}.${tid}`))
    .sort((a, b) => a.ts - b.ts);
  const time = ({ tdur, dur }: Trace['traceEvents'][number]) => (tdur ?? dur ?? 0) / 1000;
  let [script, end] = [0, 0];
  for (const event of events) {
    // what runs inside something that was counted is counted
    if (!SCRIPT.test(event.name) || event.ts < end) continue;
    script += time(event);
    end = event.ts + (event.dur ?? 0);
  }
  return { script, longest: Math.max(...events.filter(({ name }) => /RunTask$/.test(name)).map(time)) };
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
const paths = [...names.map((name) => `${name}?code`), ...names];
const costs = new Map<string, Cost[]>(paths.map((path) => [path, []]));
pages.late.data = 'never';
await costOf(browser, pages, 'all');
for (let round = 0; round < rounds; round++) {
  for (const path of paths) costs.get(path)!.push(await costOf(browser, pages, path));
}
const of = (path: string, what: keyof Cost) => median(costs.get(path)!.map((cost) => cost[what]));

const time = (path: string) => of(path, 'script');

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
  const code = `${(time(`${name}?code`) / time('lit?code')).toFixed(2)} (${time(`${name}?code`).toFixed(0)} ms)`;
  const shown = `${(time(name) / time('lit')).toFixed(2)} (${time(name).toFixed(0)} ms)`;
  const longest = `${of(name, 'longest').toFixed(0)}`;
  console.log(`| ${name} | ${code} | ${shown} | ${longest} | ${shifts.get(name) ?? ''} |`);
}
await browser.close();
pages.close();
process.exit(0);
