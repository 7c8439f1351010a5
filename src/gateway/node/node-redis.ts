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

/** The part of ioredis that is used; the package is optional. */
interface RedisClient {
  on(event: 'error', listener: (error: Error) => void): unknown;
  ping(): Promise<string>;
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
    storage: createStorage({ driver: redis }),
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
