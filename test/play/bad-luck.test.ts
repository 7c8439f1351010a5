/**
 * Bad input and bad luck: whatever happens, nothing is left open upstream, nothing is written for the wrong player, and the
 * player has a way out.
 */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { ApiError } from '../../src/api/error.js';
import { outboxOf } from '../../src/live/score-outbox.js';
import type { Store } from '../../src/live/storage.js';
import { setup } from './run-support.js';
import { settle } from './support.js';

const SECOND = 1000;
const MINUTE = 60_000;
const HOUR = 3_600_000;

const broken = () => new ApiError('500', { code: 'upstream', service: 'iplaygames', status: 500, retryable: true });
const offline = () => new ApiError('no network', { code: 'network', service: 'iplaygames', retryable: true });

/** What browsers do that keep nothing. */
const storages: [string, () => { storage?: Store; locks?: undefined }][] = [
  ['denied', () => ({ storage: undefined, locks: undefined })],
  // Android's web views, unless the app switches it on; the types say that this cannot be
  ['null', () => ({ storage: null as unknown as undefined, locks: undefined })],
  [
    'full',
    () => {
      const full = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
      const nothing = () => null;
      return { storage: { length: 0, key: nothing, getItem: nothing, setItem: full, removeItem: () => undefined } };
    },
  ],
];

for (const [what, denied] of storages)
  suite(`with a storage that is ${what}`, () => {
    for (const leave of ['leavePage', 'leaveElement', 'leaveBehind'] as const)
      test(`${leave}: a game that should be kept is ended, because nobody could resume it`, async () => {
        const { device, vendor, pageOf, start } = setup({ keepSession: true });
        const { run, play, page } = start(pageOf(device.openTab(), denied()));
        await play();
        assert.equal(run.phase, 'playing');
        run[leave]();
        await settle();
        assert.deepEqual([vendor.ends, [...vendor.open], page.sessions.all], [['s1'], [], []]);
        await run.launch({ gameId: '101' });
        assert.equal(run.phase, 'frame-loading', 'and can be played again');
      });

    test('an end is repeated until it is confirmed', async () => {
      const { device, vendor, pageOf, start } = setup();
      const { run, play, page } = start(pageOf(device.openTab(), denied()));
      await play();
      vendor.fault = broken();
      await run.end('player');
      assert.equal(run.phase, 'end-failed');
      await device.clock.advance(10 * MINUTE);
      vendor.fault = undefined;
      await device.clock.advance(5 * MINUTE);
      assert.deepEqual([run.phase, [...vendor.open], page.sessions.all], ['ended', [], []]);
    });

    test('a break holds every game of the page, and another player’s game is ended', async () => {
      const { device, vendor, pageOf, connect, start } = setup({ breakAfter: 1, breakDuration: 10 });
      const page = pageOf(device.openTab(), denied());
      const [one, other] = [start(page, 'launcher'), start(page, 'swiper')];
      await one.play('101');
      await device.clock.advance(MINUTE + SECOND);
      await other.run.launch({ gameId: '102' });
      assert.deepEqual([one.run.phase, other.run.phase, vendor.starts], ['break', 'break', 1]);
      for (const { run, host } of [one, other]) {
        host.connection = connect('pl_two');
        run.connectionChanged();
      }
      await settle();
      assert.deepEqual([one.run.phase, other.run.phase, [...vendor.open]], ['poster', 'poster', []]);
    });
  });

suite('a clock that is set', () => {
  for (const hours of [48, -48])
    for (const isDown of [false, true])
      test(`by ${hours} hours, the service ${isDown ? 'down' : 'up'}: the game goes on to its end, no longer`, async () => {
        const { device, vendor, start } = setup();
        vendor.life = 20 * MINUTE;
        const { run, play, of } = start();
        await play();
        await device.clock.advance(5 * MINUTE);
        device.clock.offset = hours * HOUR;
        vendor.fault = isDown ? broken() : undefined;
        await device.clock.advance(5 * MINUTE);
        assert.deepEqual([run.phase, vendor.ends, of('gs-session-expired')], ['playing', [], []]);
        assert.ok(vendor.asked <= 1, `the status is requested ${vendor.asked} times`);
        assert.equal(run.seconds, 10 * 60);
        await device.clock.advance(9.5 * MINUTE);
        if (hours < 0 || isDown) assert.deepEqual([run.phase, run.secondsLeft], ['expiring', 30]);
        vendor.fault = undefined;
        await device.clock.advance(MINUTE);
        // Where the status has contradicted the device's clock, only the status tells when it is over.
        if (run.phase === 'playing') run.takeStatus({ status: 'expired' }, undefined);
        await settle();
        assert.deepEqual([run.phase, of('gs-session-expired').length], ['expired', 1]);
      });

  test('breaks and checks come when they are due, and a kept game is offered or ended', async () => {
    for (const hours of [48, -48]) {
      const { device, vendor, pageOf, start } = setup({ keepSession: true, breakAfter: 30, breakDuration: 10 });
      vendor.life = 2 * HOUR;
      const tab = device.openTab();
      const first = start(pageOf(tab));
      await first.play();
      device.clock.offset = hours * HOUR;
      await device.clock.advance(30 * MINUTE + SECOND);
      assert.equal(first.run.phase, 'break');
      device.clock.offset = 0;
      await device.clock.advance(9 * MINUTE);
      first.run.continue();
      assert.equal(first.run.phase, 'break');
      await device.clock.advance(MINUTE);
      first.run.continue();
      assert.equal(first.run.phase, 'playing');
      first.run.leavePage();
      tab.close();
      device.clock.offset = hours * HOUR;
      const next = start();
      await next.run.findKept();
      await settle();
      if (next.run.kept) {
        next.run.takeStatus({ status: 'active' }, undefined);
        assert.equal(next.run.phase, 'resumable');
        next.run.endQuietly('page');
        await settle();
      }
      assert.deepEqual([...vendor.open], [], `${hours} hours`);
    }
  });

  test('a device whose clock is always wrong plays a game like any other', async () => {
    for (const hours of [30, -30]) {
      const { device, vendor, start } = setup();
      vendor.life = 2 * HOUR;
      device.clock.offset = hours * HOUR;
      const { run, play, page } = start();
      await play();
      await device.clock.advance(HOUR);
      assert.equal(run.phase, 'playing');
      await run.end('player');
      assert.deepEqual([run.phase, [...vendor.open], page.sessions.all], ['ended', [], []]);
    }
  });
});

suite('a laptop that sleeps for an hour', () => {
  for (const how of ['sleep', 'suspend'] as const)
    test(`(${how}) is told at once that its game is over`, async () => {
      const { device, vendor, start } = setup({ realityCheck: 30 });
      vendor.life = 30 * MINUTE;
      const { run, play, page, of } = start();
      await play();
      await device.clock.advance(5 * MINUTE);
      device.clock[how](HOUR);
      await device.clock.advance(2 * SECOND);
      assert.deepEqual([run.phase, vendor.asked, page.sessions.all], ['expired', 1, []]);
      assert.deepEqual([of('gs-session-expired').length, of('gs-reality-check').length], [1, 0]);
    });

  for (const how of ['sleep', 'suspend'] as const)
    test(`(${how}) goes on with a game that is not over, whose time counts as played only while it was awake`, async () => {
      const { device, vendor, start } = setup({ realityCheck: 30 });
      vendor.life = 3 * HOUR;
      const { run, play } = start();
      await play();
      await device.clock.advance(20 * MINUTE);
      device.clock[how](HOUR);
      await device.clock.advance(8 * MINUTE);
      assert.equal(run.phase, 'playing');
      await device.clock.advance(3 * MINUTE);
      assert.equal(run.phase, 'reality-check');
      await run.end('player');
      assert.deepEqual([...vendor.open], []);
    });

  for (const how of ['sleep', 'suspend'] as const)
    test(`(${how}) repeats an end when it wakes, and a break is over by then, or soon`, async () => {
      const { device, vendor, start, pageOf } = setup({ breakAfter: 1, breakDuration: 10 });
      vendor.life = 3 * HOUR;
      const page = pageOf();
      const [one, other] = [start(page), start(page, 'there')];
      await other.play('102');
      vendor.fault = offline();
      await other.run.end('player');
      vendor.fault = undefined;
      device.clock[how](HOUR);
      await device.clock.advance(3 * SECOND);
      assert.deepEqual([other.run.phase, [...vendor.open]], ['ended', []]);
      await one.play('101');
      await device.clock.advance(2 * MINUTE);
      assert.equal(one.run.phase, 'break');
      device.clock[how](HOUR);
      await device.clock.advance(how === 'sleep' ? 2 * SECOND : 10 * MINUTE);
      one.run.continue();
      assert.equal(one.run.phase, 'playing');
    });
});

suite('a page of the back/forward cache', () => {
  test('comes back with its game ended, repeats what was not confirmed, and plays again', async () => {
    const { device, vendor, start, pageOf } = setup();
    const tab = device.openTab();
    const { run, play, page } = start(pageOf(tab));
    await play();
    vendor.fault = offline();
    run.leavePage();
    tab.freeze();
    await device.clock.advance(HOUR);
    assert.deepEqual([run.phase, vendor.ends], ['ended', ['s1']]);
    vendor.fault = undefined;
    tab.resume();
    tab.page.dispatchEvent(new Event('pageshow'));
    await settle();
    assert.deepEqual([[...vendor.open], page.sessions.all], [[], []]);
    await run.launch({ gameId: '101' });
    assert.deepEqual([run.phase, vendor.starts], ['frame-loading', 2]);
  });
});

suite('a page that is frozen', () => {
  test('keeps its game, which another tab can move to itself', async () => {
    const { device, vendor, start, pageOf } = setup();
    const tab = device.openTab();
    const first = start(pageOf(tab));
    await first.play();
    tab.freeze();
    const second = start();
    await second.run.findKept();
    await second.run.launch({ gameId: '101' });
    assert.deepEqual([second.run.phase, vendor.starts], ['locked-elsewhere', 1]);
    const moved = second.run.moveHere();
    await device.clock.advance(11 * SECOND);
    await moved;
    assert.deepEqual([second.run.phase, vendor.ends, [...vendor.open.keys()]], ['frame-loading', ['s1'], ['s2']]);
    tab.resume();
    await settle();
    assert.equal(first.run.phase, 'ended');
    assert.deepEqual([...vendor.open.keys()], ['s2'], 'the one of the other tab goes on');
  });

  test('sees that its game is over as soon as it goes on', async () => {
    const { device, vendor, start, pageOf } = setup();
    vendor.life = 30 * MINUTE;
    const tab = device.openTab();
    const { run, play } = start(pageOf(tab));
    await play();
    tab.freeze();
    await device.clock.advance(HOUR);
    assert.equal(run.phase, 'playing');
    tab.resume();
    await device.clock.advance(2 * SECOND);
    assert.equal(run.phase, 'expired');
  });
});

suite('a tab that the browser copies', () => {
  test('neither shares nor ends the game of the first one, and can move it', async () => {
    for (const singleGame of [false, true]) {
      const { device, vendor, start, pageOf } = setup({ keepSession: true, singleGame });
      const first = start();
      await first.play();
      const tab = device.openTab();
      const copy = start(pageOf(tab));
      await copy.run.findKept();
      assert.equal(copy.run.kept, undefined);
      await copy.run.launch({ gameId: '101' });
      assert.deepEqual([copy.run.phase, vendor.starts], ['locked-elsewhere', 1]);
      copy.run.leavePage();
      tab.close();
      await settle();
      assert.deepEqual([first.run.phase, vendor.ends], ['playing', []]);
      if (singleGame) continue;
      const again = start();
      await again.run.launch({ gameId: '101' });
      const moved = again.run.moveHere();
      await device.clock.advance(SECOND);
      await moved;
      assert.deepEqual([first.run.phase, again.run.phase], ['ended', 'frame-loading']);
      assert.deepEqual([...vendor.open.keys()], ['s2']);
    }
  });
});

suite('offline', () => {
  test('at the start: it is refused, nothing is remembered, and the next tap starts once', async () => {
    const { vendor, start } = setup();
    const { run, page } = start();
    vendor.fault = offline();
    await run.launch({ gameId: '101' });
    assert.deepEqual([run.phase, run.error?.code, page.sessions.all], ['poster', 'network', []]);
    vendor.fault = undefined;
    await run.launch({ gameId: '101' });
    assert.deepEqual([run.phase, [...vendor.open.keys()]], ['frame-loading', ['s2']]);
  });

  test('while a game loads or is played: it can be ended, and is when the network is back', async () => {
    for (const phase of ['frame-loading', 'slow', 'playing', 'busy', 'paused'] as const) {
      const { device, vendor, start, pageOf } = setup();
      const tab = device.openTab();
      const { run, page } = start(pageOf(tab));
      await run.launch({ gameId: '101' });
      vendor.fault = offline();
      if (phase === 'slow') run.frameIs('slow');
      else if (phase !== 'frame-loading') run.frameIs('ready');
      if (phase === 'busy') run.hear({ type: 'busy' });
      if (phase === 'paused') run.pause('now');
      assert.equal(run.phase, phase);
      run.takeStatus(undefined, offline());
      assert.equal(run.phase, phase, 'a status that is not known changes nothing');
      await run.end('player');
      assert.equal(run.phase, 'end-failed');
      await device.clock.advance(3 * MINUTE);
      vendor.fault = undefined;
      tab.page.dispatchEvent(new Event('online'));
      await settle();
      assert.deepEqual([run.phase, [...vendor.open], page.sessions.all], ['ended', [], []]);
    }
  });

  test('when the page is left: the next one ends the game', async () => {
    const { device, vendor, start, pageOf } = setup();
    const tab = device.openTab();
    const first = start(pageOf(tab));
    await first.play();
    vendor.fault = offline();
    first.run.leavePage();
    tab.close();
    vendor.fault = undefined;
    const next = start();
    await next.run.findKept();
    await device.clock.advance(6 * SECOND);
    assert.deepEqual([[...vendor.open], next.page.sessions.all], [[], []]);
  });

  test('when the page comes again: what was kept is offered, and can be ended', async () => {
    const { device, vendor, start, pageOf } = setup({ keepSession: true });
    const tab = device.openTab();
    const first = start(pageOf(tab));
    await first.play();
    first.run.leavePage();
    tab.close();
    vendor.fault = offline();
    const next = start();
    await next.run.findKept();
    next.run.takeStatus(undefined, offline());
    assert.equal(next.run.phase, 'resumable');
    next.run.endQuietly('player');
    await settle();
    assert.equal(next.run.phase, 'poster');
    vendor.fault = undefined;
    await device.clock.advance(3 * SECOND);
    assert.deepEqual([...vendor.open], []);
  });

  test('with a score: it is written for who made it, whoever plays when the network is back', async () => {
    const { vendor, connect, start } = setup({ reportScores: 'last' });
    const { run, host, play } = start();
    const former = host.connection;
    await play('101', 'gs_1');
    vendor.fault = offline();
    run.hear({ type: 'score', score: 900 });
    await settle();
    vendor.fault = undefined;
    host.connection = connect('pl_two');
    run.connectionChanged();
    await settle();
    for (const connection of [host.connection, former]) await outboxOf(connection).flush();
    assert.deepEqual(vendor.scores, ['pl_one 900']);
    for (const connection of [host.connection, former]) outboxOf(connection).stop();
  });
});

suite('a service that answers 500 for an hour', () => {
  test('ends every game once it is back, has started none twice, and is left in peace meanwhile', async () => {
    const { device, vendor, start, pageOf } = setup();
    vendor.life = 3 * HOUR;
    const page = pageOf();
    const [launcher, slide, other] = [start(page, 'launcher'), start(page, 'slide 1'), start(page, 'slide 2')];
    await launcher.play('101');
    await slide.play('102');
    vendor.fault = broken();
    await slide.run.end('player');
    assert.equal(slide.run.phase, 'end-failed');
    for (let minute = 0; minute < 60; minute++) {
      launcher.run.takeStatus({ status: 'active' }, broken());
      if (minute % 10 === 0) {
        await other.run.launch({ gameId: '103' });
        assert.deepEqual([other.run.phase, other.run.error?.status], ['poster', 500]);
      }
      await device.clock.advance(MINUTE);
    }
    assert.equal(launcher.run.phase, 'playing', 'a game that runs needs no status');
    assert.ok(vendor.ends.length < 25, `${vendor.ends.length} ends`);
    assert.equal(vendor.starts, 2 + 6, 'one request for each tap');
    assert.deepEqual([...vendor.open.keys()], ['s1', 's2']);
    vendor.fault = undefined;
    vendor.ends = [];
    await device.clock.advance(5 * MINUTE);
    assert.deepEqual([slide.run.phase, vendor.ends], ['ended', ['s2']]);
    await other.run.launch({ gameId: '103' });
    await launcher.run.end('player');
    assert.deepEqual([...vendor.open.keys()], [other.run.session?.id]);
    assert.deepEqual(slide.of('gs-end').length, 1);
    await device.clock.advance(HOUR);
    assert.deepEqual(vendor.ends, ['s2', 's1'], 'each once');
  });

  test('while a game comes to its own end: it is over once, and asked for no more than that', async () => {
    const { device, vendor, start } = setup();
    vendor.life = 10 * MINUTE;
    const { run, play, of, page } = start();
    await play();
    await device.clock.advance(9 * MINUTE);
    vendor.fault = broken();
    await run.end('player');
    assert.equal(run.phase, 'end-failed');
    await device.clock.advance(30 * MINUTE);
    assert.deepEqual([run.phase, of('gs-session-expired').length, of('gs-end').length], ['expired', 1, 1]);
    assert.ok(vendor.asked <= 2, `the status is requested ${vendor.asked} times`);
    vendor.fault = undefined;
    await device.clock.advance(5 * MINUTE);
    assert.deepEqual([[...vendor.open], page.sessions.all], [[], []]);
  });
});

suite('a game', () => {
  test('that sends 1 000 scores a second has the best one written, for its player, by few requests', async () => {
    const { vendor, start } = setup({ reportScores: 'best' });
    const { run, host, play } = start();
    await play('101', 'gs_1');
    for (let score = 1; score <= 1000; score++) run.hear({ type: 'score', score });
    await settle();
    await outboxOf(host.connection).flush();
    outboxOf(host.connection).stop();
    assert.ok(vendor.scores.length <= 3, vendor.scores.join());
    assert.equal(vendor.scores.at(-1), 'pl_one 1000');
  });

  test('that never loads, never speaks, gives up or is taken off the page leaves no session and can be left', async () => {
    for (const [what, happen] of [
      ['loads for ever', () => undefined],
      ['is slow', (run) => run.frameIs('slow')],
      ['says nothing', (run) => run.frameIs('ready')],
      ['leads away, or floods the page', (run) => (run.frameIs('ready'), run.frameIs('blocked'))],
      ['gives up', (run) => (run.frameIs('ready'), run.hear({ type: 'error', message: 'x', fatal: true }))],
    ] as [string, (run: ReturnType<ReturnType<typeof setup>['start']>['run']) => unknown][]) {
      const { vendor, start } = setup();
      const { run, page } = start();
      await run.launch({ gameId: '101' });
      happen(run);
      if (run.session) await run.end('player');
      await settle();
      assert.deepEqual([[...vendor.open], page.sessions.all], [[], []], what);
      run.reset();
      await run.launch({ gameId: '102' });
      assert.deepEqual([run.phase, vendor.starts], ['frame-loading', 2], what);
    }
  });
});
