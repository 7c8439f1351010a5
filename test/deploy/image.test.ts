/**
 * The Dockerfile, step by step, without Docker: each stage is a scratch folder in which its COPY and RUN steps are done,
 * and what is left in the last one is started as the image would start it, by a user without rights where that can be had.
 */
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, posix } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import manifest from '../../package.json' with { type: 'json' };

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const scratch = mkdtempSync(join(tmpdir(), 'gs-image-'));
chmodSync(scratch, 0o755);
after(() => rmSync(scratch, { recursive: true, force: true }));

interface Step {
  readonly word: string;
  readonly rest: string;
}

/** The steps of a Dockerfile, lines that end with a backslash joined. */
function stepsOf(text: string): Step[] {
  const lines = text.replace(/^\s*#.*$/gm, '').replace(/\\\n\s*/g, '');
  return [...lines.matchAll(/^([A-Z]+) (.+)$/gm)].map(([, word = '', rest = '']) => ({ word, rest: rest.trim() }));
}

const steps = stepsOf(read('deploy/Dockerfile'));

/** What the build context holds: the names that deploy/Dockerfile.dockerignore lets through. */
const context = new Set(
  read('deploy/Dockerfile.dockerignore')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1)),
);

/** A stage while it is built, and what it says about its start. */
class Stage {
  readonly folder: string;
  readonly base: string;
  readonly env: Record<string, string> = {};
  workdir = '/';
  user = 'root';
  entrypoint: string[] = [];
  healthcheck: string[] = [];
  ports: number[] = [];

  constructor(name: string, base: string) {
    this.base = base;
    this.folder = join(scratch, name);
    mkdirSync(this.folder);
  }

  /** A path of the image as one of this machine. */
  at(path: string): string {
    return join(this.folder, posix.resolve(this.workdir, path));
  }
}

const stages = new Map<string, Stage>();

function copy(stage: Stage, args: string[]): void {
  const from = /^--from=(.+)$/.exec(args[0] ?? '')?.[1];
  if (from) args.shift();
  const target = args.pop() ?? '';
  for (const source of args) {
    if (!from) assert.ok(context.has(source), `${source} is not in the build context`);
    const path = from ? stages.get(from)?.at(source) : join(root, source);
    assert.ok(path && existsSync(path), `COPY ${source}`);
    // a folder's content is copied, a file keeps its name in a folder
    const into = statSync(path).isDirectory() || !target.endsWith('/') ? target : posix.join(target, basename(source));
    cpSync(path, stage.at(into), { recursive: true });
  }
}

function run(stage: Stage, command: string): void {
  if (/^npm ci\b/.test(command)) {
    // the packages of the same lockfile are here already
    assert.equal(readFileSync(stage.at('package-lock.json'), 'utf8'), read('package-lock.json'));
    symlinkSync(join(root, 'node_modules'), stage.at('node_modules'));
    return;
  }
  assert.doesNotMatch(command, /(^|\s)\//, 'a path from the root would be one of this machine');
  execFileSync('sh', ['-c', command], { cwd: stage.at('.'), env: { ...process.env, ...stage.env }, stdio: 'pipe' });
}

function build(): Stage {
  let stage: Stage | undefined;
  for (const { word, rest } of steps) {
    if (word === 'FROM') {
      const [base = '', , name = 'last'] = rest.split(' ');
      stages.set(name, (stage = new Stage(name, base)));
      continue;
    }
    assert.ok(stage, 'the first step is FROM');
    if (word === 'WORKDIR') {
      stage.workdir = posix.resolve(stage.workdir, rest);
      mkdirSync(stage.at('.'), { recursive: true });
    } else if (word === 'COPY') copy(stage, rest.split(/\s+/));
    else if (word === 'RUN') run(stage, rest);
    else if (word === 'ENV') Object.assign(stage.env, Object.fromEntries([rest.split('=')]));
    else if (word === 'USER') stage.user = rest;
    else if (word === 'EXPOSE') stage.ports = rest.split(' ').map(Number);
    else if (word === 'ENTRYPOINT') stage.entrypoint = JSON.parse(rest) as string[];
    else if (word === 'HEALTHCHECK') stage.healthcheck = JSON.parse(rest.replace(/^.*?CMD /, '')) as string[];
    else assert.fail(`this test does not know ${word}`);
  }
  assert.ok(stage);
  return stage;
}

const image = build();

const settings = {
  GS_HOST: '127.0.0.1',
  GS_ORIGINS: 'https://lobby.example.com',
  GS_PUBLIC: 'scores.read',
  GS_MESHMAP_URL: 'https://meshmap.example.com/api/v1',
  GS_MESHMAP_KEY: 'key',
};

/** Nobody, where this test may become one. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
const options = (env: Record<string, string>) => ({
  cwd: image.at('.'),
  env: { PATH: process.env.PATH, ...image.env, ...settings, ...env },
  ...nobody,
});

async function start(env: Record<string, string>): Promise<{ process: ChildProcess; port: number }> {
  const [program = '', ...args] = image.entrypoint;
  const child = spawn(program, args, { ...options(env), stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { process: child, port: (JSON.parse(line.toString()) as { port: number }).port };
}

const health = (port: number) => {
  const [program = '', ...args] = image.healthcheck;
  return spawnSync(program, args, options({ GS_PORT: String(port) })).status;
};

test('the image serves, is found healthy, and ends with 0 at SIGTERM', async () => {
  const { process: gateway, port } = await start({ GS_PORT: '0' });
  try {
    assert.equal(await (await fetch(`http://127.0.0.1:${port}/readyz`)).text(), 'ready, redis none');
    assert.equal((await fetch(`http://127.0.0.1:${port}/boards/x`, { method: 'DELETE' })).status, 404);
    assert.equal(health(port), 0);
    const ended = once(gateway, 'exit');
    gateway.kill('SIGTERM');
    assert.deepEqual(await ended, [0, null]);
    assert.equal(health(port), 1);
  } finally {
    gateway.kill('SIGKILL');
  }
});

test('the client of Redis is inside: a Redis that is away is said to be away', async () => {
  const { process: gateway, port } = await start({ GS_PORT: '0', GS_REDIS_URL: 'redis://127.0.0.1:1' });
  try {
    assert.equal(await (await fetch(`http://127.0.0.1:${port}/readyz`)).text(), 'ready, redis away');
  } finally {
    gateway.kill('SIGKILL');
  }
});

test('the image is small, has no packages and no sources, and carries the licences of what is inside', () => {
  const files = readdirSync(image.folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const names = files.map((one) => join(one.parentPath, one.name));
  assert.ok(
    names.every((name) => /\.mjs$|LICENSE$|THIRD-PARTY\.txt$/.test(name)),
    names.join('\n'),
  );
  assert.ok(names.reduce((sum, name) => sum + statSync(name).size, 0) < 2_000_000);
  const notices = readFileSync(image.at('THIRD-PARTY.txt'), 'utf8');
  for (const name of ['jose', 'zod', 'ioredis', 'unstorage', '@hono/node-server']) {
    assert.match(notices, new RegExp(`^${name} \\d`, 'm'));
  }
  assert.doesNotMatch(notices, /carries no licence text/);
});

test('the image runs as a user without rights, on a Node that the package takes', () => {
  assert.equal(image.user, 'node');
  const [, major, minor] = /(\d+)\.(\d+)/.exec(manifest.engines.node) ?? [];
  for (const { base } of stages.values()) {
    const tag = Number(/^node:(\d+)-alpine$/.exec(base)?.[1]);
    assert.ok(tag > Number(major) || (tag === Number(major) && Number(minor) === 0), base);
  }
});

interface Compose {
  services: Record<
    'gateway' | 'redis',
    {
      build?: { context: string; dockerfile: string };
      env_file?: string;
      environment?: Record<string, string>;
      ports?: string[];
      stop_grace_period?: string;
      depends_on?: Record<string, { condition: string }>;
      healthcheck?: unknown;
    }
  >;
}

test('compose: it builds this Dockerfile, publishes its port on this machine only, and waits for Redis', () => {
  const { gateway, redis } = (parse(read('deploy/compose.yaml')) as Compose).services;
  assert.ok(gateway.build && existsSync(join(root, 'deploy', gateway.build.context, gateway.build.dockerfile)));
  assert.deepEqual(gateway.ports, [`127.0.0.1:${image.ports[0]}:${image.ports[0]}`]);
  assert.equal(new URL(gateway.environment?.GS_REDIS_URL ?? '').hostname, 'redis');
  assert.equal(gateway.depends_on?.redis?.condition, 'service_healthy');
  assert.ok(redis.healthcheck);
  assert.ok(existsSync(join(root, 'deploy', `${gateway.env_file}.example`)));
  assert.ok(parseInt(gateway.stop_grace_period ?? '') >= 15, 'ten seconds of draining and some more');
});
