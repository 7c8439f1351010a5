import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readEntries } from '../../../src/elements/leaderboard/entries.js';
import type { Entry } from '../../../src/elements/leaderboard/types.js';

/** The rows that are shown, and the warnings. */
function read(...rows: readonly unknown[]) {
  const warnings: string[] = [];
  return { rows: readEntries(rows as Entry[], (message) => warnings.push(message)), warnings };
}

describe('rows that a page gives', () => {
  it('are taken as they are where nothing has to be changed', () => {
    const entries: Entry[] = [{ playerId: 'a', displayName: 'Ann', score: 1, updatedAt: '2026-03-02T11:00:00Z' }];
    assert.equal(
      readEntries(entries, () => assert.fail()),
      entries,
    );
  });

  it('may have times as Dates and numbers, which become text', () => {
    const at = Date.parse('2026-03-02T11:00:00Z');
    const { rows, warnings } = read(
      { playerId: 'a', displayName: 'Ann', score: 1, updatedAt: new Date(at), createdAt: new Date(at) },
      { playerId: 'b', displayName: 'Bea', score: 1, updatedAt: at },
      { playerId: 'c', displayName: 'Cem', score: 1, updatedAt: new Date(NaN) },
      { playerId: 'd', displayName: 'Dan', score: 1, updatedAt: {} },
    );
    const text = '2026-03-02T11:00:00.000Z';
    assert.deepEqual(
      rows.map(({ updatedAt }) => updatedAt),
      [text, text, undefined, undefined],
    );
    assert.equal(rows[0].createdAt, text);
    assert.deepEqual(warnings, []);
  });

  it('show no name that is no text, and rank a score that is no number last', () => {
    const { rows } = read(
      { playerId: 'a', displayName: Object.create(null) as unknown, score: '12' },
      { playerId: 5, displayName: 7, username: {}, imageUrl: [], score: {} },
    );
    assert.deepEqual(
      rows.map(({ playerId, displayName, username, imageUrl, score }) => [
        playerId,
        displayName,
        username,
        imageUrl,
        score,
      ]),
      [
        ['a', '', undefined, undefined, 12],
        ['5', '7', undefined, undefined, NaN],
      ],
    );
  });

  it('are left out where they cannot be read, with one warning for all', () => {
    const throwing = { playerId: 'x', score: 1, get displayName(): string { throw new Error('no'); } }; // prettier-ignore
    const { rows, warnings } = read(null, throwing, { playerId: 'a', displayName: 'Ann', score: 1 }, 'row', {}, [], 7);
    assert.deepEqual(
      rows.map(({ playerId }) => playerId),
      ['a'],
    );
    assert.deepEqual(warnings, [
      'entries[0], entries[1], entries[3], entries[4], entries[5] and 1 more left out: a row needs a playerId.',
    ]);
    const holes: Entry[] = new Array<Entry>(2);
    holes.push({ playerId: 'a', displayName: 'Ann', score: 1 });
    const sparse: string[] = [];
    assert.equal(readEntries(holes, (message) => sparse.push(message)).length, 1);
    assert.deepEqual(sparse, ['entries[0], entries[1] left out: a row needs a playerId.']);
  });

  it('may be no list', () => {
    for (const entries of [null, {}, 'abc', { length: 3 }]) {
      const warnings: string[] = [];
      assert.deepEqual(
        readEntries(entries as unknown as Entry[], (message) => warnings.push(message)),
        [],
      );
      assert.equal(warnings.length, 1);
    }
  });
});
