/**
 * Everything that must hold before a change lands, in the order in which it fails fastest.
 *   node scripts/check.mjs [--after-tests]    the latter when `npm test` has just passed
 */
import { closingLine, runAndCount } from './run-tests.mjs';

const bin = (path) => [process.execPath, `node_modules/${path}`];
const script = (path, ...args) => [process.execPath, `scripts/${path}`, ...args];
const typed = (path, ...args) => [process.execPath, '--import', 'tsx', `scripts/${path}`, ...args];

const isAfterTests = process.argv.includes('--after-tests');

/** Steps of one stage run side by side: they write different files, and none of them waits for a browser. */
const stages = [
  { manifest: [...bin('@custom-elements-manifest/analyzer/cem.js'), 'analyze', '--quiet'] },
  {
    format: [...bin('prettier/bin/prettier.cjs'), '--check', '.', '--log-level', 'warn'],
    lint: [...bin('eslint/bin/eslint.js'), '.'],
    types: [...bin('typescript/bin/tsc'), '-p', 'tsconfig.test.json'],
  },
  ...(isAfterTests ? [] : [{ tests: script('test.mjs') }]),
  // `npm test` has built what is made of the sources; the packages contain the documentation, too.
  { build: script('build.mjs', ...(isAfterTests ? ['packages'] : [])) },
  {
    package: typed('package.ts', '--offline'),
    'stories build': ['npm', 'run', 'stories:build'],
  },
  { size: typed('size.ts') },
  { stories: script('test-stories.mjs') },
];

const total = { passed: 0, failed: 0, skipped: 0 };

async function run(name, [command, ...args], atEnd) {
  if (!atEnd) console.log(`\n— ${name}`);
  const env = { STORYBOOK_DISABLE_TELEMETRY: '1' };
  const result = await runAndCount(command, args, { env, atEnd });
  // A step without tests of its own counts as one.
  if (result.passed + result.failed === 0) result[result.code === 0 ? 'passed' : 'failed'] = 1;
  if (result.code !== 0 && result.failed === 0) result.failed = 1;
  for (const key of Object.keys(total)) total[key] += result[key];
  console.log(`  ${name}: ${result.code === 0 ? 'good' : 'FAILED'} (${result.seconds} s)`);
}

for (const stage of stages) {
  const steps = Object.entries(stage);
  await Promise.all(steps.map(([name, command]) => run(name, command, steps.length > 1)));
}
console.log(`\n${closingLine('check', total)}`);
process.exit(total.failed ? 1 : 0);
