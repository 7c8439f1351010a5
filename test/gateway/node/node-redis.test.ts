import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { createSandbox } from '../../../src/mock/sandbox/index.js';
import { mintToken, type GatewayConfig } from '../../../src/gateway/index.js';
import { serve, type RunningGateway } from '../../../src/gateway/node/index.js';
import { connectRedis } from '../../../src/gateway/node/node-redis.js';
import { keepSecret, PAGE, SECRET, START, testNothingSecretLeft, witness } from '../setup.js';

const KEYS = { meshmap: 'operator-key-redis-m-1f2e', iplaygames: 'operator-key-redis-i-3d4c' };
Object.values(KEYS).forEach(keepSecret);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** A Redis of our own on a free loopback port; undefined when this machine has none. */
async function startRedis(): Promise<{ process: ChildProcess; url: string } | undefined> {
  const port = await freePort();
  const redis = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const missing = once(redis, 'error').then(() => true);
  const ready = (async () => {
    for await (const chunk of redis.stdout) if (/ready to accept connections/i.test(String(chunk))) break;
    return false;
  })();
  if (await Promise.race([missing, ready])) return undefined;
  redis.stdout.resume();
  return { process: redis, url: `redis://127.0.0.1:${port}` };
}

const redis = await startRedis();
const skip = redis ? false : 'redis-server is not installed (apt-get install redis-server)';

const sent: string[] = [];
const sandbox = createSandbox({ keys: KEYS });
const config: GatewayConfig = {
  origins: [PAGE],
  tokens: { secret: SECRET },
  meshmap: { url: 'https://apis.example/meshmap/api/v1', key: KEYS.meshmap },
  iplaygames: { url: 'https://apis.example/iplaygames', key: KEYS.iplaygames },
  limits: { write: { requests: 6, seconds: 60 } },
  fetch: (input, init) => {
    sent.push(`${init?.method} ${new URL(input as string).pathname}`);
    return sandbox.fetch(input, init);
  },
  log: (line) => witness(JSON.stringify(line)),
};
const gateways: RunningGateway[] = [];

before(async () => {
  if (!redis) return;
  for (let i = 0; i < 2; i++) gateways.push(await serve(config, { host: '127.0.0.1', port: 0, redis: redis.url }));
});
after(async () => {
  await Promise.all(gateways.map((one) => one.close()));
  redis?.process.kill();
});

const { token } = await mintToken(config, {
  sub: 'pl_you',
  cur: 'EUR',
  cc: 'MT',
  scp: ['scores.read', 'score.write:self', 'game.play:self'],
});

async function ask(
  gateway: number,
  path: string,
  method = 'GET',
  body?: unknown,
): Promise<{ status: number; text: string }> {
  const response = await fetch(`http://127.0.0.1:${gateways[gateway]?.port}${path}`, {
    method,
    headers: {
      origin: PAGE,
      authorization: `Bearer ${token}`,
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  witness(text);
  return { status: response.status, text };
}

test('two gateways share answers: the second asks nobody', { skip }, async () => {
  sent.length = 0;
  const first = await ask(0, '/boards/gs_done?limit=3');
  const second = await ask(1, '/boards/gs_done?limit=3');
  assert.deepEqual([first.status, second.status, sent.length], [200, 200, 1]);
  assert.equal(first.text, second.text);
});

test('a score that is written through one gateway is not read from Redis any more', { skip }, async () => {
  const score = async (gateway: number) =>
    (JSON.parse((await ask(gateway, '/boards/gs_demo?limit=1')).text) as { self: { score: number } }).self.score;
  const before = await score(0);
  const written = await ask(1, '/meshmap/apps/game-sessions/gs_demo/players/pl_you', 'PATCH', { score: before + 7 });
  assert.equal(written.status, 200);
  assert.equal(await score(1), before + 7);
});

test('of two values Redis keeps the one with the greater number, whichever comes last', { skip }, async (t) => {
  const shared = await connectRedis(redis?.url ?? '');
  t.after(() => shared.close());
  const { storage } = shared;
  const set = (at: number, score: number) =>
    storage.setNewest?.('gs:test', { at, score } as { at: number }, { ttl: 60 });
  assert.deepEqual(await set(1_767_312_000_002, 20), { at: 1_767_312_000_002, score: 20 });
  assert.deepEqual(await set(1_767_312_000_001, 10), { at: 1_767_312_000_002, score: 20 });
  assert.deepEqual(await storage.getItem('gs:test'), { at: 1_767_312_000_002, score: 20 });
  assert.deepEqual(await set(1_767_312_000_003, 5), { at: 1_767_312_000_003, score: 5 });
});

test('two gateways count together', { skip }, async () => {
  const path = '/meshmap/apps/game-sessions/gs_demo/players/pl_you';
  const statuses: number[] = [];
  for (let i = 0; i < 6; i++) statuses.push((await ask(i % 2, path, 'PATCH', { score: i })).status);
  assert.deepEqual(statuses, [200, 200, 200, 200, 200, 429]);
});

test('a game started through one gateway is not started again through the other', { skip }, async () => {
  sent.length = 0;
  const first = await ask(0, START, 'POST', { game_id: 101 });
  const again = await ask(1, START, 'POST', { game_id: 101 });
  assert.deepEqual([first.status, again.status], [201, 200]);
  assert.equal(again.text, first.text.replace('}}', ',"resumed":true}}'));
  const [a, b] = await Promise.all([ask(0, START, 'POST', { game_id: 102 }), ask(1, START, 'POST', { game_id: 102 })]);
  // whoever comes second is told to wait, or finds the session when the first is through already
  const [first201, second] = [a.status, b.status].sort();
  assert.ok((first201 === 201 && second === 409) || (first201 === 200 && second === 201), `${a.status} ${b.status}`);
  assert.equal(sent.filter((line) => line.endsWith('/start')).length, 2);
});

test('Redis going away costs sharing only', { skip }, async () => {
  assert.equal((await ask(0, '/readyz')).text, 'ready, redis ok');
  redis?.process.kill('SIGKILL');
  if (redis) await once(redis.process, 'exit');
  assert.equal((await ask(0, '/boards/gs_paused')).status, 200);
  const ready = await ask(0, '/readyz');
  assert.deepEqual([ready.status, ready.text], [200, 'ready, redis away']);
});

if (redis) testNothingSecretLeft();
