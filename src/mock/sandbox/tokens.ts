import { code } from './random.js';
import { type Answer } from './service.js';
import { type SandboxState } from './state.js';

/** Life of an issued token, seconds. */
export const tokenLife = 3600;

export interface Tokens {
  readonly issue: (body: Record<string, unknown>) => Answer;
  readonly isValid: (token: string) => boolean;
}

/** OAuth client credentials as a stand-in for the vendor's identity host: tokens that run out by the sandbox's clock. */
export function createTokens(world: SandboxState): Tokens {
  const expiries = new Map<string, number>();
  return {
    issue(body) {
      if (body.grant_type !== 'client_credentials') return { status: 400, body: { error: 'unsupported_grant_type' } };
      if (body.client_id !== world.keys.vaixClientId || body.client_secret !== world.keys.vaixSecret) {
        return { status: 401, body: { error: 'access_denied', error_description: 'Unauthorized' } };
      }
      const token = `iam.${world.id('', 6)}.${code(24, world.seed, world.now(), expiries.size)}`;
      expiries.set(token, world.now() + tokenLife * 1000);
      return { status: 200, body: { access_token: token, token_type: 'Bearer', expires_in: tokenLife } };
    },
    isValid: (token) => world.now() < (expiries.get(token) ?? 0),
  };
}
