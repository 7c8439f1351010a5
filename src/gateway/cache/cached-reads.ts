/** Cached reads: the source of each, and the part of it that a caller gets. */
import { operations as iplaygames } from '../../api/iplaygames/index.js';
import { boardText, parseWindow, windowKey } from '../boards/boards.js';
import type { Source } from './cache.js';
import { playersKey, type Players } from '../boards/players.js';
import type { SharedRead } from '../routes.js';
import { textOf, encodeJson, type CachedRead, type EncodedJson } from './encoded-json.js';
import { project, upstreamFor, type Parts, type RequestContext } from '../http/context.js';

/** The part of a request that decides what is read. */
export type CachedReadRequest = Pick<RequestContext, 'match' | 'query' | 'claims' | 'isPublic' | 'settings'>;

/** Makes the function that finds the cached read of an authorized request. */
export function createCachedReads(parts: Parts): (asked: CachedReadRequest) => CachedRead {
  const { cache, players } = parts;
  const reading = <T>(source: Source<T>, show: (value: T) => EncodedJson, personal = false): CachedRead => ({
    personal,
    peek: () => {
      const value = cache.peek(source);
      return value === undefined ? undefined : show(value);
    },
    read: async () => show(await cache.read(source)),
  });
  const playersReading = (sessionId: string, show: (it: Players) => EncodedJson, personal?: boolean): CachedRead => {
    const source = players(sessionId);
    return reading(
      source,
      (it) => {
        const before = it.bytes;
        const shown = show(it);
        // texts of windows are kept with the answer, and count
        if (it.bytes !== before) cache.resized(source, it);
        return shown;
      },
      personal,
    );
  };

  return (asked) => {
    const { claims, match, query } = asked;
    const { row, params } = match;
    const sessionId = params.sessionId ?? '';
    if (row.name === 'listSessionPlayers') return playersReading(sessionId, ({ answer }) => answer);
    if (row.serve === 'board') {
      const window = parseWindow(query, claims?.sub);
      const key = windowKey(window);
      return playersReading(sessionId, (it) => boardText(it, window, key), claims?.sub !== undefined);
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

/** The cache key of a read. */
export function cacheKey(read: SharedRead, sessionId: string): string {
  if (read === 'listSessionPlayers') return playersKey(sessionId);
  return plainKey(read, read === 'listGameSessions' ? {} : { sessionId });
}

/** A shared read in the upstream's own shape. Its key is made of checked values only. */
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

/** Removes games that are not in the config's list. */
function keepListed(
  answer: { data: { id: unknown }[]; meta?: unknown },
  games: readonly (string | number)[] | undefined,
): void {
  if (!games) return;
  const listed = new Set(games.map(String));
  answer.data = answer.data.filter(({ id }) => listed.has(String(id)));
  answer.meta = { total: answer.data.length };
}
