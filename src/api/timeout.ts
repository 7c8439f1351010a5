/**
 * Runs work under a time limit (milliseconds) and the caller's signal, and comes back in time even if the work heeds
 * neither. Rejects with a `TimeoutError`, the caller's reason, or what the work rejects with.
 */
export async function withTimeout<T>(
  limit: number,
  caller: AbortSignal | undefined,
  work: (controller: AbortController) => Promise<T>,
): Promise<T> {
  caller?.throwIfAborted();
  const controller = new AbortController();
  const abort = () => controller.abort(caller?.reason);
  const timer = setTimeout(() => controller.abort(new DOMException('Time is up', 'TimeoutError')), limit);
  caller?.addEventListener('abort', abort);
  const stopped = new Promise<never>((_, reject) => {
    controller.signal.addEventListener('abort', () => reject(controller.signal.reason as Error));
  });
  try {
    return await Promise.race([work(controller), stopped]);
  } finally {
    clearTimeout(timer);
    caller?.removeEventListener('abort', abort);
  }
}

/** Waits for milliseconds, or rejects with the signal's reason as soon as it is aborted. */
export function delay(delay: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      if (signal?.aborted) reject(signal.reason as Error);
      else resolve();
    };
    const timer = setTimeout(done, signal?.aborted ? 0 : delay);
    signal?.addEventListener('abort', done);
  });
}
