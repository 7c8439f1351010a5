import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { ApiError } from '../../src/api/error.js';
import { ScoreReport, type ReportMode } from '../../src/play/score-report.js';

function setup(mode: ReportMode, own?: number) {
  const written: number[] = [];
  const errors: ApiError[] = [];
  const state = { isMember: true };
  const target = {
    readOwn: () =>
      state.isMember
        ? Promise.resolve(own)
        : Promise.reject(new ApiError('not in', { code: 'not-found', service: 'meshmap' })),
    write: (score: number) => Promise.resolve(void written.push(score)),
  };
  const report = new ScoreReport(mode, target, (error) => void errors.push(error));
  const play = async (...scores: number[]) => {
    for (const score of scores) await report.report(score);
  };
  return { report, play, written, errors, state };
}

suite('scores that are reported', () => {
  test('best: only what beats the row and what was written before', async () => {
    const { play, written } = setup('best', 420);
    await play(0, 228, 421, 300, 421, 500);
    assert.deepEqual(written, [421, 500]);
    const fresh = setup('best');
    await fresh.play(0, 5);
    assert.deepEqual(fresh.written, [5], 'a first 0 is no result');
  });

  test('last: every newest score, but for the 0 that a game begins with', async () => {
    const { play, written } = setup('last', 420);
    await play(0, 228, 0, 5);
    assert.deepEqual(written, [228, 0, 5]);
  });

  test('sum: rounds are added to the row, by a lower score or by a final one', async () => {
    const { play, written, report } = setup('sum', 100);
    await play(10, 20, 5);
    assert.deepEqual(written, [110, 120, 125]);
    await report.report(8, true);
    await play(3);
    assert.deepEqual(written.slice(3), [128, 131]);
  });

  test('a player who is not in the session is an error, and counts as soon as they are', async () => {
    const { play, written, errors, state } = setup('best');
    state.isMember = false;
    await play(5);
    assert.deepEqual([errors.map(({ code }) => code), written], [['not-found'], []]);
    state.isMember = true;
    await play(6);
    assert.deepEqual(written, [6]);
  });

  test('nothing is written any more for a session that takes no scores', async () => {
    const { report, play, written } = setup('last');
    await play(1);
    report.stop();
    await play(2);
    assert.deepEqual(written, [1]);
  });
});
