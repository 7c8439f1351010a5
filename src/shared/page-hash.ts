/** Values in the hash of the page's address: `#game=101&session=gs_1`. */

/** The value that the address has under a name. */
export function readHash(name: string): string | undefined {
  return new URLSearchParams(location.hash.slice(1)).get(name) ?? undefined;
}

/** The hash of now with another value; without the name when there is none. */
export function hashWith(name: string, value: string | undefined): string {
  const hash = new URLSearchParams(location.hash.slice(1));
  if (value === undefined) hash.delete(name);
  else hash.set(name, value);
  return `#${hash}`;
}

/** Sets or removes a value without a step in the history. */
export function writeHash(name: string, value: string | undefined): void {
  try {
    history.replaceState(history.state, '', hashWith(name, value));
  } catch {
    return; // documents without an address of their own, such as srcdoc, have none to change
  }
}
