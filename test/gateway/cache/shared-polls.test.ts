/** Several processes with one store poll each watched session once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createStorage } from 'unstorage';
import { FixedWindowCounter } from '../../../src/gateway/http/fixed-window.js';
import type { LimiterOptions } from '../../../src/gateway/index.js';
import { PAGE, setup, testNothingSecretLeft, until, witness, type Setup } from '../setup.js';

const LIVE = '/live/meshmap/apps/game-sessions/gs_demo/players?limit=3';

/** Gateways with one store, one clock and one service. */
function processes(count: number): { all: Setup[]; store: { away: boolean } } {
  const store = { away: false };
  const storage = createStorage();
  const counters = new Map<string, FixedWindowCounter>();
  const first = setup();
  const { clock } = first;
  const away = () => Promise.reject(new Error('away'));
  const getItem = storage.getItem.bind(storage);
  const setItem = storage.setItem.bind(storage);
  storage.getItem = ((key: string) => (store.away ? away() : getItem(key))) as typeof storage.getItem;
  storage.setItem = (...args: Parameters<typeof setItem>) => (store.away ? away() : setItem(...args));
  const limiter = (options: LimiterOptions) => {
    let counter = counters.get(options.keyPrefix);
    if (!counter) counters.set(options.keyPrefix, (counter = new FixedWindowCounter(options, clock)));
    const shared = counter;
    return {
      consume: (key: string) => (store.away ? away() : shared.consume(key)),
      delete: (key: string) => (store.away ? away() : shared.delete(key)),
    };
  };
  const change = { cache: { storage }, limits: { limiter }, clock, fetch: first.config.fetch };
  const all = Array.from({ length: count }, () => ({
    ...setup(change),
    clock,
    sent: first.sent,
    sandbox: first.sandbox,
  }));
  return { all, store };
}

async function listen(it: Setup): Promise<{ texts: string[]; leave: () => void }> {
  const leaving = new AbortController();
  const headers = { origin: PAGE, authorization: `Bearer ${await it.token()}` };
  const request = new Request(`https://gateway.example${LIVE}`, { headers, signal: leaving.signal });
  const response = await it.gateway.handle(request, {});
  assert.equal(response.status, 200);
  const texts: string[] = [];
  const read = async () => {
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      witness(chunk);
      texts.push(chunk);
    }
  };
  read().catch(() => undefined); // it is left in the end
  return { texts, leave: () => leaving.abort() };
}

/** Lets time pass in steps, with room for the hashes that other threads make. */
async function pass(it: Setup, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 50) await it.clock.advance(50);
}

const score = (it: Setup, value: number) =>
  it.sandbox.fetch('https://apis.example/meshmap/api/v1/apps/game-sessions/gs_demo/players/pl_you', {
    method: 'PATCH',
    headers: { 'x-app-api-key': 'meshmap-operator-key-9f3c', 'content-type': 'application/json' },
    body: JSON.stringify({ score: value }),
  });

test('four processes with listeners poll upstream as often as one, and all of them send what changed', async () => {
  const { all } = processes(4);
  const listeners = [];
  for (const it of all) listeners.push(await listen(it));
  const [it] = all;
  assert.ok(it);
  await pass(it, 4_000);
  const before = it.sent.length;
  await pass(it, 60_000);
  const polls = it.sent.length - before;
  // One process alone makes 30, four by themselves 120; on a busy machine a lease may end before its holder polls.
  assert.ok(polls >= 25 && polls <= 40, `${polls} polls in a minute`);
  await score(it, 99_999);
  await pass(it, 4_500);
  for (const [i, { texts }] of listeners.entries())
    assert.ok(texts.join('').includes('99999'), `process ${i} sent the change`);
  for (const { leave } of listeners) leave();
});

test('when the process that polled is gone another one goes on', async () => {
  const { all } = processes(2);
  const [a, b] = all;
  assert.ok(a && b);
  const first = await listen(a);
  const second = await listen(b);
  await pass(a, 10_000);
  await a.gateway.close();
  first.leave();
  await score(b, 77_777);
  await pass(b, 5_000);
  assert.ok(second.texts.join('').includes('77777'));
  second.leave();
});

test('without the store every process polls for itself', async () => {
  const { all, store } = processes(2);
  const [a, b] = all;
  assert.ok(a && b);
  const listeners = [await listen(a), await listen(b)];
  await pass(a, 4_000);
  store.away = true;
  await score(a, 88_888);
  await pass(a, 6_000);
  await until(() => listeners.every(({ texts }) => texts.join('').includes('88888')));
  for (const { leave } of listeners) leave();
});

testNothingSecretLeft();
