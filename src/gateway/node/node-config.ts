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

/** Each variable with the key it sets. Every one may also be given as `…_FILE`: the path of a file that holds the value. */
export const variables: Readonly<Record<string, readonly [key: string, read: (value: string) => unknown]>> = {
  GS_ORIGINS: ['origins', list],
  GS_BASE_PATH: ['basePath', text],
  GS_PUBLIC: ['public', list],
  GS_TOKEN_SECRET: ['tokens.secret', text],
  GS_TOKEN_KEYS: ['tokens.keys', json],
  GS_TOKEN_JWKS: ['tokens.jwks', text],
  GS_TOKEN_REVOKED: ['tokens.revoked', list],
  GS_HANDLE_SECRETS: ['handles.secrets', list],
  GS_MESHMAP_URL: ['meshmap.url', text],
  GS_MESHMAP_KEY: ['meshmap.key', text],
  GS_IPLAYGAMES_URL: ['iplaygames.url', text],
  GS_IPLAYGAMES_KEY: ['iplaygames.key', text],
  GS_IPLAYGAMES_GAMES: ['iplaygames.games', list],
  GS_IPLAYGAMES_RETURN_URLS: ['iplaygames.returnUrls', list],
  GS_VAIX_URL: ['vaix.url', text],
  GS_VAIX_KEY: ['vaix.key', text],
  GS_VAIX_CLIENT_ID: ['vaix.clientId', text],
  GS_VAIX_AUTHENTICATION_METHOD: ['vaix.authenticationMethod', text],
  GS_PROXIES: ['client.proxies', listOrWord],
  GS_IP_HEADER: ['client.ipHeader', text],
  GS_COUNTRY_HEADER: ['client.countryHeader', text],
  GS_HOST: ['server.host', text],
  GS_PORT: ['server.port', number],
  GS_METRICS_PORT: ['server.metricsPort', number],
  GS_REDIS_URL: ['server.redis', text],
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
