/** Faults of a service stay where they are: one session, a connection, a key function. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { finish, setup, SESSIONS, START, testNothingSecretLeft, type Setup } from '../setup.js';

/** A gateway whose upstream hangs or fails for some paths. */
function withFaults(): { it: Setup; faults: Map<string, () => Promise<Response>> } {
  const faults = new Map<string, () => Promise<Response>>();
  const inner = setup();
  const passOn = inner.config.fetch;
  assert.ok(passOn);
  const it = setup({
    clock: inner.clock,
    fetch: async (input, init) => {
      const { pathname } = new URL(new Request(input).url);
      const fault = [...faults].find(([part]) => pathname.includes(part))?.[1];
      return fault ? fault() : passOn(input, init);
    },
  });
  return { it: { ...it, clock: inner.clock, sent: inner.sent, sandbox: inner.sandbox }, faults };
}

const hang = () => new Promise<Response>(() => undefined);
const fail = () => Promise.resolve(Response.json({ message: 'broken' }, { status: 500 }));
const connectionError = (code: string) => () =>
  Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error(`connect ${code}`), { code }) }));
/** One token per gateway: it is verified by another thread, and while that takes, `finish` lets time pass. */
const tokens = new WeakMap<Setup, Promise<string>>();
const tokenOf = (it: Setup) => tokens.get(it) ?? tokens.set(it, it.token()).get(it);
const board = async (it: Setup, id: string) =>
  finish(it.clock, it.ask(`${SESSIONS}/${id}`, { token: await tokenOf(it) }));

test('a session that hangs costs only itself, however often it is requested', async () => {
  const { it, faults } = withFaults();
  faults.set('/gs_bad', hang);
  for (let i = 0; i < 12; i++) {
    await board(it, 'gs_bad');
    assert.equal((await board(it, 'gs_demo')).status, 200, `after ${i + 1} requests`);
    await it.clock.advance(2_000);
  }
  const refused = await board(it, 'gs_bad');
  assert.equal(refused.code, 'unavailable', 'and is answered at once');
});

test('a session that fails at once on every route does not shut off the others', async () => {
  const { it, faults } = withFaults();
  faults.set('/gs_bad', fail);
  for (let i = 0; i < 5; i++) {
    await board(it, 'gs_bad');
    await board(it, 'gs_bad/players');
  }
  assert.equal((await board(it, 'gs_demo')).status, 200);
  assert.equal((await board(it, 'gs_bad')).code, 'unavailable', 'while it is left alone itself');
});

test('a service of which most requests fail, of several sessions, is left alone as a whole', async () => {
  const { it, faults } = withFaults();
  for (let i = 0; i < 4; i++) {
    faults.set(`/gs_${i}`, fail);
    await board(it, `gs_${i}`);
  }
  const refused = await board(it, 'gs_demo');
  assert.deepEqual([refused.status, refused.code], [503, 'unavailable']);
  await it.clock.advance(2_500);
  assert.equal((await board(it, 'gs_demo')).status, 200, 'and tried again after the pause');
});

test('a service that is back is open to everybody at once, and left alone no longer than at first when it fails again', async () => {
  const { it, faults } = withFaults();
  let count = 0;
  const token = await tokenOf(it);
  /** Something that was not asked for before, which a healthy service says it does not have. No time passes meanwhile. */
  const probe = () => it.ask(`${SESSIONS}/nobody_${count++}`, { token });
  const failAll = async () => {
    faults.set('/gs_', fail);
    for (let i = 0; i < 4; i++) await board(it, `gs_${i}`);
    assert.equal((await probe()).code, 'unavailable');
  };
  await failAll();
  await it.clock.advance(2_500);
  assert.equal((await board(it, 'gs_4')).status, 502, 'the trial fails, and the pause grows');
  await it.clock.advance(2_100);
  assert.equal((await probe()).code, 'unavailable', 'it is longer than the first');
  await it.clock.advance(2_500);
  faults.clear();
  assert.equal((await probe()).code, 'not-found');
  const several = await Promise.all([probe(), probe(), board(it, 'gs_done')]);
  assert.deepEqual(
    several.map(({ status }) => status),
    [404, 404, 200],
  );
  await failAll();
  await it.clock.advance(2_500);
  faults.clear();
  assert.equal((await probe()).code, 'not-found', 'after the first pause');
});

test('a service of which less than half of the requests fail is not left alone', async () => {
  const { it, faults } = withFaults();
  for (let i = 0; i < 4; i++) faults.set(`/gs_${i}`, fail);
  // "not found" is a proper answer
  for (let i = 0; i < 20; i++) assert.equal((await board(it, `nobody_${i}`)).status, 404);
  for (let i = 0; i < 4; i++) assert.equal((await board(it, `gs_${i}`)).status, 502);
  assert.equal((await board(it, 'gs_demo')).status, 200);
});

for (const code of ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT']) {
  test(`a start that fails with ${code} was never sent: unavailable, and may be repeated at once`, async () => {
    const { it, faults } = withFaults();
    faults.set('/start', connectionError(code));
    const token = await it.token();
    const ask = () => finish(it.clock, it.ask(START, { method: 'POST', token, body: { game_id: 101 } }));
    const first = await ask();
    const { retryable } = first.json.error as { retryable: boolean };
    assert.deepEqual([first.status, first.code, retryable], [503, 'unavailable', true]);
    faults.clear();
    assert.equal((await ask()).status, 201);
  });
}

test('a connection that breaks off after the request was sent leaves the outcome unknown', async () => {
  const { it, faults } = withFaults();
  faults.set('/start', connectionError('ECONNRESET'));
  const token = await it.token();
  const answer = await finish(it.clock, it.ask(START, { method: 'POST', token, body: { game_id: 101 } }));
  assert.equal(answer.code, 'unknown-outcome');
});

test('all addresses of a host refused are a refusal, one that was reached is not', async () => {
  const several =
    (...codes: string[]) =>
    () =>
      Promise.reject(
        new TypeError('fetch failed', {
          cause: new AggregateError(codes.map((code) => Object.assign(new Error(code), { code }))),
        }),
      );
  for (const [codes, expected] of [
    [['ECONNREFUSED', 'ENETUNREACH'], 'unavailable'],
    [['ECONNREFUSED', 'ECONNRESET'], 'unknown-outcome'],
  ] as const) {
    const { it, faults } = withFaults();
    faults.set('/start', several(...codes));
    const token = await it.token();
    const answer = await finish(it.clock, it.ask(START, { method: 'POST', token, body: { game_id: 101 } }));
    assert.equal(answer.code, expected, codes.join());
  }
});

test('a key function that never answers, or throws, ends within the request’s time, and nothing counts as started', async () => {
  for (const key of [() => new Promise<string>(() => undefined), () => Promise.reject(new Error('vault away'))]) {
    const it = setup({ iplaygames: { url: 'https://apis.example/iplaygames', key } });
    const token = await it.token();
    const before = it.clock.now();
    const answer = await finish(it.clock, it.ask(START, { method: 'POST', token, body: { game_id: 101 } }));
    assert.deepEqual([answer.status, answer.code], [503, 'unavailable']);
    assert.ok(it.clock.now() - before <= 10_500);
    assert.equal(it.sent.length, 0);
  }
});

testNothingSecretLeft();
