import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiError } from '../../src/api/error.js';
import { lazyModule } from '../../src/shared/lazy-modules.js';

const deferred = <T>() => {
  let resolve!: (value: T) => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<T>((...settle) => ([resolve, reject] = settle));
  return { promise, resolve, reject };
};

test('is fetched once, however many elements use it', async () => {
  let requests = 0;
  const form = lazyModule('the form', () => Promise.resolve({ id: ++requests }));
  const [one, other] = await Promise.all([form.load(), form.load()]);
  assert.equal(one, other);
  assert.equal(await form.load(), one);
  assert.equal(form.loaded, one);
  assert.equal(requests, 1);
});

test('a failed request rejects as a retryable network error, and the next use tries again', async () => {
  const results = [Promise.reject(new Error('offline')), Promise.resolve('here')];
  const form = lazyModule('the form', () => results.shift()!, 'meshmap');
  await assert.rejects(form.load(), (error) => {
    assert.ok(error instanceof ApiError);
    assert.deepEqual([error.code, error.service, error.retryable], ['network', 'meshmap', true]);
    assert.match(error.message, /the form/);
    return true;
  });
  assert.equal(form.loaded, undefined);
  assert.equal(await form.load(), 'here');
});

test('an element that renders without it is updated once when it has arrived', async () => {
  const { promise, resolve } = deferred<string>();
  const form = lazyModule('the form', () => promise);
  let updates = 0;
  const host = { requestUpdate: () => void updates++ };
  assert.equal(form.request(host), undefined);
  assert.equal(form.request(host), undefined);
  resolve('here');
  await form.load();
  await Promise.resolve();
  assert.equal(updates, 1);
  assert.equal(form.request(host), 'here');
});

test('an element is told of a failure, and asks again at its next update', async () => {
  const requests = [deferred<string>(), deferred<string>()];
  const promises = requests.map(({ promise }) => promise);
  const form = lazyModule('the form', () => promises.shift()!);
  const errors: string[] = [];
  const host = { requestUpdate: () => undefined };
  form.request(host, ({ code }) => errors.push(code));
  requests[0].reject(new Error('offline'));
  await assert.rejects(form.load());
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(errors, ['network']);
  form.request(host, ({ code }) => errors.push(code));
  requests[1].resolve('here');
  assert.equal(await form.load(), 'here');
});

test('what is pending settles with the request, also when it fails, and starts none', async () => {
  let requests = 0;
  const { promise, reject } = deferred<string>();
  const form = lazyModule('the form', () => (requests++, promise));
  const { pending: before } = form;
  assert.equal(before, undefined);
  form.request({ requestUpdate: () => undefined });
  const pending = form.pending;
  reject(new Error('offline'));
  await pending;
  assert.equal(form.pending, undefined);
  assert.equal(requests, 1);
});
