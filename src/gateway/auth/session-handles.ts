/**
 * Session handles: the signed session ids that pages get, `id.signature`. The signature covers the kind, the player and the id, so
 * that another player's handle, or the upstream's own id, is worth nothing.
 */
import { gatewayError } from '../http/http-response.js';
import { fromBase64url, toBase64url } from '../../api/base64url.js';
import { Signer } from '../http/digest.js';

/** What a handle names. */
export type HandleKind = 'game' | 'multi';

const HANDLE = /^([\w-]{1,200})\.([\w-]{43})$/;

export class Handles {
  readonly #signers: Signer[];

  /** @param secrets newest first: the first signs, all verify */
  constructor(secrets: readonly string[]) {
    this.#signers = secrets.map((secret) => new Signer(`gs-handle:${secret}`));
  }

  /** The handle of an upstream id for a player. */
  async seal(kind: HandleKind, player: string, id: string): Promise<string> {
    const [signer] = this.#signers;
    if (!signer) throw new TypeError('No secret for handles.');
    return `${toBase64url(new TextEncoder().encode(id))}.${await signer.sign(signed(kind, player, id))}`;
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
    return new TextDecoder('utf-8', { fatal: true }).decode(fromBase64url(encoded));
  } catch {
    return undefined; // not one of ours
  }
}
