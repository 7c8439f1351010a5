import type { CSSResult, ReactiveElement } from 'lit';

/** Adds the styles of code that came later to those that an element has. */
export function addStyles(host: ReactiveElement, { styleSheet }: CSSResult): void {
  if (styleSheet) (host.renderRoot as ShadowRoot).adoptedStyleSheets.push(styleSheet);
}
