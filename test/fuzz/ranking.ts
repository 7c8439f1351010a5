/** Lists of players over several answers: whatever is asked for, and in whatever order, is what sorting everything gives. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { rankPlayers, type Ranking, type RankOptions } from '../../src/ranking/rank.js';
import type { SessionPlayer } from '../../src/ranking/player.js';
import type { Target } from './target.js';

const score = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -3, max: 3 }) },
  fc.double(),
  fc.constantFrom(NaN, Infinity, -Infinity, -0, 0.1 + 0.2, 0.3, 2 ** 53, 2 ** 53 + 2, 1e308),
);
const updatedAt = fc.constantFrom(undefined, '2026-01-01T00:00:00Z', '2026-01-01T02:00:00+02:00', '2026-01-02', 'now');
const player = fc
  .record({ playerId: fc.nat(60).map((n) => `p${n}`), displayName: fc.constant(''), score, updatedAt })
  .map((row) => row as SessionPlayer);
const list = fc.uniqueArray(player, { maxLength: 40, selector: (row) => row.playerId });
const options: fc.Arbitrary<RankOptions> = fc.record(
  {
    ranking: fc.constantFrom('competition', 'dense', 'ordinal'),
    sort: fc.constantFrom('desc', 'asc'),
    comparator: fc.constantFrom(
      (a: SessionPlayer, b: SessionPlayer) => a.playerId.length - b.playerId.length,
      () => 0,
      () => NaN,
    ),
  } as const,
  { requiredKeys: ['ranking', 'sort'] },
);

/** What one answer is after another: rows changed in place of others, gone, new, moved. */
const step = fc.record({
  change: fc.array(fc.tuple(fc.nat(), score), { maxLength: 5 }),
  joined: fc.array(player, { maxLength: 3 }),
  leave: fc.option(fc.nat(), { freq: 4, nil: undefined }),
  reverse: fc.boolean(),
  asked: fc.array(fc.integer({ min: -2, max: 45 }), { maxLength: 4 }),
});

const when = ({ updatedAt }: SessionPlayer) => {
  const time = Date.parse(updatedAt ?? '');
  return Number.isNaN(time) ? 8.64e15 : time;
};

/** By the book: sort everything, then count. */
function expected(players: readonly SessionPlayer[], { ranking, sort, comparator }: RankOptions) {
  const worth = (row: SessionPlayer) =>
    Number.isFinite(row.score) ? row.score * (sort === 'asc' ? -1 : 1) : -Infinity;
  const compare = (a: SessionPlayer, b: SessionPlayer) =>
    comparator ? comparator(a, b) || 0 : Number(worth(b) > worth(a)) - Number(worth(a) > worth(b));
  const sorted = [...players].sort((a, b) => compare(a, b) || when(a) - when(b) || (a.playerId < b.playerId ? -1 : 1));
  let [rank, distinct] = [0, 0];
  return sorted.map((row, i) => {
    const previous = sorted[i - 1];
    if (!previous || compare(previous, row) !== 0) [rank, distinct] = [i + 1, distinct + 1];
    return { id: row.playerId, rank: ranking === 'ordinal' ? i + 1 : ranking === 'dense' ? distinct : rank };
  });
}

function check(
  ranking: Ranking,
  players: readonly SessionPlayer[],
  chosen: RankOptions,
  asked: readonly number[],
): void {
  const book = expected(players, chosen);
  // before anything is sorted, one player is counted
  const own = book[Math.abs(asked[0] ?? 0) % (book.length || 1)];
  if (own) assert.deepEqual(ranking.find(own.id)?.rank, own.rank);
  for (const position of [...asked, ...book.keys()]) {
    assert.equal(ranking.at(position)?.playerId, book[position]?.id);
    assert.equal(ranking.rankAt(position), book[position]?.rank ?? 0);
  }
  for (const [position, { id, rank }] of book.entries()) {
    assert.deepEqual([ranking.find(id)?.position, ranking.find(id)?.rank], [position, rank]);
  }
  assert.equal(ranking.find('nobody'), undefined);
  assert.equal(ranking.total, players.length);
}

export const ranking: Target = {
  name: 'ranking',
  property: fc.property(list, options, fc.array(step, { maxLength: 3 }), (first, chosen, steps) => {
    let players = first;
    let last = rankPlayers(players, chosen);
    check(last, players, chosen, []);
    for (const { change, joined, leave, reverse, asked } of steps) {
      const next = [...players];
      for (const [at, score] of next.length ? change : [])
        next[at % next.length] = { ...next[at % next.length]!, score };
      for (const row of joined) if (!next.some(({ playerId }) => playerId === row.playerId)) next.push(row);
      if (leave !== undefined && next.length) next.splice(leave % next.length, 1);
      if (reverse) next.reverse();
      players = next;
      last = rankPlayers(players, chosen, last);
      check(last, players, chosen, asked);
    }
  }),
};
