import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lazyService } from '../../src/api/lazy-service.js';

interface Greeter {
  greet(name: string): Promise<string>;
}

test('code is fetched once, with the first call, and calls reach it with what they were given', async () => {
  let loads = 0;
  const greeter = lazyService<Greeter>('vaix', ['greet'], () => {
    loads++;
    return Promise.resolve({ greet: (name) => Promise.resolve(`Hello ${name}`) });
  });
  assert.equal(loads, 0);
  assert.deepEqual(await Promise.all([greeter.greet('Ann'), greeter.greet('Bob')]), ['Hello Ann', 'Hello Bob']);
  assert.equal(loads, 1);
});

test('code that cannot be fetched is a network error, and is tried again with the next call', async () => {
  let online = false;
  const greeter = lazyService<Greeter>('vaix', ['greet'], () =>
    online ? Promise.resolve({ greet: () => Promise.resolve('Hello') }) : Promise.reject(new TypeError('offline')),
  );
  await assert.rejects(greeter.greet('Ann'), { name: 'ApiError', code: 'network', service: 'vaix', retryable: true });
  online = true;
  assert.equal(await greeter.greet('Ann'), 'Hello');
});
