/**
 * What relative addresses in settings are relative to: the page's base, as its links are; undefined on a server. A `<base>` of
 * another origin does not count, since markup that was injected could send tokens there with it.
 */
export function pageBase(): string | undefined {
  const page = globalThis.location?.href;
  if (page === undefined || typeof document === 'undefined') return page;
  // An image named baseURI would replace document.baseURI.
  const base = Reflect.get(Document.prototype, 'baseURI', document);
  return new URL(base).origin === new URL(page).origin ? base : page;
}
