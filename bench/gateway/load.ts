/**
 * Requests per second of a cached board with a verified token, over those of a bare node:http server that sends the same
 * bytes, in one run: `node --import tsx bench/gateway/load.ts`. Interleaved; medians. The servers' own CPU time per request
 * is given beside it: on a busy machine that is the figure to trust.
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

interface Usage {
  /** Bytes. */
  rss: number;
  /** Microseconds. */
  cpu: { user: number; system: number };
}

async function usage(child: ChildProcess): Promise<Usage> {
  child.send('usage');
  const [said] = (await once(child, 'message')) as [Usage];
  return said;
}

/** `cpu`: microseconds of the server per request. */
async function measure({
  child,
  place,
}: {
  child: ChildProcess;
  place: Place;
}): Promise<{ perSecond: number; p99: number; cpu: number }> {
  const before = (await usage(child)).cpu;
  const begin = performance.now();
  const took = (await Promise.all(Array.from({ length: CONNECTIONS }, () => ask(place, begin + MS))))
    .flat()
    .sort((x, y) => x - y);
  const ms = performance.now() - begin;
  const after = (await usage(child)).cpu;
  return {
    perSecond: (took.length * 1_000) / ms,
    p99: took[Math.floor(took.length * 0.99)] ?? 0,
    cpu: (after.user + after.system - before.user - before.system) / took.length,
  };
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

const [bare, gateway] = [await start('bare'), await start('gateway')];
const kinds = { bare, gateway };
for (const kind of Object.values(kinds)) await measure(kind);
type Round = Record<keyof typeof kinds, Awaited<ReturnType<typeof measure>>>;
const rounds: Round[] = [];
for (let i = 0; i < ROUNDS; i++) rounds.push({ bare: await measure(bare), gateway: await measure(gateway) });

for (const kind of ['bare', 'gateway'] as const) {
  const of = (what: keyof Round['bare']) => median(rounds.map((round) => round[kind][what]));
  const mib = Math.round((await usage(kinds[kind].child)).rss / 2 ** 20);
  console.log(
    `${kind.padEnd(8)} ${of('perSecond').toFixed(0)} requests/s   p99 ${of('p99').toFixed(2)} ms   ${of('cpu').toFixed(1)} µs CPU each   ${mib} MiB`,
  );
}
const ratio = (of: (round: Round) => number) => median(rounds.map(of)).toFixed(2);
console.log(
  `ratio    ${ratio((it) => it.gateway.perSecond / it.bare.perSecond)} requests/s   p99 ${ratio((it) => it.gateway.p99 / it.bare.p99)}   CPU ${ratio((it) => it.bare.cpu / it.gateway.cpu)}`,
);
for (const { child } of [bare, gateway]) child.disconnect();
