/** Reads a JWT's claims without checking them: that is the gateway's business, here they only tell whose it is and how long. */
export function decodeJwt(token: string): { exp?: unknown; sub?: unknown } {
  try {
    const body = token.split('.')[1] ?? '';
    const claims: unknown = JSON.parse(atob(body.replace(/-/g, '+').replace(/_/g, '/')));
    return typeof claims === 'object' && claims !== null ? claims : {};
  } catch {
    // Not a JWT: an opaque token is as good, only its end is not known before the gateway says 401.
    return {};
  }
}

/** The player a token is for. An opaque token has no subject: two of them count as different players. */
export const subjectOfToken = (token: string): unknown => decodeJwt(token).sub ?? token;
