import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createStorage } from 'unstorage';
import { boardText } from '../../../src/gateway/boards/boards.js';
import { Players } from '../../../src/gateway/boards/players.js';
import { Cache, type Source } from '../../../src/gateway/cache/cache.js';
import { readConfig } from '../../../src/gateway/config/config.js';
import { finish, HISTORY, PAGE, SESSIONS, setup, TestClock, testNothingSecretLeft, until } from '../setup.js';

const BOARD = '/boards/gs_demo';
const names = (json: Record<string, unknown>) =>
  (json.rows as { displayName: string }[]).map(({ displayName }) => displayName);

test('200 callers at once cost one upstream request', async () => {
  const it = setup();
  const token = await it.token();
  const answers = await Promise.all(Array.from({ length: 200 }, () => it.ask(`${SESSIONS}/gs_demo`, { token })));
  assert.ok(answers.every(({ status }) => status === 200));
  assert.equal(it.sent.length, 1);
});

test('list, every window of the board and every player share one upstream request', async () => {
  const it = setup();
  const [you, other] = [await it.token(), await it.token({ sub: 'pl_001' })];
  for (const path of [
    `${SESSIONS}/gs_demo/players`,
    BOARD,
    `${BOARD}?limit=3`,
    `${BOARD}?sort=asc&ranking=dense`,
    `${BOARD}?around=self`,
  ]) {
    for (const token of [you, other]) assert.equal((await it.ask(path, { token })).status, 200);
  }
  assert.equal(it.sent.length, 1);
});

test('an answer is kept for a moment only', async () => {
  const it = setup();
  const token = await it.token();
  await it.ask(BOARD, { token });
  await it.clock.advance(1_000);
  await it.ask(BOARD, { token });
  assert.equal(it.sent.length, 1);
  await it.clock.advance(2_000);
  await it.ask(BOARD, { token });
  assert.equal(it.sent.length, 2);
});

test('a slightly old answer is given at once while a new one is fetched', async () => {
  const it = setup();
  const token = await it.token();
  await it.ask(BOARD, { token });
  await it.clock.advance(1_700);
  it.sandbox.switches.failures.push({ operation: '*', kind: 'hang', times: 1 });
  assert.equal((await it.ask(BOARD, { token })).status, 200);
  assert.equal(it.sent.length, 2);
});

test('poisoning: one player’s answer is never another’s', async () => {
  const it = setup();
  const [you, other] = [await it.token(), await it.token({ sub: 'pl_001' })];
  const mine = await it.ask(`${BOARD}?around=self&limit=3`, { token: you });
  const theirs = await it.ask(`${BOARD}?around=self&limit=3`, { token: other });
  assert.equal((mine.json.self as { playerId: string }).playerId, 'pl_you');
  assert.equal((theirs.json.self as { playerId: string }).playerId, 'pl_001');
  assert.equal(mine.headers.get('cache-control'), 'no-store');
  const history = [await it.ask(HISTORY, { token: you }), await it.ask(HISTORY, { token: other })];
  assert.ok(history.every(({ headers }) => headers.get('cache-control') === 'no-store'));
  assert.notEqual(history[0]?.text, history[1]?.text);
});

test('poisoning: unkeyed headers change nothing, keyed values are told apart', async () => {
  const it = setup({ public: ['scores.read', 'games.read'] });
  const plain = await it.ask(BOARD);
  for (const headers of [
    { 'x-forwarded-host': 'evil.test' },
    { host: 'evil.test' },
    { 'accept-language': 'de' },
    { 'x-original-url': '/x' },
    { range: 'bytes=0-3' },
    { accept: 'text/html' },
  ] as Record<string, string>[]) {
    const answer = await it.ask(BOARD, { headers });
    assert.deepEqual([answer.status, answer.text], [200, plain.text]);
  }
  const games = [
    await it.ask('/iplaygames/api/v1/games?type=slot'),
    await it.ask('/iplaygames/api/v1/games?type=live'),
  ];
  assert.notEqual(games[0]?.text, games[1]?.text);
  const separators = [
    await it.ask('/iplaygames/api/v1/games?search=a%26type%3Dslot'),
    await it.ask('/iplaygames/api/v1/games?search=a&type=slot'),
  ];
  assert.equal(it.sent.length, 5, 'a value that looks like two is one');
  assert.ok(separators.every(({ status }) => status === 200));
});

test('poisoning: an origin’s CORS header is not kept for the next origin', async () => {
  const other = 'https://other.example.com';
  const it = setup({ origins: [PAGE, other], public: ['scores.read'] });
  for (const origin of [PAGE, other, PAGE]) {
    const { headers } = await it.ask(BOARD, { origin });
    assert.deepEqual([headers.get('access-control-allow-origin'), headers.get('vary')], [origin, 'Origin']);
  }
});

test('public boards may be kept by a CDN; the same board behind a token may not', async () => {
  const open = setup({ public: ['scores.read'] });
  const answer = await open.ask(BOARD);
  assert.equal(answer.headers.get('cache-control'), 'public, max-age=0, s-maxage=2, stale-while-revalidate=1');
  assert.equal('self' in answer.json, false);
  const closed = setup();
  const token = await closed.token({ sub: undefined });
  assert.equal((await closed.ask(BOARD, { token })).headers.get('cache-control'), 'private, no-cache');
});

test('If-None-Match: nothing is sent again that the caller has', async () => {
  const it = setup({ public: ['scores.read'] });
  const etag = (await it.ask(BOARD)).headers.get('etag') ?? '';
  for (const known of [etag, `W/${etag}`]) {
    const answer = await it.ask(BOARD, { headers: { 'if-none-match': known } });
    assert.deepEqual([answer.status, answer.text], [304, '']);
  }
  assert.equal((await it.ask(BOARD, { headers: { 'if-none-match': '"other"' } })).status, 200);
});

test('not found is kept as well, a failure is not', async () => {
  const it = setup();
  const token = await it.token();
  for (let i = 0; i < 3; i++) assert.equal((await it.ask('/boards/nobody', { token })).status, 404);
  assert.equal(it.sent.length, 1);
  it.sandbox.switches.failures.push({ operation: '*', kind: 'server-error', times: 2 });
  assert.equal((await finish(it.clock, it.ask(BOARD, { token }))).status, 502);
  assert.equal((await it.ask(BOARD, { token })).status, 200);
});

test('20 000 different keys fill no more than the memory agreed on', async () => {
  const { config, clock } = setup();
  const cache = new Cache(
    readConfig({ ...config, cache: { entries: 1_000, bytes: 1 << 20 }, clock }),
    undefined,
    () => undefined,
  );
  let loads = 0;
  const source = (i: number): Source<string> => ({
    key: `key ${i}`,
    fresh: 60_000,
    stale: 0,
    load: () => {
      loads++;
      return Promise.resolve('x'.repeat(4_096));
    },
    size: (value) => value.length,
    save: () => undefined,
    restore: (text) => text,
  });
  for (let i = 0; i < 20_000; i++) await cache.read(source(i));
  loads = 0;
  for (let i = 0; i < 20_000; i++) if (cache.peek(source(i)) === undefined) loads++;
  const kept = 20_000 - loads;
  assert.ok(kept > 200 && kept < 256, `as many as fit 1 MiB with what an entry takes: ${kept}`);
  assert.ok(cache.bytes <= 1 << 20);
});

test('two gateways with one storage share answers', async () => {
  const storage = createStorage();
  const a = setup({ cache: { storage } });
  const b = setup({ cache: { storage } });
  const first = await a.ask(`${BOARD}?limit=3`, { token: await a.token() });
  const second = await b.ask(`${BOARD}?limit=3`, { token: await b.token() });
  assert.deepEqual([a.sent.length, b.sent.length], [1, 0]);
  assert.deepEqual(names(first.json), names(second.json));
  assert.ok((await storage.getKeys()).every((key) => !key.includes('gs_demo') && !key.includes('pl_')));
});

test('a storage that hangs or fails costs sharing, not answers', async () => {
  const storage = createStorage();
  storage.getItem = () => new Promise<never>(() => undefined);
  const it = setup({ cache: { storage } });
  const token = await it.token();
  assert.equal((await finish(it.clock, it.ask(BOARD, { token }))).status, 200);
  storage.getItem = () => Promise.reject(new Error('away'));
  storage.setItem = () => Promise.reject(new Error('away'));
  await it.clock.advance(10_000);
  // no time passes meanwhile: the key is made by another thread, and patience would end first
  assert.equal((await it.ask(BOARD, { token })).status, 200);
  await until(() => it.logs.some(({ event }) => event === 'storage-failed'));
});

test('windows of a board are part of what the cache holds, and count', async () => {
  const { config, clock } = setup();
  const bytes = 4 << 20;
  const list = Array.from({ length: 2_000 }, (_, i) => ({ playerId: `pl_${i}`, displayName: `Player ${i}`, score: i }));
  const answer = JSON.stringify({ players: list });
  const gateway = setup({
    cache: { bytes },
    public: ['scores.read'],
    fetch: () => Promise.resolve(new Response(answer, { headers: { 'content-type': 'application/json' } })),
  });
  const cache = new Cache(readConfig({ ...config, cache: { bytes }, clock }), undefined, () => undefined);
  const source = (i: number): Source<Players> => ({
    key: `key ${i}`,
    fresh: 60_000,
    stale: 0,
    load: () => Promise.resolve(new Players(answer, list)),
    size: (players) => players.bytes,
    save: () => undefined,
    restore: () => new Players(answer, list),
  });
  const boards: Players[] = [];
  for (let i = 0; i < 4; i++) {
    const players = await cache.read(source(i));
    const before = players.bytes;
    for (let offset = 0; offset < 200; offset++)
      boardText(players, { ranking: 'dense', sort: 'desc', offset, limit: 200, around: false }, String(offset));
    assert.ok(players.bytes - before > 200 * 200 * 50, 'its windows weigh');
    cache.resized(source(i), players);
    assert.ok(cache.bytes <= bytes, `${cache.bytes}`);
    boards.push(players);
  }
  assert.ok(
    boards.filter((_, i) => cache.peek(source(i)) !== undefined).length < 4,
    'the least recently used ones left',
  );
  // the same through the gateway: what a window adds is taken up
  for (let offset = 0; offset < 50; offset++)
    assert.equal((await gateway.ask(`/boards/gs_1?limit=200&offset=${offset}`)).status, 200);
});

test('an entry of another version, or one that is broken, is as good as none', async () => {
  for (const spoil of [
    (entry: object) => ({ ...entry, v: 1 }),
    (entry: object) => ({ ...entry, text: '{"players":7}' }),
    (entry: object) => ({ ...entry, text: '{' }),
    (entry: object) => ({ ...entry, at: 'yesterday' }),
    () => ({ dropped: true }),
    () => 'text',
  ]) {
    const storage = createStorage();
    const a = setup({ cache: { storage } });
    assert.equal((await a.ask(BOARD, { token: await a.token() })).status, 200);
    const keys = await storage.getKeys();
    assert.ok(keys.length > 0);
    for (const key of keys) await storage.setItem(key, spoil((await storage.getItem<object>(key)) ?? {}));
    const b = setup({ cache: { storage } });
    assert.equal((await b.ask(BOARD, { token: await b.token() })).status, 200, spoil.toString());
    assert.equal(b.sent.length, 1, `asked upstream: ${spoil.toString()}`);
  }
});

test('a wall clock that is set back or forward changes no age, limit or pause', async () => {
  for (const skew of [-3_600_000, 3_600_000]) {
    const it = setup({ public: ['scores.read'], limits: { ip: { requests: 3, seconds: 60 } } });
    assert.equal((await it.ask(BOARD)).status, 200);
    it.clock.skew = skew;
    await it.clock.advance(500);
    await it.ask(BOARD);
    assert.equal(it.sent.length, 1, 'still fresh');
    await it.clock.advance(2_500);
    await it.ask(BOARD);
    assert.equal(it.sent.length, 2, 'not fresh any more');
    for (let i = 0; i < 3; i++) await it.ask(`/boards/gs_${i}`);
    assert.equal((await it.ask('/boards/gs_9')).status, 429);
    await it.clock.advance(60_000);
    assert.equal((await it.ask(BOARD)).status, 200, 'the limit’s window is over');
  }
});

test('a store that hangs costs a few requests their patience, and the others nothing', async () => {
  const storage = createStorage();
  let calls = 0;
  storage.getItem = () => {
    calls++;
    return new Promise<never>(() => undefined);
  };
  const it = setup({ cache: { storage }, public: ['scores.read'] });
  for (let i = 0; i < 30; i++) assert.equal((await finish(it.clock, it.ask(`/boards/nobody_${i}`))).status, 404);
  // one more after each second
  const seconds = (it.clock.elapsed() - new TestClock().elapsed()) / 1000;
  assert.ok(calls <= 3 + seconds, `${calls} of 30 requests went to the store in ${seconds} s`);
  const lines = it.logs.filter(({ event }) => event === 'storage-failed').length;
  assert.ok(lines <= 3, `${lines} log lines`);
});

testNothingSecretLeft();
