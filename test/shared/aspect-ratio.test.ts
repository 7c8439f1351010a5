import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { aspectRatioCss, parseAspectRatio } from '../../src/shared/aspect-ratio.js';

const read = (value: string | null | undefined) => {
  const warnings: string[] = [];
  const ratio = parseAspectRatio(value, (message) => warnings.push(message));
  return { css: aspectRatioCss(ratio), warnings };
};

suite('aspect-ratio', () => {
  for (const [value, css] of [
    ['16/9', '16 / 9'],
    ['16 / 9', '16 / 9'],
    [' 4:3 ', '4 / 3'],
    ['1.5/1', '1.5 / 1'],
    ['.5/1', '0.5 / 1'],
    ['9/16', '9 / 16'],
  ])
    test(`${value} is ${css}`, () => assert.deepEqual(read(value), { css, warnings: [] }));

  for (const value of [
    '1.5',
    '0/9',
    '9/0',
    'abc',
    '1e3',
    '1e3/1',
    '-16/9',
    '16/-9',
    '1.2.3/1',
    './1',
    '16/9/1',
    '',
    undefined,
    null,
  ])
    test(`${JSON.stringify(value)} warns, and leaves the ratio to the stylesheet`, () =>
      assert.deepEqual(read(value), { css: '', warnings: [`aspect-ratio="${value}" is not like 16/9.`] }));

  test('a long value is cut in the warning', () =>
    assert.equal(read('9'.repeat(500)).warnings[0], `aspect-ratio="${'9'.repeat(80)}" is not like 16/9.`));
});
