import { ApiError, type Service } from './error.js';
import type { GatewayApi } from './gateway.js';
import type { IplaygamesApi } from './iplaygames/index.js';
import { createMeshmap, type MeshmapApi } from './meshmap/index.js';
import { lazyService } from './lazy-service.js';
import { parseUrl } from './plain.js';
import { createRequester, type Endpoint, type GetToken, type Transport } from './http.js';
import type { Send } from './operation.js';
import type { VaixApi } from './vaix/index.js';

export * from './error.js';
export type { GatewayApi, GetToken, IplaygamesApi, MeshmapApi, Transport, VaixApi };
export type {
  Game,
  GameSearch,
  GameSessionStart,
  GameSessionStatus,
  MultiSessionStart,
  MultiSessionStatus,
  PlayerParams,
  StartedGameSession,
  StartedMultiSession,
} from './iplaygames/index.js';
export type { GameSession, MiniGame, NewGameSession, SessionPlayer } from './meshmap/index.js';
export type { PlayedGame, PlayHistory } from './vaix/index.js';
export type { CallOptions, ListResult } from './operation.js';

/** Where the services are and how to reach them. A key opens a whole account: in a page, use a gateway. */
export interface ClientConfig extends Transport {
  /** `url` ends where `/apps` begins. */
  meshmap?: { url: string; key?: string };
  /** `url` ends where `/api` begins; default the vendor's. */
  iplaygames?: { url?: string; key?: string };
  /** `url` ends where `/api` begins; default the vendor's. */
  vaix?: { url?: string; key?: string; clientId?: string; authenticationMethod?: 'vaix' | 'iam' };
  /** When given, all three services are reached through it and no key is ever sent. */
  gateway?: { url: string; getToken?: GetToken; lastToken?: () => string | undefined };
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
    const endpoint = {
      url: checkUrl('gateway', gateway.url),
      getToken: gateway.getToken,
      lastToken: gateway.lastToken,
    };
    const send = (name: string) => createRequester({ ...endpoint, url: `${endpoint.url}/${name}` }, config);
    return {
      meshmap: createMeshmap(send('meshmap')),
      iplaygames: lazyIplaygames(send('iplaygames'), 'gateway'),
      vaix: lazyVaix(send('vaix'), 'gateway'),
      gateway: { url: endpoint.url, ...lazyGateway(endpoint, config) },
    };
  }
  const sendTo = (service: Service, url: string, headers: Record<string, string | undefined>) =>
    createRequester({ url: checkUrl(service, url), headers: checkHeaders(service, headers) }, config);
  return {
    meshmap: meshmap && createMeshmap(sendTo('meshmap', meshmap.url, { 'x-app-api-key': meshmap.key })),
    iplaygames:
      iplaygames &&
      lazyIplaygames(
        sendTo('iplaygames', iplaygames.url ?? 'https://api.iplaygames.ai', { authorization: bearer(iplaygames.key) }),
        'direct',
      ),
    vaix:
      vaix &&
      lazyVaix(
        sendTo('vaix', vaix.url ?? 'https://api.vaix.ai', {
          authorization: bearer(vaix.key),
          'x-vaix-client-id': vaix.clientId,
          'x-vaix-authentication-method': vaix.authenticationMethod,
        }),
        'direct',
      ),
  };
}

function lazyIplaygames(send: Send, mode: 'direct' | 'gateway'): IplaygamesApi {
  const calls = ['listGames', 'startGameSession', 'getGameSessionStatus', 'endGameSession'] as const;
  const multiCalls = ['startMultiSession', 'getMultiSessionStatus', 'endMultiSession', 'prepareEnd'] as const;
  return lazyService<IplaygamesApi>('iplaygames', [...calls, ...multiCalls], async () =>
    (await import('./iplaygames/index.js')).createIplaygames(send, mode),
  );
}

function lazyVaix(send: Send, mode: 'direct' | 'gateway'): VaixApi {
  return lazyService<VaixApi>('vaix', ['getLatestGameSessions'], async () =>
    (await import('./vaix/index.js')).createVaix(send, mode),
  );
}

function lazyGateway(endpoint: Endpoint, transport: Transport): Pick<GatewayApi, 'open' | 'request'> {
  return lazyService<Pick<GatewayApi, 'open' | 'request'>>('gateway', ['open', 'request'], async () =>
    (await import('./gateway.js')).createGatewayCalls(endpoint, transport),
  );
}

const bearer = (key: string | undefined) => (key === undefined ? undefined : `Bearer ${key}`);

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
function checkHeaders(service: Service, headers: Record<string, string | undefined>): Record<string, string> {
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
