import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiError } from '../../src/api/error.js';
import { trackDetail } from '../../src/shared/track.js';

test('counts what happened to what, and leaves out who did it', () => {
  const launch = { gameId: '101', sessionId: 's_1', playerId: 'pl_you', resumed: false };
  assert.deepEqual(trackDetail('gs-launch', 'gs-session-launcher', launch), {
    name: 'start',
    element: 'gs-session-launcher',
    gameId: '101',
  });
  const end = { reason: 'player', sessionId: 's_1', seconds: 61, score: 20, net: -5 };
  assert.deepEqual(trackDetail('gs-end', 'gs-multi-swiper', end), {
    name: 'end',
    element: 'gs-multi-swiper',
    reason: 'player',
    seconds: 61,
  });
});

test('an error is counted by its code, and an impression without details', () => {
  const error = new ApiError('secret words', { code: 'timeout', service: 'meshmap' });
  assert.deepEqual(trackDetail('gs-error', 'gs-leaderboard', { error }), {
    name: 'error',
    element: 'gs-leaderboard',
    code: 'timeout',
  });
  assert.deepEqual(trackDetail('gs-load', 'gs-leaderboard', null), { name: 'impression', element: 'gs-leaderboard' });
});

test('other events are not counted', () => {
  for (const type of ['gs-track', 'gs-state-change', 'gs-score', 'click', 'toString'])
    assert.equal(trackDetail(type, 'gs-leaderboard', {}), undefined, type);
});
