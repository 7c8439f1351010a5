/** The list of `npm run mutants` fits the sources: a line that was changed or moved would be broken no longer. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { flawOf, readMutants } from '../scripts/mutant-list.js';

const mutants = readMutants();

test('every mutant finds the text that it breaks, once, and the test that must notice', () => {
  assert.deepEqual(
    mutants.flatMap((mutant) => flawOf(mutant) ?? []),
    [],
  );
});

test('there are 30 mutants at least, each under a name of its own', () => {
  assert.ok(mutants.length >= 30, `${mutants.length}`);
  assert.equal(new Set(mutants.map(({ name }) => name)).size, mutants.length);
});
