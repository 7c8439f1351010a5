/** One listener's stream of events: written by its channel, closed by whoever has a reason first. */
import { windowKey } from '../boards/boards.js';
import type { Channel } from './channel.js';
import type { Clock } from '../clock.js';
import type { GoneReason, Listener } from './listener.js';
import type { WindowRequest } from '../boards/players.js';

/** Events that may wait in a stream before its reader counts as too slow. */
const MOST_WAITING = 32;
/** Longest that a timer can be set for, 24 days. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** What a stream is opened with. */
export interface LiveStreamOptions {
  readonly clock: Clock;
  readonly window: WindowRequest;
  readonly lastEventId: string | undefined;
  /** Milliseconds since 1970 at which the token runs out. */
  readonly until: number;
  /** Its signal fires when the caller leaves. Held whole: some platforms let go of a signal together with its request. */
  readonly request: Request;
  /** Called once, however the stream ends. */
  readonly closed: () => void;
}

/** Joins a channel that is ready. */
export function openStream(channel: Channel, options: LiveStreamOptions): ReadableStream<Uint8Array> {
  const { clock, window, lastEventId, until, request, closed } = options;
  const encoder = new TextEncoder();
  let listener: Listener | undefined;

  const start = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    let open = true;
    const send = (text: string) => controller.enqueue(encoder.encode(text));
    const leave = () => end('left');
    const expire = clock.after(Math.min(until - clock.now(), LONGEST_TIMER), () => end('expired'));
    const end = (reason: GoneReason) => {
      if (!open) return;
      open = false;
      expire();
      request.signal.removeEventListener('abort', leave);
      if (listener) channel.remove(listener);
      closed();
      // after `left` the other end has closed the stream already
      if (reason === 'left') return;
      send(`event: gone\ndata: ${JSON.stringify({ reason })}\n\n`);
      controller.close();
    };
    const write = (text: string) => {
      if (!open) return;
      send(text);
      if ((controller.desiredSize ?? 1) < 1 - MOST_WAITING) end('slow');
    };
    listener = { window, key: windowKey(window), write, end };
    write('retry: 3000\n\n');
    channel.add(listener, lastEventId);
    if (request.signal.aborted) leave();
    request.signal.addEventListener('abort', leave, { once: true });
  };
  return new ReadableStream({ start, cancel: () => listener?.end('left') }, { highWaterMark: 1 });
}
