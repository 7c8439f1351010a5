/**
 * Packs both packages and tries them as those who install them do: publint and attw on the tarballs, then projects of several
 * stacks (test/consumers) that install them, type-check without skipLibCheck, build, and show a board in a browser, by the
 * mock. What has a script "start" is opened by its development server, too. Needs dist/packages (npm run build).
 *
 *   npm run package                     everything; needs the npm registry
 *   npm run package -- --offline        only what needs no registry: pack, publint, attw
 *   npm run package -- vue webpack      only these consumers
 */
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import puppeteer from 'puppeteer-core';
import { serveFiles } from '../demo/files.js';
import { CHROMIUM_ARGS, findChromium } from './browser.mjs';

const path = (relative: string) => fileURLToPath(new URL(`../${relative}`, import.meta.url));
const wanted = process.argv.slice(2);
const isOffline = wanted.includes('--offline');
/** How many packages one who installs the widgets may get. */
const MAX_PACKAGES = 12;

let [passed, failed] = [0, 0];
function report(what: string, problem: string | undefined): void {
  if (problem === undefined) passed++;
  else failed++;
  console.log(problem === undefined ? `✔ ${what}` : `✖ ${what}\n${problem.replace(/^/gm, '    ')}`);
}

const environment = { ...process.env, CI: '1', NEXT_TELEMETRY_DISABLED: '1', NG_CLI_ANALYTICS: 'false' };

/** Runs a command; its output when it fails. */
function run(folder: string, command: string, ...args: string[]): string | undefined {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: folder,
    encoding: 'utf8',
    env: environment,
  });
  return status === 0
    ? undefined
    : `${command} ${args.join(' ')}\n${stdout}\n${stderr}\n${error?.message ?? ''}`.trim();
}

const work = mkdtempSync(join(tmpdir(), 'gs-package-'));
const names = ['game-session-widgets', 'game-session-gateway'];
const tarballs: string[] = [];
for (const name of names) {
  const problem = run(path(`dist/packages/${name}`), 'npm', 'pack', '--pack-destination', work, '--loglevel=error');
  report(`npm pack ${name}`, problem);
  const file = readdirSync(work).find((entry) => entry.startsWith(name) && entry.endsWith('.tgz'));
  if (!file) throw new Error(`npm pack wrote no tarball of ${name}.`);
  tarballs.push(join(work, file));
  report(
    `publint ${file}`,
    run(path('.'), process.execPath, path('node_modules/publint/src/cli.js'), join(work, file), '--strict'),
  );
  // Ours are modules only; what resolves only in Node 10 or by require() is not asked for.
  const attw = [
    path('node_modules/@arethetypeswrong/cli/dist/index.js'),
    join(work, file),
    '--profile',
    'esm-only',
    '--no-emoji',
  ];
  const dataOnly = [
    'reserve.css',
    'custom-elements.json',
    'llms.txt',
    'web-types.json',
    'vscode.html-data.json',
    'vscode.css-data.json',
  ];
  report(`attw ${file}`, run(path('.'), process.execPath, ...attw, '--exclude-entrypoints', ...dataOnly, 'cdn/*'));
}

/** By consumer: the versions of its stack. */
const versions: string[] = [];

interface Consumer {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  /** `types`, `build`, and `start` for a server that prints its address; each may be missing. */
  readonly scripts?: Readonly<Record<string, string>>;
  /** Folder that is opened in a browser after the build. */
  readonly serve?: string;
}

/** Serves a built page, and opens it. */
async function openBuilt(folder: string): Promise<string | undefined> {
  const listener = getRequestListener((request) => serveFiles(folder, new URL(request.url).pathname));
  const server = createServer((request, response) => void listener(request, response));
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  try {
    return await open(`http://localhost:${(server.address() as AddressInfo).port}/`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** Starts the development server, which reports more than what is built does (React: hydration errors), and opens its page. */
async function openStarted(folder: string): Promise<string | undefined> {
  const server = spawn('npm', ['run', 'start'], {
    cwd: folder,
    env: { ...environment, PORT: '0' },
    detached: true, // a group of its own, which is ended as a whole
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  try {
    for await (const bytes of server.stdout.iterator({ destroyOnReturn: false })) {
      printed += String(bytes);
      const [address] = /http:\/\/localhost:\d+/.exec(printed) ?? [];
      if (address) return await open(address);
    }
    return `npm run start has printed no address:\n${printed}`;
  } finally {
    if (server.pid && server.exitCode === null) process.kill(-server.pid);
  }
}

/** Opens a page, and waits for a board with rows. */
async function open(address: string): Promise<string | undefined> {
  const browser = await puppeteer.launch({
    executablePath: await findChromium(),
    headless: 'shell',
    args: CHROMIUM_ARGS,
  });
  const errors: string[] = [];
  try {
    const page = await browser.newPage();
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    // A development server compiles at the first request.
    await page.goto(address, { timeout: 180_000 });
    await page.waitForSelector('gs-leaderboard[state="ready"]', { timeout: 60_000 });
    await page.waitForSelector('gs-leaderboard >>> [part~="row"]');
    // Each page writes what its event listener has received.
    await page.waitForFunction(() => document.body.dataset['loaded'] === 'true', { timeout: 30_000 });
    return errors.length > 0 ? errors.join('\n') : undefined;
  } catch (error) {
    return [String(error), ...errors].join('\n');
  } finally {
    await browser.close();
  }
}

/** What npm has really installed of what a consumer names, and of ours. */
function installedVersions(folder: string, { dependencies, devDependencies }: Consumer): string[] {
  const stack = Object.keys({ ...dependencies, ...devDependencies }).filter((name) => !name.startsWith('@types/'));
  return [...stack, ...names].map((name) => {
    const file = join(folder, 'node_modules', name, 'package.json');
    return `${name} ${(JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version}`;
  });
}

async function tryConsumer(name: string): Promise<string | undefined> {
  const folder = join(work, name);
  cpSync(path(`test/consumers/${name}`), folder, { recursive: true });
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Consumer;
  const installed = run(folder, 'npm', 'install', '--no-audit', '--no-fund', '--loglevel=error', ...tarballs);
  if (installed) return installed;
  versions.push(`${name}: ${installedVersions(folder, manifest).join(', ')}`);
  for (const script of ['types', 'build']) {
    const problem = manifest.scripts?.[script] ? run(folder, 'npm', 'run', script) : undefined;
    if (problem) return problem;
  }
  const built = manifest.serve === undefined ? undefined : await openBuilt(join(folder, manifest.serve));
  return built ?? (manifest.scripts?.['start'] ? openStarted(folder) : undefined);
}

if (!isOffline) {
  const alone = join(work, 'alone');
  mkdirSync(alone);
  writeFileSync(join(alone, 'package.json'), '{ "private": true }');
  const problem = run(alone, 'npm', 'install', '--no-audit', '--no-fund', '--loglevel=error', tarballs[0]);
  const lock = problem ? '{}' : readFileSync(join(alone, 'node_modules/.package-lock.json'), 'utf8');
  const count = Object.keys((JSON.parse(lock) as { packages?: object }).packages ?? {}).length - 1; // beside themselves
  report(
    `the widgets install ${count} packages`,
    problem ?? (count > MAX_PACKAGES ? `more than ${MAX_PACKAGES}` : undefined),
  );
  const consumers = readdirSync(path('test/consumers')).filter((name) => wanted.length === 0 || wanted.includes(name));
  for (const name of consumers) report(name, await tryConsumer(name));
}
rmSync(work, { recursive: true, force: true });
for (const line of versions) console.log(`  ${line}`);
console.log(`package: ${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
