/** Starts of several gateways with one store, and what becomes of them when the store is away or the caller leaves. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createStorage, type Storage } from 'unstorage';
import { FixedWindowCounter } from '../../../src/gateway/http/fixed-window.js';
import type { Limiter, LimiterOptions } from '../../../src/gateway/index.js';
import { finish, setup, START, testNothingSecretLeft, until, type Answer, type Setup } from '../setup.js';

const refuse = <R>() => Promise.reject<R>(new Error('ECONNREFUSED'));

/** A store that can be taken away. Its limiters count by the first gateway's clock. */
class Store {
  away = false;
  readonly storage: Storage = createStorage();
  readonly #counters = new Map<string, FixedWindowCounter>();
  #clock: Setup['clock'] | undefined;

  constructor() {
    const { storage } = this;
    const getItem = storage.getItem.bind(storage);
    const setItem = storage.setItem.bind(storage);
    const removeItem = storage.removeItem.bind(storage);
    const unlessAway = <R>(work: () => Promise<R>) => (this.away ? refuse<R>() : work());
    storage.getItem = ((key: string) => unlessAway(() => getItem(key))) as typeof storage.getItem;
    storage.setItem = (...args: Parameters<typeof setItem>) => unlessAway(() => setItem(...args));
    storage.removeItem = (...args: Parameters<typeof removeItem>) => unlessAway(() => removeItem(...args));
  }

  limiter = (options: LimiterOptions): Limiter => {
    const counter = () => {
      const clock = this.#clock;
      assert.ok(clock);
      let found = this.#counters.get(options.keyPrefix);
      if (!found) this.#counters.set(options.keyPrefix, (found = new FixedWindowCounter(options, clock)));
      return found;
    };
    return {
      consume: (key) => (this.away ? refuse() : counter().consume(key)),
      delete: (key) => (this.away ? refuse() : counter().delete(key)),
    };
  };

  /** A gateway with this store; all of them share the services. */
  gateway(first?: Setup, fetch = first?.config.fetch): Setup {
    const change = { cache: { storage: this.storage }, limits: { limiter: this.limiter } };
    const it = setup(first ? { ...change, fetch, clock: first.clock } : change);
    this.#clock ??= it.clock;
    return first ? { ...it, clock: first.clock, sandbox: first.sandbox, sent: first.sent } : it;
  }
}

const start = async (it: Setup, sub: string, signal?: AbortSignal): Promise<Answer> => {
  const token = await it.token({ sub });
  return finish(it.clock, it.ask(START, { method: 'POST', token, body: { game_id: 101 }, signal }));
};

/** Starts that the service answers when `release` is called. */
function heldStarts(it: Setup): { fetch: typeof fetch; release: () => void } {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  const passOn = it.config.fetch;
  assert.ok(passOn);
  return {
    fetch: async (input, init) => {
      const answer = await passOn(input, init);
      if (new Request(input).url.endsWith('/start')) await held;
      return answer;
    },
    release: () => release(),
  };
}

const idOf = ({ json }: Answer) => String((json.data as Record<string, unknown>).session_id);
const starts = ({ sent }: Setup) => sent.filter(({ url }) => url.pathname.endsWith('/start')).length;
const ends = ({ sent }: Setup) => sent.filter(({ url }) => url.pathname.endsWith('/end')).length;

test('while the store is away a running game is returned by the process that has it, and no process starts one', async () => {
  const store = new Store();
  const a = store.gateway();
  const b = store.gateway(a);
  const first = await start(a, 'rita');
  store.away = true;
  const again = await start(a, 'rita');
  assert.deepEqual([again.status, idOf(again)], [200, idOf(first)]);
  for (const answer of [await start(b, 'rita'), await start(a, 'sam'), await start(b, 'sam')]) {
    assert.deepEqual([answer.status, answer.code, answer.headers.get('retry-after')], [503, 'unavailable', '5']);
    assert.equal((answer.json.error as { retryable: boolean }).retryable, true);
  }
  assert.equal(starts(a), 1);
});

test('a store without shared counters is enough for several processes: while it is away nothing is started', async () => {
  const store = new Store();
  const it = setup({ cache: { storage: store.storage } });
  const first = await start(it, 'rita');
  store.away = true;
  assert.deepEqual([(await start(it, 'sam')).status, idOf(await start(it, 'rita'))], [503, idOf(first)]);
  assert.equal(starts(it), 1);
});

test('when the store is back, starts go on, and what it lost is written to it again', async () => {
  const store = new Store();
  const a = store.gateway();
  const b = store.gateway(a);
  const first = await start(a, 'rita');
  store.away = true;
  await start(a, 'rita');
  await store.storage.clear();
  store.away = false;
  await a.clock.advance(1_500);
  assert.equal(idOf(await start(a, 'rita')), idOf(first));
  assert.equal(idOf(await start(b, 'rita')), idOf(first), 'the other process finds it in the store');
  assert.equal((await start(b, 'sam')).status, 201);
  assert.equal(starts(a), 2);
});

test('a store that goes away during a start does not lose the session', async () => {
  const store = new Store();
  const a = store.gateway();
  const original = a.config.fetch;
  assert.ok(original);
  const b = store.gateway(a);
  const c = setup({
    cache: { storage: store.storage },
    limits: { limiter: store.limiter },
    clock: a.clock,
    fetch: async (...args) => {
      store.away = true;
      return original(...args);
    },
  });
  const token = await c.token({ sub: 'tom' });
  const first = await finish(a.clock, c.ask(START, { method: 'POST', token, body: { game_id: 101 } }));
  assert.equal(first.status, 201);
  store.away = false;
  await a.clock.advance(5_000);
  const again = await start(b, 'tom');
  assert.deepEqual([again.status, idOf(again)], [200, idOf(first)]);
  assert.equal(starts(a), 1);
});

test('a session that is returned again says so, a new one does not', async () => {
  const it = setup();
  const first = await start(it, 'pl_you');
  const again = await start(it, 'pl_you');
  assert.equal((first.json.data as Record<string, unknown>).resumed, undefined);
  assert.equal((again.json.data as Record<string, unknown>).resumed, true);
});

test('a start whose caller left before the answer is ended after 30 s', async () => {
  const inner = setup();
  const { fetch, release } = heldStarts(inner);
  const it = { ...setup({ fetch, clock: inner.clock }), clock: inner.clock, sent: inner.sent };
  const leaving = new AbortController();
  const token = await it.token();
  const asked = it.ask(START, { method: 'POST', token, body: { game_id: 101 }, signal: leaving.signal });
  await until(() => starts(it) === 1);
  leaving.abort();
  release();
  await asked;
  await it.clock.advance(29_000);
  assert.equal(ends(it), 0);
  await it.clock.advance(2_000);
  await until(() => ends(it) === 1);
  assert.equal((await start(it, 'pl_you')).status, 201, 'what was ended is not returned');
});

test('a start whose caller left is kept when the same player claims it, also through another process', async () => {
  const store = new Store();
  const b = store.gateway();
  const { fetch, release } = heldStarts(b);
  const a = store.gateway(b, fetch);
  const leaving = new AbortController();
  const token = await a.token();
  const asked = a.ask(START, { method: 'POST', token, body: { game_id: 101 }, signal: leaving.signal });
  await until(() => starts(a) === 1);
  leaving.abort();
  release();
  const lost = await asked;
  await a.clock.advance(10_000);
  const claimed = await start(b, 'pl_you');
  assert.deepEqual([claimed.status, idOf(claimed)], [200, idOf(lost)]);
  await a.clock.advance(60_000);
  assert.equal(ends(a), 0);
});

test('one of two tabs that start together leaves: the other keeps the session', async () => {
  const inner = setup();
  const { fetch, release } = heldStarts(inner);
  const it = { ...setup({ fetch, clock: inner.clock }), clock: inner.clock, sent: inner.sent };
  const leaving = new AbortController();
  const token = await it.token();
  const ask = (signal?: AbortSignal) => it.ask(START, { method: 'POST', token, body: { game_id: 101 }, signal });
  const both = [ask(leaving.signal), ask()];
  await until(() => starts(it) === 1);
  leaving.abort();
  release();
  await Promise.all(both);
  await it.clock.advance(60_000);
  assert.deepEqual([starts(it), ends(it)], [1, 0]);
});

testNothingSecretLeft();
