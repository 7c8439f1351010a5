import assert from 'node:assert/strict';
import { suite, test, type TestContext } from 'node:test';
import { ApiError } from '../../src/api/error.js';
import { Cache, type QueryObserver } from '../../src/live/cache.js';
import { everythingOf, keys } from '../../src/live/keys.js';

const KEY = keys.players('gs_1');
const away = (retryAfter?: number) =>
  new ApiError('away', { code: 'network', service: 'meshmap', retryable: true, retryAfter });
const refused = () => new ApiError('no', { code: 'forbidden', service: 'meshmap' });

/** A cache on the test's own clock, and a service that answers 1, 2, 3 … or fails as told. */
function setup(context: TestContext, failures: (ApiError | undefined)[] = []) {
  context.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: Date.parse('2026-03-02T12:00:00Z') });
  const waits: number[] = [];
  const wait = (ms: number) => {
    waits.push(ms);
    return Promise.resolve();
  };
  const cache = new Cache({ wait, now: () => Date.now() });
  context.after(() => cache.stop());
  let calls = 0;
  const signals: AbortSignal[] = [];
  const load = async (signal: AbortSignal) => {
    signals.push(signal);
    const failure = failures[calls++];
    await Promise.resolve();
    if (failure) throw failure;
    return calls;
  };
  const reader = (wishes: { every?: number; polls?: boolean } = {}): QueryObserver<number> => ({
    load,
    enabled: true,
    get interval() {
      return wishes.polls === false ? 0 : (wishes.every ?? 0);
    },
    onChange: () => undefined,
  });
  /** Lets everything that is due happen. */
  const pass = async (ms = 0) => {
    context.mock.timers.tick(ms);
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  };
  const entry = () => cache.entry<number>(KEY);
  return { cache, entry, reader, pass, waits, signals, calls: () => calls, answer: () => entry().state };
}

suite('the cache', () => {
  test('asks once for everybody, at first and at every poll, however they joined', async (context) => {
    const { entry, reader, pass, calls, answer } = setup(context);
    entry().subscribe(reader({ every: 5000 }));
    entry().subscribe(reader({ every: 5000 }));
    await pass();
    assert.equal(calls(), 1);
    assert.equal(answer().data, 1);
    await pass(3000);
    entry().subscribe(reader({ every: 5000 })); // comes later and takes the others' pace
    await pass(1999);
    assert.equal(calls(), 1);
    await pass(1);
    assert.equal(calls(), 2);
  });

  test('polls at the pace of the one in most of a hurry, and not at all when nobody is near', async (context) => {
    const { entry, reader, pass, calls } = setup(context);
    const wishes = { every: 2000, polls: true };
    entry().subscribe(reader({ every: 10_000 }));
    entry().subscribe(reader(wishes));
    await pass();
    await pass(2000);
    assert.equal(calls(), 2);
    wishes.polls = false;
    entry().schedule();
    await pass(9999);
    assert.equal(calls(), 2);
    await pass(1);
    assert.equal(calls(), 3);
  });

  test('what is overdue is asked for at once when the reader comes back', async (context) => {
    const { entry, reader, pass, calls } = setup(context);
    const wishes = { every: 2000, polls: false };
    entry().subscribe(reader(wishes));
    await pass();
    await pass(60_000);
    assert.equal(calls(), 1);
    wishes.polls = true;
    entry().schedule();
    await pass();
    assert.equal(calls(), 2);
  });

  test('repeats a try that may pass twice, and keeps the old data beside the error', async (context) => {
    const { entry, reader, pass, calls, answer, waits } = setup(context, [undefined, away(), away(), away()]);
    entry().subscribe(reader({ every: 1000 }));
    await pass();
    await pass(1000);
    assert.equal(calls(), 4);
    assert.equal(answer().error?.code, 'network');
    assert.equal(answer().data, 1);
    assert.equal(waits.length, 2);
    assert.ok((waits[1] ?? 0) > (waits[0] ?? 0), 'the second pause is longer');
  });

  test('a refusal is not repeated, and a failing service is asked at a quarter of the pace', async (context) => {
    const { entry, reader, pass, calls, answer } = setup(context, [refused()]);
    entry().subscribe(reader({ every: 1000 }));
    await pass();
    await pass(3999);
    assert.equal(calls(), 1);
    await pass(1);
    assert.equal(calls(), 2);
    assert.equal(answer().error, undefined);
    assert.equal(answer().data, 2);
  });

  test('leaves a service alone for as long as it asks', async (context) => {
    const limited = new ApiError('slow', { code: 'rate-limited', service: 'meshmap', retryable: true, retryAfter: 30 });
    const { entry, reader, pass, calls, waits } = setup(context, [limited]);
    entry().subscribe(reader({ every: 1000 }));
    await pass();
    const { error, fetching } = entry().state;
    assert.deepEqual([error, fetching, waits], [limited, false, []], 'and says so meanwhile');
    await pass(29_999);
    assert.equal(calls(), 1);
    await pass(1);
    assert.equal(calls(), 2);
  });

  test('retries no sooner than its own growing pause, whatever Retry-After asks for', async (context) => {
    const { entry, reader, pass, waits, answer } = setup(context, [away(0), away(0)]);
    entry().subscribe(reader());
    await pass();
    assert.equal(answer().data, 3);
    assert.equal(waits.length, 2);
    assert.ok(waits[0] >= 500 && waits[1] >= 1000, String(waits));
  });

  test('lets go of a request that nobody waits for any more, and keeps the answer for a minute', async (context) => {
    const { entry, reader, pass, calls, answer, signals } = setup(context);
    const leave = entry().subscribe(reader());
    leave();
    assert.equal(signals[0]?.aborted, true);
    await pass();
    assert.equal(answer().data, undefined);
    const stay = entry().subscribe(reader());
    await pass();
    stay();
    await pass(59_999);
    entry().subscribe(reader());
    await pass();
    assert.equal(calls(), 2, 'who comes back within the minute asks nothing');
  });

  test('forgets an answer that nobody has read for a minute, whatever else happens meanwhile', async (context) => {
    const { entry, reader, pass, answer } = setup(context);
    const leave = entry().subscribe(reader());
    await pass();
    leave();
    entry().schedule(); // the page was hidden, or is seen again
    await pass(60_000);
    assert.equal(answer().data, undefined);
  });

  test('pushed data counts as an answer, and no poll follows it sooner', async (context) => {
    const { entry, reader, pass, calls, answer } = setup(context);
    entry().subscribe(reader({ every: 1000 }));
    await pass();
    await pass(900);
    entry().set(42);
    await pass(999);
    assert.equal(calls(), 1);
    assert.equal(answer().data, 42);
    await pass(1);
    assert.equal(calls(), 2);
  });

  test('a refresh asks anew for what somebody reads, and forgets what nobody does', async (context) => {
    const { cache, entry, reader, pass, calls } = setup(context);
    entry().subscribe(reader());
    await pass();
    await cache.invalidate(everythingOf('gs_1'));
    assert.equal(calls(), 2);
    await cache.invalidate(everythingOf('gs_other'), keys.plays());
    assert.equal(calls(), 2);
  });

  test('whoever asks while a request is under way gets its answer', async (context) => {
    const { entry, reader, calls, answer } = setup(context);
    entry().subscribe(reader());
    await entry().fetch({ load: () => Promise.reject(new Error('not asked')) });
    assert.equal(answer().data, 1);
    assert.equal(calls(), 1);
  });

  test('an unexpected failure becomes an error that elements can show', async (context) => {
    const { entry, answer } = setup(context);
    await entry().fetch({ load: () => Promise.reject(new TypeError('x is not a function')) });
    const { error } = answer();
    assert.equal(error?.code, 'upstream');
    assert.match(error?.message ?? '', /x is not a function/);
  });
});
