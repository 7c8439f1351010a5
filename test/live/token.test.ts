import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { ApiError } from '../../src/api/error.js';
import { subjectOfToken } from '../../src/live/jwt.js';
import { createTokenSource, type TokenReason } from '../../src/live/token.js';

const START = Date.parse('2026-03-02T18:00:00Z');

/** A JWT as the gateway would make it; nobody here checks the signature. */
const jwt = (claims: object) => ['{}', JSON.stringify(claims), 'x'].map((part) => btoa(part)).join('.');

function setup(options: {
  token?: string;
  playerId?: string;
  answers?: (string | undefined | Error)[];
  /** Milliseconds that the device's clock is off. */
  off?: number;
}) {
  const { off = 0 } = options;
  /** Milliseconds since the page was opened. */
  const clock = { now: 0 };
  const asked: TokenReason[] = [];
  const getToken = (reason: TokenReason) => {
    asked.push(reason);
    const answer = options.answers?.shift();
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  const { token, playerId, answers } = options;
  const time = { elapsed: () => clock.now, now: () => START + clock.now + off };
  const source = createTokenSource({ token, playerId, getToken: answers && getToken }, time);
  return { source, asked, clock };
}

suite('the token source', () => {
  test('sends the page’s own token as long as it is good', async () => {
    const token = jwt({ sub: 'pl_you', exp: START / 1000 + 900 });
    const { source, asked } = setup({ token, answers: [] });
    assert.equal(await source.get('missing'), token);
    assert.deepEqual(asked, []);
  });

  test('renews shortly before the end, once for everybody who asks', async () => {
    const { source, asked, clock } = setup({ token: jwt({ exp: START / 1000 + 900 }), answers: ['next'] });
    clock.now += 880_000;
    assert.deepEqual(await Promise.all([1, 2, 3, 4].map(() => source.get('missing'))), [
      'next',
      'next',
      'next',
      'next',
    ]);
    assert.deepEqual(asked, ['expired']);
  });

  test('renews once on a 401, also when the answers of several old requests come in one after another', async () => {
    const { source, asked, clock } = setup({ token: 'opaque', answers: ['second', 'third'] });
    assert.equal(await source.get('unauthorized'), 'second');
    clock.now += 500;
    assert.equal(await source.get('unauthorized'), 'second');
    clock.now += 60_000;
    assert.equal(await source.get('unauthorized'), 'third');
    assert.deepEqual(asked, ['unauthorized', 'unauthorized']);
  });

  test('a failed renewal is forgotten: the next request asks again', async () => {
    const { source, asked, clock } = setup({ answers: [new Error('away'), 'fresh'] });
    await assert.rejects(source.get('missing'), { name: 'ApiError', code: 'unauthorized', message: /no token.*away/ });
    clock.now += 1000;
    assert.equal(await source.get('missing'), 'fresh');
    assert.equal(asked.length, 2);
  });

  test('keeps the old token while it is still good and the renewal fails', async () => {
    const token = jwt({ exp: START / 1000 + 900 });
    const { source, clock } = setup({ token, answers: [new Error('away')] });
    clock.now += 890_000;
    assert.equal(await source.get('missing'), token);
  });

  test('a token without any way to a newer one expires, and says so', async () => {
    const { source, clock } = setup({ token: jwt({ exp: START / 1000 + 60 }) });
    let told = 0;
    source.onExpired(() => told++);
    clock.now += 61_000;
    await assert.rejects(source.get('missing'), (error) => error instanceof ApiError && error.code === 'expired');
    assert.equal(told, 1);
  });

  test('an expiry is reported once, and renewals that are refused follow each other in growing pauses', async () => {
    const { source, asked, clock } = setup({
      token: jwt({ exp: START / 1000 + 60 }),
      answers: [undefined, undefined, undefined, 'fresh'],
    });
    let reports = 0;
    source.onExpired(() => reports++);
    clock.now = 61_000;
    for (let second = 0; second < 7; second++, clock.now += 500)
      await assert.rejects(source.get('missing'), { code: 'expired' });
    assert.deepEqual([asked.length, reports], [3, 1]); // at 0, 1 and 3 s
    clock.now = 61_000 + 7_000;
    assert.equal(await source.get('missing'), 'fresh');
    assert.equal(asked.length, 4);
  });

  test('another token of the page ends the pause and can expire anew', async () => {
    const { source, clock } = setup({ token: jwt({ exp: START / 1000 + 60 }), answers: [undefined, undefined] });
    let reports = 0;
    source.onExpired(() => reports++);
    clock.now = 61_000;
    await assert.rejects(source.get('missing'), { code: 'expired' });
    const next = jwt({ exp: START / 1000 + 600 });
    source.replace({ token: next, getToken: () => undefined });
    assert.equal(await source.get('missing'), next);
    clock.now = 601_000;
    await assert.rejects(source.get('missing'), { code: 'expired' });
    assert.equal(reports, 2);
  });

  test('a device clock that is hours off neither expires a token nor keeps one', async () => {
    for (const off of [3_600_000, -3_600_000, 86_400_000]) {
      const made = (at: number) => jwt({ iat: START / 1000 + at, exp: START / 1000 + at + 900 });
      const { source, asked, clock } = setup({ token: made(0), answers: [made(880), made(1760)], off });
      assert.equal(await source.get('missing'), made(0));
      clock.now = 869_000;
      await source.get('missing');
      assert.deepEqual(asked, [], 'more than 30 s are left');
      clock.now = 880_000;
      assert.equal(await source.get('missing'), made(880));
      clock.now = 1_740_000;
      await source.get('missing');
      assert.deepEqual(asked, ['expired'], 'the renewed token is used');
      clock.now = 1_760_000;
      assert.equal(await source.get('missing'), made(1760), 'and renewed in time');
    }
  });

  test('a token that has just come is used, although the device says that it is over', async () => {
    const token = jwt({ exp: START / 1000 - 3600 });
    const { source, asked } = setup({ answers: [token, token] });
    assert.equal(await source.get('missing'), token);
    assert.equal(await source.get('missing'), token);
    assert.equal(asked.length, 1);
  });

  test('a token of another player than the page’s is refused in words and never sent', async () => {
    const { source } = setup({ token: jwt({ sub: 'pl_alice' }), playerId: 'pl_bob' });
    await assert.rejects(source.get('missing'), {
      code: 'unauthorized',
      message: 'The token is for player "pl_alice", but player-id is "pl_bob".',
    });
    const renewed = setup({ playerId: 'pl_bob', answers: [jwt({ sub: 'pl_alice' })] });
    await assert.rejects(renewed.source.get('missing'), { code: 'unauthorized' });
    const opaque = setup({ token: 'opaque', playerId: 'pl_bob' });
    assert.equal(await opaque.source.get('missing'), 'opaque');
  });

  test('a renewal that brings another player’s token says so and uses neither', async () => {
    const bob = jwt({ sub: 'pl_bob', exp: START / 1000 + 9000 });
    const { source, clock } = setup({ token: jwt({ sub: 'pl_alice', exp: START / 1000 + 60 }), answers: [bob, bob] });
    let changes = 0;
    source.onOtherPlayer(() => changes++);
    clock.now = 50_000;
    await assert.rejects(source.get('missing'), { code: 'unauthorized' });
    assert.equal(changes, 1);
    assert.notEqual(source.last(), bob);
  });

  test('a visitor without a token sends none: public boards need none', async () => {
    const { source } = setup({ answers: [undefined] });
    assert.equal(await source.get('missing'), undefined);
  });

  test('a newer token of the page takes over in place', async () => {
    const { source } = setup({ token: 'first' });
    source.replace({ token: 'second' });
    assert.equal(await source.get('missing'), 'second');
  });
});

suite('token-url', () => {
  const ask = (answer: () => Response | Promise<Response>, tokenUrl = 'http://page.test/token') => {
    const calls: string[] = [];
    const clock = { now: 0 };
    const time = { elapsed: () => clock.now, now: () => START };
    const fetchFor = (url: string) => {
      calls.push(url);
      return Promise.resolve(answer());
    };
    return { calls, clock, source: createTokenSource({ tokenUrl, fetch: fetchFor as typeof fetch }, time) };
  };

  test('reads the token and its end, given as a date or in seconds', async () => {
    for (const expiresAt of ['2026-03-02T18:00:20Z', START / 1000 + 20]) {
      const { source, calls } = ask(() => Response.json({ token: 'opaque', expiresAt }));
      assert.equal(await source.get('missing'), 'opaque');
      await source.get('missing'); // 20 s are too few to go on with
      assert.equal(calls.length, 2);
    }
  });

  test('an answer that is no token is a schema error that says what is right', async () => {
    for (const body of ['<html>', '{}', '{"token": 7}']) {
      const { source } = ask(() => new Response(body));
      await assert.rejects(source.get('missing'), {
        code: 'schema',
        message: /no token: token-url must answer \{"token"/,
      });
    }
  });

  test('a token-url that never worked is a wrong setting: nothing has expired, and it is asked in growing pauses', async () => {
    const { source, calls } = ask(() => new Response(null, { status: 404 }));
    source.onExpired(() => assert.fail('no token could expire'));
    for (let i = 0; i < 3; i++)
      await assert.rejects(source.get('missing'), { code: 'upstream', message: /no token: token-url answered 404/ });
    assert.equal(calls.length, 1);
  });

  test('a token-url that stops working lets the visit expire, and says why', async () => {
    let status = 200;
    const { source, clock } = ask(() => new Response('{"token": "opaque"}', { status }));
    assert.equal(await source.get('missing'), 'opaque');
    status = 404;
    clock.now += 5000;
    await assert.rejects(source.get('unauthorized'), {
      code: 'expired',
      message: /could not be renewed: token-url answered 404/,
    });
  });

  test('a logged-out player (401) has no token, which is no error, also when the gateway wants one', async () => {
    const { source } = ask(() => new Response(null, { status: 401 }));
    source.onExpired(() => assert.fail('no token could expire'));
    assert.equal(await source.get('missing'), undefined);
    assert.equal(await source.get('unauthorized'), undefined);
  });

  test('a page server that is down passes: the error can be retried', async () => {
    const { source } = ask(() => new Response(null, { status: 503 }));
    await assert.rejects(source.get('missing'), { code: 'upstream', retryable: true });
  });
});

test('the subject of a token tells players apart; an opaque token has none', () => {
  assert.equal(subjectOfToken(jwt({ sub: 'pl_you' })), 'pl_you');
  assert.equal(subjectOfToken('opaque'), undefined);
  assert.equal(subjectOfToken('a.b.c'), undefined);
});
