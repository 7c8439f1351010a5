import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { OpenSessions, type NewSession } from '../../src/play/open-sessions.js';
import type { EndService } from '../../src/play/types.js';
import { Device, settle, type Tab } from './support.js';

/** What the service has been told, and whether it answers. */
class Service implements EndService {
  readonly address = 'direct https://api.test';
  readonly player: string;
  readonly ends: string[] = [];
  readonly asked: string[] = [];
  readonly closed = new Set<string>();
  isAway = false;

  constructor(player = 'pl_one') {
    this.player = player;
  }

  async end(_kind: string, id: string): Promise<void> {
    this.ends.push(id);
    await Promise.resolve();
    if (this.isAway) throw new Error('away');
    this.closed.add(id);
  }

  endNow(kind: string, id: string): Promise<void> {
    return this.end(kind, id);
  }

  async isOver(_kind: string, id: string): Promise<boolean> {
    this.asked.push(id);
    await Promise.resolve();
    if (this.isAway) throw new Error('away');
    return this.closed.has(id);
  }
}

const game: NewSession = { kind: 'game', gameId: '101', title: 'Orb Hunt', place: 'here', resumable: false };

function setup() {
  const device = new Device();
  const service = new Service();
  const owners: Record<string, string[]> = {};
  const ownerOf = (name: string) => {
    const calls = (owners[name] ??= []);
    return {
      yieldSession: () => void calls.push('yield'),
      sessionEnded: () => void calls.push('ended'),
      reveal: () => void calls.push('reveal'),
    };
  };
  const open = (tab: Tab = device.openTab()) => {
    const ledger = new OpenSessions({
      storage: tab.storage,
      locks: tab.locks,
      channel: tab.channel,
      clock: tab.clock,
      page: tab.page,
      pageTitle: () => 'Lobby',
    });
    return { tab, ledger };
  };
  /** Starts a session there, of an hour. */
  const start = (ledger: OpenSessions, id: string, session: Partial<NewSession> = {}, life = 3_600_000) => {
    const { key } = ledger.begin({ ...game, ...session }, service, ownerOf(id));
    void ledger.started(key, { id, url: `https://game.test/${id}`, expiresAt: device.clock.now() + life });
    return key;
  };
  return { device, service, owners, ownerOf, open, start };
}

suite('the ledger of open sessions', () => {
  test('knows a session before the service does, and forgets it when its end is confirmed', async () => {
    const { service, open, ownerOf, owners } = setup();
    const { ledger } = open();
    const { key } = ledger.begin(game, service, ownerOf('s1'));
    assert.deepEqual(
      ledger.all.map(({ state, page, player }) => [state, page, player]),
      [['starting', 'Lobby', 'pl_one']],
    );
    await ledger.started(key, { id: 's1', url: 'https://game.test/s1' });
    assert.equal(await ledger.end(key), true);
    assert.deepEqual(service.ends, ['s1']);
    assert.deepEqual(ledger.all, []);
    assert.deepEqual(owners['s1'], ['ended']);
  });

  test('repeats an end with growing pauses until the service takes it, and says so', async () => {
    const { service, device, open, start, owners } = setup();
    const { ledger } = open();
    const key = start(ledger, 's1');
    service.isAway = true;
    assert.equal(await ledger.end(key), false);
    assert.equal(ledger.all[0]?.state, 'ending');
    await device.clock.advance(20_000);
    assert.deepEqual(service.ends, ['s1', 's1', 's1', 's1'], 'at 0, 2, 6 and 14 seconds');
    service.isAway = false;
    await device.clock.advance(20_000);
    assert.deepEqual(ledger.all, []);
    assert.deepEqual(owners['s1'], ['ended']);
    const sent = service.ends.length;
    await device.clock.advance(3_600_000);
    assert.equal(service.ends.length, sent, 'once confirmed it is not sent again');
  });

  test('sends no end after another one was confirmed while the status was requested', async () => {
    const { service, open, start } = setup();
    const former = open();
    start(former.ledger, 's1');
    await settle();
    former.tab.close();
    const { ledger } = open();
    let loseStatus: () => void = () => assert.fail('the status was not requested');
    service.isOver = () => new Promise((_resolve, reject) => (loseStatus = () => reject(new Error('lost'))));
    const served = ledger.serve(service);
    await settle();
    await ledger.settled(game, service); // the next start of the game waits for the end
    assert.deepEqual(service.ends, ['s1']);
    loseStatus();
    await served;
    await settle();
    assert.deepEqual(service.ends, ['s1']);
    assert.deepEqual(ledger.all, []);
  });

  test('tries at once when the network is back', async () => {
    const { service, open, start } = setup();
    const { ledger, tab } = open();
    const key = start(ledger, 's1');
    service.isAway = true;
    await ledger.end(key);
    service.isAway = false;
    tab.page.dispatchEvent(new Event('online'));
    await settle();
    assert.deepEqual(ledger.all, []);
  });

  test('gives up when the session has come to its own end', async () => {
    const { service, device, open, start } = setup();
    const { ledger } = open();
    const key = start(ledger, 's1');
    service.isAway = true;
    await ledger.end(key);
    await device.clock.advance(3 * 3_600_000);
    assert.deepEqual(ledger.all, []);
  });

  test('an end that is taken back is not repeated', async () => {
    const { service, device, open, start } = setup();
    const { ledger } = open();
    const key = start(ledger, 's1');
    service.isAway = true;
    await ledger.end(key);
    ledger.withdraw(key);
    await device.clock.advance(600_000);
    assert.deepEqual(service.ends, ['s1']);
    assert.equal(ledger.all[0]?.state, 'open');
  });

  test('ends what an abandoned start brings', async () => {
    const { service, open, ownerOf } = setup();
    const { ledger } = open();
    const { key } = ledger.begin(game, service, ownerOf('s1'));
    await ledger.end(key, { now: true });
    assert.deepEqual(service.ends, []);
    await ledger.started(key, { id: 's1', url: '' });
    await settle();
    assert.deepEqual(service.ends, ['s1']);
    assert.deepEqual(ledger.all, []);
  });

  test('a request of a closing page is on its way within the same turn', () => {
    const { service, open, start } = setup();
    const { ledger } = open();
    const key = start(ledger, 's1');
    void ledger.end(key, { now: true });
    assert.deepEqual(service.ends, ['s1']);
  });

  test('asked twice by a closing page it sends one request, and one more where a slower one was under way', () => {
    const { service, open, start } = setup();
    const { ledger } = open();
    const first = start(ledger, 's1');
    void ledger.end(first, { now: true });
    void ledger.end(first, { now: true });
    assert.deepEqual(service.ends, ['s1']);
    const second = start(ledger, 's2');
    void ledger.end(second);
    void ledger.end(second, { now: true });
    void ledger.end(second, { now: true });
    assert.deepEqual(service.ends, ['s1', 's2', 's2']);
  });

  test('of two requests the confirmed one counts: what fails later is not repeated', async () => {
    const { service, device, open, start } = setup();
    const { ledger } = open();
    const key = start(ledger, 's1');
    service.isAway = true;
    const fails: (() => void)[] = [];
    service.end = (_kind, id) => {
      service.ends.push(id);
      if (service.ends.length === 2) return Promise.resolve();
      return new Promise((_resolve, reject) => fails.push(() => reject(new Error('away'))));
    };
    const first = ledger.end(key);
    assert.equal(await ledger.end(key, { now: true }), true);
    fails[0]!();
    assert.equal(await first, true);
    await device.clock.advance(3_600_000);
    assert.deepEqual([service.ends, ledger.all], [['s1', 's1'], []]);
  });

  test('the next start of a game waits until what is being ended of it is gone, or has had its time', async () => {
    const { service, device, open, start } = setup();
    const { ledger } = open();
    const key = start(ledger, 's1');
    service.isAway = true;
    await ledger.end(key);
    service.isAway = false;
    await ledger.settled({ kind: 'game', gameId: '102' }, service);
    assert.deepEqual([service.ends.length, ledger.all.length], [1, 1], 'another game is none of it');
    await ledger.settled(game, service);
    assert.deepEqual([service.ends.length, ledger.all.length], [2, 0]);
    const slow = start(ledger, 's2');
    service.end = () => new Promise(() => undefined);
    void ledger.end(slow);
    let isSettled = false;
    void ledger.settled(game, service).then(() => (isSettled = true));
    await device.clock.advance(9000);
    assert.equal(isSettled, false);
    await device.clock.advance(2000);
    assert.equal(isSettled, true);
  });

  test('a start that is answered with a session which is being ended gets no share in it either', async () => {
    const { service, open, start, ownerOf } = setup();
    const { ledger } = open();
    const first = start(ledger, 's1');
    service.isAway = true;
    await ledger.end(first);
    const { key } = ledger.begin(game, service, ownerOf('second'));
    assert.equal((await ledger.started(key, { id: 's1', url: 'https://game.test/s1' }))?.key, first);
    service.isAway = false;
    assert.equal(await ledger.move(first), true, 'moving it here ends it at once');
  });

  test('without locks an end that is wanted is sent by the next page, and nothing else is touched', async () => {
    const { service, device, ownerOf } = setup();
    const plain = (tab: Tab) =>
      new OpenSessions({ storage: tab.storage, clock: tab.clock, channel: tab.channel, page: tab.page });
    const tab = device.openTab();
    const first = plain(tab);
    for (const id of ['s1', 's2']) {
      const { key } = first.begin({ ...game, gameId: id }, service, ownerOf(id));
      await first.started(key, { id, url: `https://game.test/${id}` });
      service.isAway = true;
      if (id === 's1') void first.end(key, { now: true });
    }
    tab.close();
    await settle();
    service.isAway = false;
    await plain(device.openTab()).serve(service);
    await device.clock.advance(10_000);
    assert.deepEqual(service.ends, ['s1', 's1']);
  });

  test('the next page ends what a crashed one has left open, once', async () => {
    const { service, open, start } = setup();
    const first = open();
    start(first.ledger, 's1');
    await settle();
    first.tab.close();
    const [second, third] = [open(), open()];
    await Promise.all([second.ledger.serve(service), third.ledger.serve(service)]);
    await settle();
    assert.deepEqual(service.ends, ['s1']);
    assert.deepEqual(second.ledger.all, []);
  });

  test('a tab that is open notices by itself that another one has crashed', async () => {
    const { service, open, start } = setup();
    const [first, second] = [open(), open()];
    start(first.ledger, 's1');
    await settle();
    await second.ledger.serve(service);
    assert.deepEqual(service.ends, [], 'it is played');
    first.tab.close();
    await settle();
    assert.deepEqual(service.ends, ['s1']);
  });

  test('a copy of a tab neither ends nor offers what the first one plays', async () => {
    const { service, open, start } = setup();
    const first = open();
    start(first.ledger, 's1', { resumable: true });
    await settle();
    const copy = open();
    await copy.ledger.serve(service);
    assert.equal(await copy.ledger.kept('here', service), undefined);
    copy.tab.close();
    await settle();
    assert.deepEqual(service.ends, []);
    assert.equal(first.ledger.all.length, 1);
  });

  test('asks first when a page that went away has sent the end itself', async () => {
    const { service, device, open, start } = setup();
    const first = open();
    const key = start(first.ledger, 's1');
    await settle();
    void first.ledger.end(key, { now: true });
    // The answer never comes: the page is gone.
    device.items.set(`gs-open ${key}`, JSON.stringify({ ...first.ledger.all[0], state: 'ending' }));
    first.tab.close();
    const stored = device.items.get(`gs-open ${key}`)!;
    await settle();
    device.items.set(`gs-open ${key}`, stored);
    const second = open();
    await second.ledger.serve(service);
    assert.deepEqual(service.asked, [], 'the request is given time to arrive');
    await device.clock.advance(6000);
    assert.deepEqual(service.asked, ['s1']);
    assert.deepEqual(service.ends, ['s1'], 'it had arrived');
    assert.deepEqual(second.ledger.all, []);
  });

  test('keeps what is to be resumed for the same player and place, and gives it to one only', async () => {
    const { service, open, start, ownerOf } = setup();
    const first = open();
    const key = start(first.ledger, 's1', { resumable: true });
    await settle();
    first.tab.close();
    const [second, third] = [open(), open()];
    await second.ledger.serve(service);
    assert.equal(await second.ledger.kept('elsewhere', service), undefined);
    assert.equal(await second.ledger.kept('here', new Service('pl_two')), undefined);
    const kept = await second.ledger.kept('here', service);
    assert.equal(kept?.id, 's1');
    assert.ok(second.ledger.claim(key, service, ownerOf('again')));
    await settle();
    assert.equal(await third.ledger.kept('here', service), undefined);
    assert.deepEqual(service.ends, []);
  });

  test('an element that goes leaves its session for the next one of the same page', async () => {
    const { service, open, start, ownerOf } = setup();
    const { ledger } = open();
    const key = start(ledger, 's1', { resumable: true });
    ledger.leaveForLater(key);
    assert.equal((await ledger.kept('here', service))?.key, key);
    assert.ok(ledger.claim(key, service, ownerOf('again')));
  });

  test('does not end the sessions of another player or service', async () => {
    const { service, open, start } = setup();
    const first = open();
    start(first.ledger, 's1');
    await settle();
    first.tab.close();
    const other = new Service('pl_two');
    const second = open();
    await second.ledger.serve(other);
    await settle();
    assert.deepEqual([other.ends, service.ends], [[], []]);
    assert.equal(second.ledger.all.length, 1);
    await second.ledger.serve(service);
    await settle();
    assert.deepEqual(service.ends, ['s1'], 'they are ended when their player is back');
  });

  test('finds the place that plays a game, and has it moved', async () => {
    const { service, open, start, owners } = setup();
    const [first, second] = [open(), open()];
    const key = start(first.ledger, 's1');
    await settle();
    assert.equal((await second.ledger.elsewhere(game, service))?.key, key);
    assert.equal(first.ledger.isHere({ key } as never), true);
    assert.equal(second.ledger.isHere({ key } as never), false);
    assert.equal(await second.ledger.elsewhere({ kind: 'game', gameId: '102' }, service), undefined);
    const moved = second.ledger.move(key);
    await settle();
    assert.deepEqual(owners['s1'], ['yield']);
    await first.ledger.end(key);
    second.tab.page.dispatchEvent(Object.assign(new Event('storage'), { key: `gs-open ${key}` }));
    assert.equal(await moved, true);
  });

  test('a game that is nowhere else is found to be so without a question to other documents', async () => {
    const { device, service, start } = setup();
    const { storage, clock } = device;
    const { locks, channel, page } = device.openTab();
    let queries = 0;
    const query = () => (queries++, locks.query());
    const ledger = new OpenSessions({ storage, clock, channel, page, locks: { ...locks, query } });
    start(ledger, 's1', { gameId: '102' });
    assert.equal(await ledger.elsewhere(game, service), undefined);
    assert.equal(await ledger.kept('here', service), undefined);
    assert.equal(queries, 0);
    start(ledger, 's2');
    assert.equal((await ledger.elsewhere(game, service))?.id, 's2');
    assert.equal(queries, 1);
  });

  test('a start that is answered with a session which is open elsewhere gets no share in it', async () => {
    const { service, open, start, ownerOf } = setup();
    const { ledger } = open();
    const first = start(ledger, 's1');
    const { key } = ledger.begin(game, service, ownerOf('second'));
    const other = await ledger.started(key, { id: 's1', url: 'https://game.test/s1' });
    assert.equal(other?.key, first);
    assert.deepEqual(
      ledger.all.map(({ key }) => key),
      [first],
    );
    await ledger.end(key);
    assert.deepEqual(service.ends, []);
  });

  test('the same id at another service is another session, and one of a dead page is taken over', async () => {
    const { service, open, start, ownerOf } = setup();
    const first = open();
    start(first.ledger, 's1', { resumable: true });
    await settle();
    const elsewhere = Object.assign(new Service(), { address: 'direct https://other.test' });
    const { key } = first.ledger.begin(game, elsewhere, ownerOf('other'));
    assert.equal(await first.ledger.started(key, { id: 's1', url: 'https://game.test/x' }), undefined);
    first.tab.close();
    const second = open();
    const again = second.ledger.begin(game, service, ownerOf('again'));
    assert.equal(await second.ledger.started(again.key, { id: 's1', url: 'https://game.test/s1' }), undefined);
    assert.deepEqual(
      second.ledger.all.filter((entry) => entry.service === service.address).map((entry) => entry.key),
      [again.key],
    );
  });

  test('works in memory where storage is denied, full, or holds nonsense', async () => {
    const { service, device, ownerOf } = setup();
    const denied = () => {
      throw new Error('denied');
    };
    const storage = { length: 0, key: denied, getItem: denied, setItem: denied, removeItem: denied };
    const ledger = new OpenSessions({ storage, clock: device.clock });
    const { key } = ledger.begin(game, service, ownerOf('s1'));
    await ledger.started(key, { id: 's1', url: 'https://game.test/s1' });
    assert.equal(ledger.all.length, 1);
    assert.equal(await ledger.end(key), true);
    for (const text of ['{', 'null', '[]', '{"key":1}', '{"key":"k","kind":"game"}']) {
      device.items.set('gs-open x', text);
      assert.deepEqual(new OpenSessions({ storage: device.storage, clock: device.clock }).all, []);
    }
  });

  test('a clock that is set forward past the expiry drops no end, and one that is set back keeps none for ever', async () => {
    for (const hours of [48, -48]) {
      const { service, device, open, start } = setup();
      const { ledger } = open();
      const key = start(ledger, 's1');
      service.isAway = true;
      await ledger.end(key);
      device.clock.offset = hours * 3_600_000;
      await device.clock.advance(30 * 60_000);
      assert.deepEqual(
        ledger.all.map(({ id, state }) => [id, state]),
        [['s1', 'ending']],
        `${hours} hours`,
      );
      await device.clock.advance(40 * 60_000);
      assert.deepEqual(ledger.all, [], 'it has come to its own end');
    }
  });

  test('a device that gives an expiry too early repeats an end for an hour all the same', async () => {
    const { service, device, open, start } = setup();
    const { ledger } = open();
    const key = start(ledger, 's1');
    await device.clock.advance(70 * 60_000);
    service.isAway = true;
    await ledger.end(key);
    await device.clock.advance(30 * 60_000);
    service.isAway = false;
    await device.clock.advance(6 * 60_000);
    assert.deepEqual([service.closed.has('s1'), ledger.all], [true, []]);
  });

  test('what a crashed page has left open is ended by the next one whatever the clock says by then', async () => {
    for (const hours of [48, -48])
      for (const isEnding of [true, false]) {
        const { service, device, open, start } = setup();
        const first = open();
        const key = start(first.ledger, 's1');
        await settle();
        if (isEnding) {
          service.isAway = true;
          await first.ledger.end(key);
        }
        first.tab.close();
        service.isAway = false;
        device.clock.offset = hours * 3_600_000;
        const second = open();
        await second.ledger.serve(service);
        await device.clock.advance(6000);
        const what = `${hours} hours, ${isEnding ? 'being ended' : 'open'}`;
        assert.deepEqual([service.closed.has('s1'), second.ledger.all], [true, []], what);
      }
  });

  test('a kept session that nobody resumed is ended, not forgotten, when its time is up by the device’s clock', async () => {
    const { service, device, open, start } = setup();
    const first = open();
    start(first.ledger, 's1', { resumable: true });
    await settle();
    first.tab.close();
    device.clock.offset = 2 * 3_600_000;
    const { ledger } = open();
    await ledger.serve(service);
    await settle();
    assert.deepEqual([service.asked, service.ends, ledger.all], [['s1'], ['s1'], []]);
  });

  test('an end that is refused for good is given up a week after the session', async () => {
    const { service, device, open, start } = setup();
    const first = open();
    start(first.ledger, 's1');
    first.tab.close();
    service.isAway = true;
    for (let day = 0; day < 6; day++) {
      const { ledger, tab } = open();
      await ledger.serve(service);
      await device.clock.advance(60_000);
      assert.equal(ledger.all.length, 1, `day ${day}`);
      tab.close();
      await device.clock.advance(24 * 3_600_000);
    }
    await device.clock.advance(2 * 24 * 3_600_000);
    const tries = service.ends.length;
    const { ledger } = open();
    await ledger.serve(service);
    await device.clock.advance(6000);
    assert.deepEqual([ledger.all, service.ends.length], [[], tries + 1], 'after one more try');
  });

  test('a session without an expiry is given up too', async () => {
    const { service, device, open, ownerOf } = setup();
    const { ledger } = open();
    const { key } = ledger.begin(game, service, ownerOf('s1'));
    await ledger.started(key, { id: 's1', url: 'https://game.test/s1' });
    service.isAway = true;
    await ledger.end(key);
    await device.clock.advance(6 * 24 * 3_600_000);
    assert.equal(ledger.all.length, 1);
    await device.clock.advance(2 * 24 * 3_600_000);
    assert.deepEqual(ledger.all, []);
  });

  test('a service that answers 500 for an hour gets each end once more, at growing intervals, and then once', async () => {
    const { service, device, open, start, owners } = setup();
    const { ledger } = open();
    const keys = ['s1', 's2', 's3'].map((id) => start(ledger, id, { gameId: id }, 2 * 3_600_000));
    service.isAway = true;
    for (const key of keys) await ledger.end(key);
    await device.clock.advance(55 * 60_000);
    assert.ok(service.ends.length <= 3 * 20, `${service.ends.length} requests within an hour`);
    service.isAway = false;
    service.ends.length = 0;
    await device.clock.advance(6 * 60_000);
    assert.deepEqual([service.ends.sort(), ledger.all], [['s1', 's2', 's3'], []]);
    for (const id of ['s1', 's2', 's3']) assert.deepEqual(owners[id], ['ended']);
  });

  test('a page that was frozen tries at once when it goes on, and meanwhile the next page ends for it', async () => {
    const { service, device, open, start } = setup();
    const first = open();
    const [key, other] = [start(first.ledger, 's1'), start(first.ledger, 's2', { gameId: '102' })];
    service.isAway = true;
    await first.ledger.end(key);
    service.isAway = false;
    first.tab.resume();
    await settle();
    assert.equal(service.closed.has('s1'), true);

    service.isAway = true;
    await first.ledger.end(other);
    service.isAway = false;
    const playing = start(first.ledger, 's3', { gameId: '103' });
    first.tab.freeze();
    const second = open();
    await second.ledger.serve(service);
    await device.clock.advance(6000);
    assert.deepEqual([service.closed.has('s2'), service.closed.has('s3')], [true, false]);
    assert.deepEqual(
      second.ledger.all.map((entry) => entry.key),
      [playing],
      'what is played there goes on',
    );
    first.tab.resume();
    await settle();
    assert.deepEqual(
      first.ledger.all.map((entry) => entry.key),
      [playing],
    );
  });

  test('a game is moved here also from a tab that is frozen', async () => {
    const { service, device, open, start, owners } = setup();
    const [first, second] = [open(), open()];
    const key = start(first.ledger, 's1');
    await settle();
    first.tab.freeze();
    await second.ledger.serve(service);
    const moved = second.ledger.move(key);
    await device.clock.advance(9000);
    assert.deepEqual(service.ends, [], 'it is asked first');
    await device.clock.advance(2000);
    assert.deepEqual([await moved, service.ends, second.ledger.all], [true, ['s1'], []]);
    assert.equal(await second.ledger.elsewhere(game, service), undefined);
    first.tab.resume();
    assert.deepEqual(owners['s1'], ['yield'], 'and knows of it when it goes on');
  });
});
