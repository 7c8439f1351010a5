/**
 * node bench/leaderboard/run.mjs [--rounds 7] [--sizes 100,1000,10000,100000] [--motion] [--throttle 4]
 *
 * Main-thread time of mounting and of one update (1 % of the scores, ranked anew), each contestant in a page of its own,
 * one after the other and that `rounds` times over, medians, as multiples of the hand-written list. Needs `npm install`
 * in bench/. Motion is reduced for everybody unless `--motion`. `--cold`: the first mount of a page beside a warm one, and
 * what is made in it: style recalculations, layouts, files, sheets, templates.
 */
import { parseArgs } from 'node:util';
import { busy, counts, median, openSite, throttle } from '../site.mjs';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    sizes: { type: 'string', default: '100,1000,10000,100000' },
    names: { type: 'string', default: 'limit,ours,tanstack,tabulator,ag-grid,lit list' },
    updates: { type: 'string', default: '12' },
    throttle: { type: 'string', default: '1' },
    motion: { type: 'boolean', default: false },
    cold: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const names = values.names.split(',');
const site = await openSite({ flags: ['--js-flags=--expose-gc'] });
const still = [{ name: 'prefers-reduced-motion', value: 'reduce' }];

async function sample(name, size) {
  const { page, session } = await site.open((page) => values.motion || page.emulateMediaFeatures(still));
  if (values.throttle !== '1') await throttle(session, values.throttle);
  await page.evaluate(`bench.prepare(${JSON.stringify(name)}, ${size})`);
  await page.evaluate('gc()');
  const before = await busy(session);
  await page.evaluate('bench.mount()');
  const mounted = await busy(session);
  await page.evaluate('gc()');
  const { heap } = await busy(session);
  const updates = [];
  for (let i = 0; i < Number(values.updates); i++) {
    await page.evaluate('void bench.next()');
    await page.evaluate('gc()');
    const start = await busy(session);
    await page.evaluate('bench.update()');
    updates.push((await busy(session)).task - start.task);
  }
  const nodes = await page.evaluate('bench.nodes()');
  await page.close();
  return {
    mount: mounted.task - before.task,
    update: median(updates),
    heap: (heap - before.heap) / 2 ** 20,
    nodes,
  };
}

/** The first mount of a page: nothing ran before but the modules. */
async function sampleCold(name, size) {
  const { page, session } = await site.open((page) => values.motion || page.emulateMediaFeatures(still));
  if (values.throttle !== '1') await throttle(session, values.throttle);
  await page.evaluate(`bench.prepare(${JSON.stringify(name)}, ${size}, true)`);
  await page.evaluate('gc()');
  const files = await page.evaluate("performance.getEntriesByType('resource').length");
  const before = await counts(session);
  await page.evaluate('bench.mount()');
  const after = await counts(session);
  const made = await page.evaluate('bench.made()');
  const loaded = (await page.evaluate("performance.getEntriesByType('resource').length")) - files;
  await page.close();
  return {
    cold: after.task - before.task,
    made: `${after.styles - before.styles} / ${after.layouts - before.layouts} / ${loaded} / ${made.sheets} / ${made.templates}`,
  };
}

if (values.cold) {
  // the browser's own first page is nobody's
  await sampleCold(names[0], 100);
  console.log('| rows | | first mount | warm mount | styles / layouts / files / sheets / templates |');
  console.log('| --: | --- | --: | --: | --- |');
  for (const size of values.sizes.split(',').map(Number)) {
    const playing = names.filter((name) => name !== 'lit list' || size <= 10_000);
    const results = new Map(playing.map((name) => [name, []]));
    for (let round = 0; round < rounds; round++) {
      for (const name of playing)
        results.get(name).push({ ...(await sampleCold(name, size)), ...(await sample(name, size)) });
    }
    const of = (name, what) => median(results.get(name).map((result) => result[what]));
    const ratio = (name, what) =>
      `${(of(name, what) / of('limit', what)).toFixed(2)} (${of(name, what).toFixed(1)} ms)`;
    for (const name of playing) {
      console.log(
        `| ${size} | ${name} | ${ratio(name, 'cold')} | ${ratio(name, 'mount')} | ${results.get(name)[0].made} |`,
      );
    }
  }
  await site.close();
}

const lines = [];
for (const size of values.sizes.split(',').map(Number)) {
  const results = new Map(names.map((name) => [name, []]));
  // every row in the document: minutes of it would tell nothing new
  const playing = names.filter((name) => name !== 'lit list' || size <= 10_000);
  for (let round = 0; round < rounds; round++) {
    for (const name of playing) results.get(name).push(await sample(name, size));
  }
  const of = (name, what) => median(results.get(name).map((result) => result[what]));
  for (const name of playing) {
    const ratio = (what) => `${(of(name, what) / of('limit', what)).toFixed(2)} (${of(name, what).toFixed(1)} ms)`;
    const line = `| ${size} | ${name} | ${ratio('mount')} | ${ratio('update')} | ${of(name, 'nodes')} | ${of(name, 'heap').toFixed(2)} |`;
    lines.push(line);
    console.log(line);
  }
}
console.log(
  `\n| rows | | mount | update | nodes | MiB over the rows |\n| --: | --- | --: | --: | --: | --: |\n${lines.join('\n')}`,
);
await site.close();
