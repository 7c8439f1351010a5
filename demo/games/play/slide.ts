import { type SwipeGame } from './source.js';

/** One game of the feed: its poster, and its frame while it is the one that is played. */
export interface Slide {
  readonly element: HTMLElement;
  readonly frame: HTMLIFrameElement | undefined;
  say(text: string): void;
  /** Puts a frame over the poster, hidden until `show`. */
  load(url: string, onLoad: () => void): void;
  show(): void;
  /** Takes the frame away: only one game runs. */
  unload(): void;
}

export function createSlide(game: SwipeGame, position: number, total: number): Slide {
  const element = document.createElement('section');
  element.className = 'slide';
  element.setAttribute('aria-label', `${position + 1} of ${total}: ${game.name}`);
  if (game.image) {
    const image = document.createElement('img');
    image.src = game.image;
    image.alt = '';
    image.loading = position < 2 ? 'eager' : 'lazy';
    element.append(image);
  }
  const caption = document.createElement('p');
  caption.className = 'caption';
  caption.dir = 'auto';
  const note = document.createElement('small');
  caption.append(game.name, note);
  element.append(caption);
  let frame: HTMLIFrameElement | undefined;
  return {
    element,
    get frame() {
      return frame;
    },
    say: (text) => {
      note.textContent = text;
    },
    load: (url, onLoad) => {
      frame?.remove();
      frame = document.createElement('iframe');
      frame.title = game.name;
      frame.allow = 'autoplay; fullscreen';
      frame.referrerPolicy = 'no-referrer';
      frame.addEventListener('load', onLoad);
      frame.src = url;
      element.append(frame);
    },
    show: () => {
      element.dataset.live = '';
    },
    unload: () => {
      delete element.dataset.live;
      note.textContent = '';
      frame?.remove();
      frame = undefined;
    },
  };
}
