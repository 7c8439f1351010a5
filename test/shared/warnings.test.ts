import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { reportMode } from '../../src/elements/game-shell/report-mode.js';
import { quote } from '../../src/shared/quote.js';

describe('what a warning quotes', () => {
  test('is cut to the length asked for', () => {
    assert.equal(quote('x'.repeat(1e6)), `"${'x'.repeat(80)}"`);
    assert.equal(quote('abcdef', 3), '"abc"');
  });

  test('is the text of any value', () => {
    assert.deepEqual([quote(null), quote(4), quote('')], ['"null"', '"4"', '""']);
  });
});

test('report-scores: the word alone is best; another word is said', () => {
  const warnings: string[] = [];
  const modes = [undefined, null, false, 'false', '', true, 'true', 'last', 'sum', 'most'] as const;
  assert.deepEqual(
    modes.map((mode) => reportMode(mode, (text) => warnings.push(text))),
    [undefined, undefined, undefined, undefined, 'best', 'best', 'best', 'last', 'sum', 'best'],
  );
  assert.deepEqual(warnings, ['report-scores="most" is not one of best, last, sum; best is used.']);
});
