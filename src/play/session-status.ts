/** Statuses of a session that is over. The service's list is open: an unknown status means nothing. */
const OVER = /^(closed|ended|expired|finished|completed|terminated|cancelled)$/;

/** Whether a session of that status, in lower case, is over. */
export const isTerminalStatus = (status: string): boolean => OVER.test(status);

/** Milliseconds after its expiry during which the status of a session is still requested: the device's clock may be fast. */
const GRACE = 60_000;

/** Whether a session may still go on by the device's clock. Without a known end it may. */
export const notExpired = (expiresAt: Date | undefined): boolean =>
  (expiresAt?.getTime() ?? Infinity) + GRACE > Date.now();

/** An expiry in the past of a new session means that the device's clock is wrong: the status decides instead. */
export const validExpiry = (expiresAt: Date | undefined): Date | undefined =>
  expiresAt && expiresAt.getTime() > Date.now() ? expiresAt : undefined;
