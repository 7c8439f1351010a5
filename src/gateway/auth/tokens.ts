/** Embed tokens: short-lived JSON Web Tokens with the player, the allowed origins and the scopes. */
import { errors, jwtVerify, SignJWT } from 'jose';
import { ApiError } from '../../api/error.js';
import { claimsSchema, type Claims, type MintClaims } from './claims.js';
import { systemClock, type Clock } from '../../api/clock.js';
import type { GatewayConfig } from '../config/config.js';
import { keyFinder, KeysUnavailableError, signingKey, type TokenConfig } from './keys.js';
import { scopes } from './scopes.js';

/** Longest token that is verified; usual ones have about 400 characters. */
const MAX_LENGTH = 4_096;
/** Verified tokens that are cached; the oldest are evicted. */
const MAX_REMEMBERED = 10_000;
const MAX_AGE = 900;
/** Default seconds that the signer's clock may differ. */
const CLOCK_TOLERANCE = 30;
/** Seconds after expiry in which a token still ends its own session: as long as a round may last. */
const END_GRACE = 3_600;

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
  const { audience: aud, issuer: iss } = tokens;
  if (!payload.success) {
    const [issue] = payload.error.issues;
    throw new TypeError(`mintToken: ${issue?.path.join('.')} is not right: ${issue?.message}.`);
  }
  const token = await new SignJWT({ ...payload.data, ...(aud ? { aud } : {}), ...(iss ? { iss } : {}) })
    .setProtectedHeader({ typ: 'JWT', ...signing.header })
    .sign(signing.key);
  return { token, expiresAt: new Date(exp * 1000).toISOString() };
}

/** Verifies tokens, and caches verified ones by their whole text until they expire. */
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

  /** The claims of a token that was verified before; undefined says nothing about the token. */
  known(token: string): Claims | undefined {
    const claims = typeof this.#config.revoked === 'function' ? undefined : this.#recall(token);
    return claims && !this.#revoked.has(claims.jti) ? claims : undefined;
  }

  /** Seconds that tokens are accepted beyond their `exp`. */
  get clockTolerance(): number {
    return this.#config.clockTolerance ?? CLOCK_TOLERANCE;
  }

  /**
   * The claims of a valid token. Rejects with `unauthorized`, or `expired` when that is all that is wrong with it.
   * @param toEnd the request ends a session of the token's player: an expired token is accepted for an hour
   */
  async check(token: string, toEnd = false): Promise<Claims> {
    const claims = this.#recall(token) ?? (await this.#verify(token, toEnd));
    if (await this.isRevoked(claims)) throw refused('The token has been revoked.');
    return claims;
  }

  /** Whether the token was revoked, since it was verified or before. */
  async isRevoked({ jti }: Claims): Promise<boolean> {
    const { revoked } = this.#config;
    return this.#revoked.has(jti) || (typeof revoked === 'function' && (await revoked(jti)));
  }

  #recall(token: string): Claims | undefined {
    const claims = this.#remembered.get(token);
    if (!claims) return undefined;
    if (claims.exp * 1000 > this.#clock.now()) return claims;
    this.#remembered.delete(token);
    return undefined;
  }

  async #verify(token: string, toEnd: boolean): Promise<Claims> {
    if (token.length > MAX_LENGTH || !/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) throw refused('This is not a token.');
    const { maxAge = MAX_AGE, audience, issuer } = this.#config;
    let payload: unknown;
    try {
      ({ payload } = await jwtVerify(token, this.#findKey, {
        algorithms: ['HS256', 'EdDSA'],
        clockTolerance: this.clockTolerance + (toEnd ? END_GRACE : 0),
        ...(audience === undefined ? {} : { audience }),
        ...(issuer === undefined ? {} : { issuer }),
        maxTokenAge: maxAge,
        currentDate: new Date(this.#clock.now()),
      }));
    } catch (cause) {
      if (cause instanceof KeysUnavailableError) {
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
    if (claims.data.exp * 1000 <= this.#clock.now()) return claims.data;
    if (this.#remembered.size >= MAX_REMEMBERED) this.#remembered.delete(this.#remembered.keys().next().value ?? '');
    this.#remembered.set(token, claims.data);
    return claims.data;
  }
}

const refused = (message: string, code: 'unauthorized' | 'expired' = 'unauthorized', cause?: unknown) =>
  new ApiError(message, { code, service: 'gateway', status: 401, cause });
