/** What a public repository has around its code: workflows that call what is there, changesets that can be released. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import manifest from '../../package.json' with { type: 'json' };

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');

interface Step {
  run?: string;
  uses?: string;
  with?: Record<string, string | number>;
  env?: Record<string, string>;
}
interface Job {
  steps: Step[];
  'timeout-minutes': number;
  permissions?: Record<string, string>;
  strategy?: { matrix: Record<string, string[]> };
}
interface Workflow {
  name: string;
  permissions: Record<string, string>;
  jobs: Record<string, Job>;
}
const workflows = readdirSync(join(root, '.github/workflows')).map(
  (file) => [file, parse(read(`.github/workflows/${file}`)) as Workflow] as const,
);

test('workflows run scripts and files that exist, with limits and least rights', () => {
  assert.ok(workflows.some(([file]) => file === 'ci.yml'));
  for (const [file, { permissions, jobs }] of workflows) {
    assert.equal(permissions.contents, 'read', `${file}: rights are given by job`);
    for (const [name, job] of Object.entries(jobs)) {
      assert.ok(job['timeout-minutes'] > 0, `${file} ${name} has no limit`);
      for (const { run = '', uses, with: options } of job.steps) {
        if (uses) assert.match(uses, /^[\w-]+\/[\w-]+@v\d+$/);
        const commands = [run, ...Object.values(options ?? {})].join('\n');
        for (const [, script = ''] of commands.matchAll(/npm run ([\w:-]+)/g)) {
          assert.ok(script in manifest.scripts, `${file}: there is no script "${script}"`);
        }
        for (const [path] of run.matchAll(/(?<![\w/])(?:\.ci|scripts)\/[\w.-]+/g)) {
          assert.ok(existsSync(join(root, path)), `${file}: there is no ${path}`);
        }
      }
    }
  }
});

test('the public CI runs .ci/run, which can be run, in browsers that the test runner knows', () => {
  const check = workflows.find(([file]) => file === 'ci.yml')?.[1].jobs.check;
  assert.ok(check);
  assert.ok(check.steps.some(({ run }) => run === '.ci/run'));
  assert.ok(statSync(join(root, '.ci/run')).mode & 0o100);
  const runner = read('web-test-runner.config.mjs');
  const webkit = workflows.find(([file]) => file === 'ci.yml')?.[1].jobs.webkit?.steps.find(({ env }) => env)?.env;
  const browsers = [...(check.strategy?.matrix.browser ?? []), webkit?.WTR_BROWSERS];
  assert.deepEqual(browsers, ['chromium', 'firefox', 'webkit']);
  for (const browser of browsers) {
    assert.ok(runner.includes(`wanted.includes('${browser}')`), `the test runner does not know ${browser}`);
  }
});

test('templates are forms with a label on every question', () => {
  for (const file of ['bug.yml', 'idea.yml']) {
    const form = parse(read(`.github/ISSUE_TEMPLATE/${file}`)) as {
      name: string;
      description: string;
      body: { type: string; id?: string; attributes: { label?: string; options?: string[] } }[];
    };
    assert.ok(form.name && form.description, file);
    const asked = form.body.filter(({ type }) => type !== 'markdown');
    assert.equal(new Set(asked.map(({ id }) => id)).size, asked.length, file);
    for (const { attributes } of asked) assert.ok(attributes.label, file);
  }
  const { body } = parse(read('.github/ISSUE_TEMPLATE/bug.yml')) as {
    body: { id?: string; attributes: { options?: string[] } }[];
  };
  const elements = readdirSync(join(root, 'docs')).filter((name) =>
    read('README.md').includes(`<gs-${name.slice(0, -3)}>`),
  );
  const offered = body.find(({ id }) => id === 'part')?.attributes.options ?? [];
  assert.ok(elements.length >= 4);
  for (const name of elements) assert.ok(offered.includes(`gs-${name.slice(0, -3)}`), name);
});

test('changesets name the package, and a release of them raises the version and writes the changelog', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gs-release-'));
  try {
    const files = ['package.json', 'CHANGELOG.md', '.changeset'];
    for (const file of files) cpSync(join(root, file), join(folder, file), { recursive: true });
    mkdirSync(join(folder, 'home'));
    const env = {
      ...process.env,
      HOME: join(folder, 'home'),
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_SYSTEM: '/dev/null',
    };
    const run = (command: string, ...args: string[]) =>
      execFileSync(command, args, { cwd: folder, env, stdio: 'pipe' });
    run('git', 'init', '--quiet', '--initial-branch=main');
    run('git', 'add', ...files);
    run('git', '-c', 'user.name=t', '-c', 'user.email=t@t.example', 'commit', '--quiet', '--message', 'all');
    const waiting = readdirSync(join(folder, '.changeset')).filter((file) => /^(?!README).*\.md$/.test(file));
    const texts = waiting.map((file) =>
      readFileSync(join(folder, '.changeset', file), 'utf8')
        .split('---\n')[2]
        ?.trim(),
    );
    run(process.execPath, join(root, 'node_modules/@changesets/cli/bin.js'), 'version');
    const released = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
    if (waiting.length > 0) assert.notEqual(released.version, manifest.version);
    const log = readFileSync(join(folder, 'CHANGELOG.md'), 'utf8');
    assert.ok(log.includes(`## ${released.version}\n`));
    for (const text of texts) assert.ok(text && log.includes(text.split('\n')[0] ?? ''), text);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a release publishes with provenance what npm does not have yet, nothing twice, and tags the version', () => {
  const release = workflows.find(([file]) => file === 'release.yml')?.[1].jobs.release;
  assert.equal(release?.permissions?.['id-token'], 'write', 'npm provenance needs an identity');
  const folder = mkdtempSync(join(tmpdir(), 'gs-publish-'));
  try {
    for (const file of ['package.json', '.changeset', 'scripts/release.mjs'])
      cpSync(join(root, file), join(folder, file), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    for (const name of ['published', 'new']) {
      mkdirSync(join(folder, 'dist/packages', name), { recursive: true });
      writeFileSync(join(folder, 'dist/packages', name, 'package.json'), JSON.stringify({ name, version: '1.0.0' }));
    }
    // In npm's place a script that writes down its arguments, and knows one of the two packages.
    mkdirSync(join(folder, 'bin'));
    writeFileSync(
      join(folder, 'bin/npm'),
      `#!/bin/sh
echo "$*" >> npm.log
case "$*" in
  "view published@1.0.0"*) echo '"1.0.0"' ;;
  view*) echo '{ "error": { "code": "'\${NPM_CODE:-E404}'" } }'; exit 1 ;;
esac
`,
      { mode: 0o755 },
    );
    const env = {
      ...process.env,
      PATH: [join(folder, 'bin'), process.env.PATH].join(delimiter),
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_SYSTEM: '/dev/null',
    };
    const run = (command: string, args: string[], more = {}) =>
      execFileSync(command, args, { cwd: folder, env: { ...env, ...more }, stdio: 'pipe', encoding: 'utf8' });
    const identity = ['-c', 'user.name=t', '-c', 'user.email=t@t.example'];
    run('git', ['init', '--quiet', '--initial-branch=main']);
    run('git', [...identity, 'commit', '--quiet', '--allow-empty', '--message', 'all']);
    run('git', ['config', 'user.name', 't']);
    run('git', ['config', 'user.email', 't@t.example']);
    assert.throws(
      () => run(process.execPath, ['scripts/release.mjs'], { NPM_CODE: 'E503' }),
      /npm view new@1\.0\.0 failed/,
    );
    run(process.execPath, ['scripts/release.mjs']);
    const published = readFileSync(join(folder, 'npm.log'), 'utf8').match(/^publish.*/gm);
    assert.deepEqual(published, ['publish ./dist/packages/new --access public --provenance']);
    assert.equal(run('git', ['tag']).trim(), `v${manifest.version}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
