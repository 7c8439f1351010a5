import { waitUntil } from '@open-wc/testing';

/** Waits until the condition holds; a busy machine gets the time that it needs (the tests' own limit is 20 s). */
export const until = (condition: () => unknown, what?: string): Promise<void> =>
  waitUntil(condition, what, { interval: 10, timeout: 18_000 });
