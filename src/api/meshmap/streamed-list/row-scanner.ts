/** Incremental scanner for the rows of a JSON list: rows that equal those of the previous answer are compared and not parsed. */
import type { ResponseBuffer } from './byte-buffer.js';
import type { IncrementalPlayers } from './incremental-players.js';
import { parseJson } from '../../response.js';

/** Bytes of JSON per `JSON.parse`: below 1 ms on a slow phone, in strings short enough to be collected cheaply. */
const SLICE = 16 * 1024;
/** Milliseconds of work before yielding to the event loop. */
const BUDGET = 8;
/** Rows between two checks of the time. */
const GLANCE = 32;

const [QUOTE, COMMA, BACKSLASH, OPEN, CLOSE] = [0x22, 0x2c, 0x5c, 0x7b, 0x7d];
/** Bit that turns a square bracket into a curly one. */
const CURLY = 0x20;
/** No further row. */
const NONE = -1;

/** Finds an offset in the bytes received so far; 0 if more bytes are needed. */
type Find = (answer: ResponseBuffer, from: number) => number;

/**
 * Scans the objects of a list until its end, or until one is not valid JSON.
 *
 * @param at offset of the first object
 * @returns offset after the last one
 */
export async function scanRows(answer: ResponseBuffer, at: number, rows: IncrementalPlayers): Promise<number> {
  let since = performance.now();
  /** Offset after the last row that was ingested. */
  let taken = at;
  /** Start and end offsets of rows to parse, one after the other. */
  let unparsed: number[] = [];
  const parse = (): boolean => {
    if (!unparsed.length) return true;
    const end = unparsed[unparsed.length - 1];
    const list = parseJson(`[${answer.text(unparsed[0], end)}]`);
    if (!list) return false;
    rows.ingest(list as unknown[], unparsed);
    unparsed = [];
    taken = end;
    return true;
  };
  for (let count = 1; at > 0; count++) {
    const known = rows.find(answer, at);
    if (known >= 0) {
      if (!parse()) return taken;
      taken = rows.reuse(known, at);
      at = taken;
    } else {
      const end = findEnd(answer, at) || (await arrives(answer, at, findEnd));
      if (!end) break;
      unparsed.push(at, end);
      if (end - unparsed[0] >= SLICE && !parse()) return taken;
      at = end;
    }
    at = findRow(answer, at) || (await arrives(answer, at, findRow));
    if (count % GLANCE || performance.now() - since < BUDGET) continue;
    await yieldToMain();
    since = performance.now();
  }
  parse();
  return taken;
}

/** Offset after the object that begins here, by counting brackets; whether it is valid JSON is found out by parsing. */
const findEnd: Find = ({ bytes, size }, from) => {
  for (let i = from, depth = 0; i < size; i++) {
    const byte = bytes[i];
    if (byte === QUOTE) {
      for (i++; i < size && bytes[i] !== QUOTE; i++) if (bytes[i] === BACKSLASH) i++;
    } else if ((byte | CURLY) === OPEN) depth++;
    else if ((byte | CURLY) === CLOSE && --depth === 0) return i + 1;
  }
  return 0;
};

/** Offset of the next object, after a comma. */
const findRow: Find = ({ bytes, size }, from) => {
  let isNext = false;
  for (let i = from; i < size; i++) {
    const byte = bytes[i];
    if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) continue;
    if (isNext) return byte === OPEN ? i : NONE;
    if (byte !== COMMA) return NONE;
    isNext = true;
  }
  return 0;
};

/** Reads more until `find` succeeds; doubles the amount each time, so that long rows take linear time. */
async function arrives(answer: ResponseBuffer, from: number, find: Find): Promise<number> {
  for (;;) {
    const wanted = 2 * answer.size - from;
    do if (!(await answer.pull())) return find(answer, from);
    while (answer.size < wanted);
    const place = find(answer, from);
    if (place) return place;
  }
}

/** Yields to the event loop, without the minimum delay of timers. */
export function yieldToMain(): Promise<void> {
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
