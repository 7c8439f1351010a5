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

/** Each part's runs, one after another. */
const parts = {
  node: files.length
    ? [() => runNode(files, 1)]
    : [
        // Node itself would leave one core unused, which is half of a machine with two.
        () =>
          runNode(
            nodeFiles().filter((path) => !usesMachine(path)),
            availableParallelism(),
          ),
        () => runNode(nodeFiles().filter(usesMachine), 1),
      ],
  browser: [
    () =>
      runAndCount(process.execPath, [
        fileURLToPath(new URL('../node_modules/@web/test-runner/dist/bin.js', import.meta.url)),
        ...(files.length ? ['--files', ...files] : []),
      ]),
  ],
};

if (only && !(only in parts)) {
  console.error(`There is no part "${only}": say ${Object.keys(parts).join(' or ')}, or nothing for all.`);
  process.exit(1);
}

const total = { passed: 0, failed: 0, skipped: 0 };
let code = 0;
for (const [name, runs] of Object.entries(parts)) {
  if (only && only !== name) continue;
  for (const run of runs) {
    const result = await run();
    // A runner that stops before its first test fails without counting one.
    if (result.code !== 0 && result.failed === 0) result.failed = 1;
    if (result.passed + result.failed === 0) {
      console.error(`The ${name} tests ran nothing.`);
      result.failed = 1;
    }
    console.log(`\n  ran ${name} tests with ${result.passed} passed, ${result.failed} failed\n`);
    for (const key of Object.keys(total)) total[key] += result[key];
    code ||= result.code || (result.failed ? 1 : 0);
  }
}
console.log(closingLine('tests', total));
process.exit(code);
