/** Handlers of authorized requests, by the kind of their route. */
import { ApiError } from '../api/error.js';
import { jsonText, NO_STORE, toResponse } from './http/http-response.js';
import { addressKey } from './http/client-address.js';
import type { UpstreamAnswer, UpstreamCall } from './upstream/upstream-request.js';
import { createCachedReads, cacheKey } from './cache/cached-reads.js';
import type { Row } from './routes.js';
import { conditionalResponse } from './cache/encoded-json.js';
import { startSession } from './games/start-session.js';
import type { StreamCaller } from './live/live.js';
import type { StreamGrant } from './live/event-stream.js';
import { pathParam, project, upstreamFor, type Parts, type RequestContext } from './http/context.js';

type Send = (call: UpstreamCall) => Promise<UpstreamAnswer>;
/** Makes the upstream request of a call, by `send`. */
type SendUpstream = (call: UpstreamCall, send: Send, context: RequestContext) => Promise<UpstreamAnswer>;
type Handle = (context: RequestContext) => Response | Promise<Response>;

/** Longest life of a stream without a token, in milliseconds. */
const MAX_ANONYMOUS_MS = 3_600_000;

/** Makes the function that answers authorized requests. */
export function createDispatch(parts: Parts): (context: RequestContext) => Promise<Response> {
  const findCachedRead = createCachedReads(parts);

  const cached: Handle = async (context) => {
    const reading = findCachedRead(context);
    let json = reading.peek();
    if (!json) {
      await context.countMiss();
      json = await reading.read();
    }
    const { headers, isPublic, match, request } = context;
    const known = request.headers.get('if-none-match');
    const viewer = { row: match.row, isPublic, personal: reading.personal, known, headers };
    context.remember?.(reading, viewer);
    return toResponse(conditionalResponse(json, viewer));
  };

  /** Writes a score, unless a newer one has been reported. */
  const inOrder: SendUpstream = (call, send, { params, body }) =>
    parts.scoreOrder.write([params.sessionId ?? '', params.playerId ?? ''], body, (score) =>
      send({ ...call, body: { score } }),
    );

  const handlers: Record<Row['serve'], Handle> = {
    shared: cached,
    board: cached,
    live: (context) =>
      parts.live.open(
        {
          sessionId: context.params.sessionId ?? '',
          query: context.query,
          self: context.claims?.sub,
          grant: grantOf(context),
          caller: streamCaller(context),
          request: context.request,
        },
        context.headers,
      ),
    'page-stream': (context) => {
      const { claims, isPublic, query, request } = context;
      const caller = streamCaller(context);
      return parts.pageStreams.open(
        { windows: query.windows, claims, isPublic, grant: grantOf(context), caller, request },
        context.headers,
      );
    },
    'change-page-stream': (context) => {
      const { claims, isPublic, params, body } = context;
      const caller = { claims, isPublic, grant: grantOf(context) };
      const windows = parts.pageStreams.change(params.streamId ?? '', body, caller);
      return jsonText(JSON.stringify({ windows }), { ...context.headers, ...NO_STORE });
    },
    alone: (context) => answerAlone(parts, context),
    score: (context) => answerAlone(parts, context, inOrder),
    start: (context) => startSession(parts, context),
  };
  return async (context) => handlers[context.match.row.serve](context);
}

/** How long a stream may stay open. */
const grantOf = ({ until, isRevoked, settings }: RequestContext): StreamGrant => ({
  until: until ?? settings.clock.now() + MAX_ANONYMOUS_MS,
  isRevoked,
});

/** Streams are counted per player or token, and per address for callers without one. */
function streamCaller({ claims, caller }: RequestContext): StreamCaller {
  if (claims) return { key: `token ${claims.sub ?? claims.jti}`, isAddress: false };
  return { key: `address ${caller.ip === undefined ? '' : addressKey(caller.ip)}`, isAddress: true };
}

/** A response for this caller only. */
async function answerAlone(
  parts: Parts,
  context: RequestContext,
  sendUpstream: SendUpstream = (call, send) => send(call),
): Promise<Response> {
  const { row } = context.match;
  const call = await mapRequest(parts, context);
  // what must not be repeated is not aborted either
  const signal = row.route.retry === 'never' ? undefined : context.request.signal;
  const send: Send = (call) => upstreamFor(parts.upstreams, row.route.service).send(row.route, call, { signal });
  const headers = { ...context.headers, ...NO_STORE };
  let json: unknown;
  try {
    ({ json } = await sendUpstream(call, send, context));
  } catch (error) {
    const joined = row.name === 'registerSessionPlayer' && (await findJoined(parts, context, error));
    if (!joined) throw error;
    await dropChanged(parts, context, joined);
    return jsonText(JSON.stringify(joined), headers);
  }
  await dropChanged(parts, context, json);
  const response = project(row.route, json) as { data?: Record<string, unknown> };
  if (row.handle && response.data) hideSession(response.data, context.params[pathParam(row.route)]);
  return jsonText(
    JSON.stringify(response),
    headers,
    row.route.kind === 'write' && row.route.retry === 'never' ? 201 : 200,
  );
}

/** After a write: drops the cached reads that it changed; streams get the change within a second. */
async function dropChanged({ cache, live }: Parts, { match }: RequestContext, json: unknown): Promise<void> {
  const { changes } = match.row;
  if (!changes) return;
  const sessionId = match.params.sessionId ?? String((json as { id?: unknown } | undefined)?.id);
  await Promise.all(changes.map((read) => cache.drop(cacheKey(read, sessionId))));
  if (changes.includes('listSessionPlayers')) live.refreshSoon(sessionId);
}

async function mapRequest({ handles }: Parts, context: RequestContext): Promise<UpstreamCall> {
  const { row, params } = context.match;
  const call = row.fill?.(context) ?? { params };
  if (!row.handle) return call;
  const name = pathParam(row.route);
  const id = await handles.open(row.handle, context.claims?.sub ?? '', params[name] ?? '');
  return { ...call, params: { [name]: id } };
}

/** The player's row when a failed join finds the player there already: joined before, or by the request that seemed lost. */
async function findJoined(parts: Parts, context: RequestContext, error: unknown): Promise<object | undefined> {
  const code = error instanceof ApiError ? error.code : undefined;
  if (code !== 'invalid' && code !== 'conflict' && code !== 'unknown-outcome') return undefined;
  const { list } = await parts.cache.refresh(parts.players(context.params.sessionId ?? ''));
  return list.find(({ playerId }) => playerId === context.claims?.sub);
}

/** Replaces the session's id by its handle, and removes the player. */
function hideSession(data: Record<string, unknown>, handle: string | undefined): void {
  if ('session_id' in data) data.session_id = handle;
  delete data.player_id;
}
