/** Deadlines, and reading a body with a size limit. */
import type { Clock } from '../../api/clock.js';

/** The reason of an aborted signal: the deadline passed, or the caller left. */
export class DeadlineError extends Error {
  readonly reason: 'timeout' | 'left';

  constructor(reason: 'timeout' | 'left') {
    super(reason);
    this.reason = reason;
  }
}

/** A signal that aborts after `ms` or when the caller leaves, with a DeadlineError. Call `done` in the end. */
export function withDeadline(clock: Clock, ms: number, caller?: AbortSignal): { signal: AbortSignal; done(): void } {
  const controller = new AbortController();
  const end = (reason: DeadlineError['reason']) => controller.abort(new DeadlineError(reason));
  const leave = () => end('left');
  const cancel = clock.after(ms, () => end('timeout'));
  if (caller?.aborted) leave();
  caller?.addEventListener('abort', leave, { once: true });
  return {
    signal: controller.signal,
    done() {
      cancel();
      caller?.removeEventListener('abort', leave);
    },
  };
}

/** The promise, or a rejection with the signal's reason as soon as it aborts, for work that takes no signal. */
export function withinDeadline<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason as Error);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

/** A body as text. Rejects with `tooLarge()` beyond `most` bytes, and with the signal's reason when it aborts. */
export async function readBodyLimited(
  body: ReadableStream<Uint8Array> | null,
  most: number,
  signal: AbortSignal,
  tooLarge: () => Error,
): Promise<string> {
  const reader = body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await withinDeadline(signal, reader.read());
      if (done) return text + decoder.decode();
      size += value.byteLength;
      if (size > most) throw tooLarge();
      text += decoder.decode(value, { stream: true });
    }
  } catch (error) {
    reader.cancel().catch(() => undefined);
    throw error;
  }
}
