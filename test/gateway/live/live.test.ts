import assert from 'node:assert/strict';
import { test } from 'node:test';
import { difference, DiffLog } from '../../../src/gateway/live/diff.js';
import { PAGE, setup, testNothingSecretLeft, until, witness, type Setup } from '../setup.js';

const LIVE = '/live/meshmap/apps/game-sessions/gs_demo/players';

interface Event {
  id?: string;
  event: string;
  data: Record<string, unknown>;
}

/** A reader that collects what arrives, as a page would. */
async function listen(it: Setup, query = '', options: { token?: string; lastEventId?: string } = {}) {
  const headers: Record<string, string> = {
    origin: PAGE,
    authorization: `Bearer ${options.token ?? (await it.token())}`,
  };
  if (options.lastEventId !== undefined) headers['last-event-id'] = options.lastEventId;
  const leaving = new AbortController();
  const response = await it.gateway.handle(
    new Request(`https://gateway.example${LIVE}${query}`, { headers, signal: leaving.signal }),
    { ip: '203.0.113.9' },
  );
  const state = { events: [] as Event[], comments: [] as string[], text: '', done: false };
  const read = async () => {
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      state.text += value;
      witness(value);
      collect(value, state);
    }
    state.done = true;
  };
  const reading = read().catch(() => void (state.done = true));
  return { response, ...{ state }, leave: () => leaving.abort(), reading };
}

function collect(text: string, state: { events: Event[]; comments: string[] }): void {
  for (const block of text.split('\n\n')) {
    if (block.startsWith(':')) state.comments.push(block);
    const { id, event, data } = Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s))) as Record<
      string,
      string
    >;
    if (event && data) state.events.push({ id, event, data: JSON.parse(data) as Record<string, unknown> });
  }
}

/** Lets time pass until something holds; answers how much, in milliseconds. */
async function pass(it: Setup, holds: () => boolean): Promise<number> {
  const before = it.clock.now();
  while (!holds()) {
    assert.ok(it.clock.now() - before < 300_000, `never came true: ${holds.toString()}`);
    await it.clock.advance(50);
  }
  return it.clock.now() - before;
}

const score = (it: Setup, playerId: string, value: number) =>
  it.sandbox.fetch(`https://apis.example/meshmap/api/v1/apps/game-sessions/gs_demo/players/${playerId}`, {
    method: 'PATCH',
    headers: { 'x-app-api-key': 'meshmap-operator-key-9f3c', 'content-type': 'application/json' },
    body: JSON.stringify({ score: value }),
  });

test('a snapshot of the window first, then what changed, by sequence', async () => {
  const it = setup();
  const { response, state, leave } = await listen(it, '?limit=3');
  assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/);
  assert.match(response.headers.get('cache-control') ?? '', /no-store/);
  await until(() => state.events.length === 1);
  assert.match(state.text, /^retry: 3000\n\n/);
  const [snapshot] = state.events;
  assert.equal(snapshot?.event, 'snapshot');
  assert.equal((snapshot?.data.rows as unknown[]).length, 3);
  await score(it, 'pl_you', 99_999);
  await pass(it, () => state.events.length === 2);
  const diff = state.events[1];
  assert.deepEqual([diff?.event, diff?.data.since, diff?.data.sequence], ['diff', snapshot?.data.sequence, 2]);
  assert.equal((diff?.data.order as string[])[0], 'pl_you');
  assert.equal((diff?.data.self as { rank: number }).rank, 1);
  leave();
});

test('500 listeners cost one upstream request per interval, and each gets its own window', async () => {
  const it = setup({ live: { perCaller: 1_000 } });
  const tokens = [await it.token(), await it.token({ sub: 'pl_001' })];
  const all = await Promise.all(
    Array.from({ length: 500 }, (_, i) => listen(it, `?limit=${1 + (i % 5)}`, { token: tokens[i % 2] })),
  );
  await until(() => all.every(({ state }) => state.events.length === 1));
  assert.equal(it.sent.length, 1);
  const took = await pass(it, () => it.sent.length === 6);
  assert.ok(took >= 10_000, `five more requests in ${took} ms`);
  for (const [i, { state }] of all.entries())
    assert.equal((state.events[0]?.data.rows as unknown[]).length, 1 + (i % 5));
  assert.match(it.gateway.metrics(), /gs_live_listeners 500/);
  for (const { leave } of all) leave();
  await until(() => it.gateway.metrics().includes('gs_live_listeners 0'));
});

test('the page is at most 3 s behind', async () => {
  const it = setup();
  const { state, leave } = await listen(it, '?limit=1');
  await until(() => state.events.length === 1);
  for (let i = 1; i <= 5; i++) {
    await score(it, 'pl_you', 50_000 + i);
    const shown = () => (state.events.at(-1)?.data.self as { score?: number } | undefined)?.score === 50_000 + i;
    const took = await pass(it, shown);
    assert.ok(took <= 3_000, `${took} ms`);
  }
  leave();
});

test('nobody listens: nothing is polled', async () => {
  const it = setup();
  const { state, leave } = await listen(it);
  await until(() => state.events.length === 1);
  leave();
  await until(() => it.gateway.metrics().includes('gs_live_listeners 0'));
  const before = it.sent.length;
  await it.clock.advance(60_000);
  assert.equal(it.sent.length, before);
  assert.match(it.gateway.metrics(), /gs_live_sessions 0/);
});

test('who missed more than ten differences gets a snapshot: a log does not grow with the time that is watched', () => {
  const window = (score: number) => ({
    total: 1,
    offset: 0,
    rows: [{ rank: 1, playerId: 'a', displayName: 'A', score }],
  });
  const log = new DiffLog(window(0), '');
  const ids = [log.since(undefined)[0]?.id];
  for (let score = 1; score <= 100; score++) ids.push(log.push(window(score), '')?.id);
  assert.equal(log.since(ids[100]).length, 0);
  assert.equal(log.since(ids[90]).length, 10);
  const [next] = log.since(ids[90]);
  assert.equal(next?.name, 'diff');
  assert.match(next?.json ?? '', /^\{"sequence":92,"at":"","since":91/);
  const [snapshot, ...more] = log.since(ids[89]);
  assert.deepEqual([snapshot?.name, more.length], ['snapshot', 0]);
  assert.match(snapshot?.json ?? '', /"score":100/);
});

test('a player who has another name, picture or time since is sent again, who has not is not', () => {
  const row = { rank: 1, playerId: 'a', displayName: 'A', score: 5, imageUrl: 'https://a.test/1', updatedAt: 'T1' };
  const window = (change: object) => ({
    total: 1,
    offset: 0,
    rows: [{ ...row, ...change }],
    self: { ...row, ...change },
  });
  assert.equal(difference(window({}), window({})), undefined);
  for (const change of [{ displayName: 'B' }, { imageUrl: 'https://a.test/2' }, { updatedAt: 'T2' }, { rank: 2 }]) {
    const changed = { ...row, ...change };
    assert.deepEqual(difference(window({}), window(change)), { total: 1, offset: 0, rows: [changed], self: changed });
  }
});

test('Last-Event-ID resumes with what was missed', async () => {
  const it = setup();
  const stays = await listen(it, '?limit=3');
  const first = await listen(it, '?limit=3');
  await until(() => first.state.events.length === 1);
  const id = first.state.events[0]?.id ?? '';
  first.leave();
  for (const [i, points] of [70_000, 80_000].entries()) {
    await score(it, 'pl_you', points);
    await pass(it, () => stays.state.events.length === i + 2);
  }
  const back = await listen(it, '?limit=3', { lastEventId: id });
  await until(() => back.state.events.length >= 2);
  assert.ok(back.state.events.every(({ event }) => event === 'diff'));
  assert.equal(back.state.events[0]?.data.since, 1);
  const current = await listen(it, '?limit=3', { lastEventId: back.state.events.at(-1)?.id });
  await it.clock.advance(100);
  const nothingMissed = { id: undefined, event: 'current', data: {} };
  assert.deepEqual(current.state.events, [nothingMissed]);
  for (const one of [stays, back, current]) one.leave();
});

test('an id of another window, of another gateway, or no id at all brings a snapshot', async () => {
  const it = setup();
  const three = await listen(it, '?limit=3');
  await until(() => three.state.events.length === 1);
  for (const lastEventId of [three.state.events[0]?.id, 'deadbeef-1', '-', 'x', `${'9'.repeat(400)}`, '__proto__-1']) {
    const other = await listen(it, '?limit=4', { lastEventId });
    await until(() => other.state.events.length === 1);
    assert.equal(other.state.events[0]?.event, 'snapshot');
    other.leave();
  }
  three.leave();
});

test('a failing service: listeners are told once, polled less and less, and told when it is back', async () => {
  const it = setup();
  const { state, leave } = await listen(it);
  await until(() => state.events.length === 1);
  it.sandbox.switches.failures.push({ operation: '*', kind: 'unavailable' });
  const before = it.sent.length;
  await it.clock.advance(60_000);
  assert.ok(it.sent.length - before <= 20, `${it.sent.length - before} requests in a minute`);
  assert.deepEqual(
    state.events.filter(({ event }) => event === 'upstream').map(({ data }) => data.ok),
    [false],
  );
  assert.equal(state.done, false, 'the stream stays');
  it.sandbox.rest();
  await pass(it, () => state.events.some(({ event, data }) => event === 'upstream' && data.ok === true));
  leave();
});

test('heartbeats every 15 s tell a quiet board from a dead line', async () => {
  const it = setup();
  const { state, leave } = await listen(it);
  const took = await pass(it, () => state.comments.length === 3);
  assert.ok(took >= 45_000 && took < 50_000, `${took} ms`);
  assert.match(state.comments[0] ?? '', /^: hb 2026-/);
  leave();
});

/** Writes through the gateway, as a page does. */
const scoreHere = async (it: Setup, value: number) =>
  it.ask('/meshmap/apps/game-sessions/gs_demo/players/pl_you', {
    token: await it.token(),
    method: 'PATCH',
    body: { score: value },
  });
const polls = (it: Setup) => it.sent.filter(({ method }) => method === 'GET').length;

test('a score that is written through the gateway brings the next poll forward', async () => {
  const it = setup({ live: { interval: 30 } });
  const { state, leave } = await listen(it, '?limit=1');
  await until(() => state.events.length === 1);
  await scoreHere(it, 99_999);
  const took = await pass(it, () => state.events.length === 2);
  assert.ok(took <= 1_000, `${took} ms`);
  assert.equal((state.events[1]?.data.self as { score: number }).score, 99_999);
  // the next one is due as ever
  await it.clock.advance(20_000);
  assert.equal(polls(it), 2);
  await it.clock.advance(10_000);
  assert.equal(polls(it), 3);
  // and a write long after the last poll is seen at once
  await it.clock.advance(5_000);
  await scoreHere(it, 100_000);
  assert.ok((await pass(it, () => state.events.length === 3)) <= 50);
  leave();
});

test('however many scores are written, one poll a second', async () => {
  const limits = { write: { requests: 10_000, seconds: 60 }, token: { requests: 10_000, seconds: 60 } };
  const it = setup({ limits });
  const { state, leave } = await listen(it, '?limit=1');
  await until(() => state.events.length === 1);
  for (let i = 1; i <= 200; i++) {
    await scoreHere(it, 100_000 + i);
    await it.clock.advance(50);
  }
  // ten seconds
  assert.ok(polls(it) <= 11, `${polls(it)} polls`);
  await pass(it, () => (state.events.at(-1)?.data.self as { score: number }).score === 100_200);
  leave();
});

test('a poll that was under way when something was written is followed by another', async () => {
  const waiting: (() => void)[] = [];
  let hold = false;
  const it: Setup = setup({
    live: { interval: 30 },
    fetch: async (input, init) => {
      const response = await it.sandbox.fetch(input as string, init);
      if (hold && init?.method === 'GET') await new Promise<void>((resolve) => waiting.push(resolve));
      return response;
    },
  });
  const { state, leave } = await listen(it, '?limit=1');
  await until(() => state.events.length === 1);
  hold = true;
  await it.clock.advance(30_000);
  assert.equal(waiting.length, 1);
  hold = false;
  await scoreHere(it, 99_999);
  waiting[0]?.();
  const seen = () => (state.events.at(-1)?.data.self as { score?: number } | undefined)?.score === 99_999;
  assert.ok((await pass(it, seen)) <= 1_000);
  leave();
});

test('whoever comes back after a score was written is shown it at once', async () => {
  const it = setup({ live: { interval: 30 } });
  const first = await listen(it, '?limit=1');
  await until(() => first.state.events.length === 1);
  first.leave();
  await until(() => it.gateway.metrics().includes('gs_live_listeners 0'));
  await scoreHere(it, 99_999);
  const again = await listen(it, '?limit=1');
  await until(() => again.state.events.length === 1);
  assert.equal((again.state.events[0]?.data.self as { score: number }).score, 99_999);
  again.leave();
});

test('writers do not keep a stream that nobody reads alive', async () => {
  const limits = { write: { requests: 10_000, seconds: 60 }, token: { requests: 10_000, seconds: 60 } };
  const it = setup({ limits });
  const { leave } = await listen(it);
  leave();
  for (let i = 0; i < 30 && !it.gateway.metrics().includes('gs_live_sessions 0'); i++) {
    await scoreHere(it, i);
    await it.clock.advance(1_000);
  }
  assert.match(it.gateway.metrics(), /gs_live_sessions 0/);
});

test('a stream ends with its token, saying so', async () => {
  const it = setup();
  const { state, reading } = await listen(it, '', { token: await it.token({ ttl: 60 }) });
  await it.clock.advance(88_000);
  assert.equal(state.done, false, 'within the tolerance of clocks the token is accepted, also for opening a stream');
  await it.clock.advance(3_000);
  await reading;
  assert.deepEqual(state.events.at(-1), { id: undefined, event: 'gone', data: { reason: 'expired' } });
  assert.equal(state.done, true);
});

test('a session that is gone ends its streams; one that never was is a plain 404', async () => {
  const it = setup();
  const { state, reading } = await listen(it);
  await until(() => state.events.length === 1);
  it.sandbox.switches.failures.push({ operation: '*', kind: 'not-found' });
  await pass(it, () => state.done);
  await reading;
  assert.deepEqual(state.events.at(-1)?.data, { reason: 'not-found' });
  const never = await it.ask('/live/meshmap/apps/game-sessions/nobody/players', { token: await it.token() });
  assert.equal(never.code, 'not-found');
});

test('closing the gateway ends streams with a word, and refuses what comes after', async () => {
  const it = setup();
  const { state, reading } = await listen(it);
  await until(() => state.events.length === 1);
  await it.gateway.close();
  await reading;
  assert.deepEqual(state.events.at(-1)?.data, { reason: 'closing' });
  const late = await it.ask('/boards/gs_demo', { token: await it.token() });
  assert.deepEqual([late.status, late.code], [503, 'unavailable']);
});

test('closing waits for requests, not for preflights long answered', async () => {
  const it = setup();
  await it.ask('/boards/gs_demo', { method: 'OPTIONS', headers: { 'access-control-request-method': 'GET' } });
  await it.gateway.close();
});

test('a caller can hold only so many streams', async () => {
  const it = setup({ live: { perCaller: 2 } });
  const open = [await listen(it), await listen(it)];
  const third = await it.ask(LIVE, { token: await it.token() });
  assert.deepEqual([third.status, third.code], [429, 'rate-limited']);
  open[0]?.leave();
  await until(() => it.gateway.metrics().includes('gs_live_listeners 1'));
  const again = await listen(it);
  assert.equal(again.response.status, 200);
  for (const one of [...open, again]) one.leave();
});

test('a reader that falls behind is let go instead of filling the memory', async () => {
  const it = setup();
  const headers = { origin: PAGE, authorization: `Bearer ${await it.token()}` };
  await it.gateway.handle(new Request(`https://gateway.example${LIVE}`, { headers }), {});
  const gone = () => it.gateway.metrics().includes('gs_live_listeners 0');
  for (let i = 0; i < 200 && !gone(); i++) {
    await score(it, 'pl_you', 1_000 + i);
    await it.clock.advance(2_000);
  }
  assert.ok(gone());
});

testNothingSecretLeft();
