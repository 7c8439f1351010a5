import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { list, player, setup, str } from './setup.js';

suite('iPlayGames catalogue', () => {
  test('lists all games with a total and no success flag', async () => {
    const { iplaygames } = setup();
    const { status, body } = await iplaygames('GET /games');
    assert.equal(status, 200);
    assert.ok(list(body.data).length >= 12);
    assert.deepEqual(body.meta, { total: list(body.data).length });
    assert.equal('success' in body, false);
  });

  test('filters by search, provider, producer and type, and cuts to per_page', async () => {
    const { iplaygames } = setup();
    const titles = async (query: string) =>
      list((await iplaygames(`GET /games?${query}`)).body.data).map(({ id }) => Number(id));
    assert.deepEqual(await titles('search=comet'), [101]);
    assert.deepEqual(await titles('type=live'), [109, 111, 112]);
    assert.deepEqual(await titles('provider=paper-lantern'), [102, 103, 112]);
    assert.deepEqual(await titles('producer_id=4&type=table'), [102, 103]);
    const page = await iplaygames('GET /games?per_page=2&type=live');
    assert.deepEqual([list(page.body.data).length, page.body.meta], [2, { total: 3 }]);
    assert.equal(list((await iplaygames('GET /games?per_page=all')).body.data).length, 14);
  });

  test('refuses plural types, unknown providers and other page sizes in the framework’s shape', async () => {
    const { iplaygames } = setup();
    for (const [query, field] of [
      ['type=slots', 'type'],
      ['provider=x', 'provider'],
      ['producer_id=99', 'producer_id'],
      ['per_page=0', 'per_page'],
      [`search=${'x'.repeat(256)}`, 'search'],
    ]) {
      const { status, body } = await iplaygames(`GET /games?${query}`);
      assert.equal(status, 422, query);
      assert.deepEqual(Object.keys(body.errors), [field]);
      assert.equal(typeof body.message, 'string');
    }
  });

  test('answers one game, and 404 for another', async () => {
    const { iplaygames } = setup();
    assert.equal((await iplaygames('GET /games/101')).body.data.title, 'Saffron Comet');
    assert.equal((await iplaygames('GET /games/9')).status, 404);
  });

  test('says a wrong key with error, message and code; multi-sessions with success:false', async () => {
    const { iplaygames } = setup();
    for (const authorization of ['', 'sandbox-iplaygames-key', 'Bearer wrong']) {
      const { status, body } = await iplaygames('GET /games', undefined, { authorization });
      assert.deepEqual(
        [status, body],
        [401, { error: 'Unauthorized', message: 'Invalid or inactive API key', code: 401 }],
      );
    }
    const multi = await iplaygames('POST /multi-sessions/start', player, {});
    assert.deepEqual([multi.status, multi.body], [401, { success: false, message: 'Unauthorized' }]);
  });
});

suite('iPlayGames game sessions', () => {
  const start = { ...player, game_id: 101 };

  test('start with a url of a real game, a token and an expiry', async () => {
    const { iplaygames } = setup({ gamesOrigin: 'http://127.0.0.1:4001' });
    const { status, body } = await iplaygames('POST /game-sessions/start', { ...start, locale: 'ar' });
    assert.equal(status, 201);
    assert.equal(body.success, true);
    const url = new URL(str(body.data.game_url));
    assert.equal(url.origin + url.pathname, 'http://127.0.0.1:4001/saffron-comet/index.html');
    assert.equal(url.searchParams.get('session'), body.data.session_id);
    assert.equal(body.data.expires_at, '2026-03-02T20:00:00Z');
  });

  test('never get the same id twice', async () => {
    const { iplaygames } = setup();
    const ids = new Set<unknown>();
    for (let count = 0; count < 20; count++) {
      ids.add((await iplaygames('POST /game-sessions/start', start)).body.data.session_id);
    }
    assert.equal(ids.size, 20);
  });

  test('go from active to closed, and ending again changes nothing', async () => {
    const { iplaygames, sandbox } = setup();
    const id = str((await iplaygames('POST /game-sessions/start', start)).body.data.session_id);
    sandbox.advance(95_000);
    const active = await iplaygames(`GET /game-sessions/${id}/status`);
    assert.deepEqual(active.body.data, {
      session_id: id,
      status: 'active',
      player_id: 'pl_you',
      game: { id: 101, title: 'Saffron Comet' },
      started_at: '2026-03-02T18:00:00Z',
      last_activity: '2026-03-02T18:01:30Z',
    });
    for (let count = 0; count < 2; count++) {
      const end = await iplaygames(`POST /game-sessions/${id}/end`);
      assert.deepEqual([end.status, end.body], [200, { success: true, message: 'Session ended successfully' }]);
    }
    assert.equal((await iplaygames(`GET /game-sessions/${id}/status`)).body.data.status, 'closed');
  });

  test('expire by the clock', async () => {
    const { iplaygames, sandbox } = setup({ switches: { sessionLife: 60_000 } });
    const id = str((await iplaygames('POST /game-sessions/start', start)).body.data.session_id);
    sandbox.advance(60_000);
    assert.equal((await iplaygames(`GET /game-sessions/${id}/status`)).body.data.status, 'expired');
    assert.equal((await iplaygames(`POST /game-sessions/${id}/end`)).status, 200);
    assert.equal((await iplaygames(`GET /game-sessions/${id}/status`)).body.data.status, 'expired');
  });

  test('are 404 when unknown', async () => {
    const { iplaygames } = setup();
    for (const call of ['GET /game-sessions/nope/status', 'POST /game-sessions/nope/end']) {
      const { status, body } = await iplaygames(call);
      assert.deepEqual([status, body], [404, { success: false, message: 'Session not found' }]);
    }
  });

  test('refuse missing fields and wrong types with 422', async () => {
    const { iplaygames } = setup();
    const empty = await iplaygames('POST /game-sessions/start', {});
    assert.equal(empty.status, 422);
    assert.deepEqual(Object.keys(empty.body.errors), [
      'game_id',
      'player_id',
      'currency',
      'ip_address',
      'country_code',
    ]);
    assert.equal(empty.body.message, 'The game id field is required. (and 4 more errors)');
    const wrong: [string, unknown][] = [
      ['game_id', '101'], ['game_id', 1.5], ['player_id', 7], ['currency', 'EURO'], ['country_code', 'MLT'], ['ip_address', '300.1.1.1'],
      ['ip_address', 'localhost'], ['locale', 'en-GB'], ['device', 'watch'], ['return_url', 'nowhere'], ['expire_days', 31], ['freespin_count', '5'],
      ['freespin_bet_amount', 'much'],
    ]; // prettier-ignore
    for (const [field, bad] of wrong) {
      const { status, body } = await iplaygames('POST /game-sessions/start', { ...start, [field]: bad });
      assert.equal(status, 422, field);
      assert.deepEqual(Object.keys(body.errors), [field]);
    }
    const optional = {
      return_url: null,
      locale: null,
      device: 'mobile',
      ip_address: '2001:db8::17',
      freespin_bet_amount: '0.50',
    };
    assert.equal((await iplaygames('POST /game-sessions/start', { ...start, ...optional })).status, 201);
  });

  test('are refused for business reasons: 404, 403, 400, 503', async () => {
    const { iplaygames, sandbox } = setup();
    const refused = async (change: object) => {
      const { status, body } = await iplaygames('POST /game-sessions/start', { ...start, ...change });
      assert.equal(body.success, false);
      return status;
    };
    assert.equal(await refused({ game_id: 999 }), 404);
    assert.equal(await refused({ provider: 'halfmoon' }), 403);
    sandbox.switches.providerOverride = true;
    assert.equal(await refused({ provider: 'tidal' }), 400);
    assert.equal(await refused({ game_id: 105, country_code: 'GB' }), 503);
    assert.equal(await refused({ game_id: 105, currency: 'USD' }), 503);
    assert.equal(await refused({ game_id: 113 }), 503);
    // An empty list means unknown: this one is not served everywhere.
    assert.equal(await refused({ game_id: 111, country_code: 'JP' }), 503);
    assert.equal(
      (await iplaygames('POST /game-sessions/start', { ...start, game_id: 110, country_code: 'JP' })).status,
      201,
    );
    assert.equal((await iplaygames('POST /game-sessions/start', { ...start, provider: 'halfmoon' })).status, 201);
  });
});
