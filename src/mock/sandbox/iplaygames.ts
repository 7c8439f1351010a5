import { artOf, catalogue, type CatalogueGame, findGame, isServed, providers } from './catalogue.js';
import { hostileGames, spoiled } from './hostile.js';
import { type Launch, type Launches } from './launches.js';
import { multiOperations } from './multi-operations.js';
import { type MultiSessions } from './multi-sessions.js';
import { address, between, check, invalid, ip, letters, numeric, oneOf, text, whole } from './validation.js';
import { type Answer, asObject, type Call, type Operation, type Service } from './service.js';
import { type SandboxState } from './state.js';

/**
 * iPlayGames: catalogue, game sessions and multi-sessions, each with its own error shape. Where the description is
 * silent: ending twice, or after expiry, is 200 again; an unknown id is 404.
 */
export function createIplaygames(world: SandboxState, launches: Launches, multis: MultiSessions): Service {
  const withLaunch = (call: Call, handle: (launch: Launch) => Answer): Answer => {
    const launch = launches.find(call.params.session_id);
    return launch ? handle(launch) : failure(404, 'Session not found');
  };
  const operations: Operation[] = [
    {
      name: 'listGames',
      method: 'GET',
      path: '/games',
      handle: ({ query }) => listGames(world, query),
    },
    {
      name: 'getGame',
      method: 'GET',
      path: '/games/{id}',
      handle: ({ params }) => {
        const game = findGame(params.id);
        return game
          ? { status: 200, body: { success: true, data: gameShape(world, game) } }
          : failure(404, 'Game not found');
      },
    },
    {
      name: 'startGameSession',
      method: 'POST',
      path: '/game-sessions/start',
      handle: ({ body }) => startGameSession(world, launches, asObject(body) ?? {}),
    },
    {
      name: 'getGameSessionStatus',
      method: 'GET',
      path: '/game-sessions/{session_id}/status',
      handle: (call) =>
        withLaunch(call, (launch) => ({
          status: 200,
          body: { success: true, data: statusShape(world, launches, launch) },
        })),
    },
    {
      name: 'endGameSession',
      method: 'POST',
      path: '/game-sessions/{session_id}/end',
      handle: (call) =>
        withLaunch(call, (launch) => {
          launches.end(launch);
          return { status: 200, body: { success: true, message: 'Session ended successfully' } };
        }),
    },
    ...multiOperations(world, multis),
  ];
  return {
    prefix: '/iplaygames/api/v1',
    operations,
    guard: (call) => {
      if (call.request.headers.get('authorization') === `Bearer ${world.keys.iplaygames}`) return undefined;
      // The multi-session routes document their 401 in the other shape.
      if (call.url.pathname.includes('/multi-sessions/')) return failure(401, 'Unauthorized');
      return { status: 401, body: { error: 'Unauthorized', message: 'Invalid or inactive API key', code: 401 } };
    },
    failure: (status, message) => {
      if (status === 401) return { status, body: { error: 'Unauthorized', message, code: 401 } };
      if (status === 429) return { status, body: { message: 'Too Many Attempts.' } };
      if (status === 500) return { status, body: { message: 'Server Error' } };
      return failure(status, message);
    },
  };
}

function failure(status: number, message: string): Answer {
  return { status, body: { success: false, message } };
}

function gameShape(world: SandboxState, game: CatalogueGame) {
  return {
    id: game.id,
    title: game.title,
    producer: game.producer,
    category: game.category,
    type: game.type,
    image_url: artOf(world, game),
    currencies_supported: game.currencies,
    countries_supported: game.countries,
    has_demo: game.id % 2 === 1,
    has_freespins: game.freespins ?? false,
  };
}

function listGames(world: SandboxState, query: URLSearchParams): Answer {
  const given = Object.fromEntries(query);
  const errors = check(given, {
    search: { rule: (value, label) => (String(value).length > 255 ? `The ${label} field must not be greater than 255 characters.` : undefined) },
    producer_id: { rule: oneOf(...providers.map(({ producerId }) => String(producerId))) },
    provider: { rule: oneOf(...providers.map(({ slug }) => slug)) },
    type: { rule: oneOf('slot', 'table', 'live') },
    per_page: { rule: (value, label) => (/^(all|[1-9]\d*)$/.test(String(value)) ? undefined : `The ${label} field format is invalid.`) },
  }); // prettier-ignore
  if (Object.keys(errors).length) return invalid(errors);
  const search = (given.search ?? '').trim().toLowerCase();
  const producer = providers.find(({ producerId }) => String(producerId) === given.producer_id)?.producer;
  const provided = providers.find(({ slug }) => slug === given.provider)?.producer;
  const found = catalogue.filter(
    (game) =>
      (!search || game.title.toLowerCase().includes(search)) &&
      (!producer || game.producer === producer) &&
      (!provided || game.producer === provided) &&
      (!given.type || game.type === given.type),
  );
  const size = given.per_page === 'all' ? found.length : Number(given.per_page || 100);
  const good = found.slice(0, size).map((game) => gameShape(world, game));
  return { status: 200, body: { data: spoiled(world.switches, good, hostileGames), meta: { total: found.length } } };
}

function startGameSession(world: SandboxState, launches: Launches, body: Record<string, unknown>): Answer {
  const errors = check(body, {
    game_id: { rule: whole, required: true },
    player_id: { rule: text, required: true },
    currency: { rule: letters(3), required: true },
    ip_address: { rule: ip, required: true },
    country_code: { rule: letters(2), required: true },
    return_url: { rule: address },
    locale: { rule: letters(2) },
    provider: { rule: text },
    freespin_id: { rule: text },
    freespin_count: { rule: whole },
    freespin_bet_amount: { rule: numeric },
    expire_days: { rule: between(1, 30) },
    device: { rule: oneOf('desktop', 'mobile') },
  });
  if (Object.keys(errors).length) return invalid(errors);
  const start = body as {
    game_id: number;
    player_id: string;
    currency: string;
    country_code: string;
    locale?: string;
    provider?: string;
  };
  const game = findGame(start.game_id);
  if (!game) return failure(404, 'Game not found or not available');
  if (start.provider) {
    if (!world.switches.providerOverride) return failure(403, 'Provider override is not enabled for your account');
    const provider = providers.find(({ slug }) => slug === start.provider);
    if (provider?.producer !== game.producer) return failure(400, 'Requested provider not available for this game');
  }
  if (body.freespin_id && !game.freespins) return failure(400, 'Free spins are not available for this game');
  if (!isServed(game, start.currency, start.country_code)) {
    return failure(503, 'No available providers for this game in your country/currency');
  }
  const launch = launches.start(game, start.player_id, world.switches.sessionLife, start.locale);
  const data = {
    session_id: launch.id,
    session_token: launch.token,
    game_url: launch.url,
    expires_at: world.isoSeconds(launch.expiresAt),
  };
  return { status: 201, body: { success: true, data } };
}

function statusShape(world: SandboxState, launches: Launches, launch: Launch) {
  // Activity is noted twice a minute while the session is open.
  const until = Math.min(world.now(), launch.endedAt ?? launch.expiresAt);
  const lastActivity = launch.startedAt + Math.floor((until - launch.startedAt) / 30_000) * 30_000;
  return {
    session_id: launch.id,
    status: launches.status(launch),
    player_id: launch.playerId,
    game: { id: launch.game.id, title: launch.game.title },
    started_at: world.isoSeconds(launch.startedAt),
    last_activity: world.isoSeconds(lastActivity),
  };
}
