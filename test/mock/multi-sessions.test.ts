import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { list, player, setup, str } from './setup.js';

suite('iPlayGames multi-sessions', () => {
  const ids = { ...player, game_ids: ['101', '113', '102', '103'] };

  test('start with the games asked for, in order, without their ids', async () => {
    const { iplaygames } = setup();
    const { status, body } = await iplaygames('POST /multi-sessions/start', ids);
    assert.equal(status, 201);
    assert.match(str(body.data.multi_session_id), /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    assert.ok(str(body.data.swipe_url).endsWith(`/play/${str(body.data.multi_session_id)}`));
    assert.equal(body.data.total_games, 4);
    assert.deepEqual(list(body.data.games)[2], {
      position: 2,
      game_name: 'Orb Hunt',
      game_image: 'https://games.sandbox.example/art/orb-hunt.svg',
    });
    assert.equal(body.data.expires_at, '2026-03-03T18:00:00Z');
  });

  test('pick served games of every provider when none are asked for, others each time', async () => {
    const { iplaygames } = setup();
    const pick = async () =>
      list((await iplaygames('POST /multi-sessions/start', player)).body.data.games).map(({ game_name }) =>
        str(game_name),
      );
    const [first, second] = [await pick(), await pick()];
    assert.equal(first.length, 8);
    assert.notDeepEqual(first, second);
    assert.ok(!first.includes('Polar Static'));
  });

  test('prepare the current position and the next, then others as the player moves; unserved games fail', async () => {
    const { iplaygames, sandbox } = setup();
    const id = str((await iplaygames('POST /multi-sessions/start', ids)).body.data.multi_session_id);
    const look = async () => {
      const { data } = (await iplaygames(`GET /multi-sessions/${id}/status`)).body;
      return [
        Number(data.current_index),
        Number(data.active_sessions),
        ...list(data.games).map(({ status }) => str(status)),
      ];
    };
    assert.deepEqual(await look(), [0, 0, 'pending', 'pending', 'pending', 'pending']);
    sandbox.advance(2000);
    assert.deepEqual(await look(), [0, 1, 'ready', 'failed', 'pending', 'pending']);
    assert.equal(sandbox.swipeTo(id, 2), true);
    assert.deepEqual(await look(), [2, 1, 'ready', 'failed', 'pending', 'pending']);
    sandbox.advance(2000);
    assert.deepEqual(await look(), [2, 3, 'ready', 'failed', 'ready', 'ready']);
    assert.equal(sandbox.swipeTo(id, 9), false);
  });

  test('fail positions on demand', async () => {
    const { iplaygames, sandbox } = setup({ switches: { failPositions: [0] } });
    const id = str((await iplaygames('POST /multi-sessions/start', ids)).body.data.multi_session_id);
    sandbox.advance(2000);
    const { body } = await iplaygames(`GET /multi-sessions/${id}/status`);
    assert.equal(list(body.data.games)[0].status, 'failed');
  });

  test('end once and for all, and expire', async () => {
    const { iplaygames, sandbox } = setup();
    const id = str((await iplaygames('POST /multi-sessions/start', ids)).body.data.multi_session_id);
    for (let count = 0; count < 2; count++) {
      const { status, body } = await iplaygames(`POST /multi-sessions/${id}/end`);
      assert.deepEqual([status, body], [200, { success: true, message: 'Multi-session ended successfully' }]);
    }
    const { body } = await iplaygames(`GET /multi-sessions/${id}/status`);
    assert.deepEqual([body.data.status, body.data.active_sessions], ['closed', 0]);
    assert.equal(sandbox.swipeTo(id, 1), false);
    const other = str((await iplaygames('POST /multi-sessions/start', ids)).body.data.multi_session_id);
    sandbox.advance(24 * 3_600_000);
    assert.equal((await iplaygames(`GET /multi-sessions/${other}/status`)).body.data.status, 'expired');
  });

  test('refuse numeric game ids, missing fields and unknown games', async () => {
    const { iplaygames } = setup();
    const numeric = await iplaygames('POST /multi-sessions/start', { ...player, game_ids: [101, '102'] });
    assert.equal(numeric.status, 422);
    assert.deepEqual(Object.keys(numeric.body.errors), ['game_ids.0']);
    assert.equal((await iplaygames('POST /multi-sessions/start', {})).status, 422);
    const unknown = await iplaygames('POST /multi-sessions/start', { ...player, game_ids: ['999'] });
    assert.deepEqual([unknown.status, unknown.body], [400, { success: false, message: 'Invalid request parameters' }]);
    for (const call of ['GET /multi-sessions/nope/status', 'POST /multi-sessions/nope/end']) {
      const { status, body } = await iplaygames(call);
      assert.deepEqual([status, body], [404, { success: false, message: 'Multi-session not found' }]);
    }
  });

  test('become ready by the clock alone when no server is behind the swipe page', async () => {
    const { iplaygames, sandbox } = setup({ staticGames: true });
    const { data } = (await iplaygames('POST /multi-sessions/start', ids)).body;
    const url = new URL(str(data.swipe_url));
    assert.equal(url.pathname + url.search, `/play/index.html?id=${str(data.multi_session_id)}`);
    const games = JSON.parse(decodeURIComponent(url.hash.slice('#games='.length))) as string[][];
    assert.deepEqual(games[2], ['Orb Hunt', 'art/orb-hunt.svg', 'orb-hunt/index.html?skin=dusk']);
    sandbox.advance(20_000);
    const { body } = await iplaygames(`GET /multi-sessions/${str(data.multi_session_id)}/status`);
    assert.deepEqual(list(body.data.games).map(({ status }) => str(status)), ['ready', 'failed', 'ready', 'ready']); // prettier-ignore
  });

  test('have a swipe page that reads its list, opens games and reports', async () => {
    const { iplaygames, play, vaix, sandbox } = setup();
    const id = str((await iplaygames('POST /multi-sessions/start', ids)).body.data.multi_session_id);
    const page = await play(`GET /${id}/games`);
    assert.deepEqual([page.body.status, page.body.currentIndex, list(page.body.games).length], ['active', 0, 4]);
    const opened = await play(`POST /${id}/open`, { position: 2 });
    assert.match(str(opened.body.url), /\/orb-hunt\/index\.html\?skin=dusk&session=/);
    assert.equal((await play(`POST /${id}/report`, { position: 2, status: 'ready' })).status, 204);
    const { body } = await iplaygames(`GET /multi-sessions/${id}/status`);
    assert.deepEqual([body.data.current_index, list(body.data.games)[2].status], [2, 'ready']);
    assert.deepEqual((await play(`POST /${id}/open`, { position: 1 })).body, { url: null });
    assert.equal((await play(`POST /${id}/open`, { position: 'x' })).status, 409);
    assert.equal((await play('GET /nope/games')).status, 404);
    sandbox.advance(90_000);
    await play(`POST /${id}/open`, { position: 2 });
    sandbox.advance(90_000);
    await iplaygames(`POST /multi-sessions/${id}/end`);
    const history = await vaix('GET /api/casino/game_sessions/latest?user=pl_you&count=1');
    assert.deepEqual(list(history.body.data), [{ game_id: 'orb-hunt' }]);
  });
});
