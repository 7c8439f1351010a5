import assert from 'node:assert/strict';
import { afterEach, suite, test, type TestContext } from 'node:test';
import { ApiError } from '../../src/api/error.js';
import type { BoardQuery, BoardWindow } from '../../src/live/board-window.js';
import { Entry } from '../../src/live/cache.js';
import type { Connection, ConnectionSettings } from '../../src/live/connection.js';
import { keys } from '../../src/live/keys.js';
import { PageStream } from '../../src/live/page-stream.js';

interface Window {
  id: string;
  sessionId: string;
  lastEventId?: string;
}

const entries: Entry<BoardWindow>[] = [];
afterEach(() => entries.splice(0).forEach((entry) => entry.cancel()));

const settle = async () => {
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
};

interface Page {
  readonly url?: string;
  readonly settings?: ConnectionSettings;
  readonly token?: string;
  readonly locks?: LockManager;
}

/** A gateway whose streams the test writes to, and a page before it. */
function setup({ url = '', settings = {}, token, locks }: Page = {}) {
  const streams: { windows: Window[]; send: (event: string, data: object, id?: string) => void; end: () => void }[] =
    [];
  const posts: { streamId?: string; body: unknown }[] = [];
  const refusals: ApiError[] = [];
  const open = (_path: string, call: { query: { windows: string } }, { signal }: { signal: AbortSignal }) => {
    if (signal.aborted) return Promise.reject(new Error('aborted'));
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
  const tokens = token === undefined ? undefined : { get: () => Promise.resolve(token) };
  const connection = { gateway: { url, open, post }, tokens, settings } as unknown as Connection;
  const stream = new PageStream(connection, () => Promise.resolve(), locks);
  const subscribe = (sessionId: string) => {
    const query: BoardQuery = { sessionId, ranking: 'competition', sort: 'desc', offset: 0, limit: 50 };
    const time = { wait: () => Promise.resolve(), now: () => 0 };
    const entry = new Entry<BoardWindow>(keys.board(sessionId, query), time, () => undefined);
    entries.push(entry);
    const live: boolean[] = [];
    const seen: (number | undefined)[] = [];
    const onChange = () => void seen.push(entry.state.data?.rows[0]?.score);
    entry.subscribe({ enabled: false, interval: 0, load: () => Promise.reject(new Error('unused')), onChange });
    const leave = stream.subscribe(query, entry, (on) => live.push(on));
    return { entry, live, seen, leave, scores: () => entry.state.data?.rows.map(({ score }) => score) };
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

/** The Web Locks of one browser. */
class Locks {
  readonly #queues = new Map<string, (() => void)[]>();
  readonly #holders = new Map<string, (error: Error) => void>();
  readonly names = new Set<string>();

  request(name: string, { signal, steal }: LockOptions, hold: () => Promise<void>): Promise<void> {
    this.names.add(name);
    return new Promise((resolve, reject) => {
      const grant = () => {
        if (signal?.aborted) return this.#next(name);
        this.#holders.set(name, reject);
        void hold().then(() => {
          resolve();
          if (this.#holders.get(name) === reject) this.#next(name);
        });
      };
      signal?.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
      const robbed = this.#holders.get(name);
      if (!robbed || steal) grant();
      else this.#queues.set(name, [...(this.#queues.get(name) ?? []), grant]);
      if (steal) robbed?.(new Error('stolen'));
    });
  }

  #next(name: string): void {
    this.#holders.delete(name);
    this.#queues.get(name)?.shift()?.();
  }
}

const jwt = (claims: object) => `e30.${btoa(JSON.stringify(claims))}.x`;

/** Waits for what travels between pages, as tasks of other threads. */
async function until(condition: () => boolean): Promise<void> {
  const end = performance.now() + 5000;
  while (!condition() && performance.now() < end) await new Promise((resolve) => setImmediate(resolve));
  assert.ok(condition(), String(condition));
}

suite('several pages of one browser', () => {
  const tokens = { ann: jwt({ sub: 'ann', jti: 'first' }), bob: jwt({ sub: 'bob' }) };

  /** Pages that share their locks; closed when the test is over. */
  function browser(context: TestContext) {
    const locks = new Locks();
    const open = (page: Omit<Page, 'locks'>) => {
      const opened = setup({ url: 'https://gateway.test', ...page, locks: locks as unknown as LockManager });
      context.after(() => opened.stream.stop());
      return opened;
    };
    return { locks, open };
  }

  test('of one player share the stream of one of them', async (context) => {
    const { locks, open } = browser(context);
    const leader = open({ token: tokens.ann });
    const own = leader.subscribe('gs_1');
    await until(() => leader.streams.length === 1);
    leader.streams[0].send('stream', { id: 's1', windows: ['w1'] });
    leader.streams[0].send('snapshot', snapshot('w1', 10));
    const follower = open({ token: jwt({ sub: 'ann', jti: 'another token' }) });
    const [board, second] = [follower.subscribe('gs_2'), follower.subscribe('gs_3')];
    await until(() => leader.posts.length === 1);
    const { add } = leader.posts[0].body as { add: (Window & { query?: unknown })[] };
    assert.deepEqual(
      add.map(({ sessionId }) => sessionId),
      ['gs_2', 'gs_3'],
    );
    leader.streams[0].send('snapshot', snapshot(add[0].id, 20));
    await until(() => board.live.at(-1) === true);
    leader.streams[0].send('diff', { ...snapshot(add[0].id, 30, 2), since: 1 });
    await until(() => board.scores()?.[0] === 30);
    assert.deepEqual([second.live, second.scores(), own.scores()], [[false], undefined, [10]]);
    assert.equal(follower.streams.length, 0);
    assert.deepEqual(
      [...locks.names].filter((name) => /ann|gateway|e30/.test(name)),
      [],
    );
    board.leave();
    await until(() => leader.posts.length === 2);
    assert.deepEqual((leader.posts[1].body as { remove: string[] }).remove, [add[0].id]);
  });

  test('another one takes over when the leader is closed, and boards poll until its stream is live', async (context) => {
    const { open } = browser(context);
    const leader = open({ token: tokens.ann });
    leader.subscribe('gs_1');
    await until(() => leader.streams.length === 1);
    leader.streams[0].send('stream', { id: 's1', windows: ['w1'] });
    const [second, third] = [open({ token: tokens.ann }), open({ token: tokens.ann })];
    const [board, other] = [second.subscribe('gs_2'), third.subscribe('gs_3')];
    await until(() => leader.posts.length === 2);
    const ids = leader.posts.map(({ body }) => (body as { add: Window[] }).add[0].id);
    for (const id of ids) leader.streams[0].send('snapshot', snapshot(id, 20));
    await until(() => board.live.at(-1) === true && other.live.at(-1) === true);
    leader.stream.stop();
    await until(() => second.streams.length + third.streams.length === 1 && other.live.at(-1) === false);
    assert.equal(board.live.at(-1), false);
    const heir = second.streams.length ? second : third;
    const windows = () => [
      ...heir.streams[0].windows,
      ...heir.posts.flatMap(({ body }) => (body as { add: Window[] }).add),
    ];
    heir.streams[0].send('stream', { id: 's2', windows: heir.streams[0].windows.map(({ id }) => id) });
    await until(() => windows().length === 2);
    for (const { id, sessionId } of windows())
      heir.streams[0].send('snapshot', snapshot(id, sessionId === 'gs_2' ? 2 : 3));
    await until(() => board.scores()?.[0] === 2 && other.scores()?.[0] === 3);
    assert.deepEqual([board.live.at(-1), other.live.at(-1)], [true, true]);
  });

  test('another one takes the lock from a leader that is stuck, which follows when it wakes', async (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] }); // its heartbeats are intervals, and none comes
    const { open } = browser(context);
    const leader = open({ token: tokens.ann });
    leader.subscribe('gs_1');
    await until(() => leader.streams.length === 1);
    leader.streams[0].send('stream', { id: 's1', windows: ['w1'] });
    const second = open({ token: tokens.ann });
    const board = second.subscribe('gs_2');
    await until(() => leader.posts.length === 1);
    leader.streams[0].send('snapshot', snapshot((leader.posts[0].body as { add: Window[] }).add[0].id, 20));
    await until(() => board.live.at(-1) === true);
    context.mock.timers.tick(20_000);
    leader.streams[0].send('upstream', { window: 'w1', ok: true }); // its own stream is fine
    await settle();
    context.mock.timers.tick(24_999);
    assert.equal(board.live.at(-1), true);
    context.mock.timers.tick(1);
    assert.equal(board.live.at(-1), false);
    await until(() => second.streams.length === 1);
    second.streams[0].send('stream', { id: 's2', windows: ['w1'] });
    await until(() => second.posts.length === 1);
    assert.equal((second.posts[0].body as { add: Window[] }).add[0].sessionId, 'gs_1');
    assert.equal(leader.streams.length, 1);
  });

  test('of other players, gateways and tokens without a player share nothing', async (context) => {
    const { locks, open } = browser(context);
    const pages = [
      open({ token: tokens.ann }),
      open({ token: tokens.bob }),
      open({}),
      open({ token: tokens.ann, url: 'https://other.test' }),
      open({ token: tokens.ann, settings: { fetch: () => Promise.reject(new Error('unused')) } }),
      open({ token: 'opaque' }),
    ];
    for (const page of pages) page.subscribe('gs_1');
    await until(() => pages.every(({ streams }) => streams.length === 1));
    assert.equal(locks.names.size, 5, 'a fetch of its own shares not even the lock');
    const opaque = open({ token: 'opaque' });
    const board = opaque.subscribe('gs_2');
    await settle();
    assert.deepEqual([opaque.streams.length, board.live], [0, [false]], 'polls while another one has the stream');
    assert.deepEqual(
      pages.map(({ posts }) => posts.length),
      [0, 0, 0, 0, 0, 0],
    );
    pages[5].stream.stop();
    await until(() => opaque.streams.length === 1);
  });

  test('what other scripts send on the channel is checked like an answer', async (context) => {
    const { locks, open } = browser(context);
    const leader = open({ token: tokens.ann });
    leader.subscribe('gs_1');
    await until(() => leader.streams.length === 1);
    leader.streams[0].send('stream', { id: 's1', windows: ['w1'] });
    const stranger = new BroadcastChannel([...locks.names][0]);
    context.after(() => stranger.close());
    const query = { sessionId: 'gs_9', ranking: 'dense', sort: 'asc', offset: 0, limit: 50 };
    const post = (message: unknown) => stranger.postMessage(message);
    for (const message of [null, 'request', {}, { from: 'x' }, { from: 'x', type: 'request', windows: 'all' }])
      post(message);
    for (const wrong of [{ limit: 201 }, { offset: -1 }, { sort: 'up' }, { ranking: 'none' }, { sessionId: 9 }])
      post({
        from: 'x',
        type: 'request',
        windows: [{ id: 'a', query: { ...query, ...wrong } }, null, { id: 5, query }],
      });
    post({ from: 'x', type: 'request', windows: [{ id: 'good', query: { ...query, token: 'secret', id: 'w1' } }] });
    await until(() => leader.posts.length > 0);
    const { add, remove } = leader.posts[0].body as { add: Window[]; remove: string[] };
    assert.deepEqual(
      [add.map((sent) => ({ ...sent, id: '' })), remove],
      [[{ ...query, id: '', lastEventId: undefined }], []],
    );
    assert.notEqual(add[0].id, 'w1');

    const follower = open({ token: tokens.ann });
    const board = follower.subscribe('gs_2');
    const received: Record<string, unknown>[] = [];
    stranger.onmessage = (event) => received.push((event as MessageEvent<Record<string, unknown>>).data);
    await until(() => leader.posts.length === 2);
    leader.streams[0].send('snapshot', snapshot((leader.posts[1].body as { add: Window[] }).add[0].id, 20));
    await until(() => received.some(({ type }) => type === 'window') && board.scores()?.[0] === 20);
    const genuine = received.find(({ type }) => type === 'window')!;
    post({ ...genuine, from: 'stranger', window: snapshot('w1', 666) });
    post({ ...genuine, window: { ...snapshot('w1', 666), rows: [{ ...row(666), score: '666' }] } });
    post({ ...genuine, to: 'nobody', window: snapshot('w1', 667) });
    post({ ...genuine, window: snapshot('w1', 21) });
    await until(() => board.scores()?.[0] === 21);
    assert.deepEqual(board.seen, [20, 21]);
    assert.ok(!JSON.stringify(received).includes('e30.'), 'no token on the channel');
  });
});
