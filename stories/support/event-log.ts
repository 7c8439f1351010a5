/** What elements tell the page, while it happens. */
import { html, type TemplateResult } from 'lit';
import { createRef, ref } from 'lit/directives/ref.js';

/** Shows the events of these names that reach the content's box, newest first. All of our events bubble and are composed. */
export function withEventLog(content: unknown, names: readonly string[]): TemplateResult {
  const log = createRef<HTMLElement>();
  const note = (event: Event) => {
    const { detail } = event as CustomEvent<unknown>;
    const line = document.createElement('div');
    const time = new Date().toLocaleTimeString('en', { hour12: false });
    line.textContent = `${time} ${event.type} ${JSON.stringify(detail) ?? ''}`.slice(0, 300);
    log.value?.prepend(line);
  };
  const listen = (box?: Element) => {
    for (const name of names) box?.addEventListener(name, note);
  };
  return html`<div ${ref(listen)}>${content}</div>
    <div
      role="log"
      aria-label="Events"
      tabindex="0"
      style="block-size: 12rem; overflow: auto; overflow-wrap: anywhere; font: 0.8125rem/1.5 ui-monospace, monospace; color: light-dark(#333, #ccc)"
      ${ref(log)}
    ></div>`;
}
