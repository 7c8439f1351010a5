/**
 * node bench/run.mjs [leaderboard|swiper|play|hostile|cards|start|gateway|listeners|parse] [options of that part]
 *
 * Installs the peers that we are measured against (they are no dependencies of the project) and runs one part, or all.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const [only, ...options] = process.argv.slice(2);
const tsx = ['--import', 'tsx'];
const parts = {
  leaderboard: ['bench/leaderboard/run.mjs'],
  swiper: ['bench/swiper/run.mjs'],
  play: ['bench/play/run.mjs'],
  hostile: ['bench/hostile/run.mjs'],
  cards: ['bench/cards/run.mjs'],
  start: [...tsx, 'bench/start/run.ts'],
  gateway: [...tsx, 'bench/gateway/load.ts'],
  listeners: [...tsx, 'bench/gateway/listeners.ts'],
  parse: [...tsx, 'bench/parse.ts'],
};

if (only && !(only in parts)) {
  console.error(`There is no part "${only}": say ${Object.keys(parts).join(', ')}, or nothing for all.`);
  process.exit(1);
}

function run(command, args) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) process.exit(status ?? 1);
}

// also after a new one was added to those that were installed before
const { devDependencies: peers } = JSON.parse(readFileSync(`${root}bench/package.json`, 'utf8'));
const isInstalled = (peer) => existsSync(`${root}bench/node_modules/${peer}`);
if (!Object.keys(peers).every(isInstalled)) run('npm', ['ci', '--prefix', 'bench', '--no-audit', '--no-fund']);
for (const [name, args] of Object.entries(parts)) {
  if (only && only !== name) continue;
  console.log(`\n— ${name}`);
  run(process.execPath, [...args, ...(only ? options : [])]);
}
