/**
 * Plays the games of a feed, each in a session of its own, started when the player wants it and ended when they have
 * gone on. A started game is money: none is started but for the player, and every way out ends it.
 */
import { ApiError } from '../../api/error.js';
import type { GameSessionStatus } from '../../api/iplaygames/index.js';
import type { GameEvent } from '../../game/messages.js';
import { playPage } from '../../play/page.js';
import type { SessionService } from '../../play/session-service.js';
import { isTerminalStatus } from '../../play/session-status.js';
import type { EndReason } from './events.js';
import type { Feed, Playing } from './feed.js';
import type { SwiperHooks } from './types.js';
import { suspend, resume } from './suspend-frame.js';
import { refOf, type Slide, type SlideSession } from './slide.js';

export class FeedPlayer implements Playing {
  readonly #feed: Feed;
  readonly #hooks: SwiperHooks;
  #visit = 0;

  constructor(feed: Feed, hooks: SwiperHooks) {
    this.#feed = feed;
    this.#hooks = hooks;
    feed.playing = this;
  }

  /** Starts the game of a slide, or lets one go on that was silenced. Never rejects. */
  async play(slide: Slide): Promise<void> {
    const service = this.#hooks.service();
    if (slide.session) return this.arrange();
    if (!service || slide.phase === 'starting') return;
    const visit = this.#visit;
    slide.clear('starting');
    this.#feed.mount();
    try {
      const started = await this.#start(slide, service, () => visit === this.#visit && this.#isWanted(slide));
      if (!started) return void (visit === this.#visit && this.#takeBack(slide));
      slide.session = started;
      slide.phase = 'loading';
      this.arrange();
    } catch (error) {
      if (visit === this.#visit) this.#fail(slide, error as ApiError);
    }
  }

  /** Starts a session that the ledger knows. Undefined when nobody wants it any more: then it is ended. */
  async #start(slide: Slide, service: SessionService, isWanted: () => boolean): Promise<SlideSession | undefined> {
    const { sessions } = playPage();
    const { id: gameId, title, imageUrl: image } = slide.game;
    void sessions.serve(service);
    // A game that comes again in the feed is played in one place: where the player is.
    for (const other of this.#feed.started)
      if (other !== slide && other.game.id === gameId) this.endOne(other, 'window');
    if (await sessions.elsewhere({ kind: 'game', gameId }, service)) throw openElsewhere();
    if (!isWanted()) return undefined;
    const { key } = sessions.begin({ kind: 'game', gameId, title, image, place: '', resumable: false }, service, {
      yieldSession: () => this.endOne(slide, 'moved'),
      sessionEnded: () => undefined,
      reveal: () => this.#hooks.host.scrollIntoView({ block: 'nearest' }),
    });
    try {
      const answer = await service.start({ kind: 'game', gameId, language: this.#hooks.language() });
      if (await sessions.started(key, answer)) throw openElsewhere();
      if (!isWanted() || !answer.url) void sessions.end(key, { now: true });
      if (!answer.url)
        throw answer.error ?? new ApiError('The game has no address.', { code: 'schema', service: 'iplaygames' });
      if (!isWanted()) return undefined;
      void service.prepareEnd('game', answer.id);
      slide.url = answer.url;
      return { id: answer.id, key, expiresAt: answer.expiresAt === undefined ? undefined : new Date(answer.expiresAt) };
    } catch (error) {
      if (sessions.all.some((entry) => entry.key === key && entry.state === 'starting')) sessions.discard(key);
      throw error;
    }
  }

  /** The player has not left, and is not far away. */
  #isWanted(slide: Slide): boolean {
    return this.#feed.has(slide) && this.#kept().includes(slide);
  }

  #takeBack(slide: Slide): void {
    slide.clear();
    this.#feed.mount();
  }

  /** Keeps what is near, ends what is not, lets the game in front go on and silences the others. */
  arrange(): void {
    const kept = this.#kept();
    for (const slide of this.#feed.started) if (!kept.includes(slide)) this.endOne(slide, 'window');
    const { maxLive, isAuto, preload } = this.#hooks.host;
    const isEager = isAuto && preload === 'frame';
    // The game in front is live, also while it is only a poster; the nearest others as far as more than one may be.
    let live = 1;
    for (const slide of kept) {
      if (slide.index === this.#feed.active || live++ < maxLive) this.#wake(slide);
      // One that has never been shown waits for the player, unless it is to be ready when they come.
      else if (!slide.isFramed && slide.phase === 'loading') slide.isFramed = isEager;
      else this.#silence(slide);
    }
    this.#feed.mount();
    if (isEager && this.#feed.isOn && this.#feed.activeSlide?.phase === 'playing') this.#startNeighbour();
  }

  /** A game has said something. */
  hear(slide: Slide, event: GameEvent): void {
    if (event.type === 'busy' || event.type === 'idle') slide.busy = event.type === 'busy';
    if (event.type === 'progress') slide.progress = event.value;
    else if (event.type !== 'error' && event.type !== 'mute-change') this.setReady(slide);
    if (event.type === 'exit') this.endOne(slide, 'exit');
    if (event.type === 'error' && event.fatal) {
      this.endOne(slide, 'failed');
      this.#fail(slide, new ApiError(event.message, { code: 'upstream', service: 'game' }));
    }
    this.#hooks.host.requestUpdate();
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
    this.endOne(slide, 'failed');
    Object.assign(slide, { url, isFramed: true, phase: 'blocked' });
    this.#hooks.host.requestUpdate();
  }

  /** An answer about the game in front, or why there was none. */
  take(status: GameSessionStatus | undefined, error: ApiError | undefined): void {
    const slide = this.#feed.activeSlide;
    const { session } = slide ?? {};
    if (!slide || !session) return;
    const isClosed =
      error?.code === 'not-found' || (status?.sessionId === session.id && isTerminalStatus(status.status));
    const isLate = !this.#feed.watched;
    const reason = isLate || status?.status === 'expired' ? 'expired' : 'closed';
    if (isClosed || isLate) this.endOne(slide, reason, isClosed);
  }

  /** Ends every game. */
  end(reason: EndReason): void {
    this.#visit++;
    this.#feed.isOn = false;
    for (const slide of this.#feed.started) this.endOne(slide, reason);
    this.#feed.mount();
  }

  /** The games in the kept window, nearest first. */
  #kept(): Slide[] {
    const keepAlive = Math.max(1, this.#hooks.host.keepAlive || 1);
    const far = ({ index }: Slide) => Math.abs(index - this.#feed.active);
    return [...this.#feed.started]
      .filter((slide) => far(slide) < keepAlive)
      .sort((one, other) => far(one) - far(other))
      .slice(0, keepAlive);
  }

  #wake(slide: Slide): void {
    if (!slide.session) return;
    if (!slide.isFramed) slide.phase = 'loading';
    slide.isFramed = true;
    if (slide.silencedBy) resume(this.#hooks.frame(slide), slide.silencedBy);
    slide.silencedBy = undefined;
  }

  /** A game that is still loading can't be told anything yet: its turn comes when it is ready. */
  #silence(slide: Slide): void {
    if (slide.phase !== 'playing' || slide.silencedBy) return;
    slide.silencedBy = suspend(this.#hooks.frame(slide));
    if (slide.silencedBy === 'unload') slide.isFramed = false;
  }

  /** One at a time, so that the network is the next game's alone. A game further away makes room, but for a round under way. */
  #startNeighbour(): void {
    const { active, games, started } = this.#feed;
    if (started.some(({ phase }) => phase !== 'playing')) return;
    for (const index of [active + 1, active - 1]) {
      const game = games[index];
      const slide = game && this.#feed.slideOf(game, index);
      if (slide?.phase !== 'poster') continue;
      if (started.length >= this.#hooks.host.keepAlive) {
        const away = started.find((one) => Math.abs(one.index - active) > 1 && !one.busy);
        if (!away) return;
        this.endOne(away, 'window');
      }
      return void this.play(slide);
    }
  }

  #fail(slide: Slide, error: ApiError): void {
    slide.clear(error.code === 'unavailable' ? 'unavailable' : 'failed', error);
    console.error(`<gs-multi-swiper>: ${error.message}`, error);
    this.#hooks.emit('gs-slide-error', { ...refOf(slide), error });
    this.#feed.mount();
  }

  /** @param isOver the service has said so itself: the session is not ended once more */
  endOne(slide: Slide, reason: EndReason, isOver = false): void {
    const { session } = slide;
    slide.clear(reason === 'expired' ? 'expired' : 'poster');
    if (!session) return;
    this.#hooks.host.requestUpdate();
    const { sessions } = playPage();
    const detail = { ...refOf(slide), sessionId: session.id, reason };
    if (isOver) {
      sessions.discard(session.key);
      this.#hooks.emit('gs-slide-end', { ...detail, confirmed: true });
      return;
    }
    // The ledger repeats an end that was not confirmed; the page is told how the first request went.
    void sessions
      .end(session.key, { now: true })
      .then((confirmed) => this.#hooks.emit('gs-slide-end', { ...detail, confirmed }));
  }
}

const openElsewhere = () =>
  new ApiError('This game is open in another place.', { code: 'conflict', service: 'iplaygames' });
