/**
 * One open response of server-sent events. It ends when its token expires or is revoked, when the reader leaves or falls behind,
 * and when the gateway closes.
 */
import type { Clock } from '../../api/clock.js';
import type { Headers } from '../http/http-response.js';

/** Why a stream, or a window of it, ends. `left`: the reader went away; it gets no event. */
export type EndReason = 'expired' | 'revoked' | 'not-found' | 'forbidden' | 'unavailable' | 'closing' | 'slow' | 'left';

/** An event; `json` is the text of an object. */
export interface StreamEvent {
  readonly name: string;
  readonly id?: string;
  readonly json: string;
}

/** The wire format. @param window the window's name on a stream that carries several, put first into the JSON */
export function formatEvent({ name, id, json }: StreamEvent, window?: string): string {
  const field = window === undefined ? '' : `"window":${JSON.stringify(window)}${json === '{}' ? '' : ','}`;
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${name}\ndata: {${field}${json.slice(1)}\n\n`;
}

/** When a stream ends by itself. */
export interface StreamGrant {
  /** Milliseconds since 1970 until which the token is accepted. */
  readonly until: number;
  readonly isRevoked: () => Promise<boolean>;
}

/** What a stream is opened with. */
export interface EventStreamOptions {
  readonly clock: Clock;
  readonly grant: StreamGrant;
  /** Seconds between heartbeats; revocation is checked at each. */
  readonly heartbeat: number;
  /** Events that may wait for the reader before it counts as too slow. */
  readonly maxWaiting: number;
  /** Its signal aborts when the reader leaves. Kept whole: some platforms collect a signal together with its request. */
  readonly request: Request;
  /** Called once, however the stream ends. */
  readonly closed: () => void;
}

/** Longest delay of a timer, 24 days. */
const MAX_TIMER = 2 ** 31 - 1;
const encoder = new TextEncoder();

export class EventStream {
  readonly body: ReadableStream<Uint8Array>;
  readonly #options: EventStreamOptions;
  #grant: StreamGrant;
  #controller!: ReadableStreamDefaultController<Uint8Array>;
  #isOpen = true;
  #cancelExpiry = () => {};
  #cancelHeartbeat = () => {};

  constructor(options: EventStreamOptions) {
    this.#options = options;
    this.#grant = options.grant;
    this.body = new ReadableStream(
      { start: (controller) => void (this.#controller = controller), cancel: this.#leave },
      { highWaterMark: 1 },
    );
    options.request.signal.addEventListener('abort', this.#leave, { once: true });
    this.#scheduleExpiry();
    this.#scheduleHeartbeat();
    this.write('retry: 3000\n\n');
    if (options.request.signal.aborted) this.#leave();
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  write(text: string): void {
    if (!this.#isOpen) return;
    this.#controller.enqueue(encoder.encode(text));
    if ((this.#controller.desiredSize ?? 1) < 1 - this.#options.maxWaiting) this.end('slow');
  }

  /** A newer token of the same player: the stream lives as long as that one. */
  extend(grant: StreamGrant): void {
    if (!this.#isOpen || grant.until < this.#grant.until) return;
    this.#grant = grant;
    this.#cancelExpiry();
    this.#scheduleExpiry();
  }

  end(reason: EndReason): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#cancelExpiry();
    this.#cancelHeartbeat();
    this.#options.request.signal.removeEventListener('abort', this.#leave);
    this.#options.closed();
    // after `left` the other end has closed the stream already
    if (reason === 'left') return;
    this.#controller.enqueue(encoder.encode(formatEvent({ name: 'gone', json: JSON.stringify({ reason }) })));
    this.#controller.close();
  }

  readonly #leave = (): void => this.end('left');

  #scheduleExpiry(): void {
    const { clock } = this.#options;
    const wait = Math.min(this.#grant.until - clock.now(), MAX_TIMER);
    this.#cancelExpiry = clock.after(wait, () => this.end('expired'));
  }

  #scheduleHeartbeat(): void {
    const { clock, heartbeat } = this.#options;
    this.#cancelHeartbeat = clock.after(heartbeat * 1000, () => {
      this.write(`: hb ${new Date(clock.now()).toISOString()}\n\n`);
      if (!this.#isOpen) return;
      this.#scheduleHeartbeat();
      // a check that fails says nothing about the token
      this.#grant.isRevoked().then(
        (revoked) => revoked && this.end('revoked'),
        () => undefined,
      );
    });
  }
}

/** The response that carries a stream. */
export const streamResponse = ({ body }: EventStream, headers: Headers): Response =>
  new Response(body, {
    headers: {
      ...headers,
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  });
