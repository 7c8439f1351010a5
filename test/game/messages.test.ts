import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  exceedsSize,
  isGoodbye,
  isOpening,
  LARGEST_AMOUNT,
  LARGEST_MESSAGE,
  LONGEST_TEXT,
  parseGameEvent,
  parseHello,
  wrongMembers,
  type GameEvent,
} from '../../src/game/messages.js';

const events: GameEvent[] = [
  { type: 'ready' },
  { type: 'progress', value: 0.5 },
  { type: 'busy' },
  { type: 'idle' },
  { type: 'score', score: 120, final: true },
  { type: 'score', score: -3.5 },
  { type: 'balance', amount: 12.5, currency: 'EUR' },
  { type: 'balance', amount: 0 },
  { type: 'mute-change', muted: true },
  { type: 'deposit' },
  { type: 'history' },
  { type: 'exit' },
  { type: 'error', message: 'No more coins', fatal: true },
];

/** Whatever a hostile page can put through structured cloning: prototype keys, odd numbers, cycles, long text. */
const hostile = fc.anything({
  key: fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'toString', 'type', 'score', 'gs', 'nonce')),
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withTypedArray: true,
  withNullPrototype: true,
});

describe('events of a game', () => {
  for (const event of events) {
    test(`${JSON.stringify(event)} is understood as it stands`, () => assert.deepEqual(parseGameEvent(event), event));
  }

  test('members that do not belong to the event are left behind, and absent ones are not invented', () => {
    const data = { type: 'score', score: 7, final: undefined, playerId: 'someone-else', gs: 1 };
    assert.deepEqual(parseGameEvent(data), { type: 'score', score: 7 });
  });

  test('a number that is none, or larger than can be exact, is no score', () => {
    for (const score of [NaN, Infinity, -Infinity, 1e308, LARGEST_AMOUNT * 10, '7', null, undefined, {}, [7], 7n]) {
      assert.equal(parseGameEvent({ type: 'score', score }), undefined);
    }
  });

  test('minus zero is zero', () => {
    const event = parseGameEvent({ type: 'score', score: -0 });
    assert.ok(event?.type === 'score' && Object.is(event.score, 0));
  });

  test('progress stays between nothing and all', () => {
    for (const value of [-0.1, 1.1, NaN, '1']) assert.equal(parseGameEvent({ type: 'progress', value }), undefined);
  });

  test('a currency is a short code', () => {
    for (const currency of ['', 'x'.repeat(11), '<b>', '€', 5]) {
      assert.equal(parseGameEvent({ type: 'balance', amount: 1, currency }), undefined);
    }
  });

  test('a long error text is cut', () => {
    const event = parseGameEvent({ type: 'error', message: 'x'.repeat(10_000) });
    assert.ok(event?.type === 'error' && event.message.length === LONGEST_TEXT);
  });

  test('an event has no wrong members, and what is no event has those that keep it from being one', () => {
    for (const event of events) assert.deepEqual(wrongMembers(event), []);
    assert.deepEqual(wrongMembers({ type: 'score', score: '7', final: 'yes' }), ['score', 'final']);
    assert.deepEqual(wrongMembers({ type: 'score' }), ['score']);
    assert.deepEqual(wrongMembers({ type: 'balance', amount: 1, currency: '€' }), ['currency']);
    for (const data of [null, undefined, 'ready', 7, {}, { type: 'roundStart' }, { type: 'toString' }])
      assert.deepEqual(wrongMembers(data), ['type']);
  });

  test('names of Object.prototype are not events', () => {
    for (const type of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '', 'READY', 'ready ']) {
      assert.equal(parseGameEvent({ type, score: 1 }), undefined);
    }
    assert.equal(parseGameEvent(JSON.parse('{"__proto__":{"type":"ready"}}')), undefined);
  });

  test('whatever comes, the answer is a clean event or undefined', () => {
    const shaped = fc.record({ type: fc.constantFrom(...events.map((event) => event.type)), score: hostile }, {});
    fc.assert(
      fc.property(fc.oneof(hostile, shaped), (data) => {
        const event = parseGameEvent(data);
        if (!event) return;
        assert.ok(events.some((known) => known.type === event.type));
        for (const value of Object.values(event)) assert.ok(typeof value !== 'object' && !Number.isNaN(value));
        assert.deepEqual(parseGameEvent(event), event);
      }),
    );
    assert.equal(({} as Record<string, unknown>).polluted, undefined);
  });
});

describe('handshake', () => {
  test('a hello is known by its version and may carry an id', () => {
    assert.deepEqual(parseHello({ gs: 1, type: 'hello', id: 'a1' }), { gs: 1, type: 'hello', id: 'a1' });
    assert.ok(parseHello({ gs: 1, type: 'hello' }));
    for (const data of [null, 'hello', { type: 'hello' }, { gs: 2, type: 'hello' }, { gs: '1', type: 'hello' }]) {
      assert.equal(parseHello(data), undefined);
    }
    assert.equal(parseHello({ gs: 1, type: 'hello', id: 'x'.repeat(65) }), undefined);
  });

  test('a port opens with the nonce of the welcome and nothing else', () => {
    assert.ok(isOpening({ type: 'open', nonce: 'n' }, 'n'));
    assert.ok(!isOpening({ type: 'open', nonce: 'm' }, 'n'));
    assert.ok(!isOpening({ type: 'open' }, 'n'));
    assert.ok(!isOpening({ type: 'ready', nonce: 'n' }, 'n'));
  });

  test('hostile data neither greets, opens nor leaves, and nothing throws', () => {
    fc.assert(
      fc.property(hostile, (data) => {
        assert.equal(isOpening(data, 'nonce'), false);
        assert.equal(isGoodbye(data), false);
        assert.equal(parseHello(data), undefined);
      }),
    );
  });
});

describe('size of a message', () => {
  test('every event we know is far below the limit', () => {
    for (const event of events) assert.equal(exceedsSize(event, 512), false);
  });

  test('text, keys, arrays, buffers and nesting all count', () => {
    const half = LARGEST_MESSAGE / 2;
    assert.equal(exceedsSize('x'.repeat(half), LARGEST_MESSAGE), false);
    assert.equal(exceedsSize('x'.repeat(half + 1), LARGEST_MESSAGE), true);
    assert.equal(exceedsSize({ ['k'.repeat(half + 1)]: 1 }, LARGEST_MESSAGE), true);
    assert.equal(exceedsSize(new Array(10_000).fill(0), LARGEST_MESSAGE), true);
    assert.equal(exceedsSize(new Array(1e9), LARGEST_MESSAGE), true);
    assert.equal(exceedsSize(new Uint8Array(LARGEST_MESSAGE), LARGEST_MESSAGE), true);
    assert.equal(exceedsSize({ deep: { deeper: ['x'.repeat(half)] } }, LARGEST_MESSAGE), true);
    assert.equal(exceedsSize(new Map(Array.from({ length: 5000 }, (_, i) => [i, i])), LARGEST_MESSAGE), true);
  });

  test('circular and very deep data end the count instead of hanging it', () => {
    const circle: { self?: unknown } = {};
    circle.self = circle;
    assert.equal(exceedsSize(circle, LARGEST_MESSAGE), true);
    let deep: unknown = 0;
    for (let i = 0; i < 100_000; i++) deep = [deep];
    assert.equal(exceedsSize(deep, LARGEST_MESSAGE), true);
  });

  test('the cost does not grow with the message', () => {
    let read = 0;
    const wide = new Proxy(
      {},
      {
        ownKeys: () => Array.from({ length: 100_000 }, (_, i) => `k${i}`),
        getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
        get: () => ++read,
      },
    );
    assert.equal(exceedsSize(wide, LARGEST_MESSAGE), true);
    assert.ok(read < 15_000, `${read} members were read`);
  });
});
