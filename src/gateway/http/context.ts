/** A request on its way to an answer, and what answering takes. */
import { projectResponse } from '../../api/parse.js';
import type { Operation } from '../../api/operation.js';
import { gatewayError, type Headers } from './http-response.js';
import type { MappedRequest } from '../request-mapping.js';
import type { Cache, Source } from '../cache/cache.js';
import type { Handles } from '../auth/session-handles.js';
import type { Live } from '../live/live.js';
import type { RouteMatch } from './router.js';
import type { Players } from '../boards/players.js';
import type { CachedRead } from '../cache/cached-reads.js';
import type { Viewer } from '../cache/encoded-json.js';
import type { StartOnce } from '../games/start-once.js';
import type { Upstream } from '../upstream/upstream.js';

/** A request that may be answered. */
export interface RequestContext extends MappedRequest {
  readonly request: Request;
  readonly match: RouteMatch;
  readonly isPublic: boolean;
  /** Headers that every answer to this request has. */
  readonly headers: Headers;
  /** Told what was read, for hosts that can take the short way next time (short-way.ts). */
  readonly remember?: (reading: CachedRead, viewer: Viewer) => void;
}

/** What serving needs. */
export interface Parts {
  readonly upstreams: ReadonlyMap<Operation['service'], Upstream>;
  readonly cache: Cache;
  readonly players: (sessionId: string) => Source<Players>;
  readonly handles: Handles;
  readonly starts: StartOnce;
  readonly live: Live;
}

/** The service; rows of services that are not configured do not exist, so it is there. */
export function upstreamFor(upstreams: Parts['upstreams'], service: Operation['service']): Upstream {
  const upstream = upstreams.get(service);
  if (!upstream) throw gatewayError('not-found', 'There is no such service here.');
  return upstream;
}

/** The one `{name}` in a route's path. */
export const pathParam = ({ path }: Pick<Operation, 'path'>): string => /\{(\w+)\}/.exec(path)?.[1] ?? '';

/** Only what is shown leaves. An unreadable answer to something that was done leaves the outcome unknown. */
export function project(route: Operation, json: unknown): unknown {
  try {
    return projectResponse(route, json);
  } catch (cause) {
    if (route.retry === 'never')
      throw gatewayError('unknown-outcome', 'It is not known whether this was done.', { cause });
    throw gatewayError('upstream', 'The service behind the gateway gave an answer that cannot be used.', {
      retryable: true,
      cause,
    });
  }
}
