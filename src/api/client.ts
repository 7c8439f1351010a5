import { createRequesters, type ClientConfig } from './config.js';
import type { GatewayApi } from './gateway.js';
import { iplaygames, type IplaygamesApi } from './iplaygames/index.js';
import { meshmap, type MeshmapApi } from './meshmap/index.js';
import { vaix, type VaixApi } from './vaix/index.js';

export * from './error.js';
export type { ClientConfig, ServiceDescriptor, ServiceName } from './config.js';
export type { GetToken, Transport } from './http.js';
export type { GatewayApi, IplaygamesApi, MeshmapApi, VaixApi };
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

/** The services that are configured; all three behind a gateway. */
export interface Client {
  readonly meshmap?: MeshmapApi;
  readonly iplaygames?: IplaygamesApi;
  readonly vaix?: VaixApi;
  readonly gateway?: GatewayApi;
}

/** A client for the services of `config`. Throws ApiError `invalid`, naming the key, for a config that cannot be right. */
export function createClient(config: ClientConfig): Client {
  const { mode, gateway, ...send } = createRequesters(config);
  return {
    meshmap: send.meshmap && meshmap.create(send.meshmap, mode),
    iplaygames: send.iplaygames && iplaygames.create(send.iplaygames, mode),
    vaix: send.vaix && vaix.create(send.vaix, mode),
    ...(gateway && { gateway }),
  };
}
