/** A tenth of `npm run fuzz`, the same cases each time, and every seed that once found something. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzz, seeds, targets } from './run.js';

const CASES = 1_000;

test('seeds are kept by the name of a target, with what they found', () => {
  const names = targets.map(({ name }) => name);
  assert.deepEqual(Object.keys(seeds).sort(), [...names].sort());
  for (const one of Object.values(seeds).flat()) assert.ok(Number.isInteger(one.seed) && one.found);
});

for (const target of targets) {
  test(`${target.name}: ${CASES} generated cases`, async () => {
    for (const seed of [{ seed: 1 }, ...(seeds[target.name] ?? [])]) {
      const failure = await fuzz(target, CASES, seed);
      if (failure) assert.fail(failure);
    }
  });
}
