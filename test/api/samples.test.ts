// Every sample answer and request goes through the layer that meets it, with the value or the error it must give.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { custom, object } from 'zod/mini';
import { projectResponse, parseList, parseObject } from '../../src/api/parse.js';
import { parseDate, parseId, parseNumber, sanitizeText } from '../../src/api/sanitize.js';
import { type Client, createClient } from '../../src/api/client.js';
import { ApiError, type ApiErrorDetails } from '../../src/api/error.js';
import { operations as iplaygamesRoutes } from '../../src/api/iplaygames/index.js';
import { operations as meshmapRoutes } from '../../src/api/meshmap/schemas.js';
import { errorFromResponse } from '../../src/api/response.js';
import type { Operation } from '../../src/api/operation.js';
import { idSchema, scalar } from '../../src/api/schemas.js';
import { operations as vaixRoutes } from '../../src/api/vaix/index.js';

const folder = new URL('../samples/', import.meta.url);
const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, folder), 'utf8'));

/** A direct client whose every request is answered with one sample. */
function setup(file?: string, status = 200) {
  const sent: { url: string; method?: string; body: unknown }[] = [];
  const answer = file ? readFileSync(new URL(file, folder), 'utf8') : '{}';
  const client = createClient({
    meshmap: { url: 'https://meshmap.example/api/v1', key: 'mk' },
    iplaygames: { url: 'https://games.example', key: 'ik' },
    vaix: { url: 'https://vaix.example', key: 'vk', clientId: 'group' },
    retryDelay: () => 0,
    fetch: (url, init) => {
      const body = typeof init?.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined;
      sent.push({ url: url as string, method: init?.method, body });
      return Promise.resolve(new Response(answer, { status, headers: { 'content-type': 'application/json' } }));
    },
  });
  return { client: client as Required<Client>, sent };
}

/** The value without keys that are undefined, so that a table shows only what is there. */
function defined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(defined);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const entries = Object.entries(value).filter((entry) => entry[1] !== undefined);
  return Object.fromEntries(entries.map(([key, item]) => [key, defined(item)]));
}

type Call = (client: Required<Client>) => Promise<unknown>;
type Check = (file: string) => Promise<void> | void;
type Failure = Partial<ApiErrorDetails> & { message?: string };

/** The call gives this value when the sample is the answer. */
const gives =
  (call: Call, expected: unknown, status = 200): Check =>
  async (file) =>
    assert.deepEqual(defined(await call(setup(file, status).client)), expected);

/** The call rejects with an ApiError like this. */
const fails =
  (call: Call, status: number, expected: Failure): Check =>
  async (file) => {
    const { client, sent } = setup(file, status);
    const error = await call(client).then(
      () => assert.fail('the call succeeded'),
      (thrown: unknown) => thrown,
    );
    assertError(error, { status, retryable: false, ...expected });
    assert.equal(
      sent.length,
      expected.retryable ? 3 : 1,
      'reads are repeated twice where that can help, nothing else is',
    );
  };

/** The call sends exactly the sample; fields that are null in it are left out. */
const sends =
  (method: string, url: string, call: Call, status = 200): Check =>
  async (file) => {
    const { client, sent } = setup(undefined, status);
    await call(client).catch((error: unknown) => assert.equal((error as ApiError).code, 'schema'));
    assert.deepEqual(sent, [{ method, url, body: withoutNulls(read(file)) }]);
  };

/** An error answer of an operation that the client does not call, through the reading that all operations share. */
const told =
  (service: Operation['service'], status: number, expected: Failure): Check =>
  (file) =>
    assertError(errorFromResponse({ service, kind: 'read', retry: 'safe' }, status, read(file)), {
      status,
      ...expected,
    });

/** An answer of an operation that the client does not call, through the list, object and value reading that is shared. */
const reads =
  (check: (json: unknown) => void): Check =>
  (file) =>
    check(read(file));

function assertError(error: unknown, expected: Failure): void {
  assert.ok(error instanceof ApiError);
  for (const [key, value] of Object.entries(expected)) {
    assert.deepEqual(defined(error[key as keyof ApiError]), value, key);
  }
}

function withoutNulls(json: unknown): unknown {
  return JSON.parse(JSON.stringify(json), (_, value: unknown) => value ?? undefined);
}

const list = (service: Operation['service'], root: string): Operation => ({
  ...vaixRoutes.getLatestGameSessions,
  service,
  root,
});
const named = object({ id: idSchema, name: scalar });
const facts = { playerId: 'op-778120', currency: 'EUR', countryCode: 'MT', ipAddress: '203.0.113.24' };
const utc = (text: string) => new Date(text);
const noLists = { images: [], tags: [], channels: [], features: [] };
const none = { items: [], skipped: [], drift: false };

const orbHunt = { id: 'mgt_7Qe2', name: 'orb-hunt' };
const shadow = {
  id: 'mgt_b41x',
  name: 'ركض الظل',
  description: 'سباق قصير',
  imageUrl: 'https://cdn.example.net/mg/shadow.webp',
};
const longName =
  'The Extraordinarily Long and Needlessly Ceremonial Thursday Evening Invitational Scavenger Hunt of the Lower Harbour District (Second Attempt)';
const harbour = {
  id: 'gs_01J9WW00',
  name: longName,
  description: 'مسابقهٔ شبانهٔ بندر',
  status: 'COMPLETED',
  startTime: utc('2026-02-26T17:30:00Z'),
  endTime: utc('2026-02-26T19:01:17.5Z'),
  createdAt: utc('2026-02-26T17:11:00Z'),
  updatedAt: utc('2026-02-26T19:01:18Z'),
  miniGame: shadow,
  playerCount: 128,
};
const vixen = '🦊 Vixen 👩‍👩‍👧‍👦🏴‍☠️';
const avigail = {
  playerId: 'pl_cc12',
  displayName: 'אביגיל בן־שחר',
  score: 0,
  createdAt: '2026-03-02T18:06:00.000Z',
  updatedAt: '2026-03-02T18:06:00.000Z',
};
const layla = {
  playerId: 'pl_aa01',
  displayName: 'ليلى بنت عبد الرحمن',
  score: 1840,
  createdAt: '2026-03-02T18:01:02.000Z',
  updatedAt: '2026-03-02T18:13:44.120Z',
};
const comet = {
  id: '90417',
  title: 'Saffron Comet',
  producer: 'Halfmoon Works',
  category: 'slot',
  type: 'slot',
  imageUrl: 'https://img.example.net/90417.jpg',
  currencies: ['EUR', 'USD'],
  countries: ['MT', 'DE'],
  hasDemo: true,
  hasFreespins: false,
};
const startedAt = utc('2026-03-02T18:15:00Z');
const lastActivity = utc('2026-03-02T18:21:37Z');

const players: Call = (client) => client.meshmap.listSessionPlayers('gs_1');
const sessions: Call = (client) => client.meshmap.listGameSessions();
const session: Call = (client) => client.meshmap.getGameSession('gs_1');
const create: Call = (client) => client.meshmap.createGameSession({});
const register: Call = (client) => client.meshmap.registerSessionPlayer('gs_1', 'pl_cc12');
const score: Call = (client) => client.meshmap.setSessionPlayerScore('gs_1', 'pl_aa01', 1999.75);
const games: Call = (client) => client.iplaygames.listGames();
const start: Call = (client) => client.iplaygames.startGameSession({ ...facts, gameId: '90417' });
const status: Call = (client) => client.iplaygames.getGameSessionStatus('gs9f2c71');
const end: Call = (client) => client.iplaygames.endGameSession('gs9f2c71');
const startMulti: Call = (client) => client.iplaygames.startMultiSession(facts);
const multiStatus: Call = (client) => client.iplaygames.getMultiSessionStatus('3f0b');
const endMulti: Call = (client) => client.iplaygames.endMultiSession('3f0b');
const plays: Call = (client) => client.vaix.getLatestGameSessions({ user: 'op-778120' });

const table: Record<string, Check> = {
  'meshmap.any.500.json': fails(sessions, 500, { code: 'upstream', message: 'Internal server error', retryable: true }),
  'meshmap.listGameSessions.mixed.json': gives(sessions, {
    ...none,
    items: [
      {
        id: 'gs_01JA8Z6K',
        name: 'Pier 9 warm-up',
        status: 'ACTIVE',
        startTime: utc('2026-03-02T18:00:00Z'),
        createdAt: utc('2026-03-02T17:58:41.220Z'),
        updatedAt: utc('2026-03-02T18:14:09.004Z'),
        miniGame: orbHunt,
        playerCount: 3,
      },
      {
        id: 'gs_01JA91PQ',
        status: 'ACTIVE',
        startTime: utc('2026-03-02T18:05:00Z'),
        createdAt: utc('2026-03-02T18:05:00Z'),
        updatedAt: utc('2026-03-02T18:05:00Z'),
        playerCount: 0,
      },
      harbour,
      {
        id: 'gs_01J9WX44',
        status: 'COMPLETED',
        startTime: utc('2026-01-09T10:00:00Z'),
        createdAt: utc('2026-01-09T10:00:00Z'),
        updatedAt: utc('2026-01-09T10:00:00Z'),
        playerCount: 1,
      },
    ],
  }),
  'meshmap.listGameSessions.empty.json': gives(sessions, none),
  'meshmap.listGameSessions.401.json': fails(sessions, 401, { code: 'unauthorized', message: 'Unauthorized' }),
  'meshmap.createGameSession.request-minimal.json': sends(
    'POST',
    'https://meshmap.example/api/v1/apps/game-sessions',
    create,
  ),
  'meshmap.createGameSession.request-named.json': async (file) => {
    const { client, sent } = setup('meshmap.createGameSession.201.json', 201);
    const name = `Quay sprint ${vixen}`;
    await client.meshmap.createGameSession({ name, description: null, status: 'PAUSED', miniGameTypeName: 'orb-hunt' });
    assert.deepEqual(sent[0]?.body, read(file));
  },
  'meshmap.createGameSession.201.json': gives(
    create,
    {
      id: 'gs_01JA93NN',
      name: `Quay sprint ${vixen}`,
      status: 'ACTIVE',
      startTime: utc('2026-03-02T18:00:00Z'),
      createdAt: utc('2026-03-02T17:58:41.220Z'),
      updatedAt: utc('2026-03-02T18:20:00Z'),
      miniGame: orbHunt,
      playerCount: 0,
    },
    201,
  ),
  'meshmap.createGameSession.400-list.json': fails(create, 400, {
    code: 'invalid',
    message: 'Provide miniGameTypeId or miniGameTypeName, not both',
    fields: [
      { path: 'miniGameTypeId', message: 'Provide miniGameTypeId or miniGameTypeName, not both', code: 'custom' },
      { path: 'status', message: 'Invalid enum value', code: 'invalid_enum_value' },
    ],
  }),
  'meshmap.createGameSession.400-text.json': fails(create, 400, {
    code: 'invalid',
    message: 'Mini game type not found',
  }),
  'meshmap.getGameSession.200.json': gives(session, harbour),
  'meshmap.getGameSession.404.json': fails(session, 404, { code: 'not-found', message: 'Game session not found' }),
  'meshmap.listSessionPlayers.200.json': gives(players, {
    ...none,
    items: [
      {
        playerId: 'pl_zz90',
        displayName: 'O’Brien-Featherstonehaugh-Wolfeschlegelsteinhausenbergerdorff the Younger',
        score: -12,
        imageUrl: 'https://cdn.example.net/p/zz90.png',
        createdAt: '2026-03-02T18:02:00.000Z',
        updatedAt: '2026-03-02T18:02:00.000Z',
      },
      layla,
      avigail,
      {
        playerId: 'pl_bq77',
        displayName: vixen,
        score: 1840.5,
        createdAt: '2026-03-02T18:01:30.000Z',
        updatedAt: '2026-03-02T18:13:40.000Z',
      },
    ],
  }),
  'meshmap.listSessionPlayers.empty.json': gives(players, none),
  'meshmap.registerSessionPlayer.request.json': sends(
    'POST',
    'https://meshmap.example/api/v1/apps/game-sessions/gs_1/players',
    register,
  ),
  'meshmap.registerSessionPlayer.201.json': gives(register, avigail, 201),
  'meshmap.registerSessionPlayer.400.json': fails(register, 400, {
    code: 'invalid',
    fields: [{ path: 'playerId', message: 'Required', code: 'invalid_type' }],
  }),
  'meshmap.setSessionPlayerScore.request.json': sends(
    'PATCH',
    'https://meshmap.example/api/v1/apps/game-sessions/gs_1/players/pl_aa01',
    score,
  ),
  'meshmap.setSessionPlayerScore.200.json': gives(score, {
    ...layla,
    score: 1999.75,
    updatedAt: '2026-03-02T18:15:00.000Z',
  }),
  'meshmap.setSessionPlayerScore.404.json': fails(score, 404, {
    code: 'not-found',
    message: 'Player not found in session',
  }),
  'meshmap.listMiniGameTypes.200.json': reads((json) => {
    const { items } = parseList(list('meshmap', 'miniGameTypes'), json, named, (row) => sanitizeText(row.name));
    assert.deepEqual(items, ['orb-hunt', 'ركض الظل']);
  }),
  'meshmap.getGlobalLeaderboards.200.json': reads((json) => {
    const board = object({ leaderboard: scalar });
    const { items, skipped } = parseList(list('meshmap', 'leaderboards'), json, board, (row) => row.leaderboard);
    assert.deepEqual([items, skipped], [[undefined, undefined, undefined], []]);
    const [rows] = (json as { leaderboards: { leaderboard: unknown[] }[] }).leaderboards;
    const row = object({ playerId: idSchema, playerDisplayName: scalar, playerScore: scalar });
    const players = parseList(list('meshmap', 'leaderboard'), rows, row, (one) => [
      sanitizeText(one.playerDisplayName),
      parseNumber(one.playerScore),
    ]);
    assert.deepEqual(players.items, [
      ['ليلى بنت عبد الرحمن', 9120],
      [vixen, 9120],
    ]);
  }),
  'meshmap.getGlobalLeaderboards.null.json': reads((json) => {
    assert.throws(() => parseList(list('meshmap', 'leaderboards'), json, named, String), { code: 'schema' });
  }),
  'meshmap.listPlayers.200.json': reads((json) => {
    const player = object({ id: idSchema, displayName: scalar });
    const { items } = parseList(list('meshmap', 'players'), json, player, (row) => [
      row.id,
      sanitizeText(row.displayName),
    ]);
    assert.deepEqual(items, [['pl_cc12', avigail.displayName]]);
  }),
  'meshmap.createPlayer.request.json': reads((json) => {
    assert.equal(sanitizeText((json as { displayName: unknown }).displayName), avigail.displayName);
  }),
  'meshmap.createPlayer.201.json': reads((json) => {
    const route: Operation = {
      ...meshmapRoutes.getGameSession,
      answer: object({ id: idSchema, displayName: scalar }),
    };
    assert.deepEqual(projectResponse(route, json), { id: 'pl_cc12', displayName: avigail.displayName });
  }),
  'meshmap.createPlayer.400-duplicate.json': told('meshmap', 400, {
    code: 'invalid',
    message: 'A player with this name already exists',
  }),

  'iplaygames.startGameSession.request.json': sends(
    'POST',
    'https://games.example/api/v1/game-sessions/start',
    (client) =>
      client.iplaygames.startGameSession({
        ...facts,
        gameId: '90417',
        returnUrl: 'https://lobby.example.com/after?from=widget',
        locale: 'ar',
        device: 'mobile',
      }),
  ),
  'iplaygames.startGameSession.request-minimal.json': sends(
    'POST',
    'https://games.example/api/v1/game-sessions/start',
    start,
  ),
  'iplaygames.startGameSession.201.json': gives(
    start,
    {
      sessionId: 'gs9f2c71',
      gameUrl: 'https://launch.provider.example/run?g=90417&tk=8c1d',
      expiresAt: utc('2026-03-02T20:15:00Z'),
    },
    201,
  ),
  'iplaygames.startGameSession.201-sparse.json': gives(
    start,
    { sessionId: 'gs9f2c72', gameUrl: 'https://launch.provider.example/run?g=17' },
    201,
  ),
  'iplaygames.startGameSession.400.json': fails(start, 400, {
    code: 'invalid',
    message: 'Requested provider not available for this game',
  }),
  'iplaygames.startGameSession.401.json': fails(start, 401, {
    code: 'unauthorized',
    message: 'Invalid or inactive API key',
  }),
  'iplaygames.startGameSession.403.json': fails(start, 403, {
    code: 'forbidden',
    message: 'Provider override is not enabled for your account',
  }),
  'iplaygames.startGameSession.404.json': fails(start, 404, {
    code: 'not-found',
    message: 'Game not found or not available',
  }),
  'iplaygames.startGameSession.422.json': fails(start, 422, {
    code: 'invalid',
    message: 'The currency field must be 3 characters.',
    fields: [
      { path: 'currency', message: 'The currency field must be 3 characters.' },
      { path: 'ip_address', message: 'The ip address field must be a valid IP address.' },
    ],
  }),
  'iplaygames.startGameSession.503.json': fails(start, 503, {
    code: 'unavailable',
    retryable: false,
    message: 'No available providers for this game in your country/currency',
  }),
  'iplaygames.getGameSessionStatus.active.json': gives(status, {
    sessionId: 'gs9f2c71',
    status: 'active',
    gameId: '90417',
    gameTitle: 'Saffron Comet',
    playerId: 'op-778120',
    startedAt,
    lastActivity,
  }),
  'iplaygames.getGameSessionStatus.closed.json': gives(status, {
    sessionId: 'gs9f2c71',
    status: 'closed',
    gameId: '90417',
    gameTitle: 'Saffron Comet',
    playerId: 'op-778120',
    startedAt,
    lastActivity,
  }),
  'iplaygames.getGameSessionStatus.expired-sparse.json': gives(status, { sessionId: 'gs9f2c71', status: 'expired' }),
  'iplaygames.getGameSessionStatus.404.json': fails(status, 404, { code: 'not-found', message: 'Session not found' }),
  'iplaygames.endGameSession.200.json': gives(end, undefined),
  'iplaygames.endGameSession.404.json': gives(end, undefined, 404),
  'iplaygames.startMultiSession.request.json': sends(
    'POST',
    'https://games.example/api/v1/multi-sessions/start',
    (client) =>
      client.iplaygames.startMultiSession({
        ...facts,
        ipAddress: '2001:db8::17',
        gameIds: ['90417', '17', '5520'],
        device: 'tablet',
      }),
  ),
  'iplaygames.startMultiSession.request-random.json': sends(
    'POST',
    'https://games.example/api/v1/multi-sessions/start',
    startMulti,
  ),
  'iplaygames.startMultiSession.201.json': gives(
    startMulti,
    {
      multiSessionId: '3f0b7d52-5f0e-4c1a-9f66-2a7b1d90c4e8',
      swipeUrl: 'https://play.example-aggregator.net/play/3f0b7d52-5f0e-4c1a-9f66-2a7b1d90c4e8',
      totalGames: 3,
      games: [
        { position: 0, name: 'Saffron Comet', imageUrl: 'https://img.example.net/90417.jpg' },
        { position: 1, name: 'كنز الواحة' },
        {
          position: 2,
          name: "Rook & Raven's Very Long Night at the Observatory of Perpetual Autumn: Deluxe Cascade Edition",
        },
      ],
      expiresAt: utc('2026-03-03T18:15:00Z'),
    },
    201,
  ),
  'iplaygames.startMultiSession.400.json': fails(startMulti, 400, {
    code: 'invalid',
    message: 'Invalid request parameters',
  }),
  'iplaygames.startMultiSession.401.json': fails(startMulti, 401, { code: 'unauthorized', message: 'Unauthorized' }),
  'iplaygames.getMultiSessionStatus.200.json': gives(multiStatus, {
    status: 'active',
    totalGames: 3,
    activeSessions: 1,
    currentIndex: 0,
    games: [
      { position: 0, name: 'Saffron Comet', status: 'ready' },
      { position: 1, name: 'كنز الواحة', status: 'pending' },
      { position: 2, name: 'Rook & Raven', status: 'pending' },
    ],
    expiresAt: utc('2026-03-03T18:15:00Z'),
  }),
  'iplaygames.getMultiSessionStatus.404.json': fails(multiStatus, 404, {
    code: 'not-found',
    message: 'Multi-session not found',
  }),
  'iplaygames.endMultiSession.200.json': gives(endMulti, undefined),
  'iplaygames.listGames.200.json': gives(games, {
    ...none,
    items: [
      comet,
      {
        id: '17',
        title: "Rook & Raven's Night",
        producer: 'Tin & Thistle',
        category: 'table',
        type: 'table',
        currencies: [],
        countries: [],
        hasDemo: false,
        hasFreespins: false,
      },
      {
        id: '5520',
        title: 'כתר הלילה 👑',
        producer: 'استوديو البحر',
        category: 'live casino',
        type: 'live',
        currencies: [],
        countries: [],
      },
    ],
    total: 412,
  }),
  'iplaygames.listGames.empty.json': gives(games, { ...none, total: 0 }),
  'iplaygames.getGame.200-assumed.json': reads((json) => {
    const route: Operation = { ...iplaygamesRoutes.listGames, list: false };
    const game = parseObject(route, json, iplaygamesRoutes.listGames.answer);
    assert.deepEqual([parseId(game.id), sanitizeText(game.title)], [comet.id, comet.title]);
  }),
  'iplaygames.listPromotions.200-assumed.json': reads((json) => {
    const promotion = object({ id: idSchema, name: scalar, starts_at: scalar, ends_at: scalar });
    const { items } = parseList(list('iplaygames', 'data'), json, promotion, (row) => [
      parseId(row.id),
      sanitizeText(row.name),
      parseDate(row.starts_at),
      parseDate(row.ends_at),
    ]);
    assert.deepEqual(items, [
      ['31', 'سباق الربيع 🌸', undefined, utc('2026-03-31T00:00:00Z')],
      ['32', 'Untimed drop', undefined, undefined],
    ]);
  }),
  'iplaygames.getPromotion.200-assumed.json': reads((json) => {
    const route: Operation = { ...iplaygamesRoutes.getGameSessionStatus, answer: named };
    assert.deepEqual(projectResponse(route, json), { success: true, data: { id: 31, name: 'سباق الربيع 🌸' } });
  }),
  'iplaygames.getPromotion.401.json': told('iplaygames', 401, {
    code: 'unauthorized',
    message: 'Invalid or inactive API key',
  }),
  'iplaygames.getPromotionLeaderboard.200-assumed.json': reads((json) => {
    const row = object({
      player_id: idSchema,
      score: custom<number | string>((value) => parseNumber(value) !== undefined, 'must be a number'),
    });
    const { items } = parseList(list('iplaygames', 'data'), json, row, (one) => parseNumber(one.score));
    assert.deepEqual(items, [18250.5, 18250.5, 0]);
  }),
  'iplaygames.getPromotionLeaderboard.empty.json': reads((json) => {
    assert.deepEqual(defined(parseList(list('iplaygames', 'data'), json, named, String)), none);
  }),
  'iplaygames.getPromotionWinners.200-assumed.json': reads((json) => {
    const row = object({ player_id: idSchema, prize_amount: scalar });
    const { items } = parseList(list('iplaygames', 'data'), json, row, (one) => parseNumber(one.prize_amount));
    assert.deepEqual(items, [5000, undefined]);
  }),
  'iplaygames.listWidgetDomains.200.json': reads((json) => {
    const domain = object({ id: idSchema, domain: scalar });
    const route: Operation = { ...iplaygamesRoutes.listGames, answer: domain };
    assert.doesNotMatch(JSON.stringify(projectResponse(route, json)), /dt_SECRET/);
  }),
  'iplaygames.registerWidgetDomain.request.json': reads((json) => {
    assert.equal(sanitizeText((json as { domain: unknown }).domain), 'lobby.example.com');
  }),
  'iplaygames.registerWidgetDomain.201.json': reads((json) => {
    assert.deepEqual(projectResponse(iplaygamesRoutes.endGameSession, json), { success: true });
  }),
  'iplaygames.registerWidgetDomain.422.json': told('iplaygames', 422, {
    code: 'invalid',
    message: 'Domain already registered',
  }),
  'iplaygames.createWidgetToken.request-player.json': reads((json) => {
    const { player_id, expires_at } = json as Record<string, unknown>;
    assert.deepEqual([parseId(player_id), parseDate(expires_at)], ['op-778120', utc('2026-03-02T19:15:00Z')]);
  }),
  'iplaygames.createWidgetToken.201.json': reads((json) => {
    const token = object({ id: idSchema, token: scalar, player_id: scalar, expires_at: scalar });
    const read = parseObject(iplaygamesRoutes.startGameSession, json, token);
    assert.deepEqual(defined(read), { id: 88, token: 'wt_shown_once' });
  }),
  'iplaygames.createWidgetToken.400.json': told('iplaygames', 400, {
    code: 'invalid',
    message: 'player_id and currency must be provided together',
  }),
  'iplaygames.createWidgetToken.401.json': told('iplaygames', 401, {
    code: 'unauthorized',
    message: 'Invalid domain token',
  }),
  'iplaygames.listWidgetTokens.200.json': reads((json) => {
    const token = object({ id: idSchema, domain: scalar });
    const { items } = parseList(list('iplaygames', 'data'), json, token, (row) => parseId(row.id));
    assert.deepEqual(items, ['88']);
  }),
  'iplaygames.revokeWidgetToken.200.json': reads((json) => {
    assert.deepEqual(projectResponse(iplaygamesRoutes.endGameSession, json), { success: true });
  }),

  'vaix.getLatestGameSessions.default-fields.json': gives(plays, {
    ...none,
    items: ['sw_saffron', '1842', 'sw_saffron'].map((gameId) => ({ gameId, ...noLists })),
  }),
  'vaix.getLatestGameSessions.rich.json': gives(plays, {
    ...none,
    items: [
      {
        gameId: 'sw_saffron',
        name: 'Saffron Comet',
        studio: 'Halfmoon Works',
        category: 'Gaming: Dice',
        imageUrl: 'https://cdn.example.net/g/saffron-1x1.webp',
        images: [{ type: 'square', url: 'https://cdn.example.net/g/saffron-1x1.webp' }],
        internalGameId: '90417',
        enabled: true,
        isLive: false,
        tags: ['space', 'greek/roman'],
        channels: ['mobile', 'web'],
        minBet: 0.1,
        releasedAt: utc('2024-11-05T00:00:00Z'),
        durationSeconds: 1263.4,
        started: utc('2026-03-02T17:44:05Z'),
        features: ['avalanche', 'bonus'],
      },
      {
        gameId: '1842',
        name: 'كنز الواحة الكبرى — النسخة الذهبية الموسعة جداً',
        ...noLists,
        enabled: false,
        started: utc('2026-03-01T21:10:00.25Z'),
      },
      {
        gameId: 'zz-9',
        name: '🂡 כתר',
        ...noLists,
        started: utc('2026-02-27T03:00:00Z'),
      },
    ],
  }),
  'vaix.getLatestGameSessions.empty.json': gives(plays, none),
  'vaix.getLatestGameSessions.ok-status-error.json': fails(plays, 200, { code: 'upstream' }),
  'vaix.getLatestGameSessions.bare.json': fails(plays, 200, {
    code: 'schema',
    status: undefined,
    fields: [{ path: 'data', message: 'must be a list' }],
  }),
  'vaix.getLatestGameSessions.401.json': fails(plays, 401, { code: 'unauthorized', message: 'Unauthorized' }),
  'vaix.getLatestGameSessions.403.json': fails(plays, 403, {
    code: 'forbidden',
    message: 'Missing permission for this endpoint',
  }),
  'vaix.getLatestGameSessions.406.json': fails(plays, 406, { code: 'unsupported', message: 'Not Acceptable' }),
  'vaix.getLatestGameSessions.422-map.json': fails(plays, 422, {
    code: 'invalid',
    fields: [
      { path: 'count', message: 'must be less than or equal to 100' },
      { path: 'user', message: 'is missing' },
    ],
  }),
  'vaix.getLatestGameSessions.422-text.json': fails(plays, 422, { code: 'invalid', message: 'Unknown filter field' }),
  'vaix.getLatestGameSessions.500.json': fails(plays, 500, {
    code: 'upstream',
    message: 'Internal Server Error',
    retryable: true,
  }),
  'vaix.listCasinoGames.keyset.json': gives(plays, {
    ...none,
    items: [{ gameId: 'sw_saffron', name: 'Saffron Comet', ...noLists, enabled: true }],
  }),
  'vaix.listCasinoGames.keyset-last.json': gives(plays, none),
  'vaix.listCasinoGames.offset.json': gives(plays, {
    ...none,
    items: [{ gameId: '1842', ...noLists }],
  }),
  'vaix.listPopularCasinoGames.200.json': gives(plays, {
    ...none,
    items: ['sw_saffron', '1842', 'zz-9'].map((gameId) => ({ gameId, ...noLists })),
  }),
  'vaix.trackEvent.request.json': reads((json) => {
    assert.equal(parseId((json as { user_id: unknown }).user_id), 'op-778120');
  }),
  'vaix.trackEvent.request-anonymous.json': reads((json) => {
    assert.equal(parseId((json as { user_id: unknown }).user_id), undefined);
  }),
};

for (const file of readdirSync(folder)) {
  test(`sample ${file}`, async () => {
    const check = table[file];
    assert.ok(check, 'this sample has no row in the table');
    await check(file);
  });
}

test('every row of the table has its sample, and there are 86', () => {
  assert.deepEqual(Object.keys(table).sort(), readdirSync(folder).sort());
  assert.equal(Object.keys(table).length, 86);
});
