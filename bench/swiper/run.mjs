/**
 * node bench/swiper/run.mjs [--rounds 7] [--sizes 8,20,1000] [--swipes 3]
 *
 * Games of 300 KB script, each on a site of its own, as a multiple of one bare frame in a page of its own, each sample in
 * a browser of its own, one after the other and that `rounds` times over, medians:
 *
 * - first: from the tap to the word of the game in front that it is ready;
 * - load: the same from the moment that the start was answered;
 * - memory: what belongs to the renderers alone, with the games around the third one there (Linux);
 * - wait: from the end of a swipe to the game being ready (0 when it was before);
 * - dropped: frames that the page's compositor should have shown while a finger swiped over the games, and did not;
 * - reloads: games loaded again after going back, an append, a prepend, a change of order and a move in the document.
 */
import { parseArgs } from 'node:util';
import { median, openSite } from '../site.mjs';
import { CATEGORIES, readFrames } from './frames.mjs';
import { serveGames } from './games.mjs';
import { rendererMemory } from './memory.mjs';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    sizes: { type: 'string', default: '8,20,1000' },
    names: { type: 'string', default: 'all frames at once,Swiper virtual,ours,ours as it comes' },
    swipes: { type: 'string', default: '3' },
  },
});
const LIMIT = 'one bare frame';
const FLAGS = ['--disable-features=SpareRendererForSitePerProcess', '--js-flags=--expose-gc'];
const games = await serveGames();
const site = await openSite({ folder: 'swiper', flags: FLAGS });
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** A finger swipes up over the game. */
async function swipe(session) {
  const touch = (type, y) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: y === undefined ? [] : [{ x: 300, y }] });
  await touch('touchStart', 420);
  for (let y = 400; y >= 120; y -= 20) {
    await touch('touchMove', y);
    await pause(8);
  }
  await touch('touchEnd');
}

/** Whether games that are in frames before and after a change were loaded again by it. */
async function change(page) {
  const counts = {};
  const there = async () =>
    new Map((await page.evaluate('bench.framed()')).map((game) => [game, games.loads.get(game)]));
  const steps = { back: 'bench.go(-1)' };
  for (const name of ['append', 'prepend', 'reorder', 'move']) steps[name] = `bench.change('${name}')`;
  for (const [name, act] of Object.entries(steps)) {
    const before = await there();
    await page.evaluate(act);
    await pause(1500);
    const after = await there();
    const kept = [...after].filter(([game]) => before.has(game));
    const again = kept.reduce((sum, [game, loads]) => sum + loads - before.get(game), 0);
    counts[name] = `${again} of ${kept.length}`;
  }
  return counts;
}

async function sample(name, size, round) {
  games.loads.clear();
  await site.renew();
  const { page } = await site.open((page) => page.setViewport({ width: 800, height: 600, hasTouch: true }));
  const mount = await page.evaluate(`bench.prepare(${JSON.stringify(name)}, ${size}, ${games.port})`);
  await pause(200);
  await page.evaluate('bench.approach()');
  // as long as a finger is down
  await pause(100);
  const result = { mount, ...(await page.evaluate('bench.first()')) };
  // the games beside it load
  await pause(1500 + (name === 'all frames at once' ? size * 100 : 0));
  if (name !== LIMIT) {
    const session = await page.createCDPSession();
    const waits = [];
    await page.tracing.start({ categories: CATEGORIES });
    for (let game = 2; game <= Number(values.swipes) + 1; game++) {
      const rests = await page.evaluate('bench.rests()');
      // its slides do not see fingers on a game
      if (name === 'Swiper virtual') await page.evaluate('bench.go(1)');
      else await swipe(session);
      await page.evaluate(`bench.rested(${rests + 1})`);
      await pause(1200);
      waits.push((await page.evaluate(`bench.wait(${game})`)) ?? NaN);
    }
    Object.assign(result, readFrames(JSON.parse(Buffer.from(await page.tracing.stop()).toString())), { waits });
  }
  await pause(500);
  // what will be thrown away says nothing
  await Promise.all(page.frames().map((frame) => frame.evaluate('gc()').catch(() => undefined)));
  await pause(500);
  result.memory = await rendererMemory(site.browser);
  if (name === 'ours' && round === 0) result.reloads = await change(page);
  await page.close();
  if (process.env.BENCH_SAY) console.log(name, size, JSON.stringify(result));
  return result;
}

const names = [LIMIT, ...values.names.split(',')];
const lines = [];
for (const size of values.sizes.split(',').map(Number)) {
  // a thousand processes would tell nothing new
  const playing = names.filter((name) => name !== 'all frames at once' || size <= 20);
  const results = new Map(playing.map((name) => [name, []]));
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const name of playing) results.get(name).push(await sample(name, size, round));
  }
  const of = (name, what) => median(results.get(name).map((result) => result[what]));
  for (const name of playing) {
    const all = results.get(name);
    const ratio = (what) => `${(of(name, what) / of(LIMIT, 'first')).toFixed(2)} (${of(name, what).toFixed(0)} ms)`;
    const over = (of(name, 'memory') - of(LIMIT, 'memory')).toFixed(0);
    // a game that waits for a tap is nothing to wait for
    const waits = all.flatMap(({ waits = [] }) => waits).filter((wait) => !Number.isNaN(wait));
    const wait = waits.length ? `${median(waits).toFixed(0)} (worst ${Math.max(...waits).toFixed(0)})` : '';
    const share = all[0].shown
      ? median(all.map((one) => (one.dropped / (one.shown + one.dropped)) * 100)).toFixed(1)
      : '';
    const line = `| ${size} | ${name} | ${ratio('first')} | ${ratio('load')} | ${name === LIMIT ? of(name, 'memory')?.toFixed(0) : `+${over}`} | ${wait} | ${share} |`;
    lines.push(line);
    console.log(line, `mount ${of(name, 'mount').toFixed(0)} ms`);
    if (all[0].reloads) console.log('  loaded again:', all[0].reloads);
  }
}
console.log(
  `\n| games | | first game, × one bare frame | from its start’s answer | renderer memory, MiB | wait after a swipe, ms | frames dropped, % |\n| --: | --- | --: | --: | --: | --: | --: |\n${lines.join('\n')}`,
);
await games.close();
await site.close();
