import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { findDialect, readMessage, registerDialect, windowDialects, type Dialect } from '../../src/game/dialects.js';
import { gameCommands, type GameEvent } from '../../src/game/messages.js';

function dialect(name: string): Dialect {
  const found = findDialect(name);
  assert.ok(found, `${name} is a dialect`);
  return found;
}

/** What each vendor's game posts, and what it means to us. */
const readings: Record<string, [unknown, GameEvent | undefined][]> = {
  nolimit: [
    ['ready', { type: 'ready' }],
    ['busy', { type: 'busy' }],
    ['idle', { type: 'idle' }],
    ['deposit', { type: 'deposit' }],
    ['lobby', { type: 'exit' }],
    [
      { jsonrpc: '2.0', method: 'balance', params: 12.5 },
      { type: 'balance', amount: 12.5 },
    ],
    [{ jsonrpc: '2.0', method: 'accountHistory' }, { type: 'history' }],
    [
      { jsonrpc: '2.0', method: 'error', params: 'Session expired' },
      { type: 'error', message: 'Session expired', fatal: true },
    ],
    [{ method: 'ready' }, undefined],
    ['balance', undefined],
    ['intro', undefined],
    ['toString', undefined],
  ],
  hizi: [
    [{ type: 'gameReady' }, { type: 'ready' }],
    [{ type: 'roundStarted', data: 10 }, { type: 'busy' }],
    [{ type: 'roundEnded', data: 12 }, { type: 'idle' }],
    [
      { type: 'balance', data: 12 },
      { type: 'balance', amount: 12 },
    ],
    [
      { type: 'audioToggle', data: true },
      { type: 'mute-change', muted: true },
    ],
    [{ type: 'cashier' }, { type: 'deposit' }],
    [{ type: 'audioToggle' }, undefined],
    [{ type: 'onAppFrameReady' }, undefined],
    ['gameReady', undefined],
  ],
  choicegaming: [
    [{ type: 'load-start' }, { type: 'progress', value: 0 }],
    [
      { type: 'load-progress', value: 50 },
      { type: 'progress', value: 0.5 },
    ],
    [{ type: 'load-end' }, { type: 'ready' }],
    [
      { type: 'load-fail', value: 'No network' },
      { type: 'error', message: 'No network', fatal: true },
    ],
    [{ type: 'play-start' }, { type: 'busy' }],
    [{ type: 'play-end' }, { type: 'idle' }],
    [
      { type: 'value-balance', value: 99.5 },
      { type: 'balance', amount: 99.5 },
    ],
    [
      { type: 'value-balance', data: { balance: 5, currency: 'EUR' } },
      { type: 'balance', amount: 5, currency: 'EUR' },
    ],
    [{ type: 'audio-disable' }, { type: 'mute-change', muted: true }],
    [{ type: 'audio-enable' }, { type: 'mute-change', muted: false }],
    [{ type: 'no-funds' }, { type: 'deposit' }],
    [{ type: 'history-open' }, { type: 'history' }],
    [{ type: 'go-home' }, { type: 'exit' }],
    ['game-close', { type: 'exit' }],
    [{ type: 'load-progress', value: 500 }, undefined],
    [{ type: 'help-open' }, undefined],
  ],
  gs: [
    [
      { type: 'score', score: 3 },
      { type: 'score', score: 3 },
    ],
    [{ type: 'roundStarted' }, undefined],
  ],
};

for (const [name, cases] of Object.entries(readings)) {
  describe(`the dialect ${name}`, () => {
    for (const [data, event] of cases) {
      test(`${JSON.stringify(data)} means ${event ? JSON.stringify(event) : 'nothing'}`, () => {
        assert.deepEqual(readMessage(dialect(name), data), event);
      });
    }
  });
}

describe('commands', () => {
  test('are written in the form that each vendor takes', () => {
    const written = (name: string) => gameCommands.map((command) => dialect(name).write(command));
    assert.deepEqual(written('nolimit'), ['pause', 'resume', undefined, undefined, 'refresh']);
    assert.deepEqual(written('hizi'), [
      { type: 'pause' },
      { type: 'resume' },
      { type: 'setAudio', data: false },
      { type: 'setAudio', data: true },
      { type: 'updateBalance' },
    ]);
    assert.deepEqual(
      written('choicegaming'),
      ['game-pause', 'game-resume', 'audio-disable', 'audio-enable', 'update-balance'].map((type) => ({ type })),
    );
    assert.deepEqual(
      written('gs'),
      gameCommands.map((type) => ({ gs: 1, type })),
    );
  });
});

describe('a dialect of the page’s own', () => {
  test('is found by its name and asked last by auto', () => {
    registerDialect({
      name: 'acme',
      read: (data) => (data === 'go' ? { type: 'ready' } : undefined),
      write: () => 'x',
    });
    assert.deepEqual(readMessage(dialect('acme'), 'go'), { type: 'ready' });
    assert.equal(windowDialects().at(-1)?.name, 'acme');
  });

  test('may correct one of ours', () => {
    const before = dialect('hizi');
    registerDialect({ ...before, write: () => ({ type: 'setAudio', data: 'loud' }) });
    assert.deepEqual(dialect('hizi').write('mute'), { type: 'setAudio', data: 'loud' });
    registerDialect(before);
  });

  test('can neither throw into the page nor pass on what is no event', () => {
    const logged = { name: 'rash', write: () => undefined };
    const careless = { type: 'score', score: NaN, extra: 1 } as unknown as GameEvent;
    assert.equal(readMessage({ ...logged, read: () => careless }, 'x'), undefined);
    const fails = () => {
      throw new Error('not today');
    };
    assert.equal(readMessage({ ...logged, read: fails }, 'x'), undefined);
  });

  test('needs a name that is free to take, and both functions', () => {
    const read = () => undefined;
    for (const name of ['', 'auto', 'gs', 'Nolimit', 'a b', '__proto__']) {
      assert.throws(() => registerDialect({ name, read, write: read }), TypeError);
    }
    assert.throws(() => registerDialect({ name: 'half', read } as unknown as Dialect), TypeError);
  });
});

describe('hostile messages', () => {
  test('no dialect throws, and none makes an event of prototype keys', () => {
    const word = fc.constantFrom('__proto__', 'constructor', 'toString', 'ready', 'balance', 'error', 'value-balance');
    const shaped = fc.record({
      type: word,
      jsonrpc: fc.constant('2.0'),
      method: word,
      data: fc.anything(),
      params: fc.anything(),
    });
    fc.assert(
      fc.property(fc.oneof(fc.anything(), shaped, word), (data) => {
        for (const known of [...windowDialects(), dialect('gs')]) {
          const event = readMessage(known, data);
          if (event?.type === 'balance') assert.ok(Number.isFinite(event.amount));
          if (event?.type === 'error') assert.equal(typeof event.message, 'string');
        }
      }),
    );
    const inherited = Object.create({ type: 'gameReady', jsonrpc: '2.0', method: 'ready' }) as unknown;
    for (const known of windowDialects()) assert.equal(readMessage(known, inherited), undefined);
  });
});
