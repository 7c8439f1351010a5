/**
 * Builds dist/:
 *   lib       the modules of the two packages          types     their types
 *   cdn       what script tags load, by version         games     the demo's game pages, which the mock plays too
 *   editor    data for editors, from the manifest       packages  the two packages, ready to be published
 *
 *   node scripts/build.mjs [part …]     manifest games widgets gateway cdn types packages; all without a name
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { cdnFolder } from './cdn.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
const only = process.argv.slice(2);
const wants = (part) => only.length === 0 || only.includes(part);

function run(...args) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

// what describes the elements: the packages and the CDN folder contain texts made of it
if (wants('manifest') || !existsSync('custom-elements.json'))
  run('node_modules/@custom-elements-manifest/analyzer/cem.js', 'analyze', '--quiet');

for (const [part, modes] of Object.entries({
  games: ['games'],
  widgets: ['widgets'],
  gateway: ['gateway'],
  // One folder: the first empties it, embed.js contains the names of its chunks.
  cdn: ['cdn', 'embed', 'iife', 'single'],
})) {
  if (!wants(part)) continue;
  if (part === 'cdn') rmSync('dist/cdn', { recursive: true, force: true });
  for (const mode of modes) await build({ configFile: `${root}vite.config.ts`, mode, logLevel: 'warn' });
}
if (wants('cdn')) {
  rmSync(`${cdnFolder}/.vite`, { recursive: true });
  copyFileSync('src/reserve.css', `${cdnFolder}/reserve.css`);
  if (existsSync('dist/games')) cpSync('dist/games', `${cdnFolder}/mock`, { recursive: true }); // what the mock plays
  run('--import', 'tsx', 'scripts/cdn-files.ts');
}
if (wants('types')) {
  rmSync('dist/types', { recursive: true, force: true });
  run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.json', '--incremental', 'false');
}
if (wants('packages')) run('--import', 'tsx', 'scripts/packages.ts');

mkdirSync('dist', { recursive: true });
// Its age tells setup.mjs when to build again.
if (only.length === 0) writeFileSync('dist/.built', `${new Date().toISOString()}\n`);
