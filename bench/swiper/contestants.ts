/**
 * Who swipes: one bare frame (the limit), all frames at once, Swiper's virtual slides, and ours. Each is made with what a
 * player sees before a game is wanted, and waits to be started.
 */
import '../../src/elements/multi-swiper/multi-swiper.js';
import '../../src/elements/provider/provider.js';
import { service } from './service.js';
import { swiperVirtual } from './swiper-virtual.js';

export interface Contestant {
  /** Resolves when there is something to tap. */
  readonly idle?: Promise<unknown>;
  /** A hand comes near: a mouse, or the finger that is about to be lifted. */
  approach?(): void;
  /** The tap. */
  start(): void;
  /** Goes that many games on. */
  go(by: number): void;
  /** Games that are in frames. */
  readonly framed?: () => number[];
  /** What a page does with the list while games are played. */
  readonly changes?: Readonly<Record<'append' | 'prepend' | 'reorder' | 'move', () => Promise<unknown>>>;
}

type Make = (
  box: HTMLElement,
  count: number,
  urlOf: (game: number) => string,
  onRest: () => void,
  onStart: () => void,
) => Contestant;

function frameOf(url: string): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.src = url;
  return frame;
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** `frame`: neighbours are started as soon as the game in front is ready. */
const ours =
  (isEager: boolean): Make =>
  (box, count, urlOf, onRest, onStart) => {
    const provider = document.createElement('gs-provider');
    provider.iplaygamesUrl = 'https://games.example/api';
    provider.iplaygamesKey = 'key';
    provider.insecureKeys = true;
    Object.assign(provider, { playerId: 'pl_1', playerIp: '203.0.113.9', currency: 'EUR', countryCode: 'MT' });
    provider.fetch = service(numbers(count + 50), urlOf, onStart);
    const swiper = document.createElement('gs-multi-swiper');
    swiper.mode = 'native';
    swiper.loading = 'eager';
    const setIds = (ids: readonly number[]) => {
      swiper.setAttribute('game-ids', ids.join(' '));
      return swiper.updateComplete;
    };
    let ids = numbers(count);
    void setIds(ids);
    if (isEager) Object.assign(swiper, { play: 'auto', preload: 'frame' });
    provider.append(swiper);
    box.append(provider);
    return {
      idle: new Promise((resolve) => swiper.addEventListener('gs-load', resolve, { once: true })),
      approach: () => void swiper.dispatchEvent(new PointerEvent('pointerover')),
      start: () => {
        swiper.shadowRoot!.querySelector('.viewport')!.addEventListener('scrollend', onRest);
        void swiper.start();
      },
      go: (by) => (by > 0 ? swiper.next() : swiper.previous()),
      framed: () => swiper.slides.filter(({ sessionId }) => sessionId).map(({ gameId }) => Number(gameId)),
      changes: {
        append: () => {
          swiper.append([`${count + 1}`, `${count + 2}`]);
          return swiper.updateComplete;
        },
        prepend: () => setIds((ids = [count + 10, ...ids])),
        // the two on either side of the game in front change places
        reorder: () => {
          const front = swiper.activeIndex;
          const moved = [...ids];
          [moved[front - 1], moved[front + 1]] = [moved[front + 1], moved[front - 1]];
          return setIds((ids = moved));
        },
        move: async () => {
          const place = document.createElement('div');
          box.append(place);
          (place as unknown as { moveBefore(node: Node, before: null): void }).moveBefore(provider, null);
          await swiper.updateComplete;
        },
      },
    };
  };

export const contestants: Readonly<Record<string, Make>> = {
  'one bare frame': (box, _, urlOf) => {
    const stage = document.createElement('div');
    stage.className = 'stage';
    box.append(stage);
    return { start: () => stage.append(frameOf(urlOf(1))), go: () => undefined };
  },
  'all frames at once': (box, count, urlOf, onRest) => {
    const stage = document.createElement('div');
    stage.className = 'stage';
    stage.addEventListener('scrollend', onRest);
    box.append(stage);
    return {
      start: () => stage.append(...numbers(count).map((game) => frameOf(urlOf(game)))),
      go: (by) => stage.scrollBy({ top: by * stage.clientHeight, behavior: 'smooth' }),
    };
  },
  'Swiper virtual': (box, count, urlOf, onRest) =>
    swiperVirtual(box, numbers(count), (game) => frameOf(urlOf(game)), onRest),
  ours: ours(true),
  'ours as it comes': ours(false),
};
