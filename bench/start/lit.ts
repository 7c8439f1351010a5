/** The limit: Lit's core and an element of one line. */
import { css, html, LitElement } from 'lit';

class LitOne extends LitElement {
  static override styles = css`
    :host {
      display: block;
    }
  `;
  static override properties = { name: {} };
  declare name: string;

  constructor() {
    super();
    this.name = 'you';
  }

  protected override render() {
    return html`<p>Hello, ${this.name}.</p>`;
  }
}
customElements.define('lit-one', LitOne);
