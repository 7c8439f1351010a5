import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { getRequestListener } from '@hono/node-server';
import { createSandbox } from '../../../src/mock/sandbox/index.js';
import { mintToken, type GatewayConfig } from '../../../src/gateway/index.js';
import { serve, type RunningGateway } from '../../../src/gateway/node/index.js';
import { readNodeConfig } from '../../../src/gateway/node/node-config.js';
import { keepSecret, PAGE, SECRET, testNothingSecretLeft, witness } from '../setup.js';

const KEY = 'operator-key-for-sockets-5c1d';
keepSecret(KEY);
const sandbox = createSandbox({ keys: { meshmap: KEY } });
const config: GatewayConfig = {
  origins: [PAGE],
  tokens: { secret: SECRET },
  meshmap: { url: 'https://apis.example/meshmap/api/v1', key: KEY },
  fetch: sandbox.fetch,
  log: (line) => witness(JSON.stringify(line)),
};

let running: RunningGateway;
let base: string;
let headers: Record<string, string>;

before(async () => {
  running = await serve(config, { host: '127.0.0.1', port: 0, metricsPort: 0 });
  base = `http://127.0.0.1:${running.port}`;
  const { token } = await mintToken(config, { sub: 'pl_you', scp: ['scores.read', 'session.create'] });
  headers = { origin: PAGE, authorization: `Bearer ${token}` };
});
after(() => running.close());

/** Sends bytes as they are and answers what comes back. */
function raw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(running.port, '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('error', reject);
    socket.on('close', () => {
      witness(answer);
      resolve(answer);
    });
  });
}

const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);

test('health, readiness, and metrics on a port of their own', async () => {
  assert.equal(await (await fetch(`${base}/healthz`)).text(), 'ok');
  assert.equal((await fetch(`${base}/readyz`)).status, 200);
  assert.equal((await fetch(`${base}/metrics`)).status, 404);
  const metrics = await (await fetch(`http://127.0.0.1:${running.metricsPort}/metrics`)).text();
  assert.match(metrics, /# TYPE gs_requests_total counter/);
  witness(metrics);
});

test('a board over a real socket', async () => {
  const response = await fetch(`${base}/boards/gs_demo?limit=2`, { headers });
  assert.equal(response.status, 200);
  assert.ok(Number(response.headers.get('content-length')) > 0);
  assert.equal(((await response.json()) as { rows: unknown[] }).rows.length, 2);
});

test('a body over a real socket, and one that is too large', async () => {
  const post = (body: string) =>
    fetch(`${base}/meshmap/apps/game-sessions`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body,
    });
  assert.equal((await post('{"name":"by socket"}')).status, 201);
  assert.equal((await post(JSON.stringify({ name: 'x'.repeat(100_000) }))).status, 413);
});

test('a stream over a real socket ends upstream polling when the reader goes', async () => {
  const leaving = new AbortController();
  const response = await fetch(`${base}/live/meshmap/apps/game-sessions/gs_demo/players?limit=1`, {
    headers,
    signal: leaving.signal,
  });
  const reader = response.body!.getReader();
  let text = '';
  while (!text.includes('event: snapshot')) text += new TextDecoder().decode((await reader.read()).value);
  assert.match(running.gateway.metrics(), /gs_live_listeners 1/);
  leaving.abort();
  while (!running.gateway.metrics().includes('gs_live_listeners 0'))
    await new Promise((resolve) => setImmediate(resolve));
});

test('requests that are sent one behind the other on a connection are answered in their order', async () => {
  const { authorization } = headers;
  const board = `GET /boards/gs_demo?limit=1 HTTP/1.1\r\nhost: x\r\norigin: ${PAGE}\r\nauthorization: ${authorization}\r\n\r\n`;
  const answer = await raw(
    `${board}GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n${board}GET /none HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`,
  );
  assert.deepEqual(answer.match(/HTTP\/1\.1 \d+/g), ['HTTP/1.1 200', 'HTTP/1.1 200', 'HTTP/1.1 200', 'HTTP/1.1 404']);
  assert.match(answer, /"total".*\r\n\r\n2\r\nok.*"total".*not-found/s);
});

test('smuggling: two lengths, a length and chunks, broken chunks, bare line feeds in headers', async () => {
  const start =
    'POST /meshmap/apps/game-sessions HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\n';
  const smuggled = 'GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n';
  for (const rest of [
    `content-length: 2\r\ncontent-length: 40\r\n\r\n{}${smuggled}`,
    `content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
    `transfer-encoding: chunked\r\n\r\nzz\r\n${smuggled}`,
    `transfer-encoding: xchunked\r\n\r\n0\r\n\r\n${smuggled}`,
    `x-a: b\r\n\tx: y\u0000\r\n\r\n${smuggled}`,
  ]) {
    const answer = await raw(start + rest);
    assert.ok(statusOf(answer) >= 400, answer.slice(0, 80));
    assert.equal(answer.match(/HTTP\/1\.1/g)?.length, 1, 'one answer, not two');
  }
});

test('absolute-form targets, authority-form, foreign hosts and odd paths reach nothing of ours or others', async () => {
  const ask = (line: string, host = 'x') => raw(`${line} HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`);
  for (const line of [
    'GET http://169.254.169.254/latest/meta-data',
    'CONNECT evil.test:443',
    'GET http://evil.test/boards/../../x',
    'GET /boards/../../etc/passwd',
    'GET /boards\\..\\x',
    'GET //evil.test/',
    'GET /%00',
    'GET *',
    'TRACE /boards/gs_demo',
    'OPTIONS *',
  ]) {
    const status = statusOf(await ask(line));
    assert.ok(Number.isNaN(status) || (status >= 400 && status < 500), `${line} → ${status}`);
  }
  assert.equal(statusOf(await ask('GET /boards/gs_demo', 'evil.test')), 401);
  assert.equal(statusOf(await ask('GET /boards/gs_demo', 'a b')), 400);
});

test('huge headers are refused', async () => {
  const answer = await raw(
    `GET /boards/gs_demo HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${'a'.repeat(1 << 20)}\r\n\r\n`,
  ).catch((error: Error) => error.message);
  assert.ok(/^HTTP\/1\.1 431|ECONNRESET|EPIPE/.test(answer), answer.slice(0, 60));
});

test('probes in all forms: HEAD, a query, a trailing slash; HTTP/1.0 without Host', async () => {
  for (const path of ['/healthz', '/healthz/', '/healthz?probe=1', '/readyz/?x', '/readyz']) {
    assert.equal((await fetch(base + path)).status, 200, path);
    assert.equal((await fetch(base + path, { method: 'HEAD' })).status, 200, `HEAD ${path}`);
  }
  assert.equal((await fetch(`${base}/healthz`, { method: 'POST' })).status, 404);
  const auth = `Authorization: ${headers.authorization}\r\nOrigin: ${PAGE}`;
  const old = await raw(`GET /boards/gs_demo?limit=1 HTTP/1.0\r\n${auth}\r\n\r\n`);
  assert.match(old, /^HTTP\/1\.[01] 200/);
});

test('large cookies of a page on the same origin are no obstacle', async () => {
  const cookie = `big=${'x'.repeat(20_000)}`;
  assert.equal((await fetch(`${base}/boards/gs_demo?limit=1`, { headers: { ...headers, cookie } })).status, 200);
});

test('metrics listen on loopback unless another address is given; idle connections are kept as long as set', async () => {
  const { server } = readNodeConfig({});
  assert.deepEqual([server.metricsHost, server.drain, server.keepAlive], ['127.0.0.1', 5, 65]);
  const set = readNodeConfig({
    GS_METRICS_HOST: '0.0.0.0',
    GS_DRAIN_SECONDS: '0.5',
    GS_KEEP_ALIVE_SECONDS: '620',
  }).server;
  assert.deepEqual([set.metricsHost, set.drain, set.keepAlive], ['0.0.0.0', 0.5, 620]);
  for (const env of [{ GS_DRAIN_SECONDS: '-1' }, { GS_DRAIN_SECONDS: 'soon' }, { GS_KEEP_ALIVE_SECONDS: '0' }])
    assert.throws(() => readNodeConfig(env), /server\.(drain|keepAlive) must be/);
  const other = await serve(config, { host: '127.0.0.1', port: 0, metricsPort: 0, keepAlive: 33 });
  // another address of this machine, where it has one
  await assert.rejects(fetch(`http://127.0.0.2:${other.metricsPort}/metrics`));
  const response = await fetch(`http://127.0.0.1:${other.port}/healthz`);
  assert.equal(response.headers.get('keep-alive'), 'timeout=33');
  await other.close();
});

test('before it closes, readiness is down while requests are still taken', async () => {
  const other = await serve(config, { host: '127.0.0.1', port: 0, drain: 60 });
  const place = `http://127.0.0.1:${other.port}`;
  const closed = other.close();
  assert.equal((await fetch(`${place}/readyz`)).status, 503);
  assert.equal((await fetch(`${place}/healthz`)).status, 200);
  assert.equal((await fetch(`${place}/boards/gs_demo?limit=1`, { headers })).status, 200);
  assert.equal(await other.close(true), await closed, 'now, without the rest of the drain time');
  await assert.rejects(fetch(`${place}/readyz`));
});

test('SIGTERM drains: requests under way are answered, streams get their last word, the process ends with 0', async () => {
  let release = () => {};
  let asked = () => {};
  const arrived = new Promise<void>((resolve) => (asked = resolve));
  const held = new Promise<void>((resolve) => (release = resolve));
  const listener = getRequestListener(
    async (request) => {
      if (request.url.endsWith('/gs_done')) {
        asked();
        await held;
      }
      return sandbox.fetch(request);
    },
    { overrideGlobalObjects: false },
  );
  const upstream = createServer((request, response) => void listener(request, response)).listen(0, '127.0.0.1');
  await once(upstream, 'listening');
  const { port } = upstream.address() as { port: number };
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/gateway/node/index.ts'], {
    env: {
      PATH: process.env.PATH,
      GS_PORT: '0',
      GS_HOST: '127.0.0.1',
      GS_DRAIN_SECONDS: '0',
      GS_ORIGINS: PAGE,
      GS_PUBLIC: 'scores.read,sessions.read',
      GS_MESHMAP_URL: `http://127.0.0.1:${port}/meshmap/api/v1`,
      GS_MESHMAP_KEY: KEY,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    witness(line.toString());
    const place = `http://127.0.0.1:${(JSON.parse(line.toString()) as { port: number }).port}`;
    const stream = await fetch(`${place}/live/meshmap/apps/game-sessions/gs_demo/players`, {
      headers: { origin: PAGE },
    });
    const slow = fetch(`${place}/meshmap/apps/game-sessions/gs_done`, { headers: { origin: PAGE } });
    await arrived;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    assert.match(await stream.text(), /event: gone\ndata: \{"reason":"closing"\}\n\n$/);
    release();
    assert.equal((await slow).status, 200);
    assert.deepEqual(await ended, [0, null]);
  } finally {
    child.kill('SIGKILL');
    upstream.closeAllConnections();
    upstream.close();
  }
});

testNothingSecretLeft();
