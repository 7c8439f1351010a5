/**
 * What listeners of one session cost: `node --import tsx bench/gateway/listeners.ts`. Each has a token of its own and a
 * window around its own player, so nothing is shared among them but the poll; 10 % of 1 000 players score between polls.
 */
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { start, usage, type Usage } from './start.js';

const SECONDS = Number(process.env.SECONDS ?? 60);
const WINDOW = '/live/meshmap/apps/game-sessions/gs_bench/players?limit=20&around=self';

const live = await start('live');
const { port, headers, tokens } = live.place;
const seen = { events: 0, bytes: 0, first: 0 };

/** Opens a stream; resolves with its first event. */
function listen(token: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    const lines = `host: x\r\norigin: ${headers.origin}\r\nauthorization: Bearer ${token}\r\n`;
    socket.write(`GET ${WINDOW} HTTP/1.1\r\n${lines}\r\n`);
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      const text = chunk.toString('latin1');
      if (text.includes('event: snapshot')) {
        seen.first++;
        resolve(socket);
      }
      if (text.includes('event: diff')) seen.events++;
      seen.bytes += chunk.length;
    });
  });
}

const mib = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
const cpuOf = ({ cpu }: Usage) => (cpu.user + cpu.system) / 1_000;

const first = await listen(tokens[0] ?? '');
await pause(3_000);
const alone = await usage(live);
const sockets = [first, ...(await Promise.all(tokens.slice(1).map(listen)))];
await pause(3_000);
const before = await usage(live);
Object.assign(seen, { events: 0, bytes: 0 });
await pause(SECONDS * 1_000);
const after = await usage(live);
const { events, bytes } = seen;
for (const socket of sockets) socket.destroy();
await pause(1_000);
const left = await usage(live);

const n = sockets.length;
console.log(`${n} listeners of one session, ${SECONDS} s, each with a window of 20 rows around its own player`);
console.log(`  upstream   ${after.upstream - before.upstream} requests (one every 2 s is ${SECONDS / 2})`);
console.log(`  sent       ${(events / n).toFixed(1)} differences to each, ${(bytes / n / 1_024).toFixed(1)} KiB`);
console.log(`  CPU        ${((cpuOf(after) - cpuOf(before)) / SECONDS / 10).toFixed(1)} % of one core`);
console.log(
  `  memory     ${mib(after.rss)} in all; over one listener ${mib(after.rss - alone.rss)} resident, ` +
    `${mib(after.heap - alone.heap)} in use: ${((after.heap - alone.heap) / (n - 1) / 1_024).toFixed(1)} KiB each; ` +
    `${mib(left.heap - alone.heap)} in use after they left`,
);
live.child.disconnect();
