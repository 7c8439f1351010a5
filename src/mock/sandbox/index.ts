import { demoSessions, type Session } from './boards.js';
import { type IncomingRequest, dispatch, findOperation } from './dispatch.js';
import { createIplaygames } from './iplaygames.js';
import { createLaunches } from './launches.js';
import { createMeshmap } from './meshmap.js';
import { createMultiSessions } from './multi-sessions.js';
import { createPlayers } from './players.js';
import { createPlay } from './play.js';
import { fraction } from './random.js';
import { noFaults, type Faults } from './fault-injection.js';
import { createVaix } from './vaix.js';
import { type Delay, realDelay } from './http.js';
import { createState, type Keys } from './state.js';

export { hostileUrls } from './hostile.js';
export { type Failure, type FailureKind, type Faults } from './fault-injection.js';
export { type Delay } from './http.js';
export { type Keys } from './state.js';

export interface SandboxOptions {
  /** Whole number that everything made up hangs on (1). */
  seed?: number;
  /** The clock in ms: a function, or a number for a clock that stands still but for `advance` (`Date.now`). */
  now?: number | (() => number);
  /** Where the games, their art and the swipe page are served, without a slash at the end. May have a path. */
  gamesOrigin?: string;
  /** Where the pictures are, when not with the games. `''` answers without pictures. */
  artOrigin?: string;
  /** A Meshmap session that is not known is answered as `gs_demo`, so that a page's own ids work. */
  anySession?: boolean;
  /** No server is behind the swipe page: it gets its list in the url, and positions become ready by the clock. */
  staticGames?: boolean;
  keys?: Partial<Keys>;
  /** Simulated players of `gs_demo`, beside `pl_you` (39). */
  players?: number;
  switches?: Partial<Faults>;
  /** How to wait for `latency` and `slow-drip` (by the real clock). */
  delay?: Delay;
}

/** A call that the sandbox answered, or failed to. */
export interface LoggedCall {
  /** Operation id, `unknown` for a path that no operation has. */
  readonly operation: string;
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** The body as text, '' without one. */
  readonly body: string;
  /** Sandbox time, ms. */
  readonly at: number;
  /** Undefined when there was no answer. */
  status?: number;
}

/** The three services behind one `fetch`. */
export interface Sandbox {
  /** Answers a request as the service at its path would; usable wherever a `fetch` is asked for. */
  readonly fetch: typeof globalThis.fetch;
  readonly switches: Faults;
  readonly keys: Readonly<Keys>;
  /** The last thousand calls, oldest first. */
  readonly calls: LoggedCall[];
  /** The sandbox's clock, ms. */
  now(): number;
  /** Moves the clock on. */
  advance(ms: number): void;
  /** Puts all switches back to rest. */
  rest(): void;
  /** Changes a Meshmap session, which the described API cannot: `{ status: 'COMPLETED', endTime }`. */
  setSession(
    sessionId: string,
    change: Partial<Pick<Session, 'name' | 'description' | 'status' | 'startTime' | 'endTime'>>,
  ): void;
  /** What the swipe page does when the player settles on a position; false when it cannot. */
  swipeTo(multiSessionId: string, position: number): boolean;
}

/** A server that also serves files passes these paths to `sandbox.fetch`. */
export function isSandboxPath(path: string): boolean {
  return /^\/(meshmap|iplaygames|vaix)\//.test(path) || /^\/play\/[^/]+\/(games|open|report)$/.test(path);
}

/** For these paths a server answers the swipe page, `play/index.html` of the games. */
export function isSwipePath(path: string): boolean {
  return /^\/play\/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(path);
}

/**
 * Makes a sandbox: Meshmap at `/meshmap/api/v1/apps/…`, iPlayGames at `/iplaygames/api/v1/…`, Vaix at
 * `/vaix/api/casino/…` and the swipe page's own calls at `/play/{id}/…`, on any origin. The same options, clock and
 * calls give the same bytes.
 */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const { seed = 1, players = 39, delay = realDelay } = options;
  const clock = createClock(options.now ?? Date.now);
  const switches: Faults = { ...noFaults(), ...options.switches };
  const keys: Keys = {
    meshmap: 'sandbox-meshmap-key',
    iplaygames: 'sandbox-iplaygames-key',
    vaix: 'sandbox-vaix-key',
    vaixClientId: 'sandbox',
    vaixSecret: 'sandbox-vaix-secret',
    ...options.keys,
  };
  const gamesOrigin = (options.gamesOrigin ?? 'https://games.sandbox.example').replace(/\/$/, '');
  const world = createState({
    seed,
    born: clock.now(),
    switches,
    keys,
    gamesOrigin,
    artOrigin: options.artOrigin ?? gamesOrigin,
    anySession: options.anySession ?? false,
    staticGames: options.staticGames ?? false,
    now: clock.now,
  });
  const people = createPlayers(world, Math.max(60, players));
  const sessions = demoSessions(world, people, players);
  const launches = createLaunches(world);
  const multis = createMultiSessions(world, launches);
  const services = [
    createMeshmap(world, people, sessions),
    createIplaygames(world, launches, multis),
    createVaix(world, launches),
    createPlay(world, multis),
  ];
  const calls: LoggedCall[] = [];

  let arrivals = 0;
  const answerTo = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    const text = await request.text();
    const found = findOperation(services, request.method, url.pathname);
    const { method } = request;
    const operation = found?.operation.name ?? 'unknown';
    const call: LoggedCall = { operation, method, path: url.pathname + url.search, body: text, at: clock.now() };
    calls.push(call);
    if (calls.length > 1000) calls.shift();
    const number = ++arrivals;
    const arrival: IncomingRequest = { request, url, text, found, chance: (what) => fraction(seed, what, number) };
    const response = await dispatch(arrival, { switches, now: clock.now, delay });
    call.status = response.status;
    return response;
  };

  return {
    fetch: (input, init) => Promise.resolve().then(() => answerTo(new Request(input, init))),
    switches,
    keys,
    calls,
    now: clock.now,
    advance: clock.advance,
    rest: () => void Object.assign(switches, noFaults()),
    setSession: (sessionId, change) => {
      const session = sessions.get(sessionId);
      if (!session) throw new Error(`The sandbox has no session ${sessionId}`);
      Object.assign(session, change, { updatedAt: clock.now() });
    },
    swipeTo: (multiSessionId, position) => {
      const multi = multis.find(multiSessionId);
      return multi !== undefined && multis.report(multi, position) && multis.open(multi, position) !== undefined;
    },
  };
}

function createClock(now: number | (() => number)) {
  let ahead = 0;
  const base = typeof now === 'number' ? () => now : now;
  return {
    now: () => base() + ahead,
    advance: (ms: number) => {
      ahead += ms;
    },
  };
}
