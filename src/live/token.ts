/** One embed token for all requests of a connection: fetched when first needed, renewed before it expires and once on a 401. */
import { systemClock, type Clock } from '../api/clock.js';
import { ApiError, type ErrorCode } from '../api/error.js';
import { parseUrl } from '../api/sanitize.js';
import { withTimeout } from '../api/timeout.js';
import { decodeJwt, subjectOfToken } from './jwt.js';
import { pageBase } from './page-base.js';

export type TokenReason = 'missing' | 'expired' | 'unauthorized';
/** The page's own way to a fresh token. Returning nothing means that there is none (the player is logged out). */
export type GetToken = (reason: TokenReason) => Promise<string | undefined> | string | undefined;

export interface TokenSource {
  /** The token to send now. Rejects with an `expired` ApiError when the old one ran out and nothing gives a new one. */
  readonly get: (reason: TokenReason) => Promise<string | undefined>;
  /** The token that was given last, also when it has run out: for requests of a page that goes away. */
  readonly last: () => string | undefined;
  /** Takes over the page's newest `token` and `getToken`. */
  replace(settings: TokenSettings): void;
  /** Calls the listener once each time a token has expired for good; returns the way to stop. */
  onExpired(listener: () => void): () => void;
  /** Calls the listener when a renewal brought the token of another player, which is never used; returns the way to stop. */
  onOtherPlayer(listener: () => void): () => void;
}

export interface TokenSettings {
  token?: string;
  tokenUrl?: string;
  getToken?: GetToken;
  /** The player of the page: a token of another one is refused. */
  playerId?: string;
  fetch?: typeof fetch;
}

type Times = Pick<Clock, 'now' | 'elapsed'>;

/** A token this close to its end is renewed at the next request, so that none arrives expired. */
const RENEW_BEFORE_MS = 30_000;
/** A 401 this soon after a renewal belongs to a request sent with the old token: don't renew again for it. */
const JUST_RENEWED_MS = 2_000;
/** After a refused renewal the next one waits, longer each time. */
const FIRST_BACKOFF_MS = 1_000;
const LONGEST_BACKOFF_MS = 60_000;
const TOKEN_URL_TIMEOUT_MS = 10_000;

interface StoredToken {
  readonly token: string;
  /** When it ends by the monotonic clock; Infinity when that is not known; then the gateway's 401 ends it. */
  readonly expiresAt: number;
}

/** Throws an `unsupported` ApiError for a `token-url` that no token can come from. */
export function createTokenSource(initial: TokenSettings, clock: Times = systemClock): TokenSource {
  return new RenewingToken(initial, clock);
}

class RenewingToken implements TokenSource {
  readonly #clock: Times;
  readonly #expired = new Set<() => void>();
  readonly #otherPlayer = new Set<() => void>();
  #settings: TokenSettings;
  #stored?: StoredToken;
  #renewedAt = -Infinity;
  #renewal?: Promise<StoredToken | undefined>;
  /** Renewals refused in a row, and the error until another is due. */
  #refusals = 0;
  #refused?: { readonly error: ApiError; readonly until: number };
  /** The expiry that was reported last. */
  #isReported = false;

  constructor(settings: TokenSettings, clock: Times) {
    this.#settings = settings;
    this.#clock = clock;
    if (settings.token) this.#stored = this.#store(settings.token);
    if (settings.tokenUrl && !settings.getToken) ownUrl(settings.tokenUrl);
  }

  readonly get = async (reason: TokenReason): Promise<string | undefined> => {
    const stored = this.#stored;
    const left = stored ? stored.expiresAt - this.#clock.elapsed() : -Infinity;
    const { token, tokenUrl, getToken } = this.#settings;
    const canRenew = Boolean(getToken ?? tokenUrl);
    if (reason === 'unauthorized') {
      const isLate = stored && this.#clock.elapsed() - this.#renewedAt < JUST_RENEWED_MS;
      if (isLate) return this.#checked(stored.token);
      if (canRenew) return this.#renew(reason);
      if (stored) throw this.#expire();
      return undefined;
    }
    if (stored && left > RENEW_BEFORE_MS) return this.#checked(stored.token);
    if (canRenew) return this.#renew(stored ? 'expired' : 'missing');
    if (stored && left <= 0) throw this.#expire();
    return token && this.#checked(token);
  };

  readonly last = (): string | undefined => {
    const { token } = this.#stored ?? {};
    return token !== undefined && this.#isOwn(token) ? token : undefined;
  };

  replace(next: TokenSettings): void {
    const { token, tokenUrl, getToken } = this.#settings;
    if (next.token && next.token !== token) this.#accept(this.#store(next.token));
    if (next.tokenUrl !== tokenUrl || next.getToken !== getToken) this.#refused = undefined;
    this.#settings = next;
  }

  onExpired(listener: () => void): () => void {
    this.#expired.add(listener);
    return () => this.#expired.delete(listener);
  }

  onOtherPlayer(listener: () => void): () => void {
    this.#otherPlayer.add(listener);
    return () => this.#otherPlayer.delete(listener);
  }

  async #renew(reason: TokenReason): Promise<string | undefined> {
    const { elapsed } = this.#clock;
    const usable = () =>
      reason !== 'unauthorized' && this.#stored && this.#stored.expiresAt > elapsed() ? this.#stored.token : undefined;
    if (this.#refused && elapsed() < this.#refused.until) {
      const token = usable();
      if (token !== undefined) return token;
      throw this.#refused.error;
    }
    // one renewal serves all requests that wait for it
    this.#renewal ??= this.#fetch(reason).finally(() => (this.#renewal = undefined));
    let fresh: StoredToken | undefined;
    try {
      fresh = await this.#renewal;
    } catch (error) {
      const isTemporary = error instanceof ApiError && error.retryable;
      const refusal = isTemporary ? error : this.#refuse(error);
      const token = usable();
      if (token !== undefined) return token;
      throw refusal;
    }
    if (!fresh) {
      // nobody is logged in: who never had a token can't lose it
      if (reason === 'missing' || !this.#stored) return undefined;
      throw this.#refuse();
    }
    if (this.#stored !== fresh) this.#takeOver(fresh);
    return this.#checked(fresh.token);
  }

  /** Keeps a renewed token, unless it is another player's: then everything of this connection is over. */
  #takeOver(fresh: StoredToken): void {
    const before = this.#stored && subjectOfToken(this.#stored.token);
    const now = subjectOfToken(fresh.token);
    if (before !== undefined && now !== before) {
      for (const listener of [...this.#otherPlayer]) listener();
      throw failure('unauthorized', 'The new token is for another player than the one before.');
    }
    this.#accept(fresh);
    this.#renewedAt = this.#clock.elapsed();
  }

  #accept(token: StoredToken): void {
    this.#stored = token;
    this.#refusals = 0;
    this.#refused = undefined;
    this.#isReported = false;
  }

  /** The token, if it is for the player of the page; an opaque one cannot be checked. */
  #checked(token: string): string {
    if (this.#isOwn(token)) return token;
    const { playerId } = this.#settings;
    throw failure(
      'unauthorized',
      `The token is for player "${subjectOfToken(token)}", but player-id is "${playerId}".`,
    );
  }

  #isOwn(token: string): boolean {
    const { playerId } = this.#settings;
    const subject = subjectOfToken(token);
    return !playerId || subject === undefined || subject === playerId;
  }

  /**
   * A renewal that failed for good: reported once per expiry, and not repeated before a pause that grows. Where there never was a
   * token nothing has expired: the way to it is wrong, and its error is the one to show.
   */
  #refuse(cause?: unknown): ApiError {
    const error = this.#stored ? this.#expire(cause) : withoutToken(cause);
    const pause = Math.min(FIRST_BACKOFF_MS * 2 ** this.#refusals++, LONGEST_BACKOFF_MS);
    this.#refused = { error, until: this.#clock.elapsed() + pause };
    return error;
  }

  #expire(cause?: unknown): ApiError {
    if (!this.#isReported) for (const listener of [...this.#expired]) listener();
    this.#isReported = true;
    const why = cause instanceof Error ? cause.message : 'set token-url or getToken, or reload the page.';
    return failure('expired', `The token has expired and could not be renewed: ${why}`, { cause });
  }

  async #fetch(reason: TokenReason): Promise<StoredToken | undefined> {
    const { getToken, tokenUrl = '', fetch } = this.#settings;
    if (!getToken) return this.#fetchUrl(tokenUrl, fetch ?? globalThis.fetch);
    const token = await getToken(reason);
    return token ? this.#store(token) : undefined;
  }

  async #fetchUrl(tokenUrl: string, fetch: typeof globalThis.fetch): Promise<StoredToken | undefined> {
    const url = ownUrl(tokenUrl);
    const { response, answer } = await withTimeout(TOKEN_URL_TIMEOUT_MS, undefined, async ({ signal }) => {
      const response = await fetch(url.href, { credentials: 'same-origin', cache: 'no-store', signal });
      return { response, answer: (await response.json().catch(() => undefined)) as unknown };
    }).catch((cause: unknown) => {
      throw failure('network', 'token-url could not be reached.', { retryable: true, cause });
    });
    if (response.status === 401 || response.status === 403) return undefined;
    if (!response.ok) {
      throw failure('upstream', `token-url answered ${response.status}.`, { retryable: response.status >= 500 });
    }
    const { token, expiresAt } = (answer ?? {}) as { token?: unknown; expiresAt?: unknown };
    if (typeof token !== 'string' || !token) {
      throw failure('schema', 'token-url must answer {"token": "…", "expiresAt": "…"}.');
    }
    const isGiven = typeof expiresAt === 'string' || typeof expiresAt === 'number';
    return this.#store(token, Date.parse(response.headers.get('date') ?? ''), isGiven ? toEpoch(expiresAt) : NaN);
  }

  /**
   * A token with the moment it ends on the monotonic clock. Its life is `exp − iat`, or what is left of it by the server's
   * clock: the device's clock, which may be hours off, decides only where nothing else is known, and never that a token
   * that has just come is over already.
   */
  #store(token: string, serverDate = NaN, expiresAt = NaN): StoredToken {
    const { exp, iat } = decodeJwt(token);
    const end = Number.isFinite(expiresAt) ? expiresAt : typeof exp === 'number' ? exp * 1000 : Infinity;
    const now = Number.isFinite(serverDate) ? serverDate : undefined;
    const life =
      now === undefined && typeof exp === 'number' && typeof iat === 'number'
        ? (exp - iat) * 1000
        : end - (now ?? this.#clock.now());
    return { token, expiresAt: life > 0 ? this.#clock.elapsed() + life : Infinity };
  }
}

function withoutToken(cause: unknown): ApiError {
  const [code, why] =
    cause instanceof ApiError ? [cause.code, cause.message] : (['unauthorized', String(cause)] as const);
  return failure(code, `There is no token: ${why}`, { cause });
}

/** `token-url` is the page's own endpoint and identifies the player by the page's cookies, so it must be same-origin. */
function ownUrl(tokenUrl: string): URL {
  const base = pageBase(); // of the page's own origin
  const url = parseUrl(tokenUrl, base);
  if (url && (!base || url.origin === parseUrl(base)?.origin)) return url;
  throw failure('unsupported', `token-url must be on this page's own origin; it is "${tokenUrl}".`);
}

/** Numbers below 1e11 are seconds (a date in 1973 as milliseconds, 5138 as seconds). */
const toEpoch = (value: string | number) =>
  typeof value === 'number' ? (value < 1e11 ? value * 1000 : value) : Date.parse(value);

const failure = (code: ErrorCode, message: string, details: { retryable?: boolean; cause?: unknown } = {}) =>
  new ApiError(message, { code, service: 'gateway', ...details });
