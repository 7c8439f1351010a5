/**
 * Mutation tests: breaks the lines that test/mutants.json names, one by one, and runs the tests that must notice. Lists the
 * survivors: mutants whose tests still pass. The sources are broken in copies of the tree, never in the tree itself.
 *
 *   npm run mutants [word …]     all, or those whose name contains one of the words
 */
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { flawOf, isBrowserTest, readMutants, root, type Mutant } from './mutant-list.js';

/** Not copied: what is not needed, or is linked. */
const NOT_COPIED = new Set(['.git', 'dist', 'node_modules', 'bench', 'stories']);
/** Milliseconds after which the tests of a mutant that runs for ever are stopped, which counts as noticed. */
const TIMEOUT = 180_000;

const words = process.argv.slice(2);
const all = readMutants();
const mutants = words.length === 0 ? all : all.filter(({ name }) => words.some((word) => name.includes(word)));
const flaws = mutants.flatMap((mutant) => flawOf(mutant) ?? []);
for (const flaw of flaws) console.error(`✖ ${flaw}`);
if (flaws.length > 0 || mutants.length === 0) {
  console.error(mutants.length === 0 ? `No mutant has a name with ${words.join(' or ')}.` : 'Nothing was run.');
  process.exit(1);
}

const folder = mkdtempSync(join(tmpdir(), 'gs-mutants-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

/** Makes a copy of the tree with the installed packages. */
function copyTree(name: string): string {
  const copy = join(folder, name);
  cpSync(root, copy, { recursive: true, filter: (path) => !NOT_COPIED.has(basename(path)) });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
  return copy;
}

/** Breaks a copy; returns the way to repair it. */
function mutate(copy: string, { file, text, replacement }: Mutant): () => void {
  const path = join(copy, file);
  const original = readFileSync(path, 'utf8');
  writeFileSync(
    path,
    original.replace(text, () => replacement),
  );
  return () => writeFileSync(path, original);
}

/** Whether a command ends well within the time limit. */
function succeeds(cwd: string, args: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd, stdio: 'ignore', timeout: TIMEOUT });
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0));
  });
}

const survivors: Mutant[] = [];
function report(mutant: Mutant, passes: boolean): void {
  if (passes) survivors.push(mutant);
  console.log(`${passes ? '✖ survives' : '✔ noticed '}  ${mutant.name}`);
}

/** Whether the test of a mutant passes in a copy. */
type Test = (mutant: Mutant, copy: string) => Promise<boolean>;

/** Breaks, tests and repairs a copy for each mutant, one after the other in each copy. */
async function run(mutants: readonly Mutant[], copies: readonly string[], passes: Test): Promise<void> {
  const inParallel = async (items: readonly Mutant[], work: (item: Mutant, copy: string) => Promise<void>) => {
    const queue = [...items];
    await Promise.all(
      copies.map(async (copy) => {
        for (let item = queue.shift(); item; item = queue.shift()) await work(item, copy);
      }),
    );
  };

  // tests that fail without any mutant would notice everything
  const sound = new Map(mutants.map((mutant) => [mutant.test, mutant]));
  const broken: string[] = [];
  await inParallel([...sound.values()], async (mutant, copy) => {
    if (!(await passes(mutant, copy))) broken.push(mutant.test);
  });
  if (broken.length > 0) {
    console.error(`Without any mutant these fail: ${broken.join(', ')}`);
    process.exit(1);
  }
  await inParallel(mutants, async (mutant, copy) => {
    const repair = mutate(copy, mutant);
    report(mutant, await passes(mutant, copy));
    repair();
  });
}

const nodeTest: Test = ({ test }, copy) => succeeds(copy, ['--import', 'tsx', test]);

const browserTest: Test = ({ test }, copy) =>
  succeeds(copy, ['node_modules/@web/test-runner/dist/bin.js', '--files', test]);

const inBrowser = mutants.filter(({ test }) => isBrowserTest(test));
const inNode = mutants.filter(({ test }) => !isBrowserTest(test));
const copies = Array.from({ length: availableParallelism() }, (_, i) => copyTree(`${i}`));
await run(inNode, copies, nodeTest);
// one at a time: a browser takes several processors by itself
await run(inBrowser, copies.slice(0, 1), browserTest);
for (const { name, file, test } of survivors) console.error(`\nsurvivor: ${name}\n  ${file}, not noticed by ${test}`);
console.log(`mutants: ${mutants.length - survivors.length} passed, ${survivors.length} failed`);
process.exit(survivors.length > 0 ? 1 : 0);
