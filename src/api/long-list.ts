/**
 * A list of tens of thousands of players, read slice by slice as it arrives, so that the page answers its visitor
 * meanwhile. Fetched with the first long answer. (A worker could do the same, but a page's policy may allow none.)
 */
import { reads } from './meshmap.js';
import { PlacedPlayers } from './placed-players.js';
import type { SessionPlayer } from './player-rows.js';
import { isRecord, parseJson, saysFailure } from './reply.js';
import type { Listing, LongAnswer, Reading } from './route.js';

/** Characters of JSON parsed at once: below 1 ms on a slow phone, and texts so short that they are cheap to collect. */
const SLICE = 16 * 1024;
/** Milliseconds of work until others get their turn. */
const BUDGET = 8;
/** Bytes decoded at once. */
const PART = 16 * 1024;
/** Places tried for the beginning of the list. */
const MOST_TRIES = 4;

const route = reads.listSessionPlayers;

/** Between two rows, unless it is within one: in a text, say. */
const SEAM = /\}\s*,\s*\{/g;

/**
 * The listing of `listSessionPlayers`, just as if the text had been read in one go; what is no JSON, or says itself that it
 * failed, is answered as `JSON.parse` would. Rejects with ApiError, of code `schema` for another shape.
 *
 * @param known the listing before: a row that is the same becomes the same object
 */
export async function readLongList(
  long: LongAnswer,
  signal: AbortSignal,
  known?: Listing<SessionPlayer>,
): Promise<Reading> {
  const next = readParts(long, signal);
  let text = long.text;
  for (let part; text.length < SLICE && (part = await next()) !== undefined;) text += part;
  const start = findList(text);
  const head = text.slice(0, start);
  let rows = new PlacedPlayers(known);
  const tail = await (start ? readSlices : readAll)(text.slice(start), next, signal, rows);
  // with a mark in place of the rows that are read, the whole is JSON exactly when it was
  const mark = Math.random();
  const answer = parseJson(rows.all.length ? `${head}${mark},${tail}` : head + tail);
  if (answer === undefined || saysFailure(route, answer)) return { answer };
  const list: unknown = isRecord(answer) ? answer[route.root] : answer;
  if (Array.isArray(list)) {
    // where the mark is gone, the name of the list was there twice, and the later one counts
    const isMarked = rows.all.length > 0 && list[0] === mark;
    if (!isMarked) rows = new PlacedPlayers(known);
    rows.take(isMarked ? list.slice(1) : list);
  }
  const listing = rows.arrange(await toListing(answer, rows));
  await turn();
  return { answer: listing };
}

/** Reads on in small parts; undefined at the end. */
function readParts({ bytes, body, decode }: LongAnswer, signal: AbortSignal): () => Promise<string | undefined> {
  const { read, stop } = openBody(body);
  signal.addEventListener('abort', stop);
  let rest: Uint8Array | undefined = bytes;
  return async () => {
    if (!rest) return undefined;
    if (!rest.length) rest = await read();
    try {
      return decode(rest?.subarray(0, PART));
    } catch (error) {
      stop();
      throw error;
    } finally {
      rest = rest?.subarray(PART);
    }
  };
}

/** Reads into one buffer, over and over, where the stream can: browsers hand out megabytes at once otherwise. */
function openBody(body: ReadableStream<Uint8Array>) {
  const reader = getByteReader(body) ?? body.getReader();
  let buffer = new ArrayBuffer(PART);
  return {
    stop: () => void reader.cancel().catch(() => 'it is over either way'),
    read: async (): Promise<Uint8Array | undefined> => {
      const { done, value } =
        reader instanceof ReadableStreamDefaultReader ? await reader.read() : await reader.read(new Uint8Array(buffer));
      if (value) buffer = value.buffer as ArrayBuffer;
      return done ? undefined : value;
    },
  };
}

function getByteReader(body: ReadableStream<Uint8Array>): ReadableStreamBYOBReader | undefined {
  try {
    return body.getReader({ mode: 'byob' });
  } catch {
    return undefined;
  }
}

/** Index after the bracket that opens the list, 0 when there is none. */
function findList(text: string): number {
  const bare = /^\s*\[/.exec(text);
  if (bare) return bare[0].length;
  const named = new RegExp(`"${route.root}"\\s*:\\s*\\[`, 'g');
  for (let tries = 0; tries < MOST_TRIES && named.test(text); tries++) {
    // in a text, or further in, it could not be closed like this
    if (parseJson(`${text.slice(0, named.lastIndex)}]}`) !== undefined) return named.lastIndex;
  }
  return 0;
}

/**
 * Takes the rows off the front of `text`. A slice that is JSON by itself ends where a row ends: from the start of a row,
 * text that stopped within another text or an inner list would lack its end.
 *
 * @returns what is left: it begins with a row and holds the end of the list
 */
async function readSlices(
  text: string,
  next: () => Promise<string | undefined>,
  signal: AbortSignal,
  rows: PlacedPlayers,
): Promise<string> {
  let since = performance.now();
  for (let at = 0, size = SLICE; ;) {
    while (text.length - at <= size) {
      const part = await next();
      signal.throwIfAborted();
      if (part === undefined) return text.slice(at);
      text = text.slice(at) + part;
      at = 0;
    }
    SEAM.lastIndex = at + size;
    const seam = SEAM.exec(text);
    const slice = seam && parseJson(`[${text.slice(at, seam.index + 1)}]`);
    if (!seam || !slice) {
      size *= 2; // so that all attempts together cost no more than a few times the text
      continue;
    }
    rows.take(slice as unknown[]);
    at = SEAM.lastIndex - 1;
    size = SLICE;
    if (performance.now() - since < BUDGET) continue;
    await turn();
    signal.throwIfAborted();
    since = performance.now();
  }
}

/** What cannot be read in slices. */
async function readAll(text: string, next: () => Promise<string | undefined>): Promise<string> {
  for (let part; (part = await next()) !== undefined;) text += part;
  return text;
}

/** Lets everything else that waits go first, without the pause that timers make. */
function turn(): Promise<void> {
  const { scheduler } = globalThis as { scheduler?: { yield?: () => Promise<void> } };
  if (scheduler?.yield) return scheduler.yield();
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });
}

async function toListing(answer: unknown, { all, unread }: PlacedPlayers): Promise<Listing<SessionPlayer>> {
  const isWrapped = isRecord(answer) && Array.isArray(answer[route.root]);
  if (isWrapped && answer.meta === undefined && !unread.size)
    return { items: all as SessionPlayer[], skipped: [], drift: false, total: undefined };
  // what is wrong, the schema tells
  const [{ readList }, { routes, toPlayer }] = await Promise.all([import('./answer.js'), import('./meshmap-calls.js')]);
  const whole = isWrapped ? { ...answer, [route.root]: all } : Array.isArray(answer) ? all : answer;
  const asRead = (row: unknown) => (unread.has(row) ? undefined : (row as SessionPlayer));
  return readList(routes.listSessionPlayers, whole, routes.listSessionPlayers.answer, toPlayer, asRead);
}
