/** Starts what is measured as a process of its own, built as the package is: a loader for TypeScript would be measured too. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Where a server is and what to ask it for. */
export interface Place {
  port: number;
  path: string;
  headers: Record<string, string>;
  /** One for each listener. */
  tokens: string[];
}

/** What a process has used so far. */
export interface Usage {
  /** Bytes. */
  rss: number;
  heap: number;
  /** Microseconds. */
  cpu: { user: number; system: number };
  /** Requests that reached the service behind the gateway. */
  upstream: number;
}

/** A server under measurement. */
export interface Server {
  child: ChildProcess;
  place: Place;
}

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const outDir = path('../node_modules/.built');

/** Builds `servers.ts`; resolves with its folder. */
export async function buildServers(): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    build: { ssr: path('./servers.ts'), outDir, target: 'es2022', minify: false },
  });
  return outDir;
}

/** @param kind of `servers.ts` */
export async function start(kind: string): Promise<Server> {
  const child = fork(`${await buildServers()}/servers.js`, [kind], { execArgv: ['--expose-gc'] });
  const [place] = (await once(child, 'message')) as [Place];
  return { child, place };
}

/** Asks a server what it has used. */
export async function usage({ child }: Server): Promise<Usage> {
  child.send('usage');
  const [said] = (await once(child, 'message')) as [Usage];
  return said;
}
