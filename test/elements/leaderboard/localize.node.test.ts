import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { GameSession } from '../../../src/api/meshmap/index.js';
import { rankPlayers } from '../../../src/ranking/rank.js';
import { Announcer } from '../../../src/elements/leaderboard/announcer.js';
import { readClock, SessionClock } from '../../../src/elements/leaderboard/clock.js';
import { maskName } from '../../../src/elements/leaderboard/mask-name.js';
import { listRange } from '../../../src/elements/leaderboard/range.js';
import { formatScore, unitLabel } from '../../../src/elements/leaderboard/format-score.js';
import { findPlayers } from '../../../src/elements/leaderboard/search.js';

describe('formatScore', () => {
  it('writes numbers, shortened numbers, durations and shares', () => {
    assert.equal(formatScore('en', 1234.5, 'number'), '1,234.5');
    assert.equal(formatScore('en', 12_345, 'compact'), '12.3K');
    assert.equal(formatScore('en', 83.5, 'duration'), '1:23.50');
    assert.equal(formatScore('en', 3725, 'duration'), '1:02:05');
    assert.equal(formatScore('en', 59.999, 'duration'), '1:00');
    assert.equal(formatScore('en', -5, 'duration'), '−0:05');
    assert.equal(formatScore('en', 0.254, 'percent'), '25.4%');
  });

  it('speaks the language of the reader', () => {
    assert.equal(formatScore('de', 1234.5, 'number'), '1.234,5');
    assert.equal(unitLabel('de', 'kilometer'), 'km');
    assert.equal(unitLabel('en', 'orbs'), 'orbs');
  });

  it('keeps absurd numbers short', () => {
    assert.equal(formatScore('en', 1e308, 'number'), '1E308');
    assert.equal(formatScore('en', NaN, 'number'), '–');
  });
});

describe('maskName', () => {
  it('leaves two characters, or initials, counted as readers count', () => {
    assert.equal(maskName('Nova Quill', 'partial'), 'No•••');
    assert.equal(maskName('Nova Anna Quill', 'initials'), 'N. Q.');
    assert.equal(maskName('👩‍👩‍👧‍👦🏴‍☠️x', 'partial'), '👩‍👩‍👧‍👦🏴‍☠️•••');
    assert.equal(maskName('Rook', 'initials'), 'R.');
    assert.equal(maskName('Rook', 'none'), 'Rook');
  });
});

describe('findPlayers', () => {
  it('finds parts of names without regard to case and accents, in order of rank', () => {
    const names = ['Éclair', 'eclipse', 'Nova', 'recle'];
    const ranking = rankPlayers(names.map((displayName, i) => ({ playerId: `p${i}`, displayName, score: i })));
    assert.deepEqual(findPlayers(ranking, ' ECL '), [0, 2, 3]);
    assert.deepEqual(findPlayers(ranking, '.*'), []);
  });
});

describe('listRange', () => {
  const wishes = { total: 100, self: 50, podium: 0, view: 'top', limit: 10, around: 2 } as const;

  it('shows the top up to the limit, or everything', () => {
    assert.deepEqual(listRange(wishes), [0, 10]);
    assert.deepEqual(listRange({ ...wishes, limit: 0 }), [0, 100]);
    assert.deepEqual(listRange({ ...wishes, view: 'full' }), [0, 100]);
    assert.deepEqual(listRange({ ...wishes, podium: 3 }), [3, 10]);
  });

  it('shows the neighbours, as many at the ends as in the middle', () => {
    assert.deepEqual(listRange({ ...wishes, view: 'around' }), [48, 53]);
    assert.deepEqual(listRange({ ...wishes, view: 'around', self: 0 }), [0, 5]);
    assert.deepEqual(listRange({ ...wishes, view: 'around', self: 99 }), [95, 100]);
    assert.deepEqual(listRange({ ...wishes, view: 'around', self: -1 }), [0, 10]);
    assert.deepEqual(listRange({ ...wishes, view: 'around', self: 1, total: 3 }), [0, 3]);
  });
});

describe('readClock', () => {
  const noon = Date.parse('2026-03-02T12:00:00Z');
  const session = (more: Partial<GameSession>): GameSession => ({ id: 's', status: 'ACTIVE', playerCount: 0, ...more });
  const at = (seconds: number) => new Date(noon + seconds * 1000);

  it('counts down, then up, then says how long it took', () => {
    assert.deepEqual(readClock(session({ startTime: at(90) }), noon), { kind: 'upcoming', seconds: 90 });
    assert.deepEqual(readClock(session({ startTime: at(-90) }), noon), { kind: 'running', seconds: 90 });
    const over = session({ status: 'COMPLETED', startTime: at(-900), endTime: at(-300) });
    assert.deepEqual(readClock(over, noon), { kind: 'over', seconds: 600 });
  });

  it('says nothing where the times make no sense', () => {
    assert.equal(readClock(session({}), noon), undefined);
    assert.equal(readClock(session({ startTime: at(-60 * 86_400) }), noon), undefined);
    assert.equal(readClock(session({ status: 'COMPLETED', startTime: at(0), endTime: at(-5) }), noon), undefined);
    assert.equal(readClock(session({ status: 'PAUSED', startTime: at(-90) }), noon), undefined);
  });

  /** A clock that hears of a row written at `written`, at several times of this device; what it takes another one for. */
  function learnt(...heard: readonly (readonly [written: number, now: number])[]): (now: number) => number {
    const clock = new SessionClock();
    for (const [written, now] of heard)
      clock.learn([{ playerId: 'p', displayName: '', score: 0, updatedAt: new Date(written).toISOString() }], now);
    return (now) => noon + (clock.read(session({ startTime: at(-86_400) }), now)?.seconds ?? NaN) * 1000 - 86_400_000;
  }

  it('believes the server when this device is a day behind', () => {
    const time = learnt([noon, noon - 86_400_000]);
    assert.equal(time(noon - 86_400_000 + 5000), noon + 5000);
  });

  it('believes the server when this device is a day ahead, once it has seen a change', () => {
    const device = noon + 86_400_000;
    assert.equal(learnt([noon, device])(device), device);
    assert.equal(learnt([noon, device], [noon + 5000, device + 6000])(device + 6000), noon + 5000);
  });

  it('takes an old board for old and not for a wrong clock', () => {
    assert.equal(learnt([noon - 3_600_000, noon], [noon - 3_600_000, noon + 5000])(noon + 5000), noon + 5000);
  });
});

describe('Announcer', () => {
  function setup() {
    let now = 0;
    let waiting: { run: () => void; due: number } | undefined;
    const said: string[] = [];
    const announcer = new Announcer((text) => said.push(text), {
      now: () => now,
      setTimeout: (run, milliseconds) => (waiting = { run, due: now + milliseconds }),
    });
    const advance = (milliseconds: number) => {
      now += milliseconds;
      if (waiting && waiting.due <= now) [waiting.run, (waiting = undefined)][0]?.();
    };
    return { announcer, said, advance };
  }

  it('speaks at once, then not again within five seconds, and then only the last word', () => {
    const { announcer, said, advance } = setup();
    announcer.announce('one');
    announcer.announce('two');
    announcer.announce('three');
    assert.deepEqual(said, ['one']);
    advance(4999);
    assert.deepEqual(said, ['one']);
    advance(1);
    assert.deepEqual(said, ['one', 'three']);
    announcer.announce('four');
    assert.deepEqual(said, ['one', 'three']);
    advance(5000);
    assert.deepEqual(said, ['one', 'three', 'four']);
  });

  it('keeps quiet about what is no longer wanted', () => {
    const { announcer, said, advance } = setup();
    announcer.announce('one');
    announcer.announce('two');
    announcer.silence();
    advance(10_000);
    assert.deepEqual(said, ['one']);
  });
});
