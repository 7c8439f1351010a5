/**
 * What is measured, as a process of its own (start.ts): bare, gateway, live or shared.
 * `bare` and `gateway` send the same board of about 10 KB; the gateway checks the token and looks the board up, the bare
 * server does not. `live` is a gateway before a service whose scores change with every answer.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mintToken, type GatewayConfig } from '../../src/gateway/index.js';
import { serve } from '../../src/gateway/node/node-server.js';

const PAGE = 'https://lobby.example.com';
const PATH = '/boards/gs_bench?limit=60';
const LISTENERS = Number(process.env.LISTENERS ?? 500);
const plenty = { requests: 1e9, seconds: 60 };
const kind = process.argv[2];

const players = Array.from({ length: 1_000 }, (_, i) => ({
  playerId: `pl_${i}`,
  displayName: `Player number ${i}`,
  score: (i * 7_919) % 10_007,
  imageUrl: `https://cdn.example.net/avatars/${i}.webp`,
  createdAt: '2026-03-02T18:00:00.000Z',
  updatedAt: '2026-03-02T18:00:00.000Z',
}));
const still = JSON.stringify({ players });
let upstream = 0;

/** 10 % of the players score. */
function answer(): string {
  upstream++;
  if (kind !== 'live') return still;
  for (let i = upstream % 10; i < players.length; i += 10) players[i].score += 50;
  return JSON.stringify({ players });
}

const config: GatewayConfig = {
  origins: [PAGE],
  tokens: { secret: 'a-secret-for-measuring-0123456789abc' },
  meshmap: { url: 'https://upstream.example/api/v1', key: 'key' },
  limits: { ip: plenty, token: plenty },
  fetch: () => Promise.resolve(new Response(answer(), { headers: { 'content-type': 'application/json' } })),
  log: false,
};
// one of several gateways, before a service of the bench's own (scale.ts)
if (kind === 'shared') {
  const { GS_BENCH_UPSTREAM: url = '' } = process.env;
  Object.assign(config, {
    fetch: undefined,
    public: ['scores.read'],
    meshmap: { url, key: 'key' },
    live: { listeners: 20_000, perCaller: 20_000, perAddress: 20_000 },
    limits: { public: plenty, ip: plenty },
  });
}

const mint = async (sub: string) => (await mintToken(config, { sub, scp: ['scores.read'] })).token;
const headers = { origin: PAGE, authorization: `Bearer ${await mint('pl_7')}` };
const tokens = kind === 'live' ? await Promise.all(players.slice(0, LISTENERS).map((it) => mint(it.playerId))) : [];
const running = await serve(config, { host: '127.0.0.1', port: 0, redis: process.env.GS_BENCH_REDIS });
let port = running.port;

if (kind === 'bare') {
  const response = await fetch(`http://127.0.0.1:${port}${PATH}`, { headers });
  const body = Buffer.from(await response.arrayBuffer());
  const kept = [
    'content-type',
    'cache-control',
    'vary',
    'access-control-allow-origin',
    'access-control-expose-headers',
    'x-content-type-options',
    'x-request-id',
  ];
  const sent = {
    ...Object.fromEntries(kept.map((name) => [name, response.headers.get(name) ?? ''])),
    'content-length': body.length,
  };
  const bare = createServer((_, reply) => reply.writeHead(200, sent).end(body));
  await new Promise<void>((resolve) => bare.listen(0, '127.0.0.1', resolve));
  port = (bare.address() as AddressInfo).port;
}

process.send?.({ port, path: PATH, headers, tokens });
process.on('message', () => {
  if (kind === 'live' || kind === 'shared') gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  process.send?.({ rss, heap: heapUsed + external, cpu: process.cpuUsage(), upstream });
});
process.on('disconnect', () => process.exit(0));
