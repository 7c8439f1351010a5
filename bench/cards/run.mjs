/**
 * node bench/cards/run.mjs [--rounds 7]
 *
 * A hundred cards at load, beside pictures of the same size with `loading="lazy"`: pictures fetched before anybody
 * scrolls, time from the list of games to everything in view having
 * its picture, and layout shift from the first paint of the element on.
 */
import { parseArgs } from 'node:util';
import { median, openSite } from '../site.mjs';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '7' } } });
let fetched = 0;

/** Serves a picture for every card, each after 40 ms. */
const pictures = {
  name: 'pictures',
  configurePreviewServer({ middlewares }) {
    middlewares.use('/cards', (_, response) => {
      fetched++;
      response.setHeader('content-type', 'image/svg+xml');
      response.setHeader('cache-control', 'no-store');
      const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="480" height="300"><rect width="480" height="300" fill="#467"/></svg>'; // prettier-ignore
      setTimeout(() => response.end(picture), 40);
    });
  },
};
const site = await openSite({ folder: 'cards', plugins: [pictures] });
const sizes = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
];

async function sample(whose, layout, size) {
  const { page } = await site.open((page) => page.setViewport(size));
  fetched = 0;
  const time = await page.evaluate(`bench.mount('${whose}', '${layout}')`);
  // what is fetched beyond the view comes now
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const shift = await page.evaluate('bench.shift()');
  await page.close();
  return { fetched, time, shift };
}

console.log(
  '| window | layout | | pictures fetched | in view, ms | layout shift |\n| --- | --- | --- | --: | --: | --: |',
);
for (const size of sizes) {
  for (const layout of ['grid', 'carousel']) {
    const results = { lazy: [], ours: [] };
    for (let round = 0; round < Number(values.rounds); round++) {
      for (const [whose, list] of Object.entries(results)) list.push(await sample(whose, layout, size));
    }
    for (const [whose, list] of Object.entries(results)) {
      const of = (what) => list.map((result) => result[what]);
      const shift = whose === 'lazy' ? '' : Math.max(...of('shift')).toFixed(3);
      const name = whose === 'lazy' ? '`loading="lazy"`' : 'ours';
      console.log(
        `| ${size.width} × ${size.height} | ${layout} | ${name} | ${median(of('fetched'))} | ${median(of('time')).toFixed(0)} | ${shift} |`,
      );
    }
  }
}
await site.close();
