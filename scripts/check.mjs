/**
 * Everything that must hold before a change lands, in the order in which it fails fastest.
 *   node scripts/check.mjs [--after-tests]    the latter when `npm test` has just passed
 */
import { closingLine, runAndCount } from './run-tests.mjs';

const bin = (path) => [process.execPath, `node_modules/${path}`];
const steps = {
  manifest: [...bin('@custom-elements-manifest/analyzer/cem.js'), 'analyze', '--quiet'],
  format: [...bin('prettier/bin/prettier.cjs'), '--check', '.', '--log-level', 'warn'],
  lint: [...bin('eslint/bin/eslint.js'), '.'],
  types: [...bin('typescript/bin/tsc'), '-p', 'tsconfig.test.json'],
  tests: [process.execPath, 'scripts/test.mjs'],
  build: [process.execPath, 'scripts/build.mjs'],
  package: [process.execPath, '--import', 'tsx', 'scripts/package.ts', '--offline'],
  size: [process.execPath, '--import', 'tsx', 'scripts/size.ts'],
  'stories build': ['npm', 'run', 'stories:build'],
  stories: [process.execPath, 'scripts/test-stories.mjs'],
};
if (process.argv.includes('--after-tests')) delete steps.tests;

const total = { passed: 0, failed: 0, skipped: 0 };
for (const [name, [command, ...args]] of Object.entries(steps)) {
  console.log(`\n— ${name}`);
  const result = await runAndCount(command, args, { STORYBOOK_DISABLE_TELEMETRY: '1', GS_CHECK: '1' });
  // A step without tests of its own counts as one.
  if (result.passed + result.failed === 0) result[result.code === 0 ? 'passed' : 'failed'] = 1;
  if (result.code !== 0 && result.failed === 0) result.failed = 1;
  for (const key of Object.keys(total)) total[key] += result[key];
  console.log(`  ${name}: ${result.code === 0 ? 'good' : 'FAILED'}`);
}
console.log(`\n${closingLine('check', total)}`);
process.exit(total.failed ? 1 : 0);
