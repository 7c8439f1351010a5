/**
 * Reads a member of the document that markup cannot replace: by `<form name="scripts">`, which a comment field may allow,
 * `document.scripts` is that form (DOM clobbering).
 */
export const documentMember = <K extends keyof Document>(name: K): Document[K] =>
  Reflect.get(Document.prototype, name, document);
