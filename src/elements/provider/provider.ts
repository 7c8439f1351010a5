import { ContextProvider } from '@lit/context';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { connect, inheritSettings, type Connection, type ConnectionSettings } from '../../live/connection.js';
import type { GetToken } from '../../live/token.js';
import { connectionContext } from '../../shared/context.js';
import { define } from '../../shared/define.js';
import { GsElement } from '../../shared/gs-element.js';

/**
 * The connection for every element inside it: where the APIs are, who plays, and which games may be framed. What it does
 * not set it takes from the provider around it, else from the page (script tag, `configure()`).
 *
 * @tag gs-provider
 * @slot - The page's content; the elements anywhere inside use this connection.
 * @event {CustomEvent<undefined>} gs-token-expired - The token ran out and nothing could renew it. Of a token of the script tag or `configure()` the document emits it.
 * @event {CustomEvent<{error: ApiError}>} gs-error - The settings can't work; the error says which and why.
 */
export class GsProvider extends GsElement {
  /** Base url of the gateway: the way for production, with no key in the page. */
  @property() gateway?: string;
  /** A short-lived embed token. Setting a newer one renews in place. */
  @property() token?: string;
  /** The page's own endpoint that answers `{token, expiresAt}`; must be on the page's origin. */
  @property({ attribute: 'token-url' }) tokenUrl?: string;
  /** The page's own way to a fresh token. */
  @property({ attribute: false }) getToken?: GetToken;
  /** Base url of Meshmap, up to where `/apps/…` begins (direct mode). */
  @property({ attribute: 'meshmap-url' }) meshmapUrl?: string;
  /** App key of Meshmap (direct mode). */
  @property({ attribute: 'meshmap-key' }) meshmapKey?: string;
  /** Base url of iPlayGames, up to where `/api/…` begins (direct mode). Default: the vendor's. */
  @property({ attribute: 'iplaygames-url' }) iplaygamesUrl?: string;
  /** Operator key of iPlayGames (direct mode). */
  @property({ attribute: 'iplaygames-key' }) iplaygamesKey?: string;
  /** Base url of Vaix, up to where `/api/…` begins (direct mode). Default: the vendor's. */
  @property({ attribute: 'vaix-url' }) vaixUrl?: string;
  /** Bearer of Vaix (direct mode). */
  @property({ attribute: 'vaix-key' }) vaixKey?: string;
  /** Client id of Vaix (direct mode). */
  @property({ attribute: 'vaix-client-id' }) vaixClientId?: string;
  /** Operator whose group the player belongs to at Vaix. */
  @property({ attribute: 'vaix-operator' }) vaixOperator?: string;
  /** Bookmaker whose group the player belongs to at Vaix. */
  @property({ type: Number, attribute: 'vaix-bookmaker-id' }) vaixBookmakerId?: number;
  /** Bookmaker below that one. */
  @property({ type: Number, attribute: 'vaix-sub-bookmaker-id' }) vaixSubBookmakerId?: number;
  /** The player's ip address, which iPlayGames wants and a browser can't know (direct mode). */
  @property({ attribute: 'player-ip' }) playerIp?: string;
  /** Accepts keys in a page on a public host. */
  @property({ type: Boolean, attribute: 'insecure-keys' }) insecureKeys = false;
  /** The player's id at the operator. */
  @property({ attribute: 'player-id' }) playerId?: string;
  /** The player's name, for sessions that the player joins. */
  @property({ attribute: 'player-name' }) playerName?: string;
  /** The player's currency, ISO 4217. */
  @property() currency?: string;
  /** The player's country, ISO 3166-1 alpha-2. */
  @property({ attribute: 'country-code' }) countryCode?: string;
  /** The language that games start in, ISO 639-1. Texts of the widgets follow the page's `lang`. */
  @property() locale?: string;
  /** `desktop` or `mobile`. Default: found out. */
  @property() device?: string;
  /** Space-separated origins that games may be framed from. Default: any https origin other than the page's own. */
  @property({ attribute: 'frame-origins' }) frameOrigins?: string;
  /**
   * The three APIs simulated in the page, without server and key: `live` (also by the attribute alone), `empty`, `slow`, `error`,
   * `offline`, `expired`, `rate-limited`, `partial`, `upcoming`, `final` or `hostile`. Marks the page as a demo.
   */
  @property() mock?: string;
  /** Folder of the mock's games and pictures, on another origin than the page. Default: `mock/` beside the script. */
  @property({ attribute: 'mock-files' }) mockFiles?: string;
  /** The function that every request goes through. Default: the page's `fetch`. */
  @property({ attribute: false }) fetch?: typeof fetch;

  // A provider has no box of its own, so that it never disturbs the page's layout. Its theme reaches the elements with the
  // connection and is not inherited by CSS, so that one of them can return to the page's color-scheme by theme="auto".
  static override styles = css`
    :host {
      display: contents;
    }
  `;

  readonly #context = new ContextProvider(this, { context: connectionContext });
  #current?: Connection;
  #unlisten: readonly (() => void)[] = [];
  #reported?: Connection['problem'];

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // A provider that is only being moved is connected again before this runs.
    queueMicrotask(() => {
      if (this.isConnected || !this.#current) return;
      this.#unlisten.forEach((stop) => stop());
      this.#stop(this.#current);
      this.#current = undefined;
    });
  }

  protected override willUpdate(_changed: PropertyValues): void {
    this.#apply();
  }

  protected override render(): TemplateResult {
    return html`<slot></slot>`;
  }

  /** Provides a connection for the settings of now. */
  #apply(): void {
    const previous = this.#current;
    const settings = inheritSettings(this.#settings(), this.connection?.settings ?? {});
    if (previous && sameSettings(previous.settings, settings)) return;
    this.#connect(settings, previous, this.connection);
  }

  #connect(settings: ConnectionSettings, ...candidates: readonly (Connection | undefined)[]): void {
    const before = this.#current;
    const next = connect(settings, ...candidates);
    this.#current = next;
    this.#context.setValue(next);
    if (before && before.cache !== next.cache) this.#stop(before);
    this.#unlisten.forEach((stop) => stop());
    const { tokens } = next;
    // a token of the connection around it is reported there
    this.#unlisten =
      tokens && tokens !== this.connection?.tokens
        ? [tokens.onExpired(() => this.emit('gs-token-expired')), tokens.onOtherPlayer(() => this.#connect(settings))]
        : [];
    this.setState(next.problem ? 'unconfigured' : 'ready');
    const { problem } = next;
    if (problem && problem !== this.#reported) {
      console.error(`<gs-provider>: ${problem.message}`);
      void this.updateComplete.then(() => this.emit('gs-error', { error: problem }));
    }
    this.#reported = problem;
  }

  /** Ends a connection, unless it is the one around this provider, which others use. */
  #stop({ cache }: Connection): void {
    if (cache !== this.connection?.cache) cache.stop();
  }

  #settings(): ConnectionSettings {
    return {
      gateway: this.gateway,
      token: this.token,
      tokenUrl: this.tokenUrl,
      getToken: this.getToken,
      meshmapUrl: this.meshmapUrl,
      meshmapKey: this.meshmapKey,
      iplaygamesUrl: this.iplaygamesUrl,
      iplaygamesKey: this.iplaygamesKey,
      vaixUrl: this.vaixUrl,
      vaixKey: this.vaixKey,
      vaixClientId: this.vaixClientId,
      vaixOperator: this.vaixOperator,
      vaixBookmakerId: this.vaixBookmakerId,
      vaixSubBookmakerId: this.vaixSubBookmakerId,
      playerIp: this.playerIp,
      insecureKeys: this.insecureKeys,
      playerId: this.playerId,
      playerName: this.playerName,
      currency: this.currency,
      countryCode: this.countryCode,
      locale: this.locale,
      device: this.device,
      frameOrigins: this.frameOrigins,
      theme: this.theme,
      fetch: this.fetch,
      mock: this.mock,
      mockFiles: this.mockFiles,
    };
  }
}

const sameSettings = (one: ConnectionSettings, other: ConnectionSettings): boolean =>
  ([...Object.keys(one), ...Object.keys(other)] as (keyof ConnectionSettings)[]).every(
    (key) => one[key] === other[key],
  );

define('gs-provider', GsProvider);

declare global {
  interface HTMLElementTagNameMap {
    'gs-provider': GsProvider;
  }
}
