/**
 * Shows what the styles of the elements do with reduced motion and forced colours, without the system's setting: a page
 * cannot change what a media query answers, but it can change the query. System colours stay the browser's; its rendering
 * tools show the real thing.
 */
const QUERIES = {
  motion: /prefers-reduced-motion:\s*reduce/,
  colours: /forced-colors:\s*active/,
} as const;

export type Emulated = Record<keyof typeof QUERIES, boolean>;

const originals = new WeakMap<CSSMediaRule, string>();

function emulateIn(sheet: CSSStyleSheet, wanted: Emulated): void {
  for (const rule of sheet.cssRules) {
    if (!(rule instanceof CSSMediaRule)) continue;
    const original = originals.get(rule) ?? rule.media.mediaText;
    originals.set(rule, original);
    for (const [name, query] of Object.entries(QUERIES) as [keyof typeof QUERIES, RegExp][]) {
      if (query.test(original)) rule.media.mediaText = wanted[name] ? 'all' : original;
    }
  }
}

function visit(root: Document | ShadowRoot, wanted: Emulated): void {
  for (const sheet of root.adoptedStyleSheets) emulateIn(sheet, wanted);
  for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) visit(shadowRoot, wanted);
}

let wanted: Emulated = { motion: false, colours: false };

/** Applies the setting now, and to what elements bring when they change. */
export function emulateMedia(next: Emulated): void {
  wanted = next;
  visit(document, wanted);
}

document.addEventListener('gs-state-change', () => visit(document, wanted));
