import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { offsetOfRow, toScrollTop, visibleRange, type ListGeometry } from '../../src/shared/virtual-list.js';

const list = (more: Partial<ListGeometry>): ListGeometry => ({
  total: 1000,
  lineHeight: 44,
  perLine: 1,
  viewport: 440,
  scrollTop: 0,
  ...more,
});

describe('visibleRows', () => {
  it('has the rows of the box and a few more, however long the list', () => {
    const { first, last, height } = visibleRange(list({ total: 100_000, scrollTop: 44_000 }));
    assert.deepEqual([first, last, height], [997, 1013, 4_400_000]);
  });

  it('has every row of a short list', () => {
    const { first, last, height } = visibleRange(list({ total: 3 }));
    assert.deepEqual([first, last, height], [0, 3, 132]);
  });

  it('has none of an empty list, scrolled or not', () => {
    const { first, last, height } = visibleRange(list({ total: 0, scrollTop: 900 }));
    assert.deepEqual([first, last, height], [0, 0, 0]);
  });

  it('shows the end when the list has shrunk above the reader', () => {
    const { first, last } = visibleRange(list({ total: 20, scrollTop: 40_000 }));
    assert.deepEqual([first, last], [7, 20]);
  });

  it('counts whole lines of cards', () => {
    const { first, last, height } = visibleRange(list({ total: 100, perLine: 3, scrollTop: 440 }));
    assert.deepEqual([first % 3, last, height], [0, 69, 34 * 44]);
  });

  it('stays below the heights at which engines clip, and still reaches both ends', () => {
    const long = list({ total: 2_000_000 });
    const { height } = visibleRange(long);
    assert.ok(height <= 8_000_000);
    assert.equal(visibleRange({ ...long, scrollTop: height - 440 }).last, 2_000_000);
    assert.equal(visibleRange(long).first, 0);
  });
});

describe('toScrollTop', () => {
  it('scrolls so that the row is among those shown, in the middle where there is room', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3_000_000 }),
        fc.integer({ min: 1, max: 5 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (total, perLine, share) => {
          const row = Math.min(total - 1, Math.floor(total * share));
          const geometry = list({ total, perLine });
          const scrollTop = toScrollTop(offsetOfRow(row, geometry), geometry);
          const { first, last, height } = visibleRange({ ...geometry, scrollTop });
          assert.ok(first <= row && row < last, `${row} of ${total} is in ${first}–${last}`);
          assert.ok(scrollTop >= 0 && scrollTop <= Math.max(0, height - 440) + 1);
        },
      ),
    );
  });
});
