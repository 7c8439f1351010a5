/** The form for a new session. What the API refuses is said at the field it refuses. */
import { html, nothing, type TemplateResult } from 'lit';
import type { ApiError, FieldIssue } from '../../api/error.js';
import type { GameSession, MeshmapApi, NewGameSession } from '../../api/meshmap/index.js';
import type { Localize } from '../../shared/localize.js';

export { formStyles } from './form.styles.js';

/** Browsers and services disagree about clocks by up to this many milliseconds. */
const SKEW = 5 * 60_000;

/**
 * Creates a session. When the outcome is not known, the list is looked through for it before anybody is told so: there
 * is no way to take back a session that was created twice.
 * @param known ids of the sessions that were there before
 */
export async function createSession(
  meshmap: MeshmapApi,
  session: NewGameSession,
  known: ReadonlySet<string>,
): Promise<GameSession> {
  const since = Date.now() - SKEW;
  try {
    return await meshmap.createGameSession(session);
  } catch (error) {
    const { code } = error as ApiError;
    const found =
      code === 'unknown-outcome' && session.name
        ? (await meshmap.listGameSessions()).items.filter(
            ({ id, name, createdAt }) =>
              name === session.name && !known.has(id) && (createdAt?.getTime() ?? 0) >= since,
          )
        : [];
    if (found.length === 1) return found[0];
    throw error;
  }
}

/** What the form holds; blank fields are left out, and of the two ways to name a mini game there is only ever one. */
export function readForm(form: HTMLFormElement): NewGameSession {
  const data = new FormData(form);
  const text = (name: string) => {
    const value = data.get(name);
    return (typeof value === 'string' && value.trim()) || undefined;
  };
  const game = text('miniGame');
  return {
    name: text('name'),
    description: text('description'),
    status: text('status') as NewGameSession['status'],
    ...(game && (text('by') === 'id' ? { miniGameTypeId: game } : { miniGameTypeName: game })),
  };
}

export interface FormView {
  readonly localize: Localize;
  readonly isSending: boolean;
  /** Why the last try failed. */
  readonly error?: ApiError;
  readonly errorText: (error: ApiError) => string;
  /** Names of mini games seen in the list, offered while one types. */
  readonly games: readonly string[];
  readonly onSubmit: (event: SubmitEvent) => void;
  readonly onCancel: () => void;
}

const PATHS: Readonly<Record<string, readonly string[]>> = {
  name: ['name'],
  description: ['description'],
  status: ['status'],
  miniGame: ['miniGameTypeId', 'miniGameTypeName'],
};

const issueOf = (error: ApiError | undefined, field: string): FieldIssue | undefined =>
  error?.fields?.find(({ path }) => PATHS[field]?.includes(path));

export function renderForm(view: FormView): TemplateResult {
  const { localize, error, isSending, games } = view;
  const isAtField = Object.keys(PATHS).some((field) => issueOf(error, field));
  return html`<form class="form" part="form" novalidate @submit=${view.onSubmit} aria-busy=${isSending}>
    ${
      error && !isAtField
        ? html`<p class="problem" role="alert">${error.code === 'unknown-outcome' ? localize('sessionUnsure') : view.errorText(error)}${error.code === 'invalid' ? html` <bdi>${error.message}</bdi>` : nothing}</p>`
        : nothing
    }
    ${renderField(view, 'name', localize('sessionName'), html`<input id="name" name="name" autocomplete="off" data-focus aria-invalid=${!!issueOf(error, 'name')} aria-describedby="name-issue" />`)}
    ${renderField(view, 'description', localize('sessionDescription'), html`<textarea id="description" name="description" rows="2" aria-invalid=${!!issueOf(error, 'description')} aria-describedby="description-issue"></textarea>`)}
    ${renderField(view, 'status', localize('sessionStatus'), html`<select id="status" name="status" aria-invalid=${!!issueOf(error, 'status')} aria-describedby="status-issue"><option value="ACTIVE">${localize('boardLive')}</option><option value="PAUSED">${localize('boardPaused')}</option><option value="COMPLETED">${localize('boardFinal')}</option></select>`)}
    ${renderField(view, 'miniGame', localize('sessionGame'), html`<span class="pair"><select name="by" aria-label=${localize('sessionGameBy')}><option value="name">${localize('sessionByName')}</option><option value="id">${localize('sessionById')}</option></select><input id="miniGame" name="miniGame" autocomplete="off" list="games" aria-invalid=${!!issueOf(error, 'miniGame')} aria-describedby="miniGame-issue" /><datalist id="games">${games.map((name) => html`<option value=${name}></option>`)}</datalist></span>`)}
    <p class="row">
      <button class="button primary" aria-disabled=${isSending}>${localize('sessionCreate')}</button>
      <button type="button" class="button" @click=${view.onCancel}>${localize('cancel')}</button>
    </p>
  </form>`;
}

function renderField({ error }: FormView, field: string, label: string, control: TemplateResult): TemplateResult {
  const issue = issueOf(error, field);
  return html`<div class="field" part="field">
    <label for=${field}>${label}</label>
    ${control}
    <p class="issue" id=${`${field}-issue`} role="alert">${issue ? html`<bdi>${issue.message}</bdi>` : nothing}</p>
  </div>`;
}
