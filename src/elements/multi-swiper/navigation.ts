/** Navigation between slides: requests of the player, `gs-before-slide-change`, and what follows when the track has come to rest. */
import type { Feed } from './feed.js';
import type { NavigationHooks, SwiperHost } from './types.js';
import { readHash, writeHash } from '../../shared/page-hash.js';
import { ScrollSnapController, type ScrollListener } from './scroll-snap-controller.js';

/** Milliseconds that a player stays on a game before it starts by itself. */
const DWELL = 400;
/** Games before the last one at which a feed that refills requests more. */
const EARLY = 3;

export class Navigation implements ScrollListener {
  readonly #host: SwiperHost;
  readonly #feed: Feed;
  readonly #emit: NavigationHooks['emit'];
  readonly #onRest: NavigationHooks['onRest'];
  /** The feed starts over. */
  readonly #refill: () => void;
  readonly #track: ScrollSnapController;
  /** Slide that was prevented: the track scrolls back from it. */
  #refused?: number;
  /** Slide for which `gs-before-slide-change` was emitted. */
  #asked?: number;
  #isPlaced = false;
  /** Length of the feed when it last requested more. */
  #refilled = 0;
  #dwell?: ReturnType<typeof setTimeout>;

  constructor({ host, emit, onRest }: NavigationHooks, feed: Feed, refill: () => void) {
    this.#host = host;
    this.#emit = emit;
    this.#onRest = onRest;
    this.#feed = feed;
    this.#refill = refill;
    this.#track = new ScrollSnapController(host, feed, this);
  }

  /** Goes to the first slide as set by the page, as soon as there are games. */
  place(): void {
    const { games } = this.#feed;
    if (this.#isPlaced || !games.length) return;
    this.#isPlaced = true;
    const { hash, startIndex } = this.#host;
    const named = hash == null ? undefined : readHash(hash || 'game');
    const found = named === undefined ? -1 : games.findIndex(({ id }) => id === named);
    const index = found < 0 ? Math.max(0, Math.min(Math.trunc(startIndex) || 0, games.length - 1)) : found;
    this.#feed.show(index);
    this.#track.goTo(index, 'instant');
  }

  /** Follows a change of the address's hash. */
  follow(): void {
    const { hash } = this.#host;
    const named = hash == null ? undefined : readHash(hash || 'game');
    if (named !== undefined) this.go(this.#feed.games.findIndex(({ id }) => id === named));
  }

  /** The target slide, else the active one: steps count from it. */
  get #goal(): number {
    return this.#track.target ?? this.#feed.active;
  }

  /** Moves by that many games; steps while the track moves add up. */
  step(step: number): void {
    this.go(this.#stepped(step));
  }

  #stepped(step: number): number {
    const { length } = this.#feed.games;
    const to = this.#goal + step;
    return this.#host.endBehavior === 'loop' && length ? (to + length) % length : to;
  }

  /** Goes to a game, unless there is none or the page prevents it. */
  go(index: number): void {
    if (!this.#feed.games[index] || index === this.#goal) return;
    this.onMove();
    // Back to the active slide, which was never left.
    if (index !== this.#feed.active && !this.#mayGo(index)) return;
    this.#refused = undefined;
    this.#track.goTo(index);
  }

  /** The player leaves a game, or is about to: cancels its automatic start. */
  onMove(): void {
    clearTimeout(this.#dwell);
  }

  onWheelStep(step: number): boolean {
    const { games, active } = this.#feed;
    const to = this.#stepped(step);
    if (!games[to]) return false;
    this.go(to);
    return this.#track.target !== undefined || to === active;
  }

  /** The list of games has changed: the active one stays active. */
  keep(): void {
    if (this.#isPlaced) this.#track.goTo(this.#feed.active, 'instant');
  }

  /** The track was rendered anew: scrolls it to the target or active slide. */
  restore(): void {
    if (this.#isPlaced) this.#track.goTo(this.#goal, 'instant');
  }

  /** For `wheel` on the rail. */
  get onWheel(): (event: WheelEvent) => void {
    return this.#track.onWheel;
  }

  /** Whether a game is the visible one: no other may be started. */
  isInFront(index: number): boolean {
    return this.#track.isInFront(index);
  }

  stop(): void {
    clearTimeout(this.#dwell);
  }

  /** Keyboard: arrows, PageUp, PageDown, Home and End. */
  readonly onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    const isVertical = this.#host.direction !== 'horizontal';
    const on = !isVertical && getComputedStyle(this.#host).direction === 'rtl' ? -1 : 1;
    const last = this.#feed.games.length - 1;
    const keys: Record<string, number> = {
      ...(isVertical ? { ArrowDown: 1, ArrowUp: -1 } : { ArrowRight: on, ArrowLeft: -on }),
      PageDown: 1,
      PageUp: -1,
    };
    const step = keys[event.key];
    if (step === undefined && event.key !== 'Home' && event.key !== 'End') return;
    event.preventDefault();
    if (step === undefined) this.go(event.key === 'Home' ? 0 : last);
    else this.step(step);
  };

  #mayGo(to: number): boolean {
    const { active, activeSlide } = this.#feed;
    const isAllowed = this.#emit(
      'gs-before-slide-change',
      { from: active, to, busy: activeSlide?.run?.isBusy ?? false },
      true,
    );
    if (isAllowed) this.#asked = to;
    return isAllowed;
  }

  onSettle(index: number): void {
    const { active, games } = this.#feed;
    const wasAsked = this.#asked === index;
    this.#asked = undefined;
    if (index === active) this.#refused = undefined;
    if (index === active || index === this.#refused || !this.#isPlaced) return;
    // A swipe cannot be prevented before it has happened.
    if (!wasAsked && !this.#mayGo(index)) {
      this.#refused = index;
      return this.#track.goTo(active);
    }
    this.#feed.show(index);
    this.#emit('gs-slide-change', { from: active, to: index, gameId: games[index].id });
    const { hash } = this.#host;
    if (hash != null) writeHash(hash || 'game', games[index].id);
    this.rest();
    this.#watchEnd(index);
  }

  /** Starts the active game, if the player stays on it. */
  rest(): void {
    clearTimeout(this.#dwell);
    const slide = this.#feed.activeSlide;
    if (!this.#host.isAuto || !this.#feed.isOn || slide?.phase !== 'poster' || slide.run?.error) return;
    this.#dwell = setTimeout(() => {
      if (this.#feed.activeSlide === slide && this.#feed.isOn && this.isInFront(slide.index)) this.#onRest(slide);
    }, DWELL);
  }

  #watchEnd(index: number): void {
    const total = this.#feed.games.length;
    const isRefill = this.#host.endBehavior === 'refill';
    if (index < total - 1 - (isRefill ? EARLY : 0) || (isRefill && this.#refilled === total)) return;
    this.#refilled = total;
    if (this.#emit('gs-end-reached', { index, total }, true) && isRefill) this.#refill();
  }
}
