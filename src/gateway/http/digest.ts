/** Hashes: SHA-256 and HMAC by Web Crypto, and a fast non-cryptographic one for ETags. */
import { fromBase64url, toBase64url } from '../../api/base64url.js';

const encoder = new TextEncoder();

/** SHA-256 of a text, 43 characters: for keys in a store, which then contain no names. */
export async function digest(text: string): Promise<string> {
  return toBase64url(new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode(text))));
}

/** A fast, non-cryptographic hash for ETags (cyrb53, 53 bits). */
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

/** HMAC-SHA-256; the key is imported once. */
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
    // an unused signer must not end the process; its users get the rejection
    this.#key.catch(() => undefined);
  }

  async sign(text: string): Promise<string> {
    return toBase64url(new Uint8Array(await crypto.subtle.sign('HMAC', await this.#key, encoder.encode(text))));
  }

  /** Compares in constant time. */
  async verify(text: string, signature: string): Promise<boolean> {
    return crypto.subtle.verify('HMAC', await this.#key, fromBase64url(signature), encoder.encode(text));
  }
}
