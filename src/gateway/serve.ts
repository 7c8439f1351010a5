/** How the rows of the table are answered, once it is clear that they may be. */
import { jsonText, NO_STORE } from './answer.js';
import { Boards, readWindow } from './boards.js';
import type { Source } from './cache.js';
import type { UpstreamCall } from './exchange.js';
import { playersSource, type Players } from './players.js';
import type { Row } from './routes.js';
import { plainSource, shown } from './shared.js';
import { startSession } from './start-session.js';
import { project, upstreamFor, type Parts, type Visit } from './visit.js';

/** Seconds that pass between two polls of a session anyway. */
const PLAYERS_KEEP = { fresh: 1.5, stale: 0.5 };

/** Where the players of a session come from. */
export function playersOf({ upstreams }: Pick<Parts, 'upstreams'>, sessionId: string): Source<Players> {
  return playersSource(upstreamFor(upstreams, 'meshmap'), sessionId, PLAYERS_KEEP);
}

/** Answers by the row's way of serving. */
export function createServe(parts: Parts): (visit: Visit) => Promise<Response> {
  const boards = new Boards();
  const { cache } = parts;

  const ways: Record<Row['serve'], (visit: Visit) => Promise<Response>> = {
    shared: async (visit) => {
      const { row, params } = visit.match;
      if (row.name === 'listSessionPlayers') {
        return shown(visit, (await cache.read(playersOf(parts, params.sessionId ?? ''))).answer);
      }
      return shown(visit, await cache.read(plainSource(parts, visit)));
    },
    board: async (visit) => {
      const self = visit.claims?.sub;
      const players = await cache.read(playersOf(parts, visit.params.sessionId ?? ''));
      const made = boards.text(players, readWindow(visit.query, self));
      return self === undefined ? shown(visit, made) : jsonText(made.text, { ...visit.headers, ...NO_STORE });
    },
    live: (visit) => {
      const { claims, caller, request, query, settings } = visit;
      return parts.live.open(
        {
          sessionId: visit.params.sessionId ?? '',
          query,
          self: claims?.sub,
          lastEventId: request.headers.get('last-event-id'),
          until: claims ? claims.exp * 1000 : settings.clock.now() + 3_600_000,
          caller: claims?.sub ?? claims?.jti ?? caller.ip ?? '',
          signal: request.signal,
        },
        visit.headers,
      );
    },
    alone: async (visit) => {
      const { row } = visit.match;
      const call = await fillAlone(parts, visit);
      const signal = row.route.retry === 'never' ? undefined : visit.request.signal;
      const { json } = await upstreamFor(parts.upstreams, row.route.service).send(row.route, call, { signal });
      const answer = project(row.route, json) as { data?: Record<string, unknown> };
      if (row.handle && answer.data) rename(answer.data, visit.params[row.handle.name]);
      const status = row.route.method === 'POST' && row.route.answer ? 201 : 200;
      return jsonText(JSON.stringify(answer), { ...visit.headers, ...NO_STORE }, status);
    },
    start: (visit) => startSession(parts, visit),
  };
  return (visit) => ways[visit.match.row.serve](visit);
}

async function fillAlone({ handles }: Parts, visit: Visit): Promise<UpstreamCall> {
  const { row, params } = visit.match;
  const call = row.fill?.(visit) ?? { params };
  if (!row.handle) return call;
  const { name, kind } = row.handle;
  const id = await handles.open(kind, visit.claims?.sub ?? '', params[name] ?? '');
  return { ...call, params: { [name]: id } };
}

/** The page knows the session by its handle only, and needs no reminder of who plays. */
function rename(data: Record<string, unknown>, handle: string | undefined): void {
  if ('session_id' in data) data.session_id = handle;
  delete data.player_id;
}
