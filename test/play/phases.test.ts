import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { initialState, isOpen, phases, transition, type Phase, type RunEvent } from '../../src/play/phases.js';

/** The phase after these events; `effects` of the last one. */
function after(...events: RunEvent[]) {
  let state = initialState;
  let effects: readonly string[] = [];
  for (const event of events) {
    const found = transition(state, event);
    assert.ok(found, `${event} means something in ${state.phase}`);
    ({ state, effects } = found);
  }
  return { phase: state.phase, effects, state };
}

const playing = ['launch', 'started', 'frame-ready'] as const;

suite('the phases of a game', () => {
  test('go from a tap to the game and to its end', () => {
    assert.equal(after('launch').phase, 'starting');
    assert.deepEqual(after('launch').effects, ['start']);
    assert.equal(after(...playing).phase, 'playing');
    assert.deepEqual(after(...playing, 'end').effects, ['request-end']);
    assert.equal(after(...playing, 'end', 'end-confirmed').phase, 'ended');
  });

  test('a second tap while the game starts means nothing', () => {
    assert.equal(transition(after('launch').state, 'launch'), undefined);
  });

  test('a hold gives way to a weightier one only, and goes back to where the game was', () => {
    assert.equal(after(...playing, 'round-begun', 'pause').phase, 'paused');
    assert.equal(after(...playing, 'round-begun', 'pause', 'continue').phase, 'busy');
    assert.equal(after(...playing, 'pause', 'reality-check', 'break').phase, 'break');
    assert.equal(after(...playing, 'pause', 'reality-check', 'break', 'continue').phase, 'playing');
    assert.equal(transition(after(...playing, 'break').state, 'pause'), undefined);
    assert.equal(transition(after(...playing, 'reality-check').state, 'pause'), undefined);
  });

  test('what the game says while it is held is where it is afterwards', () => {
    assert.equal(after(...playing, 'round-begun', 'pause', 'round-over', 'continue').phase, 'playing');
  });

  test('an end that was not confirmed can be taken back, to the panel that it came from', () => {
    const failed = [...playing, 'reality-check', 'end', 'end-unconfirmed'] as const;
    assert.equal(after(...failed).phase, 'end-failed');
    assert.deepEqual(after(...failed, 'keep-playing').effects, ['withdraw-end']);
    assert.equal(after(...failed, 'keep-playing').phase, 'reality-check');
    assert.equal(after(...failed, 'keep-playing', 'continue').phase, 'playing');
    assert.equal(after(...failed, 'end', 'end-unconfirmed', 'keep-playing').phase, 'reality-check');
    assert.equal(after(...failed, 'end-confirmed').phase, 'ended');
  });

  test('nothing but time ends a break without a game', () => {
    const state = after('launch', 'on-break').state;
    assert.equal(transition(state, 'launch'), undefined);
    assert.equal(transition(state, 'frame-ready'), undefined);
    assert.equal(after('launch', 'on-break', 'break-over').phase, 'poster');
  });

  test('every phase with an open session can be left, and its session is ended when it is', () => {
    // or it is kept on purpose, in the ledger
    const ends = ['end-now', 'end-in-background', 'request-end', 'keep-open'];
    for (const [phase, row] of Object.entries(phases) as [Phase, (typeof phases)[Phase]][]) {
      if (!isOpen(phase)) continue;
      assert.ok(row.leave?.effects?.includes('end-now'), `${phase} is left by a request within the same turn`);
      for (const [event, { to, effects = [] }] of Object.entries(row)) {
        const isOver = to !== undefined && to !== 'back' && !isOpen(to) && to !== 'frame-blocked';
        const isEndedByService = event === 'session-over' || event === 'end-confirmed';
        if (isOver && !isEndedByService && phase !== 'break')
          assert.ok(
            effects.some((effect) => ends.includes(effect)),
            `${phase}, ${event}`,
          );
      }
    }
  });

  test('every phase that is named can be reached, and none is a trap', () => {
    const reached = new Set<Phase>(['poster']);
    for (const row of Object.values(phases))
      for (const { to } of Object.values(row)) if (to && to !== 'back') reached.add(to);
    assert.deepEqual([...reached].sort(), Object.keys(phases).sort());
    for (const [phase, row] of Object.entries(phases)) assert.ok(Object.keys(row).length > 0, `${phase} has a way out`);
  });
});
