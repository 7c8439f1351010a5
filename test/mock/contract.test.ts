import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { type ApiError, createClient } from '../../src/api/client.js';
import { setup } from './setup.js';

/** The project's own client, which knows the contracts, in front of a sandbox. */
function connected() {
  const { sandbox } = setup();
  const { meshmap, iplaygames, vaix } = createClient({
    meshmap: { url: 'https://sandbox.test/meshmap/api/v1', key: sandbox.keys.meshmap },
    iplaygames: { url: 'https://sandbox.test/iplaygames', key: sandbox.keys.iplaygames },
    vaix: { url: 'https://sandbox.test/vaix', key: sandbox.keys.vaix, clientId: sandbox.keys.vaixClientId },
    fetch: sandbox.fetch,
  });
  assert.ok(meshmap && iplaygames && vaix);
  return { sandbox, meshmap, iplaygames, vaix };
}

const player = { playerId: 'pl_you', currency: 'EUR', countryCode: 'MT', ipAddress: '203.0.113.24' };

suite('The client understands the sandbox', () => {
  test('on boards', async () => {
    const { meshmap } = connected();
    const sessions = await meshmap.listGameSessions();
    assert.deepEqual([sessions.skipped, sessions.drift ?? false], [[], false]);
    for (const { id } of sessions.items) assert.deepEqual((await meshmap.listSessionPlayers(id)).skipped, []);
    const made = await meshmap.createGameSession({ name: 'Quay sprint', miniGameTypeId: 'mgt_orb' });
    assert.equal((await meshmap.registerSessionPlayer(made.id, 'pl_you')).score, 0);
    assert.equal((await meshmap.setSessionPlayerScore(made.id, 'pl_you', 12.5)).score, 12.5);
    assert.equal((await meshmap.getGameSession(made.id)).playerCount, 1);
  });

  test('on games', async () => {
    const { iplaygames, sandbox } = connected();
    const games = await iplaygames.listGames({ perPage: 'all' });
    assert.deepEqual(games.skipped, []);
    assert.equal(games.items.length, games.total);
    const started = await iplaygames.startGameSession({ ...player, gameId: '101' });
    assert.equal((await iplaygames.getGameSessionStatus(started.sessionId)).status, 'active');
    await iplaygames.endGameSession(started.sessionId);
    await iplaygames.endGameSession(started.sessionId);
    const multi = await iplaygames.startMultiSession({ ...player, gameIds: ['101', '102'] });
    sandbox.advance(2000);
    const status = await iplaygames.getMultiSessionStatus(multi.multiSessionId);
    assert.deepEqual(status.games.map((game) => game.status), ['ready', 'ready']); // prettier-ignore
    await iplaygames.endMultiSession(multi.multiSessionId);
  });

  test('on plays', async () => {
    const { vaix } = connected();
    const plays = await vaix.getLatestGameSessions({ user: 'pl_you', distinctionLevel: 'unique', minimumDuration: 0 });
    assert.deepEqual(plays.skipped, []);
    assert.ok(plays.items.some(({ name, started }) => name === 'Saffron Comet' && started instanceof Date));
  });

  test('on refusals', async () => {
    const { meshmap, iplaygames, sandbox } = connected();
    const code = (promise: Promise<unknown>) => promise.then(() => 'none', (error: ApiError) => error.code); // prettier-ignore
    assert.equal(await code(meshmap.getGameSession('gs_nowhere')), 'not-found');
    assert.equal(await code(iplaygames.startGameSession({ ...player, gameId: '113' })), 'unavailable');
    assert.equal(await code(iplaygames.startGameSession({ ...player, gameId: '101', currency: 'EURO' })), 'invalid');
    sandbox.switches.failures = [{ operation: 'startGameSession', kind: 'lost-answer' }];
    assert.equal(await code(iplaygames.startGameSession({ ...player, gameId: '101' })), 'unknown-outcome');
  });
});
