import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ApiError } from '../../src/api/error.js';
import type { Connection } from '../../src/live/connection.js';
import { parseBoardWindow, type BoardWindow } from '../../src/api/board-window.js';
import { applyBoardEvent, type Sequenced } from '../../src/live/board-event.js';
import { loadBoard, type BoardQuery, type BoardRow } from '../../src/live/board-window.js';

const row = (playerId: string, score: number, rank: number): BoardRow => ({
  rank,
  playerId,
  displayName: playerId,
  score,
});
const event = (name: string, data: unknown) => ({ event: name, data: JSON.stringify(data) });
const snapshot = (rows: BoardRow[], sequence = 1) =>
  event('snapshot', { sequence, total: rows.length, offset: 0, rows });

const ids = (pushed: Sequenced<BoardWindow> | undefined) => pushed?.window.rows.map(({ playerId }) => playerId);

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

const ask: BoardQuery = { sessionId: 'gs_1', ranking: 'competition', sort: 'desc', offset: 0, limit: 20 };
const good = { total: 2, offset: 0, rows: [row('a', 3, 1), row('b', 2, 2)], self: null };
const load = (answer: unknown) =>
  loadBoard(
    { gateway: { request: () => Promise.resolve(answer) } } as unknown as Connection,
    ask,
    new AbortController().signal,
  );

test('a board that cannot be read is an error that names the first field at fault', async () => {
  assert.equal((await load(good)).rows.length, 2);
  for (const [answer, flaw] of [
    [undefined, 'must be an object'],
    [{ ...good, total: -1 }, 'total must be a whole number from 0'],
    [{ ...good, rows: {} }, 'rows must be a list'],
    [{ ...good, rows: [good.rows[0], { ...good.rows[1], score: '2' }] }, 'rows.1.score must be a finite number'],
    [{ ...good, self: { ...good.rows[0], rank: 0 } }, 'self.rank must be a whole number from 1'],
  ] as const) {
    await assert.rejects(load(answer), (error) => {
      assert.ok(error instanceof ApiError);
      assert.deepEqual([error.code, error.message], ['schema', `the board could not be read: ${flaw}`]);
      return true;
    });
  }
});

test('what is read of any answer is a whole window, else the error names a field', () => {
  const junk = fc.constantFrom<unknown>(
    null,
    undefined,
    0,
    -0,
    1,
    -1,
    1.5,
    2 ** 60,
    NaN,
    Infinity,
    '',
    '1',
    [],
    {},
    true,
  );
  /** One good member or two changed into something else. */
  const spoilt = (good: object) =>
    fc
      .tuple(fc.subarray(Object.keys(good), { maxLength: 2 }), junk, junk)
      .map(([keys, ...values]) => ({ ...good, ...Object.fromEntries(keys.map((key, i) => [key, values[i]])) }));
  const anyRow = fc.oneof(spoilt({ ...row('a', 3, 1), imageUrl: '', updatedAt: '2026-03-02T18:00:00Z' }), junk);
  const anyWindow = fc
    .tuple(spoilt(good), fc.array(anyRow, { maxLength: 3 }), anyRow, fc.boolean())
    .map(([window, rows, self, replace]) => (replace ? { ...window, rows, self } : window));
  let read = 0;
  fc.assert(
    fc.property(fc.oneof({ weight: 9, arbitrary: anyWindow }, junk), (answer) => {
      let window: BoardWindow;
      try {
        window = parseBoardWindow(answer);
      } catch (error) {
        assert.ok(error instanceof TypeError);
        return assert.match(error.message, /^((rows\.\d+|self|total|offset|rows)(\.\w+)? )?must be /);
      }
      read++;
      assert.ok(window.total >= 0 && Number.isInteger(window.total + window.offset));
      for (const row of [...window.rows, ...(window.self ? [window.self] : [])]) {
        assert.ok(row.rank >= 1 && Number.isInteger(row.rank) && Number.isFinite(row.score));
        assert.equal(typeof row.playerId, 'string');
        assert.ok(row.updatedAt === undefined || typeof row.updatedAt === 'string');
      }
    }),
    { numRuns: 2000 },
  );
  assert.ok(read > 100, `only ${read} windows could be read`);
});
