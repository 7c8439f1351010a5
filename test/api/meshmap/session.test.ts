import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createMeshmap, type MeshmapApi } from '../../../src/api/meshmap/index.js';
import { gameSessionSchema, parsePlayers, parseSession, parseSessions } from '../../../src/api/meshmap/schemas.js';
import type { Send } from '../../../src/api/operation.js';
import { routes } from '../../../src/api/meshmap/routes.js';
import { readGameSession } from '../../../src/api/meshmap/session.js';

const text = fc.oneof(
  fc.constantFrom('Pier 9', 'ركض الظل', '🦊 Vixen', '', ' ', ' a', '\u00a0', '\u202ea', 'a&amp;b', 'x'.repeat(600)),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const junk = fc.constantFrom<unknown>(null, undefined, true, 0, -0, 12, 1.5, -3, 2 ** 60, NaN, [], {}, [1], { id: 1 });
const time = fc.constantFrom('2026-03-02T18:02:00.000Z', '2026-03-02', '2026-02-30', '2026-03-02 18:02:00', 'now', '');
const url = fc.constantFrom('https://cdn.example.net/1.webp', 'https://cdn.example.net/a b', 'javascript:alert(1)', '');
const id = fc.oneof(text, fc.integer(), junk, fc.constantFrom('gs_1', '__proto__', 'x'.repeat(300)));
const miniGame = fc.record(
  { id, name: fc.oneof(text, junk), description: fc.oneof(text, junk), imageUrl: fc.oneof(url, junk), secret: text },
  { requiredKeys: [] },
);
const cleanGame = { id: 'mgt_1', name: 'orb-hunt', description: '', imageUrl: null };
const fields = {
  id,
  name: fc.oneof(text, junk),
  description: fc.oneof(text, junk),
  status: fc.oneof(text, junk, fc.constantFrom('ACTIVE', 'SUSPENDED?')),
  startTime: fc.oneof(time, junk),
  endTime: fc.oneof(time, junk),
  createdAt: fc.oneof(time, junk),
  updatedAt: fc.oneof(time, junk),
  miniGameType: fc.oneof(miniGame, fc.constant(cleanGame), junk),
  playerCount: fc.oneof(junk, fc.nat(), fc.constantFrom<unknown>('12', '-0', Infinity)),
  secret: text,
};
const clean = {
  id: 'gs_1',
  name: 'Pier 9 warm-up',
  description: null,
  status: 'ACTIVE',
  startTime: '2026-03-02T18:00:00Z',
  endTime: null,
  createdAt: '2026-03-02T17:58:41.220Z',
  updatedAt: '2026-03-02T18:14:09.004Z',
  miniGameType: cleanGame,
  playerCount: 3,
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

test('a session can be read exactly when it has the shape, and reads the same when only what the shape keeps is sent', () => {
  let read = 0;
  fc.assert(
    fc.property(row, (value) => {
      const session = readGameSession(value);
      const shaped = gameSessionSchema.safeParse(value);
      assert.equal(session !== undefined, shaped.success);
      assert.deepStrictEqual(session, readGameSession(shaped.data));
      if (session) read++;
    }),
    { numRuns: 5000 },
  );
  assert.ok(read > 500, `only ${read} sessions could be read`);
});

/** What becomes of a call whose request is answered with `answer`: by hand-written readers as far as possible, and by schema. */
const readBoth = (
  answer: unknown,
  call: (meshmap: MeshmapApi) => Promise<unknown>,
  parse: (answer: unknown) => unknown,
) =>
  Promise.all(
    [async () => call(createMeshmap(() => Promise.resolve(answer))), () => Promise.resolve(answer).then(parse)].map(
      (read) => read().catch((error: unknown) => ({ ...(error as Error) })),
    ),
  );

test('whatever is answered, a call gives what it gives with schemas at hand, and fails as it fails with them', async () => {
  const meta = fc.constantFrom<unknown>(undefined, null, { total: 7 }, { total: 'x' });
  const player = fc
    .record({ playerId: id, displayName: fc.oneof(text, junk), score: fc.oneof(fc.double(), junk), updatedAt: time })
    .map((any) => ({ ...any, createdAt: clean.createdAt }));
  const players = fc.oneof(player, fc.constant({ ...clean, playerId: 'pl_1', displayName: 'Ann', score: 1 }), junk);
  const list = (root: string, row: fc.Arbitrary<unknown>) =>
    fc.oneof(
      { weight: 5, arbitrary: fc.record({ [root]: fc.array(row, { maxLength: 4 }), meta }, { requiredKeys: [root] }) },
      fc.array(row, { maxLength: 3 }),
      fc.record({ [root]: junk }),
      junk,
    );
  await fc.assert(
    fc.asyncProperty(row, list('gameSessions', row), list('players', players), async (one, sessions, board) => {
      for (const [answer, call, parse] of [
        [
          one,
          (meshmap: MeshmapApi) => meshmap.getGameSession('gs_1'),
          (answer: unknown) => parseSession(routes.getGameSession, answer),
        ],
        [sessions, (meshmap: MeshmapApi) => meshmap.listGameSessions(), parseSessions],
        [board, (meshmap: MeshmapApi) => meshmap.listSessionPlayers('gs_1'), (answer: unknown) => parsePlayers(answer)],
      ] as const) {
        const [quick, full] = await readBoth(answer, call, parse);
        assert.deepStrictEqual(quick, full);
      }
    }),
    { numRuns: 500 },
  );
});

test('nothing that was not asked for stays on a session', () => {
  const session = { ...clean, apiKey: 'secret', miniGameType: { ...cleanGame, apiKey: 'secret' } };
  assert.doesNotMatch(JSON.stringify(readGameSession(session)), /secret/);
});

test('which report of a score is newer goes to a gateway, and not to the service itself', async () => {
  const bodies: unknown[] = [];
  const send: Send = (_route, { body }) => {
    bodies.push(body);
    return Promise.resolve({ playerId: 'pl_1', score: 5 });
  };
  const order = { reporter: 'device', at: 7 };
  for (const mode of ['direct', 'gateway'] as const)
    await createMeshmap(send, mode).setSessionPlayerScore('gs_1', 'pl_1', 5, { order });
  assert.deepEqual(bodies, [{ score: 5 }, { score: 5, ...order }]);
});
