import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { GameSession } from '../../../src/api/meshmap/index.js';
import { toCsv } from '../../../src/elements/leaderboard/export.js';
import { readClock, SessionClock } from '../../../src/elements/leaderboard/header.js';
import { listRange, textAt } from '../../../src/elements/leaderboard/list-model.js';
import { Announcer, ChangeNotifier, type NotifierHost } from '../../../src/elements/leaderboard/notifier.js';
import { parseRanges } from '../../../src/elements/leaderboard/rank-ranges.js';
import { formatScore, maskName, unitLabel } from '../../../src/elements/leaderboard/row-format-options.js';
import { parseTabs } from '../../../src/elements/leaderboard/session-source.js';
import type { RowFormat } from '../../../src/elements/leaderboard/types.js';
import { formatMessage, type Message } from '../../../src/shared/localize.js';

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
    assert.equal(formatScore('en', 123_456_789_012, 'number', true), '123.46B');
    assert.equal(formatScore('en', -1e-9, 'number'), '0');
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

describe('parseRanges', () => {
  const parse = (value: string) => {
    const warnings: string[] = [];
    return { ranges: parseRanges('prizes', value, (message) => warnings.push(message)), warnings };
  };

  it('reads single ranks, ranges and open ranges', () => {
    const { ranges, warnings } = parse('1: €500; 2-3: €100; 4–10: Free: entry; 91-: Out;');
    assert.deepEqual([1, 2, 3, 10, 11, 91, 5000].map((rank) => textAt(ranges, rank)), ['€500', '€100', '€100', 'Free: entry', undefined, 'Out', 'Out']); // prettier-ignore
    assert.deepEqual(warnings, []);
  });

  it('says where the wrong part is and keeps the others', () => {
    const { ranges, warnings } = parse('1: €500; two: €100; 9-4: x; 5:');
    assert.equal(ranges.length, 1);
    assert.equal(warnings.length, 3);
    assert.match(warnings[0], /^prizes: part 2 \(at character 10\), "two: €100"/);
    assert.match(warnings[1], /part 3 \(at character 21\), "9-4: x"/);
  });

  it('takes data, and says which item makes no sense', () => {
    const warnings: string[] = [];
    const data = [{ from: 1, to: 2, text: 'A' }, { from: 3, text: 'B' }, { from: 0, to: 1, text: 'C' }, null];
    const ranges = parseRanges('zones', data as never, (message) => warnings.push(message));
    assert.deepEqual(ranges, [{ from: 1, to: 2, text: 'A' }, { from: 3, to: 3, text: 'B' }]); // prettier-ignore
    assert.match(warnings.join(), /zones\[2\].*zones\[3\]/);
  });
});

describe('parseTabs', () => {
  it('reads sessions with their labels', () => {
    const warnings: string[] = [];
    const tabs = parseTabs(' gs_1=Today; gs_2 = This = week ;=x; gs_3', (message) => warnings.push(message));
    assert.deepEqual(tabs, [{ sessionId: 'gs_1', label: 'Today' }, { sessionId: 'gs_2', label: 'This = week' }, { sessionId: 'gs_3', label: 'gs_3' }]); // prettier-ignore
    assert.equal(warnings.length, 1);
  });
});

describe('places', () => {
  it('are written as the language counts', () => {
    const place = (locale: string, text: Message, ordinal: number) =>
      formatMessage(locale, text, { ordinal, n: ordinal });
    const english = { one: '{n}st', two: '{n}nd', few: '{n}rd', other: '{n}th' };
    assert.deepEqual([1, 2, 3, 4, 11, 21, 102, 113].map((n) => place('en', english, n)), ['1st', '2nd', '3rd', '4th', '11th', '21st', '102nd', '113th']); // prettier-ignore
    assert.deepEqual(
      [1, 2].map((n) => place('fr', { one: '{n}re place', other: '{n}e place' }, n)),
      ['1re place', '2e place'],
    );
    assert.equal(place('de', 'Platz {n}', 3), 'Platz 3');
  });
});

describe('toCsv', () => {
  it('quotes what needs it and lets no spreadsheet run a name', () => {
    const row = (name: string) => ({ rank: 1, playerId: 'p', name, score: -1.5, isSelf: false });
    const csv = toCsv({ takenAt: '', total: 2, rows: [row('A "B", C'), row('=1+1')] });
    assert.equal(csv, 'rank,playerId,name,score\r\n1,p,"A ""B"", C",-1.5\r\n1,p,\'=1+1,-1.5\r\n');
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
    const ends = (seconds: number) => session({ startTime: at(-900), endTime: at(seconds) });
    assert.deepEqual(readClock(ends(1200), noon), { kind: 'ending', seconds: 1200, isLast: false });
    assert.deepEqual(readClock(ends(600), noon), { kind: 'ending', seconds: 600, isLast: true });
    assert.equal(readClock(ends(-1), noon)?.kind, 'running');
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

/** A clock with one timer. */
function manualClock() {
  let now = 0;
  let waiting: { run: () => void; due: number } | undefined;
  const clock: ConstructorParameters<typeof Announcer>[1] = {
    elapsed: () => now,
    after: (milliseconds, run) => {
      waiting = { run, due: now + milliseconds };
      return () => (waiting = undefined);
    },
  };
  const advance = (milliseconds: number) => {
    now += milliseconds;
    if (waiting && waiting.due <= now) [waiting.run, (waiting = undefined)][0]?.();
  };
  return { clock, advance };
}

describe('Announcer', () => {
  function setup() {
    const said: string[] = [];
    const { clock, advance } = manualClock();
    return { announcer: new Announcer((text) => said.push(text), clock), said, advance };
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

describe('ChangeNotifier', () => {
  it('announces that the scores are old, and five seconds later that they are fresh again', () => {
    const { clock, advance } = manualClock();
    const region = { textContent: '' };
    const host = {
      stale: true,
      offline: false,
      settings: { announce: 'self' },
      localize: (key: string) => key,
      renderRoot: { querySelector: () => region },
    };
    const notifier = new ChangeNotifier(host as unknown as NotifierHost, clock);
    const notify = () => notifier.notify(undefined, 4, {} as RowFormat);
    notify();
    assert.equal(region.textContent, 'boardStale');
    host.stale = false;
    notify();
    advance(4999);
    assert.equal(region.textContent, 'boardStale');
    advance(1);
    assert.equal(region.textContent, 'boardFresh');
  });
});
