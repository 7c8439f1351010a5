/** What every element has in common: its connection, its state word, typed events and the reader's language. */
import { ContextEvent } from '@lit/context';
import { adoptStyles, LitElement, type CSSResult, type PropertyDeclaration } from 'lit';
import { property } from 'lit/decorators.js';
import type { Connection } from '../live/connection.js';
import { connectionContext, servePageDefault } from './context.js';
import { documentMember } from './document-member.js';
import type { GsEventMap } from './events.js';
import { localeOf, watchLanguage } from './locale.js';
import { trackDetail } from './track.js';
import { toggleState, type StateWord } from './states.js';
import { findMessage, formatMessage, tableLanguage, watchStrings, type Localize } from './localize.js';
import './translations.js';

/**
 * @event {CustomEvent<{ from: StateWord; to: StateWord }>} gs-state-change - `state` changed
 * @event {CustomEvent<{ name: string; element: string; code?: string; gameId?: string; reason?: string; seconds?: number; index?: number }>} gs-track - something worth counting for the page's analytics, without personal data: `name` says what (`impression`, `select`, `start`, `end`, `error` …), `element` the tag, `code` an error's code
 * @cssprop --gs-color-surface - background
 * @cssprop --gs-color-raised - background of what lies on it: cards, inputs, the pinned row
 * @cssprop --gs-color-text - text
 * @cssprop --gs-color-muted - secondary text
 * @cssprop --gs-color-accent - buttons, links, the own row
 * @cssprop --gs-color-on-accent - text on the accent colour
 * @cssprop --gs-color-border - lines
 * @cssprop --gs-color-positive - a gain
 * @cssprop --gs-color-negative - a loss, an error
 * @cssprop --gs-color-warning - a warning
 * @cssprop --gs-color-focus - the focus ring; default: the accent colour
 * @cssprop --gs-font - font family; default: the page's
 * @cssprop --gs-font-size - size of the text, which all lengths follow; default: the page's
 * @cssprop --gs-radius - radius of corners
 * @cssprop --gs-gap - unit of all distances
 * @cssprop --gs-duration - length of animations; 0 under reduced motion
 * @cssstate unconfigured - there is no connection
 * @cssstate idle - nothing has been requested
 * @cssstate loading - the first data is on its way
 * @cssstate ready - data is shown
 * @cssstate empty - the answer holds nothing
 * @cssstate error - the request failed, and there is nothing to show
 * @cssstate expired - the player's token has run out
 */
export class GsElement extends LitElement {
  /** Light, dark, or the page's `color-scheme` (`auto`). Default: the provider's. */
  @property({ reflect: true }) theme?: 'light' | 'dark' | 'auto';

  /** The nearest provider's connection, else the page's own. Changes when the provider's settings do. */
  connection?: Connection;

  /**
   * What stands behind every setting. Pages and frameworks set texts for numbers and the reverse, and take a setting back by
   * removing its attribute, or by null or undefined: then it is what it was at first. So is a number that is none.
   */
  static override getPropertyDescriptor(
    name: PropertyKey,
    key: string | symbol,
    options: PropertyDeclaration,
  ): PropertyDescriptor | undefined {
    const own = super.getPropertyDescriptor(name, key, options) as PropertyDescriptor;
    const { attribute, type = String } = options;
    return attribute === false
      ? own
      : {
          ...own,
          set(this: GsElement, value: unknown) {
            let next = value == null ? NaN : (type as (value: unknown) => unknown)(value);
            if (next !== next) {
              if (value != null) this.warn(`${name as string} is no number.`);
              next = new (this.constructor as new () => Record<PropertyKey, unknown>)()[name];
            }
            own.set!.call(this, next);
          },
        };
  }

  protected readonly internals = this.attachInternals();
  #state: StateWord = 'idle';
  #unsubscribe?: () => void;
  #unwatch: (() => void)[] = [];
  readonly #warned = new Set<string>();
  #styles = (this.constructor as typeof GsElement).elementStyles as readonly CSSResult[];

  /** Where the element stands, in one word; also the attribute `state` and the selector `:state(word)`. */
  get state(): StateWord {
    return this.#state;
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = this.attachShadow({ mode: 'open' });
    this.addStyles();
    return root;
  }

  /** Sheets stay behind when an element goes to a frame or a window of its own. */
  adoptedCallback(): void {
    if (this.shadowRoot) this.addStyles();
  }

  /**
   * Puts on the styles of code that came later, over those that are there.
   * @internal
   */
  addStyles(...more: readonly CSSResult[]): void {
    this.#styles = [...this.#styles, ...more];
    const root = this.shadowRoot!;
    const defaultView = documentMember('defaultView', this.ownerDocument);
    if (!defaultView || defaultView === window) return adoptStyles(root, [...this.#styles]);
    // Another document takes no sheet but its own.
    root.adoptedStyleSheets = this.#styles.map(({ cssText }) => {
      const sheet = new (defaultView as typeof globalThis).CSSStyleSheet();
      sheet.replaceSync(cssText);
      return sheet;
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    servePageDefault(this.ownerDocument);
    this.dispatchEvent(new ContextEvent(connectionContext, this, this.#onConnection, true));
    const refresh = () => this.requestUpdate();
    this.#unwatch = [watchLanguage(this, refresh), watchStrings(refresh)];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    for (const stop of this.#unwatch) stop();
  }

  /** The reader's language: the nearest `lang` up the tree, else the browser's. */
  get language(): string {
    return localeOf(this);
  }

  /** The language of the element's words: the reader's, or English where there is no table for it. Dates stand among words. */
  get tableLanguage(): string {
    return tableLanguage(this.language);
  }

  /**
   * A message in the reader's language; bound, so that it can be passed on.
   * @internal
   */
  readonly localize: Localize = (name, values) => {
    const { message, language } = findMessage(this.language, name);
    return formatMessage(language, message, values);
  };

  /**
   * Dispatches a `gs-*` event, which bubbles through every shadow root, and `gs-track` after those that are counted. Returns false when a listener called `preventDefault()`.
   * @internal
   */
  emit<K extends keyof GsEventMap>(
    type: K,
    ...[detail, options]: GsEventMap[K] extends CustomEvent<undefined>
      ? [detail?: undefined, options?: { cancelable?: boolean }]
      : [detail: GsEventMap[K]['detail'], options?: { cancelable?: boolean }]
  ): boolean {
    const isAccepted = this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true, ...options }));
    const counted = isAccepted ? trackDetail(type, this.localName, detail) : undefined;
    if (counted) this.dispatchEvent(new CustomEvent('gs-track', { detail: counted, bubbles: true, composed: true }));
    return isAccepted;
  }

  /**
   * Says once per text what is wrong with a setting, so that its author finds it; the element goes on with a fallback.
   * @internal
   */
  warn(message: string): void {
    if (this.#warned.has(message)) return;
    this.#warned.add(message);
    console.warn(`<${this.localName}>: ${message}`);
  }

  protected setState(next: StateWord): void {
    const from = this.#state;
    if (this.getAttribute('state') !== next) this.setAttribute('state', next);
    if (from === next) return;
    this.#state = next;
    toggleState(this.internals, from, false);
    toggleState(this.internals, next, true);
    this.emit('gs-state-change', { from, to: next });
  }

  readonly #onConnection = (connection: Connection | undefined, unsubscribe?: () => void): void => {
    if (unsubscribe !== this.#unsubscribe) this.#unsubscribe?.();
    this.#unsubscribe = unsubscribe;
    this.connection = connection;
    // Settings of the script tag and of configure() belong to no element.
    for (const theme of ['light', 'dark']) toggleState(this.internals, theme, connection?.settings.theme === theme);
    this.requestUpdate();
  };
}
