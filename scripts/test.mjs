/**
 * All tests: those without a DOM on Node's own runner, the elements in a real browser.
 *   node scripts/test.mjs [node|browser] [file …]
 */
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { closingLine, runAndCount } from './run-tests.mjs';

const test = new URL('../test/', import.meta.url);
const [only, ...files] = process.argv.slice(2);

const nodeFiles = () =>
  readdirSync(test, { recursive: true })
    .map((path) => `test/${String(path).replaceAll('\\', '/')}`)
    .filter(
      (path) => path.endsWith('.test.ts') && (!path.startsWith('test/elements/') || path.endsWith('.node.test.ts')),
    )
    .sort();

/** Tests that open a browser, start servers, or write the manifest: one file at a time. The others share nothing. */
const usesMachine = (path) => /^test\/(demo|deploy|docs|stories)\//.test(path);

const runNode = (paths, concurrency) =>
  runAndCount(process.execPath, [
    '--import',
    'tsx',
    '--test',
    '--test-reporter=spec',
    `--test-concurrency=${concurrency}`,
    ...paths,
  ]);
const runBrowser = (options) =>
  runAndCount(
    process.execPath,
    [
      fileURLToPath(new URL('../node_modules/@web/test-runner/dist/bin.js', import.meta.url)),
      ...(files.length ? ['--files', ...files] : []),
    ],
    options,
  );

/** One after another; the runs of one stage side by side. */
const stages = files.length
  ? [{ node: () => runNode(files, 1) }, { browser: () => runBrowser() }]
  : [
      {
        // Node itself would leave one core unused, which is half of a machine with two.
        node: () =>
          runNode(
            nodeFiles().filter((path) => !usesMachine(path)),
            availableParallelism(),
          ),
      },
      {
        // Each of them is mostly one browser with one page in front, so two fit on two cores.
        node: () => runNode(nodeFiles().filter(usesMachine), 1),
        browser: () => runBrowser({ atEnd: !only }),
      },
    ];

const names = [...new Set(stages.flatMap(Object.keys))];
if (only && !names.includes(only)) {
  console.error(`There is no part "${only}": say ${names.join(' or ')}, or nothing for all.`);
  process.exit(1);
}

const total = { passed: 0, failed: 0, skipped: 0 };
let code = 0;

async function run(name, start) {
  const result = await start();
  // A runner that stops before its first test fails without counting one.
  if (result.code !== 0 && result.failed === 0) result.failed = 1;
  if (result.passed + result.failed === 0) {
    console.error(`The ${name} tests ran nothing.`);
    result.failed = 1;
  }
  console.log(`\n  ran ${name} tests with ${result.passed} passed, ${result.failed} failed (${result.seconds} s)\n`);
  for (const key of Object.keys(total)) total[key] += result[key];
  code ||= result.code || (result.failed ? 1 : 0);
}

for (const stage of stages) {
  await Promise.all(
    Object.entries(stage)
      .filter(([name]) => !only || only === name)
      .map(([name, start]) => run(name, start)),
  );
}
console.log(closingLine('tests', total));
process.exit(code);
