import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parsePlayers } from '../../src/api/meshmap/schemas.js';
import { partialError } from '../../src/shared/partial-error.js';

test('of many rows that are none, each is counted and the first hundred are explained', () => {
  const rows: unknown[] = [{ playerId: 'pl_1', score: 5 }, ...Array.from({ length: 100_000 }, () => null)];
  const list = parsePlayers({ players: rows });
  assert.deepEqual([list.items.length, list.skipped.length], [1, 100_000]);
  const said = (index: number) => list.skipped[index]?.message;
  assert.deepEqual([said(0), said(99)], ['must be an object', 'must be an object']);
  // an explanation takes as long as a hundred rows
  assert.deepEqual([said(100), said(99_999)], ['could not be read', 'could not be read']);
  const error = partialError(list, 'meshmap');
  assert.match(error?.message ?? '', /^100000 rows left out; the first: row 1/);
  assert.equal(error?.fields?.length, 100);
});
