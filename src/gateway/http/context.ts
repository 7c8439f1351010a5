/** The context of a request, and the services that handlers use. */
import { projectResponse } from '../../api/parse.js';
import type { Operation } from '../../api/operation.js';
import { gatewayError, type Headers } from './http-response.js';
import type { MappedRequest } from '../request-mapping.js';
import type { Cache, Source } from '../cache/cache.js';
import type { Handles } from '../auth/session-handles.js';
import type { Live } from '../live/live.js';
import type { PageStreams } from '../live/page-stream.js';
import type { RouteMatch } from './router.js';
import type { Players } from '../boards/players.js';
import type { CachedRead, Viewer } from '../cache/encoded-json.js';
import type { ScoreOrder } from '../boards/score-order.js';
import type { StartOnce } from '../games/start-once.js';
import type { Upstream } from '../upstream/upstream.js';

/** An authorized request. */
export interface RequestContext extends MappedRequest {
  readonly request: Request;
  readonly match: RouteMatch;
  readonly isPublic: boolean;
  /** Headers that every response to this request has. */
  readonly headers: Headers;
  /** Counts a read that is not in the cache. */
  readonly countMiss: () => Promise<void> | undefined;
  /** Milliseconds since 1970 until which the token is accepted; undefined without one. */
  readonly until: number | undefined;
  /** Whether the token has been revoked since. */
  readonly isRevoked: () => Promise<boolean>;
  /** Called with a cached read, for hosts that can use the fast path next time (fast-path.ts). */
  readonly remember?: (reading: CachedRead, viewer: Viewer) => void;
}

/** The services that handlers use. */
export interface Parts {
  readonly upstreams: ReadonlyMap<Operation['service'], Upstream>;
  readonly cache: Cache;
  readonly players: (sessionId: string) => Source<Players>;
  readonly handles: Handles;
  readonly starts: StartOnce;
  readonly scoreOrder: ScoreOrder;
  readonly live: Live;
  readonly pageStreams: PageStreams;
}

/** The client of a service. Routes of services that are not configured do not exist, so it is there. */
export function upstreamFor(upstreams: Parts['upstreams'], service: Operation['service']): Upstream {
  const upstream = upstreams.get(service);
  if (!upstream) throw gatewayError('not-found', 'There is no such service here.');
  return upstream;
}

/** The one `{name}` in a route's path. */
export const pathParam = ({ path }: Pick<Operation, 'path'>): string => /\{(\w+)\}/.exec(path)?.[1] ?? '';

/** Reduces a response to the fields that are shown. An unreadable response to a write leaves its outcome unknown. */
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
