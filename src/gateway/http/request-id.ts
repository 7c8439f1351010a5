/** Ids of requests: quick to make, not to be guessed as one process's from another's, and meaningless to anybody else. */

let process: string | undefined;
let count = 0;

/** The next id. */
export function nextRequestId(): string {
  // not before the first request: Cloudflare Workers refuse a module that draws random values while it loads
  process ??= crypto.randomUUID().slice(0, 8);
  return `${process}-${(++count).toString(36)}`;
}
