import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { SessionPlayer } from '../../src/api/meshmap.js';
import { Board } from '../../src/elements/leaderboard/board.js';

const rowsOf = (scores: Record<string, number>): SessionPlayer[] =>
  Object.entries(scores).map(([playerId, score]) => ({ playerId, displayName: playerId, score }));

function setup(scores: Record<string, number>) {
  const board = new Board();
  const take = (rows: readonly SessionPlayer[], now = 0) => board.take(rows, {}, 'me', [0, 10], now);
  assert.equal(take(rowsOf(scores)), undefined);
  return { board, take, next: (more: Record<string, number>, now?: number) => take(rowsOf(more), now) };
}

describe('Board', () => {
  it('says who moved among the first three, and oneself wherever one is', () => {
    const { next } = setup({ a: 50, b: 40, c: 30, d: 20, e: 10, me: 5 });
    assert.deepEqual(next({ a: 50, b: 40, c: 30, d: 20, e: 10, me: 15 })?.ranks, [{ playerId: 'me', from: 6, to: 5 }]);
    assert.deepEqual(next({ a: 50, b: 40, c: 30, d: 45, e: 10, me: 15 })?.ranks, [
      { playerId: 'b', from: 2, to: 3 },
      { playerId: 'c', from: 3, to: 4 },
      { playerId: 'd', from: 4, to: 2 },
    ]);
  });

  it('says who leads now, and nothing while the same player does', () => {
    const { next } = setup({ a: 50, b: 40 });
    assert.equal(next({ a: 55, b: 40 })?.leader, undefined);
    const leader = next({ a: 55, b: 60 })?.leader;
    assert.deepEqual([leader?.from.playerId, leader?.to.playerId], ['a', 'b']);
  });

  it('counts what differs and finds newcomers', () => {
    const { next } = setup({ a: 50, b: 40 });
    assert.equal(next({ a: 50, b: 40 })?.changed, 0);
    const changes = next({ a: 50, b: 41, c: 1 });
    assert.equal(changes?.changed, 2);
    assert.deepEqual(changes?.joined.map(({ playerId }) => playerId), ['c']); // prettier-ignore
  });

  it('shows how many places somebody rose for half a minute', () => {
    const { board, next } = setup({ a: 50, b: 40, c: 30 });
    next({ a: 50, b: 40, c: 60 }, 1000);
    assert.deepEqual(['a', 'b', 'c'].map((id) => board.deltas.of(id, 1000)), [-1, -1, 2]); // prettier-ignore
    assert.equal(board.deltas.of('c', 31_001), 0);
  });

  it('moves nobody by other rules', () => {
    const { board, next } = setup({ a: 50, b: 40, c: 30 });
    next({ a: 50, b: 40, c: 60 });
    board.rerank({ sort: 'asc' });
    assert.equal(board.ranking.at(0)?.playerId, 'b');
    assert.equal(board.deltas.of('c', 0), 0);
  });

  it('shows a player once who comes twice, and keeps doing so', () => {
    const { board, take } = setup({ a: 50 });
    const twice = [...rowsOf({ a: 50, b: 1 }), ...rowsOf({ a: 70 })];
    take(twice);
    assert.deepEqual([board.ranking.total, board.ranking.at(0)?.score, board.duplicates], [2, 70, 1]);
    take([...twice]);
    assert.equal(board.ranking.total, 2);
  });

  it('survives an answer that shrinks to nothing and grows again', () => {
    const { board, next } = setup({ a: 50, b: 40 });
    const gone = next({});
    assert.deepEqual([board.ranking.total, gone?.leader], [0, undefined]);
    assert.equal(next({ a: 1 })?.joined.length, 1);
  });
});
