/**
 * node bench/play/run.mjs [--rounds 7]
 *
 * A game of 300 KB script on a site of its own, played by a launcher, as a multiple of a bare frame in the same page, each
 * sample in a browser of its own, interleaved, medians:
 *
 * - first: from the tap to the game's word that it is ready;
 * - load: the same from the moment that the start was answered;
 * - script: what a launcher that offers a game and plays it loads on top of the page's own scripts, gzipped.
 */
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { median, openSite } from '../site.mjs';
import { serveGames } from '../swiper/games.mjs';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '7' } } });
const games = await serveGames();
const site = await openSite({ folder: 'play', flags: ['--disable-features=SpareRendererForSitePerProcess'] });
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function gzipped(urls) {
  const bodies = await Promise.all(urls.map(async (url) => (await fetch(url)).arrayBuffer()));
  return bodies.reduce((sum, body) => sum + gzipSync(Buffer.from(body), { level: 9 }).length, 0);
}

async function sample(prepare) {
  await site.renew();
  const { page } = await site.open();
  const own = await page.evaluate('bench.scripts()');
  await page.evaluate(`bench.${prepare}(${games.port})`);
  await pause(300);
  const times = await page.evaluate('bench.play()');
  const scripts = await page.evaluate('bench.scripts()');
  await page.close();
  return { ...times, own, scripts: scripts.filter((url) => !own.includes(url)) };
}

const results = { prepareFrame: [], prepareLauncher: [] };
for (let round = 0; round < Number(values.rounds); round++)
  for (const [name, list] of Object.entries(results)) list.push(await sample(name));

const of = (name, what) => median(results[name].map((one) => one[what]));
const limit = of('prepareFrame', 'first');
const ratio = (name, what) => `${(of(name, what) / limit).toFixed(2)} (${of(name, what).toFixed(0)} ms)`;
const [{ own, scripts }] = results.prepareLauncher;
const kb = async (urls) => `${((await gzipped(urls)) / 1024).toFixed(1)} KB in ${urls.length} files`;
console.log(`| | tap to ready, × bare frame | from the start’s answer | script on top of the page (gzip) |
| --- | --: | --: | --: |
| bare frame | ${ratio('prepareFrame', 'first')} | | |
| launcher | ${ratio('prepareLauncher', 'first')} | ${ratio('prepareLauncher', 'load')} | ${await kb(scripts)} (page: ${await kb(own)}) |`);
await games.close();
await site.close();
