/**
 * node bench/leaderboard/tasks.mjs [--rows 100000] [--polls 7] [--throttle 4] [--explain]
 *
 * The longest task of the page's main thread while a board without a gateway polls a long list; for so long the page
 * answers nobody. Polls with the board at its top come first, then those with it scrolled to the middle. `--explain` says
 * what the longest tasks were made of (and makes them longer).
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
const lists = { small: makeAnswers(3, 1200), large: makeAnswers(polls * 2 + 1, rows) };
console.log(`${rows} rows, ${(lists.large[0].length / 1e6).toFixed(1)} MB an answer, ${values.throttle} × slower`);

const site = await openSite({ input: 'polls.html', plugins: [service(lists)], minify: !values.explain });
const { page, session } = await site.open();
// a small board first: fetching code and the engine's first use of everything are not the size's
await page.evaluate('bench.mount("small")');
for (let poll = 0; poll < 2; poll++) await page.evaluate('bench.poll()');
await page.evaluate('bench.take()');
await throttle(session, values.throttle);
const categories = ['-*', 'toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline', 'v8'];

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
  if (error || players !== rows) throw new Error(`The board shows ${players} rows. ${error}`);
  if (profile) trace.inside.push('|', ...functionsIn(profile, trace));
  return { ...trace, over50: tasks, time, cpu, events };
}

/** The longest task, in ms by the clock and by the thread, and what of note happened in it. */
function readTrace({ traceEvents }) {
  const threads = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid}.${tid}`),
  );
  const events = traceEvents.filter(({ pid, tid, ph }) => ph === 'X' && threads.has(`${pid}.${tid}`));
  const tasks = events.filter(({ name }) => /RunTask$/.test(name));
  const longest = tasks.reduce((a, b) => (b.dur > a.dur ? b : a));
  const { ts, dur } = longest;
  const inside = events
    .filter((event) => event !== longest && event.ts >= ts && event.ts + event.dur <= ts + dur && event.dur > 3000)
    .map((event) => `${event.name} ${(event.dur / 1000).toFixed(0)}`);
  const thread = Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1000;
  return { longest: dur / 1000, thread, ts, dur, inside };
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
    `${what}: longest task ${list('longest')} ms (median ${median(of('longest')).toFixed(0)}; of the thread ${median(of('thread')).toFixed(0)}); ` +
      `over 50 ms ${of('over50').flat().length}; ${median(of('cpu')).toFixed(0)} ms of work in ${median(of('time')).toFixed(0)} ms; ${median(of('events'))} events`,
  );
  if (values.explain) for (const { longest, inside } of results) console.log(`   ${longest.toFixed(0)}: ${inside.join(' · ')}`); // prettier-ignore
}

print('mount', [await measure('bench.mount("large")')]);
for (const where of ['at the top', 'in the middle']) {
  if (where === 'in the middle') print('first scroll', [await measure('bench.scroll()')]);
  const results = [];
  for (let poll = 0; poll < polls; poll++) results.push(await measure('bench.poll()'));
  print(`polls ${where}`, results);
}
await site.close();
