/** Keys that embed tokens are signed and verified with. */
import { createRemoteJWKSet, errors, importJWK, type CryptoKey, type JWK, type JWTVerifyGetKey } from 'jose';

/** How embed tokens are verified: by one secret, several keys by `kid` (for rotation), or a JSON Web Key Set. */
export interface TokenConfig {
  /** HS256, at least 32 characters. */
  secret?: string;
  /** HS256 (`secret`) or EdDSA (`jwk`, Ed25519; with `d` it can sign too), newest first: `mintToken` uses the first that can sign. */
  keys?: { kid: string; secret?: string; jwk?: JWK }[];
  /** Url of a JSON Web Key Set with Ed25519 keys. */
  jwks?: string;
  /** `aud` that tokens must have; `mintToken` sets it. Use it when one key signs for several services. */
  audience?: string;
  /** `iss` that tokens must have; `mintToken` sets it. */
  issuer?: string;
  /** Longest life of a token in seconds, 900 at most (default). */
  maxAge?: number;
  /** Seconds that the signer's clock may differ; default 30. */
  clockTolerance?: number;
  /** Tokens that are refused although they are valid, by `jti`. */
  revoked?: string[] | ((jti: string) => boolean | Promise<boolean>);
}

type SigningKey = CryptoKey | Uint8Array;

const bytes = (secret: string) => new TextEncoder().encode(secret);

/** All HS256 secrets, newest first. */
export function secretsOf(tokens: TokenConfig | undefined): string[] {
  const listed = (tokens?.keys ?? []).flatMap(({ secret }) => secret ?? []);
  return tokens?.secret ? [...listed, tokens.secret] : listed;
}

/** The key set could not be loaded, which says nothing about the token. */
export class KeysUnavailableError extends Error {
  override readonly name = 'KeysUnavailableError';
}

/**
 * Makes the function that finds the key of a token. The kind of key decides the algorithm, never the token: a public key is no
 * HS256 secret, and a token without `kid` is accepted only where there is one key of its kind.
 */
export function keyFinder(tokens: TokenConfig): JWTVerifyGetKey {
  const remote = tokens.jwks === undefined ? undefined : createRemoteJWKSet(new URL(tokens.jwks));
  const imported = new Map<string, Promise<SigningKey>>();
  const listed = tokens.keys ?? [];

  return (header, jws) => {
    const secret = header.alg === 'HS256';
    const named = listed.filter((one) => (secret ? one.secret : one.jwk));
    const only = header.kid === undefined && named.length === 1 && !tokens.secret ? named[0] : undefined;
    const found = named.find(({ kid }) => kid === header.kid) ?? only;
    if (found?.secret !== undefined) return bytes(found.secret);
    if (found?.jwk) {
      const { d: _private, ...publicPart } = found.jwk;
      const key = imported.get(found.kid) ?? importJWK(publicPart, 'EdDSA');
      imported.set(found.kid, key);
      return key;
    }
    // the single secret has no name; where keys are listed, a name that is none of theirs is a mistake or an attempt
    const unnamed = header.kid === undefined || listed.length === 0;
    if (secret && tokens.secret && unnamed) return bytes(tokens.secret);
    if (!secret && remote) {
      return remote(header, jws).catch((cause: unknown) => {
        const isTokensFault =
          cause instanceof errors.JWKSNoMatchingKey || cause instanceof errors.JWKSMultipleMatchingKeys;
        throw isTokensFault ? cause : new KeysUnavailableError('The key set could not be loaded.', { cause });
      });
    }
    throw new errors.JWKSNoMatchingKey();
  };
}

/** The newest key that can sign, with what goes into the token's header. Undefined when there are only public keys. */
export async function signingKey(
  tokens: TokenConfig,
): Promise<{ key: SigningKey; header: { alg: string; kid?: string } } | undefined> {
  for (const { kid, secret, jwk } of tokens.keys ?? []) {
    if (secret !== undefined) return { key: bytes(secret), header: { alg: 'HS256', kid } };
    if (jwk?.d !== undefined) return { key: await importJWK(jwk, 'EdDSA'), header: { alg: 'EdDSA', kid } };
  }
  return tokens.secret ? { key: bytes(tokens.secret), header: { alg: 'HS256' } } : undefined;
}
