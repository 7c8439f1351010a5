import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readId } from '../../src/gateway/http/router.js';
import { HISTORY, PAGE, SESSIONS, setup, START, testNothingSecretLeft } from './setup.js';

test('a service that is not configured does not exist', async () => {
  const it = setup({ iplaygames: undefined, vaix: undefined });
  const token = await it.token();
  for (const [method, path] of [
    ['POST', START],
    ['GET', '/iplaygames/api/v1/games'],
    ['GET', HISTORY],
  ] as const) {
    assert.equal((await it.ask(path, { method, token, body: method === 'POST' ? {} : undefined })).status, 404);
  }
  assert.equal((await it.ask(SESSIONS, { token })).status, 200);
});

test('operations of the services that no widget uses are not reachable', async () => {
  const it = setup();
  const token = await it.token();
  const paths = [
    '/meshmap/apps',
    '/meshmap/apps/players',
    '/meshmap/auth/code',
    '/meshmap/code',
    '/iplaygames/api/v1/promotions',
    '/iplaygames/api/v1/widget/tokens',
    '/vaix/api/casino/games',
    '/token',
    '/metrics',
    '/healthz',
    '/',
    '',
  ];
  for (const path of paths) assert.equal((await it.ask(path, { token })).status, 404, path);
  assert.equal(it.sent.length, 0);
});

test('unknown methods are not found, on every path', async () => {
  const it = setup();
  const token = await it.token();
  for (const method of ['PUT', 'DELETE', 'POST', 'PATCH', 'OPTIONS', 'QUERY', 'PROPFIND', 'get', 'X'.repeat(50)]) {
    const answer = await it.ask(`${SESSIONS}/gs_demo`, { method, token, origin: method === 'OPTIONS' ? null : PAGE });
    // a platform's Request makes "get" a GET by itself
    assert.equal(answer.status, method === 'get' ? 200 : 404, method);
  }
});

test('method override headers and queries change nothing', async () => {
  const it = setup();
  const token = await it.token();
  const headers = {
    'x-http-method-override': 'DELETE',
    'x-original-url': '/meshmap/apps',
    'x-rewrite-url': '/meshmap/apps',
  };
  assert.equal((await it.ask(`${SESSIONS}?_method=DELETE`, { token, headers })).status, 200);
  assert.deepEqual(
    it.sent.map(({ method, url }) => `${method} ${url.pathname}`),
    ['GET /meshmap/api/v1/apps/game-sessions'],
  );
});

test('paths with encoded slashes, dots, NUL, CRLF, %ff, double encoding and the like lead nowhere', async () => {
  const it = setup();
  const token = await it.token();
  const ids = [
    '..',
    '.',
    '%2e%2e',
    '%2E%2E',
    '..%2f..%2fapps',
    'x%2fplayers',
    'x%5cplayers',
    '%00',
    'gs%00',
    '%0d%0aX-Evil:%201',
    '%ff',
    '%c0%ae%c0%ae',
    '%252e%252e',
    '%25',
    'a%20b',
    'a%3fb',
    'a%23b',
    'a;b',
    '%e2%80%ae',
    '%ed%a0%80',
    '%',
    '%zz',
    'x'.repeat(301),
    '%2e%2e%2f%2e%2e%2f',
  ];
  for (const id of ids) {
    for (const path of [
      `${SESSIONS}/${id}`,
      `${SESSIONS}/${id}/players`,
      `/boards/${id}`,
      `/live/meshmap/apps/game-sessions/${id}/players`,
    ]) {
      const { status } = await it.ask(path, { token });
      // a URL parser takes dot segments out before anybody sees them: what is left is a path of ours or none
      const tidied = new URL(`https://gateway.example${path}`).pathname;
      const legal = tidied === SESSIONS;
      assert.ok(status === 404 || (legal && status === 200), `${path} → ${status}`);
    }
  }
  for (const { url } of it.sent) assert.match(url.pathname, /^\/meshmap\/api\/v1\/apps\/game-sessions(\/players)?$/);
});

test('any id at all stays one segment of the upstream’s path', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string()), (text) => {
      const value = readId(text);
      if (value === undefined) return;
      const base = 'https://api.example/v1/apps/x';
      const url = new URL(`${base}/${encodeURIComponent(value)}/players`);
      assert.equal(url.pathname.split('/').length, 6);
      assert.equal(url.origin, 'https://api.example');
      assert.equal(url.search + url.hash, '');
    }),
    { numRuns: 2_000 },
  );
});

test('absolute-form, protocol-relative and doubled slashes are not paths of ours', async () => {
  const it = setup();
  const token = await it.token();
  for (const path of [
    '//meshmap/apps/game-sessions',
    '/http://169.254.169.254/latest',
    '/meshmap//apps/game-sessions',
    '/meshmap/apps/game-sessions/',
    '/MESHMAP/apps/game-sessions',
    '/meshmap/apps/game%2dsessions',
  ]) {
    assert.equal((await it.ask(path, { token })).status, 404, path);
  }
});

test('basePath is part of every path', async () => {
  const it = setup({ basePath: '/gs/' });
  const token = await it.token();
  assert.equal((await it.ask(`/gs${SESSIONS}`, { token })).status, 200);
  assert.equal((await it.ask(SESSIONS, { token })).status, 404);
});

test('a slash at the end of a service’s address makes no double slash', async () => {
  const it = setup({ meshmap: { url: 'https://apis.example/meshmap/api/v1/', key: 'meshmap-operator-key-9f3c' } });
  await it.ask(SESSIONS, { token: await it.token() });
  assert.equal(it.sent[0]?.url.pathname, `/meshmap/api/v1${SESSIONS.replace('/meshmap', '')}`);
});

test('no header of the caller travels: cookies, hop-by-hop, forwarding, own keys', async () => {
  const it = setup();
  const token = await it.token();
  const headers = {
    cookie: 'session=1',
    'x-app-api-key': 'mine',
    'x-vaix-client-id': 'mine',
    'x-forwarded-for': '1.1.1.1',
    forwarded: 'for=1.1.1.1',
    'x-forwarded-host': 'evil.test',
    te: 'trailers',
    'proxy-authorization': 'Basic eA==',
    'accept-language': 'de',
    referer: 'https://lobby.example.com/secret',
    'x-custom': '1',
  };
  await it.ask(SESSIONS, { token, headers });
  await it.ask(HISTORY, { token, headers });
  await it.ask(START, { token, headers, method: 'POST', body: { game_id: 101 } });
  const [meshmap, vaix, start] = it.sent;
  assert.deepEqual(meshmap?.headers, { accept: 'application/json', 'x-app-api-key': 'meshmap-operator-key-9f3c' });
  assert.deepEqual(vaix?.headers, {
    accept: 'application/json',
    authorization: 'Bearer vaix-operator-key-b02d',
    'x-vaix-client-id': 'sandbox',
  });
  assert.deepEqual(start?.headers, {
    accept: 'application/json',
    authorization: 'Bearer iplaygames-operator-key-71aa',
    'content-type': 'application/json',
  });
});

test('only query names of the table travel, once each and only as they may look', async () => {
  const it = setup();
  const token = await it.token();
  await it.ask('/iplaygames/api/v1/games?type=slot&api_key=x&per_page=all&page=2&__proto__=1&constructor=2', { token });
  assert.equal(it.sent[0]?.url.search, '?per_page=all&type=slot');
  for (const query of [
    'type=slots',
    'type=slot&type=table',
    'per_page=-1',
    'per_page=1e9',
    'provider=a%0d%0ab',
    'search=%00',
  ]) {
    assert.equal((await it.ask(`/iplaygames/api/v1/games?${query}`, { token })).code, 'invalid', query);
  }
  for (const query of [
    'limit=201',
    'limit=0',
    'limit=-1',
    'limit=1e2',
    'offset=-1',
    'offset=99999999',
    'ranking=best',
    'sort=up',
    'around=pl_001',
    'limit=5&limit=6',
  ]) {
    assert.equal((await it.ask(`/boards/gs_demo?${query}`, { token })).code, 'invalid', query);
  }
  assert.equal((await it.ask(`/boards/gs_demo?limit=5&${'x'.repeat(3_000)}`, { token })).status, 414);
  assert.equal(it.sent.length, 1);
});

test('filters keep to the filter language', async () => {
  const it = setup();
  const token = await it.token();
  const ask = (filters: string) => it.ask(`${HISTORY}?${new URLSearchParams({ filters }).toString()}`, { token });
  assert.equal((await ask('category:eq:Gaming: Dice;enabled:eq:1')).status, 200);
  for (const bad of ['x', 'a:eq', 'a:eq:b;', '1=1; drop table', 'a:eq:b\u0000', `a:eq:${'x'.repeat(600)}`]) {
    assert.equal((await ask(bad)).code, 'invalid', bad);
  }
});

test('bodies: other types, broken JSON, 16 KB and more, and dripping ones are refused', async () => {
  const it = setup();
  const token = await it.token();
  const post = (raw: BodyInit, type: string) =>
    it.ask(START, { method: 'POST', token, raw, headers: { 'content-type': type } });
  for (const type of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
    'text/json',
  ]) {
    assert.equal((await post('{"game_id":101}', type)).status, 415, type);
  }
  assert.equal((await post('{"game_id":', 'application/json')).code, 'invalid');
  assert.equal((await post(JSON.stringify({ game_id: 101, x: 'y'.repeat(17_000) }), 'application/json')).status, 413);
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(4_096).fill(32)),
  });
  assert.equal((await post(endless, 'application/json')).status, 413);
  const dripping = post(
    new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(new Uint8Array([123])) }),
    'application/json',
  );
  await it.clock.advance(6_000);
  assert.equal((await dripping).status, 408);
  assert.equal(it.sent.length, 0);
});

test('bodies: deep, polluted and wrongly shaped JSON reaches nobody', async () => {
  const it = setup();
  const token = await it.token();
  const post = (path: string, raw: string, method = 'POST') =>
    it.ask(path, { method, token, raw, headers: { 'content-type': 'application/json' } });
  const deep = `{"game_id":101,"locale":${'['.repeat(7_000)}${']'.repeat(7_000)}}`;
  for (const raw of [
    deep,
    '[]',
    '"x"',
    '1',
    'null',
    '{"game_id":"101; drop"}',
    '{"game_id":1.5}',
    '{"game_id":-1e400}',
    '{"game_id":[101]}',
    '{"game_id":{"$gt":0}}',
    '{"game_id":101,"locale":"en-GB"}',
    '{"game_id":101,"device":"<b>"}',
  ]) {
    assert.equal((await post(START, raw)).code, 'invalid', raw.slice(0, 60));
  }
  assert.equal((await post(SESSIONS, '{"name":"x","apiKey":"y"}')).code, 'invalid');
  assert.equal((await post(SESSIONS, '{"miniGameTypeId":"a","miniGameTypeName":"b"}')).code, 'invalid');
  for (const score of ['"5"', 'null', '1e999', '[1]', '{}']) {
    assert.equal(
      (await post(`${SESSIONS}/gs_demo/players/pl_you`, `{"score":${score}}`, 'PATCH')).code,
      'invalid',
      score,
    );
  }
  assert.equal(it.sent.length, 0);
  await post(START, '{"game_id":101,"__proto__":{"provider":"x"},"constructor":{"prototype":{"provider":"y"}}}');
  assert.deepEqual(Object.keys(JSON.parse(it.sent[0]?.body ?? '') as object).sort(), [
    'country_code',
    'currency',
    'game_id',
    'ip_address',
    'player_id',
  ]);
  assert.equal(({} as { provider?: string }).provider, undefined);
});

test('an invalid body is told by field', async () => {
  const it = setup();
  const { json } = await it.ask(START, {
    method: 'POST',
    token: await it.token(),
    body: { game_id: 'x', device: 'tv' },
  });
  const { fields, retryable } = json.error as { fields: { path: string }[]; retryable: boolean };
  assert.deepEqual(
    fields.map(({ path }) => path),
    ['game_id', 'device'],
  );
  assert.equal(retryable, false);
});

test('CORS: a page of ours is answered by name, its preflight is remembered, and no credentials are offered', async () => {
  const it = setup();
  const preflight = await it.ask(SESSIONS, {
    method: 'OPTIONS',
    headers: { 'access-control-request-method': 'PATCH', 'access-control-request-headers': 'authorization' },
  });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get('access-control-allow-origin'), PAGE);
  assert.match(preflight.headers.get('access-control-allow-headers') ?? '', /Authorization.*Last-Event-ID/);
  assert.match(preflight.headers.get('access-control-allow-methods') ?? '', /PATCH/);
  assert.ok(Number(preflight.headers.get('access-control-max-age')) >= 3_600);
  assert.match(preflight.headers.get('vary') ?? '', /Origin/);
  assert.equal(preflight.headers.get('access-control-allow-credentials'), null);
  const answer = await it.ask(SESSIONS, { token: await it.token() });
  assert.equal(answer.headers.get('access-control-allow-origin'), PAGE);
  assert.equal(answer.headers.get('access-control-allow-credentials'), null);
  assert.match(answer.headers.get('access-control-expose-headers') ?? '', /Retry-After/);
});

test('CORS probing: other origins learn nothing, not even from a preflight', async () => {
  const it = setup({ public: ['scores.read'] });
  for (const origin of ['https://evil.test', 'null', 'https://lobby.example.com.evil.test', '*']) {
    for (const method of ['OPTIONS', 'GET']) {
      const answer = await it.ask('/boards/gs_demo', {
        method,
        origin,
        headers: { 'access-control-request-method': 'GET' },
      });
      assert.deepEqual([answer.status, answer.headers.get('access-control-allow-origin')], [403, null]);
    }
  }
  assert.equal(it.sent.length, 0);
});

test('errors have one shape, with the id that is in the log and in the header', async () => {
  const it = setup();
  const answer = await it.ask(SESSIONS);
  const error = answer.json.error as Record<string, unknown>;
  assert.deepEqual(Object.keys(error), ['code', 'message', 'retryable', 'requestId']);
  assert.equal(answer.headers.get('x-request-id'), error.requestId);
  assert.equal(it.logs[0]?.requestId, error.requestId);
});

test('CORS: headers that monitoring adds pass the preflight and are ignored, and further ones can be allowed', async () => {
  const it = setup({ allowedHeaders: ['x-shop-version'] });
  const preflight = await it.ask(SESSIONS, { method: 'OPTIONS' });
  const allowed = (preflight.headers.get('access-control-allow-headers') ?? '').toLowerCase().split(', ');
  for (const name of ['traceparent', 'tracestate', 'baggage', 'sentry-trace', 'x-shop-version', 'authorization'])
    assert.ok(allowed.includes(name), name);
  const headers = { traceparent: '00-1-1-01', baggage: 'user=7', 'x-shop-version': '3' };
  assert.equal((await it.ask(SESSIONS, { token: await it.token(), headers })).status, 200);
  for (const name of Object.keys(headers)) assert.equal(it.sent[0]?.headers[name], undefined);
});

test('HEAD is answered like GET, without a body; a stream has no HEAD', async () => {
  const it = setup();
  const token = await it.token();
  const get = await it.ask(SESSIONS, { token });
  const head = await it.ask(SESSIONS, { token, method: 'HEAD' });
  assert.deepEqual([head.status, head.text, head.headers.get('etag')], [200, '', get.headers.get('etag')]);
  assert.deepEqual((await it.ask('/boards/nobody', { token, method: 'HEAD' })).status, 404);
  for (const path of ['/live', '/live/meshmap/apps/game-sessions/gs_demo/players'])
    assert.equal((await it.ask(path, { token, method: 'HEAD' })).status, 404);
});

testNothingSecretLeft();
