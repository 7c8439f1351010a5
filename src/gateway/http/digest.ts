/** Fingerprints, by the platform's Web Crypto or by plain arithmetic where speed is all that counts. */

const encoder = new TextEncoder();

/** Bytes as base64url text. */
export function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');
}

/** SHA-256 of a text, 43 characters: for keys in a storage, which then name no player. */
export async function digest(text: string): Promise<string> {
  return base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode(text))));
}

/** A quick, not a secret, fingerprint for an ETag: 53 bits. */
export function etagOf(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return `"${(4294967296 * (2097151 & b) + (a >>> 0)).toString(36)}"`;
}

/** Signs texts with HMAC-SHA-256; the key is imported once. */
export class Signer {
  readonly #key: Promise<CryptoKey>;

  constructor(secret: string) {
    const usages: KeyUsage[] = ['sign', 'verify'];
    this.#key = crypto.subtle.importKey(
      'raw',
      encoder.encode(secret),
      { name: 'HMAC', hash: 'SHA-256' },
      false,
      usages,
    );
    // a signer that is never used must not end the process; whoever uses it hears of the failure
    this.#key.catch(() => undefined);
  }

  async sign(text: string): Promise<string> {
    return base64url(new Uint8Array(await crypto.subtle.sign('HMAC', await this.#key, encoder.encode(text))));
  }

  /** In constant time. */
  async verify(text: string, signature: string): Promise<boolean> {
    const bytes = Uint8Array.from(atob(signature.replace(/-/g, '+').replace(/_/g, '/')), (char) => char.charCodeAt(0));
    return crypto.subtle.verify('HMAC', await this.#key, bytes, encoder.encode(text));
  }
}
