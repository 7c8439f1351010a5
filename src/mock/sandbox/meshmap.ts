import { demoTypes, type MiniGameType, type Session } from './boards.js';
import { hostilePlayers, hostileSessions, spoiled } from './hostile.js';
import { expected, failure, issue } from './issues.js';
import { createShapes, type Shapes } from './meshmap-shapes.js';
import { createSession, register } from './meshmap-writes.js';
import { type Players } from './players.js';
import { type Answer, asObject, type Call, type Operation, type Service } from './service.js';
import { type SandboxState } from './state.js';

/**
 * Meshmap: sessions, their players, mini game types, players of the app and global leaderboards. Nothing can be
 * deleted and no session changed, as described. Where the description is silent: registering a player twice and
 * registering an unknown player are 400 with a text, an unknown session is 404 everywhere.
 */
export function createMeshmap(world: SandboxState, people: Players, sessions: Map<string, Session>): Service {
  const types = demoTypes(world);
  const shape = createShapes(world, people, types);

  const withSession = (call: Call, handle: (session: Session) => Answer): Answer => {
    const session = sessions.get(call.params.sessionId) ?? (world.anySession ? sessions.get('gs_demo') : undefined);
    return session ? handle(session) : failure(404, 'Game session not found');
  };

  const operations: Operation[] = [
    {
      name: 'listGameSessions',
      method: 'GET',
      path: '/apps/game-sessions',
      handle: () => {
        const array = world.switches.listRoot === 'array';
        const good = [...sessions.values()].map((session) =>
          array ? shape.oldSession(session) : shape.session(session),
        );
        const rows = spoiled(world.switches, good, () => hostileSessions(world));
        return { status: 200, body: array ? rows : { gameSessions: rows } };
      },
    },
    {
      name: 'createGameSession',
      method: 'POST',
      path: '/apps/game-sessions',
      handle: (call) => createSession(world, sessions, types, shape, call.body),
    },
    {
      name: 'getGameSession',
      method: 'GET',
      path: '/apps/game-sessions/{sessionId}',
      handle: (call) => withSession(call, (session) => ({ status: 200, body: shape.session(session) })),
    },
    {
      name: 'listSessionPlayers',
      method: 'GET',
      path: '/apps/game-sessions/{sessionId}/players',
      handle: (call) =>
        withSession(call, (session) => {
          const good = [...session.rows.values()].map((row) => shape.row(session, row));
          return { status: 200, body: { players: spoiled(world.switches, good, () => hostilePlayers(world)) } };
        }),
    },
    {
      name: 'registerSessionPlayer',
      method: 'POST',
      path: '/apps/game-sessions/{sessionId}/players',
      handle: (call) => withSession(call, (session) => register(world, people, shape, session, call.body)),
    },
    {
      name: 'setSessionPlayerScore',
      method: 'PATCH',
      path: '/apps/game-sessions/{sessionId}/players/{playerId}',
      handle: (call) =>
        withSession(call, (session) => {
          const body = asObject(call.body);
          const score = body?.score;
          if (typeof score !== 'number' || !Number.isFinite(score)) {
            return failure(400, [issue('invalid_type', expected('number', score), 'score')]);
          }
          const row = session.rows.get(people.find(call.params.playerId)?.id ?? '');
          if (!row) return failure(404, 'Player not found in session');
          row.set = { score, at: world.now() };
          session.updatedAt = world.now();
          return { status: 200, body: shape.row(session, row) };
        }),
    },
    {
      name: 'listMiniGameTypes',
      method: 'GET',
      path: '/apps/minigame-types',
      handle: ({ query }) => {
        const name = query.get('miniGameTypeName');
        const found = types.filter((type) => name === null || type.name === name);
        return { status: 200, body: { miniGameTypes: found.map((type) => shape.type(type)) } };
      },
    },
    {
      name: 'getGlobalLeaderboards',
      method: 'GET',
      path: '/apps/global-leaderboards',
      handle: ({ query }) => globalLeaderboards(world, sessions, types, shape, query),
    },
    {
      name: 'listPlayers',
      method: 'GET',
      path: '/apps/players',
      handle: () => ({ status: 200, body: { players: people.all().map((person) => shape.person(person)) } }),
    },
    {
      name: 'createPlayer',
      method: 'POST',
      path: '/apps/players',
      handle: ({ body }) => {
        const { displayName, userId } = asObject(body) ?? {};
        if (typeof displayName !== 'string') {
          return failure(400, [issue('invalid_type', expected('string', displayName), 'displayName')]);
        }
        if (!displayName.trim())
          return failure(400, [issue('too_small', 'String must contain at least 1 character(s)', 'displayName')]);
        if (people.findByName(displayName)) return failure(400, 'A player with this name already exists');
        const person = people.add(displayName, typeof userId === 'string' ? userId : undefined);
        return { status: 201, body: shape.person(person) };
      },
    },
  ];

  return {
    prefix: '/meshmap/api/v1',
    operations,
    guard: ({ request }) =>
      request.headers.get('x-app-api-key') === world.keys.meshmap ? undefined : failure(401, 'Unauthorized'),
    failure,
  };
}

function globalLeaderboards(
  world: SandboxState,
  sessions: Map<string, Session>,
  types: readonly MiniGameType[],
  shape: Shapes,
  query: URLSearchParams,
): Answer {
  const limit = Number(query.get('limit') ?? 10);
  if (!Number.isInteger(limit) || limit < 1) {
    return failure(400, [issue('too_small', 'Number must be greater than or equal to 1', 'limit')]);
  }
  if (world.switches.nullBoards === 'boards') return { status: 200, body: { leaderboards: null } };
  const wanted = query.get('miniGameTypeId');
  const board = (type: MiniGameType | undefined) => {
    const played = [...sessions.values()].filter((session) => session.typeId === type?.id);
    const rows = played.flatMap((session) =>
      [...session.rows.values()].map((row) => ({ ...shape.row(session, row), gameSessionId: session.id })),
    );
    const top = rows.sort((a, b) => b.score - a.score).slice(0, limit);
    const leaderboard = top.map(({ displayName, score, imageUrl, user, ...row }) => ({
      ...row, playerDisplayName: displayName, playerScore: score, playerImageUrl: imageUrl,
      userId: user?.id ?? null, username: user?.username ?? null,
    })); // prettier-ignore
    const rowsOrNull = world.switches.nullBoards === 'rows' || !leaderboard.length ? null : leaderboard;
    // The board of sessions without a type has no name at all.
    return { miniGameTypeId: type?.id ?? null, ...(type && { miniGameTypeName: type.name }), leaderboard: rowsOrNull };
  };
  const boards = wanted === null ? [undefined, ...types] : types.filter(({ id }) => id === wanted);
  return { status: 200, body: { leaderboards: boards.map(board) } };
}
