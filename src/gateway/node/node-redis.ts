/** Redis as the store that several gateways share: cached responses, started sessions, rate limits. */
import { RateLimiterRedis } from 'rate-limiter-flexible';
import { createStorage } from 'unstorage';
import type { KeyValueStorage, Limiter, LimiterOptions } from '../config/config.js';

/** A connection, as the config takes it. */
export interface SharedState {
  readonly storage: KeyValueStorage;
  readonly limiter: (options: LimiterOptions) => Limiter;
  ping(): Promise<boolean>;
  close(): Promise<void>;
}

/** `setNewest` of KeyValueStorage: scripts of Redis are atomic. */
const SET_NEWEST = `
  local known = redis.call('GET', KEYS[1])
  if known and cjson.decode(known).at > tonumber(ARGV[1]) then return known end
  redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
  return ARGV[2]`;

/** The part of ioredis that is used; the package is optional. */
interface RedisClient {
  on(event: 'error', listener: (error: Error) => void): unknown;
  ping(): Promise<string>;
  eval(script: string, keys: number, ...keysAndArguments: (string | number)[]): Promise<unknown>;
  quit(): Promise<unknown>;
  disconnect(): void;
}

/** Connects. Rejects when the package `ioredis` is not installed; a server that is away is handled by shared-store.ts. */
export async function connectRedis(url: string): Promise<SharedState> {
  const { default: driver } = await import('unstorage/drivers/redis').catch((cause: unknown) => {
    throw new Error('Redis needs the package ioredis: npm install ioredis@5', { cause });
  });
  const redis = driver({
    url,
    maxRetriesPerRequest: 1,
    commandTimeout: 500,
    enableOfflineQueue: true,
    connectTimeout: 1_000,
  });
  const client = redis.getInstance?.() as unknown as RedisClient | undefined;
  if (!client) throw new Error('The Redis driver gave no connection.');
  // every command rejects by itself; without a listener the connection's errors would end the process
  client.on('error', () => undefined);
  return {
    storage: Object.assign(createStorage({ driver: redis }), {
      async setNewest(key: string, value: { readonly at: number }, { ttl }: { ttl: number }): Promise<unknown> {
        return JSON.parse(String(await client.eval(SET_NEWEST, 1, key, value.at, JSON.stringify(value), ttl)));
      },
    }),
    limiter: (options) => new RateLimiterRedis({ ...options, storeClient: client }),
    ping: async () => {
      try {
        return (await client.ping()) === 'PONG';
      } catch {
        return false;
      }
    },
    close: async () => {
      await client.quit().catch(() => client.disconnect());
    },
  };
}
