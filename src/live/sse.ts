/**
 * Server-sent events read with fetch (EventSource can't send a token): opened while somebody listens and the page is
 * seen, opened again where it broke off, and given up for a while when the gateway doesn't offer it.
 */
import { ApiError } from '../api/error.js';
import { delayUnlessAborted } from './cache.js';

export interface ServerEvent {
  readonly id?: string;
  readonly event: string;
  readonly data: string;
}

export interface EventStreamOptions {
  /** Opens the stream; the answer's body is unread. */
  readonly open: (lastEventId: string | undefined, signal: AbortSignal) => Promise<Response>;
  /** Takes an event over. Answers false when it doesn't fit what came before: the stream then starts anew. */
  readonly onEvent: (event: ServerEvent) => boolean | Promise<boolean>;
  /** Whether events flow. While they do, nothing needs to be polled. */
  readonly onLive: (live: boolean) => void;
  /** Waits, in milliseconds; ends early when aborted. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** The gateway sends a sign of life every 15 s: after this long without one the line is dead. */
const SILENCE_MS = 45_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** How long to leave a gateway alone that has no such stream. */
const NOT_OFFERED_PAUSE_MS = 300_000;

/** Keeps a stream open until the function that it answers is called. */
export function connectEventStream(options: EventStreamOptions): () => void {
  const ended = new AbortController();
  void run(options, ended.signal);
  return () => ended.abort();
}

async function run(
  { open, onEvent, onLive, wait = delayUnlessAborted }: EventStreamOptions,
  signal: AbortSignal,
): Promise<void> {
  let lastId: string | undefined;
  let pause = FIRST_PAUSE_MS;
  while (!signal.aborted) {
    const line = new AbortController();
    const hangUp = () => line.abort();
    signal.addEventListener('abort', hangUp, { once: true });
    let silence: ReturnType<typeof setTimeout> | undefined;
    let next = 0;
    try {
      await whenSeen(signal);
      const { body } = await open(lastId, line.signal);
      if (!body) throw new Error('the stream has no body');
      onLive(true);
      const alive = () => {
        clearTimeout(silence);
        silence = setTimeout(hangUp, SILENCE_MS);
      };
      globalThis.document?.addEventListener('visibilitychange', hangUpWhenHidden(hangUp), { signal: line.signal });
      for await (const event of parseEventStream(body, alive)) {
        if (event.event === 'retry') next = Number(event.data) || next;
        else if (!(await onEvent(event))) {
          lastId = undefined;
          break;
        } else {
          lastId = event.id ?? lastId;
          pause = FIRST_PAUSE_MS;
        }
      }
    } catch (error) {
      const offered = !(error instanceof ApiError) || !['not-found', 'unsupported', 'forbidden'].includes(error.code);
      next = offered ? pause : NOT_OFFERED_PAUSE_MS;
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    } finally {
      clearTimeout(silence);
      signal.removeEventListener('abort', hangUp);
      hangUp();
    }
    onLive(false);
    // Jitter: a gateway that restarts must not meet all its pages in the same instant.
    await wait(Math.max(next, FIRST_PAUSE_MS) * (0.75 + Math.random() / 2), signal);
  }
}

/** A page in the background needs no scores: the line is freed, and opened again with the last id when it is back. */
const hangUpWhenHidden = (hangUp: () => void) => () => {
  if (document.visibilityState === 'hidden') hangUp();
};

const whenSeen = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (globalThis.document?.visibilityState !== 'hidden') return resolve();
    const look = () => document.visibilityState !== 'hidden' && resolve();
    document.addEventListener('visibilitychange', look, { signal });
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

/**
 * The events of a body as they arrive, whatever way the network cut it. `retry:` lines come as an event of that name.
 * @param alive called for everything that arrives, also comments
 */
export async function* parseEventStream(
  body: ReadableStream<Uint8Array>,
  alive: () => void = () => undefined,
): AsyncGenerator<ServerEvent> {
  const reader = body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>).getReader();
  let rest = '';
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      alive();
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
