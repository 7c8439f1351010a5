/** Ids of requests: quick to make, not to be guessed as one process's from another's, and meaningless to anybody else. */

const process = crypto.randomUUID().slice(0, 8);
let count = 0;

/** The next id. */
export function nextRequestId(): string {
  return `${process}-${(++count).toString(36)}`;
}
