import { catalogue } from './catalogue.js';
import { type Row } from './filters.js';
import { extras, knownGame, pictures, type Play, playsOf, popularGames, selectable } from './history.js';
import { hostilePlays, spoiled } from './hostile.js';
import { type Launches } from './launches.js';
import { hash } from './random.js';
import { type Answer, asObject, type Call, type Operation, type Service } from './service.js';
import { attempt, dateOf, failure, filterOf, mapError, QueryError, wholeNumber } from './queries.js';
import { createTokens } from './tokens.js';
import { type SandboxState } from './state.js';

/**
 * Vaix: latest plays, catalogue pages, popular games and the tracker. Where the description is silent: a missing
 * client id header is 400, a wrong one 401, an unknown field in `fields` 422.
 */
export function createVaix(world: SandboxState, launches: Launches): Service {
  const tokens = createTokens(world);
  const operations: Operation[] = [
    {
      name: 'getLatestGameSessions',
      method: 'GET',
      path: '/api/casino/game_sessions/latest',
      handle: ({ query }) => latest(world, launches, query),
    },
    {
      name: 'listCasinoGames',
      method: 'GET',
      path: '/api/casino/games',
      handle: ({ query }) => attempt(() => listGames(world, query)),
    },
    {
      name: 'listPopularCasinoGames',
      method: 'GET',
      path: '/api/casino/games/popular',
      handle: ({ query }) =>
        attempt(() => {
          const project = projection(world, query);
          const matches = filterOf(query);
          const count = wholeNumber(query, 'count', 1, 100, 100);
          const found = popularGames(world).filter(({ game }) => matches(game)).slice(0, count); // prettier-ignore
          const data = found.map(({ game, confidence }) => ({ ...project(game), confidence }));
          return { status: 200, body: { data, status: 'success' } };
        }),
    },
    {
      name: 'trackEvent',
      method: 'POST',
      path: '/api/tracker/events',
      handle: ({ body }) => {
        const event = asObject(body);
        if (typeof event?.event_type !== 'string') return mapError({ event_type: ['is missing'] });
        return asObject(event.data) ? { status: 204 } : mapError({ data: ['is missing'] });
      },
    },
    {
      name: 'issueToken',
      method: 'POST',
      path: '/oauth/token',
      open: true,
      handle: ({ body }) => tokens.issue(asObject(body) ?? {}),
    },
  ];
  return { prefix: '/vaix', operations, guard: (call) => guard(world, tokens.isValid, call), failure };
}

function guard(world: SandboxState, isIssued: (token: string) => boolean, { request }: Call): Answer | undefined {
  const accept = request.headers.get('accept') ?? '*/*';
  if (!/(\*\/\*|application\/(\*|json))/.test(accept)) return failure(406, 'Not Acceptable');
  const client = request.headers.get('x-vaix-client-id');
  if (!client) return failure(400, 'Missing header x-vaix-client-id');
  const method = request.headers.get('x-vaix-authentication-method') ?? 'vaix';
  const token = /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1] ?? '';
  const isKnown = method === 'iam' ? isIssued(token) : method === 'vaix' && token === world.keys.vaix;
  if (!isKnown || client !== world.keys.vaixClientId) return failure(401, 'Unauthorized');
  return world.switches.historyPermission ? undefined : failure(403, 'Missing permission for this endpoint');
}

/** The fields that were asked for; without `fields` the game's id alone. */
function projection(world: SandboxState, query: URLSearchParams): (row: Row) => Record<string, unknown> {
  const text = query.get('fields');
  const mode = world.switches.historyExtras;
  const names = (text ?? 'game_id').split(',').map((name) => name.trim());
  const unknown = names.find((name) => !selectable.includes(name) && !(mode === 'on-request' && extras.includes(name)));
  if (unknown !== undefined) throw new QueryError({ fields: [`unknown field ${unknown}`] });
  const unasked = { described: extras.filter((name) => !pictures.includes(name)), always: extras, 'on-request': [], never: [] }; // prettier-ignore
  const wanted = new Set(text === null ? names : [...names, ...unasked[mode]]);
  return (row) => Object.fromEntries(Object.entries(row).filter(([name]) => wanted.has(name)).map(([name, value]) => [name, numericId(world, name, value)])); // prettier-ignore
}

function numericId(world: SandboxState, name: string, value: unknown): unknown {
  const isId = name === 'game_id' || name === 'internal_game_id';
  return world.switches.numericIds && isId && typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
}

function latest(world: SandboxState, launches: Launches, query: URLSearchParams): Answer {
  return attempt(() => {
    const user = query.get('user');
    if (!user) throw new QueryError({ user: ['is missing'] });
    const count = wholeNumber(query, 'count', 1, 100, 10);
    const longer = wholeNumber(query, 'minimum_duration', 0, Infinity, 60);
    const level = query.get('distinction_level') ?? 'daily';
    if (!['daily', 'none', 'unique'].includes(level)) throw new QueryError({ distinction_level: ['is invalid'] });
    const before = dateOf(query, 'before_date') ?? world.now();
    const after = dateOf(query, 'after_date') ?? -Infinity;
    for (const name of ['bookmaker_id', 'sub_bookmaker_id']) wholeNumber(query, name, 0, Infinity, 0);
    const matches = filterOf(query);
    const project = projection(world, query);
    const plays = playsOf(world, launches, user).filter(
      // A play of unknown length is only kept when no length is asked for.
      ({ game, startedAt, seconds }) =>
        (longer === 0 ? seconds !== 0 : seconds !== null && seconds > longer) && startedAt <= before && startedAt > after && matches(game), // prettier-ignore
    );
    const rows = distinct(plays, level).slice(0, count).map((play) => project(playRow(world, play))); // prettier-ignore
    const hostile = () => hostilePlays().map((row) => project(row));
    return { status: 200, body: { data: spoiled(world.switches, rows, hostile), status: 'success' } };
  });
}

function playRow(world: SandboxState, { game, startedAt, seconds }: Play): Row {
  return { ...game, started: world.isoSeconds(startedAt), total_duration_in_seconds: seconds };
}

/** The newest play of each game, of each game and day, or all plays. */
function distinct(plays: readonly Play[], level: string): Play[] {
  const seen = new Set<string>();
  return plays.filter(({ game, startedAt }) => {
    const key = level === 'unique' ? game.game_id : `${game.game_id} ${new Date(startedAt).toISOString().slice(0, 10)}`;
    if (level === 'none' || !seen.has(key)) return Boolean(seen.add(key));
    return false;
  });
}

/** Keyset pages (signed cursor) unless `page` is given. */
function listGames(world: SandboxState, query: URLSearchParams): Answer {
  const project = projection(world, query);
  const matches = filterOf(query);
  const size = wholeNumber(query, 'page_size', 1, 1000, 100);
  const found = catalogue.map((game) => knownGame(world, game)).filter(matches).sort((a, b) => (a.game_id < b.game_id ? -1 : 1)); // prettier-ignore
  const answer = (rows: Row[], pagination: object): Answer => ({
    status: 200,
    body: { data: rows.map((row) => project(row)), pagination, status: 'success' },
  });
  if (query.has('page')) {
    const page = wholeNumber(query, 'page', 1, Infinity, 1);
    const rows = found.slice((page - 1) * size, page * size);
    return answer(rows, {
      page,
      page_count: Math.ceil(found.length / size),
      page_size: size,
      total_count: found.length,
    });
  }
  const sign = (id: string) => `${btoa(id)}.${hash(world.seed, world.keys.vaix, id).toString(36)}`;
  const cursor = query.get('cursor');
  const from = cursor === null ? 0 : found.findIndex(({ game_id }) => sign(game_id) === cursor) + 1;
  if (cursor !== null && from === 0) throw new QueryError({ cursor: ['is invalid'] });
  const rows = found.slice(from, from + size);
  const next = from + size < found.length ? sign(rows[rows.length - 1].game_id) : null;
  return answer(rows, { next, page_size: size });
}
