/** Whether a request may do what its row does: token, origin, scope, session, rate. */
import { gatewayError } from '../http/http-response.js';
import { addressKey } from '../http/ip-ranges.js';
import type { ClientAddress } from '../http/client-address.js';
import type { GatewaySettings } from '../config/config.js';
import { checkOrigin } from '../http/cors.js';
import type { Limits } from '../http/limits.js';
import type { RouteMatch } from '../http/router.js';
import type { Claims } from './claims.js';
import type { Tokens } from './tokens.js';

/** Checks requests against the settings. */
export class Authorizer {
  readonly #settings: GatewaySettings;
  readonly #tokens: Tokens | undefined;
  readonly #limits: Limits;

  constructor(settings: GatewaySettings, tokens: Tokens | undefined, limits: Limits) {
    this.#settings = settings;
    this.#tokens = tokens;
    this.#limits = limits;
  }

  /** True for rows that everybody may read. */
  isPublic({ row }: RouteMatch): boolean {
    return this.#settings.public.includes(row.scope);
  }

  /** The claims of the token, undefined for callers without one. Rejects with what stands in the way. */
  async check(request: Request, match: RouteMatch, caller: ClientAddress): Promise<Claims | undefined> {
    if (caller.ip !== undefined) await this.#limits.spend('ip', addressKey(caller.ip));
    const found = this.#claims(request);
    const claims = found instanceof Promise ? await found : found;
    if (claims) {
      checkOrigin(claims, request, () => new URL(request.url).origin);
      await this.#limits.spend('token', claims.sub ?? claims.jti);
    }
    if (!this.isPublic(match)) checkScope(match, claims);
    const { route, serve } = match.row;
    if (serve === 'start') await this.#limits.spend('start', claims?.sub ?? '');
    else if (route.kind === 'write') await this.#limits.spend('write', claims?.sub ?? '');
    return claims;
  }

  /** True when reads can be counted without waiting. */
  get countsAtOnce(): boolean {
    return this.#limits.atOnce;
  }

  /** True while a token is as good as it was when these claims were read from it, as far as that is known at once. */
  stillGood(claims: Claims | undefined, token: string | undefined): boolean {
    return token === undefined ? !claims : this.#tokens?.known(token) === claims;
  }

  /** Counts a read that was found to be allowed before. Throws `rate-limited`. Only where reads are counted at once. */
  countRead({ ip }: ClientAddress, claims: Claims | undefined): void {
    if (ip !== undefined) void this.#limits.spend('ip', addressKey(ip));
    if (claims) void this.#limits.spend('token', claims.sub ?? claims.jti);
  }

  #claims(request: Request): Claims | Promise<Claims> | undefined {
    const header = request.headers.get('authorization');
    if (header === null) return undefined;
    const token = tokenIn(header);
    if (!token || !this.#tokens) throw gatewayError('unauthorized', 'The token is not valid.');
    return this.#tokens.known(token) ?? this.#tokens.check(token);
  }
}

/** The token of an `Authorization` header. */
export const tokenIn = (authorization: string | null): string | undefined =>
  authorization?.startsWith('Bearer ') ? authorization.slice(7) : /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];

function checkScope({ row, params }: RouteMatch, claims: Claims | undefined): void {
  if (!claims) throw gatewayError('unauthorized', 'A token is needed for this.');
  if (!claims.scp.includes(row.scope)) throw gatewayError('forbidden', `The token does not allow ${row.scope}.`);
  if (row.scope.endsWith(':self') && claims.sub === undefined)
    throw gatewayError('forbidden', 'The token names no player.');
  const id = row.resource && params[row.resource];
  if (id && claims.res && !claims.res.includes(id))
    throw gatewayError('forbidden', 'The token is not for this session.');
}
