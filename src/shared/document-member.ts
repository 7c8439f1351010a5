/**
 * Reads a member of a document that markup cannot replace: by `<form name="scripts">`, which a comment field may allow,
 * `document.scripts` is that form (DOM clobbering).
 */
export const documentMember = <K extends keyof Document>(name: K, owner: Document = document): Document[K] =>
  Reflect.get(Document.prototype, name, owner);
