/** The invitation to a session: its link, shared or copied, and a QR code of it. */
import { html, nothing, type TemplateResult } from 'lit';
import type { GsElement } from '../../shared/gs-element.js';
import { lazyModule } from '../../shared/lazy-modules.js';
import { hashWith, readHash, writeHash } from '../../shared/page-hash.js';

/** Name of the session's id in the address of a page whose launcher lists sessions. */
const HASH = 'session';

const qrModule = lazyModule('the QR code', () => import('../../shared/join-code.js'), 'meshmap');

export class Invitation {
  readonly #host: GsElement;
  /** The link was copied, or is shown because the browser could not copy it. */
  #outcome?: 'copied' | 'shown';
  #url?: string;

  constructor(host: GsElement) {
    this.#host = host;
  }

  /** The session that the page's address invites to. */
  get invitedTo(): string | undefined {
    return readHash(HASH);
  }

  /** The player has left the session: a reload shows the list. */
  decline(): void {
    if (this.invitedTo !== undefined) writeHash(HASH, undefined);
  }

  /**
   * Address of a session on this page.
   * @param id of the session; undefined when the page shows no other one
   */
  urlOf(id: string | undefined): string {
    const { href } = this.#host.ownerDocument.defaultView!.location;
    return id === undefined ? href : new URL(hashWith(HASH, id), href).href;
  }

  renderButton(url: string, title: string): TemplateResult {
    const { localize } = this.#host;
    if (url !== this.#url) this.#outcome = undefined;
    this.#url = url;
    const text = localize(this.#outcome === 'copied' ? 'sessionInvited' : 'sessionInvite');
    const field = html`<input
      class="link"
      part="invite-link"
      readonly
      aria-label=${localize('sessionLink')}
      .value=${url}
      @focus=${({ target }: Event) => (target as HTMLInputElement).select()}
    />`;
    return html`<button type="button" class="button" part="invite-button" @click=${() => void this.#invite(url, title)}><span role="status">${text}</span></button>
      ${this.#outcome === 'shown' ? field : nothing}`;
  }

  renderCode(url: string): TemplateResult | typeof nothing {
    const host = this.#host;
    const qr = qrModule.request(host, ({ message }) => host.warn(message));
    const code = qr?.renderJoinCode(url, host.localize('boardJoin'));
    if (qr && !code) host.warn('The link of the invitation is longer than a QR code holds.');
    return code ?? nothing;
  }

  /** By the share sheet on touch devices, else by the clipboard; where neither works the link is shown. */
  async #invite(url: string, title: string): Promise<void> {
    const data = { title, url };
    const { navigator } = globalThis;
    try {
      if (globalThis.matchMedia('(pointer: coarse)').matches && navigator.canShare?.(data))
        return await navigator.share(data);
      await navigator.clipboard.writeText(url);
      this.#outcome = 'copied';
    } catch (error) {
      if ((error as DOMException).name === 'AbortError') return; // the share sheet was closed
      this.#outcome = 'shown';
    }
    this.#host.requestUpdate();
  }
}
