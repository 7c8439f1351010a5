import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Failure } from '../../../src/mock/sandbox/index.js';
import {
  finish,
  HISTORY,
  keepSecret,
  SESSIONS,
  setup,
  testNothingSecretLeft,
  until,
  type Answer,
  type Setup,
} from '../setup.js';

const fail = (it: Setup, failure: Partial<Failure>) =>
  it.sandbox.switches.failures.push({ operation: '*', kind: 'server-error', ...failure });
const read = async (it: Setup, id = 'gs_demo') => {
  const token = await it.token();
  return finish(it.clock, it.ask(`${SESSIONS}/${id}`, { token }));
};
const told = ({ status, code, json }: Answer) => [status, code, (json.error as { retryable: boolean }).retryable];

/** A gateway whose services answer what the test says. */
const scripted = (respond: (signal: AbortSignal | null | undefined) => Response | Promise<Response>) =>
  setup({ fetch: (_, init) => Promise.resolve(respond(init?.signal)) });

const json = (text: string, headers = {}) =>
  new Response(text, { headers: { 'content-type': 'application/json', ...headers } });

test('a hang ends after 3 s and is told as a timeout that may be tried again', async () => {
  const it = setup();
  fail(it, { kind: 'hang' });
  const started = it.clock.now();
  assert.deepEqual(told(await read(it)), [504, 'timeout', true]);
  assert.ok(it.clock.now() - started < 3_500);
});

test('a drip counts against the same 3 s', async () => {
  let stopped = false;
  const dripping = () =>
    new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new Uint8Array([123])),
      cancel: () => void (stopped = true),
    });
  const it = scripted(() => new Response(dripping(), { headers: { 'content-type': 'application/json' } }));
  assert.deepEqual(told(await read(it)), [504, 'timeout', true]);
  assert.equal(stopped, true, 'the connection was given up');
});

test('400 MB are not read: the gateway stops at its limit', async () => {
  let sent = 0;
  const chunk = new Uint8Array(1 << 20).fill(32);
  const it = scripted(() => {
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        sent += chunk.length;
        if (sent > 400 << 20) controller.close();
        else controller.enqueue(chunk);
      },
    });
    return new Response(body, { headers: { 'content-type': 'application/json' } });
  });
  assert.deepEqual(told(await read(it)).slice(0, 2), [502, 'upstream']);
  assert.ok(sent < 40 << 20, `${sent >> 20} MB were taken`);
});

test('boards may be larger than other answers, but not endless', async () => {
  const row = (i: number) => ({
    playerId: `p${i}`,
    displayName: 'x'.repeat(400),
    score: i,
    createdAt: '2026-03-02T18:00:00Z',
    updatedAt: '2026-03-02T18:00:00Z',
  });
  const board = (rows: number) => JSON.stringify({ players: Array.from({ length: rows }, (_, i) => row(i)) });
  const it = scripted(() => json(board(20_000)));
  const answer = await it.ask('/boards/gs_demo?limit=1', { token: await it.token() });
  assert.equal(answer.json.total, 20_000);
  const endless = scripted(() => json(`{"players":[${' '.repeat(33 << 20)}]}`));
  const refused = finish(endless.clock, endless.ask('/boards/gs_demo', { token: await endless.token() }));
  assert.equal((await refused).code, 'upstream');
});

test('100 000-deep JSON does not bring the gateway down', async () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  const it = scripted(() =>
    json(`{"gameSessions":[{"id":"a","status":"ACTIVE","name":${deep},"miniGameType":${deep}}],"x":${deep}}`),
  );
  const answer = await finish(it.clock, it.ask(SESSIONS, { token: await it.token() }));
  assert.ok([200, 502].includes(answer.status));
  assert.ok(answer.text.length < 1_000);
});

test('HTML, whatever its status, is never passed on', async () => {
  for (const kind of ['html-502', 'html-200', 'wrong-type', 'truncated-json', 'empty-body'] as const) {
    const it = setup();
    fail(it, { kind });
    const answer = await read(it);
    assert.deepEqual(told(answer), [502, 'upstream', true], kind);
    assert.doesNotMatch(answer.text, /</);
    assert.match(answer.headers.get('content-type') ?? '', /^application\/json/);
  }
});

test('a redirect to an internal address is not followed', async () => {
  const seen: string[] = [];
  const it = setup({
    fetch: (input, init) => {
      seen.push(`${input as string} ${init?.redirect}`);
      return Promise.resolve(
        new Response(null, { status: 302, headers: { location: 'http://169.254.169.254/latest/meta-data' } }),
      );
    },
  });
  const answer = await read(it);
  assert.deepEqual(told(answer).slice(0, 2), [502, 'upstream']);
  assert.equal(answer.headers.get('location'), null);
  assert.ok(seen.every((line) => /^https:\/\/apis\.example\/.* manual$/.test(line)));
});

test('cookies and other headers of a service stay behind', async () => {
  const it = scripted(() =>
    json('{"id":"gs_demo","status":"ACTIVE"}', {
      'set-cookie': 'a=b',
      'x-powered-by': 'x',
      'cache-control': 'public, max-age=9999',
      etag: '"theirs"',
      'access-control-allow-origin': '*',
      link: '<x>',
      server: 'y',
    }),
  );
  const { headers } = await read(it);
  assert.equal(headers.get('set-cookie'), null);
  assert.deepEqual([...headers.keys()].sort(), [
    'access-control-allow-origin',
    'access-control-expose-headers',
    'cache-control',
    'content-type',
    'etag',
    'vary',
    'x-content-type-options',
    'x-request-id',
  ]);
  assert.equal(headers.get('access-control-allow-origin'), 'https://lobby.example.com');
  assert.equal(headers.get('cache-control'), 'private, no-cache');
  assert.notEqual(headers.get('etag'), '"theirs"');
});

test('our own key echoed, and stack traces, reach neither the page nor the log', async () => {
  const key = 'meshmap-operator-key-9f3c';
  const trace = `Error: bad key ${key}\n    at verify (/srv/app/auth.js:12:3) user=ada@example.com url=https://x.test/a?token=abc`;
  keepSecret('ada@example.com');
  keepSecret('token=abc');
  for (const status of [200, 400, 401, 404, 500]) {
    const it = scripted(
      () =>
        new Response(JSON.stringify({ error: trace, message: trace, stack: trace, key }), {
          status,
          headers: { 'content-type': 'application/json' },
        }),
    );
    const answer = await finish(
      it.clock,
      it.ask(SESSIONS, { method: 'POST', body: { name: 'x' }, token: await it.token() }),
    );
    assert.doesNotMatch(answer.text, /verify|auth\.js|bad key/);
    assert.ok(it.logs.length > 0);
  }
});

test('our key refused is not the caller’s 401: 502, and an error in the log', async () => {
  for (const kind of ['unauthorized', 'forbidden'] as const) {
    const it = setup();
    fail(it, { kind });
    assert.deepEqual(told(await finish(it.clock, it.ask(HISTORY, { token: await it.token() }))), [
      502,
      'upstream',
      false,
    ]);
    assert.equal(it.sent.length, 1, 'asking again changes nothing');
  }
  const it = setup();
  fail(it, { kind: 'unauthorized' });
  await read(it);
  assert.ok(it.logs.some(({ level, event }) => level === 'error' && event === 'upstream-refused-our-key'));
});

test('a 2xx that says it failed is a failure', async () => {
  const it = setup();
  fail(it, { operation: 'getLatestGameSessions', kind: 'status-error' });
  assert.equal((await finish(it.clock, it.ask(HISTORY, { token: await it.token() }))).code, 'upstream');
});

test('a read that fails once is tried once more; a write that must not be repeated is not', async () => {
  const it = setup();
  fail(it, { kind: 'network', times: 1 });
  assert.equal((await read(it)).status, 200);
  assert.equal(it.sent.length, 2);
  fail(it, { kind: 'lost-answer', times: 1 });
  const created = await it.ask(SESSIONS, { method: 'POST', body: { name: 'once' }, token: await it.token() });
  assert.deepEqual(told(created), [504, 'unknown-outcome', false]);
  assert.equal(it.sent.length, 3);
});

test('flapping: after five failures the service is left alone, callers hear at once, and it comes back by itself', async () => {
  const it = setup();
  it.sandbox.switches.failures.push({ operation: '*', kind: 'server-error' });
  for (let i = 0; i < 3; i++) await read(it, `gs_${i}`);
  const before = it.sent.length;
  const refused = await read(it, 'gs_other');
  assert.deepEqual(told(refused), [503, 'unavailable', true]);
  assert.ok(Number(refused.headers.get('retry-after')) >= 1);
  assert.equal(it.sent.length, before);
  it.sandbox.rest();
  await it.clock.advance(2_500);
  assert.equal((await read(it)).status, 200);
  assert.equal((await read(it, 'gs_done')).status, 200);
});

test('one sick service does not close the others', async () => {
  const it = setup();
  for (let i = 0; i < 6; i++)
    it.sandbox.switches.failures.push({ operation: 'getLatestGameSessions', kind: 'server-error', times: 1 });
  const token = await it.token();
  for (let i = 0; i < 3; i++) await finish(it.clock, it.ask(HISTORY, { token }));
  assert.equal((await it.ask(HISTORY, { token })).code, 'unavailable');
  assert.equal((await read(it)).status, 200);
});

test('being limited by a service is told as busy, with its Retry-After', async () => {
  const it = setup();
  fail(it, { kind: 'rate-limited', retryAfter: 7 });
  const answer = await read(it);
  assert.deepEqual([...told(answer), answer.headers.get('retry-after')], [503, 'unavailable', true, '7']);
  assert.equal(it.sent.length, 1);
});

test('a refused body is told by our own field names, not in the service’s words', async () => {
  const it = scripted(
    () =>
      new Response(
        JSON.stringify({
          error: [
            { code: 'x', message: 'SELECT * FROM games', path: ['name'] },
            { code: 'x', message: 'secret', path: ['appId'] },
          ],
        }),
        {
          status: 400,
          headers: { 'content-type': 'application/json' },
        },
      ),
  );
  const answer = await it.ask(SESSIONS, { method: 'POST', body: { name: 'x' }, token: await it.token() });
  assert.deepEqual((answer.json.error as { fields: unknown }).fields, [{ path: 'name', message: 'was not accepted' }]);
  assert.doesNotMatch(answer.text, /SELECT|appId/);
});

test('clock skew of a service does not matter', async () => {
  const it = setup();
  it.sandbox.switches.clockSkew = -86_400_000;
  assert.equal((await read(it)).status, 200);
  assert.equal((await it.ask('/boards/gs_demo', { token: await it.token() })).status, 200);
});

test('a caller who leaves ends a personal read upstream', async () => {
  let upstreamSignal: AbortSignal | null | undefined;
  const it = scripted((signal) => {
    upstreamSignal = signal;
    return new Promise<Response>(() => undefined);
  });
  const leaving = new AbortController();
  const asking = it.ask(HISTORY, { token: await it.token(), signal: leaving.signal });
  await until(() => upstreamSignal !== undefined);
  leaving.abort();
  assert.equal((await asking).code, 'aborted');
  assert.equal(upstreamSignal?.aborted, true);
});

testNothingSecretLeft();
