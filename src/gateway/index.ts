/** `game-session-widgets/gateway`: a proxy that keeps operator keys off the page. Web standards only; runs wherever there is `fetch`. */
import { createServices, type Gateway } from './services.js';
import type { GatewayConfig } from './config/config.js';

export type { Gateway } from './services.js';
export {
  ConfigError,
  type GatewayConfig,
  type UpstreamKey,
  type KeyValueStorage,
  type LimitName,
  type Limiter,
  type LimiterOptions,
  type Rate,
} from './config/config.js';
export type { Connection } from './http/client-address.js';
export type { LogLine } from './observe/log.js';
export type { Claims, MintClaims } from './auth/claims.js';
export { mintToken } from './auth/tokens.js';
export { scopes, type Scope } from './auth/scopes.js';
export type { TokenConfig } from './auth/keys.js';

/** Makes a gateway. Throws ConfigError, which names each invalid setting. */
export function createGateway(config: GatewayConfig): Gateway {
  return createServices(config).gateway;
}
