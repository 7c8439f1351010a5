import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { FilterError, parseFilters } from '../../src/mock/sandbox/filters.js';
import { list, player, setup, str } from './setup.js';

const path = 'GET /api/casino/game_sessions/latest?user=pl_you';
const key = { authorization: 'Bearer sandbox-vaix-key' };

function lookup(options: Parameters<typeof setup>[0] = {}) {
  const { vaix, ...rest } = setup(options);
  const look = async (query: string) => {
    const reply = await vaix(`${path}${query}`);
    return {
      status: reply.status,
      body: reply.body,
      ids: reply.status === 200 ? list(reply.body.data).map(({ game_id }) => str(game_id)) : [],
    };
  };
  return { ...rest, vaix, look };
}

suite('Vaix history', () => {
  test('answers the game id alone by default, newest first', async () => {
    const { look } = lookup();
    const { status, body, ids } = await look('');
    assert.equal(status, 200);
    assert.equal(body.status, 'success');
    assert.deepEqual(list(body.data)[0], { game_id: 'saffron-comet' });
    assert.equal(ids.length, 10);
  });

  test('projects to the fields asked for; those that cannot be selected come along, on request, or never', async () => {
    const { look, sandbox } = lookup();
    const keys = async (query: string) => Object.keys(list((await look(query)).body.data)[0]).sort();
    assert.ok((await keys('&fields=game_name')).includes('started'));
    assert.ok(!(await keys('&fields=game_name')).includes('game_id'));
    assert.ok(!(await keys('&fields=game_name')).includes('game_image_url'), 'real accounts have no pictures');
    assert.equal((await look('&fields=game_id,started')).status, 422, 'it cannot be selected');
    sandbox.switches.historyExtras = 'always';
    assert.ok((await keys('&fields=game_name')).includes('game_image_url'));
    sandbox.switches.historyExtras = 'on-request';
    assert.deepEqual(await keys('&fields=game_id,game_name'), ['game_id', 'game_name']);
    assert.deepEqual(await keys('&fields=game_id,started'), ['game_id', 'started']);
    sandbox.switches.historyExtras = 'never';
    assert.equal((await look('&fields=game_id,started')).status, 422);
    assert.deepEqual(await keys('&fields=game_id'), ['game_id']);
  });

  test('refuses an unknown field', async () => {
    const { look } = lookup();
    const { status, body } = await look('&fields=game_id,password');
    assert.deepEqual([status, body], [422, { errors: { fields: ['unknown field password'] } }]);
  });

  test('keeps plays of more than 60 seconds by default, and all of them with 0', async () => {
    const { look } = lookup();
    const strict = (await look('&distinction_level=none&count=100')).ids;
    const all = (await look('&distinction_level=none&count=100&minimum_duration=0')).ids;
    assert.equal(strict.includes('firefly-rush'), false);
    assert.equal(strict.includes('tidepool-treasure'), false, 'exactly 60 s is not more than 60 s');
    assert.equal(strict.includes('koi-pond'), true);
    assert.equal(all.length, strict.length + 3);
    assert.equal((await look('&minimum_duration=59&count=100')).ids.includes('tidepool-treasure'), true);
  });

  test('is distinct by day, by game or not at all', async () => {
    const { look } = lookup();
    const count = async (level: string) =>
      (await look(`&count=100&minimum_duration=0&distinction_level=${level}`)).ids.filter(
        (id) => id === 'saffron-comet',
      ).length;
    assert.deepEqual([await count('none'), await count('daily'), await count('unique')], [3, 2, 1]);
    assert.equal((await look('&distinction_level=weekly')).status, 422);
  });

  test('is bounded by dates', async () => {
    const { look } = lookup();
    const base = '&minimum_duration=0&count=100&distinction_level=none';
    const after = (await look(`${base}&after_date=2026-03-02T14:30:00Z`)).ids;
    assert.deepEqual(after, ['saffron-comet', 'lantern-pairs']);
    const before = (await look(`${base}&before_date=2026-02-25T18:00:00%2B00:00`)).ids;
    assert.deepEqual(before, ['midnight-orchard', 'glacier-memory']);
    assert.equal((await look('&after_date=2026-03-02%2018:00:00')).status, 422);
  });

  test('takes a count from 1 to 100', async () => {
    const { look } = lookup();
    assert.equal((await look('&count=1')).ids.length, 1);
    assert.deepEqual((await look('&count=101')).body, { errors: { count: ['must be less than or equal to 100'] } });
    assert.deepEqual((await look('&count=0')).body, { errors: { count: ['must be greater than or equal to 1'] } });
    assert.equal((await look('&count=ten')).status, 422);
    assert.equal((await look('&minimum_duration=-1')).status, 422);
  });

  test('is empty for unknown users and needs a user', async () => {
    const { vaix } = setup();
    const unknown = await vaix('GET /api/casino/game_sessions/latest?user=nobody');
    assert.deepEqual([unknown.status, unknown.body], [200, { data: [], status: 'success' }]);
    const missing = await vaix('GET /api/casino/game_sessions/latest');
    assert.deepEqual([missing.status, missing.body], [422, { errors: { user: ['is missing'] } }]);
  });

  test('grows when a game was played to its end, not before', async () => {
    const { look, iplaygames, sandbox } = lookup();
    const { data } = (await iplaygames('POST /game-sessions/start', { ...player, game_id: 102 })).body;
    sandbox.advance(75_000);
    assert.notEqual((await look('')).ids[0], 'orb-hunt');
    await iplaygames(`POST /game-sessions/${str(data.session_id)}/end`);
    const { body } = await look('&fields=game_id,game_name');
    const newest = list(body.data)[0];
    assert.deepEqual(
      [newest.game_id, newest.game_name, newest.started, newest.total_duration_in_seconds, newest.internal_game_id],
      ['orb-hunt', 'Orb Hunt', '2026-03-02T18:00:00Z', 75, '102'],
    );
  });

  test('filters by game fields and refuses what is no filter', async () => {
    const { look } = lookup();
    const filter = (text: string) =>
      look(`&minimum_duration=0&count=100&distinction_level=unique&filters=${encodeURIComponent(text)}`);
    assert.deepEqual((await filter('category:eq:Gaming: Dice')).ids, ['1842']);
    assert.deepEqual((await filter('enabled:eq:0')).ids, ['polar-static', 'harbour-lights']);
    assert.deepEqual((await filter('is_live:eq:1;channels:eq:web')).ids, ['koi-pond', 'paper-cranes']);
    assert.deepEqual((await filter('enabled:eq:1;category:eq:puzzle|game_id:in:koi-pond,1842')).ids, [
      'lantern-pairs',
      'rook-and-raven',
      'koi-pond',
      '1842',
      'glacier-memory',
    ]);
    const unknown = await filter('secret:eq:1');
    assert.deepEqual([unknown.status, unknown.body], [422, { error: 'Unknown filter field', status: 'error' }]);
    for (const text of [
      '',
      'category',
      'category:eq',
      'category:eq:',
      'category:like:x',
      'min_bet:gt:much',
      ';',
      'enabled:eq:1;',
    ]) {
      assert.equal((await filter(text)).status, 422, text);
    }
  });

  test('refuses callers without client id, key, permission or a taste for JSON', async () => {
    const { vaix, sandbox } = setup();
    const call = async (headers: Record<string, string>) => {
      const { status, body } = await vaix(path, undefined, headers);
      return [status, Object.keys(body).join()];
    };
    assert.deepEqual(await call(key), [400, 'error,status']);
    assert.deepEqual(await call({ 'x-vaix-client-id': 'sandbox' }), [401, 'error,status']);
    assert.deepEqual(await call({ ...key, 'x-vaix-client-id': 'other' }), [401, 'error,status']);
    assert.deepEqual(await call({ ...key, 'x-vaix-client-id': 'sandbox', accept: 'text/html' }), [406, 'errors']);
    sandbox.switches.historyPermission = false;
    assert.deepEqual(await call({ ...key, 'x-vaix-client-id': 'sandbox' }), [403, 'error,status']);
  });

  test('accepts issued tokens by the iam method until they expire', async () => {
    const { vaix, sandbox } = setup();
    const credentials = {
      grant_type: 'client_credentials',
      client_id: 'sandbox',
      client_secret: 'sandbox-vaix-secret',
    };
    assert.equal((await vaix('POST /oauth/token', { ...credentials, client_secret: 'guess' })).status, 401);
    const { body } = await vaix('POST /oauth/token', credentials);
    assert.equal(body.expires_in, 3600);
    const call = async (token: string, method: string) =>
      (
        await vaix(path, undefined, {
          authorization: `Bearer ${token}`,
          'x-vaix-client-id': 'sandbox',
          'x-vaix-authentication-method': method,
        })
      ).status;
    const token = str(body.access_token);
    assert.equal(await call(token, 'iam'), 200);
    assert.equal(await call(token, 'vaix'), 401);
    assert.equal(await call('sandbox-vaix-key', 'iam'), 401);
    sandbox.advance(3_600_000);
    assert.equal(await call(token, 'iam'), 401);
  });
});

suite('Vaix filter language', () => {
  const row = {
    game_id: 'a:b',
    game_studio: 'Tin',
    tags: ['x', 'y'],
    is_live: true,
    has_buy: null,
    min_bet: 0.5,
    enabled: 1,
  };
  const cases: [string, boolean][] = [
    ['game_id:eq:a:b', true], ['game_id:neq:a:b', false], ['game_brand:eq:Tin', true], ['tags:in:q,y', true], ['tags:nin:q,y', false],
    ['live:eq:1', true], ['is_live:eq:true', true], ['is_live:eq:0', false], ['has_buy:eq:1', false], ['has_buy:eq:0', false],
    ['min_bet:gt:0.4', true], ['min_bet:lt:0.5', false], ['game_id:gt:1', false], ['enabled:eq:1', true],
    ['game_id:eq:z|min_bet:eq:0.5', true], ['enabled:eq:1;game_id:eq:z|tags:eq:x', true], ['enabled:eq:0;game_id:eq:z|tags:eq:x', false],
  ]; // prettier-ignore
  for (const [text, expected] of cases) {
    test(`${text} is ${expected}`, () => assert.equal(parseFilters(text)(row), expected));
  }
  test('throws for what it cannot read', () => assert.throws(() => parseFilters('a|b'), FilterError));
});

suite('Vaix catalogue and tracker', () => {
  test('pages by a signed cursor to the end', async () => {
    const { vaix } = setup();
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const query: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
      const { body } = await vaix(`GET /api/casino/games?page_size=5${query}`);
      seen.push(...list(body.data).map(({ game_id }) => str(game_id)));
      cursor = (body.pagination.next as unknown as string | null) ?? undefined;
    } while (cursor);
    assert.equal(seen.length, 14);
    assert.equal(new Set(seen).size, 14);
    assert.equal((await vaix('GET /api/casino/games?cursor=forged')).status, 422);
  });

  test('pages by number when asked to', async () => {
    const { vaix } = setup();
    const { body } = await vaix('GET /api/casino/games?page=3&page_size=5');
    assert.deepEqual(body.pagination, { page: 3, page_count: 3, page_size: 5, total_count: 14 });
    assert.equal(list(body.data).length, 4);
  });

  test('ranks popular games with a confidence from 1 down', async () => {
    const { vaix } = setup();
    const { body } = await vaix('GET /api/casino/games/popular?count=3&filters=enabled:eq:1');
    const confidences = list(body.data).map(({ confidence }) => Number(confidence));
    assert.equal(confidences[0], 1);
    assert.deepEqual(
      confidences,
      [...confidences].sort((a, b) => b - a),
    );
    assert.equal(confidences.length, 3);
  });

  test('takes events without an answer, and refuses what is none', async () => {
    const { vaix } = setup();
    const event = { event_type: 'clicks:event', user_id: null, data: { page: '/home', location: 'recent:list' } };
    const taken = await vaix('POST /api/tracker/events', event);
    assert.deepEqual([taken.status, taken.text], [204, '']);
    assert.equal((await vaix('POST /api/tracker/events', {})).status, 422);
  });
});
