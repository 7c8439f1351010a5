// Requests against a real HTTP server on this machine: what goes wrong on a network, and what is repeated because of it.
import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import { type ApiError, type Client, type ClientConfig, createClient } from '../../src/api/client.js';

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** A server that gives these answers in turn, the last one for good, and a direct client for it that does not dawdle. */
async function setup(t: TestContext, answers: Answer | Answer[], config: Partial<ClientConfig> = {}) {
  const queue = [answers].flat();
  const requests: { method?: string; url?: string; headers: IncomingMessage['headers'] }[] = [];
  const listener: RequestListener = (request, response) => {
    requests.push({ method: request.method, url: request.url, headers: request.headers });
    request.resume();
    (queue.length > 1 ? queue.shift()! : queue[0])(response, request);
  };
  const server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const delays: number[] = [];
  const client = createClient({
    meshmap: { url: `${url}/m`, key: 'mk' },
    iplaygames: { url, key: 'ik' },
    vaix: { url, key: 'vk', clientId: 'group' },
    retryDelay: (attempt) => {
      delays.push(attempt);
      return 0;
    },
    ...config,
  }) as Required<Client>;
  return { client, requests, delays, url, server };
}

const send =
  (status: number, body: string, headers: Record<string, string> = { 'content-type': 'application/json' }): Answer =>
  (response) =>
    void response.writeHead(status, headers).end(body);
const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  send(status, JSON.stringify(body), { 'content-type': 'application/json', ...headers });
const hang: Answer = () => undefined;
const players = json(200, { players: [] });
const facts = { playerId: 'p', currency: 'EUR', countryCode: 'MT', ipAddress: '203.0.113.24' };
const start = (client: Required<Client>, signal?: AbortSignal) =>
  client.iplaygames.startGameSession({ ...facts, gameId: '1' }, { signal });

async function rejection(call: Promise<unknown>): Promise<ApiError> {
  const error = await call.then(
    () => assert.fail('the call succeeded'),
    (thrown: unknown) => thrown,
  );
  assert.equal((error as Error).name, 'ApiError');
  return error as ApiError;
}

for (const [what, answer, code, message] of [
  [
    'a page of HTML',
    send(200, '<h1>Hi</h1>', { 'content-type': 'text/html' }),
    'upstream',
    /text\/html instead of JSON/,
  ],
  ['JSON said to be HTML', send(200, '{"players":[]}', { 'content-type': 'text/html' }), 'upstream', /text\/html/],
  ['JSON cut off', send(200, '{"players":[{"play'), 'upstream', /broken or cut off/],
  ['an empty body', send(200, ''), 'upstream', /answered with nothing/],
  ['204 without a body', send(204, ''), 'upstream', /answered with nothing/],
  ['a 502 page', send(502, '<html>Bad gateway', { 'content-type': 'text/html' }), 'upstream', /status 502/],
  ['a 503', json(503, { error: 'Down' }), 'unavailable', /^Down$/],
  ['a 304 that nobody asked for', send(304, ''), 'upstream', /status 304/],
  ['a body that says failure', json(200, { success: false, message: 'No' }), 'upstream', /^No$/],
  ['JSON of another shape', json(200, { items: [] }), 'schema', /players must be a list/],
] as const) {
  test(`${what}: ${code}, with a message that says so`, async (t) => {
    const { client } = await setup(t, answer);
    const error = await rejection(client.meshmap.listSessionPlayers('gs_1'));
    assert.equal(error.code, code);
    assert.match(error.message, message);
    assert.doesNotMatch(error.message, /</);
  });
}

test('JSON sent as plain text is still read', async (t) => {
  const { client } = await setup(t, send(200, '\ufeff{"players":[]}', { 'content-type': 'text/plain; charset=utf-8' }));
  assert.deepEqual((await client.meshmap.listSessionPlayers('gs_1')).items, []);
});

test('JSON nested 100 000 deep is an error, not a crash', async (t) => {
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  for (const body of [deep, `{"players":${deep}}`, `{"players":[{"playerId":"a","score":1,"user":${deep}}]}`]) {
    const { client } = await setup(t, send(200, body));
    await client.meshmap.listSessionPlayers('gs_1').then(
      ({ items }) => assert.ok(items.length <= 1),
      (error: ApiError) => assert.equal(error.code, 'schema'),
    );
    const failing = await setup(t, send(400, `{"error":${deep},"errors":{"a":${deep}}}`));
    assert.equal((await rejection(failing.client.meshmap.listSessionPlayers('gs_1'))).code, 'invalid');
  }
});

test('reads are repeated twice at most, and succeed when the third answer is good', async (t) => {
  const { client, requests, delays } = await setup(t, [json(500, {}), send(200, '{"pl'), players]);
  assert.deepEqual((await client.meshmap.listSessionPlayers('gs_1')).items, []);
  assert.equal(requests.length, 3);
  assert.deepEqual(delays, [1, 2]);
});

for (const [status, requests] of [
  [400, 1],
  [401, 1],
  [403, 1],
  [404, 1],
  [409, 1],
  [422, 1],
  [408, 3],
  [425, 3],
  [429, 3],
  [500, 3],
  [502, 3],
  [503, 3],
  [504, 3],
] as const) {
  test(`a read answered ${status}: ${requests} ${requests === 1 ? 'request' : 'requests'}`, async (t) => {
    const { client, requests: seen } = await setup(t, json(status, { error: 'x' }));
    assert.equal((await rejection(client.meshmap.listGameSessions())).status, status);
    assert.equal(seen.length, requests);
  });
}

test('a call can refuse to be repeated, and cannot ask for more than is allowed', async (t) => {
  const { client, requests } = await setup(t, json(503, {}));
  await rejection(client.meshmap.listGameSessions({ retry: 0 }));
  assert.equal(requests.length, 1);
  await rejection(client.meshmap.listGameSessions({ retry: 50 }));
  assert.equal(requests.length, 4);
});

test('a score and an end are repeated; creating, registering and starting never are', async (t) => {
  const { client, requests } = await setup(t, json(500, { error: 'x' }));
  const count = async (call: Promise<unknown>) => {
    const before = requests.length;
    await rejection(call);
    return requests.length - before;
  };
  assert.equal(await count(client.meshmap.setSessionPlayerScore('gs_1', 'p', 1)), 3);
  assert.equal(await count(client.iplaygames.endGameSession('s')), 3);
  assert.equal(await count(client.iplaygames.endMultiSession('s')), 3);
  assert.equal(await count(client.meshmap.createGameSession({})), 1);
  assert.equal(await count(client.meshmap.registerSessionPlayer('gs_1', 'p')), 1);
  assert.equal(await count(start(client)), 1);
  assert.equal(await count(client.iplaygames.startMultiSession(facts)), 1);
});

test('Retry-After in seconds or as a date is kept on the error; a long one ends the call at once', async (t) => {
  const date = 'Fri, 02 Jan 2026 00:00:00 GMT';
  for (const [header, seconds] of [
    ['120', 120],
    ['Fri, 02 Jan 2026 00:01:30 GMT', 90],
    ['Fri, 02 Jan 2026 01:00:00 GMT', 3600],
  ] as const) {
    const { client, requests } = await setup(
      t,
      json(429, { message: 'Too Many Attempts.' }, { 'retry-after': header, date }),
    );
    const error = await rejection(client.iplaygames.listGames());
    assert.deepEqual([error.code, error.retryAfter, error.retryable], ['rate-limited', seconds, true]);
    assert.equal(requests.length, 1);
  }
});

test('a short Retry-After is waited for, whatever the delay would have been', async (t) => {
  const { client, requests } = await setup(t, [json(429, {}, { 'retry-after': '0.05' }), players]);
  const before = performance.now();
  await client.meshmap.listSessionPlayers('gs_1');
  assert.ok(performance.now() - before >= 45);
  assert.equal(requests.length, 2);
});

test('a Retry-After that makes no sense is ignored', async (t) => {
  for (const header of ['soon', '-5', 'Thu, 01 Jan 1970 00:00:00 GMT']) {
    const { client, requests } = await setup(t, [json(429, {}, { 'retry-after': header }), players]);
    await client.meshmap.listSessionPlayers('gs_1');
    assert.equal(requests.length, 2);
  }
});

test('an answer that never comes, or drips, is over when the time is', async (t) => {
  const timeouts = { read: 60 };
  const drip: Answer = (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const timer = setInterval(() => response.write(' '), 10);
    response.on('close', () => clearInterval(timer));
  };
  for (const answer of [hang, drip]) {
    const { client, requests } = await setup(t, answer, { timeouts });
    const error = await rejection(client.meshmap.listGameSessions());
    assert.deepEqual([error.code, error.retryable, requests.length], ['timeout', true, 3]);
    assert.match(error.message, /did not answer in time/);
  }
});

test('a fetch that heeds no signal does not hold a call up', async (t) => {
  const { client } = await setup(t, hang, { timeouts: { read: 20 }, fetch: () => new Promise(() => undefined) });
  assert.equal((await rejection(client.meshmap.listGameSessions({ retry: 0 }))).code, 'timeout');
  const controller = new AbortController();
  const call = rejection(client.meshmap.listGameSessions({ signal: controller.signal }));
  controller.abort();
  assert.equal((await call).code, 'aborted');
});

test('an answer of more than 32 MB is refused before it is all here', async (t) => {
  let written = 0;
  const flood: Answer = (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const chunk = Buffer.alloc(1024 * 1024, ' ');
    const more = () => {
      while (!response.destroyed && written < 400) {
        written++;
        if (!response.write(chunk)) return void response.once('drain', more);
      }
      response.end();
    };
    more();
  };
  const { client } = await setup(t, flood);
  const error = await rejection(client.meshmap.listGameSessions());
  assert.equal(error.code, 'upstream');
  assert.match(error.message, /more than 32 MB/);
  assert.ok(written < 100, `${written} MB were sent`);
});

test('a redirect is followed, a loop of them is a network error', async (t) => {
  const loop: Answer = (response, request) => void response.writeHead(302, { location: request.url }).end();
  const looping = await setup(t, loop);
  assert.equal((await rejection(looping.client.meshmap.listGameSessions({ retry: 0 }))).code, 'network');
  const once: Answer = (response) => void response.writeHead(307, { location: '/elsewhere' }).end();
  const { client, requests } = await setup(t, [once, json(200, { gameSessions: [] })]);
  await client.meshmap.listGameSessions();
  assert.equal(requests[1]?.url, '/elsewhere');
});

test('a server that is not there is a network error, even for a start, which cannot have happened', async (t) => {
  const { client, server } = await setup(t, players);
  await new Promise((resolve) => server.close(resolve));
  assert.equal((await rejection(client.meshmap.listGameSessions())).code, 'network');
  assert.equal((await rejection(start(client))).code, 'network');
});

for (const [what, answer] of [
  ['the time is up', hang],
  ['the connection breaks', (response: ServerResponse) => void response.destroy()],
  [
    'the connection breaks in the body',
    (response: ServerResponse) =>
      void response.writeHead(201, { 'content-length': '99' }).write('{', () => response.destroy()),
  ],
  ['the answer is cut off', send(201, '{"success":tr')],
  ['a proxy answers 502', send(502, '<h1>502</h1>', { 'content-type': 'text/html' })],
  ['a proxy answers 504', send(504, '')],
] as const) {
  test(`a start when ${what}: unknown outcome, not repeated`, async (t) => {
    // Long enough for a busy machine to have received the request.
    const { client, requests } = await setup(t, answer, { timeouts: { start: 500, write: 500 } });
    const error = await rejection(start(client));
    assert.deepEqual([error.code, error.retryable, requests.length], ['unknown-outcome', false, 1]);
    assert.equal((await rejection(client.meshmap.createGameSession({}))).code, 'unknown-outcome');
  });
}

test('a start that says no in a 201 is a failure; one without the needed data too', async (t) => {
  const refused = await setup(t, json(201, { success: false, message: 'Wallet is locked' }));
  const error = await rejection(start(refused.client));
  assert.deepEqual([error.code, error.status, error.message], ['upstream', 201, 'Wallet is locked']);
  const empty = await setup(t, json(201, { success: true, data: { session_id: 'a', game_url: '  ' } }));
  const shape = await rejection(start(empty.client));
  assert.deepEqual([shape.code, shape.fields?.[0]?.path], ['schema', 'data.game_url']);
});

test('an end without a body is done', async (t) => {
  const { client } = await setup(t, send(200, ''));
  await client.iplaygames.endGameSession('gs_1');
  const none = await setup(t, send(204, ''));
  await none.client.iplaygames.endMultiSession('gs_1');
});

test('the caller ends a call while it is under way, waiting to be repeated, or before it began', async (t) => {
  const under = new AbortController();
  const { client, requests } = await setup(t, () => under.abort());
  assert.equal((await rejection(start(client, under.signal))).code, 'aborted');
  assert.equal((await rejection(start(client, AbortSignal.abort()))).code, 'aborted');
  assert.equal(requests.length, 1);

  const waiting = new AbortController();
  const retryDelay = () => {
    waiting.abort();
    return 60_000;
  };
  const second = await setup(t, json(503, {}), { retryDelay });
  const error = await rejection(second.client.meshmap.listGameSessions({ signal: waiting.signal }));
  assert.deepEqual([error.code, error.retryable], ['aborted', false]);
});

test('no listener stays on a signal that outlives its calls', async (t) => {
  const { client } = await setup(t, [json(503, {}), players]);
  const { signal } = new AbortController();
  let listeners = 0;
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (...rest: Parameters<typeof add>) => (listeners++, add(...rest));
  signal.removeEventListener = (...rest: Parameters<typeof remove>) => (listeners--, remove(...rest));
  await client.meshmap.listSessionPlayers('gs_1', { signal });
  assert.equal(listeners, 0);
});

test('requests carry the key and what JSON needs, and nothing else of ours', async (t) => {
  const { client, requests } = await setup(t, json(200, { gameSessions: [], data: [], status: 'success' }));
  await client.meshmap.listGameSessions();
  await client.vaix.getLatestGameSessions({ user: 'u' });
  await client.iplaygames.endGameSession('s');
  const own = (headers: IncomingMessage['headers']) =>
    Object.fromEntries(
      Object.entries(headers).filter(([name]) => /^(accept|x-.*|authorization|content-type)$/.test(name)),
    );
  assert.deepEqual(
    requests.map(({ headers }) => own(headers)),
    [
      { accept: 'application/json', 'x-app-api-key': 'mk' },
      { accept: 'application/json', authorization: 'Bearer vk', 'x-vaix-client-id': 'group' },
      { accept: 'application/json', authorization: 'Bearer ik' },
    ],
  );
});

test('no request takes the page’s cookies along, not even one that outlives the page', async (t) => {
  const sent: (RequestCredentials | undefined)[] = [];
  const { client } = await setup(t, players, {
    fetch: (input, init) => {
      sent.push(init?.credentials);
      return fetch(input, init);
    },
  });
  await client.meshmap.listSessionPlayers('gs_1');
  await client.meshmap.setSessionPlayerScore('gs_1', 'p', 1).catch(() => 'the answer does not matter');
  await (await client.iplaygames.prepareEnd('game', 's1'))().catch(() => 'the answer does not matter');
  assert.deepEqual(sent, ['omit', 'omit', 'omit']);
});

test('errors hold neither the key nor the address', async (t) => {
  const { client } = await setup(t, (response) => void response.destroy());
  const error = await rejection(client.iplaygames.getGameSessionStatus('secret-session', { retry: 0 }));
  const { inspect } = await import('node:util');
  assert.doesNotMatch(inspect(error, { depth: 10, showHidden: true }), /secret-session|Bearer|ik\b/);
  assert.notEqual((error.cause as Error).name, 'FetchError');
});
