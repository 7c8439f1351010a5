import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { ApiError } from '../../src/api/error.js';
import type { MeshmapApi } from '../../src/api/meshmap/index.js';
import { createOutbox, type OutboxOptions } from '../../src/live/score-outbox.js';

const error = (code: ApiError['code'], retryable = false) =>
  new ApiError(code, { code, service: 'meshmap', retryable });

/** A board that takes or refuses scores as told, and remembers what it took. */
function setup(fail: (call: number) => ApiError | undefined = () => undefined, kept = new Map<string, string>()) {
  const clock = { now: Date.parse('2026-03-02T18:00:00Z'), elapsed: 0 };
  const board = new Map<string, number>();
  const log: number[] = [];
  const orders: { reporter: string; at: number }[] = [];
  let calls = 0;
  const meshmap = {
    setSessionPlayerScore: async (
      sessionId: string,
      playerId: string,
      score: number,
      { order }: { order: { reporter: string; at: number } },
    ) => {
      orders.push(order);
      await Promise.resolve();
      const failure = fail(calls++);
      if (failure) throw failure;
      board.set(`${sessionId}/${playerId}`, score);
      log.push(score);
    },
  };
  const storage = {
    get length() {
      return kept.size;
    },
    key: (index: number) => [...kept.keys()][index] ?? null,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  const waits: number[] = [];
  const wait = (ms: number) => {
    waits.push(ms);
    clock.now += ms;
    clock.elapsed += ms;
    return Promise.resolve();
  };
  const now = () => clock.now;
  const elapsed = () => clock.elapsed;
  const open = (playerId = 'pl_you', options: OutboxOptions = {}) =>
    createOutbox(meshmap as unknown as MeshmapApi, 'https://api.test', playerId, {
      storage: storage as unknown as Storage,
      wait,
      now,
      elapsed,
      ...options,
    });
  /** Scores that are kept to be sent. */
  const waiting = () => [...kept].filter(([name]) => name.startsWith('gs-outbox ')).map(([, text]) => text);
  return { open, board, log, orders, kept, waits, waiting, clock };
}

const mine = (score: number) => ({ sessionId: 'gs_1', playerId: 'pl_you', score });

suite('the outbox', () => {
  test('sends a score and forgets it once the board has it', async () => {
    const { open, board, waiting } = setup();
    const outbox = open();
    await outbox.put(mine(120));
    assert.equal(board.get('gs_1/pl_you'), 120);
    assert.deepEqual(outbox.pending, []);
    assert.deepEqual(waiting(), []);
  });

  test('numbers its reports in the order of scoring, also over pages and where the device clock is set back', async () => {
    const { open, orders, clock } = setup();
    await open().put(mine(1));
    clock.now -= 3_600_000;
    await open().put(mine(2));
    await open('pl_other').put({ ...mine(3), playerId: 'pl_other' });
    const [first, second, other] = orders;
    assert.ok(second.at > first.at, 'a later page');
    assert.match(first.reporter, /^[\w-]{1,64}$/);
    assert.deepEqual([second.reporter, other.reporter], [first.reporter, first.reporter], 'one device');
  });

  test('a newer score supersedes one that still waits', async () => {
    const { open, board, log } = setup();
    const outbox = open();
    await Promise.all([outbox.put(mine(1)), outbox.put(mine(2)), outbox.put(mine(3))]);
    await outbox.flush();
    assert.equal(board.get('gs_1/pl_you'), 3);
    assert.ok(log.length < 3, 'what was superseded before it left was not sent');
  });

  test('tries again with growing pauses, and takes the pause that the API asks for', async () => {
    const limited = new ApiError('slow down', {
      code: 'rate-limited',
      service: 'meshmap',
      retryable: true,
      retryAfter: 7,
    });
    const failures = [error('network', true), error('network', true), limited];
    const { open, waits } = setup((call) => failures[call]);
    await open().put(mine(5));
    assert.deepEqual(waits, [1000, 2000, 7000]);
  });

  test('a final refusal is told to the caller and not repeated', async () => {
    const { open, waits } = setup(() => error('not-found'));
    const outbox = open();
    await assert.rejects(outbox.put(mine(5)), { code: 'not-found' });
    assert.deepEqual(outbox.pending, []);
    assert.deepEqual(waits, []);
  });

  test('what a closed page could not send is sent by the next one', async () => {
    const kept = new Map<string, string>();
    const first = setup(() => error('network', true), kept);
    const closing = first.open();
    void closing.put(mine(77));
    closing.stop();
    const second = setup(() => undefined, kept);
    await second.open().flush();
    assert.equal(second.board.get('gs_1/pl_you'), 77);
    assert.deepEqual(second.waiting(), []);
  });

  test('settling a score leaves the newer one that another tab has stored meanwhile', async () => {
    const kept = new Map<string, string>();
    const { open, board, clock, waiting } = setup(undefined, kept);
    const sending = open().put(mine(10));
    clock.now += 5000;
    const other = setup(() => error('network', true), kept);
    other.clock.now = clock.now;
    const tab = other.open();
    void tab.put(mine(20));
    tab.stop(); // the other tab is closed before it could send
    await sending;
    assert.equal(board.get('gs_1/pl_you'), 10);
    assert.equal(waiting().length, 1, 'the newer score is still kept');
    await open().flush();
    assert.equal(board.get('gs_1/pl_you'), 20);
  });

  test('what may pass is no refusal: a token that is not valid for a moment, a limit, an unknown outcome', async () => {
    const passing = ['expired', 'unauthorized', 'rate-limited', 'unknown-outcome', 'timeout', 'aborted'] as const;
    const { open, board, waits } = setup((call) => (passing[call] ? error(passing[call]) : undefined));
    await open().put(mine(5));
    assert.equal(board.get('gs_1/pl_you'), 5);
    assert.equal(waits.length, passing.length);
  });

  test('storage full of somebody else’s text, or none at all, loses nothing', async () => {
    for (const text of ['{', '{"a":1}', '[1,null,{"sessionId":7}]']) {
      const { open, board } = setup(undefined, new Map([['gs-outbox https://api.test gs_1\npl_you', text]]));
      await open().put(mine(9));
      assert.equal(board.get('gs_1/pl_you'), 9);
    }
    const forbidden = {
      length: 0,
      key: () => null,
      getItem: () => null,
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
      removeItem: () => undefined,
    };
    const { board } = setup();
    const meshmap = {
      setSessionPlayerScore: (_s: string, _p: string, score: number) => Promise.resolve(board.set('x', score)),
    };
    await createOutbox(meshmap as unknown as MeshmapApi, '', 'pl_you', {
      storage: forbidden as unknown as Storage,
    }).put(mine(4));
    assert.equal(board.get('x'), 4);
  });

  test('what is kept of another player is left alone, and sent when that player is back', async () => {
    const kept = new Map<string, string>();
    const first = setup(() => error('network', true), kept);
    const closing = first.open('pl_alice');
    void closing.put({ sessionId: 'gs_1', playerId: 'pl_alice', score: 777 });
    closing.stop();
    const second = setup(() => error('forbidden'), kept);
    const bob = second.open('pl_bob');
    await bob.flush();
    assert.deepEqual([bob.pending, second.waiting().length], [[], 1]);
    const third = setup(() => undefined, kept);
    await third.open('pl_alice').flush();
    assert.equal(third.board.get('gs_1/pl_alice'), 777);
    assert.deepEqual(third.waiting(), []);
  });

  test('an older score that another page has kept never replaces a newer one', async () => {
    const { open, board, log, clock, waiting } = setup((call) => (call === 0 ? error('network', true) : undefined));
    // waits until it is woken, as a page does that is in the back/forward cache
    const older = open('pl_you', { wait: (_ms, wake) => wake });
    const kept = older.put(mine(10));
    for (let turn = 0; turn < 20; turn++) await Promise.resolve(); // the first request fails
    clock.now += 5000;
    await open().put(mine(20));
    await older.flush();
    await kept;
    assert.deepEqual([log, waiting()], [[20], []]);
    await open().flush();
    assert.equal(board.get('gs_1/pl_you'), 20);
  });

  test('writes one score a second, the newest, and an urgent one at once', async () => {
    const { open, log, waits } = setup();
    const outbox = open();
    await outbox.put(mine(1));
    await Promise.all([outbox.put(mine(2)), outbox.put(mine(3)), outbox.put(mine(4))]);
    assert.deepEqual([log, waits], [[1, 4], [1000]]);
    await outbox.put(mine(5), { urgent: true });
    assert.deepEqual([log, waits], [[1, 4, 5], [1000]]);
  });

  test('a device clock that is set, back or forward, neither holds a score up nor sends one sooner', async () => {
    const { open, log, waits, clock } = setup();
    const outbox = open();
    for (const hours of [-24, 48]) {
      await outbox.put(mine(1));
      clock.now += hours * 3_600_000;
      waits.length = 0;
      const written = outbox.put(mine(2));
      for (let turns = 0; turns < 50; turns++) await Promise.resolve();
      assert.deepEqual([log, waits], [[1, 2], [1000]], `${hours} hours`);
      await written;
      log.length = 0;
      clock.elapsed += 1000;
    }
  });

  test('1 000 reports, three in ten requests failing, three reloads: every session ends with the last score', async () => {
    let state = 1;
    const chance = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
    const { open, board, waiting } = setup(() => (chance() < 0.3 ? error('network', true) : undefined));
    const last = new Map<string, number>();
    let outbox = open();
    for (let report = 0; report < 1000; report++) {
      const sessionId = `gs_${report % 7}`;
      void outbox.put({ sessionId, playerId: 'pl_you', score: report });
      last.set(`${sessionId}/pl_you`, report);
      if (report % 10 === 9) await Promise.resolve();
      if (report % 250 === 249) {
        outbox.stop(); // the page goes away in the middle of it …
        outbox = open(); // … and comes back
      }
    }
    await outbox.flush();
    assert.deepEqual([...board].sort(), [...last].sort());
    assert.deepEqual(waiting(), []);
  });
});
