import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { born, list, setup, str } from './setup.js';

const sessions = '/apps/game-sessions';

suite('Meshmap sessions', () => {
  test('are listed with the fixed ones of the demo', async () => {
    const { meshmap } = setup();
    const { status, body } = await meshmap(`GET ${sessions}`);
    assert.equal(status, 200);
    const states = new Map(list(body.gameSessions).map((row) => [str(row.id), str(row.status)]));
    assert.deepEqual(
      ['gs_demo', 'gs_done', 'gs_paused'].map((id) => states.get(id)),
      ['ACTIVE', 'COMPLETED', 'PAUSED'],
    );
    assert.equal(list(body.gameSessions).find(({ id }) => str(id) === 'gs_empty')?.playerCount, 0);
  });

  test('come as a bare array without playerCount under the older root', async () => {
    const { meshmap, sandbox } = setup();
    sandbox.switches.listRoot = 'array';
    const { body } = await meshmap(`GET ${sessions}`);
    assert.ok(Array.isArray(body));
    assert.equal('playerCount' in list(body)[0], false);
    assert.equal('imageUrl' in list(body)[0].miniGameType, false);
  });

  test('are created with defaults, then readable and listed', async () => {
    const { meshmap } = setup();
    const made = await meshmap(`POST ${sessions}`, {});
    assert.equal(made.status, 201);
    assert.equal(made.body.status, 'ACTIVE');
    assert.equal(made.body.startTime, '2026-03-02T18:00:00.000Z');
    assert.equal('name' in made.body, false);
    const read = await meshmap(`GET ${sessions}/${str(made.body.id)}`);
    assert.deepEqual(read.body, made.body);
  });

  test('take a mini game by name, a null description and PAUSED', async () => {
    const { meshmap } = setup();
    const body = { name: 'Quay sprint', description: null, status: 'PAUSED', miniGameTypeName: 'Orb Hunt' };
    const made = await meshmap(`POST ${sessions}`, body);
    assert.equal(made.status, 201);
    assert.equal(made.body.status, 'PAUSED');
    assert.equal(made.body.description, null);
    assert.equal(made.body.miniGameType.id, 'mgt_orb');
  });

  test('refuse two mini game selectors and a wrong status with a list of issues', async () => {
    const { meshmap } = setup();
    const wrong = { miniGameTypeId: 'mgt_orb', miniGameTypeName: 'Orb Hunt', status: 'OVER', name: 5 };
    const { status, body } = await meshmap(`POST ${sessions}`, wrong);
    assert.equal(status, 400);
    const paths = list(body.error).map(({ path }) => str(list(path)[0]));
    assert.deepEqual(paths, ['name', 'miniGameTypeId', 'status']);
  });

  test('refuse an unknown mini game with a text, and a body that is not JSON', async () => {
    const { meshmap } = setup();
    const unknown = await meshmap(`POST ${sessions}`, { miniGameTypeName: 'Chess' });
    assert.deepEqual([unknown.status, unknown.body], [400, { error: 'Mini game type not found' }]);
    const broken = await meshmap(`POST ${sessions}`, '{"name":');
    assert.equal(broken.status, 400);
  });

  test('complete when the clock reaches their end, which they say from the start', async () => {
    const { meshmap, sandbox } = setup();
    const before = await meshmap(`GET ${sessions}/gs_sprint`);
    assert.deepEqual([before.body.status, before.body.endTime], ['ACTIVE', '2026-03-02T18:10:00.000Z']);
    sandbox.advance(10 * 60_000);
    const after = await meshmap(`GET ${sessions}/gs_sprint`);
    assert.deepEqual([after.body.status, after.body.endTime], ['COMPLETED', '2026-03-02T18:10:00.000Z']);
  });

  test('can be completed from outside', async () => {
    const { meshmap, sandbox } = setup();
    sandbox.setSession('gs_demo', { status: 'COMPLETED', endTime: born });
    const before = await meshmap(`GET ${sessions}/gs_demo/players`);
    sandbox.advance(3_600_000);
    const after = await meshmap(`GET ${sessions}/gs_demo/players`);
    assert.equal((await meshmap(`GET ${sessions}/gs_demo`)).body.status, 'COMPLETED');
    assert.equal(after.text, before.text);
  });

  test('cannot be deleted or changed, and unknown ones are 404', async () => {
    const { meshmap } = setup();
    assert.equal((await meshmap(`DELETE ${sessions}/gs_demo`)).status, 404);
    assert.equal((await meshmap(`PATCH ${sessions}/gs_demo`, {})).status, 404);
    const unknown = await meshmap(`GET ${sessions}/gs_nowhere`);
    assert.deepEqual([unknown.status, unknown.body], [404, { error: 'Game session not found' }]);
    assert.equal((await meshmap(`GET ${sessions}/gs_nowhere/players`)).status, 404);
  });

  test('need the key', async () => {
    const { meshmap } = setup();
    for (const headers of [{}, { 'x-app-api-key': 'wrong' }, { 'x-app-api-key': 'Bearer sandbox-meshmap-key' }]) {
      const { status, body } = await meshmap(`GET ${sessions}`, undefined, headers as Record<string, string>);
      assert.deepEqual([status, body], [401, { error: 'Unauthorized' }]);
    }
  });
});

suite('Meshmap players of a session', () => {
  test('are about forty in the demo, with the player themselves', async () => {
    const { meshmap } = setup();
    const { body } = await meshmap(`GET ${sessions}/gs_demo/players`);
    assert.equal(list(body.players).length, 40);
    const you = list(body.players).find(({ playerId }) => str(playerId) === 'pl_you');
    assert.deepEqual([you?.displayName, you?.score], ['You', 420]);
  });

  test('move with the clock, never down, and the same way every time', async () => {
    const first = setup();
    const second = setup();
    let before = new Map<string, number>();
    let moved = 0;
    for (let step = 0; step < 20; step++) {
      const one = await first.meshmap(`GET ${sessions}/gs_demo/players`);
      const two = await second.meshmap(`GET ${sessions}/gs_demo/players`);
      assert.equal(one.text, two.text);
      const now = new Map(list(one.body.players).map((row) => [str(row.playerId), Number(row.score)]));
      for (const [id, score] of before) {
        assert.ok((now.get(id) ?? 0) >= score);
        if (now.get(id) !== score) moved++;
      }
      before = now;
      first.sandbox.advance(5000);
      second.sandbox.advance(5000);
    }
    assert.ok(moved > 40, `${moved} moves in 100 s`);
  });

  test('differ with the seed', async () => {
    const one = await setup({ seed: 1 }).meshmap(`GET ${sessions}/gs_demo/players`);
    const two = await setup({ seed: 2 }).meshmap(`GET ${sessions}/gs_demo/players`);
    assert.notEqual(one.text, two.text);
  });

  test('register once; twice and unknown players are refused with a text', async () => {
    const { meshmap } = setup();
    const first = await meshmap(`POST ${sessions}/gs_empty/players`, { playerId: 'pl_you' });
    assert.deepEqual([first.status, first.body.score, first.body.displayName], [201, 0, 'You']);
    const again = await meshmap(`POST ${sessions}/gs_empty/players`, { playerId: 'pl_you' });
    assert.deepEqual([again.status, again.body], [400, { error: 'Player is already registered in this session' }]);
    const unknown = await meshmap(`POST ${sessions}/gs_empty/players`, { playerId: 'pl_nobody' });
    assert.deepEqual([unknown.status, unknown.body], [400, { error: 'Player not found' }]);
    const { body } = await meshmap(`GET ${sessions}/gs_empty`);
    assert.equal(body.playerCount, 1);
  });

  test('need a playerId to register', async () => {
    const { meshmap } = setup();
    const { status, body } = await meshmap(`POST ${sessions}/gs_empty/players`, {});
    assert.equal(status, 400);
    assert.deepEqual(body, { error: [{ code: 'invalid_type', message: 'Required', path: ['playerId'] }] });
  });

  test('have their score overwritten, also downwards, and keep it', async () => {
    const { meshmap, sandbox } = setup();
    const path = `${sessions}/gs_demo/players/pl_you`;
    sandbox.advance(1000);
    const first = await meshmap(`PATCH ${path}`, { score: 1999.75 });
    assert.deepEqual(
      [first.status, first.body.score, first.body.updatedAt],
      [200, 1999.75, '2026-03-02T18:00:01.000Z'],
    );
    await meshmap(`PATCH ${path}`, { score: -3 });
    const { body } = await meshmap(`GET ${sessions}/gs_demo/players`);
    assert.equal(list(body.players).find(({ playerId }) => str(playerId) === 'pl_you')?.score, -3);
  });

  test('refuse a score that is not a number, and are 404 when not registered', async () => {
    const { meshmap } = setup();
    for (const score of ['12', null, undefined, [1]]) {
      const { status, body } = await meshmap(`PATCH ${sessions}/gs_demo/players/pl_you`, { score });
      assert.equal(status, 400);
      assert.deepEqual(list(body.error)[0].path, ['score']);
    }
    const { status, body } = await meshmap(`PATCH ${sessions}/gs_empty/players/pl_you`, { score: 1 });
    assert.deepEqual([status, body], [404, { error: 'Player not found in session' }]);
  });

  test('can have numeric ids, which work as ids', async () => {
    const { meshmap, sandbox } = setup();
    sandbox.switches.numericIds = true;
    const { body } = await meshmap(`GET ${sessions}/gs_demo/players`);
    assert.equal(list(body.players)[0].playerId, 1000);
    assert.equal((await meshmap(`PATCH ${sessions}/gs_demo/players/1000`, { score: 7 })).body.playerId, 1000);
  });

  test('can be a hundred thousand', async () => {
    const { meshmap } = setup({ players: 100_000 });
    const { body } = await meshmap(`GET ${sessions}/gs_demo/players`);
    assert.equal(list(body.players).length, 100_001);
    assert.equal(new Set(list(body.players).map(({ displayName }) => str(displayName))).size, 100_001);
  });
});

suite('Meshmap catalogue', () => {
  test('lists mini game types, also by name', async () => {
    const { meshmap } = setup();
    assert.equal(list((await meshmap('GET /apps/minigame-types')).body.miniGameTypes).length, 4);
    const { body } = await meshmap('GET /apps/minigame-types?miniGameTypeName=Orb%20Hunt');
    assert.deepEqual(list(body.miniGameTypes).map(({ id }) => str(id)), ['mgt_orb']); // prettier-ignore
  });

  test('creates players with names of their own', async () => {
    const { meshmap } = setup();
    const made = await meshmap('POST /apps/players', { displayName: 'אביגיל' });
    assert.equal(made.status, 201);
    const again = await meshmap('POST /apps/players', { displayName: 'אביגיל' });
    assert.deepEqual([again.status, again.body], [400, { error: 'A player with this name already exists' }]);
    assert.equal((await meshmap('POST /apps/players', {})).status, 400);
    assert.equal((await meshmap('POST /apps/players', { displayName: ' ' })).status, 400);
    const { body } = await meshmap('GET /apps/players');
    assert.ok(list(body.players).some(({ id }) => id === made.body.id));
    assert.equal((await meshmap(`POST ${sessions}/gs_empty/players`, { playerId: made.body.id })).status, 201);
  });

  test('has global leaderboards, best first, which may be null', async () => {
    const { meshmap, sandbox } = setup();
    const { body } = await meshmap('GET /apps/global-leaderboards?limit=3');
    const orb = list(body.leaderboards).find(({ miniGameTypeId }) => str(miniGameTypeId) === 'mgt_orb');
    const scores = list(orb?.leaderboard ?? {}).map(({ playerScore }) => Number(playerScore));
    assert.equal(scores.length, 3);
    assert.deepEqual(
      scores,
      [...scores].sort((a, b) => b - a),
    );
    assert.equal('miniGameTypeName' in list(body.leaderboards)[0], false);
    const one = await meshmap('GET /apps/global-leaderboards?miniGameTypeId=mgt_pairs');
    assert.equal(list(one.body.leaderboards).length, 1);
    assert.equal((await meshmap('GET /apps/global-leaderboards?limit=0')).status, 400);
    sandbox.switches.nullBoards = 'boards';
    assert.deepEqual((await meshmap('GET /apps/global-leaderboards')).body, { leaderboards: null });
    sandbox.switches.nullBoards = 'rows';
    assert.equal(list((await meshmap('GET /apps/global-leaderboards')).body.leaderboards)[1].leaderboard, null);
  });
});
