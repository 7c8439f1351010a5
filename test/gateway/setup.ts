/** A gateway in front of the sandbox, both in this process, and a record of everything that left the gateway. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/mock/sandbox/index.js';
import type { Clock } from '../../src/api/clock.js';
import {
  createGateway,
  mintToken,
  type Gateway,
  type GatewayConfig,
  type MintClaims,
} from '../../src/gateway/index.js';
import type { LogLine } from '../../src/gateway/observe/log.js';

export const PAGE = 'https://lobby.example.com';
export const SECRET = 'the-secret-of-tokens-0123456789abcdef';
const HANDLE_SECRET = 'the-secret-of-handles-0123456789abcdef';
const KEYS = {
  meshmap: 'meshmap-operator-key-9f3c',
  iplaygames: 'iplaygames-operator-key-71aa',
  vaix: 'vaix-operator-key-b02d',
};

/** Everything that left any gateway of this file's run: statuses, headers, bodies, log lines. */
const record: string[] = [];
const secrets = new Set([SECRET, HANDLE_SECRET, ...Object.values(KEYS)]);

/** Adds a text that must never be seen again. */
export const keepSecret = (text: string): void => void secrets.add(text);

/** Call it last in each file: searches the whole run. */
export function testNothingSecretLeft(): void {
  test('nothing that left the gateway during this run held a key or secret', () => {
    assert.ok(record.length > 0);
    for (const text of record) {
      for (const secret of secrets) assert.ok(!text.includes(secret), `found a secret in: ${text.slice(0, 300)}`);
      assert.ok(!/session_token/.test(text), `found a session token in: ${text.slice(0, 300)}`);
    }
  });
}

/** Puts something that the gateway said on the record. */
export const witness = (...texts: readonly string[]): void => void record.push(...texts);

/** A clock that moves only when told. */
export class TestClock implements Clock {
  #now: number;
  #timers: { at: number; run: () => void }[] = [];

  constructor(now = Date.parse('2026-03-02T18:00:00Z')) {
    this.#now = now;
  }

  /** How far the wall clock is off; monotonic time is not. */
  skew = 0;

  now = (): number => this.#now + this.skew;

  elapsed = (): number => this.#now;

  after = (ms: number, run: () => void): (() => void) => {
    const timer = { at: this.#now + Math.max(0, ms), run };
    this.#timers.push(timer);
    return () => void (this.#timers = this.#timers.filter((one) => one !== timer));
  };

  /** Lets time pass, running what falls due in order, each with everything that follows from it. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      await settle();
      const next = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#timers = this.#timers.filter((one) => one !== next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
    }
    this.#now = end;
    await settle();
  }
}

/** Lets everything run that only waits for its turn. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
}

/** Waits for something that other threads have a part in (signatures are made there). */
export async function until(holds: () => boolean): Promise<void> {
  const end = performance.now() + 5_000;
  while (!holds()) {
    assert.ok(performance.now() < end, `never came true: ${holds.toString()}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Lets time pass until there is an outcome, five minutes at most. */
export async function finish<T>(clock: TestClock, work: Promise<T>): Promise<T> {
  const end = clock.elapsed() + 300_000;
  let done = false;
  const settled = () => void (done = true);
  work.then(settled, settled);
  while (!done) {
    assert.ok(clock.elapsed() < end, 'no outcome within five minutes');
    await clock.advance(20);
  }
  return work;
}

export interface Ask {
  method?: string;
  /** JSON to send. */
  body?: unknown;
  /** Raw body, with whatever type the headers say. */
  raw?: BodyInit;
  token?: string;
  /** Default the lobby page; null for none. */
  origin?: string | null;
  headers?: Record<string, string>;
  /** Address of the connection; default 203.0.113.9, null for a host that does not say. */
  ip?: string | null;
  signal?: AbortSignal;
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  json: Record<string, unknown>;
  /** `error.code`, or '' for a success. */
  code: string;
}

/** Asks a gateway as a page would. */
export async function askGateway(gateway: Gateway, path: string, ask: Ask = {}): Promise<Answer> {
  const { origin = PAGE, token, ip = '203.0.113.9', body, raw } = ask;
  const headers = new Headers(ask.headers);
  if (origin !== null) headers.set('origin', origin);
  if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
  if (body !== undefined && !headers.has('content-type')) headers.set('content-type', 'application/json');
  const init: RequestInit = { method: ask.method ?? 'GET', headers, signal: ask.signal };
  if (body !== undefined || raw !== undefined)
    Object.assign(init, { body: raw ?? JSON.stringify(body), duplex: 'half' });
  const request = new Request(`https://gateway.example${path}`, init);
  const response = await gateway.handle(request, ip === null ? {} : { ip });
  const text = await response.text();
  witness(`${response.status} ${JSON.stringify([...response.headers])} ${text}`);
  return { status: response.status, headers: response.headers, text, ...parse(text) };
}

function parse(text: string): { json: Record<string, unknown>; code: string } {
  if (!text.startsWith('{')) return { json: {}, code: '' };
  const json = JSON.parse(text) as Record<string, unknown>;
  const error = json.error as { code?: string } | undefined;
  return { json, code: error?.code ?? '' };
}

export interface Upstreamed {
  url: URL;
  method: string;
  headers: Record<string, string>;
  body: string;
}

export interface Setup {
  gateway: Gateway;
  config: GatewayConfig;
  sandbox: Sandbox;
  clock: TestClock;
  logs: LogLine[];
  /** Requests as they left for the services. */
  sent: Upstreamed[];
  ask: (path: string, ask?: Ask) => Promise<Answer>;
  /** A token for `pl_you` that may do everything, but for what is changed. */
  token: (claims?: Partial<MintClaims>) => Promise<string>;
}

export const ALL_SCOPES = [
  'sessions.read',
  'scores.read',
  'session.join:self',
  'session.create',
  'score.write:self',
  'games.read',
  'game.play:self',
  'multi.play:self',
  'history.read:self',
] as const;

/** A gateway with all three services behind it. @param change settings that differ */
export function setup(change: Partial<GatewayConfig> = {}, options: SandboxOptions = {}): Setup {
  const clock = new TestClock();
  const sandbox = createSandbox({ now: clock.now, keys: { ...KEYS }, ...options });
  const logs: LogLine[] = [];
  const sent: Upstreamed[] = [];
  const upstream: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    sent.push({
      url: new URL(request.url),
      method: request.method,
      headers: Object.fromEntries(request.headers),
      body: await request.clone().text(),
    });
    return sandbox.fetch(request);
  };
  const config: GatewayConfig = {
    origins: [PAGE],
    tokens: { secret: SECRET },
    handles: { secrets: [HANDLE_SECRET] },
    meshmap: { url: 'https://apis.example/meshmap/api/v1', key: KEYS.meshmap },
    iplaygames: { url: 'https://apis.example/iplaygames', key: KEYS.iplaygames },
    vaix: { url: 'https://apis.example/vaix', key: KEYS.vaix, clientId: 'sandbox' },
    fetch: upstream,
    clock,
    log: (line) => {
      logs.push(line);
      witness(JSON.stringify(line));
    },
    ...change,
  };
  const gateway = createGateway(config);
  return {
    gateway,
    config,
    sandbox,
    clock,
    logs,
    sent,
    ask: (path, ask) => askGateway(gateway, path, ask),
    token: async (claims) => {
      const minted = await mintToken(
        config,
        { sub: 'pl_you', cur: 'EUR', cc: 'MT', scp: ALL_SCOPES, ...claims },
        clock,
      );
      return minted.token;
    },
  };
}

export const SESSIONS = '/meshmap/apps/game-sessions';
export const START = '/iplaygames/api/v1/game-sessions/start';
export const MULTI = '/iplaygames/api/v1/multi-sessions';
export const HISTORY = '/vaix/api/casino/game_sessions/latest';
