/** The config of `gs-gateway`, from a JSON file and from environment variables; a variable beats the file. */
import { readFileSync } from 'node:fs';
import { ConfigError, type GatewayConfig } from '../config/config.js';

/** What the server needs beside the handler's own config. */
export interface ServerConfig {
  host: string;
  port: number;
  /** Port for `/metrics`; none when undefined. */
  metricsPort?: number;
  /** `redis://…`: shared cache, starts and limits. */
  redis?: string;
}

type Env = Readonly<Record<string, string | undefined>>;
type Json = Record<string, unknown>;

/** How a variable's text becomes a value. */
const text = (value: string) => value;
const list = (value: string) => value.split(/[\s,]+/).filter(Boolean);
const listOrWord = (value: string) => (value === 'platform' ? value : list(value));
const number = (value: string) => (/^\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : value);
const json = (value: string): unknown => {
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value; // the schema says what would be right
  }
};

/** A variable of the environment: the key it sets, how its text becomes a value, and what it is for. */
type Variable = readonly [key: string, read: (value: string) => unknown, meaning: string];

/**
 * Every one may also be given as `…_FILE`: the path of a file that holds the value.
 * docs/gateway-env.md is written from this table (scripts/gateway-env.ts).
 */
export const variables: Readonly<Record<string, Variable>> = {
  GS_ORIGINS: ['origins', list, 'Exact origins of the pages that may use the gateway.'],
  GS_BASE_PATH: ['basePath', text, 'Path that the gateway is mounted at, when the host leaves it in the path.'],
  GS_PUBLIC: ['public', list, 'Scopes that need no token.'],
  GS_TOKEN_SECRET: ['tokens.secret', text, 'Secret that embed tokens are signed with (HS256).'],
  GS_TOKEN_KEYS: ['tokens.keys', json, 'Several keys by `kid`, for rotation, newest first, as JSON.'],
  GS_TOKEN_JWKS: ['tokens.jwks', text, 'Where the public keys of the tokens are.'],
  GS_TOKEN_REVOKED: ['tokens.revoked', list, 'Ids (`jti`) of tokens that are refused.'],
  GS_HANDLE_SECRETS: [
    'handles.secrets',
    list,
    'Secrets that session handles are signed with, newest first. Default: the token secrets.',
  ],
  GS_MESHMAP_URL: ['meshmap.url', text, 'Address of Meshmap, up to where `/apps` begins.'],
  GS_MESHMAP_KEY: ['meshmap.key', text, 'Operator key of Meshmap.'],
  GS_IPLAYGAMES_URL: [
    'iplaygames.url',
    text,
    "Address of iPlayGames, up to where `/api` begins. Default: the vendor's.",
  ],
  GS_IPLAYGAMES_KEY: ['iplaygames.key', text, 'Operator key of iPlayGames.'],
  GS_IPLAYGAMES_GAMES: ['iplaygames.games', list, 'Games that are listed and may be started. Default: all.'],
  GS_IPLAYGAMES_RETURN_URLS: [
    'iplaygames.returnUrls',
    list,
    'Where a game may send the player; the first is used when the page proposes none.',
  ],
  GS_VAIX_URL: ['vaix.url', text, "Address of Vaix, up to where `/api` begins. Default: the vendor's."],
  GS_VAIX_KEY: ['vaix.key', text, 'Key of Vaix.'],
  GS_VAIX_CLIENT_ID: ['vaix.clientId', text, 'Client id with Vaix.'],
  GS_VAIX_AUTHENTICATION_METHOD: ['vaix.authenticationMethod', text, 'How Vaix is told who asks.'],
  GS_PROXIES: [
    'client.proxies',
    listOrWord,
    'Proxies in front, whose headers about the caller are believed; `platform` when the host always sets them.',
  ],
  GS_IP_HEADER: [
    'client.ipHeader',
    text,
    "Header of those proxies with the caller's address. Default: `x-forwarded-for`.",
  ],
  GS_COUNTRY_HEADER: [
    'client.countryHeader',
    text,
    "Header of those proxies with the caller's country. Default: none is believed.",
  ],
  GS_HOST: ['server.host', text, 'Address to listen on.'],
  GS_PORT: ['server.port', number, 'Port to listen on.'],
  GS_METRICS_PORT: ['server.metricsPort', number, 'Port for Prometheus at `/metrics`. Default: none.'],
  GS_REDIS_URL: [
    'server.redis',
    text,
    'Redis that several gateways share answers, started sessions and counters in. Default: none.',
  ],
};

const fail = (key: string, message: string) => new ConfigError([{ key, message }]);

/** Reads both. Throws ConfigError for what can be told before the handler looks at it. */
export function readNodeConfig(env: Env, file?: string): { config: GatewayConfig; server: ServerConfig } {
  const config: Json = file === undefined ? {} : readFile(file);
  for (const name of Object.keys(env).filter((one) => one.startsWith('GS_'))) {
    if (name === 'GS_CONFIG') continue;
    const known = variables[name] ?? variables[name.replace(/_FILE$/, '')];
    if (!known)
      throw fail(name, 'is not a variable of the gateway; check the spelling (gs-gateway --help lists them).');
    const value = variables[name] ? env[name] : readSecret(name, env[name] ?? '');
    if (value !== undefined && value !== '') put(config, known[0], known[1](value));
  }
  const { server = {}, ...handler } = config as { server?: Partial<ServerConfig> };
  return { config: handler as unknown as GatewayConfig, server: checkServer(server) };
}

function readFile(file: string): Json {
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch {
    throw fail('--config', `names a file that cannot be read: ${file}`);
  }
  try {
    const config: unknown = JSON.parse(content);
    if (typeof config === 'object' && config !== null && !Array.isArray(config)) return config as Json;
  } catch (error) {
    throw fail('--config', `names a file that is not JSON: ${(error as Error).message.replace(/".*"/s, '…')}`);
  }
  throw fail('--config', 'names a file that holds no JSON object.');
}

function readSecret(name: string, path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    throw fail(name, `names a file that cannot be read: ${path}`);
  }
}

function put(config: Json, key: string, value: unknown): void {
  const names = key.split('.');
  const last = names.pop() ?? '';
  let part = config;
  for (const name of names) part = (part[name] ??= {}) as Json;
  part[last] = value;
}

function checkServer({
  host = '0.0.0.0',
  port = 8787,
  metricsPort,
  redis,
  ...rest
}: Partial<ServerConfig>): ServerConfig {
  const [stray] = Object.keys(rest);
  if (stray) throw fail(`server.${stray}`, 'is not a setting; check the spelling.');
  const isPort = (value: unknown) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 65_535;
  if (!isPort(port)) throw fail('server.port', 'must be a port number, 0 to 65535 (0 takes a free one).');
  if (metricsPort !== undefined && !isPort(metricsPort))
    throw fail('server.metricsPort', 'must be a port number, 0 to 65535.');
  if (redis !== undefined && !/^rediss?:\/\/./.test(redis))
    throw fail('server.redis', 'must be a url such as redis://127.0.0.1:6379.');
  return { host, port, metricsPort, redis };
}
