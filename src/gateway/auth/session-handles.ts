/**
 * Session ids as the page sees them. `id.signature`, where the signature covers the kind, the player and the id: whoever
 * learns the handle of another player, or the upstream's own id, can do nothing with it.
 */
import { gatewayError } from '../http/http-response.js';
import { base64url, Signer } from '../http/digest.js';

/** What the handle stands for. */
export type HandleKind = 'game' | 'multi';

const HANDLE = /^([\w-]{1,200})\.([\w-]{43})$/;

export class Handles {
  readonly #signers: Signer[];

  /** @param secrets newest first: the first signs, all are accepted */
  constructor(secrets: readonly string[]) {
    this.#signers = secrets.map((secret) => new Signer(`gs-handle:${secret}`));
  }

  /** The handle of an upstream id for a player. */
  async seal(kind: HandleKind, player: string, id: string): Promise<string> {
    const [signer] = this.#signers;
    if (!signer) throw new TypeError('No secret for handles.');
    return `${base64url(new TextEncoder().encode(id))}.${await signer.sign(signed(kind, player, id))}`;
  }

  /** The upstream id. Rejects with `not-found` when the handle is forged, of another kind or of another player. */
  async open(kind: HandleKind, player: string, handle: string): Promise<string> {
    const [, encoded, signature] = HANDLE.exec(handle) ?? [];
    const id = encoded === undefined ? undefined : decode(encoded);
    if (id !== undefined && signature !== undefined) {
      for (const signer of this.#signers) {
        if (await signer.verify(signed(kind, player, id), signature)) return id;
      }
    }
    throw gatewayError('not-found', 'This player has no such session.');
  }
}

const signed = (kind: HandleKind, player: string, id: string) => JSON.stringify([kind, player, id]);

function decode(encoded: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(encoded.replace(/-/g, '+').replace(/_/g, '/')), (char) => char.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined; // not something that we encoded
  }
}
