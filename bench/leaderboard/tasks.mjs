/**
 * node bench/leaderboard/tasks.mjs [--rows 100000] [--polls 7] [--throttle 4] [--explain]
 *
 * The longest task of the page's main thread while a board without a gateway polls a long list; for so long the page
 * answers nobody. First comes what the browser takes for fetching such an answer and dropping it, then polls with the board at
 * its top, then those with it scrolled to the middle. `--explain` says what the longest tasks were made of (and makes them
 * longer).
 */
import { parseArgs } from 'node:util';
import { makeAnswers, service } from './answers.mjs';
import { busy, median, openSite, throttle } from '../site.mjs';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000' },
    polls: { type: 'string', default: '7' },
    throttle: { type: 'string', default: '4' },
    explain: { type: 'boolean', default: false },
  },
});
const polls = Number(values.polls);
const rows = Number(values.rows);
const large = makeAnswers(polls * 2 + 1, rows);
const lists = { small: makeAnswers(3, 1200), large, dropped: large.slice(0, 1) };
console.log(`${rows} rows, ${(lists.large[0].length / 1e6).toFixed(1)} MB an answer, ${values.throttle} × slower`);

const site = await openSite({ input: 'polls.html', plugins: [service(lists)], minify: !values.explain });
const { page, session } = await site.open();
// a small board first: fetching code and the engine's first use of everything are not the size's
await page.evaluate('bench.mount("small")');
for (let poll = 0; poll < 2; poll++) await page.evaluate('bench.poll()');
await page.evaluate('bench.take()');
await throttle(session, values.throttle);
let isMounted = false;
const categories = ['-*', 'toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline', 'v8'];

/** Runs several of them. */
async function repeat(act) {
  const results = [];
  for (let poll = 0; poll < polls; poll++) results.push(await measure(act));
  return results;
}

/** Runs one act of the page and answers its longest task in ms. */
async function measure(act) {
  const before = await busy(session);
  if (values.explain) {
    await session.send('Profiler.enable');
    await session.send('Profiler.setSamplingInterval', { interval: 500 });
    await session.send('Profiler.start');
  }
  await page.tracing.start({ categories });
  const start = performance.now();
  await page.evaluate(act);
  const time = performance.now() - start;
  const { tasks, players, error, events } = await page.evaluate('bench.take()');
  const { profile } = values.explain ? await session.send('Profiler.stop') : {};
  const trace = readTrace(JSON.parse(Buffer.from(await page.tracing.stop()).toString()));
  const cpu = (await busy(session)).task - before.task;
  if (error || (isMounted && players !== rows)) throw new Error(`The board shows ${players} rows. ${error}`);
  if (profile) trace.inside.push('|', ...functionsIn(profile, trace));
  return { ...trace, over50: tasks, time, cpu, events };
}

/** The longest task by the thread's own time (what else the machine does is not counted), in ms, by the clock, and what of note happened in it. */
function readTrace({ traceEvents }) {
  const threads = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid}.${tid}`),
  );
  const events = traceEvents.filter(({ pid, tid, ph }) => ph === 'X' && threads.has(`${pid}.${tid}`));
  const tasks = events.filter(({ name }) => /RunTask$/.test(name));
  const longest = tasks.reduce((a, b) => (b.tdur > a.tdur ? b : a));
  const { ts, dur, tdur } = longest;
  const inside = events
    .filter((event) => event !== longest && event.ts >= ts && event.ts + event.dur <= ts + dur && event.dur > 3000)
    .map(({ name, dur, args }) => `${args?.src_func ?? name} ${(dur / 1000).toFixed(0)}`);
  const clock = Math.max(...tasks.map((task) => task.dur)) / 1000;
  return { longest: tdur / 1000, clock, ts, dur, inside };
}

/** What the profiler saw during a task, the most first. */
function functionsIn({ nodes, samples, timeDeltas, startTime }, { ts, dur }) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const times = new Map();
  let now = startTime;
  samples.forEach((id, i) => {
    now += timeDeltas[i];
    if (now < ts || now > ts + dur) return;
    const { functionName, lineNumber } = byId.get(id).callFrame;
    const name = `${functionName}:${lineNumber + 1}`;
    times.set(name, (times.get(name) ?? 0) + (timeDeltas[i + 1] ?? 0) / 1000);
  });
  const sorted = [...times].sort((a, b) => b[1] - a[1]).slice(0, 12);
  return sorted.map(([name, time]) => `${name} ${time.toFixed(1)}`);
}

/** @param results of the same act, one after the other */
function print(what, results) {
  const of = (name) => results.map((result) => result[name]);
  const list = (name) => of(name).map((ms) => ms.toFixed(0)).join(', '); // prettier-ignore
  console.log(
    `${what}: longest task ${list('longest')} ms (median ${median(of('longest')).toFixed(0)}; by the clock ${median(of('clock')).toFixed(0)}); ` +
      `over 50 ms ${of('over50').flat().length}; ${median(of('cpu')).toFixed(0)} ms of work in ${median(of('time')).toFixed(0)} ms; ${median(of('events'))} events`,
  );
  if (values.explain) for (const { longest, inside } of results) console.log(`   ${longest.toFixed(0)}: ${inside.join(' · ')}`); // prettier-ignore
}

print('fetched and dropped', await repeat('bench.drop("dropped")'));
isMounted = true;
print('mount', [await measure('bench.mount("large")')]);
print('polls at the top', await repeat('bench.poll()'));
print('first scroll', [await measure('bench.scroll()')]);
print('polls in the middle', await repeat('bench.poll()'));
await site.close();
