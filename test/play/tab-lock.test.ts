import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TabLock } from '../../src/play/tab-lock.js';
import { Device, settle, type Tab } from './support.js';

/** A lock of that tab, granted later, as in a browser. */
const lockOf = (tab: Tab) => {
  const { locks, storage } = tab;
  const request = async (...call: Parameters<LockManager['request']>): Promise<unknown> => {
    await settle();
    return locks.request(...call);
  };
  return new TabLock({ locks: { request: request as LockManager['request'] }, storage });
};

describe('the only game that may be open', () => {
  it('is open in one tab, and says where', async () => {
    const device = new Device();
    const [one, other] = [lockOf(device.openTab()), lockOf(device.openTab())];
    assert.equal(await one.acquire({ title: 'Pairs', page: 'Games' }), true);
    assert.equal(await other.acquire({ title: 'Orbs' }), false);
    assert.deepEqual(other.other, { title: 'Pairs', page: 'Games' });
    let calls = 0;
    other.wait(() => calls++);
    one.release();
    await settle();
    await settle();
    assert.equal(calls, 1);
    assert.equal(await other.acquire({ title: 'Orbs' }), true);
  });

  it('keeps no lock for a start that was left before the lock was granted', async () => {
    const device = new Device();
    const [one, other] = [lockOf(device.openTab()), lockOf(device.openTab())];
    const granted = one.acquire({ title: 'Pairs' });
    one.release();
    assert.equal(await granted, false);
    assert.equal(await other.acquire({ title: 'Orbs' }), true);
  });

  it('is taken once by two starts of the same place', async () => {
    const device = new Device();
    const [one, other] = [lockOf(device.openTab()), lockOf(device.openTab())];
    assert.deepEqual(await Promise.all([one.acquire({}), one.acquire({})]), [true, true]);
    one.release();
    await settle();
    assert.equal(await other.acquire({}), true);
  });

  it('is free when its tab is closed', async () => {
    const device = new Device();
    const tab = device.openTab();
    await lockOf(tab).acquire({});
    tab.close();
    assert.equal(await lockOf(device.openTab()).acquire({}), true);
  });

  it('is no obstacle without Web Locks', async () => {
    assert.equal(await new TabLock({}).acquire({}), true);
  });
});
