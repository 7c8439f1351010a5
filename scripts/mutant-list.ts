/** The mutants of test/mutants.json, read and checked. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A line that is broken on purpose, and the test that must notice. */
export interface Mutant {
  /** What no longer holds with it, in words. */
  readonly name: string;
  readonly file: string;
  /** Original text, found exactly once in the file. */
  readonly text: string;
  readonly replacement: string;
  /** Test file that must fail. */
  readonly test: string;
}

/** Folder of the project, with a slash at its end. */
export const root = fileURLToPath(new URL('..', import.meta.url));

export const readMutants = (): Mutant[] => JSON.parse(readFileSync(`${root}test/mutants.json`, 'utf8')) as Mutant[];

/** Whether a test file runs in a browser. */
export const isBrowserTest = (test: string): boolean =>
  test.startsWith('test/elements/') && !test.endsWith('.node.test.ts');

/** What is wrong with a mutant, undefined when nothing is: it would break nothing, or the wrong line. */
export function flawOf({ name, file, text, replacement, test }: Mutant): string | undefined {
  const found = readFileSync(root + file, 'utf8').split(text).length - 1;
  if (found !== 1) return `${name}: ${file} has its text ${found} times instead of once: ${text}`;
  if (text === replacement) return `${name}: its replacement changes nothing.`;
  if (!existsSync(root + test)) return `${name}: there is no ${test}.`;
  return undefined;
}
