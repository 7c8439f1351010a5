import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Protection, type ProtectedRun } from '../../src/play/protection.js';
import type { Limits } from '../../src/play/types.js';
import { Device, settle, type Tab } from './support.js';

const MINUTE = 60_000;

/** A game that does as it is told. */
class Game implements ProtectedRun {
  limits: Limits;
  held: string[] = [];
  log: string[] = [];
  ticks = 0;
  isOn = true;

  constructor(limits: Partial<Limits>) {
    this.limits = { realityCheck: 0, breakAfter: 0, breakDuration: 0, ...limits };
  }

  get isPlaying(): boolean {
    return this.isOn && this.held.length === 0;
  }

  hold(reason: string): void {
    if (this.held.includes(reason)) return;
    this.held.push(reason);
    this.log.push(reason);
  }

  release(reason: string): void {
    if (!this.held.includes(reason)) return;
    this.held = [];
    this.log.push(`after ${reason}`);
  }

  tick(): void {
    this.ticks++;
  }
}

function setup() {
  const device = new Device();
  const open = (tab: Tab = device.openTab()) => ({
    tab,
    protection: new Protection('direct https://api.test pl_one', {
      storage: tab.storage,
      locks: tab.locks,
      channel: tab.channel,
      clock: tab.clock,
      page: tab.page,
    }),
  });
  return { device, open };
}

suite('the protection of a player', () => {
  test('shows the clock after the time that was set, in every frame, and again after that time', async () => {
    const { device, open } = setup();
    const { protection } = open();
    const [game, slide] = [new Game({ realityCheck: 30 }), new Game({})];
    protection.join(game);
    protection.join(slide);
    await device.clock.advance(30 * MINUTE - 100);
    assert.deepEqual(game.log, []);
    await device.clock.advance(200);
    assert.deepEqual([game.log, slide.log], [['reality-check'], ['reality-check']]);
    await device.clock.advance(60 * MINUTE);
    assert.deepEqual(game.log, ['reality-check'], 'time in front of the panel is no play');
    protection.acknowledgeCheck();
    assert.deepEqual(slide.log, ['reality-check', 'after reality-check'], 'answered once, for all');
    await device.clock.advance(30 * MINUTE + 100);
    assert.equal(game.log.length, 3);
  });

  test('counts play over games and pages, not per game', async () => {
    const { device, open } = setup();
    const first = open();
    const game = new Game({ realityCheck: 30 });
    first.protection.join(game);
    await device.clock.advance(20 * MINUTE);
    first.protection.leave(game);
    first.tab.close();
    const second = open();
    const other = new Game({ realityCheck: 30 });
    second.protection.join(other);
    await device.clock.advance(10 * MINUTE + 100);
    assert.deepEqual(other.log, ['reality-check']);
  });

  test('a break holds everything in all tabs until it is over, also for a page that comes later', async () => {
    const { device, open } = setup();
    const [first, second] = [open(), open()];
    const limits = { breakAfter: 60, breakDuration: 10 };
    const [game, elsewhere] = [new Game(limits), new Game({})];
    first.protection.join(game);
    second.protection.join(elsewhere);
    await device.clock.advance(60 * MINUTE + 100);
    assert.deepEqual([game.log, elsewhere.log], [['break'], ['break']]);
    const third = open();
    const late = new Game({});
    third.protection.join(late);
    assert.deepEqual(late.log, ['break']);
    assert.ok(third.protection.breakLeft > 9 * MINUTE);
    await device.clock.advance(9 * MINUTE);
    assert.deepEqual(game.log, ['break']);
    await device.clock.advance(MINUTE);
    for (const one of [game, elsewhere, late]) assert.deepEqual(one.log, ['break', 'after break']);
    assert.equal(first.protection.breakLeft, 0);
  });

  test('setting the device’s clock, in either direction, changes nothing while a page is open', async () => {
    const { device, open } = setup();
    const { protection } = open();
    const game = new Game({ breakAfter: 1, breakDuration: 10 });
    protection.join(game);
    device.clock.offset = -3_600_000;
    await device.clock.advance(MINUTE + 100);
    assert.deepEqual(game.log, ['break']);
    device.clock.offset = 24 * 3_600_000;
    await device.clock.advance(9 * MINUTE);
    assert.deepEqual(game.log, ['break']);
    device.clock.offset = -24 * 3_600_000;
    await device.clock.advance(MINUTE + 100);
    assert.deepEqual(game.log, ['break', 'after break']);
  });

  test('a clock set back between two pages does not shorten a break, and does not lengthen it beyond its length', async () => {
    const { device, open } = setup();
    const first = open();
    const game = new Game({ breakAfter: 1, breakDuration: 10 });
    first.protection.join(game);
    await device.clock.advance(2 * MINUTE);
    first.protection.leave(game);
    first.tab.close();
    device.clock.offset = -24 * 3_600_000;
    const second = open();
    assert.ok(second.protection.breakLeft > 8 * MINUTE);
    assert.ok(second.protection.breakLeft <= 10 * MINUTE);
  });

  test('two tabs at once are not played for twice the time', async () => {
    const { device, open } = setup();
    const [first, second] = [open(), open()];
    const [game, other] = [new Game({ realityCheck: 30 }), new Game({ realityCheck: 30 })];
    first.protection.join(game);
    second.protection.join(other);
    await device.clock.advance(29 * MINUTE);
    assert.deepEqual([game.log, other.log], [[], []]);
    await device.clock.advance(MINUTE + 6000);
    assert.deepEqual([game.log, other.log], [['reality-check'], ['reality-check']]);
    first.protection.acknowledgeCheck();
    await settle();
    assert.deepEqual(other.log, ['reality-check', 'after reality-check']);
  });

  test('the next tab counts on when the one that counted is gone', async () => {
    const { device, open } = setup();
    const [first, second] = [open(), open()];
    const [game, other] = [new Game({}), new Game({ realityCheck: 30 })];
    first.protection.join(game);
    second.protection.join(other);
    await device.clock.advance(20 * MINUTE);
    game.isOn = false;
    first.tab.close();
    await device.clock.advance(10 * MINUTE + 6000);
    assert.deepEqual(other.log, ['reality-check']);
  });

  test('of several games the strictest limits hold', async () => {
    const { device, open } = setup();
    const { protection } = open();
    const [game, strict] = [new Game({ realityCheck: 60 }), new Game({ realityCheck: 15 })];
    protection.join(game);
    protection.join(strict);
    await device.clock.advance(15 * MINUTE + 100);
    assert.deepEqual(game.log, ['reality-check']);
  });

  test('who has not played for a quarter of an hour starts afresh', async () => {
    const { device, open } = setup();
    const { protection } = open();
    const game = new Game({ realityCheck: 30 });
    protection.join(game);
    await device.clock.advance(29 * MINUTE);
    protection.leave(game);
    await device.clock.advance(16 * MINUTE);
    protection.join(game);
    await device.clock.advance(29 * MINUTE);
    assert.deepEqual(game.log, []);
  });

  test('a device that sleeps is no play', async () => {
    const { device, open } = setup();
    const { protection } = open();
    const game = new Game({ realityCheck: 30 });
    protection.join(game);
    await device.clock.advance(10 * MINUTE);
    device.clock.sleep(3_600_000);
    await device.clock.advance(MINUTE);
    assert.deepEqual(game.log, []);
    assert.ok(protection.played < 13 * MINUTE);
  });

  test('a tab that is frozen while it counts leaves that to the next one, and counts nothing of it itself', async () => {
    const { device, open } = setup();
    const [first, second] = [open(), open()];
    const [game, other] = [new Game({ realityCheck: 30 }), new Game({ realityCheck: 30 })];
    first.protection.join(game);
    second.protection.join(other);
    await device.clock.advance(10 * MINUTE);
    first.tab.freeze();
    await device.clock.advance(19 * MINUTE);
    assert.deepEqual(other.log, []);
    await device.clock.advance(MINUTE + 6000);
    assert.deepEqual(other.log, ['reality-check']);
    first.tab.resume();
    await device.clock.advance(1000);
    assert.ok(first.protection.played < 30 * MINUTE + 10_000);
    second.protection.acknowledgeCheck();
    await settle();
    for (const { log } of [game, other]) assert.deepEqual(log, ['reality-check', 'after reality-check']);
  });

  test('a page of the back/forward cache that comes back in a break of another page is on that break', async () => {
    const { device, open } = setup();
    const first = open();
    const game = new Game({});
    first.protection.join(game);
    await device.clock.advance(1000);
    first.protection.leave(game);
    first.tab.setVisibility('hidden');
    first.tab.isDeaf = true; // browsers deliver no messages to a cached page
    const second = open();
    const other = new Game({ breakAfter: 1, breakDuration: 10 });
    second.protection.join(other);
    await device.clock.advance(2 * MINUTE);
    second.protection.leave(other);
    assert.equal(first.protection.breakLeft, 0, 'it knows of nothing');
    first.tab.setVisibility('visible');
    assert.ok(first.protection.breakLeft > 8 * MINUTE);
    first.protection.join(game);
    assert.deepEqual(game.log, ['break']);
  });

  test('a clock that is set forward during a break does not end it by a new tab', async () => {
    const { device, open } = setup();
    const first = open();
    const game = new Game({ breakAfter: 1, breakDuration: 10 });
    first.protection.join(game);
    await device.clock.advance(MINUTE + 2000);
    device.clock.offset = 24 * 3_600_000;
    const second = open();
    const other = new Game({});
    second.protection.join(other);
    await device.clock.advance(MINUTE);
    assert.deepEqual([game.log, other.log], [['break'], ['break']]);
  });

  test('a game on a page that nobody sees is paused after a minute', async () => {
    const { device, open } = setup();
    const { protection, tab } = open();
    const game = new Game({});
    protection.join(game);
    tab.setVisibility('hidden');
    await device.clock.advance(50_000);
    tab.setVisibility('visible');
    await device.clock.advance(50_000);
    assert.deepEqual(game.log, []);
    tab.setVisibility('hidden');
    await device.clock.advance(61_000);
    assert.deepEqual(game.log, ['paused']);
  });

  test('believes no storage and no channel', () => {
    const { device, open } = setup();
    for (const text of ['{', '[]', '{"version":1,"played":-5,"checked":0,"breakLeft":1e99,"savedAt":0}', '"x"']) {
      device.items.set('gs-protection direct https://api.test pl_one', text);
      const { protection, tab } = open();
      tab.receive({
        type: 'protection',
        name: 'gs-protection direct https://api.test pl_one',
        state: { version: NaN },
      });
      assert.equal(protection.breakLeft, 0);
    }
  });

  test('counts without locks, storage and channel too', async () => {
    const { device } = setup();
    const protection = new Protection('x', { clock: device.clock });
    const game = new Game({ realityCheck: 1 });
    protection.join(game);
    await device.clock.advance(MINUTE + 100);
    assert.deepEqual(game.log, ['reality-check']);
  });
});
