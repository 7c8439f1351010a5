import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { MESSAGES_PER_SECOND, MOST_BYTES, MOST_PER_SECOND } from '../../src/game/message-limit.js';
import { GameHost } from '../../src/game/host.js';
import type { GameEvent } from '../../src/game/messages.js';

const GAME = 'https://games.example';

interface Posted {
  data: Record<string, unknown>;
  origin: string;
  port?: MessagePort;
}

const hosts: GameHost[] = [];
// An open port keeps Node alive.
afterEach(() => hosts.splice(0).forEach((host) => host.restart()));

/** A host, the window of its frame as far as it is used, and everything that happened. */
function setup(dialect = 'gs') {
  const posted: Posted[] = [];
  const events: GameEvent[] = [];
  const unmapped: unknown[] = [];
  const happened: string[] = [];
  let time = 0;
  const frame = {
    postMessage: (data: Posted['data'], origin: string, [port]: MessagePort[] = []) =>
      posted.push({ data, origin, port }),
  } as unknown as Window;
  const host = new GameHost({
    frame: () => frame,
    isAllowed: (origin) => origin === GAME,
    origin: () => GAME,
    dialect: () => dialect,
    onEvent: (event) => events.push(event),
    onUnmapped: (data) => unmapped.push(data),
    onConnect: () => happened.push('connect'),
    onClose: (reason) => happened.push(reason),
    onAbuse: () => happened.push('unbearable'),
    now: () => time,
  });
  hosts.push(host);
  const hear = (data: unknown, origin = GAME, source: unknown = frame) =>
    host.handleMessage({ data, origin, source } as MessageEvent<unknown>);
  const wait = (ms: number) => (time += ms);
  return { host, hear, posted, events, unmapped, happened, wait };
}

/** Lets messages on ports arrive: they travel as tasks, one behind the other. */
const settle = async () => {
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
};

/** Says hello as a game does, and sends the nonce back. */
async function connect(given: ReturnType<typeof setup>, id = 'a', more: object = {}): Promise<MessagePort> {
  given.hear({ gs: 1, type: 'hello', id });
  const { data, port } = given.posted.at(-1) ?? {};
  assert.ok(port && data);
  port.postMessage({ type: 'open', nonce: data.nonce, ...more });
  await settle();
  return port;
}

describe('checks of window messages', () => {
  test('go in the order origin, source window, schema, and count what they drop', () => {
    const { host, hear, events, unmapped } = setup('hizi');
    hear({ type: 'gameReady' }, 'https://evil.example');
    hear({ type: 'gameReady' }, 'null', {});
    hear({ type: 'gameReady' }, GAME, {});
    hear({ type: 'gameReady' }, GAME, null);
    hear({ type: 'weather' });
    hear({ type: 'gameReady' });
    assert.deepEqual(events, [{ type: 'ready' }]);
    assert.deepEqual(unmapped, [{ type: 'weather' }]);
    assert.deepEqual(host.conversation.dropped, { origin: 2, source: 2, size: 0, schema: 0, closed: 0 });
    assert.equal(host.conversation.accepted, 1);
  });

  test('the data of a stranger’s message is not even unpacked', () => {
    const { host } = setup();
    const event = {
      origin: 'https://evil.example',
      get data(): unknown {
        throw new Error('was read');
      },
    };
    host.handleMessage(event as MessageEvent<unknown>);
    assert.equal(host.conversation.dropped.origin, 1);
  });

  test('auto settles on the dialect that understands, and answers in it', () => {
    const { host, hear, events, posted } = setup('auto');
    assert.equal(host.send('pause'), false);
    hear({ type: 'play-start' });
    assert.deepEqual(events, [{ type: 'busy' }]);
    assert.equal(host.conversation.dialect, 'choicegaming');
    assert.equal(host.send('pause'), true);
    assert.deepEqual(posted, [{ data: { type: 'game-pause' }, origin: GAME, port: undefined }]);
  });

  test('a command that the dialect has no words for is not sent', () => {
    const { host, posted } = setup('nolimit');
    assert.equal(host.send('mute'), false);
    assert.equal(host.send('pause'), true);
    assert.deepEqual(posted, [{ data: 'pause', origin: GAME, port: undefined }]);
  });
});

describe('the environment', () => {
  const environment = {
    locale: 'de',
    theme: 'dark',
    muted: false,
    visible: true,
    safeArea: { top: 0, right: 0, bottom: 21, left: 0 },
  } as const;

  test('goes over the open port, and nowhere else', async () => {
    const given = setup();
    assert.equal(given.host.sendEnvironment(environment), false);
    const port = await connect(given);
    const received: unknown[] = [];
    port.onmessage = ({ data }: MessageEvent<unknown>) => received.push(data);
    assert.equal(given.host.sendEnvironment(environment), true);
    await settle();
    assert.deepEqual(received, [{ gs: 1, type: 'environment', ...environment }]);
    assert.equal(given.posted.length, 1, 'the welcome alone went to the window');
  });

  test('is not sent to a game that speaks another dialect', () => {
    const { host, hear, posted } = setup('hizi');
    hear({ type: 'gameReady' });
    assert.equal(host.sendEnvironment(environment), false);
    assert.deepEqual(posted, []);
  });
});

describe('the handshake', () => {
  test('is answered once, to the game’s exact origin, with a port and a nonce', async () => {
    const given = setup();
    await connect(given);
    given.hear({ gs: 1, type: 'hello', id: 'a' });
    given.hear({ gs: 1, type: 'hello', id: 'b' });
    assert.equal(given.posted.length, 1);
    assert.equal(given.posted[0]?.origin, GAME);
    assert.match(String(given.posted[0]?.data.nonce), /^[0-9a-f]{32}$/);
    assert.deepEqual(given.happened, ['connect']);
  });

  test('then everything goes over the port, in both directions', async () => {
    const given = setup();
    const port = await connect(given);
    const heard = new Promise((resolve) => (port.onmessage = (event: MessageEvent<unknown>) => resolve(event.data)));
    port.postMessage({ type: 'score', score: 5 });
    given.hear({ gs: 1, type: 'score', score: 666 });
    assert.equal(given.host.send('mute'), true);
    assert.deepEqual(await heard, { gs: 1, type: 'mute' });
    await settle();
    assert.deepEqual(given.events, [{ type: 'score', score: 5 }]);
    assert.equal(given.host.conversation.dropped.schema, 1);
  });

  test('without the nonce the port stays deaf', async () => {
    const given = setup();
    given.hear({ gs: 1, type: 'hello' });
    const port = given.posted[0]?.port;
    port?.postMessage({ type: 'score', score: 666 });
    port?.postMessage({ type: 'open', nonce: 'guessed' });
    port?.postMessage({ type: 'score', score: 667 });
    await settle();
    assert.deepEqual(given.events, []);
    assert.equal(given.host.conversation.connected, false);
    assert.equal(given.host.conversation.dropped.schema, 3);
  });

  test('starts again after a farewell', async () => {
    const given = setup();
    const first = await connect(given);
    first.postMessage({ type: 'bye' });
    await settle();
    assert.equal(given.host.send('pause'), false);
    const second = await connect(given, 'b');
    second.postMessage({ type: 'ready' });
    await settle();
    assert.deepEqual(given.events, [{ type: 'ready' }]);
  });

  test('a hello that overtakes the farewell of the document before is answered after it', async () => {
    const given = setup();
    const first = await connect(given);
    given.hear({ gs: 1, type: 'hello', id: 'b' });
    first.postMessage({ type: 'bye' });
    await settle();
    assert.equal(given.posted.length, 2);
    assert.equal(given.posted[1]?.data.id, 'b');
  });

  test('hellos that a document repeats while it loads are ignored', async () => {
    const given = setup();
    await connect(given);
    given.hear({ gs: 1, type: 'hello', id: 'b' });
    given.host.frameLoaded();
    assert.equal(given.posted.length, 1);
    assert.equal(given.host.conversation.connected, true);
  });

  test('a document that left without a farewell is replaced when the next one has loaded', async () => {
    const given = setup();
    await connect(given);
    given.host.frameLoaded();
    given.hear({ gs: 1, type: 'hello', id: 'b' });
    assert.equal(given.posted.length, 1);
    given.host.frameLoaded();
    assert.equal(given.posted.at(-1)?.data.id, 'b');
    // Had that hello been the old document's, the new one's is still answered.
    given.hear({ gs: 1, type: 'hello', id: 'c' });
    assert.equal(given.posted.at(-1)?.data.id, 'c');
  });

  test('a document that left for one that says nothing leaves no port behind', async () => {
    const given = setup();
    await connect(given);
    given.host.frameLoaded();
    given.host.frameLoaded();
    assert.equal(given.host.conversation.connected, false);
    assert.equal(given.host.send('pause'), false);
  });

  test('a game that answers pings keeps its port through any load, and loses it when it is gone', async (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] });
    const given = setup();
    const port = await connect(given, 'a', { pings: true });
    port.onmessage = ({ data }: MessageEvent<{ type: string }>) => {
      if (data.type === 'ping') port.postMessage({ type: 'pong' });
    };
    for (let load = 0; load < 3; load++) {
      given.host.frameLoaded();
      given.hear({ gs: 1, type: 'hello', id: 'same document' });
      await settle();
      context.mock.timers.tick(2000);
    }
    assert.equal(given.host.conversation.connected, true);
    assert.equal(given.posted.length, 1);
    port.close();
    given.host.frameLoaded();
    given.hear({ gs: 1, type: 'hello', id: 'b' });
    context.mock.timers.tick(1999);
    assert.equal(given.posted.length, 1);
    context.mock.timers.tick(1);
    assert.equal(given.posted.at(-1)?.data.id, 'b');
    assert.equal(given.host.send('pause'), false);
    assert.deepEqual(given.host.conversation.dropped.schema, 0);
  });

  test('a game that was too busy for a ping is spoken to again when it says something', async (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] });
    const given = setup();
    const port = await connect(given, 'a', { pings: true });
    given.host.frameLoaded();
    context.mock.timers.tick(2000);
    assert.equal(given.host.send('pause'), false);
    assert.equal(given.host.conversation.connected, false);
    port.postMessage({ type: 'score', score: 5 });
    await settle();
    assert.deepEqual(given.events, [{ type: 'score', score: 5 }]);
    assert.equal(given.host.send('pause'), true);
    assert.deepEqual(given.happened, ['connect', 'connect']);
  });

  test('a page that comes before the game, as for a login, costs the game nothing', async () => {
    const given = setup();
    given.host.frameLoaded();
    const port = await connect(given);
    given.host.frameLoaded();
    // this load may as well be that of the next document
    assert.equal(given.host.send('pause'), false);
    port.postMessage({ type: 'ready' });
    await settle();
    assert.deepEqual(given.events, [{ type: 'ready' }]);
    assert.equal(given.host.send('pause'), true);
  });

  test('is nothing to a frame whose dialect is another', () => {
    const { hear, posted, unmapped } = setup('hizi');
    hear({ gs: 1, type: 'hello' });
    assert.equal(posted.length, 0);
    assert.equal(unmapped.length, 1);
  });
});

describe('too much', () => {
  test('more than a hundred messages within a second close the conversation', async () => {
    const given = setup();
    const port = await connect(given);
    for (let i = 0; i < 500; i++) port.postMessage({ type: 'score', score: i });
    await settle();
    assert.ok(given.events.length < MESSAGES_PER_SECOND);
    assert.deepEqual(given.happened, ['connect', 'flood']);
    assert.equal(given.host.send('pause'), false);
    given.hear({ gs: 1, type: 'hello', id: 'again' });
    assert.equal(given.posted.length, 1);
  });

  test('a hundred a second, second after second, are welcome', () => {
    const { hear, events, happened, wait } = setup('hizi');
    for (let second = 0; second < 3; second++) {
      for (let i = 0; i < MESSAGES_PER_SECOND; i++) hear({ type: 'balance', data: i });
      wait(1000);
    }
    assert.equal(events.length, 3 * MESSAGES_PER_SECOND);
    assert.deepEqual(happened, ['connect']);
  });

  test('one message of more than 64 KB closes it as well', async () => {
    const given = setup();
    const port = await connect(given);
    port.postMessage({ type: 'error', message: 'x'.repeat(70_000) });
    port.postMessage({ type: 'score', score: 1 });
    await settle();
    assert.deepEqual(given.events, []);
    assert.deepEqual(given.happened, ['connect', 'oversize']);
    assert.equal(given.host.conversation.closed, 'oversize');
  });

  test('what a page can’t stand even unread is said once', () => {
    const { hear, happened, wait, host } = setup('hizi');
    for (let i = 0; i < MOST_PER_SECOND; i++) hear({ type: 'balance', data: i });
    assert.deepEqual(happened, ['connect', 'flood']);
    wait(1000);
    for (let i = 0; i < MOST_PER_SECOND; i++) hear({ type: 'balance', data: i });
    assert.deepEqual(happened, ['connect', 'flood'], 'a thousand each second are only not listened to');
    for (let i = 0; i < 10; i++) hear({ type: 'balance', data: i });
    assert.deepEqual(happened, ['connect', 'flood', 'unbearable']);
    assert.equal(host.conversation.dropped.closed, 2 * MOST_PER_SECOND - MESSAGES_PER_SECOND + 10);

    const other = setup();
    other.hear('x'.repeat(MOST_BYTES));
    other.hear('x'.repeat(MOST_BYTES));
    assert.deepEqual(other.happened, ['oversize', 'unbearable']);
    assert.deepEqual(other.host.conversation.dropped, { origin: 0, source: 0, size: 1, schema: 0, closed: 1 });
  });

  test('a new frame is listened to again', async () => {
    const given = setup();
    given.hear('x'.repeat(70_000));
    assert.equal(given.host.conversation.closed, 'oversize');
    given.host.restart();
    const port = await connect(given);
    port.postMessage({ type: 'ready' });
    await settle();
    assert.deepEqual(given.events, [{ type: 'ready' }]);
  });
});
