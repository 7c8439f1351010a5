/** One stream for all boards of a page (docs/gateway.md). */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PAGE, setup, testNothingSecretLeft, until, witness, type Setup } from '../setup.js';

interface Event {
  readonly id?: string;
  readonly event: string;
  readonly data: Record<string, unknown>;
}

const query = (...windows: object[]) => `/live?windows=${encodeURIComponent(JSON.stringify(windows))}`;

async function open(it: Setup, path: string, options: { token?: string; ip?: string } = {}) {
  const { token = await it.token(), ip = '203.0.113.9' } = options;
  const headers: Record<string, string> = { origin: PAGE };
  if (token) headers['authorization'] = `Bearer ${token}`;
  const leaving = new AbortController();
  const request = new Request(`https://gateway.example${path}`, { headers, signal: leaving.signal });
  const response = await it.gateway.handle(request, { ip });
  const events: Event[] = [];
  const state = { done: false };
  const read = async () => {
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      witness(chunk.value);
      for (const block of chunk.value.split('\n\n')) {
        const lines = block.split('\n').map((line) => line.split(/: (.*)/s));
        const { id, event, data } = Object.fromEntries(lines) as Record<string, string | undefined>;
        if (event && data) events.push({ id, event, data: JSON.parse(data) as Record<string, unknown> });
      }
    }
    state.done = true;
  };
  if (response.ok) read().catch(() => (state.done = true));
  return {
    response,
    events,
    state,
    of: (window: string) => events.filter(({ data }) => data.window === window),
    streamId: () => String(events[0]?.data.id),
    leave: () => leaving.abort(),
  };
}

const change = async (it: Setup, id: string, body: object, token?: string) =>
  it.ask(`/live/${id}`, { method: 'POST', token: token ?? (await it.token()), body });

/** Lets time pass until something holds. */
async function pass(it: Setup, holds: () => boolean): Promise<void> {
  for (let i = 0; !holds(); i++) {
    assert.ok(i < 2_000, `never came true: ${holds.toString()}`);
    await it.clock.advance(50);
  }
}

const score = (it: Setup, session: string, playerId: string, value: number) =>
  it.sandbox.fetch(`https://apis.example/meshmap/api/v1/apps/game-sessions/${session}/players/${playerId}`, {
    method: 'PATCH',
    headers: { 'x-app-api-key': 'meshmap-operator-key-9f3c', 'content-type': 'application/json' },
    body: JSON.stringify({ score: value }),
  });

test('windows of several sessions come on one stream, each with its name', async () => {
  const it = setup();
  const page = await open(
    it,
    query({ id: 'a', sessionId: 'gs_demo', limit: 3 }, { id: 'b', sessionId: 'gs_done', limit: 2 }),
  );
  assert.match(page.response.headers.get('content-type') ?? '', /^text\/event-stream/);
  await until(() => page.events.length === 3);
  assert.equal(page.events[0]?.event, 'stream');
  assert.deepEqual(page.events[0]?.data.windows, ['a', 'b']);
  assert.match(page.streamId(), /^[\w-]{22}$/);
  assert.deepEqual([page.of('a')[0]?.event, (page.of('a')[0]?.data.rows as unknown[]).length], ['snapshot', 3]);
  assert.deepEqual([page.of('b')[0]?.event, (page.of('b')[0]?.data.rows as unknown[]).length], ['snapshot', 2]);
  await score(it, 'gs_demo', 'pl_you', 99_999);
  await pass(it, () => page.of('a').length === 2);
  assert.deepEqual([page.of('a')[1]?.event, page.of('a')[1]?.data.since], ['diff', 1]);
  assert.equal(page.of('b').length, 1);
  page.leave();
  await until(() => it.gateway.metrics().includes('gs_live_listeners 0'));
});

test('a session that hangs, is missing or forbidden does not hold up the others', async () => {
  const inner = setup();
  const passOn = inner.config.fetch;
  assert.ok(passOn);
  const it = {
    ...setup({
      clock: inner.clock,
      fetch: (input, init) =>
        new Request(input).url.includes('gs_hangs') ? new Promise<never>(() => undefined) : passOn(input, init),
    }),
    clock: inner.clock,
  };
  const token = await it.token({ res: ['gs_demo', 'gs_none', 'gs_hangs'] });
  const windows = ['gs_demo', 'gs_none', 'gs_hangs', 'gs_done'].map((sessionId) => ({ id: sessionId, sessionId }));
  const page = await open(it, query(...windows), { token });
  await until(() => page.of('gs_demo').length === 1 && page.of('gs_none').length === 1);
  assert.deepEqual(page.of('gs_none')[0]?.data, { window: 'gs_none', reason: 'not-found' });
  assert.deepEqual(page.of('gs_done')[0]?.data, { window: 'gs_done', reason: 'forbidden' });
  await pass(it, () => page.of('gs_hangs').length === 1);
  const { reason, retryAfter } = page.of('gs_hangs')[0]?.data ?? {};
  assert.equal(reason, 'unavailable');
  assert.ok(Number(retryAfter) >= 1);
  assert.deepEqual((await change(it, page.streamId(), {}, token)).json, { windows: ['gs_demo'] });
  page.leave();
});

test('a POST adds and removes windows, also under a name that is used at the moment', async () => {
  const it = setup();
  const page = await open(it, '/live');
  await until(() => page.events.length === 1);
  const add = (id: string, limit: number) => ({ id, sessionId: 'gs_demo', limit });
  const added = await change(it, page.streamId(), { add: [add('a', 2), add('b', 3)] });
  assert.deepEqual([added.status, added.json], [200, { windows: ['a', 'b'] }]);
  await until(() => page.events.length === 3);
  const changed = await change(it, page.streamId(), { remove: ['a', 'unknown'], add: [add('a', 5)] });
  assert.deepEqual(changed.json, { windows: ['b', 'a'] });
  await until(() => page.of('a').length === 2);
  assert.equal((page.of('a')[1]?.data.rows as unknown[]).length, 5);
  await change(it, page.streamId(), { remove: ['a', 'b'] });
  await score(it, 'gs_demo', 'pl_you', 99_999);
  const before = page.events.length;
  await it.clock.advance(10_000);
  assert.equal(page.events.length, before);
  page.leave();
});

test('windows resume by their own last event id: nothing missed, differences, or a snapshot', async () => {
  const it = setup();
  const stays = await open(it, query({ id: 'a', sessionId: 'gs_demo', limit: 3 }));
  await until(() => stays.of('a').length === 1);
  const lastEventId = stays.of('a')[0]?.id;
  const same = await open(it, query({ id: 'x', sessionId: 'gs_demo', limit: 3, lastEventId }));
  await until(() => same.of('x').length === 1);
  assert.deepEqual([same.of('x')[0]?.event, same.of('x')[0]?.data], ['current', { window: 'x' }]);
  await score(it, 'gs_demo', 'pl_you', 99_999);
  await pass(it, () => stays.of('a').length === 2);
  const missed = await open(
    it,
    query(
      { id: 'y', sessionId: 'gs_demo', limit: 3, lastEventId },
      { id: 'z', sessionId: 'gs_demo', limit: 3, lastEventId: 'other-17' },
    ),
  );
  await until(() => missed.events.length === 3);
  assert.equal(missed.of('y')[0]?.event, 'diff');
  assert.equal(missed.of('z')[0]?.event, 'snapshot');
  for (const one of [stays, same, missed]) one.leave();
});

test('another player, a stream that ended, and an unknown one are all not found', async () => {
  const it = setup({ public: ['scores.read'] });
  const page = await open(it, query({ id: 'a', sessionId: 'gs_demo' }));
  await until(() => page.events.length === 2);
  const id = page.streamId();
  assert.equal((await change(it, id, { remove: ['a'] }, await it.token({ sub: 'pl_001' }))).status, 404);
  assert.equal((await it.ask(`/live/${id}`, { method: 'POST', body: { remove: ['a'] } })).status, 404);
  assert.equal((await change(it, 'AAAAAAAAAAAAAAAAAAAAAA', {})).status, 404);
  page.leave();
  await until(() => it.gateway.metrics().includes('gs_live_listeners 0'));
  assert.equal((await change(it, id, {})).status, 404);
});

test('malformed windows are refused before anything is opened', async () => {
  const it = setup();
  const token = await it.token();
  const good = { id: 'a', sessionId: 'gs_demo' };
  for (const windows of [
    '[',
    '[7]',
    JSON.stringify([{ sessionId: 'gs_demo' }]),
    JSON.stringify([{ ...good, limit: 201 }]),
    JSON.stringify([{ ...good, sort: 'up' }]),
    JSON.stringify([{ ...good, id: 'a b' }]),
    JSON.stringify([{ ...good, sessionId: '../players' }]),
    JSON.stringify([good, good]),
    JSON.stringify(Array.from({ length: 51 }, (_, i) => ({ ...good, id: `w${i}` }))),
  ]) {
    const answer = await it.ask(`/live?windows=${encodeURIComponent(windows)}`, { token });
    assert.deepEqual([answer.status, answer.code], [400, 'invalid'], windows.slice(0, 60));
  }
  const page = await open(it, query(good));
  await until(() => page.events.length === 2);
  const many = Array.from({ length: 50 }, (_, i) => ({ ...good, id: `w${i}` }));
  for (const body of [{ add: [good] }, { add: many }, { add: 'a' }, { remove: [7] }])
    assert.equal((await change(it, page.streamId(), body)).status, 400);
  assert.match(it.gateway.metrics(), /gs_live_listeners 1/);
  page.leave();
});

test('a newer token of the same player prolongs the stream', async () => {
  const it = setup();
  const page = await open(it, '/live', { token: await it.token({ ttl: 60 }) });
  await until(() => page.events.length === 1);
  await it.clock.advance(50_000);
  assert.equal((await change(it, page.streamId(), {}, await it.token({ ttl: 120 }))).status, 200);
  await it.clock.advance(60_000);
  assert.equal(page.state.done, false);
  await it.clock.advance(120_000);
  assert.equal(page.state.done, true);
  assert.deepEqual(page.events.at(-1)?.data, { reason: 'expired' });
});

test('closing the gateway ends the stream once, not window by window', async () => {
  const it = setup();
  const page = await open(it, query({ id: 'a', sessionId: 'gs_demo' }, { id: 'b', sessionId: 'gs_done' }));
  await until(() => page.events.length === 3);
  await it.gateway.close();
  await until(() => page.state.done);
  const gone = page.events.filter(({ event }) => event === 'gone');
  assert.deepEqual(gone, [{ id: undefined, event: 'gone', data: { reason: 'closing' } }]);
});

test('a revoked player’s streams end within a heartbeat', async () => {
  const revoked = new Set<string>();
  const it = setup({
    tokens: { secret: 'the-secret-of-tokens-0123456789abcdef', revoked: (jti) => revoked.has(jti) },
  });
  const page = await open(it, query({ id: 'a', sessionId: 'gs_demo' }), { token: await it.token({ jti: 'stolen' }) });
  await until(() => page.events.length === 2);
  await it.clock.advance(16_000);
  assert.equal(page.state.done, false);
  revoked.add('stolen');
  await it.clock.advance(16_000);
  await until(() => page.state.done);
  assert.deepEqual(page.events.at(-1)?.data, { reason: 'revoked' });
});

test('anonymous streams are counted by address, IPv6 by /64, apart from those of players', async () => {
  const it = setup({ public: ['scores.read'], live: { perAddress: 2, perCaller: 1 } });
  const anonymous = (ip: string) => open(it, '/live', { token: '', ip });
  const opened = [await anonymous('2001:db8:1:2::1'), await anonymous('2001:db8:1:2::2')];
  assert.equal((await anonymous('2001:db8:1:2:ffff::3')).response.status, 429);
  opened.push(await anonymous('2001:db8:1:3::1'));
  opened.push(await open(it, '/live', { ip: '2001:db8:1:2::9' }));
  assert.deepEqual(
    opened.map(({ response }) => response.status),
    [200, 200, 200, 200],
  );
  assert.equal((await open(it, '/live')).response.status, 429, 'one stream per player here');
  for (const one of opened) one.leave();
});

testNothingSecretLeft();
