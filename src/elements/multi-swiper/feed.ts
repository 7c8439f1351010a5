/**
 * A feed of games of which each has a session of its own, started when the player wants it and ended when they have
 * gone on. A started game is money: none is started but for the player, and every way out ends it.
 */
import { ApiError } from '../../api/error.js';
import type { GameSessionStatus, IplaygamesApi, GameSessionStart } from '../../api/iplaygames.js';
import type { GameEvent } from '../../game/messages.js';
import { futureEnd, isOver, mayGoOn } from '../../shared/session-status.js';
import type { GsGameFrame } from '../game-frame.js';
import type { EndReason } from './events.js';
import type { FeedGame } from './games.js';
import { silence, wake } from './silence.js';
import { Slide } from './slide.js';

export interface FeedSettings {
  /** Frames kept, the live one included. */
  readonly keepAlive: number;
  /** Games that may run at a time. */
  readonly maxLive: number;
  /** Starts the neighbours of a game that is ready. */
  readonly isEager: boolean;
}

export interface FeedHooks {
  readonly api: () => IplaygamesApi | undefined;
  readonly settings: () => FeedSettings;
  readonly facts: () => Omit<GameSessionStart, 'gameId'>;
  readonly frame: (slide: Slide) => GsGameFrame | null;
  readonly onChange: () => void;
  readonly onReady: (slide: Slide) => void;
  readonly onError: (slide: Slide, error: ApiError) => void;
  readonly onEnd: (slide: Slide, sessionId: string, reason: EndReason) => void;
  /** A session may still be open although it was left. */
  readonly onLost: (error: unknown) => void;
}

/** Slides in the document on either side of the one in front. */
const AROUND = 2;

export class Feed {
  games: readonly FeedGame[] = [];
  /** The slide in front. */
  active = 0;
  /** The slide in front while the player swipes. */
  seen = 0;
  /** The player has started the feed. */
  isOn = false;
  /**
   * The slides in the document, each in a place of its own: an iframe that is moved loads again, and a list that is
   * drawn by keys moves what it keeps. A place that is free is taken by the next slide.
   */
  places: (Slide | undefined)[] = [];
  readonly #hooks: FeedHooks;
  /** Every slide that has been in the document, by the key of its game. */
  #slides = new Map<string, Slide>();
  #visit = 0;

  constructor(hooks: FeedHooks) {
    this.#hooks = hooks;
  }

  get activeSlide(): Slide | undefined {
    return this.#slides.get(this.games[this.active]?.key ?? '');
  }

  /** Games that were started, or are being started. */
  get started(): Slide[] {
    return [...this.#slides.values()].filter(({ session, phase }) => session ?? phase === 'starting');
  }

  /** The session whose status is worth asking. */
  get watched(): string | undefined {
    const session = this.activeSlide?.session;
    return session && mayGoOn(session.expiresAt) ? session.id : undefined;
  }

  /**
   * Takes other games. Those that stay keep their place in the document; those that go are ended.
   * @returns whether the game in front has another index now
   */
  setGames(games: readonly FeedGame[]): boolean {
    const was = this.active;
    const front = this.games[this.active]?.key;
    const indexes = new Map(games.map(({ key }, index) => [key, index]));
    this.games = games;
    for (const [key, slide] of this.#slides) {
      const index = indexes.get(key);
      if (index === undefined) {
        this.#end(slide, 'page');
        this.#slides.delete(key);
      } else {
        slide.index = index;
        slide.game = games[index];
      }
    }
    this.places = this.places.map((slide) => (slide && indexes.has(slide.game.key) ? slide : undefined));
    this.active = indexes.get(front ?? '') ?? Math.max(0, Math.min(was, games.length - 1));
    if (this.active !== was) this.seen = this.active;
    this.mount();
    return this.active !== was;
  }

  /** Another slide is in front. */
  show(index: number): void {
    this.active = this.seen = index;
    this.arrange();
  }

  /** Puts the slides around the one that is seen into the document, and takes out what has no game in it. */
  mount(): void {
    const wanted = new Set<Slide>(this.started);
    for (let index = this.seen - AROUND; index <= this.seen + AROUND; index++) {
      const game = this.games[index];
      if (game) wanted.add(this.#slideOf(game, index));
    }
    this.places = this.places.map((slide) => (slide && wanted.has(slide) ? slide : undefined));
    for (const slide of wanted) {
      if (this.places.includes(slide)) continue;
      const free = this.places.indexOf(undefined);
      this.places[free < 0 ? this.places.length : free] = slide;
    }
    this.#hooks.onChange();
  }

  /** Starts the game of a slide, or lets one go on that was silenced. Never rejects. */
  async play(slide: Slide): Promise<void> {
    const api = this.#hooks.api();
    if (slide.session) return this.arrange();
    if (!api || slide.phase === 'starting') return;
    const visit = this.#visit;
    slide.clear('starting');
    this.mount();
    try {
      const { sessionId, gameUrl, expiresAt } = await api.startGameSession({
        ...this.#hooks.facts(),
        gameId: slide.game.id,
      });
      // The player has left, or is far away: nobody will play it.
      if (visit !== this.#visit || this.#slides.get(slide.game.key) !== slide || !this.#kept().includes(slide)) {
        if (visit === this.#visit) slide.clear();
        return this.#endQuietly(api, sessionId);
      }
      slide.session = { id: sessionId, expiresAt: futureEnd(expiresAt) };
      slide.url = gameUrl;
      slide.phase = 'loading';
      this.arrange();
    } catch (error) {
      if (visit === this.#visit) this.#fail(slide, error as ApiError);
    }
  }

  /** Keeps what is near, ends what is not, lets the game in front go on and silences the others. */
  arrange(): void {
    const kept = this.#kept();
    for (const slide of this.started) if (!kept.includes(slide)) this.#end(slide, 'window');
    const { maxLive, isEager } = this.#hooks.settings();
    // The game in front is live, also while it is only a poster; the nearest others as far as more than one may be.
    let live = 1;
    for (const slide of kept) {
      if (slide.index === this.active || live++ < maxLive) this.#wake(slide);
      // One that has never been shown waits for the player, unless it is to be ready when they come.
      else if (!slide.isFramed && slide.phase === 'loading') slide.isFramed = isEager;
      else this.#silence(slide);
    }
    this.mount();
    if (isEager && this.isOn && this.activeSlide?.phase === 'playing') this.#startNeighbour();
  }

  /** A game has said something. */
  hear(slide: Slide, event: GameEvent): void {
    if (event.type === 'busy' || event.type === 'idle') slide.busy = event.type === 'busy';
    if (event.type === 'progress') slide.progress = event.value;
    else if (event.type !== 'error' && event.type !== 'mute-change') this.setReady(slide);
    if (event.type === 'exit') this.#end(slide, 'exit');
    if (event.type === 'error' && event.fatal) {
      this.#end(slide, 'failed');
      this.#fail(slide, new ApiError(event.message, { code: 'upstream', service: 'game' }));
    }
    this.#hooks.onChange();
  }

  /** A game can be played. */
  setReady(slide: Slide): void {
    if (slide.phase !== 'loading') return;
    slide.phase = 'playing';
    this.#hooks.onReady(slide);
    this.arrange();
  }

  /** The frame can't show the game and says why: its session is not to be paid for. */
  block(slide: Slide): void {
    const { url } = slide;
    this.#end(slide, 'failed');
    Object.assign(slide, { url, isFramed: true, phase: 'blocked' });
    this.#hooks.onChange();
  }

  /** An answer about the game in front, or why there was none. */
  take(status: GameSessionStatus | undefined, error: ApiError | undefined): void {
    const slide = this.activeSlide;
    const { session } = slide ?? {};
    if (!slide || !session) return;
    const isClosed = error?.code === 'not-found' || (status?.sessionId === session.id && isOver(status.status));
    const isLate = !this.watched;
    if (isClosed || isLate) this.#end(slide, isLate || status?.status === 'expired' ? 'expired' : 'closed');
  }

  /** Ends every game. */
  end(reason: EndReason): void {
    this.#visit++;
    this.isOn = false;
    for (const slide of this.started) this.#end(slide, reason);
    this.mount();
  }

  /** The games in the kept window, nearest first. */
  #kept(): Slide[] {
    const { keepAlive } = this.#hooks.settings();
    const far = ({ index }: Slide) => Math.abs(index - this.active);
    return this.started
      .filter((slide) => far(slide) < Math.max(1, keepAlive))
      .toSorted((one, other) => far(one) - far(other))
      .slice(0, Math.max(1, keepAlive));
  }

  #slideOf(game: FeedGame, index: number): Slide {
    let slide = this.#slides.get(game.key);
    if (!slide) this.#slides.set(game.key, (slide = new Slide(game, index)));
    return slide;
  }

  #wake(slide: Slide): void {
    if (!slide.session) return;
    if (!slide.isFramed) slide.phase = 'loading';
    slide.isFramed = true;
    if (slide.silencedBy) wake(this.#hooks.frame(slide), slide.silencedBy);
    slide.silencedBy = undefined;
  }

  /** A game that is still loading can't be told anything yet: its turn comes when it is ready. */
  #silence(slide: Slide): void {
    if (slide.phase !== 'playing' || slide.silencedBy) return;
    slide.silencedBy = silence(this.#hooks.frame(slide));
    if (slide.silencedBy === 'unload') slide.isFramed = false;
  }

  /** One at a time, so that the network is the next game's alone. */
  #startNeighbour(): void {
    const { started } = this;
    if (started.length >= this.#hooks.settings().keepAlive || started.some(({ phase }) => phase !== 'playing')) return;
    for (const index of [this.active + 1, this.active - 1]) {
      const game = this.games[index];
      const slide = game && this.#slideOf(game, index);
      if (slide?.phase === 'poster') return void this.play(slide);
    }
  }

  #fail(slide: Slide, error: ApiError): void {
    slide.clear(error.code === 'unavailable' ? 'unavailable' : 'failed', error);
    this.#hooks.onError(slide, error);
    this.mount();
  }

  #end(slide: Slide, reason: EndReason): void {
    const { session } = slide;
    slide.clear(reason === 'expired' ? 'expired' : 'poster');
    if (!session) return;
    const api = this.#hooks.api();
    if (api) this.#endQuietly(api, session.id);
    this.#hooks.onEnd(slide, session.id, reason);
    this.#hooks.onChange();
  }

  /** The request outlives the page. One that fails is no use to the player, whose game is over here all the same. */
  #endQuietly(api: IplaygamesApi, sessionId: string): void {
    api.endGameSession(sessionId, { keepalive: true }).catch(this.#hooks.onLost);
  }
}
