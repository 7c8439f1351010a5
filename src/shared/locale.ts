/** The language and writing direction that an element inherits, and a notification when they change. */

/** The nearest `lang` up the tree, through shadow roots, else the browser's. */
export function localeOf(element: Element): string {
  const lang = closestComposed(element, '[lang]')?.getAttribute('lang') ?? '';
  return languageTag(lang) ?? languageTag(globalThis.navigator?.language ?? '') ?? 'en';
}

const tags = new Map<string, string | undefined>(); // Intl takes its time, and every update asks

/** The text as a language tag that Intl takes; a page's `lang` and a browser's language ("en-US@posix") may be anything. */
export function languageTag(text: string): string | undefined {
  if (!tags.has(text)) tags.set(text, toTag(text));
  return tags.get(text);
}

function toTag(text: string): string | undefined {
  const plain = text
    .trim()
    .replace(/[@.].*$/, '')
    .replaceAll('_', '-');
  try {
    return Intl.getCanonicalLocales(plain || [])[0];
  } catch {
    return undefined; // not a tag at all: whoever asks has a next best one
  }
}

/** `closest()` that also looks outside the shadow root that an element lives in. */
export function closestComposed(element: Element, selector: string): Element | null {
  const found = element.closest(selector);
  if (found) return found;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? closestComposed(root.host, selector) : null;
}

const listeners = new Set<() => void>();
/** Documents and shadow roots whose `lang` and `dir` are observed; the observer holds none of them in memory. */
const observed = new WeakSet<Node>();
let observer: MutationObserver | undefined;

/**
 * Calls the listener when a `lang` or `dir` changes anywhere around the element: on itself, a wrapper, a shadow host or
 * the page. One observer serves all elements. Returns the way to stop.
 */
export function watchLanguage(element: Element, listener: () => void): () => void {
  observer ??= new MutationObserver(() => listeners.forEach((notify) => notify()));
  for (let root = element.getRootNode(); ; root = root.host.getRootNode()) {
    if (!observed.has(root)) {
      observed.add(root);
      observer.observe(root, { attributes: true, attributeFilter: ['lang', 'dir'], subtree: true });
    }
    if (!(root instanceof ShadowRoot)) break;
  }
  listeners.add(listener);
  return () => listeners.delete(listener);
}
