import { checkBrowser } from './baseline.js';
import { isDuplicateCopy } from './duplicate-guard.js';

/** Registers an element once: a second copy of the bundle on the page is harmless, the first one stays. Nothing happens on a server, where Lit brings a `customElements` of its own. */
export function define(tag: string, constructor: CustomElementConstructor): void {
  if (typeof document === 'undefined' || isDuplicateCopy || customElements.get(tag) || !checkBrowser()) return;
  customElements.define(tag, constructor);
}
