/** Answers that are the same for everybody who may see them. */
import { routes as iplaygames } from '../api/iplaygames.js';
import { jsonText, NO_STORE } from './answer.js';
import type { Source } from './cache.js';
import { etagOf } from './digest.js';
import { project, upstreamFor, type Parts, type Visit } from './visit.js';

/** JSON text with its ETag. */
export interface Shown {
  readonly text: string;
  readonly etag: string;
}

/** An answer that is the same for everybody who may see it. */
export function shown(visit: Visit, { text, etag }: Shown): Response {
  const { keep } = visit.match.row;
  const seconds = Math.ceil(keep?.fresh ?? 1);
  const only = visit.match.row.name === 'listGameSessions' && !visit.isPublic ? visit.claims?.res : undefined;
  if (only) return jsonText(onlySessions(text, only), { ...visit.headers, ...NO_STORE });
  const headers = {
    ...visit.headers,
    etag,
    'cache-control': visit.isPublic
      ? `public, max-age=0, s-maxage=${seconds}, stale-while-revalidate=${Math.ceil(keep?.stale ?? 1)}`
      : 'private, no-cache',
  };
  const known = visit.request.headers.get('if-none-match');
  if (known !== null && known.replace(/^W\//, '') === etag) return new Response(null, { status: 304, headers });
  return jsonText(text, headers);
}

function onlySessions(text: string, ids: readonly string[]): string {
  const { gameSessions } = JSON.parse(text) as { gameSessions: { id: unknown }[] };
  return JSON.stringify({ gameSessions: gameSessions.filter(({ id }) => ids.includes(String(id))) });
}

/** A shared read in the upstream's own shape. The key is made of the checked values only. */
export function plainSource({ upstreams }: Parts, visit: Visit): Source<Shown> {
  const { row, params } = visit.match;
  const { query, settings } = visit;
  const make = (text: string) => ({ text, etag: etagOf(text) });
  return {
    key: JSON.stringify([row.name, params, query]),
    fresh: (row.keep?.fresh ?? 0) * 1000,
    stale: (row.keep?.stale ?? 0) * 1000,
    load: async () => {
      const { json } = await upstreamFor(upstreams, row.route.service).send(row.route, { params, query });
      const answer = project(row.route, json);
      if (row.route === iplaygames.listGames)
        keepListed(answer as { data: { id: unknown }[] }, settings.iplaygames?.games);
      return make(JSON.stringify(answer));
    },
    size: ({ text }) => text.length * 2,
    save: ({ text }) => text,
    restore: make,
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
