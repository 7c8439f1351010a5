import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { SessionPlayer } from '../../src/api/meshmap/index.js';
import { rankPlayers, uniquePlayers, type RankOptions } from '../../src/ranking/rank.js';
import { rankSmall } from '../../src/ranking/rank-small.js';

function player(playerId: string, score: number, updatedAt?: string): SessionPlayer {
  return { playerId, displayName: playerId, score, ...(updatedAt && { updatedAt }) };
}

/** The whole ranking as `id:rank`, in order. */
function order(players: readonly SessionPlayer[], options?: RankOptions): string {
  const ranking = rankPlayers(players, options);
  return ranking
    .slice(0, Infinity)
    .map((row, i) => `${row.playerId}:${ranking.rankAt(i)}`)
    .join(' ');
}

const four = [player('a', 10), player('b', 30), player('c', 20), player('d', 20)];

describe('rankPlayers', () => {
  it('gives equal scores the same rank and leaves a gap after them (competition)', () => {
    assert.equal(order(four), 'b:1 c:2 d:2 a:4');
  });

  it('leaves no gap when dense and shares nothing when ordinal', () => {
    assert.equal(order(four, { ranking: 'dense' }), 'b:1 c:2 d:2 a:3');
    assert.equal(order(four, { ranking: 'ordinal' }), 'b:1 c:2 d:3 a:4');
  });

  it('puts the lowest score first when ascending', () => {
    assert.equal(order(four, { sort: 'asc' }), 'a:1 c:2 d:2 b:4');
  });

  it('orders negative and fractional scores by value', () => {
    assert.equal(order([player('a', -1.5), player('b', -1), player('c', 0.1), player('d', 0.25)]), 'd:1 c:2 b:3 a:4');
  });

  it('treats 0 and -0 as equal', () => {
    assert.equal(order([player('b', 0), player('a', -0)]), 'a:1 b:1');
  });

  it('puts scores that are no numbers last in both orders', () => {
    const absurd = [player('nan', NaN), player('text', '99' as never), player('inf', Infinity), player('one', 1)];
    assert.equal(order(absurd), 'one:1 inf:2 nan:2 text:2');
    assert.equal(order(absurd, { sort: 'asc' }), 'one:1 inf:2 nan:2 text:2');
  });

  it('shows who reached an equal score first above the others, whatever the zone of the time', () => {
    const tied = [
      player('none', 5),
      player('late', 5, '2026-03-02T18:00:01.000Z'),
      player('zone', 5, '2026-03-02T19:00:00.500+01:00'),
      player('early', 5, '2026-03-02T18:00:00.000Z'),
    ];
    assert.equal(order(tied), 'early:1 zone:1 late:1 none:1');
  });

  it('survives scores as far apart as numbers go', () => {
    assert.equal(
      order([player('a', 1e308), player('b', -1e308), player('c', 1e-9), player('d', 0)]),
      'a:1 c:2 d:3 b:4',
    );
  });

  it('follows a comparator and shares ranks where it answers 0', () => {
    const byName = (a: SessionPlayer, b: SessionPlayer): number => a.displayName.length - b.displayName.length;
    const named = [player('ccc', 1), player('a', 9), player('b', 3)];
    assert.equal(order(named, { comparator: byName }), 'a:1 b:1 ccc:3');
  });

  it('asks a comparator again about a row in which any field has changed', () => {
    const by = (field: 'displayName' | 'imageUrl') => (a: SessionPlayer, b: SessionPlayer) =>
      (a[field] ?? '').localeCompare(b[field] ?? '');
    const before = Array.from({ length: 20 }, (_, i) => player(`p${i + 10}`, 1));
    for (const fields of [{ displayName: 'z' }, { imageUrl: 'https://a.test/' }]) {
      const options = { comparator: by(Object.keys(fields)[0] as 'displayName' | 'imageUrl') };
      const first = rankPlayers(before, options);
      assert.equal(first.at(0)?.playerId, 'p10');
      const after = before.map((row, i) => (i === 0 ? { ...row, ...fields } : row));
      assert.equal(rankPlayers(after, options, first).at(19)?.playerId, 'p10');
    }
  });

  it('answers nothing outside the list', () => {
    const ranking = rankPlayers(four);
    assert.equal(ranking.at(-1), undefined);
    assert.equal(ranking.at(4), undefined);
    assert.equal(ranking.rankAt(4), 0);
    assert.equal(ranking.rankAt(NaN), 0);
    assert.equal(ranking.positionOf('nobody'), -1);
    assert.deepEqual(ranking.slice(3, 99), [four[0]]);
    assert.equal(rankPlayers([]).at(0), undefined);
  });
});

describe('rankPlayers against a naive reference', () => {
  const scores = fc.oneof(
    fc.integer({ min: -3, max: 3 }),
    fc.integer(),
    fc.double({ noNaN: true }),
    fc.constantFrom(NaN, Infinity, -Infinity, -0, 0.1, 0.2, 0.30000000000000004, 12.5),
  );
  const times = fc.constantFrom(undefined, '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z', '2026-01-01T02:00:00+02:00');
  const lists = fc
    .array(fc.tuple(scores, times), { maxLength: 300, size: 'max' })
    .map((rows) => rows.map(([score, updatedAt], i) => player(`p${(i * 7919) % 1009}`, score, updatedAt)));
  const narrow = fc
    .array(fc.integer({ min: 0, max: 40 }), { minLength: 150, maxLength: 400, size: 'max' })
    .map((rows) => rows.map((score, i) => player(`p${(i * 7919) % 1009}`, score)));
  const options = fc.record({
    ranking: fc.constantFrom('competition', 'dense', 'ordinal'),
    sort: fc.constantFrom('desc', 'asc'),
  } as const);

  const value = (row: SessionPlayer, { sort }: RankOptions): number =>
    Number.isFinite(row.score) ? row.score * (sort === 'asc' ? -1 : 1) : -Infinity;
  const when = (row: SessionPlayer): number => (row.updatedAt ? Date.parse(row.updatedAt) : 8.64e15);

  /** The same by the book: sort everything, then count. */
  function reference(players: readonly SessionPlayer[], options: RankOptions): { id: string; rank: number }[] {
    const worth = new Map(players.map((row) => [row, value(row, options)]));
    const of = (row: SessionPlayer) => worth.get(row)!;
    const sorted = [...players].sort(
      (a, b) =>
        Number(of(b) > of(a)) - Number(of(a) > of(b)) || when(a) - when(b) || (a.playerId < b.playerId ? -1 : 1),
    );
    let [first, distinct] = [0, 0];
    return sorted.map((row, i) => {
      if (i === 0 || of(row) !== of(sorted[i - 1])) [first, distinct] = [i, distinct + 1];
      const rank = { ordinal: i + 1, dense: distinct, competition: first + 1 }[options.ranking ?? 'competition'];
      return { id: row.playerId, rank };
    });
  }

  for (const [name, arbitrary] of Object.entries({ lists, narrow })) {
    it(`gives every row of ${name} the same place and rank, asked for in any order`, () => {
      fc.assert(
        fc.property(arbitrary, options, fc.array(fc.nat(700), { maxLength: 6 }), (players, chosen, asked) => {
          const expected = reference(players, chosen);
          for (const ranking of [rankPlayers(players, chosen), rankSmall(players, chosen)]) {
            for (const position of [...asked, ...expected.keys()]) {
              assert.equal(ranking.at(position)?.playerId, expected[position]?.id);
              assert.equal(ranking.rankAt(position), expected[position]?.rank ?? 0);
            }
          }
        }),
        { numRuns: 60 },
      );
    });
  }

  it('gives every part of a long list as sorting it would', () => {
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(1, 3, 50, 1_000_000), options, (seed, spread, chosen) => {
        let state = seed;
        const next = () => (state = (Math.imul(state, 1664525) + 1013904223) | 0) >>> 0;
        const players = Array.from({ length: 5000 }, (_, i) =>
          player(`p${next() % 100_000}.${i}`, next() % spread, next() % 3 ? '2026-01-01T00:00:00Z' : undefined),
        );
        const expected = reference(players, chosen);
        const ranking = rankPlayers(players, chosen);
        const one = players[next() % players.length];
        const position = expected.findIndex(({ id }) => id === one.playerId);
        const { rank } = expected[position];
        // once by counting, once where it is sorted
        for (const from of [0, 4000]) {
          ranking.at(from);
          assert.deepEqual(ranking.standingOf(one), { player: one, position, rank });
        }
        for (const at of [0, 5, 63, 64, 127, 128, 4000, 2000, 4999]) {
          assert.deepEqual({ id: ranking.at(at)?.playerId, rank: ranking.rankAt(at) }, expected[at]);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('finds a player without sorting, and the same place after sorting', () => {
    fc.assert(
      fc.property(lists, options, fc.nat(), (players, chosen, pick) => {
        if (!players.length) return;
        const { playerId } = players[pick % players.length];
        const fresh = rankPlayers(players, chosen);
        const before = fresh.find(playerId);
        fresh.at(players.length - 1);
        const expected = reference(players, chosen);
        const position = expected.findIndex((row) => row.id === playerId);
        assert.deepEqual([before?.position, before?.rank], [position, expected[position].rank]);
        assert.deepEqual(fresh.standingOf(before!.player), before);
      }),
      { numRuns: 60 },
    );
  });

  it('moves only changed rows when given the ranking before, with the same result as from scratch', () => {
    const change = fc.array(fc.tuple(fc.nat(), scores), { maxLength: 12 });
    fc.assert(
      fc.property(lists, options, change, fc.nat(3), fc.boolean(), (players, chosen, changes, joined, isSorted) => {
        const previous = rankPlayers(players, chosen);
        if (isSorted) previous.slice(0, Infinity);
        previous.find('p0');
        const next = [...players, ...four.slice(0, joined)];
        for (const [at, score] of next.length ? changes : [])
          next[at % next.length] = { ...next[at % next.length], score, updatedAt: '2026-01-03T00:00:00Z' };
        const merged = rankPlayers(next, chosen, previous);
        const expected = reference(next, chosen);
        assert.equal(
          merged.positionOf('p0'),
          expected.findIndex(({ id }) => id === 'p0'),
        );
        const found = merged.slice(0, Infinity).map((row, i) => ({ id: row.playerId, rank: merged.rankAt(i) }));
        assert.deepEqual(found, expected);
      }),
      { numRuns: 200 },
    );
  });

  it('forgets the ranking before when the list is another one', () => {
    const previous = rankPlayers(four);
    previous.slice(0, Infinity);
    const other = [player('x', 1), player('y', 2)];
    assert.equal(rankPlayers(other, {}, previous).at(0)?.playerId, 'y');
    assert.equal(rankPlayers([...four].reverse(), { sort: 'asc' }, previous).at(0)?.playerId, 'a');
  });
});

describe('uniquePlayers', () => {
  it('keeps the last updated of rows with one id, at the place of the first', () => {
    const rows = [
      player('a', 1, '2026-01-02T00:00:00Z'),
      player('b', 2),
      player('a', 9, '2026-01-01T00:00:00Z'),
      player('b', 3),
    ];
    assert.deepEqual(uniquePlayers(rows), [rows[0], rows[3]]);
  });

  it('answers the same list when every id is there once, names of object members included', () => {
    const rows = [player('__proto__', 1), player('constructor', 2), player('toString', 3)];
    assert.equal(uniquePlayers(rows), rows);
    assert.equal(uniquePlayers([...rows], rows).length, 3);
  });
});
