/** Reads that are kept for a moment: where they come from, and what of them a caller is shown. */
import { operations as iplaygames } from '../../api/iplaygames/index.js';
import { Boards, parseWindow, windowKey } from '../boards/boards.js';
import type { Source } from './cache.js';
import { playersKey } from '../boards/players.js';
import type { SharedRead } from '../routes.js';
import { textOf, encodeJson, type EncodedJson } from './encoded-json.js';
import { project, upstreamFor, type Parts, type RequestContext } from '../http/context.js';

/** What one caller reads. It lives longer than the request, so it holds nothing of it but the checked values. */
export interface CachedRead {
  /** True when the answer holds something about the caller. */
  readonly personal: boolean;
  /** What can be shown at once: at hand and fresh. */
  peek(): EncodedJson | undefined;
  /** The same, asking the upstream when there is a need. */
  read(): Promise<EncodedJson>;
}

/** What of a request decides what is read. */
export type CachedReadRequest = Pick<RequestContext, 'match' | 'query' | 'claims' | 'isPublic' | 'settings'>;

/** Answers what a request that may be answered reads. */
export function createCachedReads(parts: Parts): (asked: CachedReadRequest) => CachedRead {
  const { cache, players } = parts;
  const boards = new Boards();
  const reading = <T>(source: Source<T>, show: (value: T) => EncodedJson, personal = false): CachedRead => ({
    personal,
    peek: () => {
      const value = cache.peek(source);
      return value === undefined ? undefined : show(value);
    },
    read: async () => show(await cache.read(source)),
  });

  return (asked) => {
    const { claims, match, query } = asked;
    const { row, params } = match;
    const sessionId = params.sessionId ?? '';
    if (row.name === 'listSessionPlayers') return reading(players(sessionId), ({ answer }) => answer);
    if (row.serve === 'board') {
      const window = parseWindow(query, claims?.sub);
      const key = windowKey(window);
      return reading(players(sessionId), (it) => boards.text(it, window, key), claims?.sub !== undefined);
    }
    const source = plainSource(parts, asked);
    const only = row.name === 'listGameSessions' && !asked.isPublic ? claims?.res : undefined;
    return only ? reading(source, (it) => onlySessions(it, only), true) : reading(source, (it) => it);
  };
}

function onlySessions(all: EncodedJson, ids: readonly string[]): EncodedJson {
  const { gameSessions } = JSON.parse(textOf(all)) as { gameSessions: { id: unknown }[] };
  return encodeJson(JSON.stringify({ gameSessions: gameSessions.filter(({ id }) => ids.includes(String(id))) }));
}

const plainKey = (
  name: string,
  params: CachedReadRequest['match']['params'],
  query: CachedReadRequest['query'] = {},
): string => JSON.stringify([name, params, query]);

/** What the answers to a read are kept under. */
export function cacheKey(read: SharedRead, sessionId: string): string {
  if (read === 'listSessionPlayers') return playersKey(sessionId);
  return plainKey(read, read === 'listGameSessions' ? {} : { sessionId });
}

/** A shared read in the upstream's own shape. The key is made of the checked values only. */
function plainSource(
  { upstreams }: Parts,
  { match: { row, params }, query, settings }: CachedReadRequest,
): Source<EncodedJson> {
  return {
    key: plainKey(row.name, params, query),
    fresh: (row.keep?.fresh ?? 0) * 1000,
    stale: (row.keep?.stale ?? 0) * 1000,
    load: async () => {
      const { json } = await upstreamFor(upstreams, row.route.service).send(row.route, { params, query });
      const answer = project(row.route, json);
      if (row.route === iplaygames.listGames)
        keepListed(answer as { data: { id: unknown }[] }, settings.iplaygames?.games);
      return encodeJson(JSON.stringify(answer));
    },
    size: ({ bytes }) => bytes.length,
    save: textOf,
    restore: encodeJson,
  };
}

/** Leaves the games that may be started. */
function keepListed(
  answer: { data: { id: unknown }[]; meta?: unknown },
  games: readonly (string | number)[] | undefined,
): void {
  if (!games) return;
  const listed = new Set(games.map(String));
  answer.data = answer.data.filter(({ id }) => listed.has(String(id)));
  answer.meta = { total: answer.data.length };
}
