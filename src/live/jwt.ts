import { fromBase64url } from '../api/base64url.js';

/** Decodes a JWT's claims without verifying them: the gateway does that, here they only tell whose the token is and how long it lives. */
export function decodeJwt(token: string): { exp?: unknown; iat?: unknown; sub?: unknown } {
  try {
    const body = token.split('.')[1] ?? '';
    const claims: unknown = JSON.parse(new TextDecoder().decode(fromBase64url(body)));
    return typeof claims === 'object' && claims !== null ? claims : {};
  } catch {
    // an opaque token is as good, only its end is not known before the gateway answers 401
    return {};
  }
}

/** The player a token is for; undefined for an opaque token. */
export function subjectOfToken(token: string): string | undefined {
  const { sub } = decodeJwt(token);
  return typeof sub === 'string' ? sub : undefined;
}
