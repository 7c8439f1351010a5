import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, mock, test } from 'node:test';
import { createSandbox, type Sandbox } from '../../../src/mock/sandbox/index.js';
import { createServices } from '../../../src/gateway/services.js';
import { mintToken, type GatewayConfig, type MintClaims } from '../../../src/gateway/index.js';
import { serve, type RunningGateway } from '../../../src/gateway/node/index.js';
import { FastPath } from '../../../src/gateway/http/fast-path.js';
import { ALL_SCOPES, keepSecret, PAGE, SECRET, SESSIONS, TestClock, testNothingSecretLeft, witness } from '../setup.js';

const KEY = 'operator-key-of-the-short-way-77b2';
const OTHER_PAGE = 'https://other.example.com';
/** The gateway's own origin. */
const OWN = 'http://gateway.example';
const BOARD = '/boards/gs_demo?limit=5';
const GAMES = '/iplaygames/api/v1/games';
keepSecret(KEY);

const shortWay = mock.method(FastPath.prototype, 'answer');
/** Whether the last request was answered the short way. */
const tookShortWay = () => shortWay.mock.calls.at(-1)?.result !== undefined;

interface Place {
  running: RunningGateway;
  config: GatewayConfig;
  sandbox: Sandbox;
  clock: TestClock;
  /** Texts of requests that were sent upstream. */
  sent: string[];
  token: (claims?: Partial<MintClaims>) => Promise<string>;
}

const places: Place[] = [];

/** A gateway on a real socket, with a clock that stands still. */
async function place(change: Partial<GatewayConfig> = {}): Promise<Place> {
  const clock = new TestClock();
  const sandbox = createSandbox({ now: clock.now, keys: { meshmap: KEY, iplaygames: KEY } });
  const sent: string[] = [];
  const config: GatewayConfig = {
    origins: [PAGE, OTHER_PAGE],
    tokens: { secret: SECRET },
    meshmap: { url: 'https://apis.example/meshmap/api/v1', key: KEY },
    iplaygames: { url: 'https://apis.example/iplaygames', key: KEY },
    fetch: (input, init) => {
      sent.push(input as string);
      return sandbox.fetch(input as string, init);
    },
    clock,
    log: (line) => witness(JSON.stringify(line)),
    ...change,
  };
  const running = await serve(config, { host: '127.0.0.1', port: 0 });
  const token = async (claims: Partial<MintClaims> = {}) =>
    (await mintToken(config, { sub: 'pl_you', scp: ALL_SCOPES, org: [PAGE], ...claims }, clock)).token;
  const made = { running, config, sandbox, clock, sent, token };
  places.push(made);
  return made;
}

after(() => Promise.all(places.map(({ running }) => running.close())));

interface Answer {
  status: number;
  /** Lines `Name: value` in the order of the alphabet, without what differs from answer to answer. */
  headers: string[];
  /** Bytes as Latin-1, without the request's id. */
  body: string;
}

/** The token's player on a board. */
const selfIn = ({ body }: Answer) => (JSON.parse(body) as { self: { playerId: string; score: number } }).self;

/** Sends a request byte by byte as it is given, and reads the answer until the server closes. */
function raw({ running }: Place, text: string): Promise<Answer> {
  shortWay.mock.resetCalls();
  return new Promise((resolve, reject) => {
    const socket = connect(running.port, '127.0.0.1', () => socket.write(text));
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => {
      const all = Buffer.concat(chunks).toString('latin1');
      witness(all);
      const [head = '', body = ''] = all.split(/\r\n\r\n(.*)/s);
      const [line = '', ...headers] = head.split('\r\n');
      const length = headers.find((one) => one.startsWith('Content-Length: '))?.slice(16);
      if (body !== '') assert.equal(Number(length), body.length);
      resolve({
        status: Number(line.split(' ')[1]),
        headers: headers.filter((one) => !/^(date|x-request-id|content-length):/i.test(one)).sort(),
        body: body.replace(/"requestId":"[^"]*"/, ''),
      });
    });
  });
}

interface Ask {
  token?: string;
  /** Default `Bearer`. */
  scheme?: string;
  origin?: string | null;
  host?: string;
  /** More header lines. */
  lines?: string[];
  start?: string;
}

function ask(
  at: Place,
  path: string,
  { token, scheme = 'Bearer', origin = PAGE, lines = [], start, host = 'gateway.example' }: Ask = {},
): Promise<Answer> {
  const head = [
    start ?? `GET ${path} HTTP/1.1`,
    `Host: ${host}`,
    ...(origin === null ? [] : [`Origin: ${origin}`]),
    ...(token === undefined ? [] : [`Authorization: ${scheme} ${token}`]),
    'Connection: close',
    ...lines,
  ];
  return raw(at, `${head.join('\r\n')}\r\n\r\n`);
}

let both: Place;
/** The same, where everything goes the long way: what is counted elsewhere has to be waited for. */
let long: Place;
before(async () => {
  both = await place();
  const limiter = () => ({ consume: () => Promise.resolve(), delete: () => Promise.resolve(true) });
  long = await place({ limits: { limiter } });
});

/** What is asked, and whether it may go the short way the second time. */
const table: [name: string, path: string, short: boolean, ask?: Ask, claims?: Partial<MintClaims>][] = [
  ['a board', BOARD, true],
  ['a window around the player', '/boards/gs_demo?around=self&limit=3&ranking=dense', true],
  ['a board for nobody in particular', BOARD, true, {}, { sub: undefined }],
  ['the players of a session', `${SESSIONS}/gs_demo/players`, true],
  ['one session', `${SESSIONS}/gs_demo`, true],
  ['all sessions', SESSIONS, true],
  ['those of a token for one session', SESSIONS, true, {}, { res: ['gs_demo'] }],
  ['the catalogue', `${GAMES}?type=slot`, true],
  ['a query that is not known', `${BOARD}&x=1`, true],
  ['an encoded id', '/boards/gs%5Fdemo', true],
  [
    'other headers, in other cases',
    BOARD,
    true,
    { lines: ['COOKIE: a=b', 'x-forwarded-host: evil.test', 'aCCept: */*'] },
  ],
  ['a scheme in lower case', BOARD, true, { scheme: 'bearer' }],
  ['the page itself', BOARD, true, { origin: null, lines: ['Sec-Fetch-Site: same-origin'] }, { org: [OWN] }],
  ['an ETag that is not known', BOARD, true, { lines: ['If-None-Match: "other"'] }, { sub: undefined }],
  ['every ETag', BOARD, true, { lines: ['If-None-Match: *'] }, { sub: undefined }],
  ['HTTP/1.0', BOARD, true, { start: `GET ${BOARD} HTTP/1.0` }],
  ['a range', BOARD, false, { lines: ['Range: bytes=0-3'] }],
  ['a body', BOARD, false, { lines: ['Content-Length: 0'] }],
  ['an upgrade', BOARD, false, { lines: ['Upgrade: h2c'] }],
  ['HEAD', BOARD, false, { start: `HEAD ${BOARD} HTTP/1.1` }],
  ['the absolute form', BOARD, false, { start: `GET http://gateway.example${BOARD} HTTP/1.1` }],
  ['two origins', BOARD, false, { lines: [`Origin: ${PAGE}`] }],
  ['two tokens', BOARD, false, { lines: ['Authorization: Bearer a.b.c'] }],
  ['no origin', BOARD, false, { origin: null }],
  ['a page beside it', BOARD, false, { origin: null, lines: ['Sec-Fetch-Site: same-site'] }, { org: [OWN] }],
  ['a page that is not welcome', BOARD, false, { origin: 'https://evil.example' }],
  ['a page the token was not made for', BOARD, false, { origin: OTHER_PAGE }],
  ['a scope the token has not', BOARD, false, {}, { scp: ['games.read'] }],
  ['a session the token is not for', BOARD, false, {}, { res: ['gs_done'] }],
  ['a query that is wrong', '/boards/gs_demo?limit=0', false],
  ['a session that does not exist', '/boards/nobody', false],
  ['a path that does not exist', '/nothing', false],
];

for (const [name, path, short, asking = {}, claims = {}] of table) {
  test(`both ways give the same answer: ${name}`, async () => {
    const token = await both.token({ jti: name, ...claims });
    const first = await ask(both, path, { token, ...asking });
    const second = await ask(both, path, { token, ...asking });
    assert.equal(tookShortWay(), short);
    const third = await ask(long, path, { token, ...asking });
    assert.equal(tookShortWay(), false);
    assert.deepEqual(second, first);
    assert.deepEqual(second, third);
  });
}

test('what was dropped by a write is not answered the short way, and then it is again', async () => {
  const at = await place();
  const token = await at.token();
  const write = async (method: string, path: string, body: object) => {
    const response = await fetch(`http://127.0.0.1:${at.running.port}${path}`, {
      method,
      headers: { origin: PAGE, authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    assert.ok(response.ok);
  };
  for (const path of [BOARD, SESSIONS]) {
    await ask(at, path, { token });
    const before = await ask(at, path, { token });
    assert.ok(tookShortWay());
    if (path === BOARD) await write('PATCH', `${SESSIONS}/gs_demo/players/pl_you`, { score: 99_999 });
    else await write('POST', SESSIONS, { name: 'Friday night' });
    const after = await ask(at, path, { token });
    assert.equal(tookShortWay(), false);
    assert.notEqual(after.body, before.body);
    assert.deepEqual(await ask(at, path, { token }), after);
    assert.ok(tookShortWay());
  }
});

test('304 by both ways, for a plain and a weak ETag', async () => {
  const token = await both.token({ sub: undefined });
  const { headers } = await ask(both, BOARD, { token });
  const etag = headers.find((line) => line.startsWith('etag: '))?.slice(6) ?? '';
  for (const known of [etag, `W/${etag}`]) {
    const answers = [both, both, long].map((at) => ask(at, BOARD, { token, lines: [`If-None-Match: ${known}`] }));
    const [first, second, third] = await Promise.all(answers);
    assert.deepEqual([first?.status, first?.body], [304, '']);
    assert.deepEqual(second, first);
    assert.deepEqual(third, first);
  }
});

test('a public board without a token, by both ways', async () => {
  const at = await place({ public: ['scores.read'] });
  const [first, second] = [await ask(at, BOARD), await ask(at, BOARD)];
  assert.equal(tookShortWay(), true);
  assert.deepEqual(second, first);
  assert.ok(first.headers.includes('cache-control: public, max-age=0, s-maxage=2, stale-while-revalidate=1'));
  assert.equal((await ask(at, BOARD, { token: 'a.b.c' })).status, 401, 'a bad token is not taken for none');
  assert.equal((await ask(at, BOARD, { origin: 'null' })).status, 403);
});

test('a remembered token that expires is refused although the answer is at hand', async () => {
  const token = await both.token({ ttl: 10 });
  await ask(both, GAMES, { token });
  await ask(both, GAMES, { token });
  assert.equal(tookShortWay(), true);
  const before = both.sent.length;
  await both.clock.advance(45_000); // past the token and the skew that is forgiven, not past the catalogue's minute
  const refused = await ask(both, GAMES, { token });
  assert.equal(refused.status, 401);
  assert.match(refused.body, /"code":"expired"/);
  assert.equal((await ask(both, GAMES, { token: await both.token() })).status, 200);
  assert.equal(both.sent.length, before, 'the answer was at hand');
});

test('a token that is revoked after it was remembered is refused at once', async () => {
  const revoked = new Set<string>();
  const at = await place({ tokens: { secret: SECRET, revoked: (jti) => revoked.has(jti) } });
  const token = await at.token({ jti: 'stolen' });
  for (let i = 0; i < 3; i++) assert.equal((await ask(at, BOARD, { token })).status, 200);
  revoked.add('stolen');
  assert.equal((await ask(at, BOARD, { token })).status, 401);
});

test('a remembered token under another origin, host, path or signature', async () => {
  const token = await both.token();
  await ask(both, BOARD, { token });
  await ask(both, BOARD, { token });
  assert.equal(tookShortWay(), true);
  assert.equal((await ask(both, BOARD, { token, origin: 'https://evil.example' })).status, 403);
  assert.equal((await ask(both, BOARD, { token, origin: OTHER_PAGE })).status, 403);
  assert.equal((await ask(both, BOARD, { token, origin: null })).status, 403);
  assert.equal((await ask(both, '/boards/nobody?limit=5', { token })).status, 404);
  const [, , signature] = token.split('.');
  const [header, payload] = (await both.token({ sub: 'pl_001' })).split('.');
  assert.equal(
    (await ask(both, BOARD, { token: `${header}.${payload}.${signature}` })).status,
    401,
    'another’s claims',
  );
  assert.equal((await ask(both, BOARD, { token })).status, 200);
});

test('what was allowed to the gateway’s own page is not allowed to others, nor under another name of the gateway', async () => {
  const token = await both.token({ org: [OWN] });
  const asOwn = { token, origin: null, lines: ['Sec-Fetch-Site: same-origin'] };
  await ask(both, BOARD, asOwn);
  await ask(both, BOARD, asOwn);
  assert.equal(tookShortWay(), true);
  assert.equal((await ask(both, BOARD, { token, origin: null })).status, 403);
  assert.equal((await ask(both, BOARD, { token, origin: null, lines: ['Sec-Fetch-Site: cross-site'] })).status, 403);
  assert.equal((await ask(both, BOARD, { ...asOwn, host: 'rebound.example' })).status, 403);
});

test('a second token, origin or site beside those remembered is not overlooked', async () => {
  const token = await both.token();
  const before = ['Authorization: Bearer a.b.c', 'Origin: https://evil.example'];
  await ask(both, BOARD, { token });
  for (const line of before) {
    const after = await ask(both, BOARD, { token, lines: [line] });
    assert.equal(tookShortWay(), false);
    const ahead = await ask(both, BOARD, { token, start: `GET ${BOARD} HTTP/1.1\r\n${line}` });
    assert.equal(tookShortWay(), false);
    assert.deepEqual([after.status, ahead.status], line.startsWith('O') ? [403, 403] : [401, 401]);
  }
});

test('each player sees the own row, however often the others ask', async () => {
  const tokens = { pl_you: await both.token(), pl_001: await both.token({ sub: 'pl_001' }) };
  for (let i = 0; i < 3; i++) {
    for (const [player, token] of Object.entries(tokens)) {
      const answer = await ask(both, BOARD, { token });
      assert.equal(selfIn(answer).playerId, player);
      assert.ok(answer.headers.includes('cache-control: no-store'));
    }
  }
  assert.equal(tookShortWay(), true);
});

test('limits count both ways together: by token, and by address before that', async () => {
  const few = { requests: 3, seconds: 60 };
  const byToken = await place({ limits: { token: few } });
  const token = await byToken.token();
  const paths = [BOARD, BOARD, `${SESSIONS}/gs_demo`, BOARD, BOARD];
  const answers: Answer[] = [];
  for (const path of paths) answers.push(await ask(byToken, path, { token }));
  assert.equal(tookShortWay(), true);
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200, 200, 429, 429],
  );
  const viaLong = await ask(byToken, '/boards/gs_demo', { token });
  assert.equal(tookShortWay(), false);
  assert.deepEqual(answers[4], viaLong, 'refused in the same words');
  assert.ok(viaLong.headers.includes('retry-after: 60'));
  assert.equal((await ask(byToken, BOARD, { token: await byToken.token({ sub: 'pl_001' }) })).status, 200);
  await byToken.clock.advance(60_000);
  assert.equal((await ask(byToken, BOARD, { token })).status, 200, 'a new minute');

  const byAddress = await place({ limits: { ip: few } });
  const statuses: number[] = [];
  for (let i = 0; i < 5; i++)
    statuses.push((await ask(byAddress, BOARD, { token: await byAddress.token({ sub: `pl_00${i % 2}` }) })).status);
  assert.deepEqual(statuses, [200, 200, 200, 429, 429]);
});

test('where counting has to be waited for, it is: everything goes the long way', async () => {
  let left = 4; // two counters, asked twice
  const tooMany = Object.assign(new Error(), { msBeforeNext: 5_000 });
  const consume = () => (left-- > 0 ? Promise.resolve() : Promise.reject(tooMany));
  const at = await place({ limits: { limiter: () => ({ consume, delete: () => Promise.resolve(true) }) } });
  const token = await at.token();
  const answers = [await ask(at, BOARD, { token }), await ask(at, BOARD, { token }), await ask(at, BOARD, { token })];
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200, 429],
  );
});

test('behind a proxy the address of its header is counted, whatever case the config has it in', async () => {
  const client = { proxies: ['127.0.0.1'], ipHeader: 'X-Real-IP' };
  const at = await place({ client, limits: { ip: { requests: 2, seconds: 60 } } });
  const token = await at.token();
  const from = async (ip: string) => (await ask(at, BOARD, { token, lines: [`x-real-ip: ${ip}`] })).status;
  assert.deepEqual([await from('1.1.1.1'), await from('1.1.1.1'), await from('1.1.1.1')], [200, 200, 429]);
  assert.equal(tookShortWay(), true);
  assert.equal(await from('2.2.2.2'), 200);
});

test('an answer is no older by the short way than by the long one', async () => {
  const token = await both.token();
  await ask(both, BOARD, { token });
  const before = await ask(both, BOARD, { token });
  assert.equal(tookShortWay(), true);
  await raw(
    both,
    `PATCH ${SESSIONS}/gs_demo/players/pl_you HTTP/1.1\r\nHost: x\r\nOrigin: ${PAGE}\r\nAuthorization: Bearer ${token}\r\n` +
      'Connection: close\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n{"score":99999}',
  );
  await both.clock.advance(2_100);
  const afterwards = await ask(both, BOARD, { token });
  assert.notEqual(selfIn(before).score, 99_999);
  assert.equal(selfIn(afterwards).score, 99_999);
});

test('both ways are counted alike, and nothing stays open', async () => {
  const at = await place();
  const token = await at.token();
  for (let i = 0; i < 5; i++) await ask(at, BOARD, { token });
  const metrics = at.running.gateway.metrics();
  assert.match(metrics, /gs_requests_total\{route="board",status="200"\} 5/);
  assert.match(metrics, /gs_request_duration_seconds_count\{route="board"\} 5/);
  assert.match(metrics, /gs_requests_open 0/);
});

test('a gateway that closes goes the long way, which says so', async () => {
  const { config, token } = await place();
  const { handler, gateway } = createServices(config);
  const headers = new Headers({ host: 'x', origin: PAGE, authorization: `Bearer ${await token()}` });
  const get = { target: BOARD, headers, connection: {} };
  await handler.handle(new Request(`http://x${BOARD}`, { headers }), {}, get);
  assert.equal(handler.handleCached(get)?.status, 200);
  await gateway.close();
  assert.equal(handler.handleCached(get), undefined);
});

testNothingSecretLeft();
