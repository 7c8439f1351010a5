/**
 * A random walk: players who swipe, start, end and leave games in two tabs while requests fail. After each step it is checked
 * that no session is open that nobody knows, that nothing is played or scored for somebody else, and that no more games are
 * live than may be.
 */
import assert from 'node:assert/strict';
import { ApiError } from '../../src/api/error.js';
import { Feed } from '../../src/elements/multi-swiper/feed.js';
import { createFeed } from '../../src/elements/multi-swiper/games.js';
import { FeedPlayer, type FeedPlayerHost } from '../../src/elements/multi-swiper/native-session.js';
import { Cache } from '../../src/live/cache.js';
import type { Connection } from '../../src/live/connection.js';
import { outboxOf } from '../../src/live/score-outbox.js';
import { GameRun } from '../../src/play/game-run.js';
import { OpenSessions } from '../../src/play/open-sessions.js';
import type { PlayPage } from '../../src/play/page.js';
import { isInGame } from '../../src/play/phases.js';
import { Protection } from '../../src/play/protection.js';
import type { RunEvents, RunHost } from '../../src/play/run-host.js';
import type { ReportMode } from '../../src/play/score-report.js';
import { Device, settle, type Tab } from './support.js';

export const PLAYERS = ['pl_one', 'pl_two'] as const;
const GAMES = ['101', '102', '103', '104', '105', '106'];

export interface WalkSettings {
  /** What decides which requests fail, and how. */
  readonly seed: number;
  readonly keepSession: boolean;
  readonly keepAlive: number;
  readonly maxLive: number;
  readonly reportScores: ReportMode;
  /** A start that is repeated is answered with the session that is open, as gateways do. */
  readonly isRepeated: boolean;
  /** Hours that a session lasts; answers give an expiry then. */
  readonly life?: number;
}

/** What happens next, and in which of the two tabs. `value` chooses among what there is to choose. */
export interface WalkStep {
  readonly kind:
    | 'swipe'
    | 'play'
    | 'end'
    | 'score'
    | 'switch'
    | 'reload'
    | 'crash'
    | 'wait'
    | 'online'
    | 'quick'
    /** The browser stops the tab until the next step in it. */
    | 'freeze'
    /** The device's clock is set. */
    | 'clock'
    /** The device sleeps. */
    | 'sleep';
  readonly tab: 0 | 1;
  readonly value: number;
}

interface VendorSession {
  readonly id: string;
  readonly player: string;
  readonly gameId: string;
  /** Milliseconds since 1970. */
  readonly expires: number;
  isOpen: boolean;
  /** A page got the answer of its start. */
  isKnown: boolean;
  /** A page got the answer that it is over. */
  isConfirmed: boolean;
}

/** Where requests go. Three in ten fail: half of them before they arrive, the others on the way back. */
class Vendor {
  readonly sessions: VendorSession[] = [];
  readonly scores: { readonly player: string; readonly score: number }[] = [];
  /** What must not happen. Collected, because what throws within a request is taken for a failure of it. */
  readonly faults: string[] = [];
  isReliable = false;
  readonly #device: Device;
  readonly #settings: WalkSettings;
  #requests = 0;

  constructor(device: Device, settings: WalkSettings) {
    this.#device = device;
    this.#settings = settings;
  }

  /** The clients of one page and player. What a page that is gone is answered never arrives. */
  clients(page: Page, player: string) {
    const send = async <T>(serve: () => T, onAnswer?: (answer: T) => void): Promise<T> => {
      const chance = this.#chance();
      await this.#travel(chance);
      this.expire();
      if (chance < 0.15) return page.receive(() => Promise.reject(lost()));
      const answer = serve();
      await this.#travel(1 - chance);
      if (chance < 0.3) return page.receive(() => Promise.reject(lost()));
      return page.receive(() => {
        onAnswer?.(answer);
        return Promise.resolve(answer);
      });
    };
    const end = (id: string) => {
      const session = this.#find(id);
      this.#expect(session.player === player, `${id} is ended with the credentials of another player`);
      this.#expect(!session.isConfirmed, `${id} is ended again after its end was confirmed`);
      return send(
        () => void (session.isOpen = false),
        () => (session.isConfirmed = true),
      );
    };
    return {
      iplaygames: {
        startGameSession: ({ gameId }: { gameId: string }) => {
          this.#expect(page.player === player, 'a game is started for a player who has gone');
          return send(
            () => this.#start(player, gameId),
            (session) => (session.isKnown = true),
          ).then(({ id, expires }) => ({
            sessionId: id,
            gameUrl: `https://game.test/${id}`,
            ...(expires < Infinity && { expiresAt: new Date(expires) }),
          }));
        },
        getGameSessionStatus: (id: string) =>
          send(
            () => ({ status: this.#find(id).isOpen ? 'active' : 'closed' }),
            ({ status }) => {
              if (status === 'closed') this.#find(id).isConfirmed = true;
            },
          ),
        endGameSession: end,
        prepareEnd: (_kind: string, id: string) => Promise.resolve(() => end(id)),
      },
      meshmap: {
        listSessionPlayers: () => send(() => ({ items: [{ playerId: player, score: 0 }] })),
        setSessionPlayerScore: (_board: string, playerId: string, score: number) => {
          this.#expect(playerId === player, 'a score is written with the credentials of another player');
          return send(() => void this.scores.push({ player: playerId, score }));
        },
      },
    };
  }

  /** The time, whatever the device's clock says. */
  get #now(): number {
    const { clock } = this.#device;
    return clock.now() - clock.offset;
  }

  /** What has come to its end is closed. */
  expire(): void {
    for (const session of this.sessions) if (session.expires <= this.#now) session.isOpen = false;
  }

  #start(player: string, gameId: string): VendorSession {
    const running = this.sessions.find((one) => one.isOpen && one.player === player && one.gameId === gameId);
    if (this.#settings.isRepeated && running) return running;
    const id = `s${this.sessions.length + 1}`;
    const { life = Infinity } = this.#settings;
    const expires = this.#now + life * 3_600_000;
    const session = { id, player, gameId, expires, isOpen: true, isKnown: false, isConfirmed: false };
    this.sessions.push(session);
    return session;
  }

  #expect(isRight: boolean, fault: string): void {
    if (!isRight) this.faults.push(fault);
  }

  #find(id: string): VendorSession {
    const session = this.sessions.find((one) => one.id === id);
    assert.ok(session, `${id} was started`);
    return session;
  }

  /** The same for the same request of the same seed, whatever else goes on. */
  #chance(): number {
    if (this.isReliable) return 1;
    let hash = Math.imul(this.#settings.seed ^ (++this.#requests * 0x9e3779b1), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
  }

  /** Some answers come at once, others after seconds. */
  async #travel(chance: number): Promise<void> {
    const ms = Math.floor(chance * 1000) % 3;
    if (ms > 0 && !this.isReliable) await new Promise<void>((resolve) => this.#device.clock.after(ms * 700, resolve));
  }
}

const lost = () => new ApiError('lost', { code: 'network', service: 'iplaygames', retryable: true });

/** One document with a swiper in it. */
class Page {
  readonly tab: Tab;
  player: string;
  readonly feed: Feed;
  readonly #walk: Walk;
  readonly #player: FeedPlayer;
  readonly #runs: GameRun[] = [];
  readonly #play: PlayPage;
  #connection: Connection;

  constructor(walk: Walk, player: string) {
    this.#walk = walk;
    this.player = player;
    this.tab = walk.device.openTab();
    this.#play = this.#createPlayPage();
    this.#connection = this.#connect();
    this.feed = new Feed(() => undefined);
    this.feed.setGames(createFeed(GAMES, []));
    const { keepAlive, maxLive } = walk.settings;
    const host = { keepAlive, maxLive, preload: 'none', singleGame: false, sessionId: 'gs_1', isAuto: false };
    this.#player = new FeedPlayer(this.feed, host as unknown as FeedPlayerHost, () => this.#createRun());
    this.feed.isOn = true;
    this.findKept();
  }

  get sessions(): OpenSessions {
    return this.#play.sessions;
  }

  /** An answer; a document that is gone gets none. */
  receive<T>(answer: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => this.tab.run(() => answer().then(resolve, reject)));
  }

  swipe(to: number): void {
    this.feed.show(to % GAMES.length);
  }

  /** A tap on Play. */
  tap(): void {
    void this.#player.play(this.feed.activeSlide!);
  }

  /** The same, and what comes of it. */
  async start(): Promise<void> {
    this.tap();
    await this.#walk.device.clock.advance(3000);
  }

  /** Every game whose frame is there has loaded. */
  load(): void {
    for (const run of this.#runs) if (run.phase === 'frame-loading') run.frameIs('ready');
  }

  async end(): Promise<void> {
    void this.#player.end('player');
    this.feed.isOn = true;
    await this.#walk.device.clock.advance(3000);
  }

  /** A game sends scores: one that is open, or any that was ever framed. */
  score(value: number): void {
    const open = this.#runs.filter(({ session }) => session);
    const runs = value % 4 > 0 && open.length > 0 ? open : this.#runs;
    const run = runs[value % (runs.length || 1)];
    for (let count = 0; run && count < 1 + (value % 7); count++)
      run.hear({ type: 'score', score: this.#walk.nextScore(run.session?.player) });
    void this.flushScores();
  }

  switchPlayer(): void {
    this.player = PLAYERS[1 - PLAYERS.indexOf(this.player as 'pl_one')]!;
    this.#connection.cache.stop();
    this.#connection = this.#connect();
    for (const run of this.#runs) run.connectionChanged();
    this.findKept();
  }

  /** `isClean`: the page may say goodbye. */
  close(isClean: boolean): void {
    if (isClean) for (const run of this.#runs) run.leavePage();
    this.#connection.cache.stop();
    this.tab.close();
  }

  /** What was left behind is wanted no more. */
  giveUp(): void {
    for (const run of this.#runs) run.endQuietly('page');
  }

  goOnline(): void {
    this.tab.page.dispatchEvent(new Event('online'));
  }

  flushScores(): Promise<void> {
    return outboxOf(this.#connection).flush();
  }

  /** What has to hold at any time. */
  check(): void {
    const { maxLive, keepAlive } = this.#walk.settings;
    const open = this.#runs.filter(({ session }) => session);
    for (const { session } of open)
      assert.equal(session!.player, this.player, 'nothing of another player is open here');
    assert.ok(open.length <= keepAlive, `${open.length} games are open, and ${keepAlive} may be`);
    const live = open.filter((run) => isInGame(run.phase) && run.url !== undefined && run.silencedBy === undefined);
    assert.ok(live.length <= maxLive, `${live.length} games are live, and ${maxLive} may be`);
    assert.ok(
      live.every((run) => run.isInFront),
      'what is live is what the player sees',
    );
  }

  findKept(): void {
    for (const slide of this.feed.places) if (slide) void this.#player.runOf(slide).findKept();
  }

  #createRun(): GameRun {
    const connection = () => this.#connection;
    const host: RunHost<GameRun> = {
      get connection() {
        return connection();
      },
      language: 'en',
      runSettings: {
        realityCheck: 0,
        breakAfter: 0,
        breakDuration: 0,
        keepSession: this.#walk.settings.keepSession,
        singleGame: false,
        target: 'inline',
        reportScores: this.#walk.settings.reportScores,
      },
      placeOf: (run) => `swiper ${run.game?.gameId}`,
      // Some games can be told to pause, some to be quiet, the others are taken out.
      frameOf: (run) => ({
        send: (command) => Number(run.game?.gameId) % 3 === (command === 'pause' ? 0 : command === 'mute' ? 1 : -1),
        reload: () => undefined,
      }),
      runChanged: () => undefined,
      runEvent: (_run, type, detail) => {
        if (type === 'gs-launch') this.#walk.onLaunch(detail as RunEvents['gs-launch']);
        if (type === 'gs-end') this.#walk.onEnd(detail as RunEvents['gs-end']);
        return true;
      },
      runFailed: () => undefined,
      revealRun: () => undefined,
      warn: (message) => assert.fail(message),
    };
    const run = new GameRun(host, 'game', this.#play);
    this.#runs.push(run);
    return run;
  }

  #connect(): Connection {
    const clients = this.#walk.vendor.clients(this, this.player);
    return {
      mode: 'direct',
      settings: { iplaygamesUrl: 'https://api.test' },
      player: { id: this.player, currency: 'EUR', countryCode: 'MT', ip: '203.0.113.1', device: 'desktop' },
      has: () => true,
      service: ({ name }: { name: keyof typeof clients }) => clients[name],
      cache: new Cache(),
      frameOrigins: '',
    } as unknown as Connection;
  }

  #createPlayPage(): PlayPage {
    const { storage, clock, channel, page } = this.tab;
    const shared = { storage, clock, channel, locks: this.tab.locks as LockManager };
    const protections = new Map<string, Protection>();
    return {
      ...shared,
      sessions: new OpenSessions({ ...shared, page }),
      protectionOf({ address, player }) {
        const scope = `${address} ${player}`;
        const found = protections.get(scope) ?? new Protection(scope, { ...shared, page });
        protections.set(scope, found);
        return found;
      },
    };
  }
}

export interface WalkResult {
  /** Sessions whose answer arrived. */
  readonly started: number;
  /** Scores that games have sent. */
  readonly heard: number;
  /** Scores that were written. */
  readonly scores: number;
}

export class Walk {
  readonly device = new Device();
  readonly settings: WalkSettings;
  readonly vendor: Vendor;
  #pages: Page[];
  readonly #makers = new Map<number, string | undefined>();
  readonly #ended = new Set<string>();

  constructor(settings: WalkSettings) {
    this.settings = settings;
    this.vendor = new Vendor(this.device, settings);
    this.#pages = PLAYERS.map((player) => new Page(this, player));
  }

  /** A number that tells who made it; undefined for a game whose session is over. */
  nextScore(maker: string | undefined): number {
    const score = this.#makers.size + 1;
    this.#makers.set(score, maker);
    return score;
  }

  /** A gateway may answer a start with the session whose end got lost on the way: it is launched, and ends, once more. */
  onLaunch({ sessionId }: RunEvents['gs-launch']): void {
    this.#ended.delete(sessionId);
  }

  onEnd({ sessionId }: RunEvents['gs-end']): void {
    if (this.#ended.has(sessionId)) this.vendor.faults.push(`the page is told twice that ${sessionId} is over`);
    this.#ended.add(sessionId);
  }

  async step({ kind, tab, value }: WalkStep): Promise<void> {
    const page = this.#pages[tab]!;
    if (page.tab.isFrozen && kind !== 'freeze' && kind !== 'crash') page.tab.resume();
    switch (kind) {
      case 'swipe':
        page.swipe(value);
        break;
      case 'play':
        await page.start();
        break;
      case 'quick': // a tap, and the player has gone on before there is an answer
        page.tap();
        page.swipe(value);
        break;
      case 'end':
        await page.end();
        break;
      case 'score':
        page.score(value);
        break;
      case 'switch':
        page.switchPlayer();
        break;
      case 'reload':
      case 'crash':
        page.close(kind === 'reload');
        await this.device.clock.advance(value % 3000);
        this.#pages[tab] = new Page(this, PLAYERS[value % 2]!);
        break;
      case 'wait':
        await this.device.clock.advance((value % 60) * 1000);
        break;
      case 'online':
        page.goOnline();
        break;
      case 'freeze':
        if (!page.tab.isFrozen) page.tab.freeze();
        break;
      case 'clock':
        this.device.clock.offset = ((value % 5) - 2) * 24 * 3_600_000;
        break;
      case 'sleep':
        this.device.clock[value % 2 ? 'sleep' : 'suspend']((value % 120) * 60_000);
        await this.device.clock.advance(3000);
    }
    await settle();
    page.load();
    await settle();
    this.check();
  }

  /** What has to hold at any time: whatever is open and was answered is known to somebody. */
  check(): void {
    this.vendor.expire();
    assert.deepEqual(this.vendor.faults, []);
    for (const page of this.#pages) page.check();
    const known = new Set(this.#pages.flatMap(({ sessions }) => sessions.all.map(({ id }) => id)));
    const lost = this.vendor.sessions.filter(({ id, isOpen, isKnown }) => isOpen && isKnown && !known.has(id));
    assert.deepEqual(lost, [], 'sessions are open that nobody knows');
    for (const { player, score } of this.vendor.scores)
      assert.equal(player, this.#makers.get(score), 'a score is written for who made it');
  }

  /** The network is back, both players come once more, and everything that was kept is given up. */
  async finish(): Promise<WalkResult> {
    this.vendor.isReliable = true;
    for (const { tab } of this.#pages) if (tab.isFrozen) tab.resume();
    for (const page of this.#pages) await Promise.race([page.flushScores(), this.device.clock.advance(10_000)]);
    for (const page of this.#pages) page.close(true);
    await this.device.clock.advance(10_000);
    for (const player of PLAYERS) {
      const page = new Page(this, player);
      await this.device.clock.advance(3_600_000);
      for (const [index] of GAMES.entries()) {
        page.swipe(index);
        await settle();
        page.findKept();
        await settle();
        page.giveUp();
      }
      await this.device.clock.advance(3_600_000);
      page.close(true);
    }
    this.check();
    const open = this.vendor.sessions.filter(({ isOpen, isKnown }) => isOpen && isKnown);
    assert.deepEqual(open, [], 'every session whose answer arrived is ended');
    assert.deepEqual(
      [...this.device.items.keys()].filter((name) => name.startsWith('gs-open')),
      [],
      'nothing is remembered of what is over',
    );
    const known = this.vendor.sessions.filter(({ isKnown }) => isKnown);
    return { started: known.length, heard: this.#makers.size, scores: this.vendor.scores.length };
  }
}
