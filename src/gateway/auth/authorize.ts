/** Authorization of a request: token, origin, scope, resource and rate limits. */
import { gatewayError } from '../http/http-response.js';
import { addressKey, type ClientAddress } from '../http/client-address.js';
import type { GatewaySettings, LimitName } from '../config/config.js';
import { checkOrigin } from '../http/cors.js';
import type { Limits } from '../http/limits.js';
import type { RouteMatch } from '../http/router.js';
import type { Claims } from './claims.js';
import type { Tokens } from './tokens.js';

export class Authorizer {
  readonly #settings: GatewaySettings;
  readonly #tokens: Tokens | undefined;
  readonly #limits: Limits;

  constructor(settings: GatewaySettings, tokens: Tokens | undefined, limits: Limits) {
    this.#settings = settings;
    this.#tokens = tokens;
    this.#limits = limits;
  }

  /** True for routes whose scope needs no token. */
  isPublic({ row }: RouteMatch): boolean {
    return this.#settings.public.includes(row.scope);
  }

  /** The claims of the token, undefined for callers without one. Rejects when the request is not allowed. */
  async check(request: Request, match: RouteMatch, caller: ClientAddress): Promise<Claims | undefined> {
    await this.#spendAddress(this.#rateOf(match), caller);
    const found = this.#claims(request, match);
    const claims = found instanceof Promise ? await found : found;
    if (claims) {
      checkOrigin(claims, request);
      await this.#limits.spend('token', claims.sub ?? claims.jti);
    }
    if (!this.isPublic(match)) checkScope(match, claims);
    const { route, serve } = match.row;
    if (serve === 'start') await this.#limits.spend('start', claims?.sub ?? '');
    else if (route.kind === 'write') await this.#limits.spend('write', claims?.sub ?? '');
    return claims;
  }

  /**
   * Counts a read that was not in the cache. Public reads have a rate of their own, which is high because cached ones cost nothing;
   * those that go upstream count like all other requests.
   */
  countMiss(match: RouteMatch, caller: ClientAddress): Promise<void> | undefined {
    return this.#rateOf(match) === 'public' ? this.#spendAddress('ip', caller) : undefined;
  }

  /** True when cached reads of this route and caller can be counted synchronously. */
  countsSynchronously(match: RouteMatch, claims: Claims | undefined): boolean {
    return this.#limits.isLocal || (!claims && this.#rateOf(match) === 'public');
  }

  /** True while a token is as valid as when these claims were read from it, as far as that is known synchronously. */
  isStillValid(claims: Claims | undefined, token: string | undefined): boolean {
    return token === undefined ? !claims : this.#tokens?.known(token) === claims;
  }

  /** Counts a cached read that was authorized before. Throws `rate-limited`. Only where `countsSynchronously`. */
  countRead(match: RouteMatch, caller: ClientAddress, claims: Claims | undefined): void {
    void this.#spendAddress(this.#rateOf(match), caller);
    if (claims) void this.#limits.spend('token', claims.sub ?? claims.jti);
  }

  /** Milliseconds since 1970 until which the token of these claims is accepted. */
  acceptedUntil({ exp }: Claims): number {
    return (exp + (this.#tokens?.clockTolerance ?? 0)) * 1000;
  }

  /** Whether the token of these claims has been revoked since. */
  async isRevoked(claims: Claims): Promise<boolean> {
    return !!(await this.#tokens?.isRevoked(claims));
  }

  #rateOf(match: RouteMatch): LimitName {
    return this.isPublic(match) && match.row.keep ? 'public' : 'ip';
  }

  #spendAddress(name: LimitName, { ip }: ClientAddress): Promise<void> | undefined {
    return ip === undefined ? undefined : this.#limits.spend(name, addressKey(ip));
  }

  #claims(request: Request, { row }: RouteMatch): Claims | Promise<Claims> | undefined {
    const header = request.headers.get('authorization');
    if (header === null) return undefined;
    const token = tokenIn(header);
    if (!token || !this.#tokens) throw gatewayError('unauthorized', 'The token is not valid.');
    return this.#tokens.known(token) ?? this.#tokens.check(token, row.ends);
  }
}

/** The token of an `Authorization` header. */
export const tokenIn = (authorization: string | null): string | undefined =>
  authorization?.startsWith('Bearer ') ? authorization.slice(7) : /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];

/** Whether the token may be used for this resource. */
export const allowsResource = (claims: Claims | undefined, id: string): boolean =>
  !claims?.res || claims.res.includes(id);

function checkScope({ row, params }: RouteMatch, claims: Claims | undefined): void {
  if (!claims) throw gatewayError('unauthorized', 'A token is needed for this.');
  if (!claims.scp.includes(row.scope)) throw gatewayError('forbidden', `The token does not allow ${row.scope}.`);
  if (row.scope.endsWith(':self') && claims.sub === undefined)
    throw gatewayError('forbidden', 'The token names no player.');
  const id = row.resource && params[row.resource];
  if (id && !allowsResource(claims, id)) throw gatewayError('forbidden', 'The token is not for this session.');
}
