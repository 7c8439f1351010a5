import { ApiError, type Service } from './error.js';
import { createGatewayApi, type GatewayApi } from './gateway.js';
import type { IplaygamesApi } from './iplaygames.js';
import { createMeshmap, type MeshmapApi } from './meshmap.js';
import { onFirstCall } from './on-first-call.js';
import { createSend, type Endpoint, type GetToken, type Transport } from './request.js';
import type { Send } from './route.js';
import type { VaixApi } from './vaix.js';
import { parseUrl } from './clean.js';

export * from './error.js';
export type { GatewayApi, GetToken, IplaygamesApi, MeshmapApi, Transport, VaixApi };
export type {
  Game,
  GameSearch,
  GameSessionStart,
  GameSessionStatus,
  MultiSessionStart,
  MultiSessionStatus,
  PlayerFacts,
  StartedGameSession,
  StartedMultiSession,
} from './iplaygames.js';
export type { GameSession, MiniGame, NewGameSession, SessionPlayer } from './meshmap.js';
export type { Play, PlayHistory } from './vaix.js';
export type { CallOptions, Listing } from './route.js';

/** Where the services are and how to reach them. A key opens a whole account: in a page, use a gateway. */
export interface ClientConfig extends Transport {
  /** `url` ends where `/apps` begins. */
  meshmap?: { url: string; key?: string };
  /** `url` ends where `/api` begins; default the vendor's. */
  iplaygames?: { url?: string; key?: string };
  /** `url` ends where `/api` begins; default the vendor's. */
  vaix?: { url?: string; key?: string; clientId?: string; authenticationMethod?: 'vaix' | 'iam' };
  /** When given, all three services are reached through it and no key is ever sent. */
  gateway?: { url: string; getToken?: GetToken };
}

/** The services that are configured; all three behind a gateway. */
export interface Client {
  readonly meshmap?: MeshmapApi;
  readonly iplaygames?: IplaygamesApi;
  readonly vaix?: VaixApi;
  readonly gateway?: GatewayApi;
}

/** A client for the services of `config`. Throws ApiError `invalid`, naming the key, for a config that cannot be right. */
export function createClient(config: ClientConfig): Client {
  const { meshmap, iplaygames, vaix, gateway } = config;
  if (gateway) {
    const endpoint = { url: checkUrl('gateway', gateway.url), getToken: gateway.getToken };
    const send = (name: string) => createSend({ ...endpoint, url: `${endpoint.url}/${name}` }, config);
    return {
      meshmap: createMeshmap(send('meshmap')),
      iplaygames: lazyIplaygames(send('iplaygames'), 'gateway'),
      vaix: lazyVaix(send('vaix'), 'gateway'),
      gateway: createGatewayApi(endpoint, config),
    };
  }
  return {
    meshmap: meshmap && createMeshmap(createSend(meshmapEndpoint(meshmap), config)),
    iplaygames: iplaygames && lazyIplaygames(createSend(iplaygamesEndpoint(iplaygames), config), 'direct'),
    vaix: vaix && lazyVaix(createSend(vaixEndpoint(vaix), config), 'direct'),
  };
}

function lazyIplaygames(send: Send, mode: 'direct' | 'gateway'): IplaygamesApi {
  const calls = ['listGames', 'startGameSession', 'getGameSessionStatus', 'endGameSession'] as const;
  const multiCalls = ['startMultiSession', 'getMultiSessionStatus', 'endMultiSession'] as const;
  return onFirstCall<IplaygamesApi>('iplaygames', [...calls, ...multiCalls], async () =>
    (await import('./iplaygames.js')).createIplaygames(send, mode),
  );
}

function lazyVaix(send: Send, mode: 'direct' | 'gateway'): VaixApi {
  return onFirstCall<VaixApi>('vaix', ['getLatestGameSessions'], async () =>
    (await import('./vaix.js')).createVaix(send, mode),
  );
}

function meshmapEndpoint({ url, key }: NonNullable<ClientConfig['meshmap']>): Endpoint {
  return { url: checkUrl('meshmap', url), headers: toHeaders('meshmap', { 'x-app-api-key': key }) };
}

function iplaygamesEndpoint({ url, key }: NonNullable<ClientConfig['iplaygames']>): Endpoint {
  const authorization = key === undefined ? undefined : `Bearer ${key}`;
  return {
    url: checkUrl('iplaygames', url ?? 'https://api.iplaygames.ai'),
    headers: toHeaders('iplaygames', { authorization }),
  };
}

function vaixEndpoint({ url, key, clientId, authenticationMethod }: NonNullable<ClientConfig['vaix']>): Endpoint {
  return {
    url: checkUrl('vaix', url ?? 'https://api.vaix.ai'),
    headers: toHeaders('vaix', {
      authorization: key === undefined ? undefined : `Bearer ${key}`,
      'x-vaix-client-id': clientId,
      'x-vaix-authentication-method': authenticationMethod,
    }),
  };
}

/** The url without a slash at its end. A path alone is taken on the page's own origin, where there is a page. */
function checkUrl(service: Service, value: unknown): string {
  const url = typeof value === 'string' ? parseUrl(value.trim(), globalThis.location?.href) : undefined;
  const wrong = !url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash;
  if (wrong || String(value).trim() === '') {
    throw invalidConfig(service, 'url', 'must be an http or https address without a query');
  }
  return url.href.replace(/\/+$/, '');
}

/** Headers that are set. What no header can hold is refused here, where it can be named, and never repeated. */
function toHeaders(service: Service, headers: Record<string, string | undefined>): Record<string, string> {
  const set = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined);
  for (const [name, value] of set) {
    if (!/^[\x20-\x7e]+$/.test(value)) throw invalidConfig(service, name, 'must be printable ASCII text');
  }
  return Object.fromEntries(set);
}

function invalidConfig(service: Service, key: string, message: string): ApiError {
  const path = `${service}.${key}`;
  return new ApiError(`${path} ${message}`, { code: 'invalid', service, fields: [{ path, message }] });
}
