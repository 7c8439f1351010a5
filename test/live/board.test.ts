import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { applyBoardEvent, type BoardRow } from '../../src/live/board.js';
import type { Pushed } from '../../src/live/push.js';
import type { BoardWindow } from '../../src/live/board.js';

const row = (playerId: string, score: number, rank: number): BoardRow => ({
  rank,
  playerId,
  displayName: playerId,
  score,
});
const event = (name: string, data: unknown) => ({ event: name, data: JSON.stringify(data) });
const snapshot = (rows: BoardRow[], sequence = 1) =>
  event('snapshot', { sequence, total: rows.length, offset: 0, rows });

const ids = (pushed: Pushed<BoardWindow> | undefined) => pushed?.window.rows.map(({ playerId }) => playerId);

test('a snapshot is the window; a diff changes rows by player and, with an order, their places', () => {
  const first = applyBoardEvent(undefined, snapshot([row('a', 3, 1), row('b', 2, 2), row('c', 1, 3)]));
  assert.deepEqual(ids(first), ['a', 'b', 'c']);
  const second = applyBoardEvent(
    first,
    event('diff', {
      sequence: 2,
      since: 1,
      total: 4,
      offset: 0,
      rows: [row('d', 9, 1)],
      order: ['d', 'a', 'b'],
      self: row('b', 2, 3),
    }),
  );
  assert.deepEqual(ids(second), ['d', 'a', 'b']);
  assert.equal(second?.window.total, 4);
  assert.equal(second?.window.self?.playerId, 'b');
  const third = applyBoardEvent(
    second,
    event('diff', { sequence: 3, since: 2, total: 4, offset: 0, rows: [], self: null }),
  );
  assert.equal(third?.window.self, undefined);
});

test('a diff of another state, with an unknown row or unreadable data asks for a new start', () => {
  const first = applyBoardEvent(undefined, snapshot([row('a', 3, 1)], 5));
  const diff = { sequence: 7, since: 6, total: 1, offset: 0, rows: [] };
  assert.equal(applyBoardEvent(first, event('diff', diff)), undefined);
  assert.equal(applyBoardEvent(undefined, event('diff', { ...diff, since: 5 })), undefined);
  assert.equal(applyBoardEvent(first, event('diff', { ...diff, since: 5, order: ['nobody'] })), undefined);
  assert.equal(applyBoardEvent(first, { event: 'diff', data: '{' }), undefined);
});

test('events that it does not know change nothing', () => {
  const first = applyBoardEvent(undefined, snapshot([row('a', 3, 1)]));
  assert.deepEqual(ids(first), ['a']);
  assert.equal(applyBoardEvent(first, event('upstream', { ok: false })), first);
});

test('names that a gateway passes on are cleaned again, and whatever comes never throws', () => {
  const named = applyBoardEvent(
    undefined,
    snapshot([{ ...row('a', 1, 1), displayName: 'Ad\u202Ea', imageUrl: 'javascript:alert(1)' }]),
  );
  assert.equal(named?.window.rows[0]?.displayName, 'Ada');
  assert.equal(named?.window.rows[0]?.imageUrl, undefined);
  fc.assert(
    fc.property(fc.constantFrom('snapshot', 'diff', 'gone', '__proto__'), fc.string(), (name, data) => {
      applyBoardEvent(named, { event: name, data });
    }),
  );
});
