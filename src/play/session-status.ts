/** Words that say that a game session is over. The list is open: a word that is not known says nothing. */
const OVER = /^(closed|ended|expired|finished|completed|terminated|cancelled)$/;

/** Whether a session of that status, in lower case, is over. */
export const isTerminalStatus = (status: string): boolean => OVER.test(status);

/** Milliseconds after its expiry during which a session is still asked about: the clock of this machine may be fast. */
const GRACE = 60_000;

/** Whether a session may still go on by the clock of this machine. Without a known end it may. */
export const notExpired = (expiresAt: Date | undefined): boolean =>
  (expiresAt?.getTime() ?? Infinity) + GRACE > Date.now();

/** An end that has passed when a session is new is a clock that is wrong: the status will tell instead. */
export const validExpiry = (expiresAt: Date | undefined): Date | undefined =>
  expiresAt && expiresAt.getTime() > Date.now() ? expiresAt : undefined;
