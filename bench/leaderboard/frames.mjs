/**
 * node bench/leaderboard/frames.mjs [--rows 10000] [--seconds 10] [--throttle 4] [--rounds 3]
 *
 * Frames that a live board drops on a slow machine: every second one row in a hundred gets another score, rows travel
 * and scores count. A frame counts as dropped for every 16.7 ms that the next one came late.
 */
import { parseArgs } from 'node:util';
import { median, openSite, throttle } from '../site.mjs';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '10000' },
    seconds: { type: 'string', default: '10' },
    throttle: { type: 'string', default: '4' },
    names: { type: 'string', default: 'limit,ours' },
    rounds: { type: 'string', default: '3' },
  },
});
const names = values.names.split(',');
const site = await openSite();

/** Runs in the page: makes the answers beforehand, so that only showing them is measured. */
async function watch(seconds) {
  const { bench } = globalThis;
  const answers = [];
  for (let i = 0; i < seconds; i++) answers.push(bench.next());
  const gaps = [];
  const tasks = [];
  new globalThis.PerformanceObserver((list) =>
    tasks.push(...list.getEntries().map(({ duration }) => duration)),
  ).observe({ entryTypes: ['longtask'] });
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

const shares = new Map(names.map((name) => [name, []]));
for (let round = 0; round < Number(values.rounds); round++) {
  for (const name of names) {
    const { page, session } = await site.open();
    await page.evaluate(`bench.prepare(${JSON.stringify(name)}, ${Number(values.rows)})`);
    await page.evaluate('bench.mount()');
    await throttle(session, values.throttle);
    const { frames, dropped, longest, longTasks } = await page.evaluate(watch, Number(values.seconds));
    const share = (dropped / (frames + dropped)) * 100;
    shares.get(name).push(share);
    const tasks = longTasks.map((task) => task.toFixed(0)).join(', ') || 'none';
    console.log(
      `${name}: ${frames} frames, ${dropped} dropped (${share.toFixed(1)} %), longest ${longest.toFixed(0)} ms; tasks over 50 ms: ${tasks}`,
    );
    await page.close();
  }
}
for (const name of names) console.log(`${name}: median ${median(shares.get(name)).toFixed(1)} % dropped`);
await site.close();
