/** Which session the board shows: that of the chosen tab, of the element that `for` names while it has one, else of `session-id`. */
import { html, type ReactiveController, type TemplateResult } from 'lit';
import { quote } from '../../shared/quote.js';
import type { BoardTab } from './types.js';

export interface SessionSourceHost {
  readonly sessionId: string;
  /** Id of a launcher or swiper. */
  readonly for: string;
  readonly tabs: string | readonly BoardTab[];
  readonly id: string;
  readonly isConnected: boolean;
  addController(controller: ReactiveController): void;
  requestUpdate(): void;
  getRootNode(): Node;
  warn(message: string): void;
}

/** What tells that the followed element may play in another session. All bubble, and cross shadow roots. */
const FOLLOWED_EVENTS = [
  'gs-load',
  'gs-state-change',
  'gs-phase-change',
  'gs-session-select',
  'gs-session-create',
  'gs-session-join',
  'gs-launch',
  'gs-end',
  'gs-slide-change',
] as const;

/** Name under which chosen tabs are kept in the page's history state. */
const HISTORY_KEY = 'gsTabs';

export class SessionSource implements ReactiveController {
  readonly #host: SessionSourceHost;
  /** The reader's choice among the tabs. */
  #chosen?: string;
  #parsed?: { readonly value: unknown; readonly tabs: readonly BoardTab[] };
  #attributes?: MutationObserver;

  constructor(host: SessionSourceHost) {
    this.#host = host;
    host.addController(this);
  }

  /** The session to show; '' when there is none. */
  get sessionId(): string {
    const { tabs } = this;
    if (tabs.length) return tabs[this.selected].sessionId;
    const { for: followed, sessionId } = this.#host;
    return (followed && this.#followedId()) || sessionId;
  }

  get tabs(): readonly BoardTab[] {
    const value = this.#host.tabs;
    if (this.#parsed?.value !== value) this.#parsed = { value, tabs: parseTabs(value, (message) => this.#host.warn(message)) }; // prettier-ignore
    return this.#parsed.tabs;
  }

  /** Index of the chosen tab. */
  get selected(): number {
    const { tabs } = this;
    if (!tabs.length) return 0;
    const chosen = this.#chosen ?? this.#remembered();
    return Math.max(
      0,
      tabs.findIndex(({ sessionId }) => sessionId === chosen),
    );
  }

  /** Shows a tab and remembers it in the page's history, so that reload and back return to it. */
  select(index: number): void {
    this.#chosen = this.tabs[index]?.sessionId;
    const state: unknown = history.state;
    const kept = isRecord(state) ? state : {};
    const tabs = isRecord(kept[HISTORY_KEY]) ? kept[HISTORY_KEY] : {};
    try {
      history.replaceState({ ...kept, [HISTORY_KEY]: { ...tabs, [this.#name]: this.#chosen } }, '');
    } catch {
      // a sandboxed page has no history of its own
    }
    this.#host.requestUpdate();
  }

  hostConnected(): void {
    for (const type of FOLLOWED_EVENTS) document.addEventListener(type, this.#onEvent, true);
    window.addEventListener('popstate', this.#onPopState);
  }

  hostDisconnected(): void {
    for (const type of FOLLOWED_EVENTS) document.removeEventListener(type, this.#onEvent, true);
    window.removeEventListener('popstate', this.#onPopState);
    this.#attributes?.disconnect();
    this.#attributes = undefined;
  }

  /** The session of the element that `for` names. It may be later in the document, and not upgraded yet. */
  #followedId(): string {
    const target = this.#target();
    if (!target) return '';
    if (!this.#attributes) {
      this.#attributes = new MutationObserver(() => this.#host.requestUpdate());
      this.#attributes.observe(target, { attributes: true, attributeFilter: ['session-id'] });
    }
    const { session, sessionId } = target as { session?: unknown; sessionId?: unknown };
    const id = isRecord(session) ? session['id'] : session;
    return [id, sessionId, target.getAttribute('session-id')].find((value) => typeof value === 'string' && value) as string ?? ''; // prettier-ignore
  }

  #target(): Element | null {
    const root = this.#host.getRootNode();
    const { for: id } = this.#host;
    return (root instanceof ShadowRoot && root.getElementById(id)) || document.getElementById(id);
  }

  readonly #onEvent = ({ target }: Event): void => {
    const { for: id, tabs } = this.#host;
    if (id && !tabs.length && (target as Element).id === id) this.#host.requestUpdate();
  };

  readonly #onPopState = (): void => {
    this.#chosen = undefined;
    this.#host.requestUpdate();
  };

  /** Under which name the choice is kept: several boards of a page do not share it. */
  get #name(): string {
    return this.#host.id || this.tabs.map(({ sessionId }) => sessionId).join(' ');
  }

  #remembered(): unknown {
    const state: unknown = globalThis.history?.state;
    const tabs = isRecord(state) ? state[HISTORY_KEY] : undefined;
    return isRecord(tabs) ? tabs[this.#name] : undefined;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** `gs_1=Today; gs_2=This week`; a session without a label is called by its id. */
export function parseTabs(value: string | readonly BoardTab[], warn: (message: string) => void): readonly BoardTab[] {
  if (typeof value !== 'string')
    return Array.isArray(value) ? (value.filter((tab: Partial<BoardTab> | null) => tab?.sessionId) as BoardTab[]) : [];
  const tabs: BoardTab[] = [];
  for (const part of value.split(';')) {
    if (!part.trim()) continue;
    const [sessionId = '', ...label] = part.split('=');
    const id = sessionId.trim();
    if (id) tabs.push({ sessionId: id, label: label.join('=').trim() || id });
    else warn(`tabs: ${quote(part.trim(), 40)} is not of the form "session=label".`);
  }
  return tabs;
}

/** The tab list; arrow keys, Home and End move the selection with the focus. */
export function renderTabs(
  tabs: readonly BoardTab[],
  selected: number,
  label: string,
  select: (index: number) => void,
): TemplateResult {
  const onKey = (event: KeyboardEvent) => {
    const list = event.currentTarget as HTMLElement;
    const forward = getComputedStyle(list).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const backward = forward === 'ArrowLeft' ? 'ArrowRight' : 'ArrowLeft';
    const last = tabs.length - 1;
    const targets: Record<string, number> = { [forward]: selected === last ? 0 : selected + 1, [backward]: selected === 0 ? last : selected - 1, Home: 0, End: last }; // prettier-ignore
    const target = targets[event.key];
    if (target === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    select(target);
    list.querySelectorAll<HTMLElement>('[role="tab"]')[target]?.focus();
  };
  return html`<div class="tabs" part="tabs" role="tablist" aria-label=${label} @keydown=${onKey}>
    ${tabs.map(
      (tab, index) =>
        html`<button
          type="button"
          role="tab"
          id="tab-${index}"
          part=${index === selected ? 'tab tab-selected' : 'tab'}
          aria-selected=${index === selected}
          aria-controls="panel"
          tabindex=${index === selected ? 0 : -1}
          @click=${() => select(index)}
          ><bdi>${tab.label}</bdi></button
        >`,
    )}
  </div>`;
}
