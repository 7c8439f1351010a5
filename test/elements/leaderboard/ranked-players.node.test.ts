import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { SessionPlayer } from '../../../src/api/meshmap/index.js';
import { rankSmall } from '../../../src/ranking/rank-small.js';
import { knownUnique } from '../../../src/ranking/player.js';
import { RankedPlayers } from '../../../src/elements/leaderboard/ranked-players.js';
import type { RankingOptions } from '../../../src/elements/leaderboard/types.js';

const rowsOf = (scores: Record<string, number>): SessionPlayer[] =>
  Object.entries(scores).map(([playerId, score]) => ({ playerId, displayName: playerId, score }));

function setup(scores: Record<string, number>) {
  const warnings: string[] = [];
  let updates = 0;
  const board = new RankedPlayers({
    requestUpdate: () => updates++,
    warn: (message: string) => warnings.push(message),
  });
  const visibleRows = () => [0, 10] as const;
  const rules = { ranking: 'competition', sort: 'desc', selfId: 'me', visibleRows } as const;
  const take = (rows: readonly SessionPlayer[], more: Partial<RankingOptions> = {}) =>
    board.take(rows, (answer) => answer, { ...rules, ...more });
  const first = rowsOf(scores);
  const isFirst = take(first)?.isFirst;
  const settled = () => board.pending?.then(() => updates);
  return { board, first, isFirst, take, next: (more: Record<string, number>) => take(rowsOf(more))?.changes, warnings, settled }; // prettier-ignore
}

const ascending = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`p${i}`, i]));

// before the others: code that has loaded stays
describe('RankedPlayers without the code for long lists', () => {
  it('has the first answer of ten thousand players at once, and of more when the code has loaded', async () => {
    const { board, ...short } = setup(ascending(10_000));
    const { board: long, ...other } = setup(ascending(10_001));
    assert.deepEqual([short.isFirst, board.pending, board.ranking.at(0)?.playerId], [true, undefined, 'p9999']);
    assert.deepEqual([other.isFirst, long.isFilled, long.ranking.total], [undefined, false, 0]);
    assert.equal(await other.settled(), 1);
    assert.equal(other.take(other.first)?.isFirst, true);
    assert.deepEqual([long.pending, long.isFilled, long.ranking.at(0)?.playerId], [undefined, true, 'p10000']);
    assert.equal(short.next({ p0: 20_000 })?.changed, 10_000);
  });
});

describe('RankedPlayers', () => {
  before(() => setup(ascending(10_001)).settled());

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

  const deltaOf = (board: RankedPlayers, id: string, now = performance.now()) =>
    board.deltas?.of(id, board.ranking.find(id)?.rank ?? 0, now);

  it('shows how many places a player rose for half a minute', () => {
    const { board, next } = setup({ a: 50, b: 40, c: 30 });
    next({ a: 50, b: 40, c: 60 });
    const now = performance.now();
    assert.deepEqual(['a', 'b', 'c'].map((id) => deltaOf(board, id, now)), [-1, -1, 2]); // prettier-ignore
    assert.equal(deltaOf(board, 'c', now + 30_001), 0);
  });

  it('adds several moves up, and never shows an arrow of the wrong sign', () => {
    const { board, next } = setup({ a: 50, b: 40, c: 30, d: 20 });
    next({ a: 50, b: 40, c: 45, d: 20 });
    next({ a: 50, b: 40, c: 60, d: 20 });
    assert.equal(deltaOf(board, 'c'), 2);
    next({ a: 50, b: 40, c: 1, d: 20 });
    assert.equal(deltaOf(board, 'c'), -1);
  });

  it('knows the movement of the own row, however far it is from the rows on the screen', () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`p${i}`, 1000 - i]));
    const { board, next } = setup({ ...many, me: 600.5 });
    next({ ...many, me: 603.5 });
    assert.equal(deltaOf(board, 'me'), 3);
  });

  it('moves nobody by other rules, and takes the same answer over once', () => {
    const { board, next, take } = setup({ a: 50, b: 40, c: 30 });
    next({ a: 50, b: 40, c: 60 });
    const same = board.players;
    const { version } = board;
    assert.equal(take(same), undefined);
    assert.equal(board.version, version);
    assert.equal(take(same, { sort: 'asc' }), undefined);
    assert.equal(board.ranking.at(0)?.playerId, 'b');
    assert.equal(deltaOf(board, 'c'), 0);
  });

  it('follows one order of the page after another, and takes players for equal where it throws', () => {
    const { board, first, take, warnings } = setup({ a: 50, b: 40, c: 30 });
    const ids = () => board.ranking.slice(0, 3).map(({ playerId }) => playerId);
    take(first, { comparator: (a, b) => (a.playerId < b.playerId ? 1 : -1) });
    assert.deepEqual(ids(), ['c', 'b', 'a']);
    take(first, { comparator: (a, b) => a.score - b.score });
    assert.deepEqual(ids(), ['c', 'b', 'a']);
    take(first, {
      comparator: () => {
        throw new Error('not today');
      },
    });
    assert.deepEqual([ids(), board.ranking.rankAt(2)], [['a', 'b', 'c'], 1]);
    assert.match(warnings[0], /comparator threw: Error: not today/);
  });

  it('shows a player once who comes twice, and keeps doing so', () => {
    const { board, take, warnings } = setup({ a: 50 });
    const twice = [...rowsOf({ a: 50, b: 1 }), ...rowsOf({ a: 70 })];
    take(twice);
    assert.deepEqual([board.ranking.total, board.ranking.at(0)?.score], [2, 70]);
    assert.match(warnings[0], /^1 row repeats a player/);
    take([...twice]);
    assert.equal(board.ranking.total, 2);
  });

  it('ranks a list of thousands as a short one', () => {
    const many = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`p${i}`, (i * 7919) % 1009]));
    const { board } = setup(many);
    const short = rankSmall(board.players);
    for (const position of [0, 1, 500, 2999]) assert.deepEqual([board.ranking.at(position), board.ranking.rankAt(position)], [short.at(position), short.rankAt(position)]); // prettier-ignore
  });

  it('ranks thousands of rows that will never change in one update, and shows them in the next', async () => {
    const { board, take, settled } = setup({ p1: 1 });
    const rows = rowsOf(Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`p${i}`, i])));
    knownUnique.add(rows);
    assert.equal(take(rows), undefined);
    assert.deepEqual([board.ranking.total, await settled()], [1, 1]);
    assert.equal(take(rows)?.changes?.joined.length, 2999);
    assert.deepEqual([board.ranking.total, board.ranking.at(0)?.playerId], [3000, 'p2999']);
    assert.equal(take(rows, { sort: 'asc' }), undefined);
    take(rows, { sort: 'asc' });
    assert.equal(board.ranking.at(0)?.playerId, 'p0');
  });

  it('ranks rows anew that the page has changed in place, also far from the top', () => {
    const { board, first, take } = setup(Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`p${i}`, i])));
    for (const at of [0, 3000]) {
      board.ranking.at(at); // as far as somebody has scrolled
      const [row] = first;
      row!.score += 10_000;
      take([...first], { visibleRows: () => [at, at + 10] });
      assert.deepEqual([board.ranking.at(0), board.ranking.at(4999)], [row, first[1]]);
      row!.score -= 10_000;
      take([...first], { visibleRows: () => [at, at + 10] });
      assert.deepEqual([board.ranking.at(0), board.ranking.at(4999)], [first[4999], row]);
    }
  });

  it('survives an answer that shrinks to nothing and grows again', () => {
    const { board, next } = setup({ a: 50, b: 40 });
    const gone = next({});
    assert.deepEqual([board.ranking.total, gone?.leader], [0, undefined]);
    assert.equal(next({ a: 1 })?.joined.length, 1);
  });
});
