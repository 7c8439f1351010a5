import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FixedWindowCounter } from '../../../src/gateway/http/fixed-window.js';
import { MULTI, SESSIONS, setup, START, TestClock, testNothingSecretLeft } from '../setup.js';

const few = { requests: 3, seconds: 60 };

test('floods by token: 429 with Retry-After, and other players are not touched', async () => {
  const it = setup({ limits: { token: few } });
  const token = await it.token();
  for (let i = 0; i < 3; i++) assert.equal((await it.ask(SESSIONS, { token })).status, 200);
  const refused = await it.ask(SESSIONS, { token });
  assert.deepEqual([refused.status, refused.code], [429, 'rate-limited']);
  assert.ok(Number(refused.headers.get('retry-after')) >= 1);
  assert.equal(refused.headers.get('access-control-allow-origin'), 'https://lobby.example.com', 'the page can read it');
  assert.equal((await it.ask(SESSIONS, { token: await it.token({ sub: 'pl_001' }) })).status, 200);
});

test('a fresh token for the same player is no fresh allowance', async () => {
  const it = setup({ limits: { token: few } });
  for (let i = 0; i < 3; i++) await it.ask(SESSIONS, { token: await it.token() });
  assert.equal((await it.ask(SESSIONS, { token: await it.token() })).status, 429);
});

test('floods by ip: refused before tokens are even looked at, other addresses are not touched', async () => {
  const it = setup({ limits: { ip: few } });
  for (let i = 0; i < 3; i++) assert.equal((await it.ask(SESSIONS, { token: 'a.b.c' })).status, 401);
  assert.equal((await it.ask(SESSIONS, { token: 'a.b.c' })).status, 429);
  assert.equal((await it.ask(SESSIONS, { token: await it.token(), ip: '203.0.113.10' })).status, 200);
});

test('addresses of one IPv6 network count together', async () => {
  const it = setup({ limits: { ip: few } });
  const token = await it.token();
  for (let i = 0; i < 3; i++) await it.ask(SESSIONS, { token, ip: `2001:db8:1:2::${i + 1}` });
  assert.equal((await it.ask(SESSIONS, { token, ip: '2001:db8:1:2:ffff::9' })).status, 429);
  assert.equal((await it.ask(SESSIONS, { token, ip: '2001:db8:1:3::1' })).status, 200);
});

test('a forged X-Forwarded-For is no fresh allowance', async () => {
  const it = setup({ limits: { ip: few } });
  const token = await it.token();
  const statuses: number[] = [];
  for (let i = 0; i < 5; i++)
    statuses.push((await it.ask(SESSIONS, { token, headers: { 'x-forwarded-for': `1.1.1.${i}` } })).status);
  assert.deepEqual(statuses, [200, 200, 200, 429, 429]);
});

test('starts and writes have limits of their own, below the general one', async () => {
  const it = setup({ limits: { start: few, write: few } });
  const token = await it.token();
  const statuses: number[] = [];
  for (let i = 0; i < 4; i++)
    statuses.push((await it.ask(START, { method: 'POST', token, body: { game_id: 101 + i } })).status);
  assert.deepEqual(statuses, [201, 201, 201, 429]);
  assert.equal((await it.ask(`${MULTI}/start`, { method: 'POST', token, body: {} })).status, 429);
  const score = () => it.ask(`${SESSIONS}/gs_demo/players/pl_you`, { method: 'PATCH', token, body: { score: 1 } });
  const writes = [await score(), await score(), await score(), await score()].map(({ status }) => status);
  assert.deepEqual(writes, [200, 200, 200, 429]);
  assert.equal((await it.ask(SESSIONS, { token })).status, 200, 'reading goes on');
});

test('floods by key: many different ids cost the flooder’s allowance, not the upstream', async () => {
  const it = setup({ limits: { token: { requests: 50, seconds: 60 } } });
  const token = await it.token();
  for (let i = 0; i < 500; i++) await it.ask(`/boards/nobody_${i}`, { token });
  assert.equal(it.sent.length, 50);
});

test('limits counted elsewhere: a counter that is out of order lets requests through, but no starts', async () => {
  const limiter = () => ({ consume: () => Promise.reject(new Error('away')), delete: () => Promise.resolve(true) });
  const it = setup({ limits: { limiter } });
  const token = await it.token();
  assert.equal((await it.ask(SESSIONS, { token })).status, 200);
  const start = await it.ask(START, { method: 'POST', token, body: { game_id: 101 } });
  assert.deepEqual([start.status, start.code], [503, 'unavailable']);
});

test('a flood does not become a flood of log lines', async () => {
  const it = setup({ limits: { ip: few } });
  const token = await it.token();
  for (let i = 0; i < 100; i++) await it.ask(SESSIONS, { token });
  assert.ok(it.logs.length < 5, `${it.logs.length} lines`);
  assert.match(it.gateway.metrics(), /gs_requests_total\{route="listGameSessions",status="429"\} 97/);
});

test('a window begins with the first request in it and ends on time, not with the last one', async () => {
  const clock = new TestClock();
  const counter = new FixedWindowCounter({ points: 2, duration: 60 }, clock);
  assert.deepEqual([counter.take('a'), counter.take('a')], [0, 0]);
  await clock.advance(45_000);
  assert.equal(counter.take('a'), 15_000);
  await clock.advance(15_000);
  assert.equal(counter.take('a'), 0);
});

test('counting callers takes no more memory than agreed on: what ran out goes first, then the longest known', async () => {
  const clock = new TestClock();
  const counter = new FixedWindowCounter({ points: 1, duration: 60 }, clock);
  for (let i = 0; i < 150_000; i++) counter.take(`early ${i}`);
  assert.equal(counter.size, 100_000);
  assert.ok(counter.take('early 149999') > 0, 'the latest is still known');
  await clock.advance(60_000);
  counter.take('late');
  assert.equal(counter.size, 1);
});

test('a hall: cached public reads of one address have a limit of their own, those that go upstream do not', async () => {
  const it = setup({ public: ['scores.read'], limits: { public: { requests: 1_000, seconds: 60 }, ip: few } });
  for (let i = 0; i < 500; i++) assert.equal((await it.ask('/boards/gs_demo')).status, 200, `request ${i}`);
  // the first was not in the cache
  const missed = [];
  for (let i = 0; i < few.requests; i++) missed.push((await it.ask(`/boards/gs_${i}`)).status);
  assert.equal(missed.at(-1), 429);
  assert.equal((await it.ask('/boards/gs_demo')).status, 200, 'the board goes on');
  let refused = 0;
  for (let i = 0; i < 600; i++) if ((await it.ask('/boards/gs_demo')).status === 429) refused++;
  assert.ok(refused > 50, 'but not without end');
});

testNothingSecretLeft();
