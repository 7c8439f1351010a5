/** Starting a game or several, and handing out a handle for what was started. */
import { ApiError } from '../../api/error.js';
import { operations as iplaygames } from '../../api/iplaygames/index.js';
import type { Operation } from '../../api/operation.js';
import { jsonText, NO_STORE } from '../http/http-response.js';
import type { HandleKind } from '../auth/session-handles.js';
import type { Upstream } from '../upstream/upstream.js';
import { pathParam, project, upstreamFor, type Parts, type RequestContext } from '../http/context.js';

/** Answers a start: 201 for a new session, 200 for one that was running. */
export async function startSession(parts: Parts, visit: RequestContext): Promise<Response> {
  const { row } = visit.match;
  const { handles, starts, upstreams } = parts;
  const upstream = upstreamFor(upstreams, row.route.service);
  const call = row.fill?.(visit) ?? {};
  const kind: HandleKind = row.handle ?? 'game';
  const [idField, status] =
    kind === 'game'
      ? (['session_id', iplaygames.getGameSessionStatus] as const)
      : (['multi_session_id', iplaygames.getMultiSessionStatus] as const);
  const player = visit.claims?.sub ?? '';
  const { started, fresh } = await starts.start({
    key: [kind, player, kind === 'game' ? call.body?.game_id : call.body?.game_ids],
    terms: `${String(call.body?.currency)}.${String(call.body?.country_code)}`,
    isAlive: (id) => isActive(upstream, status, { [pathParam(status)]: id }),
    begin: async () => {
      // no signal: the session exists whether or not the caller still waits for it
      const { json } = await upstream.send(row.route, call);
      const { data } = project(row.route, json) as { data: Record<string, unknown> };
      return { id: String(data[idField]), data };
    },
  });
  const data = { ...started.data, [idField]: await handles.seal(kind, player, started.id) };
  return jsonText(JSON.stringify({ success: true, data }), { ...visit.headers, ...NO_STORE }, fresh ? 201 : 200);
}

/** Only a clear word that it is over makes room for a new start. */
async function isActive(upstream: Upstream, route: Operation, params: Record<string, string>): Promise<boolean> {
  try {
    const { json } = await upstream.send(route, { params });
    const { data } = project(route, json) as { data: { status: unknown } };
    return String(data.status).toLowerCase() === 'active';
  } catch (error) {
    return !(error instanceof ApiError && (error.code === 'not-found' || error.code === 'expired'));
  }
}
