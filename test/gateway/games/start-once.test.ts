import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MULTI, setup, START, testNothingSecretLeft, until, type Setup } from '../setup.js';

const GAMES = '/iplaygames/api/v1/game-sessions';

const start = async (it: Setup, sub = 'pl_you', game_id = 101, claims = {}) =>
  it.ask(START, { method: 'POST', token: await it.token({ sub, ...claims }), body: { game_id } });

const starts = ({ sent }: Setup) => sent.filter(({ url }) => url.pathname.endsWith('/start')).length;
const idOf = (answer: { json: Record<string, unknown> }) =>
  String((answer.json.data as Record<string, unknown>).session_id);

test('two starts at once are one start, and both get the same session', async () => {
  const it = setup();
  const [a, b] = await Promise.all([start(it), start(it)]);
  assert.equal(idOf(a), idOf(b));
  assert.equal(starts(it), 1);
});

test('a repeated start within its life answers the running session', async () => {
  const it = setup();
  const first = await start(it);
  await it.clock.advance(30 * 60_000);
  const again = await start(it);
  assert.deepEqual([first.status, again.status], [201, 200]);
  assert.equal(idOf(first), idOf(again));
  assert.equal(starts(it), 1);
});

test('another player, game or currency is another start', async () => {
  const it = setup();
  const ids = [
    idOf(await start(it)),
    idOf(await start(it, 'pl_001')),
    idOf(await start(it, 'pl_you', 102)),
    idOf(await start(it, 'pl_you', 101, { cur: 'USD' })),
  ];
  assert.equal(new Set(ids).size, 4);
  assert.equal(starts(it), 4);
});

test('after the end, and after the expiry, a start is a new one', async () => {
  const it = setup();
  const first = await start(it);
  const token = await it.token();
  assert.equal((await it.ask(`${GAMES}/${idOf(first)}/end`, { method: 'POST', token })).status, 200);
  const second = await start(it);
  assert.notEqual(idOf(second), idOf(first));
  await it.clock.advance(3 * 3_600_000);
  assert.notEqual(idOf(await start(it)), idOf(second));
  assert.equal(starts(it), 3);
});

test('an end that comes twice is harmless: the game that was started meanwhile goes on', async () => {
  const it = setup();
  const token = await it.token();
  const end = async (id: string) => (await it.ask(`${GAMES}/${id}/end`, { method: 'POST', token })).status;
  const first = idOf(await start(it));
  assert.deepEqual(await Promise.all([end(first), end(first)]), [200, 200]);
  const second = idOf(await start(it));
  assert.equal(await end(first), 200);
  const { json } = await it.ask(`${GAMES}/${second}/status`, { token });
  assert.equal((json.data as Record<string, unknown>).status, 'active');
  assert.equal(idOf(await start(it)), second);
  assert.equal(starts(it), 2);
});

test('an answer that got lost leaves the outcome unknown: it is said so, and not started again for a while', async () => {
  const it = setup();
  it.sandbox.switches.failures.push({ operation: 'startGameSession', kind: 'lost-answer', times: 1 });
  const lost = await start(it);
  assert.deepEqual(
    [lost.status, lost.code, (lost.json.error as { retryable: boolean }).retryable],
    [504, 'unknown-outcome', false],
  );
  const second = await start(it);
  assert.deepEqual([second.status, second.code], [409, 'conflict']);
  assert.ok(Number(second.headers.get('retry-after')) > 0);
  assert.equal(starts(it), 1, 'never retried');
});

test('a start that hangs is given up after 10 s with an unknown outcome', async () => {
  const it = setup();
  it.sandbox.switches.failures.push({ operation: 'startGameSession', kind: 'hang' });
  const hanging = start(it);
  await until(() => starts(it) === 1);
  await it.clock.advance(10_100);
  assert.equal((await hanging).code, 'unknown-outcome');
  assert.equal(starts(it), 1);
});

test('500, broken JSON and a success without a session are unknown outcomes as well', async () => {
  for (const kind of ['server-error', 'html-502', 'html-200', 'truncated-json', 'empty-body', 'bare'] as const) {
    const it = setup();
    it.sandbox.switches.failures.push({ operation: 'startGameSession', kind });
    assert.equal((await start(it)).code, 'unknown-outcome', kind);
    assert.equal(starts(it), 1, kind);
  }
});

test('a refusal for this country and currency is final, in our words, and leaves the way open', async () => {
  const it = setup();
  it.sandbox.switches.failures.push({ operation: 'startGameSession', kind: 'unavailable', times: 1 });
  const refused = await start(it);
  assert.deepEqual(
    [refused.status, refused.code, (refused.json.error as { retryable: boolean }).retryable],
    [503, 'unavailable', false],
  );
  assert.equal((await start(it)).status, 201);
});

test('success: false in a 201 is a failure', async () => {
  const it = setup();
  it.sandbox.switches.failures.push({ operation: 'startGameSession', kind: 'success-false', times: 1 });
  assert.equal((await start(it)).code, 'upstream');
  assert.equal((await start(it)).status, 201);
});

test('a caller who leaves in the middle of a start finds the session when coming back', async () => {
  const it = setup();
  it.sandbox.switches.failures.push({ operation: 'startGameSession', kind: 'slow-drip', every: 1, times: 1 });
  const leaving = new AbortController();
  const token = await it.token();
  const first = it.ask(START, { method: 'POST', token, body: { game_id: 101 }, signal: leaving.signal });
  await until(() => starts(it) === 1);
  leaving.abort();
  const answered = await first;
  assert.equal(idOf(await start(it)), idOf(answered));
  assert.equal(starts(it), 1);
});

test('a leaked session id or handle is of no use to a second player', async () => {
  const it = setup();
  const handle = idOf(await start(it));
  const real = atob(handle.split('.')[0] ?? '');
  const thief = await it.token({ sub: 'pl_001' });
  for (const id of [handle, real, `${handle.slice(0, -2)}AA`, `${btoa(real)}.${'A'.repeat(43)}`]) {
    for (const [method, act] of [
      ['GET', 'status'],
      ['POST', 'end'],
    ] as const) {
      const answer = await it.ask(`${GAMES}/${id}/${act}`, { method, token: thief });
      assert.deepEqual([answer.status, answer.code], [404, 'not-found']);
    }
  }
  assert.equal(it.sent.length, 1, 'none of it was asked upstream');
  const mine = await it.ask(`${GAMES}/${handle}/status`, { token: await it.token() });
  assert.equal((mine.json.data as { session_id: string }).session_id, handle);
});

test('a handle of a game is no handle of several games', async () => {
  const it = setup();
  const token = await it.token();
  const game = idOf(await start(it));
  const multi = await it.ask(`${MULTI}/start`, { method: 'POST', token, body: { game_ids: ['101'] } });
  const several = String((multi.json.data as { multi_session_id: string }).multi_session_id);
  const before = it.sent.length;
  for (const path of [`${MULTI}/${game}/status`, `${GAMES}/${several}/status`])
    assert.equal((await it.ask(path, { token })).code, 'not-found');
  assert.equal(it.sent.length, before, 'neither was asked upstream');
});

test('several games: start, running again, status, end, all by the handle', async () => {
  const it = setup();
  const token = await it.token();
  const begin = async () => it.ask(`${MULTI}/start`, { method: 'POST', token, body: { game_ids: ['101', '102'] } });
  const [first, again] = [await begin(), await begin()];
  const handle = String((first.json.data as { multi_session_id: string }).multi_session_id);
  assert.deepEqual([first.status, again.status, starts(it)], [201, 200, 1]);
  const status = await it.ask(`${MULTI}/${handle}/status`, { token });
  assert.equal((status.json.data as { total_games: number }).total_games, 2);
  assert.equal(
    (await it.ask(`${MULTI}/${handle}/end`, { method: 'POST', token: await it.token({ sub: 'pl_001' }) })).status,
    404,
  );
  assert.equal((await it.ask(`${MULTI}/${handle}/end`, { method: 'POST', token })).status, 200);
});

test('handles made with an older secret still open after a rotation', async () => {
  const [old, fresh] = ['older-handle-secret-0123456789-abcdef', 'newer-handle-secret-0123456789-abcdef'];
  const before = setup({ handles: { secrets: [old] } });
  const handle = idOf(await start(before));
  const after = setup({ handles: { secrets: [fresh, old] }, fetch: before.sandbox.fetch });
  assert.equal((await after.ask(`${GAMES}/${handle}/status`, { token: await after.token() })).status, 200);
});

testNothingSecretLeft();
