/**
 * Server-sent events read with fetch (EventSource can't send a token): open while the page is visible, reopened with backoff
 * where it broke off, and given up for a while when the gateway doesn't offer it. A stream counts as live from its first
 * event on, not from its headers: a proxy that buffers passes those and keeps the rest.
 */
import { ApiError } from '../api/error.js';
import { delayUnlessAborted } from './cache.js';

export interface ServerEvent {
  readonly id?: string;
  readonly event: string;
  readonly data: string;
}

export interface EventStreamOptions {
  /** Opens the stream, within a time limit of its own; the answer's body is unread. */
  readonly open: (lastEventId: string | undefined, signal: AbortSignal) => Promise<Response>;
  /** Takes an event over. Returns false when it doesn't fit what came before: the stream then starts anew. */
  readonly onEvent: (event: ServerEvent) => boolean | Promise<boolean>;
  /** Called with true by every event and with false at the end. While events flow, nothing needs to be polled. */
  readonly onLive: (live: boolean) => void;
  /** Waits, in milliseconds; ends early when aborted. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** The gateway sends a heartbeat every 15 s: after this long without a byte the connection is dead. */
const SILENCE_MS = 45_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
/** How long to leave a gateway alone that has no such stream. */
const NOT_OFFERED_PAUSE_MS = 300_000;

/** Keeps a stream open until the returned function is called. */
export function connectEventStream(options: EventStreamOptions): () => void {
  const ended = new AbortController();
  void run(options, ended.signal);
  return () => ended.abort();
}

async function run(options: EventStreamOptions, signal: AbortSignal): Promise<void> {
  const { wait = delayUnlessAborted, onLive } = options;
  let backoff = FIRST_PAUSE_MS;
  let lastId: string | undefined;
  while (!signal.aborted) {
    await whenVisible(signal);
    const end = await readStream(options, lastId, signal);
    onLive(false);
    lastId = end.lastId;
    if (isHidden() && end.pause === 0) continue; // nothing has failed
    // a stream that brought events and ended (a gateway that restarts) is opened again soon, anything else later and later
    backoff = end.hadEvents ? FIRST_PAUSE_MS : backoff;
    const pause = Math.max(backoff, end.pause);
    backoff = Math.min(backoff * 2, LONGEST_PAUSE_MS);
    // with jitter, so that the pages of a gateway that restarts do not all return in the same instant
    await wait(pause * (1 + Math.random() / 2), signal);
  }
}

interface StreamEnd {
  readonly lastId: string | undefined;
  readonly hadEvents: boolean;
  /** Milliseconds that the gateway asked for. */
  readonly pause: number;
}

/** Opens the stream once and reads it to its end. Never rejects. */
async function readStream(
  { open, onEvent, onLive }: EventStreamOptions,
  lastId: string | undefined,
  signal: AbortSignal,
): Promise<StreamEnd> {
  const connection = new AbortController();
  const close = () => connection.abort();
  // a hidden page needs no scores: the connection is freed, and opened again with the last id when the page is back
  const closeWhenHidden = () => {
    if (isHidden()) close();
  };
  signal.addEventListener('abort', close, { signal: connection.signal });
  globalThis.document?.addEventListener('visibilitychange', closeWhenHidden, { signal: connection.signal });
  globalThis.addEventListener?.('pagehide', close, { signal: connection.signal });
  let silence: ReturnType<typeof setTimeout> | undefined;
  const onBytes = () => {
    clearTimeout(silence);
    silence = setTimeout(close, SILENCE_MS);
  };
  let hadEvents = false;
  let pause = 0;
  try {
    const { body, headers } = await open(lastId, connection.signal);
    onBytes();
    if (!body || !/^text\/event-stream\b/i.test(headers.get('content-type') ?? '')) throw new Error('no event stream');
    for await (const event of parseEventStream(body, onBytes, connection.signal)) {
      if (event.event === 'retry') {
        pause = Number(event.data) || pause;
        continue;
      }
      if (!(await onEvent(event))) {
        lastId = undefined;
        break;
      }
      lastId = event.id ?? lastId;
      hadEvents = true;
      onLive(true);
    }
  } catch (error) {
    const { code, retryAfter = 0 } = error instanceof ApiError ? error : ({} as Partial<ApiError>);
    const isOffered = !code || !['not-found', 'unsupported', 'forbidden'].includes(code);
    pause = isOffered ? Math.max(pause, retryAfter * 1000) : NOT_OFFERED_PAUSE_MS;
  } finally {
    clearTimeout(silence);
    close();
  }
  return { lastId, hadEvents, pause };
}

const isHidden = () => globalThis.document?.visibilityState === 'hidden';

const whenVisible = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (!isHidden() || signal.aborted) return resolve();
    const seen = new AbortController();
    const done = () => {
      if (isHidden() && !signal.aborted) return;
      seen.abort();
      resolve();
    };
    document.addEventListener('visibilitychange', done, { signal: seen.signal });
    signal.addEventListener('abort', done, { signal: seen.signal });
  });

/**
 * The events of a body as they arrive, whatever way the network cut it. `retry:` lines come as an event of that name.
 * @param onBytes called for everything that arrives, also comments
 */
export async function* parseEventStream(
  body: ReadableStream<Uint8Array>,
  onBytes: () => void = () => undefined,
  signal?: AbortSignal,
): AsyncGenerator<ServerEvent> {
  const reader = body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>).getReader();
  // cancelled by hand, as what opened the body may not heed the signal
  const cancel = () => void reader.cancel().catch(() => undefined);
  signal?.addEventListener('abort', cancel, { once: true });
  let rest = '';
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      onBytes();
      const blocks = (rest + chunk.value).split(/\r?\n\r?\n/);
      rest = blocks.pop() ?? '';
      for (const block of blocks) yield* parseBlock(block);
    }
  } finally {
    await reader.cancel().catch(() => undefined); // the line may be dead already
  }
}

function* parseBlock(block: string): Generator<ServerEvent> {
  let id: string | undefined;
  let event = 'message';
  const data: string[] = [];
  for (const line of block.split(/\r?\n/)) {
    const [, name, value] = /^([a-z]+): ?(.*)$/.exec(line) ?? [];
    if (name === 'id') id = value;
    else if (name === 'event') event = value ?? event;
    else if (name === 'data') data.push(value ?? '');
    else if (name === 'retry') yield { event: 'retry', data: value ?? '' };
  }
  if (data.length > 0) yield { id, event, data: data.join('\n') };
}
