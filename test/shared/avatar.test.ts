import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hashHue, initialsOf } from '../../src/shared/avatar.js';

/** The least distance between two hues on the wheel, in degrees. */
const least = (hues: readonly number[]): number =>
  Math.min(
    ...hues.flatMap((one, i) =>
      hues.slice(i + 1).map((other) => Math.min(Math.abs(one - other), 360 - Math.abs(one - other))),
    ),
  );

describe('hashHue', () => {
  it('gives ids that follow each other hues far apart, which stay the same', () => {
    for (const ids of [
      ['1842', '1843', '1844'],
      ['pl_001', 'pl_002', 'pl_003', 'pl_004', 'pl_005'],
    ]) {
      const hues = ids.map(hashHue);
      assert.ok(
        hues.every((hue) => Number.isInteger(hue) && hue >= 0 && hue < 360),
        hues.join(),
      );
      assert.ok(least(hues) >= 20, hues.join());
      assert.deepEqual(ids.map(hashHue), hues);
    }
  });

  it('spreads many ids over the whole wheel', () => {
    const sectors = new Set(Array.from({ length: 200 }, (_, i) => Math.floor(hashHue(`player-${i}`) / 30)));
    assert.equal(sectors.size, 12);
  });
});

describe('initialsOf', () => {
  it('takes first and last word, as readers count characters, and no punctuation', () => {
    assert.deepEqual(['Nova Quill', 'nova', 'evil <b>x', '👩‍👩‍👧‍👦 Crew'].map(initialsOf), ['NQ', 'N', 'EB', '👩‍👩‍👧‍👦C']); // prettier-ignore
  });
});
