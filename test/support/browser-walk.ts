/**
 * A random walk in a real browser: two tabs with a swiper and a launcher each, in which two players swipe, start, end and
 * leave games while three in ten requests fail. The server that the pages are on counts every start, end and score.
 * `test/play/random-walk.ts` is the same without a browser, in thousands of walks.
 */
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import type { Browser, Page } from 'puppeteer-core';
import { serveFiles } from '../../demo/files.js';
import { cdnFolder as cdn } from '../../scripts/cdn.mjs';
import { createSandbox, type Sandbox } from '../../src/mock/sandbox/index.js';

/** Both are in the sandbox's session `gs_demo`, whose board the scores go to. */
const PLAYERS = ['pl_you', 'pl_001'] as const;
const GAMES = [101, 102, 103, 104, 106, 112];
/** Milliseconds before the going of a page from which on it is unknown whether an answer still reached it. */
const FAREWELL = 250;
/** Milliseconds that a busy page may need to take an answer: until then it may end a session again. */
const TAKEN = 1000;

interface Session {
  readonly id: string;
  readonly player: string;
  /** Where its scores begin: they tell whose game has made them. */
  readonly number: number;
  /** When its answer was delivered, in ms; undefined when it was lost. */
  answeredAt?: number;
  readonly page: number;
  /** When its end was confirmed to a page. */
  endedAt?: number;
  /** Requests for its end that came after that. */
  endsAfter: number;
  /** What was requested of it: when, by which page, what came of it. */
  readonly log: string[];
}

export interface WalkReport {
  readonly swipes: number;
  readonly requests: number;
  readonly failed: number;
  readonly started: number;
  readonly scores: number;
}

/** Numbers from 0 to 1, the same for the same seed. */
function generator(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let hash = Math.imul(state ^ (state >>> 15), state | 1);
    hash ^= hash + Math.imul(hash ^ (hash >>> 7), hash | 61);
    return ((hash ^ (hash >>> 14)) >>> 0) / 2 ** 32;
  };
}

const ALREADY_SENT = new Response(null, { headers: { 'x-hono-already-sent': 'true' } });

/** Pages, services and games. Half of what fails does so before it is served, the other half on the way back. */
class WalkServer {
  readonly sessions = new Map<string, Session>();
  readonly faults: string[] = [];
  isReliable = false;
  requests = 0;
  failed = 0;
  scores = 0;
  /** Ids of the sessions that are over. */
  readonly #ended = new Set<string>();
  /** The page that each tab shows, and when each page went, in ms. Pages are numbered. */
  readonly #shown: number[] = [];
  readonly #wentAt = new Map<number, number>();
  #pages = 0;
  readonly #random: () => number;
  #sandbox!: Sandbox;
  #servers: Server[] = [];
  #origin = '';

  constructor(seed: number) {
    this.#random = generator(seed);
  }

  async open(): Promise<void> {
    const gamesOrigin = await this.#listen('127.0.0.1', ({ url }) => Promise.resolve(this.#game(new URL(url))));
    this.#sandbox = createSandbox({ gamesOrigin, artOrigin: '', staticGames: true });
    this.#origin = await this.#listen('localhost', (request, bindings) => {
      const { pathname } = new URL(request.url);
      if (/^\/(meshmap|iplaygames)\//.test(pathname)) return this.#serve(request, bindings);
      return /^\/tab\d$/.test(pathname) ? Promise.resolve(this.#page(pathname)) : serveFiles(cdn, pathname);
    });
  }

  /** Address of a new page for that tab. */
  pageOf(tab: number, player: string): string {
    this.#shown[tab] = ++this.#pages;
    return `${this.#origin}/tab${tab}?player=${player}&page=${this.#pages}`;
  }

  /** The page of that tab goes. */
  async farewell(tab: number, go: () => Promise<unknown>): Promise<void> {
    const page = this.#shown[tab]!;
    this.#wentAt.set(page, Date.now());
    for (const { log } of this.sessions.values()) log.push(`${Date.now()} page ${page} goes`);
    await go();
  }

  #isGoing(page: number, at: number): boolean {
    return at > (this.#wentAt.get(page) ?? Infinity) - FAREWELL;
  }

  close(): void {
    for (const server of this.#servers) {
      server.closeAllConnections();
      server.close();
    }
  }

  /** What has to hold at the end, when both players have come back on a good network. */
  check(): void {
    assert.deepEqual(this.faults, []);
    for (const session of this.sessions.values()) {
      const { id, player, page, answeredAt, endsAfter } = session;
      if (answeredAt === undefined) continue;
      const mayBeLost = this.#isGoing(page, answeredAt);
      const isOpen = this.isOpen(id);
      assert.ok(!isOpen || mayBeLost, `${id} of ${player} on page ${page} was answered and is still open`);
      const story = `${id} was ended again after its end had been confirmed:\n${session.log.join('\n')}`;
      assert.equal(endsAfter, 0, story);
    }
  }

  isOpen(id: string): boolean {
    return !this.#ended.has(id);
  }

  async #listen(
    host: string,
    answer: (request: Request, bindings: HttpBindings) => Promise<Response>,
  ): Promise<string> {
    const listener = getRequestListener((request, bindings) => answer(request, bindings as HttpBindings));
    const server = createServer((request, response) => void listener(request, response));
    await new Promise<void>((resolve) => server.listen(0, host, resolve));
    this.#servers.push(server);
    return `http://${host}:${(server.address() as AddressInfo).port}`;
  }

  #page(path: string): Response {
    const { keys } = this.#sandbox;
    const isFirst = path === '/tab0';
    const swiper = isFirst
      ? 'play="auto" preload="frame" keep-alive="3" max-live="2" keep-session'
      : 'play="tap" keep-alive="2" max-live="1"';
    const html = `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>Tab</title>
<script type="module" src="/embed.js"></script>
<gs-provider insecure-keys meshmap-url="${this.#origin}/meshmap/api/v1" meshmap-key="${keys.meshmap}"
  iplaygames-url="${this.#origin}/iplaygames" iplaygames-key="${keys.iplaygames}"
  player-ip="203.0.113.24" currency="EUR" country-code="MT">
  <gs-multi-swiper id="swiper" mode="native" loading="eager" game-ids="${GAMES.join(' ')}" session-id="gs_demo" report-scores="last"
    refresh="2" style="--gs-swiper-size:300px" ${swiper}></gs-multi-swiper>
  <gs-session-launcher id="launcher" session-id="gs_demo" game-id="${isFirst ? 107 : 103}" loading="eager" report-scores="last" refresh="2"></gs-session-launcher>
</gs-provider>
<script>document.querySelector('gs-provider').setAttribute('player-id', new URLSearchParams(location.search).get('player'))</script>`;
    return new Response(html, {
      headers: { 'content-type': 'text/html; charset=utf-8', 'referrer-policy': 'unsafe-url' },
    });
  }

  /** A game that sends scores until it is paused; every third one sends nothing, so that only its load event is known. */
  #game({ searchParams }: URL): Response {
    const session = this.sessions.get(searchParams.get('session') ?? '');
    const isSilent = session && session.number % 3 === 0;
    const script = `let port, score = ${(session?.number ?? 0) * 1000}, paused = false;
addEventListener('message', ({ data, ports }) => {
  if (data?.type !== 'welcome' || port) return;
  port = ports[0];
  port.onmessage = ({ data }) => { if (data.type === 'ping') port.postMessage({ type: 'pong' }); if (data.type === 'pause') paused = true; if (data.type === 'resume') paused = false; };
  port.postMessage({ type: 'open', nonce: data.nonce, pings: true });
  port.postMessage({ type: 'ready' });
  setInterval(() => paused || port.postMessage({ type: 'score', score: ++score }), 150);
});
parent.postMessage({ gs: 1, type: 'hello', id: 'walk' }, '*');`;
    return new Response(`<!doctype html><p>A game</p>${isSilent ? '' : `<script>${script}</script>`}`, {
      headers: { 'content-type': 'text/html; charset=utf-8' },
    });
  }

  async #serve(request: Request, { outgoing }: HttpBindings): Promise<Response> {
    const path = new URL(request.url).pathname;
    const text = await request.clone().text();
    const page = Number(/page=(\d+)/.exec(request.headers.get('referer') ?? '')?.[1]);
    this.requests++;
    const chance = this.isReliable ? 1 : this.#random();
    if (chance < 0.3) this.failed++;
    const end = /game-sessions\/([^/]+)\/end$/.exec(path)?.[1];
    const session = this.sessions.get(end ?? '');
    if (session?.endedAt !== undefined) session.endsAfter++;
    this.#note(path, page, 'requested');
    if (chance < 0.15) this.#note(path, page, 'fails');
    if (chance < 0.15) return Response.json({ message: 'Server Error' }, { status: 503 });
    this.#expectOwnScore(request.method, path, text);
    if (!this.isReliable) await delay(chance * 400);
    const answer = await this.#sandbox.fetch(request);
    const body = await answer.text();
    if (end && answer.ok) this.#ended.add(end);
    const started = path.endsWith('/game-sessions/start') && answer.ok ? this.#record(body, text, page) : undefined;
    if (chance < 0.3) {
      this.#note(path, page, 'served, its answer is lost');
      // Some bytes first: browsers repeat a request by themselves when a connection is reset before any answer.
      outgoing.writeHead(200, { 'content-type': 'application/json', 'content-length': '4096' });
      outgoing.write('{', () => outgoing.destroy());
      return ALREADY_SENT;
    }
    // A status that says that a session is over confirms nothing here: a swiper no longer reads it of a game that was left.
    outgoing.once('close', () => {
      this.#note(path, page, outgoing.writableFinished ? `answered ${answer.status}` : 'answer not taken');
      if (!outgoing.writableFinished) return;
      if (started) started.answeredAt = Date.now();
      if (session && (answer.ok || answer.status === 404)) void this.#confirmLater(session, page);
    });
    return new Response(body, answer);
  }

  /** An answer to a page that is going confirms nothing: it may not be received. */
  async #confirmLater(session: Session, page: number): Promise<void> {
    const at = Date.now();
    await delay(TAKEN);
    if (at + TAKEN < (this.#wentAt.get(page) ?? Infinity)) session.endedAt ??= at;
  }

  #note(path: string, page: number, what: string): void {
    const id = /game-sessions\/([^/]+)\//.exec(path)?.[1] ?? '';
    this.sessions.get(id)?.log.push(`${Date.now()} page ${page} ${path.split('/').at(-1)}: ${what}`);
  }

  #record(body: string, request: string, page: number): Session {
    const { session_id: id } = (JSON.parse(body) as { data: { session_id: string } }).data;
    const { player_id: player } = JSON.parse(request) as { player_id: string };
    const session: Session = {
      id,
      player,
      number: this.sessions.size + 1,
      page,
      endsAfter: 0,
      log: [`${Date.now()} page ${page} started`],
    };
    this.sessions.set(id, session);
    return session;
  }

  #expectOwnScore(method: string, path: string, text: string): void {
    const player = /\/players\/([^/]+)$/.exec(path)?.[1];
    if (method !== 'PATCH' || !player) return;
    this.scores++;
    const { score } = JSON.parse(text) as { score: number };
    const maker = [...this.sessions.values()].find(({ number }) => number === Math.floor(score / 1000));
    if (maker?.player !== player) this.faults.push(`${score}, made by ${maker?.player}, is written for ${player}`);
  }
}

interface Swiper extends HTMLElement {
  readonly slides: readonly { index: number; gameId: string; phase: string; silencedBy?: string; sessionId?: string }[];
  readonly activeIndex: number;
  readonly maxLive: number;
  start(): Promise<void>;
  end(): Promise<void>;
  next(): void;
  previous(): void;
  goTo(target: number | string): void;
  readonly phase: string;
  resume(): Promise<void>;
}
interface Launcher extends HTMLElement {
  launch(): Promise<void>;
  end(): Promise<void>;
}
type WalkDocument = Document & {
  querySelector(name: 'gs-multi-swiper'): Swiper;
  querySelector(name: 'gs-session-launcher'): Launcher;
};

/** What a step does within the page. */
const ACTIONS = {
  next: (page: Page) => page.evaluate(() => (document as WalkDocument).querySelector('gs-multi-swiper').next()),
  previous: (page: Page) => page.evaluate(() => (document as WalkDocument).querySelector('gs-multi-swiper').previous()),
  jump: (page: Page, value: number) =>
    page.evaluate((to) => (document as WalkDocument).querySelector('gs-multi-swiper').goTo(to), Math.floor(value * 6)),
  play: (page: Page) => page.evaluate(() => void (document as WalkDocument).querySelector('gs-multi-swiper').start()),
  end: (page: Page) => page.evaluate(() => void (document as WalkDocument).querySelector('gs-multi-swiper').end()),
  launch: (page: Page) =>
    page.evaluate(() => void (document as WalkDocument).querySelector('gs-session-launcher').launch()),
  stop: (page: Page) => page.evaluate(() => void (document as WalkDocument).querySelector('gs-session-launcher').end()),
} as const;

/** In how many of a hundred steps each is made. */
const WEIGHTS = {
  next: 30,
  previous: 15,
  jump: 10,
  play: 22,
  end: 4,
  launch: 6,
  stop: 3,
  switch: 4,
  reload: 3,
  close: 3,
};
type Kind = keyof typeof WEIGHTS;
const KINDS = (Object.keys(WEIGHTS) as Kind[]).flatMap((kind) => Array.from({ length: WEIGHTS[kind] }, () => kind));
const SWIPES: readonly Kind[] = ['next', 'previous', 'jump'];

export interface WalkOptions {
  readonly seed: number;
  readonly swipes: number;
  /** Scores to be sent as well. While there are fewer, the players stay in games for a while. */
  readonly scores?: number;
}

/** Walks until there were so many swipes and scores, then has both players come back, and checks what the server has counted. */
export async function walk(browser: Browser, { seed, swipes, scores: wanted = 0 }: WalkOptions): Promise<WalkReport> {
  const random = generator(seed);
  const server = new WalkServer(seed + 1);
  await server.open();
  const context = await browser.createBrowserContext();
  const players: string[] = [...PLAYERS];

  const open = async (tab: number): Promise<Page> => {
    const page = await context.newPage();
    await page.setViewport({ width: 900, height: 900 });
    page.on('pageerror', (error) => server.faults.push(`threw: ${String(error)}`));
    await load(page, server.pageOf(tab, players[tab]!));
    return page;
  };
  const pages = [await open(0), await open(1)];

  const step = async (kind: Kind, tab: number, value: number): Promise<void> => {
    const page = pages[tab]!;
    switch (kind) {
      case 'switch':
        players[tab] = PLAYERS[1 - PLAYERS.indexOf(players[tab] as 'pl_you')]!;
        return page.$eval(
          'gs-provider',
          (provider, player) => provider.setAttribute('player-id', player),
          players[tab],
        );
      case 'reload':
        return server.farewell(tab, () => load(page, server.pageOf(tab, players[tab]!)));
      case 'close':
        await server.farewell(tab, () => page.close());
        pages[tab] = await open(tab);
        return;
      default:
        return ACTIONS[kind](page, value);
    }
  };

  let done = 0;
  try {
    while (done < swipes || server.scores < wanted) {
      const kind = KINDS[Math.floor(random() * KINDS.length)]!;
      const tab = random() < 0.5 ? 0 : 1;
      if (SWIPES.includes(kind)) done++;
      await pages[tab]!.bringToFront();
      await step(kind, tab, random());
      // Sometimes the player stays until the game is there, sometimes not even until the start is answered.
      if (random() < 0.25) {
        await waitForGame(pages[tab]!);
        if (server.scores < wanted) await delay(2000);
      } else await delay(random() ** 3 * 300);
      await checkLive(pages[tab]!);
      assert.deepEqual(server.faults, [], `after ${kind} in tab ${tab}`);
    }
    server.isReliable = true;
    for (const [tab, page] of pages.entries()) await server.farewell(tab, () => page.close());
    for (const player of PLAYERS) await comeBack(await context.newPage(), server, player);
    server.check();
  } finally {
    await context.close();
    server.close();
  }
  const { requests, failed, scores, sessions } = server;
  const started = [...sessions.values()].filter(({ answeredAt }) => answeredAt !== undefined).length;
  return { swipes: done, requests, failed, started, scores };
}

/** Opens the page, and waits for its elements. */
async function load(page: Page, url: string): Promise<void> {
  // Firefox's driver sometimes takes the end of what the old page was loading for one of the navigation.
  await page.goto(url).catch((error: Error) => {
    if (!error.message.includes('NS_BINDING_ABORTED')) throw error;
    return page.goto(url);
  });
  await page.waitForSelector('gs-multi-swiper[state]');
}

/** The game in front is played, if that can be. */
const waitForGame = (page: Page): Promise<unknown> =>
  page
    .waitForFunction(() => (document as WalkDocument).querySelector('gs-multi-swiper').phase === 'playing', {
      timeout: 1500,
    })
    .catch(() => undefined);

/** No more games are live than `max-live` says. */
async function checkLive(page: Page): Promise<void> {
  const { live, most } = await page.$eval('gs-multi-swiper', (element) => {
    const swiper = element as Swiper;
    const live = swiper.slides.filter(
      ({ phase, silencedBy }) => /^(playing|busy|expiring)$/.test(phase) && !silencedBy,
    );
    return { live: live.map(({ sessionId }) => sessionId), most: swiper.maxLive };
  });
  assert.ok(live.length <= most, `${live.join()} are live, and ${most} may be`);
}

/** What the ledger of the page's sessions holds for a player. */
const openOf = (page: Page, player: string): Promise<{ gameId: string; isKept: boolean }[]> =>
  page.evaluate(
    (player) =>
      Object.entries(localStorage)
        .filter(([name]) => name.startsWith('gs-open '))
        .map(([, value]) => JSON.parse(String(value)) as Record<string, unknown>)
        .filter((entry) => entry['player'] === player)
        .map(({ gameId, resumable, state }) => ({
          gameId: String(gameId),
          isKept: resumable === true && state === 'open',
        })),
    player,
  );

/** The player opens the page once more: what was left open to be resumed is resumed and ended, everything else is ended. */
async function comeBack(page: Page, server: WalkServer, player: string): Promise<void> {
  await load(page, server.pageOf(0, player));
  for (const { gameId } of (await openOf(page, player)).filter(({ isKept }) => isKept)) {
    await page.$eval('gs-multi-swiper', (swiper, gameId) => (swiper as Swiper).goTo(gameId), gameId);
    await page
      .waitForFunction(
        (id) => {
          const { slides, activeIndex, phase } = (document as WalkDocument).querySelector('gs-multi-swiper');
          return phase === 'resumable' && slides.some(({ index, gameId }) => index === activeIndex && gameId === id);
        },
        { timeout: 15_000 },
        gameId,
      )
      .catch(async () => {
        const { phase, slides } = await page.$eval('gs-multi-swiper', (swiper) => {
          const { phase, slides } = swiper as Swiper;
          return { phase, slides };
        });
        const ledger = await openOf(page, player);
        assert.fail(`${gameId} of ${player} is not offered: ${JSON.stringify({ phase, slides, ledger })}`);
      });
    await page.$eval('gs-multi-swiper', async (element) => {
      const swiper = element as Swiper;
      await swiper.resume();
      await swiper.end();
    });
  }
  const deadline = Date.now() + 30_000;
  let open = await openOf(page, player);
  for (; open.length > 0 && Date.now() < deadline; open = await openOf(page, player)) await delay(100);
  assert.deepEqual(open, [], `nothing of ${player} is left in the ledger`);
  await page.close();
}
