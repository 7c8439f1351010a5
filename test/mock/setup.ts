import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/mock/sandbox/index.js';

/** The moment at which the sandboxes of these tests are born. */
export const born = Date.parse('2026-03-02T18:00:00.000Z');

export interface Reply<T = Record<string, unknown>> {
  status: number;
  headers: Headers;
  text: string;
  body: T;
}

/** JSON as it comes: the tests look into it without a schema. */
export interface Json {
  [key: string]: Json;
}

/** A sandbox whose clock stands still, and calls to its three services with the right keys. */
export function setup(options: SandboxOptions = {}) {
  const sandbox = createSandbox({ now: born, delay: () => Promise.resolve(), ...options });
  const meshmap = caller(sandbox, '/meshmap/api/v1', { 'x-app-api-key': sandbox.keys.meshmap });
  const iplaygames = caller(sandbox, '/iplaygames/api/v1', { authorization: `Bearer ${sandbox.keys.iplaygames}` });
  const vaixKey = { authorization: `Bearer ${sandbox.keys.vaix}`, 'x-vaix-client-id': 'sandbox' };
  const vaix = caller(sandbox, '/vaix', vaixKey);
  const play = caller(sandbox, '/play', {});
  return { sandbox, meshmap, iplaygames, vaix, play };
}

function caller(sandbox: Sandbox, base: string, keys: Record<string, string>) {
  return async (call: string, body?: unknown, headers: Record<string, string> = keys): Promise<Reply<Json>> => {
    const [, method, path] = /^(\w+) (.*)$/.exec(call) ?? [];
    const init = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
    const response = await sandbox.fetch(`https://sandbox.test${base}${path}`, { method, headers, ...init });
    const text = await response.text();
    const isJson = response.headers.get('content-type') === 'application/json';
    return { status: response.status, headers: response.headers, text, body: isJson ? (JSON.parse(text) as Json) : {} };
  };
}

/** What a player of the demo needs to start something. */
export const player = { player_id: 'pl_you', currency: 'EUR', country_code: 'MT', ip_address: '203.0.113.24' };

/** The items of a list. */
export function list(json: Json): Json[] {
  return json as unknown as Json[];
}

/** A value as text. */
export function str(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
