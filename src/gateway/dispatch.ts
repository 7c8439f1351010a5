/** How the rows of the table are answered, once it is clear that they may be. */
import { ApiError } from '../api/error.js';
import { jsonText, NO_STORE, toResponse } from './http/http-response.js';
import type { UpstreamCall } from './upstream/upstream-request.js';
import { createCachedReads, cacheKey } from './cache/cached-reads.js';
import type { Row } from './routes.js';
import { conditionalResponse } from './cache/encoded-json.js';
import { startSession } from './games/start-session.js';
import { pathParam, project, upstreamFor, type Parts, type RequestContext } from './http/context.js';

/** Answers by the row's way of serving. */
export function createDispatch(parts: Parts): (visit: RequestContext) => Promise<Response> {
  const readingOf = createCachedReads(parts);

  const kept = async (visit: RequestContext) => {
    const reading = readingOf(visit);
    const made = reading.peek() ?? (await reading.read());
    const { headers, isPublic, match, request } = visit;
    const known = request.headers.get('if-none-match');
    const viewer = { row: match.row, isPublic, personal: reading.personal, known, headers };
    visit.remember?.(reading, viewer);
    return toResponse(conditionalResponse(made, viewer));
  };

  const ways: Record<Row['serve'], (visit: RequestContext) => Promise<Response>> = {
    shared: kept,
    board: kept,
    live: (visit) => {
      const { claims, caller, request, query, settings } = visit;
      return parts.live.open(
        {
          sessionId: visit.params.sessionId ?? '',
          query,
          self: claims?.sub,
          until: claims ? claims.exp * 1000 : settings.clock.now() + 3_600_000,
          caller: claims?.sub ?? claims?.jti ?? caller.ip ?? '',
          request,
        },
        visit.headers,
      );
    },
    alone: (visit) => answerAlone(parts, visit),
    start: (visit) => startSession(parts, visit),
  };
  return (visit) => ways[visit.match.row.serve](visit);
}

/** An answer for this caller only. */
async function answerAlone(parts: Parts, visit: RequestContext): Promise<Response> {
  const { row } = visit.match;
  const call = await fillAlone(parts, visit);
  // what must not be repeated is not broken off either
  const signal = row.route.retry === 'never' ? undefined : visit.request.signal;
  const headers = { ...visit.headers, ...NO_STORE };
  let json: unknown;
  try {
    ({ json } = await upstreamFor(parts.upstreams, row.route.service).send(row.route, call, { signal }));
  } catch (error) {
    const joined = row.name === 'registerSessionPlayer' && (await findJoined(parts, visit, error));
    if (!joined) throw error;
    await dropChanged(parts, visit, joined);
    return jsonText(JSON.stringify(joined), headers);
  }
  await dropChanged(parts, visit, json);
  const answer = project(row.route, json) as { data?: Record<string, unknown> };
  if (row.handle && answer.data) rename(answer.data, visit.params[pathParam(row.route)]);
  return jsonText(
    JSON.stringify(answer),
    headers,
    row.route.kind === 'write' && row.route.retry === 'never' ? 201 : 200,
  );
}

/** Something was written: nobody who asks from now on is told what was before. Streams learn of it within a second. */
async function dropChanged({ cache, live }: Parts, { match }: RequestContext, answer: unknown): Promise<void> {
  const { changes } = match.row;
  if (!changes) return;
  const sessionId = match.params.sessionId ?? String((answer as { id?: unknown } | undefined)?.id);
  await Promise.all(changes.map((read) => cache.drop(cacheKey(read, sessionId))));
  if (changes.includes('listSessionPlayers')) live.hurry(sessionId);
}

async function fillAlone({ handles }: Parts, visit: RequestContext): Promise<UpstreamCall> {
  const { row, params } = visit.match;
  const call = row.fill?.(visit) ?? { params };
  if (!row.handle) return call;
  const name = pathParam(row.route);
  const id = await handles.open(row.handle, visit.claims?.sub ?? '', params[name] ?? '');
  return { ...call, params: { [name]: id } };
}

/** The player's row when a failed join finds the player there already: joined before, or by the request that seemed lost. */
async function findJoined(parts: Parts, visit: RequestContext, error: unknown): Promise<object | undefined> {
  const code = error instanceof ApiError ? error.code : undefined;
  if (code !== 'invalid' && code !== 'conflict' && code !== 'unknown-outcome') return undefined;
  const { list } = await parts.cache.refresh(parts.players(visit.params.sessionId ?? ''));
  return list.find(({ playerId }) => playerId === visit.claims?.sub);
}

/** The page knows the session by its handle only, and needs no reminder of who plays. */
function rename(data: Record<string, unknown>, handle: string | undefined): void {
  if ('session_id' in data) data.session_id = handle;
  delete data.player_id;
}
