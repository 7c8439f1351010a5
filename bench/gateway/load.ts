/**
 * Requests per second of a cached board with a verified token, over those of a bare node:http server that sends the same
 * bytes, in one run: `node --import tsx bench/gateway/load.ts`. Interleaved; medians. The servers' own CPU time per request
 * is given beside it: on a busy machine that is the figure to trust, at its best tenth, which is when nobody else was busy.
 * Where autocannon is installed it measures too; it takes more CPU itself, so it shows less of a difference.
 */
import { connect } from 'node:net';
import { start, usage, type Place, type Server } from './start.js';

/** Many short rounds: somebody else is busy in some of them on most machines. */
const ROUNDS = Number(process.env.ROUNDS ?? 41);
const MS = Number(process.env.MS ?? 200);
/** Autocannon counts in whole seconds. */
const HEAVY_ROUNDS = 7;
const CONNECTIONS = 20;

interface Measured {
  perSecond: number;
  /** Milliseconds. */
  p99: number;
  /** Microseconds of the server per request. */
  cpu: number;
}

/** What sends requests for so many milliseconds: how many were answered, and the milliseconds of the slowest hundredth. */
type Cannon = (place: Place) => Promise<{ count: number; p99: number }>;

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

const light: Cannon = async (place) => {
  const end = performance.now() + MS;
  const took = (await Promise.all(Array.from({ length: CONNECTIONS }, () => ask(place, end)))).flat();
  took.sort((x, y) => x - y);
  return { count: took.length, p99: took[Math.floor(took.length * 0.99)] ?? 0 };
};

interface Autocannon {
  default(options: object): Promise<{ '2xx': number; non2xx: number; errors: number; latency: { p99: number } }>;
}

async function heavy(): Promise<Cannon | undefined> {
  const name: string = 'autocannon';
  const found = await (import(name) as Promise<Autocannon>).catch(() => undefined);
  return (
    found &&
    (async ({ port, path, headers }) => {
      const url = `http://127.0.0.1:${port}${path}`;
      const said = await found.default({ url, headers, connections: CONNECTIONS, duration: 1 });
      if (said.non2xx + said.errors > 0) throw new Error(`${said.non2xx} refusals, ${said.errors} errors`);
      return { count: said['2xx'], p99: said.latency.p99 };
    })
  );
}

async function measure(server: Server, cannon: Cannon): Promise<Measured> {
  const before = (await usage(server)).cpu;
  const begin = performance.now();
  const { count, p99 } = await cannon(server.place);
  const ms = performance.now() - begin;
  const after = (await usage(server)).cpu;
  return {
    perSecond: (count * 1_000) / ms,
    p99,
    cpu: (after.user + after.system - before.user - before.system) / count,
  };
}

const at = (values: number[], part: number) => [...values].sort((a, b) => a - b)[Math.floor(values.length * part)] ?? 0;

const servers = { bare: await start('bare'), gateway: await start('gateway') };

async function run(name: string, cannon: Cannon, times: number): Promise<void> {
  for (const server of Object.values(servers)) await measure(server, cannon);
  const rounds: Record<keyof typeof servers, Measured>[] = [];
  for (let i = 0; i < times; i++)
    rounds.push({ bare: await measure(servers.bare, cannon), gateway: await measure(servers.gateway, cannon) });
  console.log(name);
  for (const kind of ['bare', 'gateway'] as const) {
    const of = (what: keyof Measured, part = 0.5) =>
      at(
        rounds.map((round) => round[kind][what]),
        part,
      );
    const mib = Math.round((await usage(servers[kind])).rss / 2 ** 20);
    console.log(
      `  ${kind.padEnd(8)} ${of('perSecond').toFixed(0)} requests/s   p99 ${of('p99').toFixed(2)} ms   ` +
        `${of('cpu').toFixed(1)} (best tenth ${of('cpu', 0.1).toFixed(1)}) µs CPU each   ${mib} MiB`,
    );
  }
  const ratio = (of: (round: (typeof rounds)[0]) => number) => at(rounds.map(of), 0.5).toFixed(2);
  const best = (kind: keyof typeof servers) =>
    at(
      rounds.map((round) => round[kind].cpu),
      0.1,
    );
  console.log(
    `  ratio    ${ratio((it) => it.gateway.perSecond / it.bare.perSecond)} requests/s   ` +
      `p99 ${ratio((it) => it.gateway.p99 / it.bare.p99)}   CPU ${ratio((it) => it.bare.cpu / it.gateway.cpu)} ` +
      `(best tenth ${(best('bare') / best('gateway')).toFixed(2)})`,
  );
}

await run(`light client, ${CONNECTIONS} connections`, light, ROUNDS);
const autocannon = await heavy();
if (autocannon) await run(`autocannon, ${CONNECTIONS} connections`, autocannon, HEAVY_ROUNDS);
for (const { child } of Object.values(servers)) child.disconnect();
