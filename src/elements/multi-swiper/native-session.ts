/**
 * Plays the games of a feed, each in a run of its own: decides which game is live, which neighbours are kept, and which
 * one is preloaded next. The runs own the sessions.
 */
import type { GameRun } from '../../play/game-run.js';
import type { OpenSession } from '../../play/open-sessions.js';
import type { Feed, Playing } from './feed.js';
import type { SwiperHost } from './types.js';
import type { Slide } from './slide.js';

export interface FeedPlayerHost extends SwiperHost {
  readonly singleGame: boolean;
  readonly sessionId?: string;
}

export class FeedPlayer implements Playing {
  readonly #feed: Feed;
  readonly #host: FeedPlayerHost;
  readonly #createRun: () => GameRun;
  readonly #slides = new WeakMap<GameRun, Slide>();
  /** What was preloaded beside the session in front: each slide once, also when the page or its own state kept it from starting. */
  #preloaded?: { readonly beside: OpenSession; readonly slides: Set<Slide> };

  constructor(feed: Feed, host: FeedPlayerHost, createRun: () => GameRun) {
    this.#feed = feed;
    this.#host = host;
    this.#createRun = createRun;
    feed.playing = this;
  }

  /** The slide that a run belongs to, also after its end. */
  slideOf(run: GameRun): Slide | undefined {
    return this.#slides.get(run);
  }

  /** The run of a slide, made when there is none. */
  runOf(slide: Slide): GameRun {
    if (!slide.run) {
      slide.run = this.#createRun();
      this.#slides.set(slide.run, slide);
      slide.run.game = this.#choose(slide);
    }
    return slide.run;
  }

  /** Starts the game of a slide, resumes one that was left open, or continues one that is loaded. Never rejects. */
  async play(slide: Slide, isNew = false): Promise<void> {
    const run = this.runOf(slide);
    if (run.session || run.phase === 'starting') return this.arrange();
    for (const other of this.#feed.started) {
      // A game that occurs twice in the feed is played in one slide only; with `single-game`, any game is.
      const isInTheWay = this.#host.singleGame || other.game.id === slide.game.id;
      if (other !== slide && isInTheWay) this.#leave(other);
    }
    run.setInFront(this.#isInFront(slide));
    const started = run.phase === 'resumable' && !isNew ? run.resume() : run.launch(this.#choose(slide));
    this.#feed.mount();
    await started;
    this.arrange();
  }

  #choose({ game: { id: gameId, title, imageUrl: image } }: Slide) {
    return { gameId, title, image, boardId: this.#host.sessionId };
  }

  #isInFront(slide: Slide): boolean {
    return slide.index === this.#feed.active;
  }

  /** Continues the active game, silences its neighbours, and leaves those outside the kept window. */
  arrange(): void {
    const kept = this.#kept();
    for (const slide of this.#feed.started) if (!kept.includes(slide)) this.#leave(slide);
    // The game in front is live, also while it is only a poster; the nearest others as far as more than one may be.
    let live = 1;
    for (const slide of kept) slide.run!.setInFront(this.#isInFront(slide) || live++ < this.#host.maxLive);
    this.#feed.mount();
  }

  /** Preloads the nearest game that is not loaded yet, once nothing else is loading. */
  preload(): void {
    const { active, games, started, isOn, activeSlide } = this.#feed;
    const { isAuto, preload, singleGame, keepAlive } = this.#host;
    const { session, isPlaying } = activeSlide?.run ?? {};
    if (!isAuto || preload !== 'frame' || singleGame || !isOn || !isPlaying || !session) return;
    if (started.some(({ phase }) => phase === 'starting' || phase === 'frame-loading' || phase === 'slow')) return;
    if (this.#preloaded?.beside !== session) this.#preloaded = { beside: session, slides: new Set() };
    const { slides } = this.#preloaded;
    for (const index of [active + 1, active - 1]) {
      const game = games[index];
      const slide = game && this.#feed.slideOf(game, index);
      if (!slide || slide.isStarted || slide.run?.error || slide.run?.isChecking || slide.phase !== 'poster') continue;
      if (slides.has(slide)) continue;
      if (started.some((other) => other.game.id === slide.game.id)) continue;
      if (started.length >= keepAlive) {
        // A game further away is left to make room, unless a round is under way.
        const away = started.find((one) => Math.abs(one.index - active) > 1 && !one.run?.isBusy);
        if (!away) return;
        this.#leave(away);
        return this.#feed.mount(); // the element is updated, and calls again once the frame is gone
      }
      slides.add(slide);
      return void this.play(slide);
    }
  }

  /** Ends all games. Resolves when the service has answered. */
  async end(reason: string): Promise<void> {
    this.#feed.isOn = false;
    const runs = this.#feed.started.map(({ run }) => run!);
    for (const run of runs) if (!run.session) run.endQuietly(reason);
    await Promise.all(runs.map((run) => run.end(reason)));
  }

  /** A slide was removed from the feed. */
  drop({ run }: Slide): void {
    run?.endQuietly('page');
  }

  /** The slide has left the kept window: with `keep-session` its session can be resumed later, else it ends; the slide is a poster again. */
  #leave(slide: Slide): void {
    slide.run?.leaveBehind();
    if (slide.phase !== 'resumable') slide.run = undefined;
  }

  /** The games in the kept window, nearest first. */
  #kept(): Slide[] {
    const keepAlive = this.#host.singleGame ? 1 : Math.max(1, this.#host.keepAlive || 1);
    const far = ({ index }: Slide) => Math.abs(index - this.#feed.active);
    return [...this.#feed.started]
      .filter((slide) => far(slide) < keepAlive)
      .sort((one, other) => far(one) - far(other))
      .slice(0, keepAlive);
  }
}
