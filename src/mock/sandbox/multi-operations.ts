import { artOf, catalogue, type CatalogueGame, findGame, isServed, providers } from './catalogue.js';
import { spoiled } from './hostile.js';
import { type MultiSession, type MultiSessions } from './multi-sessions.js';
import { shuffled } from './random.js';
import { check, invalid, ip, letters, oneOf, text } from './validation.js';
import { type Answer, asObject, type Operation } from './service.js';
import { type SandboxState } from './state.js';

/** The three documented operations. */
export function multiOperations(world: SandboxState, multis: MultiSessions): Operation[] {
  const withMulti = (token: string, handle: (multi: MultiSession) => Answer): Answer => {
    const multi = multis.find(token);
    return multi ? handle(multi) : { status: 404, body: { success: false, message: 'Multi-session not found' } };
  };
  return [
    {
      name: 'startMultiSession',
      method: 'POST',
      path: '/multi-sessions/start',
      handle: ({ body }) => startMultiSession(world, multis, asObject(body) ?? {}),
    },
    {
      name: 'getMultiSessionStatus',
      method: 'GET',
      path: '/multi-sessions/{token}/status',
      handle: ({ params }) =>
        withMulti(params.token, (multi) => {
          const games = multi.positions.map(({ game }, position) => ({
            position,
            game_name: game.title,
            status: multis.positionStatus(multi, position),
          }));
          const data = {
            status: multis.status(multi),
            total_games: games.length,
            active_sessions:
              multis.status(multi) === 'active' ? games.filter(({ status }) => status === 'ready').length : 0,
            current_index: multi.currentIndex,
            games: spoiled({ ...world.switches, hostile: false }, games, () => []),
            expires_at: world.isoSeconds(multi.expiresAt),
          };
          return { status: 200, body: { success: true, data } };
        }),
    },
    {
      name: 'endMultiSession',
      method: 'POST',
      path: '/multi-sessions/{token}/end',
      handle: ({ params }) =>
        withMulti(params.token, (multi) => {
          multis.end(multi);
          return { status: 200, body: { success: true, message: 'Multi-session ended successfully' } };
        }),
    },
  ];
}

function startMultiSession(world: SandboxState, multis: MultiSessions, body: Record<string, unknown>): Answer {
  const errors = check(body, {
    player_id: { rule: text, required: true },
    currency: { rule: letters(3), required: true },
    country_code: { rule: letters(2), required: true },
    ip_address: { rule: ip, required: true },
    game_ids: { rule: (value, label) => (Array.isArray(value) ? undefined : `The ${label} field must be an array.`) },
    locale: { rule: letters(2) },
    device: { rule: oneOf('desktop', 'mobile', 'tablet') },
  });
  const ids: unknown[] = Array.isArray(body.game_ids) ? body.game_ids : [];
  for (const [index, id] of ids.entries()) {
    const error = text(id, `game_ids.${index}`);
    if (error) errors[`game_ids.${index}`] = [error];
  }
  if (Object.keys(errors).length) return invalid(errors);
  const { player_id, currency, country_code } = body as { player_id: string; currency: string; country_code: string };
  const games = ids.length ? ids.map((id) => findGame(String(id))) : pickGames(world, currency, country_code);
  if (!games.length || !games.every((game) => game !== undefined)) {
    return { status: 400, body: { success: false, message: 'Invalid request parameters' } };
  }
  const multi = multis.start(games, { id: player_id, currency, country: country_code });
  const data = {
    multi_session_id: multi.id,
    swipe_url: multi.swipeUrl,
    total_games: games.length,
    games: games.map((game, position) => ({ position, game_name: game.title, game_image: artOf(world, game) })),
    expires_at: world.isoSeconds(multi.expiresAt),
  };
  return { status: 201, body: { success: true, data } };
}

/** Up to two games of each provider that serves this currency and country, in another order each time. */
function pickGames(world: SandboxState, currency: string, country: string): CatalogueGame[] {
  const round = world.uuid();
  const picked = providers.flatMap(({ producer }) => {
    const served = catalogue.filter((game) => game.producer === producer && isServed(game, currency, country));
    return shuffled(served, world.seed, round).slice(0, 2);
  });
  return shuffled(picked, world.seed, round, 'order');
}
