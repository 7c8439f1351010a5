/** The handler of starts: one game or several, answered with a session handle. */
import { ApiError } from '../../api/error.js';
import { operations as iplaygames } from '../../api/iplaygames/index.js';
import type { Operation } from '../../api/operation.js';
import { jsonText, NO_STORE } from '../http/http-response.js';
import type { HandleKind } from '../auth/session-handles.js';
import type { Upstream } from '../upstream/upstream.js';
import { pathParam, project, upstreamFor, type Parts, type RequestContext } from '../http/context.js';

/**
 * Answers a start: 201 for a new session, 200 with `resumed: true` for one that an earlier request started. A session whose caller
 * has left is ended when the player does not start again within 30 seconds.
 */
export async function startSession(parts: Parts, context: RequestContext): Promise<Response> {
  const { row } = context.match;
  const { handles, starts, upstreams } = parts;
  const upstream = upstreamFor(upstreams, row.route.service);
  const call = row.fill?.(context) ?? {};
  const kind: HandleKind = row.handle ?? 'game';
  const [idField, status, end] =
    kind === 'game'
      ? (['session_id', iplaygames.getGameSessionStatus, iplaygames.endGameSession] as const)
      : (['multi_session_id', iplaygames.getMultiSessionStatus, iplaygames.endMultiSession] as const);
  const player = context.claims?.sub ?? '';
  const { signal } = context.request;
  const result = await starts.start({
    key: [kind, player, kind === 'game' ? call.body?.game_id : call.body?.game_ids],
    terms: `${String(call.body?.currency)}.${String(call.body?.country_code)}`,
    isAlive: (id) => isActive(upstream, status, { [pathParam(status)]: id }),
    begin: async () => {
      // without a signal: the session exists whether or not the caller still waits
      const { json } = await upstream.send(row.route, call);
      const { data } = project(row.route, json) as { data: Record<string, unknown> };
      return { id: String(data[idField]), data };
    },
  });
  const { started, resumed } = result;
  if (signal.aborted) starts.abandon(result, () => upstream.send(end, { params: { [pathParam(end)]: started.id } }));
  else await starts.claim(result);
  const data = {
    ...started.data,
    [idField]: await handles.seal(kind, player, started.id),
    ...(resumed ? { resumed: true } : {}),
  };
  return jsonText(JSON.stringify({ success: true, data }), { ...context.headers, ...NO_STORE }, resumed ? 200 : 201);
}

/** False only when the service says clearly that the session is over. */
async function isActive(upstream: Upstream, route: Operation, params: Record<string, string>): Promise<boolean> {
  try {
    const { json } = await upstream.send(route, { params });
    const { data } = project(route, json) as { data: { status: unknown } };
    return String(data.status).toLowerCase() === 'active';
  } catch (error) {
    return !(error instanceof ApiError && (error.code === 'not-found' || error.code === 'expired'));
  }
}
