/**
 * What is measured, as a process of its own: `node --import tsx bench/gateway/servers.ts bare|gateway`.
 * Both send the same board of about 10 KB; the gateway checks the token and looks the board up, the bare server does not.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mintToken, type GatewayConfig } from '../../src/gateway/index.js';
import { serve } from '../../src/gateway/node-server.js';

const PAGE = 'https://lobby.example.com';
const PATH = '/boards/gs_bench?limit=60';
const plenty = { requests: 1e9, seconds: 60 };

const players = Array.from({ length: 1_000 }, (_, i) => ({
  playerId: `pl_${i}`,
  displayName: `Player number ${i}`,
  score: (i * 7_919) % 10_007,
  imageUrl: `https://cdn.example.net/avatars/${i}.webp`,
  createdAt: '2026-03-02T18:00:00.000Z',
  updatedAt: '2026-03-02T18:00:00.000Z',
}));
const answer = JSON.stringify({ players });

const config: GatewayConfig = {
  origins: [PAGE],
  tokens: { secret: 'a-secret-for-measuring-0123456789abc' },
  meshmap: { url: 'https://upstream.example/api/v1', key: 'key' },
  limits: { ip: plenty, token: plenty },
  fetch: () => Promise.resolve(new Response(answer, { headers: { 'content-type': 'application/json' } })),
  log: false,
};

const { token } = await mintToken(config, { sub: 'pl_7', scp: ['scores.read'] });
const headers = { origin: PAGE, authorization: `Bearer ${token}` };
const running = await serve(config, { host: '127.0.0.1', port: 0 });
let port = running.port;

if (process.argv[2] === 'bare') {
  const response = await fetch(`http://127.0.0.1:${port}${PATH}`, { headers });
  const body = await response.text();
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
    'content-length': Buffer.byteLength(body),
  };
  const bare = createServer((_, reply) => reply.writeHead(200, sent).end(body));
  await new Promise<void>((resolve) => bare.listen(0, '127.0.0.1', resolve));
  port = (bare.address() as AddressInfo).port;
}

process.send?.({ port, path: PATH, headers });
process.on('message', () => process.send?.({ rss: process.memoryUsage().rss, cpu: process.cpuUsage() }));
process.on('disconnect', () => process.exit(0));
