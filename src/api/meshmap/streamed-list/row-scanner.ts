/** Rows of a JSON list, read while they arrive; those that are as they were in the answer before are only compared. */
import type { ResponseBuffer } from './byte-buffer.js';
import type { IncrementalPlayers } from './incremental-players.js';
import { parseJson } from '../../response.js';

/** Bytes of JSON parsed at once: below 1 ms on a slow phone, and texts so short that they are cheap to collect. */
const SLICE = 16 * 1024;
/** Milliseconds of work until others get their turn. */
const BUDGET = 8;
/** Rows between two looks at the time. */
const GLANCE = 32;

const [QUOTE, COMMA, BACKSLASH, OPEN, CLOSE] = [0x22, 0x2c, 0x5c, 0x7b, 0x7d];
/** Makes a square bracket a curly one. */
const CURLY = 0x20;
/** What comes is no row. */
const NONE = -1;

/** Finds a place in what has arrived; 0 when more has to arrive first. */
type Find = (answer: ResponseBuffer, from: number) => number;

/**
 * Takes objects off the front of a list, as long as there are any and they are JSON.
 *
 * @param at where the first one begins
 * @returns where the last one ends
 */
export async function scanRows(answer: ResponseBuffer, at: number, rows: IncrementalPlayers): Promise<number> {
  let since = performance.now();
  /** Where the last row that was taken ends. */
  let taken = at;
  /** Where others begin and end that have to be parsed. */
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

/** Where the object ends that begins here, should it be JSON: whether it is, only parsing tells. */
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

/** Where the next object begins, after a comma. */
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

/** Reads on until there is what is looked for; each time at least as much again, so that long rows cost no more than short ones. */
async function arrives(answer: ResponseBuffer, from: number, find: Find): Promise<number> {
  for (;;) {
    const wanted = 2 * answer.size - from;
    do if (!(await answer.pull())) return find(answer, from);
    while (answer.size < wanted);
    const place = find(answer, from);
    if (place) return place;
  }
}

/** Lets everything else that waits go first, without the pause that timers make. */
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
