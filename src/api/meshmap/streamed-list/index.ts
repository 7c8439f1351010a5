/**
 * A list of tens of thousands of players, read slice by slice as it arrives, so that the page answers its visitor
 * meanwhile. Fetched with the first long answer. (A worker could do the same, but a page's policy may allow none.)
 */
import { ResponseBuffer } from './byte-buffer.js';
import { IncrementalPlayers } from './incremental-players.js';
import type { SessionPlayer } from '../player.js';
import { routes } from '../routes.js';
import { scanRows, yieldToMain } from './row-scanner.js';
import { loadChunk } from '../../load-chunk.js';
import { isRecord, parseJson, isErrorEnvelope } from '../../response.js';
import type { ListResult, StreamedResponse, StreamResult } from '../../operation.js';

/** Bytes in which a list has begun that is to be read row by row. */
const HEAD = 16 * 1024;
/** Bytes of an answer by which it is told what was sent in place of JSON. */
const SOME = 1000;
/** Places tried for the beginning of the list. */
const MOST_TRIES = 4;

const route = routes.listSessionPlayers;

/**
 * The listing of `listSessionPlayers`, just as if the text had been read in one go; what is no JSON, or says itself that it
 * failed, is answered as `JSON.parse` would. Rejects with ApiError, of code `schema` for another shape.
 *
 * @param known the listing before: a row that is the same becomes the same object
 */
export async function parsePlayerStream(
  long: StreamedResponse,
  signal: AbortSignal,
  known?: ListResult<SessionPlayer>,
): Promise<StreamResult> {
  let rows = new IncrementalPlayers(known);
  try {
    const source = new ResponseBuffer(long, signal, rows.buffer);
    while (source.size < HEAD && (await source.pull()));
    const start = findList(source);
    const end = start && (await scanRows(source, start, rows));
    while (await source.pull());
    // with a mark in place of the rows that are read, the whole is JSON exactly when it was
    const mark = Math.random();
    const answer = parseJson(source.text(0, start) + (rows.count ? String(mark) : '') + source.text(end));
    const text = source.text(0, Math.min(source.size, SOME));
    if (answer === undefined || isErrorEnvelope(route, answer)) return { answer, text };
    const list: unknown = isRecord(answer) ? answer[route.root] : answer;
    const isMarked = Array.isArray(list) && rows.count > 0 && list[0] === mark;
    if (!isMarked) {
      // there were no rows, or the name of the list was there twice, and the later one counts
      rows.rollback();
      rows = new IncrementalPlayers(known);
    }
    if (Array.isArray(list)) rows.ingest(isMarked ? list.slice(1) : list);
    const listing = rows.commit(await toFacts(answer, rows), source);
    await yieldToMain();
    return { answer: listing, text };
  } finally {
    rows.rollback();
  }
}

/** Index of the byte that begins the first row, 0 when there is none. */
function findList(source: ResponseBuffer): number {
  // a character for each byte
  const text = new TextDecoder('latin1').decode(source.bytes.subarray(0, source.size));
  const bare = /^\s*\[\s*(?=\{)/.exec(text);
  if (bare) return bare[0].length;
  const named = new RegExp(`"${route.root}"\\s*:\\s*\\[\\s*(?=\\{)`, 'g');
  for (let tries = 0; tries < MOST_TRIES && named.test(text); tries++) {
    // in a text, or further in, it could not be closed like this
    if (parseJson(`${text.slice(0, named.lastIndex)}]}`) !== undefined) return named.lastIndex;
  }
  return 0;
}

/** The listing, in which only rows that could not be read need to be there: players have their places. */
async function toFacts(answer: unknown, rows: IncrementalPlayers): Promise<Omit<ListResult<SessionPlayer>, 'items'>> {
  const isWrapped = isRecord(answer) && Array.isArray(answer[route.root]);
  if (isWrapped && answer.meta === undefined && !rows.unread.size)
    return { skipped: [], drift: false, total: undefined };
  // the schema finds what is wrong
  const { parsePlayers } = await loadChunk('meshmap', () => import('../schemas.js'));
  const { all } = rows;
  const unread = new Set(rows.unread.values());
  const whole = isWrapped ? { ...answer, [route.root]: all } : Array.isArray(answer) ? all : answer;
  const asRead = (row: unknown) => (unread.has(row) ? undefined : (row as SessionPlayer));
  return parsePlayers(whole, asRead);
}
