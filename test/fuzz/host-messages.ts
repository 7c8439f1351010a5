/** Window messages from anybody, in any order, to the page's end of a game: only clean events of the game come through. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { GameHost } from '../../src/game/host.js';
import { gameCommands, LARGEST_AMOUNT, LONGEST_TEXT, parseGameEvent, type GameEvent } from '../../src/game/messages.js';
import { junk, type Target } from './target.js';

const GAME = 'https://game.example';
const OTHER = 'https://other.example';

const anything = fc.anything({
  key: fc.oneof(
    fc.string(),
    fc.constantFrom('__proto__', 'constructor', 'type', 'score', 'gs', 'nonce', 'id', 'value'),
  ),
  maxDepth: 2,
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withTypedArray: true,
  withNullPrototype: true,
});
const kinds = [
  'ready',
  'progress',
  'busy',
  'idle',
  'score',
  'balance',
  'mute-change',
  'exit',
  'error',
  'hello',
  'open',
];
/** Close to what the dialects speak. */
const shaped = fc.oneof(
  fc.record(
    {
      type: fc.oneof(fc.constantFrom(...kinds, 'HIZI_SCORE', 'gameReady', 'toString'), junk),
      gs: fc.constantFrom<unknown>(1, 2, '1', null),
      id: fc.oneof(fc.string({ maxLength: 70 }), junk),
      nonce: junk,
      score: fc.oneof(fc.double(), junk),
      value: fc.oneof(fc.double(), junk),
      amount: fc.oneof(fc.double(), junk),
      event: fc.constantFrom('score', 'ready', 'exit', 'balance'),
      method: fc.constantFrom('exit', 'event', 'error'),
      data: junk,
    },
    { requiredKeys: [] },
  ),
  fc.constantFrom('ready', 'exit', 'closeGame', 'GAME_MODE_CHANGED', 'notifyCloseContainer'),
);
/** Our own words with values at and past their limits. */
const amount = fc.oneof(fc.double(), fc.constantFrom(0, -0, 1e15, -1e15, 1e15 + 1, -1.1e15, 1e308, 0.5, 1, 1.1));
const own = fc.oneof(
  fc.record({ type: fc.constant('score'), score: amount, final: fc.constantFrom(true, undefined, 'yes') }),
  fc.record({ type: fc.constant('progress'), value: amount }),
  fc.record({ type: fc.constant('balance'), amount, currency: fc.constantFrom('EUR', 'X', '<b>', undefined) }),
  fc.record({ type: fc.constant('error'), message: fc.constantFrom('no', 'x'.repeat(2_000)), extra: junk }),
  fc.record({ type: fc.constantFrom('ready', 'busy', 'bye', 'deposit', 'mute-change'), muted: junk }),
);
const message = fc.record({
  data: fc.oneof(shaped, own, anything),
  from: fc.constantFrom('game', 'game', 'game', 'game', 'other origin', 'other window', 'no window'),
});
type Action =
  | { port: unknown }
  | { post: { data: unknown; from: string } }
  | { do: 'load' | 'restart' | 'second' | 'greet' | 'open' | 'connect' | (typeof gameCommands)[number] };
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 6, arbitrary: message.map((post) => ({ post })) },
  { weight: 3, arbitrary: fc.constantFrom('connect' as const, 'greet' as const).map((name) => ({ do: name })) },
  { weight: 6, arbitrary: fc.oneof({ weight: 3, arbitrary: own }, shaped, anything).map((port) => ({ port })) },
  fc
    .constantFrom('load' as const, 'restart' as const, 'second' as const, ...gameCommands)
    .map((name) => ({ do: name })),
);
const dialect = fc.constantFrom('auto', 'auto', 'gs', 'gs', 'nolimit', 'hizi', 'choicegaming', 'none', '__proto__');

/** Says something on the game's end of the port, where there is one and it can be said there. */
function postTo(port: MessagePort | undefined, data: unknown): void {
  try {
    port?.postMessage(data);
  } catch (error) {
    // functions and the like cannot be posted at all
    assert.equal((error as Error).name, 'DataCloneError');
  }
}

/** What was posted to a port arrives in the turns after. */
async function delivered(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve));
}

export const hostMessages: Target = {
  name: 'host-messages',
  property: fc.asyncProperty(fc.array(action, { maxLength: 30 }), dialect, async (actions, name) => {
    const events: GameEvent[] = [];
    const posted: { data: unknown; origin: unknown }[] = [];
    const ports: MessagePort[] = [];
    const post = (data: unknown, origin: unknown, transferred: MessagePort[] = []) => {
      posted.push({ data, origin });
      ports.push(...transferred);
    };
    const frame = { postMessage: post } as unknown as Window;
    const other = { postMessage: () => assert.fail('something was sent to another window') } as unknown as Window;
    let now = 0;
    let unmapped = 0;
    const host = new GameHost({
      frame: () => frame,
      isAllowed: (origin) => origin === GAME,
      origin: () => GAME,
      dialect: () => name,
      onEvent: (event) => events.push(event),
      onUnmapped: (_, origin) => {
        assert.equal(origin, GAME);
        unmapped++;
      },
      onConnect: () => undefined,
      onClose: () => undefined,
      onAbuse: () => undefined,
      now: () => now,
    });
    let sent = 0;
    for (const one of actions) {
      if ('post' in one) {
        const { data, from } = one.post;
        const source = from === 'no window' ? null : from === 'other window' ? other : frame;
        const origin = from === 'other origin' ? OTHER : GAME;
        const before = events.length;
        host.handleMessage({ data, origin, source } as MessageEvent<unknown>);
        if (from !== 'game') assert.equal(events.length, before, 'an event came from somebody else');
        sent++;
      } else if ('port' in one) {
        postTo(ports.at(-1), one.port);
        sent++;
      } else if (one.do === 'greet' || one.do === 'open' || one.do === 'connect') {
        const hello = { gs: 1, type: 'hello' };
        if (one.do !== 'open')
          host.handleMessage({ data: hello, origin: GAME, source: frame as unknown } as MessageEvent);
        const nonces = posted.map(({ data }) => (data as { nonce?: string } | undefined)?.nonce);
        const nonce = nonces.findLast((known) => known !== undefined);
        if (one.do !== 'greet') postTo(ports.at(-1), { type: 'open', nonce });
        sent += 2;
        await delivered();
      } else if (one.do === 'load') host.frameLoaded();
      else if (one.do === 'restart') host.restart();
      else if (one.do === 'second') now += 1_000;
      else host.send(one.do);
    }
    await delivered();
    for (const event of events) {
      assert.deepEqual(parseGameEvent(event), event, 'an event is clean and complete');
      for (const value of Object.values(event)) {
        if (typeof value === 'number') assert.ok(Math.abs(value) <= LARGEST_AMOUNT);
        if (typeof value === 'string') assert.ok(value.length <= LONGEST_TEXT);
      }
    }
    for (const { origin } of posted) assert.equal(origin, GAME, 'nothing is posted to anybody else');
    const { accepted, dropped, connected } = host.conversation;
    const opened = actions.some((one) => 'do' in one && ['open', 'connect'].includes(one.do));
    assert.ok(opened || !connected, 'a port opens by its nonce alone');
    assert.equal(accepted, events.length);
    const counted = accepted + unmapped + Object.values(dropped).reduce((sum, count) => sum + count, 0);
    assert.ok(counted <= sent, 'each message is counted once at most; greetings are not counted');
    assert.equal(({} as Record<string, unknown>).polluted, undefined);
    host.restart();
    for (const port of ports) port.close();
  }),
};
