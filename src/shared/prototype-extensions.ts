/**
 * Some older pages add members to `Object.prototype` by assignment, which makes them enumerable: every `for…in` loop of a
 * library (the bundler's own, zod's) then finds them in every object, and throws.
 */

/**
 * Makes such members not enumerable, as the built-in ones are. They stay, and work as before. Called before code of
 * libraries runs; a member that cannot be changed is left.
 */
export function hidePrototypeExtensions(prototype: object = Object.prototype): void {
  for (const name of Object.keys(prototype)) {
    const descriptor = Object.getOwnPropertyDescriptor(prototype, name);
    // without the prototype of a literal, which has the extension itself (`get`, `value`)
    const hidden: PropertyDescriptor = Object.assign(Object.create(null) as object, descriptor, { enumerable: false });
    if (descriptor?.configurable) Object.defineProperty(prototype, name, hidden);
  }
}
