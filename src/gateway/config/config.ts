/** The settings of a gateway: what they are, and how they are checked. */
import type { Storage } from 'unstorage';
import type { Clock } from '../clock.js';
import { systemClock } from '../clock.js';
import { configSchema } from './schema.js';
import type { LogLine } from '../observe/log.js';
import type { Limiter, LimiterOptions } from '../http/limits.js';
import type { Scope } from '../auth/scopes.js';
import type { TokenConfig } from '../auth/keys.js';

/** A secret, or a function that is asked for it before every request (keys that expire). */
export type UpstreamKey = string | (() => string | Promise<string>);

/** So many requests in so many seconds. */
export interface Rate {
  requests: number;
  seconds: number;
}

/** What `createGateway` takes. Only `origins`, one service and its key are always needed. */
export interface GatewayConfig {
  /** Exact origins of the pages that may use the gateway: `https://lobby.example.com`. */
  origins: string[];
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
  vaix?: { url?: string; key: UpstreamKey; clientId: string; authenticationMethod?: 'vaix' | 'iam' };
  /** Who may say where a caller is. Without it only the connection itself counts. */
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
  cache?: { storage?: Storage; entries?: number; bytes?: number };
  /** Rates per caller, and where they are counted (default: memory of this process). */
  limits?: Partial<Record<LimitName, Rate>> & { limiter?: (options: LimiterOptions) => Limiter };
  /** Seconds between polls of a watched session and between heartbeats; listeners at most, and per caller. */
  live?: { interval?: number; heartbeat?: number; listeners?: number; perCaller?: number };
  /** Milliseconds that an upstream may take. Defaults 3 000, 5 000, 10 000. */
  timeouts?: { read?: number; write?: number; start?: number };
  /** How the upstreams are reached. Default: the platform's `fetch`. */
  fetch?: typeof fetch;
  /** Takes the log lines, already redacted; `false` for none. Default: JSON on the console. */
  log?: ((line: LogLine) => void) | false;
  /** For tests. */
  clock?: Clock;
}

/** `ip`: all requests of one address. `token`: all of one token. `write`, `start`: of one player. */
export type LimitName = 'ip' | 'token' | 'write' | 'start';

/** A config with every default in its place. */
export interface GatewaySettings extends GatewayConfig {
  basePath: string;
  public: Scope[];
  timeouts: { read: number; write: number; start: number };
  live: { interval: number; heartbeat: number; listeners: number; perCaller: number };
  cache: { storage?: Storage; entries: number; bytes: number };
  rates: Record<LimitName, Rate>;
  clock: Clock;
}

/** A config that cannot be right. `issues` name each key at fault and what would be right; never a secret's value. */
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
    live: { interval: 2, heartbeat: 15, listeners: 10_000, perCaller: 20, ...live },
    cache: { entries: 1_000, bytes: 64 * 1024 * 1024, ...cache },
    rates: {
      ip: limits?.ip ?? { requests: 1_200, seconds: 60 },
      token: limits?.token ?? { requests: 600, seconds: 60 },
      write: limits?.write ?? { requests: 120, seconds: 60 },
      start: limits?.start ?? { requests: 20, seconds: 60 },
    },
    clock: config.clock ?? systemClock,
  };
}
