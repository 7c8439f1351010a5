import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ApiError, type Client, type ClientConfig, createClient } from '../../src/api/client.js';
import { projectResponse } from '../../src/api/parse.js';
import { operations as iplaygamesRoutes } from '../../src/api/iplaygames/index.js';
import { operations as meshmapRoutes } from '../../src/api/meshmap/schemas.js';
import { operations as vaixRoutes } from '../../src/api/vaix/index.js';

interface Sent {
  url: URL;
  headers: Headers;
  body: unknown;
  signal?: AbortSignal | null;
}

/** A client whose fetch answers `answer`, and what it was asked for. Direct unless the config says otherwise. */
function setup(answer: unknown = {}, config: ClientConfig = direct) {
  const sent: Sent[] = [];
  const client = createClient({
    ...config,
    retryDelay: () => 0,
    fetch: (url, init) => {
      const body = typeof init?.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined;
      sent.push({ url: new URL(url as string), headers: new Headers(init?.headers), body, signal: init?.signal });
      const reply: unknown = typeof answer === 'function' ? (answer as (sent: Sent[]) => unknown)(sent) : answer;
      return Promise.resolve(reply instanceof Response ? reply : Response.json(reply));
    },
  });
  return { client: client as Required<Client>, sent };
}

const direct: ClientConfig = {
  meshmap: { url: 'https://meshmap.example/api/v1/', key: 'mk' },
  iplaygames: { key: 'ik' },
  vaix: { key: 'vk', clientId: 'group', authenticationMethod: 'iam' },
};
const gateway = 'https://gateway.example/gs';
const facts = { playerId: 'p', currency: 'EUR', countryCode: 'MT', ipAddress: '203.0.113.24' };
const history = { data: [], status: 'success' };

async function refused(call: () => Promise<unknown>): Promise<string[]> {
  const error = await Promise.resolve()
    .then(call)
    .then(
      () => assert.fail('the call succeeded'),
      (thrown: ApiError) => thrown,
    );
  assert.equal(error.code, 'invalid');
  return (error.fields ?? []).map(({ path }) => path);
}

for (const [what, config, path] of [
  ['no address', { meshmap: { url: '' } }, 'meshmap.url'],
  ['a relative address where there is no page', { meshmap: { url: '/api/v1' } }, 'meshmap.url'],
  ['a script', { iplaygames: { url: 'javascript:alert(1)' } }, 'iplaygames.url'],
  ['a name and password', { vaix: { url: 'https://u:p@vaix.example' } }, 'vaix.url'],
  ['a query', { gateway: { url: 'https://gateway.example/?a=1' } }, 'gateway.url'],
  ['no text', { meshmap: { url: 7 as unknown as string } }, 'meshmap.url'],
  [
    'a key that no header can hold',
    { meshmap: { url: 'https://m.example', key: 'se\ncret' } },
    'meshmap.x-app-api-key',
  ],
] as const) {
  test(`a config with ${what} is refused, and named`, () => {
    assert.throws(
      () => createClient(config),
      (error: ApiError) => {
        assert.deepEqual([error.code, error.fields?.[0]?.path], ['invalid', path]);
        assert.doesNotMatch(error.message, /se\ncret/);
        return true;
      },
    );
  });
}

test('a service that is not configured is not there; behind a gateway all are', () => {
  assert.deepEqual(Object.keys(JSON.parse(JSON.stringify(createClient({ vaix: {} }))) as object), ['vaix']);
  const client = createClient({ gateway: { url: gateway } });
  assert.ok(client.meshmap && client.iplaygames && client.vaix);
  assert.equal(client.gateway?.url, gateway);
});

test('ids go into paths encoded, whatever they are', async () => {
  for (const id of ['a/b?c#d', '__proto__', '%2e%2e', 'ليلى', 'a b', '...']) {
    const { client, sent } = setup({ players: [] });
    await client.meshmap.listSessionPlayers(id);
    assert.equal(
      sent[0]?.url.href,
      `https://meshmap.example/api/v1/apps/game-sessions/${encodeURIComponent(id)}/players`,
    );
  }
});

test('what cannot be an id is refused before anything is sent', async () => {
  const { client, sent } = setup();
  for (const id of ['', ' ', '.', '..', '\ud800', 'x'.repeat(300), undefined, null, {}, 2 ** 60]) {
    assert.deepEqual(await refused(() => client.meshmap.getGameSession(id as string)), ['sessionId']);
    assert.deepEqual(await refused(() => client.meshmap.setSessionPlayerScore('gs_1', id as string, 1)), ['playerId']);
    assert.deepEqual(await refused(() => client.iplaygames.endMultiSession(id as string)), ['multiSessionId']);
  }
  assert.equal(sent.length, 0);
});

test('Meshmap: both mini game selectors, scores that are no numbers and unknown fields are refused', async () => {
  const { client, sent } = setup();
  const both = { miniGameTypeId: 'a', miniGameTypeName: 'b' };
  assert.deepEqual(await refused(() => client.meshmap.createGameSession(both)), ['miniGameTypeId', 'miniGameTypeName']);
  for (const score of [NaN, Infinity, '5', null]) {
    assert.deepEqual(await refused(() => client.meshmap.setSessionPlayerScore('a', 'b', score as number)), ['score']);
  }
  assert.deepEqual(await refused(() => client.meshmap.createGameSession({ name: 5 as unknown as string })), ['name']);
  assert.deepEqual(await refused(() => client.meshmap.createGameSession({ id: 'x' } as object)), ['id']);
  assert.deepEqual(await refused(() => client.meshmap.registerSessionPlayer('a', '')), ['playerId']);
  assert.equal(sent.length, 0);
});

test('iPlayGames: the game id is an integer on the wire; anything else is refused and named', async () => {
  const started = { success: true, data: { session_id: 's', game_url: 'https://g.example' } };
  const { client, sent } = setup(started);
  await client.iplaygames.startGameSession({ ...facts, gameId: '90417' });
  assert.equal((sent[0]?.body as { game_id: unknown }).game_id, 90417);
  assert.equal(sent[0]?.url.href, 'https://api.iplaygames.ai/api/v1/game-sessions/start');
  for (const gameId of ['sw_saffron', '1.5', '-1', '1e3', '9007199254740993', '', ' 1']) {
    assert.deepEqual(await refused(() => client.iplaygames.startGameSession({ ...facts, gameId })), ['gameId']);
  }
  assert.equal(sent.length, 1);
});

test('iPlayGames: without a gateway it must be said who plays; with one it need not', async () => {
  const { client, sent } = setup();
  const { playerId, ...rest } = facts;
  assert.deepEqual(await refused(() => client.iplaygames.startGameSession({ ...rest, gameId: '1' })), ['playerId']);
  assert.deepEqual(await refused(() => client.iplaygames.startMultiSession({ playerId, currency: ' ' })), [
    'currency',
    'countryCode',
    'ipAddress',
  ]);
  assert.equal(sent.length, 0);
  const behind = setup({ data: { session_id: 's', game_url: 'https://g.example' } }, { gateway: { url: gateway } });
  await behind.client.iplaygames.startGameSession({ gameId: '17' });
  assert.deepEqual(behind.sent[0]?.body, { game_id: 17 });
});

test('iPlayGames: the catalogue is narrowed by what is given, and by nothing that makes no sense', async () => {
  const { client, sent } = setup({ data: [], meta: { total: '412' } });
  assert.equal(
    (await client.iplaygames.listGames({ search: 'a&b=c', producerId: '7', type: 'slot', perPage: 'all' })).total,
    412,
  );
  assert.equal(sent[0]?.url.search, '?search=a%26b%3Dc&producer_id=7&type=slot&per_page=all');
  await client.iplaygames.listGames({ search: '' });
  assert.equal(sent[1]?.url.search, '');
  assert.deepEqual(await refused(() => client.iplaygames.listGames({ perPage: 0 })), ['perPage']);
  assert.deepEqual(await refused(() => client.iplaygames.listGames({ producerId: 'x' })), ['producerId']);
});

test('Vaix: fields and the shortest play are always said, and every parameter is encoded whole', async () => {
  const { client, sent } = setup(history);
  await client.vaix.getLatestGameSessions({ user: 'op 7' });
  const short = sent[0]?.url.searchParams;
  assert.equal(short?.get('minimum_duration'), '0');
  assert.equal(short?.get('distinction_level'), 'unique');
  assert.match(short?.get('fields') ?? '', /^game_id,game_name,game_studio,.*has_bonus/);
  assert.doesNotMatch(short?.get('fields') ?? '', /started|image/);

  const filters = 'category:eq:Gaming: Dice;enabled:eq:1|is_live:eq:1,a+b';
  await client.vaix.getLatestGameSessions({
    user: 'a+b;c|d,e',
    count: 24,
    distinctionLevel: 'daily',
    minimumDuration: 30,
    beforeDate: new Date(0),
    afterDate: '2026-03-02T18:15:00+01:00',
    filters,
    fields: ['game_name'],
    operator: 'op',
    bookmakerId: 1,
    subBookmakerId: 2,
  });
  assert.doesNotMatch(sent[1]?.url.search ?? '', /[+;|,]/);
  assert.deepEqual(Object.fromEntries(sent[1].url.searchParams), {
    user: 'a+b;c|d,e',
    count: '24',
    distinction_level: 'daily',
    minimum_duration: '30',
    before_date: '1970-01-01T00:00:00.000Z',
    after_date: '2026-03-02T17:15:00.000Z',
    filters,
    fields: 'game_id,game_name',
    operator: 'op',
    bookmaker_id: '1',
    sub_bookmaker_id: '2',
  });
  assert.equal(sent[1]?.headers.get('x-vaix-authentication-method'), 'iam');
});

test('Vaix: nobody, too many and impossible times are refused', async () => {
  const { client, sent } = setup(history);
  const plays = (options: object) => refused(() => client.vaix.getLatestGameSessions({ user: 'u', ...options }));
  for (const user of ['', ' ', '0', undefined]) assert.deepEqual(await plays({ user }), ['user']);
  for (const count of [0, 101, 1.5, NaN]) assert.deepEqual(await plays({ count }), ['count']);
  for (const minimumDuration of [-1, 0.5, NaN]) assert.deepEqual(await plays({ minimumDuration }), ['minimumDuration']);
  for (const beforeDate of ['now', '2022-03-15 00:00:00', new Date(NaN)])
    assert.deepEqual(await plays({ beforeDate }), ['beforeDate']);
  assert.equal(sent.length, 0);
});

test('Vaix: games whose play cannot be read are left out', async () => {
  const { client } = setup({
    status: 'success',
    data: [{ game_id: 7, images: 'none', vaix_tags: {}, enabled: null }, { game_name: 'x' }],
  });
  const { items, skipped } = await client.vaix.getLatestGameSessions({ user: 'u' });
  assert.deepEqual([items[0]?.gameId, items[0]?.images, items[0]?.tags, items[0]?.enabled], ['7', [], [], undefined]);
  assert.deepEqual(
    skipped.map(({ index, path }) => [index, path]),
    [[1, 'game_id']],
  );
});

test('words never heard of are kept; counts and positions that make no sense are replaced', async () => {
  const session = {
    id: 5,
    status: 'SUSPENDED?',
    playerCount: -3.7,
    miniGameType: [],
    startTime: '2026-02-30',
    name: {},
  };
  const { client } = setup({ gameSessions: [session] });
  const [item] = (await client.meshmap.listGameSessions()).items;
  assert.deepEqual(
    [item?.id, item?.status, item?.playerCount, item?.miniGame, item?.startTime],
    ['5', 'SUSPENDED?', 0, undefined, undefined],
  );
  const multi = {
    status: 'Frozen',
    total_games: 'many',
    games: [{ position: -1 }, 'x', { position: '7', status: 'FAILED' }],
  };
  const { client: other } = setup({ success: true, data: multi });
  const status = await other.iplaygames.getMultiSessionStatus('m');
  assert.deepEqual([status.status, status.totalGames], ['frozen', 2]);
  assert.deepEqual(
    status.games.map((game) => [game.position, game.status]),
    [
      [0, 'pending'],
      [7, 'failed'],
    ],
  );
});

test('a gateway is sent tokens and never keys; one that is refused is renewed once', async () => {
  const asked: string[] = [];
  const getToken = (reason: string) => Promise.resolve(asked.push(reason) === 1 ? 'old' : 'new');
  const { client, sent } = setup(
    (seen: Sent[]) =>
      seen.at(-1)?.headers.get('authorization') === 'Bearer old' ? Response.json({}, { status: 401 }) : { players: [] },
    { ...direct, gateway: { url: `${gateway}/`, getToken } },
  );
  await client.meshmap.listSessionPlayers('gs_1');
  assert.deepEqual(asked, ['missing', 'unauthorized']);
  assert.deepEqual(
    sent.map(({ url, headers }) => [url.pathname, headers.get('authorization'), headers.get('x-app-api-key')]),
    [
      ['/gs/meshmap/apps/game-sessions/gs_1/players', 'Bearer old', null],
      ['/gs/meshmap/apps/game-sessions/gs_1/players', 'Bearer new', null],
    ],
  );
});

test('a gateway that refuses every token is asked twice; one without tokens once', async () => {
  const no = () => Response.json({ error: { code: 'unauthorized', message: 'No', retryable: false } }, { status: 401 });
  for (const [getToken, count] of [
    [() => Promise.resolve('t'), 2],
    [() => Promise.resolve(undefined), 1],
    [undefined, 1],
  ] as const) {
    const { client, sent } = setup(no, { gateway: { url: gateway, getToken } });
    await assert.rejects(client.meshmap.listGameSessions(), { code: 'unauthorized', message: 'No' });
    assert.equal(sent.length, count);
  }
});

test('a token that cannot be had is an error of the gateway, and nothing is sent', async () => {
  const getToken = () => Promise.reject(new TypeError('offline'));
  const { client, sent } = setup({}, { gateway: { url: gateway, getToken } });
  await assert.rejects(client.iplaygames.startGameSession({ gameId: '1' }), {
    code: 'unauthorized',
    service: 'gateway',
  });
  assert.equal(sent.length, 0);
});

test('the gateway’s own errors keep their code, fields and id', async () => {
  const error = {
    code: 'unknown-outcome',
    message: 'Not known',
    retryable: true,
    requestId: 'req_1',
    fields: [{ path: 'a.b', message: 'bad' }],
  };
  const { client, sent } = setup(() => Response.json({ error }, { status: 504 }), { gateway: { url: gateway } });
  await assert.rejects(client.meshmap.listGameSessions(), {
    code: 'unknown-outcome',
    status: 504,
    retryable: false,
    requestId: 'req_1',
    message: 'Not known',
  });
  assert.equal(sent.length, 1);
});

test('the gateway’s own calls: JSON, and a stream that lives until its signal ends it', async () => {
  const { client, sent } = setup({ total: 3 }, { gateway: { url: gateway, getToken: () => Promise.resolve('t') } });
  const call = { params: { sessionId: 'a/b' }, query: { limit: 20, around: undefined } };
  assert.deepEqual(await client.gateway.request('/boards/{sessionId}', call), { total: 3 });
  assert.equal(sent[0]?.url.href, `${gateway}/boards/a%2Fb?limit=20`);

  const stream = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode('data: 1\n\n')),
  });
  const open = setup(() => new Response(stream, { headers: { 'content-type': 'text/event-stream' } }), {
    gateway: { url: gateway },
  });
  const page = new AbortController();
  const response = await open.client.gateway.open('/live', { lastEventId: '7' }, { signal: page.signal });
  assert.equal(open.sent[0]?.headers.get('last-event-id'), '7');
  assert.equal(open.sent[0]?.headers.get('accept'), 'text/event-stream');
  const reader = response.body!.getReader();
  assert.equal(new TextDecoder().decode((await reader.read()).value as Uint8Array), 'data: 1\n\n');

  assert.equal(open.sent[0]?.signal?.aborted, false);
  page.abort();
  assert.equal(open.sent[0]?.signal?.aborted, true);

  const failing = setup(
    () => Response.json({ error: { code: 'rate-limited', message: 'Slow', retryable: true } }, { status: 429 }),
    {
      gateway: { url: gateway },
    },
  );
  await assert.rejects(failing.client.gateway.open('/live'), {
    code: 'rate-limited',
    retryable: true,
    message: 'Slow',
  });
});

test('what a gateway passes on has only the fields that are shown, and reads the same at the other end', async () => {
  const sessions = [
    {
      id: 'a',
      status: 'ACTIVE',
      playerCount: 1,
      name: 'A &amp; B',
      apiKey: 'secret',
      miniGameType: { id: 'm', secret: 1 },
    },
    {},
  ];
  const projected = projectResponse(meshmapRoutes.listGameSessions, sessions);
  assert.doesNotMatch(JSON.stringify(projected), /secret/);
  const [item] = (await setup(projected).client.meshmap.listGameSessions()).items;
  assert.deepEqual([item?.name, item?.miniGame?.id], ['A & B', 'm']);

  const started = {
    success: true,
    data: { session_id: 's', session_token: 'st_secret', game_url: 'https://g.example/?a=1' },
  };
  const passed = projectResponse(iplaygamesRoutes.startGameSession, started);
  assert.doesNotMatch(JSON.stringify(passed), /secret/);
  const start = await setup(passed).client.iplaygames.startGameSession({ ...facts, gameId: '1' });
  assert.equal(start.gameUrl, 'https://g.example/?a=1');

  const plays = { status: 'success', data: [{ game_id: 1, has_bonus: true, max_bet: 3 }] };
  const passedPlays = projectResponse(vaixRoutes.getLatestGameSessions, plays);
  assert.doesNotMatch(JSON.stringify(passedPlays), /max_bet/);
  assert.deepEqual((await setup(passedPlays).client.vaix.getLatestGameSessions({ user: 'u' })).items[0]?.features, [
    'bonus',
  ]);
  const refusal = () => projectResponse(vaixRoutes.getLatestGameSessions, { status: 'error', data: [] });
  assert.throws(refusal, { code: 'upstream' });
});
