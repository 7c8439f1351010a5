import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { ApiError } from '../../src/api/error.js';
import { setup } from './run-support.js';
import { settle } from './support.js';

const MINUTE = 60_000;

suite('a run', () => {
  test('plays a game from the tap to its end', async () => {
    const { vendor, start } = setup();
    const { run, play, of } = start();
    await play();
    assert.equal(run.phase, 'playing');
    assert.equal(run.url, 'https://game.test/s1');
    await run.end('player');
    await settle();
    assert.deepEqual([run.phase, vendor.ends, run.url], ['ended', ['s1'], undefined]);
    assert.deepEqual([of('gs-end')[0].reason, of('gs-end')[0].confirmed], ['player', true]);
  });

  test('says that the game may still be open until its end is confirmed', async () => {
    const { vendor, device, start } = setup();
    const { run, play, of, errors } = start();
    await play();
    vendor.isAway = true;
    await run.end('player');
    assert.equal(run.phase, 'end-failed');
    assert.deepEqual(of('gs-end'), []);
    assert.equal(errors.length, 1);
    vendor.isAway = false;
    await device.clock.advance(3000);
    assert.equal(run.phase, 'ended');
    assert.equal(of('gs-end')[0].confirmed, true);
  });

  test('the net position is the change of the page’s balance, whatever the game reports', async () => {
    const { start } = setup({ balance: 20.1 });
    const { run, host, play, of } = start();
    await play();
    assert.deepEqual([run.net, run.hasMoney], [{ net: 0, currency: 'EUR' }, true]);
    run.hear({ type: 'busy' });
    run.hear({ type: 'balance', amount: 7, currency: 'USD' });
    host.runSettings = { ...host.runSettings, balance: 20.4 };
    assert.deepEqual(run.net, { net: 0.3, currency: 'EUR' });
    host.runSettings = { ...host.runSettings, netPosition: -5 };
    assert.deepEqual(run.net, { net: -5, currency: 'EUR' });
    await run.end('player');
    await settle();
    assert.equal(of('gs-end')[0].net, -5);
  });

  test('the net position is unknown after a deposit, and where the page tells its balance only later', async () => {
    const { start } = setup();
    const { run, host, play } = start();
    await play();
    assert.deepEqual([run.net, run.hasMoney], [undefined, false]);
    host.runSettings = { ...host.runSettings, balance: 30 };
    assert.equal(run.net, undefined);
    await run.end('player');
    await play();
    assert.deepEqual(run.net, { net: 0, currency: 'EUR' });
    run.hear({ type: 'deposit' });
    host.runSettings = { ...host.runSettings, balance: 130 };
    assert.equal(run.net, undefined);
  });

  test('the question whether to end stays, whatever the game says meanwhile, until something weightier comes', async () => {
    const { vendor, device, start } = setup({ realityCheck: 1 });
    vendor.life = 90_000;
    const { run } = start();
    await run.launch({ gameId: '101' });
    run.ask();
    run.frameIs('slow');
    run.frameIs('ready');
    for (let round = 0; round < 3; round++) {
      run.hear({ type: 'busy' });
      run.hear({ type: 'idle' });
    }
    await device.clock.advance(45_000);
    assert.deepEqual([run.phase, run.isConfirming], ['expiring', true]);
    await device.clock.advance(20_000);
    assert.deepEqual([run.phase, run.isConfirming], ['reality-check', false]);
  });

  test('another game is started in its place only where the player has ended it for that', async () => {
    const { vendor, device, start } = setup({ realityCheck: 1 });
    vendor.life = 5 * MINUTE;
    const ask = async (setting: ReturnType<typeof start>) => {
      await setting.play('101');
      await setting.run.launch({ gameId: '102' });
      assert.equal(setting.run.isConfirming, true);
      return setting.run;
    };
    const confirmed = await ask(start());
    await confirmed.end('player');
    await settle();
    assert.deepEqual([confirmed.phase, confirmed.game?.gameId, vendor.starts], ['frame-loading', '102', 2]);
    confirmed.endQuietly('page');

    const checked = await ask(start());
    await device.clock.advance(MINUTE + 1000);
    assert.equal(checked.phase, 'reality-check');
    await checked.end('player');
    await settle();
    assert.deepEqual([checked.phase, vendor.starts], ['ended', 3]);

    const closed = await ask(start());
    closed.takeStatus({ status: 'closed' }, undefined);
    await settle();
    assert.deepEqual([closed.phase, vendor.starts], ['ended', 4]);
  });

  test('another player ends what the former one opened before anything of theirs starts', async () => {
    const { vendor, connect, start } = setup();
    const { run, host, play, of } = start();
    await play();
    host.connection = connect('pl_two');
    run.connectionChanged();
    assert.deepEqual(vendor.ends, ['s1'], 'within the same turn');
    await settle();
    assert.deepEqual([run.phase, run.url], ['poster', undefined]);
    assert.equal(of('gs-end')[0].reason, 'player-change');
    await run.launch({ gameId: '102' });
    assert.deepEqual(vendor.calls, ['start for pl_one', 'start for pl_two']);
  });

  test('another currency or service ends it too; a renewed connection of the same player does not', async () => {
    const { vendor, connect, start } = setup();
    for (const other of [connect('pl_one', 'https://api.test', 'SEK'), connect('pl_one', 'https://other.test')]) {
      const { run, host, play } = start();
      await play();
      host.connection = connect('pl_one');
      run.connectionChanged();
      assert.equal(run.phase, 'playing');
      host.connection = other;
      run.connectionChanged();
      await settle();
      assert.equal(run.phase, 'poster');
    }
    assert.deepEqual(vendor.ends, ['s1', 's2']);
  });

  test('a start that was left ends what its answer brings', async () => {
    const { vendor, start } = setup();
    for (const leave of ['leavePage', 'leaveElement', 'reset'] as const) {
      let open = () => undefined as void;
      vendor.gate = new Promise((resolve) => (open = resolve));
      const { run, of } = start();
      const launched = run.launch({ gameId: '101' });
      await settle();
      assert.equal(run.phase, 'starting');
      run[leave]();
      open();
      await launched;
      await settle();
      assert.deepEqual([run.phase, of('gs-launch')], ['poster', []]);
    }
    assert.deepEqual(vendor.ends, ['s1', 's2', 's3']);
  });

  test('a multi-session that was started elsewhere is ended by the player only, not by leaving', async () => {
    const { vendor, start, pageOf } = setup();
    for (const leave of ['leavePage', 'leaveElement'] as const) {
      const { run } = start(pageOf(), 'here', 'multi');
      await run.follow('m1', 'https://swipe.test/m1');
      assert.equal(run.session?.id, 'm1');
      run[leave]();
      await settle();
      assert.deepEqual([leave, vendor.ends], [leave, []]);
    }
    const { run } = start(pageOf(), 'here', 'multi');
    await run.follow('m1', 'https://swipe.test/m1');
    await run.end('player');
    assert.deepEqual(vendor.ends, ['m1']);
  });

  test('another player during a start gets nothing of it', async () => {
    const { vendor, connect, start } = setup();
    let open = () => undefined as void;
    vendor.gate = new Promise((resolve) => (open = resolve));
    const { run, host } = start();
    const launched = run.launch({ gameId: '101' });
    await settle();
    host.connection = connect('pl_two');
    run.connectionChanged();
    open();
    await launched;
    await settle();
    assert.deepEqual([run.phase, vendor.ends, run.session], ['poster', ['s1'], undefined]);
  });

  test('an answer with an id and no address is ended at once', async () => {
    const { vendor, start } = setup();
    const { run, errors } = start();
    vendor.failure = new ApiError('no address', { code: 'schema', service: 'iplaygames', sessionId: 's1' });
    await run.launch({ gameId: '101' });
    await settle();
    assert.deepEqual([run.phase, vendor.ends, errors[0]?.code], ['poster', ['s1'], 'schema']);
    assert.deepEqual(start().page.sessions.all, []);
  });

  test('a refused start says why and leaves nothing behind', async () => {
    const { vendor, start } = setup();
    const { run, errors, page } = start();
    vendor.failure = new ApiError('slow down', { code: 'rate-limited', service: 'iplaygames', retryAfter: 7 });
    await run.launch({ gameId: '101' });
    assert.deepEqual([run.phase, run.error?.retryAfter, errors.length], ['poster', 7, 1]);
    assert.deepEqual(page.sessions.all, []);
    vendor.failure = undefined;
    await run.launch({ gameId: '101' });
    assert.equal(run.error, undefined);
  });

  test('two taps are one start', async () => {
    const { vendor, start } = setup();
    const { run } = start();
    await Promise.all([run.launch({ gameId: '101' }), run.launch({ gameId: '101' })]);
    assert.equal(vendor.starts, 1);
  });

  test('the same game in a second place on the page is not shared: it can be gone to, or moved', async () => {
    const { vendor, pageOf, start } = setup();
    const page = pageOf();
    const [first, second] = [start(page, 'launcher'), start(page, 'swiper')];
    await first.play();
    await second.run.launch({ gameId: '101' });
    assert.equal(second.run.phase, 'locked-elsewhere');
    assert.equal(second.run.isElsewhereHere, true);
    assert.equal(vendor.starts, 1);
    second.run.goThere();
    assert.equal(first.host.revealed, 1);
    await second.run.moveHere();
    await settle();
    assert.deepEqual([first.run.phase, second.run.phase], ['ended', 'frame-loading']);
    assert.deepEqual([vendor.starts, vendor.ends], [2, ['s1']]);
  });

  test('a gateway that answers with a session which is open in another place gives no share in it', async () => {
    const { vendor, pageOf, start } = setup();
    const page = pageOf();
    const first = start(page);
    vendor.answer = () => ({ sessionId: 'live', gameUrl: 'https://game.test/live' });
    await first.play('101');
    const second = start(page);
    await second.run.launch({ gameId: '102' });
    assert.equal(second.run.phase, 'locked-elsewhere');
    second.run.leavePage();
    await settle();
    assert.deepEqual(vendor.ends, []);
    assert.equal(first.run.phase, 'playing');
  });

  test('a 404 after a good status is the end of the game too', async () => {
    const { start } = setup();
    const { run, play, of, page } = start();
    await play();
    run.takeStatus({ status: 'active' }, undefined);
    run.takeStatus({ status: 'active' }, new ApiError('gone', { code: 'not-found', service: 'iplaygames' }));
    await settle();
    assert.deepEqual([run.phase, of('gs-end')[0].reason, page.sessions.all], ['ended', 'closed', []]);
  });

  test('a status that says so confirms an end that got no answer', async () => {
    for (const status of ['closed', 'expired']) {
      const { vendor, device, start } = setup();
      const { run, play, of, page } = start();
      await play();
      vendor.isAway = true;
      await run.end('player');
      run.takeStatus({ status }, undefined);
      await settle();
      assert.deepEqual([run.phase, page.sessions.all], ['ended', []]);
      assert.deepEqual(
        of('gs-end').map(({ reason, confirmed }) => [reason, confirmed]),
        [['player', true]],
      );
      await device.clock.advance(10 * MINUTE);
      assert.deepEqual(vendor.ends, ['s1'], 'it is not repeated');
    }
  });

  test('a frame that is blocked while the player ends the game is not why it ended', async () => {
    const { vendor, start } = setup();
    const { run, play, of } = start();
    await play();
    vendor.isAway = true;
    await run.end('player');
    run.frameIs('blocked');
    vendor.isAway = false;
    await run.end('player');
    await settle();
    assert.deepEqual([run.phase, of('gs-end')[0]?.reason, run.isEndAskedFor], ['ended', 'player', true]);
    const second = start();
    await second.play();
    const ending = second.run.end('player');
    second.run.frameIs('blocked');
    await ending;
    await settle();
    assert.deepEqual([second.run.phase, second.of('gs-end')[0]?.reason], ['ended', 'player']);
  });

  test('a reality check holds the game between rounds, and a break until it is over', async () => {
    const { device, vendor, start } = setup({ realityCheck: 30, breakAfter: 60, breakDuration: 10 });
    const { run, play, of, commands } = start();
    await play();
    run.hear({ type: 'busy' });
    await device.clock.advance(30 * MINUTE + 1000);
    assert.equal(run.phase, 'busy');
    run.hear({ type: 'idle' });
    assert.equal(run.phase, 'reality-check');
    assert.equal(of('gs-reality-check').length, 1);
    run.continue();
    assert.equal(run.phase, 'playing');
    await device.clock.advance(31 * MINUTE);
    assert.equal(run.phase, 'break');
    run.continue();
    assert.equal(run.phase, 'break', 'a break is not answered');
    await device.clock.advance(10 * MINUTE);
    run.continue();
    assert.equal(run.phase, 'playing');
    assert.deepEqual(commands, ['pause', 'resume', 'pause', 'resume']);
    assert.equal(vendor.starts, 1);
  });

  test('a game that cannot be told to stop is taken out for a break, and no game starts during one', async () => {
    const { device, vendor, pageOf, start } = setup({ breakAfter: 1, breakDuration: 10 });
    const page = pageOf();
    const { run, host, play } = start(page);
    host.canPause = false;
    await play();
    await device.clock.advance(MINUTE + 1000);
    assert.deepEqual([run.phase, run.url], ['break', undefined]);
    const other = start(page);
    await other.run.launch({ gameId: '102' });
    assert.deepEqual([other.run.phase, vendor.starts], ['break', 1]);
    await device.clock.advance(10 * MINUTE);
    assert.equal(other.run.phase, 'poster');
    run.continue();
    assert.deepEqual([run.phase, run.url], ['frame-loading', 'https://game.test/s1']);
  });

  test('a game that never ends its round is interrupted after three minutes', async () => {
    const { device, start } = setup({ realityCheck: 1 });
    const { run, play } = start();
    await play();
    run.hear({ type: 'busy' });
    await device.clock.advance(3 * MINUTE);
    assert.equal(run.phase, 'busy');
    await device.clock.advance(MINUTE + 2000);
    assert.equal(run.phase, 'reality-check');
  });

  test('scores go to the player who started the game, and only what beats their row', async () => {
    const { vendor, connect, start } = setup({ reportScores: 'best' });
    const { run, host, play } = start();
    await play('101', 'gs_1');
    for (const score of [0, 100, 421, 300]) run.hear({ type: 'score', score });
    await settle();
    host.connection = connect('pl_two');
    run.hear({ type: 'score', score: 999 });
    await settle();
    assert.deepEqual(
      vendor.scores.filter((row) => !row.startsWith('pl_one')),
      [],
    );
    assert.ok(vendor.scores.includes('pl_one 421'));
    assert.ok(!vendor.scores.includes('pl_one 100'));
    run.connectionChanged();
    await settle();
    run.hear({ type: 'score', score: 5000 });
    await settle();
    assert.ok(!vendor.scores.some((row) => row.endsWith('5000')));
  });

  test('a page that is left ends its game within the turn; one that keeps its session does not', async () => {
    const { vendor, start, pageOf, device } = setup();
    const first = start();
    await first.play();
    first.run.leavePage();
    assert.deepEqual(vendor.ends, ['s1']);
    await settle();
    const kept = setup({ keepSession: true });
    const tab = kept.device.openTab();
    const second = kept.start(kept.pageOf(tab));
    await second.play();
    second.run.leavePage();
    tab.close();
    await settle();
    assert.deepEqual(kept.vendor.ends, []);
    const third = kept.start();
    await third.run.findKept();
    assert.equal(third.run.isChecking, true);
    third.run.takeStatus({ status: 'active' }, undefined);
    assert.equal(third.run.phase, 'resumable');
    await third.run.resume();
    assert.deepEqual([third.run.url, kept.vendor.starts], ['https://game.test/s1', 1]);
    void [pageOf, device];
  });

  test('a page that keeps sessions ends what the next one could not resume', async () => {
    const { vendor, start, device } = setup({ keepSession: true });
    vendor.answer = () => ({ multiSessionId: 'm1', swipeUrl: 'https://swipe.test/m1', games: [], totalGames: 0 });
    const hosted = start(undefined, 'here', 'multi');
    await hosted.play();
    hosted.run.leavePage();
    await settle();
    assert.deepEqual([vendor.ends, hosted.page.sessions.all], [['m1'], []], 'a multi-session');
    vendor.answer = undefined;
    let open = () => undefined as void;
    vendor.gate = new Promise((resolve) => (open = resolve));
    const starting = start();
    const launched = starting.run.launch({ gameId: '101' });
    await settle();
    starting.run.leavePage();
    open();
    await launched;
    await settle();
    assert.deepEqual(vendor.ends.slice(1), ['s1'], 'a start that is under way');
    const unwritten = start();
    await unwritten.play('102');
    device.items.clear(); // as a storage that was full all the time
    unwritten.run.leavePage();
    await settle();
    assert.deepEqual(vendor.ends.slice(2), ['s2'], 'a session that could not be written down');
  });

  test('a game that is left behind waits to be resumed, and is ended where nothing is kept', async () => {
    const kept = setup({ keepSession: true });
    const { run, play, of, page } = kept.start();
    await play();
    run.leaveBehind();
    assert.deepEqual([run.phase, run.url, run.session], ['resumable', undefined, undefined]);
    assert.deepEqual([kept.vendor.ends, of('gs-end')], [[], []]);
    assert.deepEqual(
      page.sessions.all.map(({ id, holder }) => [id, holder]),
      [['s1', '']],
    );
    await run.resume();
    assert.deepEqual([run.phase, run.url, kept.vendor.starts], ['frame-loading', 'https://game.test/s1', 1]);
    await run.end('player');
    assert.deepEqual([run.phase, kept.vendor.ends], ['ended', ['s1']]);

    const plain = setup();
    const other = plain.start();
    await other.play();
    other.run.leaveBehind();
    await settle();
    assert.deepEqual([other.run.phase, plain.vendor.ends], ['ended', ['s1']]);
    assert.equal(other.of('gs-end')[0].reason, 'window');
  });

  test('what was left behind is ended for another player, and when it is over for the service it is forgotten', async () => {
    const { vendor, connect, start } = setup({ keepSession: true });
    const first = start();
    await first.play();
    first.run.leaveBehind();
    first.host.connection = connect('pl_two');
    first.run.connectionChanged();
    await settle();
    assert.deepEqual([first.run.phase, first.run.kept, vendor.ends], ['poster', undefined, ['s1']]);
    assert.deepEqual(first.page.sessions.all, []);
    const second = start();
    await second.play();
    second.run.leaveBehind();
    second.run.takeStatus({ status: 'closed' }, undefined);
    assert.deepEqual([second.run.phase, second.page.sessions.all, vendor.ends], ['poster', [], ['s1']]);
  });

  test('two places that want what was left behind do not both get it', async () => {
    const { vendor, start, pageOf } = setup({ keepSession: true });
    const first = start();
    await first.play();
    first.run.leaveBehind();
    const other = start(pageOf());
    await other.run.findKept();
    other.run.takeStatus({ status: 'active' }, undefined);
    await other.run.resume();
    assert.equal(other.run.phase, 'frame-loading');
    await first.run.resume();
    assert.equal(first.run.phase, 'locked-elsewhere');
    assert.deepEqual([vendor.starts, vendor.ends], [1, []]);
  });

  test('what another tab has left behind meanwhile is offered, not started a second time', async () => {
    const { vendor, start, pageOf } = setup({ keepSession: true });
    const [first, second] = [start(pageOf()), start(pageOf())];
    await first.play();
    first.run.leaveBehind();
    await second.run.launch({ gameId: '101' });
    assert.deepEqual([second.run.phase, second.run.kept?.id, vendor.starts], ['resumable', 's1', 1]);
    await second.run.launch({ gameId: '101' });
    assert.deepEqual([second.run.phase, vendor.ends, vendor.starts], ['frame-loading', ['s1'], 2]);
  });

  test('a multi-session that is followed: a second one, another player, and one that nobody knows', async () => {
    const { vendor, connect, start, pageOf } = setup();
    const { run, host, page, of } = start(pageOf(), 'here', 'multi');
    await run.follow('m1', 'https://swipe.test/m1');
    assert.deepEqual([run.phase, run.url, run.session?.isFollowed], ['frame-loading', 'https://swipe.test/m1', true]);
    assert.deepEqual(of('gs-launch'), [], 'it was not started here');
    run.endQuietly('page');
    await run.follow('m2');
    assert.deepEqual([run.session?.id, run.url], ['m2', '']);
    host.connection = connect('pl_two');
    run.connectionChanged();
    await settle();
    assert.deepEqual([run.phase, page.sessions.all, vendor.ends], ['poster', [], []]);
    await run.follow('m3');
    run.takeStatus(undefined, new ApiError('unknown', { code: 'not-found', service: 'iplaygames' }));
    assert.deepEqual([run.phase, run.error?.code, page.sessions.all], ['ended', 'not-found', []]);
    assert.equal(vendor.starts, 0);
  });

  test('a new game in place of the kept one ends that first', async () => {
    const kept = setup({ keepSession: true });
    const { run, play, page } = kept.start();
    await play();
    run.leaveElement();
    const next = kept.start(page);
    await next.run.findKept();
    next.run.takeStatus({ status: 'active' }, undefined);
    await next.run.launch({ gameId: '101' });
    await settle();
    assert.deepEqual([next.run.phase, kept.vendor.ends, kept.vendor.starts], ['frame-loading', ['s1'], 2]);
  });

  test('its own clock is not believed against the service', async () => {
    const { device, vendor, start } = setup();
    const { run, play } = start();
    vendor.answer = () => ({ sessionId: 's1', gameUrl: 'https://game.test/s1', expiresAt: new Date(Date.now() + 1e9) });
    await play();
    run.session!.expiresAt = device.clock.now() + 30_000;
    await device.clock.advance(1000);
    assert.equal(run.phase, 'expiring');
    await device.clock.advance(40_000);
    assert.deepEqual([run.phase, vendor.ends], ['playing', []]);
  });
});
