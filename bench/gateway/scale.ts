/**
 * Many listeners of many sessions through two gateway processes that share a Redis:
 * `node --import tsx bench/gateway/scale.ts`, with SESSIONS (200), LISTENERS (5000) and SECONDS (60) of its own choosing.
 * A tenth of the 200 players of each session score between polls. Everything is on loopback and ends with this process; it
 * needs redis-server and 2 × LISTENERS file handles.
 */
import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { buildServers } from './start.js';

const SESSIONS = Number(process.env.SESSIONS ?? 200);
const LISTENERS = Number(process.env.LISTENERS ?? 5_000);
const SECONDS = Number(process.env.SECONDS ?? 60);
const PLAYERS = 200;
const PAGE = 'https://lobby.example.com';

const listening = async (server: ReturnType<typeof createServer>) => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
};

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listening(server);
  server.close();
  await once(server, 'close');
  return port;
}

const children: ChildProcess[] = [];
process.on('exit', () => children.forEach((child) => child.kill('SIGKILL')));
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => process.exit(1));

async function startRedis(): Promise<{ url: string; child: ChildProcess }> {
  const port = await freePort();
  const child = spawn(
    'redis-server',
    ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  children.push(child);
  for await (const chunk of child.stdout) if (/ready to accept/i.test(String(chunk))) break;
  child.stdout.resume();
  return { url: `redis://127.0.0.1:${port}`, child };
}

/** The service behind the gateways: each answer's first player has the time it was made as score. */
const polls = new Map<string, number>();
const upstream = createHttpServer((request, response) => {
  const session = /game-sessions\/([^/]+)\/players/.exec(request.url ?? '')?.[1] ?? '';
  const count = (polls.get(session) ?? 0) + 1;
  polls.set(session, count);
  const players = Array.from({ length: PLAYERS }, (_, i) => ({
    playerId: `pl_${i}`,
    displayName: `Player number ${i}`,
    score: i === 0 ? Date.now() : i % 10 === count % 10 ? i + count * 50 : i,
    createdAt: '2026-03-02T18:00:00.000Z',
    updatedAt: '2026-03-02T18:00:00.000Z',
  }));
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ players }));
});

interface Process {
  readonly child: ChildProcess;
  readonly port: number;
}
async function startGateway(built: string, url: string, redis: string): Promise<Process> {
  const env = { ...process.env, GS_BENCH_UPSTREAM: url, GS_BENCH_REDIS: redis };
  const child = fork(`${built}/servers.js`, ['shared'], { execArgv: ['--expose-gc'], env });
  children.push(child);
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return { child, port };
}

interface Usage {
  rss: number;
  heap: number;
  cpu: { user: number; system: number };
}
async function usage({ child }: Process): Promise<Usage> {
  child.send('usage');
  return ((await once(child, 'message')) as [Usage])[0];
}

/** Milliseconds from the service to the page, of each change that arrived. */
let delays: number[] = [];
let ended = 0;

/** Streams that were refused at first. */
let refused = 0;

/** Opens a stream of a session, again after a second where it is refused, as pages do; resolves with its first event. */
async function listen(port: number, session: number, tries = 10): Promise<Socket> {
  try {
    return await open(port, session);
  } catch (error) {
    if (tries === 0) throw error;
    refused++;
    await pause(1_000);
    return listen(port, session, tries - 1);
  }
}

function open(port: number, session: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    const path = `/live/meshmap/apps/game-sessions/gs_${session}/players?limit=20`;
    socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\norigin: ${PAGE}\r\n\r\n`);
    socket.on('error', reject);
    socket.on('close', () => ended++);
    socket.on('data', (chunk) => {
      const text = chunk.toString('latin1');
      if (text.includes('event: snapshot')) resolve(socket);
      else if (/^HTTP\/1\.1 [45]/.test(text)) {
        socket.destroy();
        reject(new Error(text.slice(0, 200)));
      } else if (text.includes('event: diff')) {
        const made = Number(/"score":(1\d{12})\b/.exec(text)?.[1]);
        if (made) delays.push(Date.now() - made);
      }
    });
  });
}

const at = (share: number) => delays.sort((a, b) => a - b)[Math.floor(delays.length * share)] ?? NaN;
const mib = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MiB`;
const cpuOf = ({ cpu }: Usage) => (cpu.user + cpu.system) / 1_000_000;

/** Watches for so many seconds, and says what happened. */
async function measure(what: string, seconds: number, gateways: readonly Process[]): Promise<void> {
  const before = await Promise.all(gateways.map(usage));
  const asked = [...polls.values()].reduce((sum, count) => sum + count, 0);
  delays = [];
  await pause(seconds * 1_000);
  const after = await Promise.all(gateways.map(usage));
  const requests = [...polls.values()].reduce((sum, count) => sum + count, 0) - asked;
  const perSession = requests / SESSIONS / (seconds / 2);
  const share = gateways.map((_, i) => `${(((cpuOf(after[i]) - cpuOf(before[i])) / seconds) * 100).toFixed(0)} %`);
  console.log(`${what} (${seconds} s)`);
  console.log(`  upstream   ${requests} requests, ${perSession.toFixed(2)} per session and 2 s`);
  console.log(`  changes    ${delays.length} arrived; way from service to page p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`);
  console.log(
    `  CPU        ${share.join(' and ')} of a core; memory ${after.map(({ rss }) => mib(rss)).join(' and ')}`,
  );
}

const built = await buildServers();
const redis = await startRedis();
const url = `http://127.0.0.1:${await listening(upstream)}/api/v1`;
const gateways = await Promise.all([startGateway(built, url, redis.url), startGateway(built, url, redis.url)]);
const idle = await Promise.all(gateways.map(usage));

const sockets: Socket[][] = [[], []];
for (let i = 0; i < LISTENERS; i += 50) {
  const opened = Array.from({ length: Math.min(50, LISTENERS - i) }, (_, k) => i + k).map(async (n) => {
    const side = n % 2;
    sockets[side]?.push(await listen(gateways[side]?.port ?? 0, Math.floor(n / 2) % SESSIONS));
  });
  await Promise.all(opened);
}
await pause(5_000);
const full = await Promise.all(gateways.map(usage));
const each = full.map(({ heap }, i) => `${((heap - (idle[i]?.heap ?? 0)) / (LISTENERS / 2) / 1_024).toFixed(1)} KiB`);
console.log(
  `${LISTENERS} listeners of ${SESSIONS} sessions, ${PLAYERS} players each, two gateways, one Redis, one machine`,
);
console.log(`  memory in use per listener: ${each.join(' and ')}; ${refused} streams were refused at first`);
await measure('all is well', SECONDS, gateways);

redis.child.kill('SIGKILL');
await measure('Redis is gone', Math.ceil(SECONDS / 2), gateways);

// half of the listeners lose their gateway and come to the other one, as pages do
const [first, second] = gateways;
ended = 0;
first?.child.kill('SIGKILL');
await once(first.child, 'exit');
const lost = sockets[0]?.length ?? 0;
const started = performance.now();
for (let n = 0; n < lost; n += 100) {
  const back = Array.from({ length: Math.min(100, lost - n) }, (_, k) => listen(second.port, (n + k) % SESSIONS));
  await Promise.all(back);
}
console.log(
  `one gateway is killed: ${ended} streams end, ${lost} are back on the other after ${Math.round(performance.now() - started)} ms`,
);
await measure('one gateway holds all', Math.ceil(SECONDS / 2), [second]);
process.exit(0);
