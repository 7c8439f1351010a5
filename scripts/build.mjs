/** Builds dist/: npm (modules and types), cdn (embed.js, api.js, their chunks, gs.iife.js, gs.single.js), games (the demo's game pages). */
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
const only = process.argv.slice(2);
// The classic scripts lie in cdn's folder, which cdn empties: they are built together.
const wants = (part) =>
  only.length === 0 || only.includes(part) || (['embed', 'iife', 'single'].includes(part) && only.includes('cdn'));

for (const mode of ['games', 'npm', 'cdn', 'embed', 'iife', 'single']) {
  if (wants(mode)) await build({ configFile: `${root}vite.config.ts`, mode, logLevel: 'warn' });
}
if (wants('cdn')) {
  copyFileSync(`${root}src/reserve.css`, `${root}dist/cdn/reserve.css`);
  if (existsSync(`${root}dist/games`)) cpSync(`${root}dist/games`, `${root}dist/cdn/mock`, { recursive: true }); // what the mock plays
}
if (wants('types')) {
  rmSync(new URL('../dist/types', import.meta.url), { recursive: true, force: true });
  const { status } = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}
mkdirSync(new URL('../dist/', import.meta.url), { recursive: true });
writeFileSync(new URL('../dist/.built', import.meta.url), `${new Date().toISOString()}\n`); // its age tells setup.mjs when to build again
