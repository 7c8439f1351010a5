/**
 * node bench/leaderboard/frames.mjs [--rows 10000] [--seconds 10] [--throttle 4]
 *
 * Frames that a live board drops on a slow machine: every second one row in a hundred gets another score, rows travel
 * and scores count. A frame counts as dropped for every 16.7 ms that the next one came late.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import puppeteer from 'puppeteer-core';
import { build, preview } from 'vite';
import { CHROMIUM_ARGS, findChromium } from '../../scripts/browser.mjs';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '10000' },
    seconds: { type: 'string', default: '10' },
    throttle: { type: 'string', default: '4' },
    names: { type: 'string', default: 'limit,ours' },
  },
});
const root = fileURLToPath(new URL('./', import.meta.url));
const outDir = mkdtempSync(`${tmpdir()}/gs-bench-`);
await build({
  root,
  configFile: false,
  logLevel: 'warn',
  define: { 'process.env.NODE_ENV': '"production"' },
  build: { outDir, target: 'es2022', emptyOutDir: true, chunkSizeWarningLimit: 5000 },
});
const server = await preview({ root, configFile: false, logLevel: 'error', build: { outDir }, preview: { port: 0 } });
const browser = await puppeteer.launch({
  executablePath: await findChromium(),
  headless: 'shell',
  args: CHROMIUM_ARGS,
});

/** Runs in the page: makes the answers beforehand, so that only showing them is measured. */
async function watch(seconds) {
  const { bench } = globalThis;
  const answers = [];
  for (let i = 0; i < seconds; i++) answers.push(bench.next());
  const gaps = [];
  const tasks = [];
  new globalThis.PerformanceObserver((list) =>
    tasks.push(...list.getEntries().map(({ duration }) => duration)),
  ).observe({
    entryTypes: ['longtask'],
  });
  await new Promise((resolve) => {
    const { requestAnimationFrame } = globalThis;
    const start = performance.now();
    let [last, shown] = [start, 0];
    requestAnimationFrame(function frame(now) {
      gaps.push(now - last);
      last = now;
      if (shown < answers.length && now - start >= shown * 1000) bench.show(answers[shown++]);
      if (now - start < seconds * 1000) requestAnimationFrame(frame);
      else resolve();
    });
  });
  const dropped = gaps.slice(1).reduce((sum, gap) => sum + Math.max(0, Math.round(gap / (1000 / 60)) - 1), 0);
  return { frames: gaps.length, dropped, longest: Math.max(...gaps.slice(1)), longTasks: tasks };
}

for (const name of values.names.split(',')) {
  const page = await browser.newPage();
  await page.setViewport({ width: 800, height: 600 });
  await page.goto(server.resolvedUrls.local[0], { waitUntil: 'load' });
  await page.waitForFunction('globalThis.bench');
  await page.evaluate(`bench.prepare(${JSON.stringify(name)}, ${Number(values.rows)})`);
  await page.evaluate('bench.mount()');
  const session = await page.createCDPSession();
  await session.send('Emulation.setCPUThrottlingRate', { rate: Number(values.throttle) });
  const { frames, dropped, longest, longTasks } = await page.evaluate(watch, Number(values.seconds));
  const share = ((dropped / (frames + dropped)) * 100).toFixed(1);
  const tasks = longTasks.map((task) => task.toFixed(0)).join(', ') || 'none';
  console.log(
    `${name}: ${frames} frames, ${dropped} dropped (${share} %), longest ${longest.toFixed(0)} ms; tasks over 50 ms: ${tasks}`,
  );
  await page.close();
}
await browser.close();
await new Promise((resolve) => server.httpServer.close(resolve));
process.exit(0);
