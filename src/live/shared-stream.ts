/** One stream per question and page, however many elements listen; what it brings goes where a poll's answer would. */
import type { Entry } from './cache.js';
import { connectEventStream, type ServerEvent } from './sse.js';

/** An answer with its place in the sequence of events. */
export interface Sequenced<T> {
  readonly sequence: number;
  readonly window: T;
}

/** How an answer comes by push. */
export interface StreamSource<T> {
  readonly open: (lastEventId: string | undefined, signal: AbortSignal) => Promise<Response>;
  /** What an event makes of the answer; undefined when it doesn't fit, so that the stream starts anew. */
  readonly apply: (before: Sequenced<T> | undefined, event: ServerEvent) => Sequenced<T> | undefined;
}

interface Subscription {
  live: boolean;
  readonly listeners: Set<(live: boolean) => void>;
  readonly hangUp: () => void;
}

const lines = new WeakMap<object, Subscription>();

/**
 * Listens to a question's stream and puts what arrives into its entry.
 * @param onLive called at once and at every change: while true, nothing needs to be polled
 * @returns the way to stop; the last one to stop closes the stream
 */
export function subscribeToStream<T>(
  entry: Entry<T>,
  push: StreamSource<T>,
  onLive: (live: boolean) => void,
): () => void {
  const line = lines.get(entry) ?? openLine(entry, push);
  lines.set(entry, line);
  line.listeners.add(onLive);
  onLive(line.live);
  return () => {
    line.listeners.delete(onLive);
    if (line.listeners.size > 0) return;
    lines.delete(entry);
    line.hangUp();
  };
}

function openLine<T>(entry: Entry<T>, push: StreamSource<T>): Subscription {
  let pushed: Sequenced<T> | undefined;
  const line: Subscription = {
    live: false,
    listeners: new Set(),
    hangUp: connectEventStream({
      open: push.open,
      onEvent: (event) => {
        const before = pushed;
        pushed = push.apply(before, event);
        if (pushed && pushed !== before) entry.set(pushed.window);
        return pushed !== undefined;
      },
      onLive: (live) => {
        line.live = live;
        for (const tell of line.listeners) tell(live);
      },
    }),
  };
  return line;
}
