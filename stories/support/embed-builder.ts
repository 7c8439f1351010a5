/** Choose an element, set it, see it live on the mock, copy the code. */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { html as staticHtml, unsafeStatic } from 'lit/static-html.js';
import { ref } from 'lit/directives/ref.js';
import { applyAttributes } from './controls.js';
import { attributesOf, wordsOf } from './manifest.js';
import { snippetsFor } from './snippets.js';

/** What each element starts with: enough to show something. */
const ELEMENTS: Record<string, Record<string, string>> = {
  'gs-leaderboard': { 'session-id': 'gs_demo' },
  'gs-session-launcher': { 'session-id': 'gs_demo', 'game-id': '101' },
  'gs-multi-swiper': { mode: 'native' },
  'gs-recent-games': {},
};

const SCENARIOS = [
  'live',
  'empty',
  'slow',
  'error',
  'offline',
  'expired',
  'rate-limited',
  'partial',
  'upcoming',
  'final',
  'hostile',
];

const PLACES = {
  files: { label: 'Folder of the files', value: `https://cdn.example/gs/v${__VERSION__}` },
  gateway: { label: 'Gateway', value: 'https://play.example.com/gs' },
  tokenUrl: { label: 'Token endpoint of your page', value: '/gs-token' },
  games: { label: 'Origins of your games', value: 'https://games.example' },
};
type Place = keyof typeof PLACES;

/** A description with its code as code: every second part of a text that is split at backticks. */
const withCode = (text: string): unknown[] =>
  text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part));

export class EmbedBuilder extends LitElement {
  static override properties = {
    tag: { state: true },
    scenario: { state: true },
    variant: { state: true },
    values: { state: true },
    places: { state: true },
    copied: { state: true },
  };

  declare tag: string;
  declare scenario: string;
  declare variant: string;
  declare values: Record<string, string>;
  declare places: Record<Place, string>;
  declare copied: boolean;

  constructor() {
    super();
    this.tag = 'gs-leaderboard';
    this.scenario = 'live';
    this.variant = 'HTML';
    this.values = { ...ELEMENTS[this.tag] };
    this.places = { files: '', gateway: '', tokenUrl: '', games: '' };
    for (const name of Object.keys(PLACES) as Place[]) this.places[name] = PLACES[name].value;
    this.copied = false;
  }

  static override styles = css`
    :host {
      display: grid;
      grid-template-columns: minmax(16rem, 22rem) minmax(0, 1fr);
      gap: 1.5rem;
      font: 1rem/1.5 system-ui, sans-serif;
      color: light-dark(#16181d, #eceef2);
    }
    @media (width < 800px) {
      :host {
        grid-template-columns: minmax(0, 1fr);
      }
    }
    form {
      display: grid;
      gap: 0.75rem;
      align-content: start;
    }
    fieldset {
      display: grid;
      gap: 0.75rem;
      min-inline-size: 0;
      max-block-size: 26rem;
      overflow: auto;
      border: 1px solid light-dark(#c9cdd6, #3a3f4b);
      border-radius: 8px;
    }
    label {
      display: grid;
      gap: 0.125rem;
      font-weight: 600;
    }
    label.check {
      grid-template-columns: auto 1fr;
      gap: 0.5rem;
    }
    small {
      grid-column: 1 / -1;
      font-weight: 400;
      color: light-dark(#5a6170, #a5acba);
    }
    input,
    select,
    button {
      min-block-size: 2.25rem;
      font: inherit;
      font-weight: 400;
      color: inherit;
      background: light-dark(#fff, #1f222a);
      border: 1px solid light-dark(#868c9a, #6b7280);
      border-radius: 6px;
      padding-inline: 0.5rem;
    }
    input[type='checkbox'] {
      min-block-size: 0;
    }
    button[aria-selected='true'] {
      background: #5b2bd9;
      color: #fff;
    }
    [role='tablist'] {
      display: flex;
      flex-wrap: wrap;
      gap: 0.25rem;
      margin-block: 1.5rem 0.5rem;
    }
    pre {
      margin: 0 0 0.5rem;
      padding: 1rem;
      overflow: auto;
      white-space: pre-wrap;
      overflow-wrap: anywhere;
      background: light-dark(#fff, #15171c);
      border: 1px solid light-dark(#c9cdd6, #3a3f4b);
      border-radius: 8px;
      font: 0.875rem/1.5 ui-monospace, monospace;
    }
  `;

  /** The code of the chosen variant. */
  get code(): string {
    return this.#snippets[this.variant] ?? '';
  }

  get #snippets(): Record<string, string> {
    const attributes = new Map(Object.entries(this.values).filter(([, value]) => value !== 'false'));
    const boolean = new Set(
      attributesOf(this.tag)
        .filter(({ type }) => type?.text.includes('boolean'))
        .map(({ name }) => name),
    );
    for (const name of attributes.keys()) if (boolean.has(name)) attributes.set(name, '');
    return snippetsFor({ tag: this.tag, attributes, ...this.places, integrity: __INTEGRITY__ });
  }

  protected override render(): TemplateResult {
    const snippets = this.#snippets;
    return html`<form @submit=${(event: Event) => event.preventDefault()}>
        <label
          >Element
          <select @change=${this.#onElement}>
            ${Object.keys(ELEMENTS).map((tag) => html`<option ?selected=${tag === this.tag}>${tag}</option>`)}
          </select></label
        >
        <label
          >Situation of the preview
          <select @change=${(event: Event) => (this.scenario = (event.target as HTMLSelectElement).value)}>
            ${SCENARIOS.map((word) => html`<option ?selected=${word === this.scenario}>${word}</option>`)}
          </select></label
        >
        <fieldset tabindex="0">
          <legend>Attributes</legend>
          ${attributesOf(this.tag).map((attribute) => this.#renderField(attribute))}
        </fieldset>
        <fieldset>
          <legend>Your places</legend>
          ${(Object.keys(PLACES) as Place[]).map(
            (name) =>
              html`<label
                >${PLACES[name].label}
                <input
                  .value=${this.places[name]}
                  @input=${(event: Event) => (this.places = { ...this.places, [name]: (event.target as HTMLInputElement).value })}
              /></label>`,
          )}
        </fieldset>
      </form>
      <div>
        <gs-provider mock=${this.scenario}>${this.#renderPreview()}</gs-provider>
        <div role="tablist" aria-label="Code">
          ${Object.keys(snippets).map(
            (name) =>
              html`<button
                type="button"
                role="tab"
                aria-selected=${name === this.variant ? 'true' : 'false'}
                @click=${() => (this.variant = name)}
              >
                ${name}
              </button>`,
          )}
        </div>
        <pre tabindex="0" role="region" aria-label="Code to copy">${snippets[this.variant]}</pre>
        <button type="button" @click=${this.#onCopy}>Copy</button>
        <span role="status">${this.copied ? 'Copied.' : nothing}</span>
        ${
          __INTEGRITY__ || this.variant !== 'HTML'
            ? nothing
            : html`<p>The files were not built when this page was, so the script tag has no integrity.</p>`
        }
      </div>`;
  }

  #renderPreview(): unknown {
    const tag = unsafeStatic(this.tag);
    const set = (element?: Element) => element && applyAttributes(element, this.#attributes());
    return staticHtml`<${tag} loading="eager" ${ref(set)}></${tag}>`;
  }

  /** Every attribute of the element, those that are not set as undefined. */
  #attributes(): Record<string, unknown> {
    const all = attributesOf(this.tag).filter(({ name }) => name !== 'loading' || this.values[name]);
    return Object.fromEntries(
      all.map(({ name, type }) => {
        const value = this.values[name];
        return [name, type?.text.includes('boolean') ? value === 'true' : value];
      }),
    );
  }

  #renderField(attribute: ReturnType<typeof attributesOf>[number]): TemplateResult {
    const { name, description, type } = attribute;
    const value = this.values[name] ?? '';
    const onInput = ({ target }: Event) => {
      const field = target as HTMLInputElement;
      this.#set(name, field.type === 'checkbox' ? (field.checked ? 'true' : '') : field.value);
    };
    const hint = html`<small>${withCode(description ?? '')}</small>`;
    if (type?.text.includes('boolean')) {
      return html`<label class="check"
        ><input type="checkbox" .checked=${value === 'true'} @change=${onInput} />${name}${hint}</label
      >`;
    }
    const words = wordsOf(attribute);
    if (words) {
      return html`<label
        >${name}
        <select @change=${onInput}>
          <option value="" ?selected=${value === ''}></option>
          ${words.map((word) => html`<option ?selected=${word === value}>${word}</option>`)}</select
        >${hint}</label
      >`;
    }
    return html`<label
      >${name}
      <input inputmode=${type?.text.includes('number') ? 'decimal' : 'text'} .value=${value} @input=${onInput} />${hint}</label
    >`;
  }

  #set(name: string, value: string): void {
    const { [name]: _, ...others } = this.values;
    this.values = value === '' ? others : { ...others, [name]: value };
    this.copied = false;
  }

  readonly #onElement = (event: Event): void => {
    this.tag = (event.target as HTMLSelectElement).value;
    this.values = { ...ELEMENTS[this.tag] };
  };

  readonly #onCopy = async (): Promise<void> => {
    await navigator.clipboard.writeText(this.code);
    this.copied = true;
  };
}
