/** `game-session-widgets/gateway`: keeps operator keys off the page. Web standards only; runs wherever there is `fetch`. */
import { assemble, type Gateway } from './assemble.js';
import type { GatewayConfig } from './config.js';

export type { Gateway } from './assemble.js';
export { ConfigError, type GatewayConfig, type Key, type LimitName, type Rate } from './config.js';
export type { Connection } from './caller.js';
export type { Limiter, LimiterOptions } from './limits.js';
export type { LogLine } from './log.js';
export type { Claims, MintClaims } from './claims.js';
export { mintToken } from './tokens.js';
export { scopes, type Scope } from './scopes.js';
export type { TokenConfig } from './keys.js';

/** Makes a gateway. Throws ConfigError, which names each setting that cannot be right. */
export function createGateway(config: GatewayConfig): Gateway {
  return assemble(config).gateway;
}
