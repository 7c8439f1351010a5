/** The config of a gateway: its types, its validation and its defaults. */
import { systemClock, type Clock } from '../../api/clock.js';
import { configSchema } from './schema.js';
import type { LogLine } from '../observe/log.js';
import type { Scope } from '../auth/scopes.js';
import { secretsOf, type TokenConfig } from '../auth/keys.js';

/** A secret, or a function that is called for it before every request (for keys that expire). */
export type UpstreamKey = string | (() => string | Promise<string>);

/** A rate limit: `requests` in a window of `seconds`. */
export interface Rate {
  requests: number;
  seconds: number;
}

/** A rate limiter; all classes of rate-limiter-flexible fit. */
export interface Limiter {
  /** Rejects with `{ msBeforeNext }` when the limit is exceeded, with an Error when it could not count. */
  consume(key: string, points?: number): Promise<unknown>;
  delete(key: string): Promise<unknown>;
}

/**
 * The part of an unstorage storage that is used. Its own type is not, since it pulls in the types of all drivers, which do not
 * compile without `skipLibCheck`.
 */
export interface KeyValueStorage {
  /** The JSON value; null when there is none. */
  getItem(key: string): Promise<unknown>;
  /** @param options `ttl` in seconds */
  setItem(key: string, value: object, options: { ttl: number }): Promise<void>;
  removeItem(key: string): Promise<void>;
  /**
   * Stores the value unless the one that is there has a greater `at`, and resolves with the one that is there then, in one
   * atomic step. Not part of unstorage: Redis of `serve` has it. Without it two scores of the same instant may change places.
   */
  setNewest?(key: string, value: { readonly at: number }, options: { ttl: number }): Promise<unknown>;
}

/** Options that a limiter is made with; `duration` in seconds. */
export interface LimiterOptions {
  keyPrefix: string;
  points: number;
  duration: number;
}

/** What `createGateway` takes. Only `origins`, one service and its key are always needed. */
export interface GatewayConfig {
  /** Exact origins of the pages that may use the gateway: `https://lobby.example.com`. */
  origins: string[];
  /** Request headers that pages may send beside the gateway's own and the common tracing headers. They are ignored. */
  allowedHeaders?: string[];
  /** Path that the gateway is mounted at when the host does not cut it off: `/gs`. */
  basePath?: string;
  /** How embed tokens are checked. May be left out only when everything offered is public. */
  tokens?: TokenConfig;
  /** Scopes that need no token: `sessions.read`, `scores.read`, `games.read`. */
  public?: Scope[];
  /** `url` ends where `/apps` begins. */
  meshmap?: { url: string; key: UpstreamKey };
  /** `games`: ids that may be started and listed, default all. `returnUrls`: where a game may send the player back to. */
  iplaygames?: { url?: string; key: UpstreamKey; games?: (number | string)[]; returnUrls?: string[] };
  /** `operator`, `bookmakerId`, `subBookmakerId`: the group whose plays are listed; a page cannot choose another. */
  vaix?: {
    url?: string;
    key: UpstreamKey;
    clientId: string;
    authenticationMethod?: 'vaix' | 'iam';
    operator?: string;
    bookmakerId?: number;
    subBookmakerId?: number;
  };
  /** Proxies whose headers about the caller are trusted. Without it only the connection itself counts. */
  client?: {
    /** Addresses or CIDR ranges of proxies in front; `platform` when the host always overwrites the headers below. */
    proxies: string[] | 'platform';
    /** Default `x-forwarded-for`. */
    ipHeader?: string;
    /** Header with the caller's country, such as `cf-ipcountry`. Default: none is believed. */
    countryHeader?: string;
  };
  /** Secrets of session handles, newest first. Default: the token secrets. */
  handles?: { secrets: string[] };
  /** `storage` shares answers and started sessions among gateways; `entries` and `bytes` bound the memory of each. */
  cache?: { storage?: KeyValueStorage; entries?: number; bytes?: number };
  /** Rates per caller, and where they are counted (default: memory of this process). */
  limits?: Partial<Record<LimitName, Rate>> & { limiter?: (options: LimiterOptions) => Limiter };
  /**
   * Seconds between polls of a watched session and between heartbeats; open streams at most: in all, per player or token, and
   * per address for callers without a token.
   */
  live?: { interval?: number; heartbeat?: number; listeners?: number; perCaller?: number; perAddress?: number };
  /**
   * HTML pages with one widget each (`GET /embed/{element}`), for sites that only take an iframe. `script`: url of `embed.js`;
   * `frameAncestors`: origins that may frame them. Off when absent.
   */
  embed?: { script: string; frameAncestors: string[] };
  /** Milliseconds that an upstream may take. Defaults 3 000, 5 000, 10 000. */
  timeouts?: { read?: number; write?: number; start?: number };
  /** How the upstreams are reached. Default: the platform's `fetch`. */
  fetch?: typeof fetch;
  /** Takes the log lines, already redacted; `false` for none. Default: JSON on the console. */
  log?: ((line: LogLine) => void) | false;
  /** For tests. */
  clock?: Clock;
}

/**
 * `public`: reads of public scopes by one address. `ip`: all other requests of one address, and those public reads that were not
 * in the cache. `token`: all of one token. `write`, `start`: of one player.
 */
export type LimitName = 'public' | 'ip' | 'token' | 'write' | 'start';

/** A validated config with all defaults filled in. */
export interface GatewaySettings extends GatewayConfig {
  basePath: string;
  public: Scope[];
  timeouts: { read: number; write: number; start: number };
  live: { interval: number; heartbeat: number; listeners: number; perCaller: number; perAddress: number };
  cache: { storage?: KeyValueStorage; entries: number; bytes: number };
  rates: Record<LimitName, Rate>;
  clock: Clock;
}

/** An invalid config. `issues` name each key at fault and what would be valid; they never contain a secret's value. */
export class ConfigError extends Error {
  readonly issues: readonly { key: string; message: string }[];

  constructor(issues: readonly { key: string; message: string }[]) {
    super(`The gateway's config is not right:\n${issues.map(({ key, message }) => `  ${key} ${message}`).join('\n')}`);
    this.name = 'ConfigError';
    this.issues = issues;
  }
}

/** Checks a config and fills in the defaults. Throws ConfigError. */
export function readConfig(config: GatewayConfig): GatewaySettings {
  const checked = configSchema.safeParse(config);
  if (!checked.success) {
    throw new ConfigError(
      checked.error.issues.flatMap((issue) => {
        const at = issue.path.map(String);
        if (issue.code !== 'unrecognized_keys') return [{ key: at.join('.') || 'config', message: issue.message }];
        return issue.keys.map((key) => ({
          key: [...at, key].join('.'),
          message: 'is not a setting; check the spelling.',
        }));
      }),
    );
  }
  const { limits, live, timeouts, cache } = config;
  return {
    ...config,
    basePath: (config.basePath ?? '').replace(/\/+$/, ''),
    public: config.public ?? [],
    timeouts: { read: 3_000, write: 5_000, start: 10_000, ...timeouts },
    live: { interval: 2, heartbeat: 15, listeners: 10_000, perCaller: 20, perAddress: 500, ...live },
    cache: { entries: 1_000, bytes: 64 * 1024 * 1024, ...cache },
    rates: {
      public: limits?.public ?? { requests: 30_000, seconds: 60 },
      ip: limits?.ip ?? { requests: 1_200, seconds: 60 },
      token: limits?.token ?? { requests: 600, seconds: 60 },
      write: limits?.write ?? { requests: 120, seconds: 60 },
      start: limits?.start ?? { requests: 20, seconds: 60 },
    },
    clock: config.clock ?? systemClock,
  };
}

/** All secrets in the settings, for redaction. Keys that come from functions are not known here. */
export function secretsIn({ tokens, handles, meshmap, iplaygames, vaix }: GatewaySettings): string[] {
  const keys = [meshmap?.key, iplaygames?.key, vaix?.key];
  return [
    ...keys.filter((key) => typeof key === 'string'),
    ...secretsOf(tokens),
    ...(tokens?.keys ?? []).flatMap(({ jwk }) => jwk?.d ?? []),
    ...(handles?.secrets ?? []),
  ];
}
