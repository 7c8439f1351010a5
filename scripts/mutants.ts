/**
 * Breaks the lines that test/mutants.json names, one by one, and runs the test that must notice. Lists what survives: a
 * mutant whose test still passes. A text that is not found exactly once fails the run, so that the list stays true.
 *
 *   npm run mutants [word …]     all, or those whose name contains one of the words
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

interface Mutant {
  /** What it breaks, in words. */
  readonly name: string;
  readonly file: string;
  readonly text: string;
  readonly replacement: string;
  /** The test file; those of elements run in a browser. */
  readonly test: string;
}

const root = fileURLToPath(new URL('..', import.meta.url));
const all = JSON.parse(readFileSync(`${root}test/mutants.json`, 'utf8')) as Mutant[];
const words = process.argv.slice(2);
const mutants = words.length === 0 ? all : all.filter(({ name }) => words.some((word) => name.includes(word)));

const missing = all.filter(({ file, text }) => readFileSync(root + file, 'utf8').split(text).length !== 2);
for (const { name, file } of missing) console.error(`✖ ${name}: ${file} does not have the text exactly once.`);

function survives({ file, text, replacement, test }: Mutant): boolean {
  const original = readFileSync(root + file, 'utf8');
  const restore = () => writeFileSync(root + file, original);
  process.once('SIGINT', restore);
  try {
    writeFileSync(
      root + file,
      original.replace(text, () => replacement),
    );
    const runner = /^test\/(elements|page)\//.test(test) ? 'browser' : 'node';
    const { status } = spawnSync(process.execPath, ['scripts/test.mjs', runner, test], { cwd: root, stdio: 'ignore' });
    return status === 0;
  } finally {
    restore();
    process.off('SIGINT', restore);
  }
}

const survivors: Mutant[] = [];
for (const mutant of mutants) {
  if (missing.includes(mutant)) continue;
  const alive = survives(mutant);
  if (alive) survivors.push(mutant);
  console.log(`${alive ? '✖ survives' : '✔ noticed '}  ${mutant.name}`);
}
for (const { name, file, test } of survivors) console.error(`\nsurvivor: ${name}\n  ${file}, not noticed by ${test}`);
const failed = survivors.length + missing.length;
console.log(`mutants: ${mutants.length - survivors.length} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
