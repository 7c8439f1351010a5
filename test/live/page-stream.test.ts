import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { ApiError } from '../../src/api/error.js';
import type { BoardQuery, BoardWindow } from '../../src/live/board-window.js';
import { Entry } from '../../src/live/cache.js';
import type { Connection } from '../../src/live/connection.js';
import { keys } from '../../src/live/keys.js';
import { PageStream } from '../../src/live/page-stream.js';
import { takeStreamSlot } from '../../src/live/stream-slots.js';

interface Window {
  id: string;
  sessionId: string;
  lastEventId?: string;
}

const settle = async () => {
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
};

/** A gateway whose streams the test writes to. */
function setup() {
  const streams: { windows: Window[]; send: (event: string, data: object, id?: string) => void; end: () => void }[] =
    [];
  const posts: { streamId?: string; body: unknown }[] = [];
  const refusals: ApiError[] = [];
  const open = (_path: string, call: { query: { windows: string } }, { signal }: { signal: AbortSignal }) => {
    let controller!: ReadableStreamDefaultController<Uint8Array>;
    const body = new ReadableStream<Uint8Array>({ start: (given) => void (controller = given) });
    signal.addEventListener('abort', () => controller.error(new Error('aborted')), { once: true });
    streams.push({
      windows: JSON.parse(call.query.windows) as Window[],
      send: (event, data, id) =>
        controller.enqueue(
          new TextEncoder().encode(`${id ? `id: ${id}\n` : ''}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
        ),
      end: () => controller.close(),
    });
    return Promise.resolve(new Response(body, { headers: { 'content-type': 'text/event-stream' } }));
  };
  const post = (_path: string, { params, body }: { params: { streamId: string }; body: unknown }) => {
    posts.push({ streamId: params.streamId, body });
    const refusal = refusals.shift();
    return refusal ? Promise.reject(refusal) : Promise.resolve({});
  };
  const connection = { gateway: { url: '', open, post } } as unknown as Connection;
  const stream = new PageStream(connection, () => Promise.resolve());
  const subscribe = (sessionId: string) => {
    const query: BoardQuery = { sessionId, ranking: 'competition', sort: 'desc', offset: 0, limit: 50 };
    const time = { wait: () => Promise.resolve(), now: () => 0 };
    const entry = new Entry<BoardWindow>(keys.board(sessionId, query), time, () => undefined);
    const live: boolean[] = [];
    const leave = stream.subscribe(query, entry, (on) => live.push(on));
    return { entry, live, leave, scores: () => entry.state.data?.rows.map(({ score }) => score) };
  };
  return { streams, posts, refusals, subscribe, stream };
}

const row = (score: number) => ({ rank: 1, playerId: 'pl_1', displayName: 'Ann', score });
const snapshot = (window: string, score: number, sequence = 1) => ({
  ...{ window, sequence, total: 1, offset: 0, rows: [row(score)] },
});

suite('the stream of a page', () => {
  test('is one for all boards, and each is live from its own first event on', async (context) => {
    const { streams, subscribe, stream } = setup();
    context.after(() => stream.stop());
    const boards = Array.from({ length: 8 }, (_, index) => subscribe(`gs_${index}`));
    await settle();
    assert.equal(streams.length, 1);
    const [{ windows, send }] = streams;
    assert.deepEqual(
      windows.map(({ sessionId }) => sessionId),
      [0, 1, 2, 3, 4, 5, 6, 7].map((n) => `gs_${n}`),
    );
    send('stream', { id: 's1', windows: windows.map(({ id }) => id) });
    send('snapshot', snapshot(windows[3].id, 70), 'a-1');
    await settle();
    assert.deepEqual(boards[3].scores(), [70]);
    assert.deepEqual([boards[3].live, boards[4].live], [[false, true], [false]]);
    send('diff', { ...snapshot(windows[3].id, 90, 2), since: 1 }, 'a-2');
    await settle();
    assert.deepEqual(boards[3].scores(), [90]);
  });

  test('a board that comes or goes changes the open stream in place', async (context) => {
    const { streams, posts, subscribe, stream } = setup();
    context.after(() => stream.stop());
    const first = subscribe('gs_1');
    await settle();
    streams[0].send('stream', { id: 's1', windows: ['w1'] });
    await settle();
    subscribe('gs_2');
    first.leave();
    await settle();
    assert.equal(streams.length, 1);
    const [{ streamId, body }] = posts as { streamId: string; body: { remove: string[]; add: Window[] } }[];
    assert.deepEqual([streamId, body.remove, body.add.map(({ sessionId }) => sessionId)], ['s1', ['w1'], ['gs_2']]);
  });

  test('opens another one with the last ids where it broke, or where its process is gone', async (context) => {
    const { streams, posts, refusals, subscribe, stream } = setup();
    context.after(() => stream.stop());
    const board = subscribe('gs_1');
    await settle();
    streams[0].send('stream', { id: 's1', windows: ['w1'] });
    streams[0].send('snapshot', snapshot('w1', 70), 'a-1');
    await settle();
    streams[0].end();
    await settle();
    assert.deepEqual([streams.length, streams[1].windows[0].lastEventId], [2, 'a-1']);
    assert.deepEqual(board.live, [false, true, false]);
    streams[1].send('stream', { id: 's2', windows: ['w1'] });
    streams[1].send('current', { window: 'w1' });
    await settle();
    assert.deepEqual([board.live.at(-1), board.scores()], [true, [70]]);
    refusals.push(new ApiError('gone', { code: 'not-found', service: 'gateway' }));
    subscribe('gs_2');
    await settle();
    assert.equal(posts.length, 1);
    assert.deepEqual(
      streams[2].windows.map(({ sessionId }) => sessionId),
      ['gs_1', 'gs_2'],
    );
  });

  test('a window that does not fit starts anew, and a refused one polls while the others go on', async (context) => {
    const { streams, posts, subscribe, stream } = setup();
    context.after(() => stream.stop());
    const [one, other] = [subscribe('gs_1'), subscribe('gs_2')];
    await settle();
    const { send } = streams[0];
    send('stream', { id: 's1', windows: ['w1', 'w2'] });
    send('snapshot', snapshot('w1', 70), 'a-1');
    send('snapshot', snapshot('w2', 5), 'b-1');
    send('diff', { ...snapshot('w1', 90, 9), since: 8 }, 'a-9');
    await settle();
    assert.deepEqual(one.live, [false, true, false]);
    const { body } = posts[0] as { body: { remove: string[]; add: Window[] } };
    assert.deepEqual([body.remove, body.add.map(({ lastEventId }) => lastEventId)], [['w1'], [undefined]]);
    send('gone', { window: 'w2', reason: 'not-found' });
    await settle();
    assert.deepEqual([other.live, streams.length], [[false, true, false], 1]);
  });

  test('ends with the last board', async () => {
    const { streams, subscribe } = setup();
    const board = subscribe('gs_1');
    await settle();
    board.leave();
    await settle();
    assert.throws(() => streams[0].send('stream', {}), /Invalid state/);
  });
});

test('three windows of a browser have a stream, a fourth polls until one of them closes its own', async () => {
  const held = new Set<string>();
  const locks = {
    request: async (name: string, _options: object, hold: (lock: object | null) => Promise<void>) => {
      const isFree = !held.has(name);
      if (isFree) held.add(name);
      await hold(isFree ? {} : null);
      if (isFree) held.delete(name);
    },
  } as unknown as LockManager;
  const pages = Array.from({ length: 4 }, () => new AbortController());
  for (const { signal } of pages.slice(0, 3)) await takeStreamSlot(signal, locks);
  await assert.rejects(takeStreamSlot(pages[3].signal, locks), {
    code: 'unavailable',
    retryable: true,
    retryAfter: 30,
  });
  pages[0].abort();
  await settle();
  await takeStreamSlot(pages[3].signal, locks);
  for (const page of pages) page.abort();
});
