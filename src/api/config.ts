/** Where the services are, checked once, and what makes their requests. */
import { ApiError, type Service } from './error.js';
import { createGatewayApi, type GatewayApi } from './gateway.js';
import { createRequester, type GetToken, type Transport } from './http.js';
import type { Send } from './operation.js';
import { parseUrl } from './sanitize.js';

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

export type ServiceName = 'meshmap' | 'iplaygames' | 'vaix';

/** Whether requests go to the service itself or through a gateway, which knows who plays. */
export type Mode = 'gateway' | 'direct';

/** One service: its name, and what makes its client. An element imports those it uses and no others. */
export interface ServiceDescriptor<T> {
  readonly name: ServiceName;
  readonly create: (send: Send, mode: Mode) => T;
}

/** What sends the requests of each service that is configured; all three behind a gateway. */
export interface Requesters {
  readonly mode: Mode;
  readonly meshmap?: Send;
  readonly iplaygames?: Send;
  readonly vaix?: Send;
  readonly gateway?: GatewayApi;
}

/** Makes the requesters of `config`. Throws ApiError `invalid`, naming the key, for a config that cannot be right. */
export function createRequesters(config: ClientConfig): Requesters {
  const { gateway } = config;
  if (gateway) {
    const endpoint = { ...gateway, url: checkUrl('gateway', gateway.url) };
    const behind = (name: ServiceName) => createRequester({ ...endpoint, url: `${endpoint.url}/${name}` }, config);
    return {
      mode: 'gateway',
      meshmap: behind('meshmap'),
      iplaygames: behind('iplaygames'),
      vaix: behind('vaix'),
      gateway: createGatewayApi(endpoint, config),
    };
  }
  const { meshmap, iplaygames, vaix } = config;
  const direct = (service: ServiceName, url: string, headers: Record<string, string | undefined>) =>
    createRequester({ url: checkUrl(service, url), headers: checkHeaders(service, headers) }, config);
  return {
    mode: 'direct',
    meshmap: meshmap && direct('meshmap', meshmap.url, { 'x-app-api-key': meshmap.key }),
    iplaygames:
      iplaygames &&
      direct('iplaygames', iplaygames.url ?? 'https://api.iplaygames.ai', { authorization: bearer(iplaygames.key) }),
    vaix:
      vaix &&
      direct('vaix', vaix.url ?? 'https://api.vaix.ai', {
        authorization: bearer(vaix.key),
        'x-vaix-client-id': vaix.clientId,
        'x-vaix-authentication-method': vaix.authenticationMethod,
      }),
  };
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
