import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sanitizer } from '../../src/api/sanitize.js';
import { type Sanitizer, plain, UNSURE } from '../../src/api/plain.js';

/** Whatever `read` takes with the quick cleaning comes out as with the thorough one; at least 300 of 3000 values are taken. */
export function checkSanitizerEquivalence<T>(
  read: (value: unknown, clean: Sanitizer) => T | undefined,
  values: fc.Arbitrary<unknown>,
): void {
  let sure = 0;
  fc.assert(
    fc.property(values, (value) => {
      let quick: unknown;
      try {
        quick = read(value, plain);
      } catch (reason) {
        assert.equal(reason, UNSURE);
        return;
      }
      assert.deepStrictEqual(quick, read(value, sanitizer));
      if (quick) sure++;
    }),
    { numRuns: 3000 },
  );
  assert.ok(sure > 300, `only ${sure} values were taken`);
}
