import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { type FailureKind, isSandboxPath, isSwipePath } from '../../src/mock/sandbox/index.js';
import { list, player, setup } from './setup.js';

const players = 'GET /apps/game-sessions/gs_demo/players';

function failing(kind: FailureKind, operation = '*') {
  const all = setup();
  all.sandbox.switches.failures = [{ operation, kind }];
  return all;
}

suite('Failures on demand', () => {
  test('wear off after their times, begin after some calls and meet only their operation', async () => {
    const { meshmap, sandbox } = setup();
    sandbox.switches.failures = [{ operation: 'listSessionPlayers', kind: 'server-error', after: 1, times: 2 }];
    const statuses: number[] = [];
    for (let count = 0; count < 5; count++) statuses.push((await meshmap(players)).status);
    assert.deepEqual(statuses, [200, 500, 500, 200, 200]);
    assert.equal((await meshmap('GET /apps/game-sessions')).status, 200);
  });

  test('hit a share of calls, the same ones each time', async () => {
    const run = async () => {
      const { meshmap, sandbox } = setup();
      sandbox.switches.failures = [{ operation: '*', kind: 'server-error', rate: 0.5 }];
      const statuses: number[] = [];
      for (let count = 0; count < 40; count++) statuses.push((await meshmap('GET /apps/minigame-types')).status);
      return statuses;
    };
    const first = await run();
    const failed = first.filter((status) => status === 500).length;
    assert.ok(failed > 8 && failed < 32, `${failed} of 40`);
    assert.deepEqual(await run(), first);
  });

  test('speak in each vendor’s error shape', async () => {
    const { meshmap, iplaygames, vaix, sandbox } = failing('rate-limited');
    sandbox.switches.failures[0].retryAfter = 7;
    const all = [
      await meshmap('GET /apps/players'),
      await iplaygames('GET /games'),
      await vaix('GET /api/casino/games'),
    ];
    assert.deepEqual(all.map(({ status, headers }) => [status, headers.get('retry-after')]), [[429, '7'], [429, '7'], [429, '7']]); // prettier-ignore
    assert.deepEqual(all.map(({ body }) => Object.keys(body).join()), ['error', 'message', 'error,status']); // prettier-ignore
    sandbox.switches.failures = [{ operation: '*', kind: 'server-error' }];
    assert.deepEqual((await iplaygames('GET /games')).body, { message: 'Server Error' });
    assert.deepEqual((await meshmap('GET /apps/players')).body, { error: 'Internal server error' });
  });

  test('damage answers on their way', async () => {
    const whole = (await setup().meshmap(players)).text;
    const cut = await failing('truncated-json').sandbox.fetch(`https://x/meshmap/api/v1${players.slice(4)}`, {
      headers: { 'x-app-api-key': 'sandbox-meshmap-key' },
    });
    assert.equal(await cut.text(), whole.slice(0, Math.ceil(whole.length / 2)));
    const html = await failing('html-502').meshmap(players);
    assert.deepEqual([html.status, html.headers.get('content-type')], [502, 'text/html; charset=utf-8']);
    const dripped = await failing('slow-drip').meshmap(players);
    assert.equal(dripped.text, whole);
    const plain = await failing('wrong-type').meshmap(players);
    assert.deepEqual([plain.headers.get('content-type'), plain.text], ['text/plain', whole]);
  });

  test('can be a 2xx that means failure, and then nothing was done', async () => {
    const started = await failing('success-false').iplaygames('POST /game-sessions/start', { ...player, game_id: 101 });
    assert.deepEqual([started.status, started.body.success], [201, false]);
    const history = await failing('status-error').vaix('GET /api/casino/game_sessions/latest?user=pl_you');
    assert.deepEqual(history.body, { data: [], status: 'error' });
    assert.deepEqual((await failing('bare').vaix('GET /api/casino/games')).body, {});
  });

  test('lose the answer after the work is done', async () => {
    const { meshmap, sandbox } = failing('lost-answer', 'createGameSession');
    const before = list((await meshmap('GET /apps/game-sessions')).body.gameSessions).length;
    await assert.rejects(meshmap('POST /apps/game-sessions', {}), TypeError);
    assert.equal(list((await meshmap('GET /apps/game-sessions')).body.gameSessions).length, before + 1);
    sandbox.switches.failures = [{ operation: '*', kind: 'network' }];
    await assert.rejects(meshmap('POST /apps/game-sessions', {}), TypeError);
    sandbox.rest();
    assert.equal(list((await meshmap('GET /apps/game-sessions')).body.gameSessions).length, before + 1);
  });

  test('hang until the caller gives up', async () => {
    const { sandbox } = failing('hang');
    const stop = new AbortController();
    const waiting = sandbox.fetch('https://x/meshmap/api/v1/apps/players', { signal: stop.signal });
    stop.abort();
    await assert.rejects(waiting, { name: 'AbortError' });
  });

  test('answer anything at all', async () => {
    const { iplaygames, sandbox } = setup();
    const body = { success: true, data: { session_id: 's', game_url: 'javascript:alert(1)' } };
    sandbox.switches.failures = [{ operation: 'startGameSession', kind: 'answer', answer: { status: 201, body } }];
    assert.deepEqual((await iplaygames('POST /game-sessions/start', {})).body, body);
  });
});

suite('Other switches', () => {
  test('latency waits through the given delay, within its range', async () => {
    const waits: number[] = [];
    const { meshmap, sandbox } = setup({ delay: (ms) => Promise.resolve(void waits.push(ms)) });
    sandbox.switches.latency = 120;
    await meshmap('GET /apps/players');
    sandbox.switches.latency = [50, 100];
    await meshmap('GET /apps/players');
    assert.equal(waits[0], 120);
    assert.ok(waits[1] >= 50 && waits[1] <= 100);
  });

  test('CORS is off until origins are let in, and answers preflights then', async () => {
    const { sandbox } = setup();
    const ask = (origin: string, method = 'OPTIONS') =>
      sandbox.fetch('https://x/meshmap/api/v1/apps/players', {
        method,
        headers: { origin, 'access-control-request-method': 'GET', 'x-app-api-key': 'sandbox-meshmap-key' },
      });
    assert.equal((await ask('https://a.test')).headers.get('access-control-allow-origin'), null);
    sandbox.switches.cors = ['https://a.test'];
    const allowed = await ask('https://a.test');
    assert.equal(allowed.status, 204);
    const headers = allowed.headers.get('access-control-allow-headers') ?? '';
    for (const name of [
      'authorization',
      'content-type',
      'x-app-api-key',
      'x-vaix-client-id',
      'x-vaix-authentication-method',
    ]) {
      assert.ok(headers.includes(name), name);
    }
    assert.match(allowed.headers.get('access-control-allow-methods') ?? '', /PATCH/);
    assert.equal((await ask('https://a.test', 'GET')).headers.get('access-control-allow-origin'), 'https://a.test');
    assert.equal((await ask('https://b.test')).headers.get('access-control-allow-origin'), null);
  });

  test('clock skew moves every time an answer carries', async () => {
    const { meshmap, iplaygames } = setup({ switches: { clockSkew: -3_600_000 } });
    const made = await meshmap('POST /apps/game-sessions', {});
    assert.equal(made.body.startTime, '2026-03-02T17:00:00.000Z');
    assert.equal(made.headers.get('date'), 'Mon, 02 Mar 2026 17:00:00 GMT');
    const started = await iplaygames('POST /game-sessions/start', { ...player, game_id: 101 });
    assert.equal(started.body.data.expires_at, '2026-03-02T19:00:00Z');
  });

  test('broken rows sit between good ones in every list', async () => {
    const { meshmap, iplaygames, vaix } = setup({ switches: { brokenRows: true } });
    const lists = [
      (await meshmap(players)).body.players,
      (await meshmap('GET /apps/game-sessions')).body.gameSessions,
      (await iplaygames('GET /games')).body.data,
      (await vaix('GET /api/casino/game_sessions/latest?user=pl_you')).body.data,
    ];
    for (const rows of lists) assert.deepEqual(list(rows).slice(1, 4), [null, 7, {}]);
  });

  test('hostile rows bring markup, script urls and numbers beyond numbers', async () => {
    const { meshmap, iplaygames, vaix } = setup({ switches: { hostile: true } });
    const board = await meshmap(players);
    assert.match(board.text, /"score":1e999/);
    assert.match(board.text, /javascript:alert/);
    assert.ok(board.text.includes('\u202E'));
    assert.match((await meshmap('GET /apps/game-sessions')).text, /NEVER_HEARD_OF/);
    assert.match((await iplaygames('GET /games')).text, /onerror=/);
    assert.match(
      (await vaix('GET /api/casino/game_sessions/latest?user=pl_you&fields=game_id,game_name')).text,
      /onerror=/,
    );
  });
});

suite('The sandbox itself', () => {
  test('logs its calls', async () => {
    const { meshmap, sandbox } = setup();
    await meshmap('PATCH /apps/game-sessions/gs_demo/players/pl_you', { score: 5 });
    await meshmap('GET /nowhere');
    assert.deepEqual(sandbox.calls.map(({ operation, method, status, body }) => [operation, method, status, body]), [
      ['setSessionPlayerScore', 'PATCH', 200, '{"score":5}'],
      ['unknown', 'GET', 404, ''],
    ]); // prettier-ignore
  });

  test('says which paths are its own and which are the swipe page', async () => {
    const { iplaygames } = setup();
    const { data } = (await iplaygames('POST /multi-sessions/start', player)).body;
    const swipe = new URL(data.swipe_url as unknown as string).pathname;
    assert.deepEqual([isSwipePath(swipe), isSandboxPath(swipe), isSandboxPath(`${swipe}/games`)], [true, false, true]);
    for (const path of ['/play/index.html', '/play/main.ts', '/play/x.css', '/']) {
      assert.deepEqual([isSwipePath(path), isSandboxPath(path)], [false, false], path);
    }
    assert.equal(isSandboxPath('/vaix/api/casino/games'), true);
  });

  test('is a fetch that can be passed around', async () => {
    const { fetch } = setup().sandbox;
    const response = await fetch(new Request('https://x/meshmap/api/v1/apps/players'));
    assert.equal(response.status, 401);
    await assert.rejects(fetch('no url'), TypeError);
  });

  test('answers the same bytes to the same calls', async () => {
    const run = async () => {
      const { iplaygames, meshmap, vaix, sandbox } = setup({ seed: 9 });
      const texts = [(await meshmap('GET /apps/game-sessions')).text];
      texts.push((await iplaygames('POST /multi-sessions/start', player)).text);
      sandbox.advance(12_345);
      texts.push(
        (await iplaygames('POST /game-sessions/start', { ...player, game_id: 101 })).text,
        (await meshmap(players)).text,
      );
      texts.push((await vaix('GET /api/casino/games?fields=game_id,has_bonus,min_bet')).text);
      return texts;
    };
    assert.deepEqual(await run(), await run());
  });
});
