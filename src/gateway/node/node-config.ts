/** The config of `gs-gateway`, from a JSON file and from environment variables; a variable beats the file. */
import { readFileSync } from 'node:fs';
import { ConfigError, type GatewayConfig } from '../config/config.js';

/** Settings of the server itself. */
export interface ServerConfig {
  host: string;
  port: number;
  /** Port for `/metrics`; none when undefined. */
  metricsPort?: number;
  /** Address that `/metrics` listens on; default 127.0.0.1. */
  metricsHost?: string;
  /** Seconds between readiness going down and the end of listening, for balancers to notice; default 0, of `gs-gateway` 5. */
  drain?: number;
  /** Seconds that idle connections are kept; default 65. More than the idle timeout of the balancer in front. */
  keepAlive?: number;
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
  GS_ALLOWED_HEADERS: [
    'allowedHeaders',
    list,
    'Request headers that pages may send beside the known ones and those of tracing; they are ignored.',
  ],
  GS_BASE_PATH: ['basePath', text, 'Path that the gateway is mounted at, when the host leaves it in the path.'],
  GS_PUBLIC: ['public', list, 'Scopes that need no token.'],
  GS_TOKEN_SECRET: ['tokens.secret', text, 'Secret that embed tokens are signed with (HS256).'],
  GS_TOKEN_KEYS: ['tokens.keys', json, 'Several keys by `kid`, for rotation, newest first, as JSON.'],
  GS_TOKEN_JWKS: ['tokens.jwks', text, 'Where the public keys of the tokens are.'],
  GS_TOKEN_AUDIENCE: ['tokens.audience', text, 'Claim `aud` that tokens must have. Default: any.'],
  GS_TOKEN_ISSUER: ['tokens.issuer', text, 'Claim `iss` that tokens must have. Default: any.'],
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
  GS_VAIX_OPERATOR: ['vaix.operator', text, 'Operator group whose plays are listed.'],
  GS_VAIX_BOOKMAKER_ID: ['vaix.bookmakerId', number, 'Bookmaker whose plays are listed.'],
  GS_VAIX_SUB_BOOKMAKER_ID: ['vaix.subBookmakerId', number, 'Sub-bookmaker whose plays are listed.'],
  GS_EMBED_SCRIPT: [
    'embed.script',
    text,
    'Url of embed.js for the pages at `/embed/{element}`. Default: no such pages.',
  ],
  GS_EMBED_FRAME_ANCESTORS: ['embed.frameAncestors', list, 'Origins that may frame the pages at `/embed/{element}`.'],
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
  GS_METRICS_HOST: ['server.metricsHost', text, 'Address that `/metrics` listens on.'],
  GS_DRAIN_SECONDS: [
    'server.drain',
    number,
    'Seconds after SIGTERM in which `/readyz` says 503 and requests are still taken.',
  ],
  GS_KEEP_ALIVE_SECONDS: [
    'server.keepAlive',
    number,
    'Seconds that idle connections are kept: more than the idle timeout of the balancer in front.',
  ],
  GS_REDIS_URL: [
    'server.redis',
    text,
    'Redis that several gateways share answers, started sessions and counters in. Default: none.',
  ],
};

const fail = (key: string, message: string) => new ConfigError([{ key, message }]);

/** Reads both. `warnings` name variables that are not known. Throws ConfigError for invalid server settings and files. */
export function readNodeConfig(
  env: Env,
  file?: string,
): { config: GatewayConfig; server: ServerConfig; warnings: string[] } {
  const config: Json = file === undefined ? {} : readFile(file);
  const warnings: string[] = [];
  for (const name of Object.keys(env).filter((one) => one.startsWith('GS_'))) {
    if (name === 'GS_CONFIG') continue;
    const known = variables[name] ?? variables[name.replace(/_FILE$/, '')];
    if (!known) {
      // other programs use the prefix too
      warnings.push(`${name} is not a variable of the gateway and is ignored (gs-gateway --help lists them).`);
      continue;
    }
    const value = variables[name] ? env[name] : readSecret(name, env[name] ?? '');
    if (value !== undefined && value !== '') put(config, known[0], known[1](value));
  }
  const { server = {}, ...handler } = config as { server?: Partial<ServerConfig> };
  return { config: handler as unknown as GatewayConfig, server: checkServer(server), warnings };
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
  metricsHost = '127.0.0.1',
  drain = 5,
  keepAlive = 65,
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
  const isSeconds = (value: unknown, most: number) => typeof value === 'number' && value >= 0 && value <= most;
  if (!isSeconds(drain, 300)) throw fail('server.drain', 'must be 0 to 300 seconds.');
  if (!isSeconds(keepAlive, 3_600) || keepAlive === 0) throw fail('server.keepAlive', 'must be 1 to 3 600 seconds.');
  return { host, port, metricsPort, metricsHost, drain, keepAlive, redis };
}
