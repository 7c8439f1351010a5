/**
 * node bench/hostile/run.mjs [--rounds 7]
 *
 * Three seconds of a page with a game that floods it, in `<gs-game-frame>` and in a bare frame whose messages a listener
 * gets and does not read; interleaved, medians: main-thread time, and the longest task. The browser's own unpacking of
 * what a game posts is in both.
 */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { busy, median, openSite } from '../site.mjs';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '7' } } });
const game = await readFile(new URL('../../test/support/game-pages/hostile.html', import.meta.url));
const games = createServer((_, response) => response.setHeader('content-type', 'text/html').end(game));
await new Promise((resolve) => games.listen(0, '127.0.0.1', resolve));
const site = await openSite({ folder: 'hostile' });
const acts = { flood: '10 000 messages at once', storm: '10 000 messages a second', huge: 'one text of 50 MB' };

async function sample(mount, act) {
  await site.renew();
  const { page, session } = await site.open();
  const before = await busy(session);
  await page.evaluate(`bench.${mount}('http://127.0.0.1:${games.address().port}/?do=${act}')`);
  await new Promise((resolve) => setTimeout(resolve, 3000));
  const { task } = await busy(session);
  const longest = await page.evaluate('bench.longest()');
  await page.close();
  return { task: task - before.task, longest };
}

console.log('| what the game sends | | main thread, × bare frame | longest task, ms |\n| --- | --- | --: | --: |');
for (const [act, name] of Object.entries(acts)) {
  const results = { mountBare: [], mountOurs: [] };
  for (let round = 0; round < Number(values.rounds); round++)
    for (const [mount, list] of Object.entries(results)) list.push(await sample(mount, act));
  const limit = median(results.mountBare.map(({ task }) => task));
  for (const [mount, list] of Object.entries(results)) {
    const task = median(list.map((one) => one.task));
    const longest = median(list.map((one) => one.longest));
    console.log(
      `| ${name} | ${mount === 'mountOurs' ? 'ours' : 'bare frame'} | ${(task / limit).toFixed(2)} (${task.toFixed(0)} ms) | ${longest < 50 ? '< 50' : longest.toFixed(0)} |`,
    );
  }
}
games.close();
games.closeAllConnections();
await site.close();
