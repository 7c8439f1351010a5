/** How often a board requests its rows. */
import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { Cache } from '../../../src/live/cache.js';
import { DataController } from '../../../src/elements/leaderboard/data-controller.js';
import type { DataHost } from '../../../src/elements/leaderboard/types.js';

/** A board of a session with this status, on the test's own clock, polled every five seconds. */
async function setup(context: TestContext, status: string) {
  context.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: Date.parse('2026-03-02T12:00:00Z') });
  const cache = new Cache({ now: () => Date.now() });
  context.after(() => cache.stop());
  let calls = 0;
  const meshmap = {
    listSessionPlayers: () => Promise.resolve({ items: [], total: ++calls }),
    getGameSession: () => Promise.resolve({ id: 'gs_1', status }),
  };
  const host = {
    activeSessionId: 'gs_1',
    refresh: 5,
    isNearViewport: true,
    queries: new Set(),
    connection: { cache, mode: 'direct', player: {}, service: () => meshmap },
    addController: () => undefined,
    requestUpdate: () => queueMicrotask(sync),
  };
  const data = new DataController(host as unknown as DataHost, () => [0, 0]);
  const queries = [data.players, data.session];
  const sync = () => queries.forEach((query) => query.sync());
  for (const query of queries) query.hostConnected();
  /** Milliseconds go by, and everything that is due happens. */
  const pass = async (ms: number) => {
    context.mock.timers.tick(ms);
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  };
  await pass(0);
  return { pass, calls: () => calls };
}

describe('a board', () => {
  it('is polled as often as `refresh` says while the session lives', async (context) => {
    const { pass, calls } = await setup(context, 'ACTIVE');
    assert.equal(calls(), 1);
    await pass(4999);
    assert.equal(calls(), 1);
    await pass(1);
    assert.equal(calls(), 2);
  });

  it('is polled once a minute when the session is over', async (context) => {
    const { pass, calls } = await setup(context, 'COMPLETED');
    assert.equal(calls(), 1);
    await pass(59_999);
    assert.equal(calls(), 1);
    await pass(1);
    assert.equal(calls(), 2);
  });
});
