/**
 * Makes a fresh clone ready, with Node's built-ins only.
 *   node scripts/setup.mjs             packages (npm ci when node_modules is missing or older than the lockfile)
 *   node scripts/setup.mjs --build     … and dist/, when it is missing or older than the sources
 *   node scripts/setup.mjs --browser   … and a browser for the tests
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const wants = new Set(process.argv.slice(2));

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Node ${process.versions.node} is too old: this project needs Node 20.19 or newer.`);
  process.exit(1);
}

/** Runs a command in the project's folder and ends with its code when it fails. */
function run(command, args) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status === 0) return;
  console.error(`Set-up stopped: ${command} ${args.join(' ')} ${error ? error.message : `ended with code ${status}`}.`);
  process.exit(status ?? 1);
}

const modified = (path) => (existsSync(join(root, path)) ? statSync(join(root, path)).mtimeMs : 0);

/** The newest change below a folder. */
function newest(folder) {
  return Math.max(
    0,
    ...readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(join(entry.parentPath ?? entry.path, entry.name)).mtimeMs),
  );
}

// npm writes node_modules/.package-lock.json last, so its age is the age of a complete installation.
if (modified('node_modules/.package-lock.json') < modified('package-lock.json')) {
  console.log('Installing the packages (npm ci) …');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}

if (wants.has('--build')) {
  const files = ['vite.config.ts', 'custom-elements-manifest.config.mjs', 'package-lock.json'];
  const sources = Math.max(...['src', 'demo', 'scripts'].map(newest), ...files.map(modified));
  if (modified('dist/.built') < sources) {
    console.log('Building …');
    run(process.execPath, ['scripts/build.mjs']);
  }
}

if (wants.has('--browser')) {
  const { findChromium } = await import('./browser.mjs');
  console.log(`Browser for the tests: ${await findChromium()}`);
}
