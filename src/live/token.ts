/** One embed token for everybody on the page: fetched when first needed, renewed before it expires and once on a 401. */
import { ApiError } from '../api/error.js';
import { decodeJwt } from './jwt.js';

export type TokenReason = 'missing' | 'expired' | 'unauthorized';
/** The page's own way to a fresh token. Answering nothing means that there is none (the player is logged out). */
export type GetToken = (reason: TokenReason) => Promise<string | undefined> | string | undefined;

export interface TokenSource {
  /** The token to send now. Rejects with an `expired` ApiError when the old one ran out and nothing gives a new one. */
  readonly get: (reason: TokenReason) => Promise<string | undefined>;
  /** The token that was given last, also when it has run out: for requests of a page that goes away. */
  readonly last: () => string | undefined;
  /** Takes over the page's newest `token` and `getToken`, keeping whoever waits. */
  replace(settings: TokenSettings): void;
  /** Called each time a token ran out for good; returns the way to stop listening. */
  onExpired(listener: () => void): () => void;
}

export interface TokenSettings {
  token?: string;
  tokenUrl?: string;
  getToken?: GetToken;
  fetch?: typeof fetch;
}

/** A token this close to its end is renewed at the next request, so that none arrives expired. */
const RENEW_BEFORE_MS = 30_000;
/** A 401 this soon after a renewal belongs to a request sent with the old token: don't renew again for it. */
const JUST_RENEWED_MS = 2_000;

interface StoredToken {
  readonly token: string;
  /** Epoch milliseconds; Infinity when the token doesn't say. */
  readonly expiresAt: number;
}

export function createTokenSource(initial: TokenSettings, now: () => number = Date.now): TokenSource {
  const listeners = new Set<() => void>();
  let settings = initial;
  const canRenew = () => Boolean(settings.getToken ?? settings.tokenUrl);
  let held = settings.token ? hold(settings.token) : undefined;
  let renewedAt = -Infinity;
  let renewal: Promise<StoredToken | undefined> | undefined;

  const runOut = (cause?: unknown): ApiError => {
    for (const listener of listeners) listener();
    const why = cause instanceof Error ? cause.message : 'set token-url or getToken, or reload the page.';
    return new ApiError(`The token has expired and could not be renewed: ${why}`, {
      code: 'expired',
      service: 'gateway',
      cause,
    });
  };

  const renew = async (reason: TokenReason): Promise<string | undefined> => {
    // One renewal serves everybody who asks while it is under way; a failed one is forgotten, so that the next asks anew.
    renewal ??= ask(settings, reason).finally(() => (renewal = undefined));
    let fresh: StoredToken | undefined;
    try {
      fresh = await renewal;
    } catch (error) {
      if (held && held.expiresAt > now() && reason !== 'unauthorized') return held.token;
      throw error instanceof ApiError && error.retryable ? error : runOut(error);
    }
    if (!fresh) {
      if (reason === 'missing') return undefined;
      throw runOut();
    }
    held = fresh;
    renewedAt = now();
    return fresh.token;
  };

  return {
    async get(reason) {
      const left = held ? held.expiresAt - now() : -Infinity;
      if (reason === 'unauthorized') {
        if (held && now() - renewedAt < JUST_RENEWED_MS) return held.token;
        if (canRenew()) return renew(reason);
        if (held) throw runOut();
        return undefined;
      }
      if (held && left > RENEW_BEFORE_MS) return held.token;
      if (canRenew()) return renew(held ? 'expired' : 'missing');
      if (held && left <= 0) throw runOut();
      return held?.token;
    },
    last: () => held?.token,
    replace(next) {
      if (next.token && next.token !== settings.token) held = hold(next.token);
      settings = next;
    },
    onExpired(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

async function ask(settings: TokenSettings, reason: TokenReason): Promise<StoredToken | undefined> {
  if (settings.getToken) {
    const token = await settings.getToken(reason);
    return token ? hold(token) : undefined;
  }
  return askUrl(settings.tokenUrl ?? '', settings.fetch);
}

/** `token-url` is the page's own endpoint and knows the player by the page's own cookies, so it must be same-origin. */
async function askUrl(tokenUrl: string, fetchFor?: typeof fetch): Promise<StoredToken | undefined> {
  const base = globalThis.location?.href;
  const url = URL.canParse(tokenUrl, base) ? new URL(tokenUrl, base) : undefined;
  if (!url || (base && url.origin !== new URL(base).origin)) {
    throw failure('invalid', `token-url must be on this page's own origin; it is "${tokenUrl}".`);
  }
  let response: Response;
  try {
    response = await (fetchFor ?? fetch)(url.href, {
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(10_000),
    });
  } catch (error) {
    throw failure('network', 'token-url could not be reached.', true, error);
  }
  if (response.status === 401 || response.status === 403) return undefined;
  if (!response.ok) throw failure('upstream', `token-url answered ${response.status}.`, response.status >= 500);
  const answer: unknown = await response.json().catch(() => undefined);
  const { token, expiresAt } = (answer ?? {}) as { token?: unknown; expiresAt?: unknown };
  if (typeof token !== 'string' || !token)
    throw failure('schema', 'token-url must answer {"token": "…", "expiresAt": "…"}.');
  const said = typeof expiresAt === 'string' || typeof expiresAt === 'number' ? toEpoch(expiresAt) : NaN;
  return Number.isFinite(said) ? { token, expiresAt: said } : hold(token);
}

/** Numbers below 1e11 are seconds (a date in 1973 as milliseconds, 5138 as seconds). */
const toEpoch = (value: string | number) =>
  typeof value === 'number' ? (value < 1e11 ? value * 1000 : value) : Date.parse(value);

function hold(token: string): StoredToken {
  const { exp } = decodeJwt(token);
  return { token, expiresAt: typeof exp === 'number' ? exp * 1000 : Infinity };
}

const failure = (
  code: 'invalid' | 'network' | 'upstream' | 'schema',
  message: string,
  retryable = false,
  cause?: unknown,
) => new ApiError(message, { code, service: 'gateway', retryable, cause });
