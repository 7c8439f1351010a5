import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { ApiError } from '../../src/api/error.js';
import { connectEventStream, parseEventStream, type ServerEvent } from '../../src/live/sse.js';

const bytes = (text: string) => new TextEncoder().encode(text);

/** A body that arrives in these pieces. */
const bodyOf = (pieces: Iterable<Uint8Array>) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });

async function all(body: ReadableStream<Uint8Array>): Promise<ServerEvent[]> {
  const events: ServerEvent[] = [];
  for await (const event of parseEventStream(body)) events.push(event);
  return events;
}

const wire =
  'retry: 3000\n\nid: a-1\nevent: snapshot\ndata: {"name":"ليلى 🦊"}\n\n: hb\n\nevent: gone\r\ndata: {}\r\n\r\n';
const events = [
  { event: 'retry', data: '3000' },
  { id: 'a-1', event: 'snapshot', data: '{"name":"ليلى 🦊"}' },
  { id: undefined, event: 'gone', data: '{}' },
];

suite('reading events', () => {
  test('gives the same events however the network cuts the bytes, even inside a letter', async () => {
    const whole = bytes(wire);
    for (const size of [1, 2, 3, 7, whole.length]) {
      const pieces = Array.from({ length: Math.ceil(whole.length / size) }, (_, index) =>
        whole.subarray(index * size, (index + 1) * size),
      );
      assert.deepEqual(await all(bodyOf(pieces)), events, `pieces of ${size}`);
    }
  });

  test('an event that was cut off in the middle is none', async () => {
    assert.deepEqual(await all(bodyOf([bytes('event: diff\ndata: {"seq')])), []);
  });
});

suite('keeping a stream open', () => {
  /** Opens answer one after another from the list; the stream is ended when it is used up. */
  function setup(answers: (Response | ApiError)[], fits: (event: ServerEvent) => boolean = () => true) {
    const opened: (string | undefined)[] = [];
    const seen: string[] = [];
    const waits: number[] = [];
    const live: boolean[] = [];
    let finish: () => void;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    const stop = connectEventStream({
      open: async (lastEventId) => {
        await Promise.resolve();
        const answer = answers.shift();
        if (!answer) {
          stop();
          finish();
          throw new Error('the test is over');
        }
        opened.push(lastEventId);
        if (answer instanceof ApiError) throw answer;
        return answer;
      },
      onEvent: (event) => {
        seen.push(`${event.event} ${event.data}`);
        return fits(event);
      },
      onLive: (on) => live.push(on),
      wait: (ms) => {
        waits.push(ms);
        return Promise.resolve();
      },
    });
    return { opened, seen, waits, live, finished };
  }
  const type = { 'content-type': 'text/event-stream' };
  const sse = (text: string) => new Response(text, { headers: type });

  test('goes on with the last id where the line broke, and says when it is live', async () => {
    const { opened, seen, live, finished } = setup([sse('id: 1\ndata: a\n\n'), sse('id: 2\ndata: b\n\n'), sse('')]);
    await finished;
    assert.deepEqual(opened, [undefined, '1', '2']);
    assert.deepEqual(seen, ['message a', 'message b']);
    assert.deepEqual(live, [true, false, true, false, false], 'a stream without an event is not live');
  });

  test('starts anew when an event does not fit what came before', async () => {
    const { opened, finished } = setup(
      [sse('id: 1\ndata: a\n\n'), sse('id: 9\ndata: bad\n\n'), sse('')],
      (event) => event.data !== 'bad',
    );
    await finished;
    assert.deepEqual(opened, [undefined, '1', undefined]);
  });

  test('waits longer after each failure, as long as the gateway asks, and minutes when it has no such stream', async () => {
    const down = new ApiError('down', { code: 'network', service: 'gateway', retryable: true });
    const none = new ApiError('none', { code: 'not-found', service: 'gateway' });
    const busy = new ApiError('busy', { code: 'rate-limited', service: 'gateway', retryable: true, retryAfter: 40 });
    const html = new Response('<html>', { headers: { 'content-type': 'text/html' } });
    const { waits, finished } = setup([down, sse(''), html, sse('retry: 20000\n\n'), busy, none]);
    await finished;
    const expected = [1000, 2000, 4000, 20_000, 40_000, 300_000];
    expected.forEach((ms, index) => {
      const wait = waits[index] ?? 0;
      assert.ok(wait >= ms && wait <= ms * 1.5, `pause ${index} is ${wait}, about ${ms} was due`);
    });
  });

  test('a stream of which no byte comes is not live, and is closed after 45 s', async (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] });
    const live: boolean[] = [];
    const waits: number[] = [];
    let closed = false;
    const body = new ReadableStream<Uint8Array>({ cancel: () => void (closed = true) });
    const stop = connectEventStream({
      open: () => Promise.resolve(new Response(body, { headers: type })),
      onEvent: () => true,
      onLive: (on) => live.push(on),
      wait: (ms, signal) => {
        waits.push(ms);
        return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
      },
    });
    const settle = async () => {
      for (let turn = 0; turn < 50; turn++) await Promise.resolve();
    };
    await settle();
    context.mock.timers.tick(44_999);
    await settle();
    assert.deepEqual([live, closed], [[], false]);
    context.mock.timers.tick(1);
    await settle();
    assert.deepEqual([live, waits.length], [[false], 1]);
    stop();
  });

  test('a quiet stream stays open as long as heartbeats come, and is closed 45 s after the last', async (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] });
    let source!: ReadableStreamDefaultController<Uint8Array>;
    let opened = 0;
    const live: boolean[] = [];
    const stop = connectEventStream({
      open: () => {
        opened++;
        return Promise.resolve(
          new Response(new ReadableStream<Uint8Array>({ start: (it) => void (source = it) }), { headers: type }),
        );
      },
      onEvent: () => true,
      onLive: (on) => live.push(on),
      wait: (_ms, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve())),
    });
    const settle = () => new Promise((resolve) => setImmediate(resolve));
    const send = async (text: string) => {
      source.enqueue(new TextEncoder().encode(text));
      await settle();
    };
    await settle();
    await send('data: a\n\n');
    for (let beat = 0; beat < 20; beat++) {
      context.mock.timers.tick(15_000);
      await settle();
      await send(': hb\n\n');
    }
    assert.deepEqual([live, opened], [[true], 1]);
    context.mock.timers.tick(45_000);
    await settle();
    assert.deepEqual(live, [true, false]);
    stop();
  });
});
