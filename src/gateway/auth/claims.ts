/** The claims of an embed token. */
import * as z from 'zod/mini';
import type { Scope } from './scopes.js';

/** Free spins of a player: how many, each at which bet. */
export interface FreeSpins {
  readonly id: string;
  readonly count: number;
  /** Money as text: `0.50`. */
  readonly bet: string;
  /** Days that they live, 1–30. */
  readonly days?: number;
}

/** The claims of a verified token. */
export interface Claims {
  /** The player's id with the operator; absent in tokens that only read. */
  readonly sub?: string;
  /** ISO 4217. */
  readonly cur?: string;
  /** ISO 3166-1 alpha-2. */
  readonly cc?: string;
  /** Origins of the pages that may use it; absent when it is not for pages at all. */
  readonly org?: readonly string[];
  readonly scp: readonly string[];
  /** Free spins that a page may start a game with, by their id. */
  readonly fs?: readonly FreeSpins[];
  /** Ids of the sessions it is limited to; absent for all. */
  readonly res?: readonly string[];
  readonly jti: string;
  /** Seconds since 1970. */
  readonly exp: number;
  readonly iat: number;
}

/** Input of `mintToken`. */
export interface MintClaims extends Partial<Pick<Claims, 'sub' | 'cur' | 'cc' | 'fs' | 'res' | 'jti'>> {
  /** Scopes that the page gets. */
  scp: readonly Scope[];
  /** Default: the config's `origins`. `false` for callers that are no page and send no `Origin`. */
  org?: readonly string[] | false;
  /** Seconds; default and most 900. */
  ttl?: number;
}

const shortText = z.string().check(z.minLength(1), z.maxLength(256));

const freeSpins = z.object({
  id: shortText,
  count: z.int().check(z.minimum(1), z.maximum(1000)),
  bet: z.string().check(z.regex(/^\d{1,9}(\.\d{1,8})?$/)),
  days: z.optional(z.int().check(z.minimum(1), z.maximum(30))),
});

/** Validates claims; unknown ones are dropped. */
export const claimsSchema = z.object({
  sub: z.optional(shortText),
  cur: z.optional(z.string().check(z.regex(/^[A-Z]{3}$/))),
  cc: z.optional(z.string().check(z.regex(/^[A-Z]{2}$/))),
  fs: z.optional(z.array(freeSpins).check(z.maxLength(20))),
  org: z.optional(z.array(shortText).check(z.maxLength(50))),
  scp: z.array(z.string()).check(z.maxLength(50)),
  res: z.optional(z.array(shortText).check(z.maxLength(200))),
  jti: shortText,
  exp: z.number(),
  iat: z.number(),
});
