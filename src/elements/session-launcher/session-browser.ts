/** The list of sessions, and the form that creates one. */
import { html, nothing } from 'lit';
import { ApiError } from '../../api/error.js';
import { meshmap, type GameSession } from '../../api/meshmap/index.js';
import { keys } from '../../live/keys.js';
import type { GsElement } from '../../shared/gs-element.js';
import type { Localize } from '../../shared/localize.js';
import type * as CreateForm from './create-form.js';
import { chooseSessions, renderList, renderSearch } from './session-list.js';
import type { Emit } from './emit.js';

export interface SessionBrowserHost extends GsElement {
  readonly status: string;
  readonly miniGame: string;
  readonly searchable: boolean;
  readonly allowCreate: boolean;
}

export interface SessionBrowserHooks {
  readonly emit: Emit;
  readonly localize: Localize;
  readonly fail: (error: ApiError) => void;
  readonly errorText: (error: ApiError) => string;
  readonly onCreate: (session: GameSession) => void;
  readonly onSelect: (session: GameSession) => void;
}

/** Sessions rendered at once; a button shows more, so that a list of thousands stays fast. */
const PAGE = 24;

export class SessionBrowser {
  /** The form is open. */
  isCreating = false;
  #form?: typeof CreateForm;
  #isSending = false;
  #error?: ApiError;
  #text = '';
  #shown = PAGE;
  /** Scroll position of the list before a session was opened. */
  #last?: string;
  readonly #host: SessionBrowserHost;
  readonly #hooks: SessionBrowserHooks;

  constructor(host: SessionBrowserHost, hooks: SessionBrowserHooks) {
    this.#host = host;
    this.#hooks = hooks;
  }

  /** Rendered above the list in every state. */
  renderTools(sessions: readonly GameSession[] | undefined): unknown {
    const { searchable, allowCreate } = this.#host;
    const { localize } = this.#hooks;
    if (this.isCreating || (!searchable && !allowCreate)) return nothing;
    return html`<div class="tools">
      ${searchable ? renderSearch(this.#text, !sessions?.length, localize, this.#onSearch) : nothing}
      ${
        allowCreate
          ? html`<button type="button" class="button" part="create-button" data-focus @click=${() => void this.#create()}>${localize('sessionNew')}</button>`
          : nothing
      }
    </div>`;
  }

  renderForm(sessions: readonly GameSession[]): unknown {
    const games = new Set(sessions.flatMap(({ miniGame }) => miniGame?.name ?? []));
    return this.#form?.renderForm({
      ...this.#hooks,
      isSending: this.#isSending,
      error: this.#error,
      games: [...games],
      onSubmit: (event) => void this.#submit(event, sessions),
      onCancel: () => this.#open(false),
    });
  }

  renderList(sessions: readonly GameSession[], isOffered: (session: GameSession) => boolean): unknown {
    const { status, miniGame, language } = this.#host;
    return renderList({
      ...this.#hooks,
      sessions: chooseSessions(sessions, { status, miniGame, text: this.#text }),
      shown: this.#shown,
      last: this.#last,
      isOffered,
      onSelect: this.select,
      locale: language,
      onMore: () => this.#update(() => (this.#shown += PAGE)),
    });
  }

  readonly #onSearch = (text: string): void =>
    this.#update(() => {
      this.#text = text;
      this.#shown = PAGE;
    });

  readonly select = (session: GameSession): void => {
    this.#last = session.id;
    this.#hooks.onSelect(session);
  };

  /** Opens the form, which is lazy-loaded. */
  async #create(): Promise<void> {
    try {
      if (!this.#form) {
        this.#form = await import('./create-form.js');
        this.#host.addStyles(this.#form.formStyles);
      }
      this.#open(true);
    } catch (cause) {
      this.#hooks.fail(
        new ApiError('The code of the form did not load.', { code: 'network', service: 'meshmap', cause }),
      );
    }
  }

  #open(isOpen: boolean): void {
    this.#update(() => {
      this.isCreating = isOpen;
      this.#error = this.#last = undefined;
    });
  }

  #update(change: () => void): void {
    change();
    this.#host.requestUpdate();
  }

  async #submit(event: SubmitEvent, sessions: readonly GameSession[]): Promise<void> {
    event.preventDefault();
    const { connection } = this.#host;
    const { emit, fail, onCreate } = this.#hooks;
    const form = this.#form;
    if (!form || this.#isSending || !connection || connection.problem) return;
    const session = form.readForm(event.target as HTMLFormElement);
    if (!emit('gs-before-create', { session }, { cancelable: true })) return;
    this.#update(() => {
      this.#isSending = true;
      this.#error = undefined;
    });
    try {
      const created = await form.createSession(
        connection.service(meshmap)!,
        session,
        new Set(sessions.map(({ id }) => id)),
      );
      this.isCreating = false;
      onCreate(created);
      emit('gs-session-create', { session: created });
      void connection.cache.invalidate(keys.sessions());
      this.select(created);
    } catch (error) {
      this.#error = error as ApiError;
      fail(this.#error);
    } finally {
      this.#update(() => (this.#isSending = false));
    }
  }
}
