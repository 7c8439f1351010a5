/** The frame around every widget that shows data: heading, states, badges, messages, refreshing, and what a reader may set of them. */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { ApiError } from '../api/error.js';
import type { Query, QueryHost } from '../live/query.js';
import { formatAgo } from './format.js';
import { GsElement } from './gs-element.js';
import { closestComposed } from './locale.js';
import { watchNearViewport } from './near-viewport.js';
import { toggleState, type StateFlag, type StateWord } from './states.js';
import type { Strings } from './localize.js';

/**
 * @slot - what is shown before the element is defined, and without scripts
 * @slot header - instead of the heading
 * @slot actions - at the end of the header
 * @slot footer - below the content
 * @slot loading - instead of the skeleton
 * @slot empty - instead of the words for no data
 * @slot error - instead of the words for a failure
 * @event {CustomEvent<undefined>} gs-load - the first data arrived
 * @event {CustomEvent<{ changed: number }>} gs-update - newer data arrived; `changed` counts the rows or fields that differ
 * @event {CustomEvent<{ error: ApiError; partial?: boolean }>} gs-error - a request failed, or some rows were unreadable (`partial`)
 * @csspart base - the box of the whole element
 * @csspart header - heading, actions and badge
 * @csspart heading - the heading
 * @csspart badge - offline, or when the data was last updated
 * @csspart body - the content
 * @csspart footer - below the content
 * @csspart skeleton - while the first data loads
 * @csspart message - words for an empty list or a failure
 * @csspart retry-button - tries again after a failure
 * @cssstate refreshing - a request is under way while data is shown
 * @cssstate stale - the data shown is older than `stale-after`, or the last refresh failed
 * @cssstate offline - the network is away
 */
export abstract class GsDataElement extends GsElement implements QueryHost {
  /** The text above the widget. Each widget has its own default. */
  @property() heading?: string;
  /** The level of the heading in the page's outline, 1 to 6. */
  @property({ type: Number, attribute: 'heading-level' }) headingLevel = 2;
  /** Leaves the header out. */
  @property({ type: Boolean, attribute: 'no-header' }) noHeader = false;
  /** Seconds between polls; 0 fetches once. Each widget has its own default. */
  @property({ type: Number }) refresh = 0;
  /** Seconds after which shown data counts as stale. Default: three times `refresh`, and never without polling. */
  @property({ type: Number, attribute: 'stale-after' }) staleAfter?: number;
  /** `lazy` fetches nothing before the widget comes near the viewport. */
  @property() loading: 'lazy' | 'eager' = 'lazy';

  /** True when the widget is on the screen or close to it. */
  isNearViewport = false;
  readonly queries = new Set<Query<unknown>>();

  #loaded = false;
  #reported?: ApiError;
  #unwatch?: () => void;
  #staleTimer?: ReturnType<typeof setTimeout>;

  /** The query whose answer the widget stands for. */
  protected abstract readonly primary: Pick<Query<unknown>, 'data' | 'error' | 'fetching' | 'offline' | 'updatedAt'>;
  /** Whether the answer holds nothing to show. */
  protected abstract readonly isEmpty: boolean;
  /** The text about a missing setting; undefined when the widget can fetch. */
  protected get missing(): string | undefined {
    return undefined;
  }

  /** Why the last request failed; undefined after a good one. */
  get error(): ApiError | undefined {
    return this.connection?.problem ?? this.primary.error;
  }

  /** When the data on the screen arrived. */
  get lastUpdated(): Date | undefined {
    return this.primary.updatedAt;
  }

  /** A request is under way while data is shown. */
  get refreshing(): boolean {
    return this.primary.data !== undefined && this.primary.fetching;
  }

  /** The data shown is older than `stale-after`, or the last refresh failed. */
  get stale(): boolean {
    const { data, error, updatedAt } = this.primary;
    if (data === undefined || !updatedAt) return false;
    return error !== undefined || Date.now() - updatedAt.getTime() >= this.#staleAfterMs;
  }

  /** The network is away. */
  get offline(): boolean {
    return this.primary.offline;
  }

  /** Asks for newer data now. Resolves when it has arrived or failed. */
  async refreshNow(): Promise<void> {
    await this.updateComplete;
    await Promise.all([...this.queries].map((query) => query.refetch()));
    await this.updateComplete;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unwatch = watchNearViewport(this, (near) => {
      this.isNearViewport = near;
      this.nearViewportChanged();
    });
  }

  /** Queries start near the viewport and pause away from it. An element overrides this where nothing depends on it. */
  protected nearViewportChanged(): void {
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unwatch?.();
    clearTimeout(this.#staleTimer);
    this.isNearViewport = false;
  }

  protected override shouldUpdate(_changed: PropertyValues): boolean {
    for (const query of this.queries) query.sync();
    return true;
  }

  protected override willUpdate(_changed: PropertyValues): void {
    this.setState(this.computeState());
    for (const flag of ['refreshing', 'stale', 'offline'] as const satisfies readonly StateFlag[]) {
      this.toggleAttribute(flag, this[flag]);
      toggleState(this.internals, flag, this[flag]);
    }
    this.#watchAge();
    this.#report();
  }

  /** Where the widget stands. Widgets with phases of their own add to it. */
  protected computeState(): StateWord {
    if (!this.connection || closestComposed(this, 'gs-provider:not(:defined)')) return 'idle';
    if (this.missing) return 'unconfigured';
    const { data, error, fetching, offline } = this.primary;
    if (data !== undefined) return this.isEmpty ? 'empty' : 'ready';
    if (this.connection.problem) return 'unconfigured';
    if (error) return error.code === 'expired' ? 'expired' : 'error';
    return fetching || offline ? 'loading' : 'idle';
  }

  /** Header, the body that is given, and footer, each with its slots and parts. */
  protected renderLayout(body: unknown, header: unknown = nothing, label = this.heading ?? ''): TemplateResult {
    return html`<section class="base" part="base" aria-label=${label || nothing} aria-busy=${this.refreshing || this.state === 'loading'}>
      ${this.noHeader ? nothing : this.#renderHeader(header, label)}
      <div class="body" part="body">${body}</div>
      <footer part="footer">${this.noHeader ? this.#renderBadge() : nothing}<slot name="footer"></slot></footer>
    </section>`;
  }

  /** What stands in place of the data in every state but `ready`; nothing in `ready`. */
  protected renderMessage(skeleton: unknown, empty: string): unknown {
    switch (this.state) {
      case 'ready':
        return nothing;
      case 'idle':
      case 'loading':
        return html`<slot name="loading"
          ><div class="skeleton" part="skeleton" role="status" aria-label=${this.localize('loading')}>${skeleton}</div></slot
        >`;
      case 'empty':
        return html`<slot name="empty"><p class="message" part="message">${empty}</p></slot>`;
      default:
        return html`<slot name="error">
          <div class="message" part="message" role="alert">
            <span class="message-icon" aria-hidden="true">!</span>
            <p>${this.errorText()}</p>
            ${
              this.state === 'error' && this.error?.retryable
                ? html`<button type="button" part="retry-button" @click=${this.#onRetry}>${this.localize('retry')}</button>`
                : nothing
            }
          </div>
        </slot>`;
    }
  }

  /** The failure in the reader's words. */
  protected errorText(error: ApiError | undefined = this.error): string {
    if (this.state === 'expired' || error?.code === 'expired') return this.localize('expired');
    if (this.state === 'unconfigured')
      return this.missing ?? this.localize(error?.message.includes('keys') ? 'unconfiguredKeys' : 'unconfigured');
    return (error && this.localize(wordFor(error))) || this.localize('errorUpstream'); // some codes have no words of their own
  }

  #renderHeader(header: unknown, label: string): TemplateResult {
    return html`<header part="header">
      <slot name="header">
        ${
          label
            ? html`<div class="heading" part="heading" role="heading" dir="auto" aria-level=${this.headingLevel}>${label}</div>`
            : nothing
        }
        ${header}
      </slot>
      ${this.#renderBadge()}
      <slot name="actions"></slot>
    </header>`;
  }

  /** Offline, or how old the data is. An expired visit is written out: only the reader can end it, and touch has no tooltips. */
  #renderBadge(): unknown {
    const { offline, stale, lastUpdated } = this;
    const { error } = this.primary;
    if (!offline && (!stale || !lastUpdated)) return nothing;
    const age = lastUpdated && this.localize('stale', { ago: formatAgo(this.tableLanguage, lastUpdated) });
    const why = error ? this.errorText(error) : '';
    const text = offline ? this.localize('offline') : error?.code === 'expired' ? why : age;
    return html`<span class="badge age" part="badge" title=${offline ? nothing : why}>${text}</span>`;
  }

  readonly #onRetry = (): void => void this.refreshNow();

  get #staleAfterMs(): number {
    return 1000 * (this.staleAfter ?? (this.refresh > 0 ? this.refresh * 3 : Infinity));
  }

  /** Data becomes stale without any request: renders again when it does, and periodically while the badge shows its age. */
  #watchAge(): void {
    clearTimeout(this.#staleTimer);
    const { updatedAt } = this.primary;
    if (!updatedAt || !this.isNearViewport || !Number.isFinite(this.#staleAfterMs)) return;
    const left = updatedAt.getTime() + this.#staleAfterMs - Date.now();
    this.#staleTimer = setTimeout(() => this.requestUpdate(), left > 0 ? left : 10_000);
  }

  /** The events of data and failure, once each, after the update that shows them. */
  #report(): void {
    const { error, primary } = this;
    const loaded = primary.data !== undefined;
    if (loaded && !this.#loaded) void this.updateComplete.then(() => this.emit('gs-load'));
    this.#loaded = loaded;
    if (error && error !== this.#reported) {
      const waits = error === this.connection?.problem && this.state === 'idle';
      if (waits) return;
      console.error(`<${this.localName}>: ${error.message}`, error);
      void this.updateComplete.then(() => this.emit('gs-error', { error }));
    }
    this.#reported = error;
  }
}

/** `errorNotFound` for `not-found`. */
const wordFor = ({ code }: ApiError) =>
  `error-${code}`.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()) as keyof Strings;
