import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { connect, inheritSettings, type ConnectionSettings } from '../../src/live/connection.js';

/** A JWT as the gateway would make it; nobody here checks the signature. */
const jwt = (claims: object) => ['{}', JSON.stringify(claims), 'x'].map((part) => btoa(part)).join('.');
const alice = jwt({ sub: 'pl_alice', jti: '1' });
const bob = jwt({ sub: 'pl_bob', jti: '2' });

suite('a connection whose settings change', () => {
  /** Whether cache and token of the first are taken over by the second. */
  function isKept(before: ConnectionSettings, after: ConnectionSettings): boolean {
    const gateway = 'https://gateway.test';
    const first = connect({ gateway, ...before });
    const second = connect({ gateway, ...after }, first);
    assert.equal(second.cache === first.cache, second.tokens === first.tokens, 'cache and token go together');
    first.cache.stop();
    second.cache.stop();
    return second.cache === first.cache;
  }

  test('keeps cache and token for a renewed token of the same player', async () => {
    const renewed = jwt({ sub: 'pl_alice', jti: '3' });
    assert.ok(isKept({ token: alice }, { token: renewed }));
    const first = connect({ gateway: 'https://gateway.test', token: alice });
    const second = connect({ gateway: 'https://gateway.test', token: renewed }, first);
    assert.equal(await second.tokens?.get('missing'), renewed);
  });

  test('keeps neither for a token of another player, or of none', () => {
    assert.ok(!isKept({ token: alice }, { token: bob }));
    assert.ok(!isKept({ token: alice }, {}));
    assert.ok(!isKept({}, { token: alice }));
    assert.ok(!isKept({ token: alice }, { token: 'opaque' }));
  });

  test('of opaque tokens player-id says whose they are', () => {
    assert.ok(isKept({ token: 'one', playerId: 'pl_alice' }, { token: 'two', playerId: 'pl_alice' }));
    assert.ok(!isKept({ token: 'one', playerId: 'pl_alice' }, { token: 'two', playerId: 'pl_bob' }));
    assert.ok(!isKept({ token: 'one' }, { token: 'two' }));
  });

  test('keeps neither for another player-id, however the token comes', () => {
    const getToken = () => alice;
    assert.ok(isKept({ getToken, playerId: 'pl_alice' }, { getToken, playerId: 'pl_alice', playerName: 'Alice' }));
    assert.ok(!isKept({ getToken, playerId: 'pl_alice' }, { getToken, playerId: 'pl_bob' }));
    assert.ok(!isKept({ getToken, playerId: 'pl_alice' }, { getToken }));
  });

  test('a provider with a gateway of its own gets no token of the one around it', () => {
    const outer = { gateway: 'https://one.test', token: alice, theme: 'dark' };
    assert.deepEqual(inheritSettings({ gateway: 'https://two.test' }, outer), {
      gateway: 'https://two.test',
      theme: 'dark',
    });
    assert.deepEqual(inheritSettings({ theme: 'light' }, outer), { ...outer, theme: 'light' });
  });
});
