/**
 * The swipe page of a multi-session: a feed of games of which one is live. It stands between the page that frames it
 * and the game that it frames, and passes on what each says to the other.
 */
import { connectGame } from '../../../src/game/client.js';
import { GameHost } from '../../../src/game/host.js';
import { type GameEvent } from '../../../src/game/messages.js';
import { createSlide, type Slide } from './slide.js';
import { findSource, type SwipeSource } from './source.js';

/** How long a player rests on a slide before its game is opened, ms. */
const dwell = 350;

const feed = find('feed');
const steps = { previous: find('previous') as HTMLButtonElement, next: find('next') as HTMLButtonElement };
const source: SwipeSource = findSource();
let slides: Slide[] = [];
let current = -1;
let dwelling: ReturnType<typeof setTimeout> | undefined;
let isMuted = false;

const page = connectGame({
  onPause: () => host.send('pause'),
  onResume: () => host.send('resume'),
  onMute: (muted) => {
    isMuted = muted;
    host.send(muted ? 'mute' : 'unmute');
  },
  onRefreshBalance: () => host.send('refresh-balance'),
});

const host = new GameHost({
  frame: () => slides[current]?.frame?.contentWindow,
  isAllowed: (origin) => origin === location.origin,
  origin: () => location.origin,
  dialect: () => 'gs',
  onEvent: (event) => relay(event),
  onUnmapped: () => undefined,
  onConnect: () => {
    if (isMuted) host.send('mute');
  },
  onClose: () => slides[current]?.say('This game talks too much and was cut off.'),
  onAbuse: () => slides[current]?.frame?.remove(),
});

/** Passes an event of the live game on to the page around. */
function relay(event: GameEvent): void {
  if (event.type === 'ready') showGame();
  else if (event.type === 'busy') page.busy();
  else if (event.type === 'idle') page.idle();
  else if (event.type === 'score') page.score(event.score, event.final);
  else if (event.type === 'balance') page.balance(event.amount, event.currency);
  else if (event.type === 'mute-change') page.muteChanged((isMuted = event.muted));
  else if (event.type === 'error') page.error(event.message, event.fatal);
  else if (event.type !== 'progress') page[event.type]();
}

function showGame(): void {
  slides[current].show();
  void source.report(current, 'ready');
  page.ready();
}

/** The player has come to a slide: the game before stops, and after a moment of rest this one is opened. */
function settle(position: number): void {
  if (position === current) return;
  slides[current]?.unload();
  host.restart();
  current = position;
  page.idle();
  find('count').textContent = `${position + 1} / ${slides.length}`;
  steps.previous.disabled = position === 0;
  steps.next.disabled = position === slides.length - 1;
  clearTimeout(dwelling);
  dwelling = setTimeout(() => void openGame(position), dwell);
}

async function openGame(position: number): Promise<void> {
  const slide = slides[position];
  slide.say('Loading…');
  const url = await source.open(position);
  if (position !== current) return;
  if (url) return slide.load(url, () => host.frameLoaded());
  slide.say('This game is not available here. Swipe on.');
  await source.report(position, 'failed');
}

function go(position: number): void {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  slides[position]?.element.scrollIntoView({ behavior: calm ? 'instant' : 'smooth' });
}

function notify(text: string): void {
  find('notice').textContent = text;
  find('notice').hidden = false;
}

function find(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The swipe page has no #${id}`);
  return element;
}

/** Ends the show when the session has ended elsewhere. */
async function watch(): Promise<void> {
  if (!document.hidden && (await source.isOver())) {
    slides[current]?.unload();
    notify('This session has ended. Thank you for playing.');
    return;
  }
  setTimeout(() => void watch(), 4000);
}

async function start(): Promise<void> {
  const games = await source.games();
  slides = games.map((game, position) => createSlide(game, position, games.length));
  feed.replaceChildren(...slides.map(({ element }) => element));
  const seen = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (entry.isIntersecting) settle(slides.findIndex(({ element }) => element === entry.target));
      }
    },
    { root: feed, threshold: 0.6 },
  );
  for (const { element } of slides) seen.observe(element);
  await watch();
}

addEventListener('message', (event: MessageEvent<unknown>) => host.handleMessage(event));
steps.previous.addEventListener('click', () => go(current - 1));
steps.next.addEventListener('click', () => go(current + 1));
feed.addEventListener('keydown', (event) => {
  const targets: Record<string, number> = {
    ArrowUp: current - 1,
    ArrowDown: current + 1,
    PageUp: current - 1,
    PageDown: current + 1,
    Home: 0,
    End: slides.length - 1,
  };
  if (!(event.key in targets)) return;
  event.preventDefault();
  go(targets[event.key]);
});

start().catch((error: unknown) => {
  console.error('The swipe page could not start.', error);
  notify('This session cannot be found. It may have ended.');
  page.error('This session cannot be found.', true);
});
