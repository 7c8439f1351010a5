import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { LONGEST_ROUND, PauseQueue } from '../../src/play/pause-queue.js';
import type { HoldReason } from '../../src/play/types.js';
import { FakeClock } from './support.js';

function setup() {
  const clock = new FakeClock();
  const held: HoldReason[] = [];
  const queue = new PauseQueue(clock, (reason) => held.push(reason));
  return { clock, held, queue };
}

suite('what wants to stop a game', () => {
  test('stops it at once between two rounds', () => {
    const { held, queue } = setup();
    queue.request('reality-check');
    assert.deepEqual(held, ['reality-check']);
  });

  test('waits for the end of a round, where the weightiest reason counts, whichever came first', () => {
    const { held, queue } = setup();
    const round = (...reasons: HoldReason[]) => {
      queue.setBusy(true);
      for (const reason of reasons) queue.request(reason);
      queue.setBusy(false);
      return held.splice(0);
    };
    assert.deepEqual(round('reality-check', 'paused'), ['reality-check']);
    assert.deepEqual(round('paused', 'reality-check'), ['reality-check']);
    assert.deepEqual(round('break', 'reality-check', 'paused'), ['break']);
    assert.deepEqual(round(), [], 'each reason stops the game once');
  });

  test('waits three minutes at most from the first reason on', async () => {
    const { clock, held, queue } = setup();
    queue.setBusy(true);
    queue.request('reality-check');
    await clock.advance(LONGEST_ROUND - 1);
    queue.request('break');
    assert.deepEqual(held, []);
    await clock.advance(1);
    assert.deepEqual(held, ['break']);
  });

  test('is forgotten with the game', async () => {
    const { clock, held, queue } = setup();
    queue.setBusy(true);
    queue.request('reality-check');
    queue.clear();
    queue.setBusy(false);
    await clock.advance(LONGEST_ROUND);
    assert.deepEqual(held, []);
  });
});
