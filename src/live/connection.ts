/**
 * What the elements of one provider share: the clients of the services, the query cache and the player. A connection is
 * immutable: new settings make a new one, which takes over the cache and the token while service and player are the same.
 */
import {
  createRequesters,
  type ClientConfig,
  type Requesters,
  type ServiceDescriptor,
  type ServiceName,
} from '../api/config.js';
import { ApiError } from '../api/error.js';
import type { GatewayApi } from '../api/gateway.js';
import { isPrivateHost } from '../api/private-host.js';
import { parseUrl } from '../api/sanitize.js';
import { Cache } from './cache.js';
import { subjectOfToken } from './jwt.js';
import { MOCK_PLAYER, MOCK_SCENARIOS, mockSettings, scenarioOf } from './mock.js';
import { pageBase } from './page-base.js';
import { createTokenSource, type GetToken, type TokenSource } from './token.js';

/** Everything a page can set on `<gs-provider>`, on the script tag (`data-*`) or by `configure()`. */
export interface ConnectionSettings {
  gateway?: string;
  token?: string;
  tokenUrl?: string;
  getToken?: GetToken;
  meshmapUrl?: string;
  meshmapKey?: string;
  iplaygamesUrl?: string;
  iplaygamesKey?: string;
  vaixUrl?: string;
  vaixKey?: string;
  vaixClientId?: string;
  /** Groups of Vaix: which operator and bookmaker the player's history belongs to. */
  vaixOperator?: string;
  vaixBookmakerId?: number;
  vaixSubBookmakerId?: number;
  playerIp?: string;
  insecureKeys?: boolean;
  playerId?: string;
  playerName?: string;
  currency?: string;
  countryCode?: string;
  locale?: string;
  device?: string;
  /** Space-separated origins that games may be framed from. Default: any https origin other than the page's own. */
  frameOrigins?: string;
  /** `light`, `dark` or `auto`. */
  theme?: string;
  fetch?: typeof fetch;
  /** A scenario of the mock: the three APIs simulated in the page, whatever else is set. `''` is `live`. */
  mock?: string;
  /** Folder of the mock's games and pictures. Default: `mock/` beside the script tag's script. */
  mockFiles?: string;
}

/** The player whose page this is. Every field may be unknown. */
export interface CurrentPlayer {
  readonly id?: string;
  readonly name?: string;
  readonly currency?: string;
  /** ISO 3166-1 alpha-2. */
  readonly countryCode?: string;
  /** ISO 639-1, two letters. */
  readonly locale?: string;
  readonly device: 'desktop' | 'mobile';
  readonly ip?: string;
}

export interface Connection {
  readonly mode: 'gateway' | 'direct' | 'none';
  /** Why nothing usable is configured; undefined when something is. */
  readonly problem?: ApiError;
  /** Whether a service is configured. */
  readonly has: (name: ServiceName) => boolean;
  /** The client of a service, made once per connection; undefined when that service is not configured. */
  readonly service: <T>(descriptor: ServiceDescriptor<T>) => T | undefined;
  /** What only a gateway offers. */
  readonly gateway?: GatewayApi;
  /** Every answer that elements of this connection share. */
  readonly cache: Cache;
  readonly player: CurrentPlayer;
  readonly frameOrigins: string;
  readonly tokens?: TokenSource;
  readonly settings: ConnectionSettings;
}

/** What a connection is identified by: a change of any of these makes another one, with no token and an empty cache. */
const IDENTITY = [
  'playerId',
  'gateway',
  'tokenUrl',
  'meshmapUrl',
  'meshmapKey',
  'iplaygamesUrl',
  'iplaygamesKey',
  'vaixUrl',
  'vaixKey',
  'vaixClientId',
  'vaixOperator',
  'vaixBookmakerId',
  'vaixSubBookmakerId',
  'insecureKeys',
  'fetch',
  'mock',
  'mockFiles',
] as const satisfies readonly (keyof ConnectionSettings)[];

/**
 * Makes the connection for these settings. Never throws: settings that can't work give a connection
 * without a client, whose `problem` names the setting and what would be right.
 *
 * @param candidates connections of which cache and token are taken over, where service and player are the same
 */
export function connect(settings: ConnectionSettings, ...candidates: readonly (Connection | undefined)[]): Connection {
  const shared = {
    player: playerOf(settings),
    frameOrigins: settings.frameOrigins?.trim() ?? '',
    settings,
  };
  const same = candidates.find((other) => other && isSameIdentity(settings, other.settings));
  if (same) {
    same.tokens?.replace(settings);
    return { ...same, ...shared };
  }
  const cache = new Cache();
  try {
    refuseKeysInPublic(settings);
    const target = withMock(settings);
    const tokens = target.gateway ? createTokenSource(target) : undefined;
    const requesters = createRequesters(configOf(target, tokens));
    const { mode, gateway, meshmap, iplaygames, vaix } = requesters;
    if (!meshmap && !iplaygames && !vaix) throw nothingSet();
    const has = (name: ServiceName) => requesters[name] !== undefined;
    return { ...shared, mode, has, service: servicesOf(requesters), gateway, cache, tokens };
  } catch (error) {
    const problem = error instanceof ApiError ? error : nothingSet(error);
    return { ...shared, mode: 'none', problem, has: () => false, service: () => undefined, cache };
  }
}

/** Creates each client on first use. */
function servicesOf(requesters: Requesters): Connection['service'] {
  const clients = new Map<string, unknown>();
  return <T>({ name, create }: ServiceDescriptor<T>): T | undefined => {
    const send = requesters[name];
    if (send && !clients.has(name)) clients.set(name, create(send, requesters.mode));
    return clients.get(name) as T | undefined;
  };
}

/** The settings to connect by: those of the mock where the page has chosen it. */
function withMock(settings: ConnectionSettings): ConnectionSettings {
  if (settings.mock === undefined) return settings;
  const scenario = scenarioOf(settings.mock);
  if (!scenario) throw unconfigured(`mock="${settings.mock}" is none of ${MOCK_SCENARIOS.join(', ')}.`);
  return { ...settings, ...mockSettings(scenario, settings.mockFiles) };
}

const TOKEN = ['token', 'tokenUrl', 'getToken'] as const;
/** The settings that name the services' addresses and credentials. */
const PLACE = [
  'gateway',
  'meshmapUrl',
  'meshmapKey',
  'iplaygamesUrl',
  'iplaygamesKey',
  'vaixUrl',
  'vaixKey',
  'mock',
] as const satisfies readonly (keyof ConnectionSettings)[];
const OF_PLACE = ['vaixClientId', 'insecureKeys', 'mockFiles'] as const;
const PLAYER = ['playerName', 'playerIp'] as const;

/**
 * A provider's settings, completed by those around it. Where it names a place of its own, or a way to a token, or another
 * player, it takes nothing else of that kind: credentials never go to a gateway they were not given for.
 */
export function inheritSettings(own: ConnectionSettings, outer: ConnectionSettings): ConnectionSettings {
  const isSet = (key: keyof ConnectionSettings) => own[key] !== undefined && own[key] !== false;
  const hasPlace = PLACE.some(isSet);
  const dropped = new Set<keyof ConnectionSettings>([
    ...(hasPlace ? [...PLACE, ...OF_PLACE] : []),
    ...(hasPlace || TOKEN.some(isSet) ? TOKEN : []),
    ...(isSet('playerId') && own.playerId !== outer.playerId ? PLAYER : []),
  ]);
  const inherited = Object.entries(outer).filter(([key]) => !dropped.has(key as keyof ConnectionSettings));
  const set = Object.entries(own).filter(([key]) => isSet(key as keyof ConnectionSettings));
  return Object.fromEntries([...inherited, ...set]);
}

/** Whether what one connection has loaded is good for the other: same services, same player. */
const isSameIdentity = (one: ConnectionSettings, other: ConnectionSettings): boolean =>
  IDENTITY.every((key) => one[key] === other[key]) && samePlayer(one, other);

/**
 * A fresh token of the same player is a renewal; another player must not see what the cache holds. Of opaque tokens, whose
 * player only the gateway knows, `player-id` says that they are for the same one.
 */
function samePlayer(one: ConnectionSettings, other: ConnectionSettings): boolean {
  if (one.token === other.token) return true;
  if (!one.token || !other.token) return false;
  const subjects = [subjectOfToken(one.token), subjectOfToken(other.token)];
  return subjects[0] === subjects[1] && (subjects[0] !== undefined || !!one.playerId);
}

function configOf(settings: ConnectionSettings, tokens: TokenSource | undefined): ClientConfig {
  const { gateway, fetch } = settings;
  if (gateway) {
    const url = parseUrl(gateway, pageBase())?.href ?? gateway;
    return { gateway: { url, getToken: tokens?.get, lastToken: tokens?.last }, fetch };
  }
  const { meshmapUrl, meshmapKey, iplaygamesUrl, iplaygamesKey, vaixUrl, vaixKey, vaixClientId } = settings;
  if (meshmapKey && !meshmapUrl) {
    throw unconfigured('meshmap-key is set, but meshmap-url is not: Meshmap publishes no host.');
  }
  return {
    meshmap: meshmapUrl ? { url: meshmapUrl, key: meshmapKey } : undefined,
    iplaygames: iplaygamesUrl || iplaygamesKey ? { url: iplaygamesUrl, key: iplaygamesKey } : undefined,
    vaix: vaixUrl || vaixKey ? { url: vaixUrl, key: vaixKey, clientId: vaixClientId } : undefined,
    fetch,
  };
}

function refuseKeysInPublic(settings: ConnectionSettings): void {
  const { meshmapKey, iplaygamesKey, vaixKey, gateway, insecureKeys } = settings;
  if (gateway || !(meshmapKey || iplaygamesKey || vaixKey)) return;
  if (isPrivateHost(globalThis.location?.hostname ?? '')) {
    if (!isWarned) {
      console.warn('gs-provider: operator keys in this page; on a public host use a gateway.');
    }
    isWarned = true;
    return;
  }
  if (insecureKeys) return;
  throw unconfigured(
    'Operator keys in a public page open the whole account to every visitor, so they are refused. ' +
      'Set gateway and token-url instead (docs/gateway.md), or insecure-keys if you accept that.',
  );
}

function playerOf(settings: ConnectionSettings): CurrentPlayer {
  const mock = settings.mock === undefined ? undefined : MOCK_PLAYER;
  const device = settings.device === 'mobile' || settings.device === 'desktop' ? settings.device : detectDevice();
  return {
    id: settings.playerId || mock?.playerId,
    name: settings.playerName || mock?.playerName,
    currency: settings.currency || mock?.currency,
    countryCode: settings.countryCode || mock?.countryCode,
    locale: settings.locale || undefined,
    device,
    ip: settings.playerIp || mock?.playerIp,
  };
}

const detectDevice = () =>
  globalThis.matchMedia?.('(pointer: coarse) and (max-width: 1024px)').matches ? 'mobile' : 'desktop';

const unconfigured = (message: string, cause?: unknown) =>
  new ApiError(message, { code: 'unsupported', service: 'gateway', cause });

const nothingSet = (cause?: unknown) =>
  unconfigured(
    'No connection: put the element inside a <gs-provider gateway="…">, or set data-gateway="…" on the script tag.',
    cause,
  );

let isWarned = false;
