/** A request on its way to an answer, and what answering takes. */
import { projectAnswer } from '../../api/parse.js';
import type { Route } from '../../api/operation.js';
import { refuse, type Headers } from './http-response.js';
import type { Asked } from '../request-mapping.js';
import type { Cache, Source } from '../cache/cache.js';
import type { Handles } from '../auth/session-handles.js';
import type { Live } from '../live/live.js';
import type { Match } from './router.js';
import type { Players } from '../boards/players.js';
import type { Reading } from '../cache/cached-reads.js';
import type { Viewer } from '../cache/encoded-json.js';
import type { Starts } from '../games/start-once.js';
import type { Upstream } from '../upstream/upstream.js';

/** A request that may be answered. */
export interface Visit extends Asked {
  readonly request: Request;
  readonly match: Match;
  readonly isPublic: boolean;
  /** Headers that every answer to this request has. */
  readonly headers: Headers;
  /** Told what was read, for hosts that can take the short way next time (short-way.ts). */
  readonly remember?: (reading: Reading, viewer: Viewer) => void;
}

/** What serving needs. */
export interface Parts {
  readonly upstreams: ReadonlyMap<Route['service'], Upstream>;
  readonly cache: Cache;
  readonly players: (sessionId: string) => Source<Players>;
  readonly handles: Handles;
  readonly starts: Starts;
  readonly live: Live;
}

/** The service; rows of services that are not configured do not exist, so it is there. */
export function upstreamFor(upstreams: Parts['upstreams'], service: Route['service']): Upstream {
  const upstream = upstreams.get(service);
  if (!upstream) throw refuse('not-found', 'There is no such service here.');
  return upstream;
}

/** The one `{name}` in a route's path. */
export const nameIn = ({ path }: Pick<Route, 'path'>): string => /\{(\w+)\}/.exec(path)?.[1] ?? '';

/** Only what is shown leaves. An unreadable answer to something that was done leaves the outcome unknown. */
export function project(route: Route, json: unknown): unknown {
  try {
    return projectAnswer(route, json);
  } catch (cause) {
    if (route.retry === 'never') throw refuse('unknown-outcome', 'It is not known whether this was done.', { cause });
    throw refuse('upstream', 'The service behind the gateway gave an answer that cannot be used.', {
      retryable: true,
      cause,
    });
  }
}
