/** What is written through the gateway is seen by whoever asks next. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createStorage } from 'unstorage';
import type { KeyValueStorage } from '../../src/gateway/config/config.js';
import { finish, HISTORY, SESSIONS, setup, START, testNothingSecretLeft, until, type Setup } from './setup.js';

const DEMO = `${SESSIONS}/gs_demo`;
const PLAYERS = `${DEMO}/players`;
const EMPTY = `${SESSIONS}/gs_empty`;
const BOARD = '/boards/gs_demo';
const SCORE = `${PLAYERS}/pl_you`;

interface Row {
  playerId: string;
  score: number;
}
interface Session {
  id: string;
  playerCount: number;
}

const get = async (it: Setup, path: string) => (await it.ask(path, { token: await it.token() })).json;
const sessions = async (it: Setup) => (await get(it, SESSIONS)).gameSessions as Session[];
const yours = async (it: Setup) => ((await get(it, BOARD)).self as Row).score;
const write = async (it: Setup, method: string, path: string, body: unknown, sub = 'pl_you') =>
  it.ask(path, { token: await it.token({ sub }), method, body });
const reads = (it: Setup) => it.sent.filter(({ method }) => method === 'GET').length;

/** A gateway whose upstream answers reads when told; `held` are those that wait. */
function holding(storage?: ReturnType<typeof createStorage>) {
  const held: (() => void)[] = [];
  const state = { hold: false };
  const it: Setup = setup({
    ...(storage ? { cache: { storage } } : {}),
    fetch: async (input, init) => {
      it.sent.push({ url: new URL(input as string), method: init?.method ?? 'GET', headers: {}, body: '' });
      // the upstream answers with what it has now, and the answer is long on its way
      const response = await it.sandbox.fetch(input as string, init);
      if (state.hold && init?.method === 'GET') await new Promise<void>((resolve) => held.push(resolve));
      return response;
    },
  });
  return { it, held, state };
}

/** Asks; resolves when the request is held, with what lets it go and answers. */
async function askHeld({ it, held, state }: ReturnType<typeof holding>, path: string) {
  const token = await it.token();
  state.hold = true;
  const answer = it.ask(path, { token });
  await until(() => held.length > 0);
  state.hold = false;
  return () => {
    held.shift()?.();
    return answer;
  };
}

test('a session that was made is in the list, and no longer not found', async () => {
  const it = setup();
  const before = await sessions(it);
  const made = await write(it, 'POST', SESSIONS, { name: 'Friday night' });
  assert.equal(made.status, 201);
  const after = await sessions(it);
  assert.equal(after.length, before.length + 1);
  assert.ok(after.some(({ id }) => id === made.json.id));
});

test('an id that was asked for too early is found once it is there', async () => {
  const ids = setup();
  const made = await write(ids, 'POST', SESSIONS, { name: 'x' });
  const id = String(made.json.id);
  // the same seed makes the same ids
  const it = setup();
  assert.equal((await get(it, `${SESSIONS}/${id}`)).id, undefined);
  assert.equal((await get(it, `/boards/${id}`)).total, undefined);
  assert.equal((await write(it, 'POST', SESSIONS, { name: 'x' })).json.id, id);
  assert.equal((await get(it, `${SESSIONS}/${id}`)).id, id);
  assert.equal((await get(it, `/boards/${id}`)).total, 0);
});

test('a player who joined is on the board, and counted in the session and in the list', async () => {
  const it = setup();
  const look = async () => [
    ((await get(it, `${EMPTY}/players`)).players as Row[]).length,
    (await get(it, '/boards/gs_empty')).total,
    (await get(it, EMPTY)).playerCount,
    (await sessions(it)).find(({ id }) => id === 'gs_empty')?.playerCount,
  ];
  assert.deepEqual(await look(), [0, 0, 0, 0]);
  assert.equal((await write(it, 'POST', `${EMPTY}/players`, undefined)).status, 201);
  assert.deepEqual(await look(), [1, 1, 1, 1]);
});

test('a score that was written is on the board, in every window and in the list of players', async () => {
  const it = setup();
  for (const path of [PLAYERS, BOARD, `${BOARD}?limit=1`, `${BOARD}?sort=asc&limit=1`]) await get(it, path);
  assert.equal((await write(it, 'PATCH', SCORE, { score: 123_456 })).status, 200);
  assert.equal(await yours(it), 123_456);
  assert.equal(((await get(it, `${BOARD}?limit=1`)).rows as Row[])[0]?.playerId, 'pl_you');
  const { players } = (await get(it, PLAYERS)) as { players: Row[] };
  assert.equal(players.find(({ playerId }) => playerId === 'pl_you')?.score, 123_456);
  assert.equal(reads(it), 2, 'one before, one after');
});

suite('a score that is carried out late', () => {
  /** Two gateways before one service, which carries a write out when it is let go; `storage` is shared. */
  function slow(storage?: KeyValueStorage) {
    const held = new Map<number, () => void>();
    const sandbox = setup().sandbox;
    const written: number[] = [];
    const open = () => {
      const it: Setup = setup({
        ...(storage ? { cache: { storage } } : {}),
        fetch: async (input, init) => {
          if (init?.method !== 'PATCH') return sandbox.fetch(input as string, init);
          const { score } = JSON.parse(init.body as string) as { score: number };
          assert.deepEqual(Object.keys(JSON.parse(init.body as string) as object), ['score']);
          if (!written.includes(score) && score === 10) await new Promise<void>((resolve) => held.set(score, resolve));
          written.push(score);
          return sandbox.fetch(input as string, init);
        },
      });
      return it;
    };
    const letGo = async (score: number) => {
      await until(() => held.has(score));
      return () => held.get(score)?.();
    };
    return { written, open, letGo };
  }
  const report = (it: Setup, score: number, at: number, reporter = 'device-1') =>
    write(it, 'PATCH', SCORE, { score, reporter, at });
  const answered = (answer: { json: Record<string, unknown> }) => answer.json.score;

  test('does not replace the newer one of its device, which is written once more', async () => {
    const { written, open, letGo } = slow();
    const it = open();
    const late = report(it, 10, 1);
    const go = await letGo(10);
    assert.equal((await report(it, 20, 2)).status, 200);
    go();
    assert.deepEqual([(await late).status, answered(await late)], [200, 20]);
    assert.deepEqual(written, [20, 10, 20]);
    assert.equal(await yours(it), 20);
    // one that arrives late is not carried out at all
    assert.equal(answered(await report(it, 10, 1)), 20);
    assert.equal(await yours(it), 20);
  });

  test('nor where another process has written the newer one', async () => {
    const { written, open, letGo } = slow(createStorage());
    const [first, second] = [open(), open()];
    const late = report(first, 10, 1);
    const go = await letGo(10);
    await report(second, 20, 2);
    go();
    assert.equal(answered(await late), 20);
    assert.deepEqual(written, [20, 10, 20]);
    assert.equal(answered(await report(second, 15, 1)), 20);
  });

  test('nor where two processes report in the same instant, with a storage that compares and stores in one step', async () => {
    const values = new Map<string, object>();
    let isNewerStored = () => {};
    const newerStored = new Promise<void>((resolve) => (isNewerStored = resolve));
    const { written, open, letGo } = slow({
      getItem: (key) => Promise.resolve(values.get(key) ?? null),
      removeItem: (key) => Promise.resolve(void values.delete(key)),
      setItem: async (key, value: { at?: number }) => {
        // both have read that there is none, and the older one is stored last
        if (value.at === 1) await newerStored;
        values.set(key, value);
        if (value.at === 2) isNewerStored();
      },
      setNewest: (key, value) => {
        const known = values.get(key) as typeof value | undefined;
        const newest = known && known.at > value.at ? known : value;
        values.set(key, newest);
        return Promise.resolve(newest);
      },
    });
    const late = report(open(), 10, 1);
    const newer = report(open(), 20, 2);
    const go = await letGo(10);
    assert.equal(answered(await newer), 20);
    go();
    assert.equal(answered(await late), 20);
    assert.equal(written.at(-1), 20);
  });

  test('another device has its own order, and a report without a number is written as it comes', async () => {
    const { written, open } = slow();
    const it = open();
    await report(it, 30, 9_000);
    await report(it, 20, 5, 'device-2');
    await write(it, 'PATCH', SCORE, { score: 25 });
    await write(it, 'PATCH', SCORE, { score: 26, reporter: 'not a/name', at: 1 });
    assert.deepEqual(written, [30, 20, 25, 26]);
    assert.equal(await yours(it), 26);
  });
});

test('a write renews what it changes and nothing else', async () => {
  const it = setup();
  const others = [SESSIONS, DEMO, '/boards/gs_done', '/iplaygames/api/v1/games'];
  for (const path of others) await get(it, path);
  const before = reads(it);
  await write(it, 'PATCH', SCORE, { score: 1 });
  for (const path of others) await get(it, path);
  assert.equal(reads(it), before);
});

test('a game’s state and the player’s history are never kept, so a start and an end need drop nothing', async () => {
  const it = setup();
  const games = '/iplaygames/api/v1/games';
  await get(it, games);
  const asked = (end: string) => it.sent.filter(({ url }) => url.pathname.endsWith(end)).length;
  await get(it, HISTORY);
  const { json } = await write(it, 'POST', START, { game_id: 101 });
  const path = `/iplaygames/api/v1/game-sessions/${(json.data as { session_id: string }).session_id}`;
  const status = async () => ((await get(it, `${path}/status`)).data as { status: string }).status;
  assert.equal(await status(), 'active');
  assert.equal((await write(it, 'POST', `${path}/end`, undefined)).status, 200);
  assert.notEqual(await status(), 'active');
  await get(it, HISTORY);
  await get(it, games);
  assert.deepEqual([asked('/latest'), asked('/v1/games')], [2, 1]);
});

for (const [kind, what] of [
  ['server-error', 'a failure'],
  ['success-false', 'a success that says it is none'],
] as const) {
  test(`${what} drops nothing`, async () => {
    const it = setup();
    const paths = [SESSIONS, DEMO, PLAYERS, BOARD];
    for (const path of paths) await get(it, path);
    it.sandbox.switches.failures.push({ operation: '*', kind });
    const writes = [
      await finish(it.clock, write(it, 'POST', SESSIONS, { name: 'x' })),
      await finish(it.clock, write(it, 'POST', PLAYERS, undefined, 'nobody')),
      await finish(it.clock, write(it, 'PATCH', SCORE, { score: 1 })),
    ];
    assert.ok(
      writes.every(({ status }) => status >= 400),
      JSON.stringify(writes),
    );
    it.sandbox.switches.failures.length = 0;
    const between = reads(it);
    for (const path of paths) await get(it, path);
    assert.equal(reads(it), between);
  });
}

test('a refused write drops nothing and goes nowhere', async () => {
  const it = setup();
  await get(it, BOARD);
  const before = it.sent.length;
  assert.equal((await write(it, 'PATCH', SCORE, { score: 'high' })).status, 400);
  assert.equal((await write(it, 'PATCH', `${PLAYERS}/pl_001`, { score: 1 })).status, 403);
  await get(it, BOARD);
  assert.equal(it.sent.length, before);
});

test('a read under way when something is written neither answers those who ask later nor is kept', async () => {
  const place = holding();
  const { it } = place;
  const letGo = await askHeld(place, BOARD);
  await write(it, 'PATCH', SCORE, { score: 777_777 });
  assert.equal(await yours(it), 777_777, 'whoever asks after the write does not wait for the old answer');
  assert.notEqual(((await letGo()).json.self as Row).score, 777_777);
  assert.equal(await yours(it), 777_777, 'the old answer came last, and is not kept');
  assert.equal(reads(it), 2);
});

test('200 callers after a write still cost one upstream request', async () => {
  const it = setup();
  await get(it, BOARD);
  await write(it, 'PATCH', SCORE, { score: 31 });
  const token = await it.token();
  const answers = await Promise.all(Array.from({ length: 200 }, () => it.ask(BOARD, { token })));
  assert.ok(answers.every(({ json }) => (json.self as Row).score === 31));
  assert.equal(reads(it), 2);
});

test('a flood of scores with a reader after each: five reads upstream, then one a second, never more than that behind', async () => {
  const it = setup({ limits: { write: { requests: 10_000, seconds: 60 }, token: { requests: 10_000, seconds: 60 } } });
  await get(it, BOARD);
  for (let i = 1; i <= 200; i++) {
    await write(it, 'PATCH', SCORE, { score: i });
    const seen = await yours(it);
    // fifty milliseconds apart, twenty writes are a second
    assert.ok(seen > i - 21, `wrote ${i}, saw ${seen}`);
    await it.clock.advance(50);
  }
  // ten seconds
  assert.ok(reads(it) <= 1 + 5 + 10 + 1, `${reads(it)} reads`);
  await it.clock.advance(1_000);
  assert.equal(await yours(it), 200);
});

test('two gateways with one storage: what one wrote is not read from the storage any more', async () => {
  const storage = createStorage();
  const a = setup({ cache: { storage } });
  const b = setup({ cache: { storage }, fetch: a.config.fetch });
  await get(a, BOARD);
  await get(a, SESSIONS);
  await write(b, 'PATCH', SCORE, { score: 555_555 });
  await write(b, 'POST', SESSIONS, { name: 'Friday night' });
  assert.equal(await yours(b), 555_555);
  const listed = (await sessions(b)).length;
  const c = setup({ cache: { storage }, fetch: a.config.fetch });
  const before = a.sent.length;
  assert.deepEqual([await yours(c), (await sessions(c)).length], [555_555, listed]);
  assert.equal(a.sent.length, before, 'the new answers are shared');
  // what the other gateway has in its own memory lives on until its age
  assert.notEqual(await yours(a), 555_555);
  await a.clock.advance(2_000);
  await b.clock.advance(2_000);
  assert.equal(await yours(a), 555_555);
});

test('two gateways with one storage: a read under way in one does not bring back what the other has dropped', async () => {
  const storage = createStorage();
  const place = holding(storage);
  const a = place.it;
  const b = setup({ cache: { storage }, fetch: a.config.fetch });
  const c = setup({ cache: { storage }, fetch: a.config.fetch });
  // writes do not happen in the very millisecond of a read
  await Promise.all([b.clock.advance(5), c.clock.advance(5)]);
  const letGo = await askHeld(place, BOARD);
  await write(b, 'PATCH', SCORE, { score: 888_888 });
  await letGo();
  assert.equal(await yours(c), 888_888);
});

test('a storage that hangs holds a write up for a moment only', async () => {
  const storage = createStorage();
  const it = setup({ cache: { storage } });
  await get(it, BOARD);
  storage.setItem = () => new Promise<never>(() => undefined);
  const { status } = await finish(it.clock, write(it, 'PATCH', SCORE, { score: 99 }));
  assert.equal(status, 200);
  assert.equal(await finish(it.clock, yours(it)), 99);
});

testNothingSecretLeft();
