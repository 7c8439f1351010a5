/** Embed tokens: short-lived JSON Web Tokens that say who plays, from which pages, and what is allowed. */
import { errors, jwtVerify, SignJWT } from 'jose';
import { ApiError } from '../../api/error.js';
import { claimsSchema, type Claims, type MintClaims } from './claims.js';
import { systemClock, type Clock } from '../clock.js';
import type { GatewayConfig } from '../config/config.js';
import { keyFinder, signingKey, type TokenConfig } from './keys.js';
import { scopes } from './scopes.js';

/** Longest token looked at; ours are about 400 characters. */
const MAX_LENGTH = 4_096;
/** Tokens remembered; the oldest make room. */
const MAX_REMEMBERED = 10_000;
const MAX_AGE = 900;

/** Signs a token for a page. Call it on the page's own server, for the player who is logged in there. */
export async function mintToken(
  config: Pick<GatewayConfig, 'tokens' | 'origins'>,
  claims: MintClaims,
  clock: Pick<Clock, 'now'> = systemClock,
): Promise<{ token: string; /** ISO 8601 */ expiresAt: string }> {
  const tokens = config.tokens;
  const signing = tokens && (await signingKey(tokens));
  if (!signing) throw new TypeError('mintToken needs tokens.secret, or tokens.keys with a secret or a private jwk.');
  const unknown = claims.scp.filter((scope) => !scopes.includes(scope));
  if (unknown.length > 0) throw new TypeError(`mintToken: ${unknown.join(', ')} is none of ${scopes.join(', ')}.`);
  const { ttl = MAX_AGE, org = config.origins, jti = crypto.randomUUID(), ...rest } = claims;
  const iat = Math.floor(clock.now() / 1000);
  const exp = iat + Math.max(1, Math.min(ttl, tokens.maxAge ?? MAX_AGE));
  const payload = claimsSchema.safeParse({ ...rest, ...(org ? { org } : {}), jti, iat, exp });
  if (!payload.success) {
    const [issue] = payload.error.issues;
    throw new TypeError(`mintToken: ${issue?.path.join('.')} is not right: ${issue?.message}.`);
  }
  const token = await new SignJWT({ ...payload.data })
    .setProtectedHeader({ typ: 'JWT', ...signing.header })
    .sign(signing.key);
  return { token, expiresAt: new Date(exp * 1000).toISOString() };
}

/** Checks tokens, and remembers by their whole text those that were good, until they expire. */
export class Tokens {
  readonly #config: TokenConfig;
  readonly #clock: Clock;
  readonly #findKey;
  readonly #remembered = new Map<string, Claims>();
  readonly #revoked: ReadonlySet<string>;

  constructor(config: TokenConfig, clock: Clock) {
    this.#config = config;
    this.#clock = clock;
    this.#findKey = keyFinder(config);
    this.#revoked = new Set(Array.isArray(config.revoked) ? config.revoked : []);
  }

  /** The claims of a token that was good before and needs no second look; undefined says nothing about the token. */
  known(token: string): Claims | undefined {
    const claims = typeof this.#config.revoked === 'function' ? undefined : this.#recall(token);
    return claims && !this.#revoked.has(claims.jti) ? claims : undefined;
  }

  /** The claims of a good token. Rejects with `unauthorized`, or `expired` when that is all that is wrong with it. */
  async check(token: string): Promise<Claims> {
    const claims = this.#recall(token) ?? (await this.#verify(token));
    const { revoked } = this.#config;
    if (this.#revoked.has(claims.jti) || (typeof revoked === 'function' && (await revoked(claims.jti)))) {
      throw refused('The token has been revoked.');
    }
    return claims;
  }

  #recall(token: string): Claims | undefined {
    const claims = this.#remembered.get(token);
    if (!claims) return undefined;
    if (claims.exp * 1000 > this.#clock.now()) return claims;
    this.#remembered.delete(token);
    return undefined;
  }

  async #verify(token: string): Promise<Claims> {
    if (token.length > MAX_LENGTH || !/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) throw refused('This is not a token.');
    const { maxAge = MAX_AGE, clockTolerance = 30 } = this.#config;
    let payload: unknown;
    try {
      ({ payload } = await jwtVerify(token, this.#findKey, {
        algorithms: ['HS256', 'EdDSA'],
        clockTolerance,
        maxTokenAge: maxAge,
        currentDate: new Date(this.#clock.now()),
      }));
    } catch (cause) {
      if (this.#config.jwks && (cause instanceof errors.JWKSTimeout || !(cause instanceof errors.JOSEError))) {
        const details = {
          code: 'unavailable',
          service: 'gateway',
          status: 503,
          retryable: true,
          retryAfter: 5,
          cause,
        } as const;
        throw new ApiError('The keys that tokens are checked with could not be loaded.', details);
      }
      if (cause instanceof errors.JWTExpired) throw refused('The token has expired.', 'expired', cause);
      throw refused('The token is not valid.', 'unauthorized', cause);
    }
    const claims = claimsSchema.safeParse(payload);
    if (!claims.success) throw refused(`The token's claim ${claims.error.issues[0]?.path.join('.')} is not right.`);
    if (claims.data.exp - claims.data.iat > maxAge) throw refused('The token lives too long.');
    if (this.#remembered.size >= MAX_REMEMBERED) this.#remembered.delete(this.#remembered.keys().next().value ?? '');
    this.#remembered.set(token, claims.data);
    return claims.data;
  }
}

const refused = (message: string, code: 'unauthorized' | 'expired' = 'unauthorized', cause?: unknown) =>
  new ApiError(message, { code, service: 'gateway', status: 401, cause });
