/**
 * Streaming parser for a list of tens of thousands of players: works in slices as bytes arrive, so that the page stays
 * responsive. Lazy-loaded with the first long answer. (Not a worker: a page's policy may forbid them.)
 */
import { ResponseBuffer } from './byte-buffer.js';
import { IncrementalPlayers } from './incremental-players.js';
import type { SessionPlayer } from '../player.js';
import { routes } from '../routes.js';
import { scanRows, yieldToMain } from './row-scanner.js';
import { loadChunk } from '../../load-chunk.js';
import { isRecord, parseJson, isErrorEnvelope } from '../../response.js';
import type { ListResult, StreamedResponse, StreamResult } from '../../operation.js';

/** The list has to begin within so many bytes to be read row by row. */
const HEAD = 16 * 1024;
/** Bytes of an answer quoted in the error when it is no JSON. */
const SOME = 1000;
/** Candidates tried for the start of the list. */
const MOST_TRIES = 4;

const route = routes.listSessionPlayers;

/**
 * Parses the answer of `listSessionPlayers` with the same result as `JSON.parse` of the whole text, also for text that is
 * no JSON and for error envelopes. Rejects with ApiError, code `schema` for another shape.
 *
 * @param known the previous listing: unchanged rows keep their objects
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
    // with a marker in place of the scanned rows, the remaining text is valid JSON exactly if the whole was; a text, as no
    // bytes behind the rows can lengthen one
    const mark = `${Math.random()}`;
    const answer = parseJson(source.text(0, start) + (rows.count ? JSON.stringify(mark) : '') + source.text(end));
    const text = source.text(0, Math.min(source.size, SOME));
    if (answer === undefined || isErrorEnvelope(route, answer)) return { answer, text };
    const list: unknown = isRecord(answer) ? answer[route.root] : answer;
    const isMarked = Array.isArray(list) && rows.count > 0 && list[0] === mark;
    if (!isMarked) {
      // no rows were scanned, or the key of the list occurs twice and the later one counts
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

/** Byte offset of the first row, 0 if there is none. */
function findList(source: ResponseBuffer): number {
  // one character per byte
  const text = new TextDecoder('latin1').decode(source.bytes.subarray(0, source.size));
  const bare = /^\s*\[\s*(?=\{)/.exec(text);
  if (bare) return bare[0].length;
  const named = new RegExp(`"${route.root}"\\s*:\\s*\\[\\s*(?=\\{)`, 'g');
  for (let tries = 0; tries < MOST_TRIES && named.test(text); tries++) {
    // inside a string, or deeper in the tree, this would not close it
    if (parseJson(`${text.slice(0, named.lastIndex)}]}`) !== undefined) return named.lastIndex;
  }
  return 0;
}

/** Everything of the listing but the players; the schema reports the rows that could not be read. */
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
