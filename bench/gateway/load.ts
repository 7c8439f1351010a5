/**
 * Requests per second of a cached board with a verified token, over those of a bare node:http server that sends the same
 * bytes, in one run: `node --import tsx bench/gateway/load.ts`. Interleaved; medians.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';

const ROUNDS = Number(process.env.ROUNDS ?? 7);
const MS = Number(process.env.MS ?? 1_500);
const CONNECTIONS = 20;

interface Place {
  port: number;
  path: string;
  headers: Record<string, string>;
}

const start = async (kind: string) => {
  const child = fork(fileURLToPath(new URL('./servers.ts', import.meta.url)), [kind], {
    execArgv: ['--import', 'tsx'],
  });
  const [place] = (await once(child, 'message')) as [Place];
  return { child, place };
};

/** One connection that asks again as soon as it is answered, until `end`. Answers the milliseconds each answer took. */
function ask({ port, path, headers }: Place, end: number): Promise<number[]> {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const request = `GET ${path} HTTP/1.1\r\nhost: x\r\n${lines.join('')}\r\n`;
  return new Promise((resolve, reject) => {
    const took: number[] = [];
    const socket = connect(port, '127.0.0.1');
    let left = 0;
    let sent = 0;
    const send = () => {
      sent = performance.now();
      socket.write(request);
    };
    socket.on('connect', send);
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      if (left === 0) {
        const head = chunk.indexOf('\r\n\r\n');
        const text = chunk.toString('latin1', 0, head);
        if (!text.startsWith('HTTP/1.1 200')) return reject(new Error(text));
        left = Number(/content-length: (\d+)/i.exec(text)?.[1]) + head + 4;
      }
      left -= chunk.length;
      if (left > 0) return;
      took.push(performance.now() - sent);
      if (performance.now() < end) return send();
      socket.end();
      resolve(took);
    });
  });
}

async function measure(place: Place): Promise<{ perSecond: number; p99: number }> {
  const begin = performance.now();
  const took = (await Promise.all(Array.from({ length: CONNECTIONS }, () => ask(place, begin + MS))))
    .flat()
    .sort((a, b) => a - b);
  return {
    perSecond: (took.length * 1_000) / (performance.now() - begin),
    p99: took[Math.floor(took.length * 0.99)] ?? 0,
  };
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

const rss = async (child: ChildProcess) => {
  child.send('rss');
  const [{ rss: bytes }] = (await once(child, 'message')) as [{ rss: number }];
  return Math.round(bytes / 2 ** 20);
};

const [bare, gateway] = [await start('bare'), await start('gateway')];
for (const { place } of [bare, gateway]) await measure(place);
const rounds: { bare: Awaited<ReturnType<typeof measure>>; gateway: Awaited<ReturnType<typeof measure>> }[] = [];
for (let i = 0; i < ROUNDS; i++)
  rounds.push({ bare: await measure(bare.place), gateway: await measure(gateway.place) });

const of = (kind: 'bare' | 'gateway', what: 'perSecond' | 'p99') => median(rounds.map((round) => round[kind][what]));
console.log(
  `bare node:http   ${of('bare', 'perSecond').toFixed(0)} requests/s   p99 ${of('bare', 'p99').toFixed(2)} ms`,
);
console.log(
  `gateway          ${of('gateway', 'perSecond').toFixed(0)} requests/s   p99 ${of('gateway', 'p99').toFixed(2)} ms   ${await rss(gateway.child)} MiB`,
);
console.log(
  `ratio            ${median(rounds.map((round) => round.gateway.perSecond / round.bare.perSecond)).toFixed(2)}   p99 ${median(rounds.map((round) => round.gateway.p99 / round.bare.p99)).toFixed(2)}`,
);
for (const { child } of [bare, gateway]) child.disconnect();
