/**
 * How many event streams the visible windows of this browser may have open at a time. HTTP/1.1 has six connections per host
 * for all of them together; whoever gets no slot polls and tries again.
 */
import { ApiError } from '../api/error.js';

const SLOTS = 3;
/** Seconds until a page without a slot tries again. */
const RETRY_AFTER = 30;

/** Takes a slot until the signal is aborted. Rejects with a retryable ApiError of code `unavailable` when all are taken. */
export async function takeStreamSlot(signal: AbortSignal, locks = globalThis.navigator?.locks): Promise<void> {
  if (!locks) return; // plain http: each window counts for itself
  for (let slot = 1; slot <= SLOTS; slot++) if (await tryLock(locks, `gs-stream-${slot}`, signal)) return;
  const message = `${SLOTS} streams are open in other windows`;
  throw new ApiError(message, { code: 'unavailable', service: 'gateway', retryable: true, retryAfter: RETRY_AFTER });
}

/** Whether the lock was free; it is held until the signal is aborted. */
const tryLock = (locks: LockManager, name: string, signal: AbortSignal): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const hold = (lock: Lock | null): Promise<void> => {
      resolve(lock !== null);
      return new Promise((release) => {
        if (!lock || signal.aborted) release();
        else signal.addEventListener('abort', () => release(), { once: true });
      });
    };
    locks.request(name, { ifAvailable: true }, hold).catch(reject);
  });
