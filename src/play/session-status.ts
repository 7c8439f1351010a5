/** Statuses of a session that is over. The service's list is open: an unknown status means nothing. */
const OVER = /^(closed|ended|expired|finished|completed|terminated|cancelled)$/;

/** Whether a session of that status, in lower case, is over. */
export const isTerminalStatus = (status: string): boolean => OVER.test(status);
