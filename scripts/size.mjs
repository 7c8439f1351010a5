/** Prints what a page downloads, and fails when it is more than promised. Needs dist/ (npm run build). */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { minify } from 'vite';

const cdn = fileURLToPath(new URL('../dist/cdn/', import.meta.url));
if (!existsSync(`${cdn}embed.js`)) {
  console.error('dist/cdn is missing: npm run build makes it.');
  process.exit(1);
}

/** All that a module brings with it: its static imports, and theirs. */
function closure(file, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  const code = readFileSync(cdn + file, 'utf8');
  const folder = file.includes('/') ? file.slice(0, file.lastIndexOf('/') + 1) : '';
  for (const [, from] of code.matchAll(/(?:\bfrom|\bimport)\s*["'](\.[^"']+)["']/g)) {
    closure(new URL(folder + from, 'file:///').pathname.slice(1), seen);
  }
  return seen;
}

const chunks = readdirSync(`${cdn}chunks`).filter((file) => file.endsWith('.js'));

/** The file of a chunk: its name, and a hash. */
function chunk(name) {
  const found = chunks.filter((file) => new RegExp(`^${name}-[\\w-]{6,8}\\.js$`).test(file));
  if (found.length !== 1) throw new Error(`there are ${found.length} chunks named ${name}`);
  return `chunks/${found[0]}`;
}

/** Everything that a page with these chunks downloads, by this script tag. */
const page = (names, tag = 'embed.js') => {
  const files = closure('embed.js', new Set(tag === 'embed.js' ? [] : [tag]));
  for (const name of names) closure(chunk(name), files);
  return [...files];
};

const KB = 1024;
const all = ['leaderboard', 'recent-games', 'session-launcher', 'multi-swiper'];
const gateway = ['leaderboard', 'gateway-board', 'gateway'];
/** `limit` is what must hold, `goal` what we are after where that is less. Both in KB. */
const pages = [
  { what: '<gs-leaderboard> only', files: page(['leaderboard']), limit: 39.8 },
  { what: '… live through a gateway', files: page(gateway), limit: 43.3, goal: 40 },
  { what: '<gs-recent-games> only', files: page(['recent-games']), limit: 35 },
  { what: '<gs-session-launcher> only', files: page(['session-launcher']), limit: 37.2 },
  { what: '<gs-multi-swiper> only', files: page(['multi-swiper']), limit: 38.7 },
  { what: '… once a game is played', files: page(['multi-swiper', 'runtime']), limit: 56.3 },
  { what: 'all four', files: page(all), limit: 68.8 },
  { what: '<gs-leaderboard> only, by gs.iife.js', files: page(['leaderboard'], 'gs.iife.js'), limit: 40.4 },
  { what: 'gs.single.js: everything, also what may never be used', files: ['gs.single.js'], limit: 104.5, goal: 96 },
];

const game = fileURLToPath(new URL('../dist/npm/game.js', import.meta.url));
const kb = (bytes) => (bytes / KB).toFixed(1).padStart(6);
let failed = 0;
console.log('    min     gz     br  limit');
for (const { what, files, limit, goal = limit } of pages) {
  const codes = files.map((file) => readFileSync(cdn + file));
  const sum = (measure) => codes.reduce((total, code) => total + measure(code), 0);
  const gz = sum((code) => gzipSync(code, { level: 9 }).length);
  const over = gz > limit * KB;
  if (over) failed++;
  const verdict = over ? 'TOO BIG' : gz > goal * KB ? `over the goal of ${goal}` : '';
  console.log(
    kb(sum((code) => code.length)),
    kb(gz),
    kb(sum((code) => brotliCompressSync(code).length)),
    kb(limit * KB),
    ` ${what} (${files.length} file${files.length > 1 ? 's' : ''}) ${verdict}`,
  );
}
const { code } = await minify('game.js', readFileSync(game, 'utf8'), { module: true });
const gz = gzipSync(code, { level: 9 }).length;
if (gz > KB) failed++;
console.log(
  kb(code.length),
  kb(gz),
  kb(brotliCompressSync(code).length),
  kb(KB),
  ` game-session-widgets/game ${gz > KB ? 'TOO BIG' : ''}`,
);
console.log(`size: ${pages.length + 1 - failed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
