import { connectGame, type Game } from '../../../src/game/client.js';
import { createSound, type Sound } from './sound.js';

/** Names by skin: one little game is several titles of the catalogue. */
const titles: Readonly<Record<string, string>> = {
  dusk: 'Orb Hunt',
  meadow: 'Firefly Rush',
  koi: 'Koi Pond Live',
  paper: 'Paper Cranes',
  lantern: 'Lantern Pairs',
  glacier: 'Glacier Memory',
  autumn: 'Rook & Raven’s Very Long Night',
  crown: 'כתר הלילה',
  saffron: 'Saffron Comet',
  reef: 'Tidepool Treasure',
  orchard: 'Midnight Orchard',
  oasis: 'كنز الواحة',
  aurora: 'Aurora Dice',
};

/** What a game lets the table know. */
export interface TableOptions {
  /** Skin when the address names none. */
  skin: string;
  /** Seconds of a round when the address names none. */
  round: number;
  /** The game tells busy and idle itself, for each of its turns; else a whole round is busy. */
  ownTurns?: boolean;
  /** A round begins: everything back to its first position. */
  begin(): void;
  /** The round runs: `seconds` went by since the last call, `left` remain. */
  step(seconds: number, left: number): void;
  /** The round is over. Answers what to say under the score. */
  finish(): string;
  /** Paused or not; the clock stands still by itself. */
  paused?(isPaused: boolean): void;
  refreshBalance?(): void;
}

/** Where a game is played: its clock, score, sound, pause and conversation with the page around it. */
export interface Table {
  readonly game: Game;
  readonly sound: Sound;
  /** Reduced motion is wanted. */
  readonly isCalm: boolean;
  /** The game plays by itself (`auto=1` in the address). */
  readonly isAuto: boolean;
  readonly isRunning: boolean;
  readonly score: number;
  /** Adds to the score and tells the page, a few times a second at most. */
  add(points: number): void;
  /** Ends the round before its time. */
  end(): void;
  /** Starts a round; the Play button does the same. */
  begin(): void;
}

/**
 * Sets the table. The address may say `skin`, `round` (seconds), `auto=1` (plays by itself, for demos). Expects
 * the elements `score`, `time`, `sound`, `card`, `title`, `result`, `hint`, `play` in the page.
 */
export function setTable(options: TableOptions): Table {
  const query = new URLSearchParams(location.search);
  const root = document.documentElement;
  const skin = query.get('skin') ?? options.skin;
  const length = Math.min(120, Math.max(1, Number(query.get('round')) || options.round));
  const isAuto = query.get('auto') === '1';
  root.dataset.skin = skin;
  // Both show whether a frame was reloaded: they start again.
  root.dataset.loadedAt = new Date().toISOString();
  root.dataset.rounds = '0';
  const title = titles[skin] ?? titles[options.skin];
  document.title = title;
  byId('title').textContent = title;

  const sound = createSound();
  let left = length;
  let score = 0;
  let rounds = 0;
  let isRunning = false;
  let told = 0;
  const pauses = new Set<string>();

  const setPaused = (why: string, isPaused: boolean): void => {
    if (isPaused) pauses.add(why);
    else pauses.delete(why);
    root.toggleAttribute('data-paused', pauses.size > 0);
    sound.setPaused(pauses.size > 0);
    options.paused?.(pauses.size > 0);
  };
  const game = connectGame({
    onPause: () => setPaused('page', true),
    onResume: () => setPaused('page', false),
    onMute: (muted) => showMuted(muted),
    onRefreshBalance: () => options.refreshBalance?.(),
    onEnvironment: ({ safeArea }) => {
      for (const [edge, pixels] of Object.entries(safeArea)) root.style.setProperty(`--safe-${edge}`, `${pixels}px`);
    },
  });
  const showMuted = (muted: boolean): void => {
    sound.setMuted(muted);
    byId('sound').setAttribute('aria-pressed', String(muted));
  };
  // What lies under the card is out of the keyboard's way too.
  const cover = (isOn: boolean): void => {
    byId('card').hidden = !isOn;
    for (const part of document.querySelectorAll<HTMLElement>('.stage > :not(.hud, .card)')) part.inert = isOn;
  };
  const show = (): void => {
    byId('score').textContent = String(score);
    byId('time').textContent = String(Math.ceil(left));
  };

  const table: Table = {
    game,
    sound,
    isCalm: matchMedia('(prefers-reduced-motion: reduce)').matches,
    isAuto,
    get isRunning() {
      return isRunning;
    },
    get score() {
      return score;
    },
    add(points) {
      score = Math.max(0, score + points);
      show();
      if (performance.now() - told < 250) return;
      told = performance.now();
      game.score(score);
    },
    begin() {
      if (isRunning) return;
      isRunning = true;
      score = 0;
      left = length;
      root.dataset.rounds = String(++rounds);
      cover(false);
      options.begin();
      show();
      if (!options.ownTurns) game.busy();
      game.score(0);
    },
    end() {
      if (!isRunning) return;
      isRunning = false;
      const hint = options.finish();
      show();
      byId('result').textContent = String(score);
      byId('hint').textContent = hint;
      byId('play').textContent = 'Play again';
      cover(true);
      if (!isAuto) byId('play').focus({ preventScroll: true });
      game.score(score, true);
      if (!options.ownTurns) game.idle();
      if (isAuto) setTimeout(() => table.begin(), 1500);
    },
  };

  byId('play').addEventListener('click', () => table.begin());
  byId('sound').addEventListener('click', () => {
    showMuted(!sound.isMuted);
    game.muteChanged(sound.isMuted);
  });
  document.addEventListener('visibilitychange', () => setPaused('hidden', document.hidden));
  cover(true);
  show();

  let last = performance.now();
  const tick = (now: number): void => {
    // A long gap is a tab that slept: the round does not run on without its player.
    const seconds = Math.min(0.1, (now - last) / 1000);
    last = now;
    if (pauses.size === 0 && isRunning) {
      left = Math.max(0, left - seconds);
      byId('time').textContent = String(Math.ceil(left));
      options.step(seconds, left);
      if (left === 0) table.end();
    }
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
  return table;
}

/** The element of the game's page with that id. */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The game's page has no #${id}`);
  return element;
}

/** Says that everything has loaded, with a short progress on the way, and plays when it is to play by itself. */
export async function open(table: Table): Promise<void> {
  table.game.progress(0.3);
  await document.fonts.ready;
  table.game.progress(1);
  table.game.ready();
  table.game.idle();
  if (table.isAuto) table.begin();
}
