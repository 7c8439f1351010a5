import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { safeParse } from 'zod/mini';
import { parseList } from '../../../src/api/parse.js';
import { operations, sessionPlayerSchema } from '../../../src/api/meshmap/schemas.js';
import { readSessionPlayer, type SessionPlayer } from '../../../src/api/meshmap/player.js';

const route = operations.listSessionPlayers;

/** A list read both ways: each row at once, and by schema first. */
const readBoth = (answer: unknown) =>
  [readSessionPlayer, undefined].map((quick) =>
    parseList(route, answer, sessionPlayerSchema, (row) => readSessionPlayer(row)!, quick),
  );

const text = fc.oneof(
  fc.constantFrom(
    'Ann',
    'Zoë',
    'ليلى',
    'आकाश',
    '👩‍👩‍👧‍👦',
    '',
    ' ',
    ' Ann',
    '\u00a0',
    '\u202eAnn',
    'a&amp;b',
    'a\u0300\u0300\u0300\u0300\u0300',
    'x'.repeat(600),
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const junk = fc.constantFrom<unknown>(null, undefined, true, 0, -0, 12, 1.5, 2 ** 60, NaN, [], {}, [1], { id: 1 });
const url = fc.constantFrom(
  'https://cdn.example.net/p/1.png',
  'https://cdn.example.net/a b.png',
  'http://cdn.example.net/1.png',
  '//cdn.example.net/1.png',
  'javascript:alert(1)',
  'https://u:p@cdn.example.net/1.png',
  '/p.png',
  '',
);
const time = fc.constantFrom(
  '2026-03-02T18:02:00.000Z',
  '2026-03-02T18:02:00',
  '2026-03-02 18:02:00',
  '2026-03-02',
  '',
  'T',
);
const number = fc.oneof(fc.double(), fc.integer(), fc.constantFrom<unknown>('12.5', '-0', 'x', '', Infinity));
const fields = {
  playerId: fc.oneof(text, fc.integer(), junk, fc.constantFrom('__proto__', 'constructor', 'x'.repeat(300))),
  displayName: fc.oneof(text, text, junk),
  score: fc.oneof(number, number, junk),
  imageUrl: fc.oneof(url, url, junk),
  user: fc.oneof(junk, fc.record({ id: text, username: fc.oneof(text, junk) }, { requiredKeys: [] })),
  createdAt: fc.oneof(time, junk),
  updatedAt: fc.oneof(time, junk),
  secret: text,
};
const clean = {
  playerId: 'pl_1',
  displayName: 'Ann',
  score: 1,
  createdAt: '2026-03-02T18:02:00Z',
  updatedAt: '2026-03-02T18:02:00Z',
};
/** Rows that are good but for a field or two, rows of anything, and no rows at all. */
const row = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(fc.record(fields), fc.subarray(Object.keys(fields) as (keyof typeof fields)[], { maxLength: 2 }))
      .map(([any, keys]) => ({ ...clean, ...Object.fromEntries(keys.map((key) => [key, any[key]])) })),
  },
  fc.record(fields, { requiredKeys: [] }),
  junk,
);

test('a row can be read exactly when it has the shape, and reads the same when only what the shape keeps is sent', () => {
  let read = 0;
  fc.assert(
    fc.property(row, (value) => {
      const player = readSessionPlayer(value);
      const shaped = safeParse(sessionPlayerSchema, value);
      assert.equal(player !== undefined, shaped.success);
      assert.deepStrictEqual(player, readSessionPlayer(shaped.data));
      if (player) read++;
    }),
    { numRuns: 5000 },
  );
  assert.ok(read > 500, `only ${read} rows could be read`);
});

test('both ways of reading a list give the same players and leave out the same rows', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 8 }), (rows) => {
      const [quick, full] = readBoth({ players: [...rows, clean] });
      assert.deepStrictEqual(quick, full);
    }),
    { numRuns: 500 },
  );
});

test('a row is cleaned as it is read: names, pictures, numbers, times', () => {
  const sent = {
    playerId: 7,
    displayName: ' A\u202e &amp; B ',
    score: '12.5',
    imageUrl: 'javascript:alert(1)',
    user: { id: 'usr_1', username: 'ann' },
    createdAt: '2026-03-02 18:02:00',
    updatedAt: '2026-03-02T18:02:00Z',
  };
  assert.deepEqual(readSessionPlayer(sent), {
    playerId: '7',
    displayName: 'A & B',
    score: 12.5,
    imageUrl: undefined,
    username: 'ann',
    createdAt: undefined,
    updatedAt: '2026-03-02T18:02:00Z',
  });
});

test('nothing that was not asked for stays on a player, and neither do other people’s account ids', () => {
  const row = {
    playerId: 'a',
    displayName: 'Ann',
    score: 1,
    user: { id: 'usr_1' },
    email: 'ann@example.com',
    createdAt: '2026-03-02T18:02:00Z',
    updatedAt: '2026-03-02T18:02:00Z',
  };
  for (const { items } of readBoth({ players: [row] })) {
    assert.doesNotMatch(JSON.stringify(items), /usr_1|example\.com/);
  }
});

test('a bad row is left out and its field named; the others stay, in order', () => {
  const good = (playerId: string) => ({ playerId, displayName: playerId, score: 1 });
  const rows = [
    good('a'),
    { ...good('b'), score: 'many' },
    good('c'),
    { displayName: 'x', score: 1 },
    null,
    [],
    'row',
    good('d'),
  ];
  for (const { items, skipped } of readBoth({ players: rows })) {
    assert.deepEqual(
      items.map((player: SessionPlayer) => player.playerId),
      ['a', 'c', 'd'],
    );
    assert.deepEqual(
      skipped.map(({ index, path }) => [index, path]),
      [
        [1, 'score'],
        [3, 'playerId'],
        [4, ''],
        [5, ''],
        [6, ''],
      ].map(([i, p]) => [i, p]),
    );
    assert.equal(skipped[0]?.message, 'must be a finite number');
  }
});

test('a list in which no row can be read is an error that names the first bad field, not an empty board', () => {
  assert.throws(() => readBoth({ players: [{ id: 'a', score: 1 }] }), {
    code: 'schema',
    fields: [{ path: 'players.0.playerId', message: 'must be a text id or a safe integer' }],
  });
});

test('the older root without a wrapper is read too, and reported', () => {
  const [list] = readBoth([{ playerId: 1, displayName: 'Ann', score: '2' }]);
  assert.deepEqual([list?.drift, list?.items[0]?.playerId, list?.items[0]?.score], [true, '1', 2]);
});

test('names that objects inherit are ids and keys like any other', () => {
  const answer: unknown = JSON.parse(
    '{"__proto__":{"players":[]},"players":[{"playerId":"__proto__","displayName":"constructor","score":1,"__proto__":{"score":9}},{"playerId":"toString","score":2}]}',
  );
  for (const { items } of readBoth(answer)) {
    assert.deepEqual(
      items.map((player) => [player.playerId, player.score]),
      [
        ['__proto__', 1],
        ['toString', 2],
      ],
    );
  }
  assert.equal(({} as { score?: number }).score, undefined);
});

for (const [what, answer] of [
  ['null', null],
  ['an object where the list is due', { players: {} }],
  ['no list', { players: null }],
  ['another root', { data: [] }],
  ['text', 'players'],
] as const) {
  test(`${what} instead of players: code schema`, () => {
    assert.throws(() => readBoth(answer), { code: 'schema', fields: [{ path: 'players', message: 'must be a list' }] });
  });
}
