/** The list of slides: which is active, and which are in the document. `native-session.ts` plays them. */
import type { FeedGame } from './games.js';
import { Slide } from './slide.js';

/** Called for slides whose game was started. */
export interface Playing {
  /** Another slide is active. */
  arrange(): void;
  /** A slide was removed from the feed. */
  drop(slide: Slide): void;
}

/** Slides in the document on either side of the one in front. */
const AROUND = 2;

export class Feed {
  games: readonly FeedGame[] = [];
  /** The slide in front. */
  active = 0;
  /** The slide in the middle of the viewport while the player swipes. */
  seen = 0;
  /** The player has started the feed. */
  isOn = false;
  /**
   * The slides in the document, each at a fixed index: an iframe that is moved reloads, and a keyed list moves the elements
   * that it keeps. A free index is used for the next slide.
   */
  places: (Slide | undefined)[] = [];
  playing?: Playing;
  readonly #onChange: () => void;
  /** Every slide that has been in the document, by the key of its game. */
  #slides = new Map<string, Slide>();

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get activeSlide(): Slide | undefined {
    return this.#slides.get(this.games[this.active]?.key ?? '');
  }

  /** Every slide that has been in the document, in no order. */
  get slides(): Slide[] {
    return [...this.#slides.values()];
  }

  /** Games that were started, or are being started. */
  get started(): Slide[] {
    return this.slides.filter(({ isStarted }) => isStarted);
  }

  /**
   * Replaces the games. Those that stay keep their index in the document; removed ones are ended.
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
        this.playing?.drop(slide);
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
    this.playing?.arrange();
    this.mount();
  }

  /** Renders the slides around the visible one, and removes others that hold no game. */
  mount(): void {
    const wanted = new Set<Slide>(this.started);
    for (let index = this.seen - AROUND; index <= this.seen + AROUND; index++) {
      const game = this.games[index];
      if (game) wanted.add(this.slideOf(game, index));
    }
    this.places = this.places.map((slide) => (slide && wanted.has(slide) ? slide : undefined));
    for (const slide of wanted) {
      if (this.places.includes(slide)) continue;
      const free = this.places.indexOf(undefined);
      this.places[free < 0 ? this.places.length : free] = slide;
    }
    this.#onChange();
  }

  /** Whether the slide is still part of the feed. */
  has(slide: Slide): boolean {
    return this.#slides.get(slide.game.key) === slide;
  }

  slideOf(game: FeedGame, index: number): Slide {
    let slide = this.#slides.get(game.key);
    if (!slide) this.#slides.set(game.key, (slide = new Slide(game, index)));
    return slide;
  }
}
