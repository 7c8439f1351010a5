import { drawShape, type ShapeName, shapeNames } from '../shared/shapes.js';
import { byId, open, setTable } from '../shared/table.js';

interface Tile {
  readonly button: HTMLButtonElement;
  readonly shape: ShapeName;
  readonly place: number;
}

const board = byId('board');
let tiles: Tile[] = [];
let turned: Tile[] = [];
let found = 0;
let misses = 0;
let remaining = 0;
/** Seconds until two different tiles are turned back. */
let untilBack = 0;
let untilAuto = 0;

const table = setTable({
  skin: 'lantern',
  round: 20,
  begin() {
    deal();
    tiles[0].button.focus({ preventScroll: true });
  },
  step(seconds, left) {
    remaining = left;
    if (untilBack > 0 && (untilBack -= seconds) <= 0) turnBack();
    untilAuto -= seconds;
    if (table.isAuto && untilAuto <= 0) playOne();
  },
  finish() {
    for (const { button } of tiles) button.disabled = true;
    table.sound.blip(523, 0.5);
    if (found < 6) return `${found} of 6 pairs. Time flies.`;
    return misses === 0
      ? 'Not one wrong. Remarkable.'
      : `All pairs, ${misses} wrong ${misses === 1 ? 'turn' : 'turns'}.`;
  },
});

function shuffle<T>(items: T[]): T[] {
  for (let index = items.length - 1; index > 0; index--) {
    const other = Math.floor(Math.random() * (index + 1));
    [items[index], items[other]] = [items[other], items[index]];
  }
  return items;
}

function deal(): void {
  const picked = shuffle([...shapeNames]).slice(0, 6);
  turned = [];
  found = 0;
  misses = 0;
  untilBack = 0;
  tiles = shuffle([...picked, ...picked]).map((shape, place) => ({ shape, place, button: makeTile(shape, place) }));
  board.replaceChildren(...tiles.map(({ button }) => button));
}

function makeTile(shape: ShapeName, place: number): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'tile';
  button.setAttribute('aria-label', `Card ${place + 1}`);
  const back = document.createElement('span');
  back.className = 'face back';
  const front = document.createElement('span');
  front.className = 'face front';
  front.dataset.shape = shape;
  front.append(drawShape(shape));
  button.append(back, front);
  button.addEventListener('click', () => turn(tiles[place]));
  return button;
}

function turn(tile: Tile): void {
  if (!table.isRunning || document.documentElement.hasAttribute('data-paused')) return;
  if ('open' in tile.button.dataset) return;
  if (turned.length === 2) turnBack();
  tile.button.dataset.open = '';
  tile.button.setAttribute('aria-label', `Card ${tile.place + 1}: ${tile.shape}`);
  turned.push(tile);
  table.sound.blip(330);
  if (turned.length === 2) compare();
}

function compare(): void {
  const [one, two] = turned;
  if (one.shape !== two.shape) {
    misses++;
    untilBack = 0.7;
    return;
  }
  one.button.dataset.found = two.button.dataset.found = '';
  turned = [];
  found++;
  table.sound.blip(440 + 70 * found, 0.25);
  table.add(Math.max(20, 80 - misses * 5));
  if (found < 6) return;
  table.add(Math.round(remaining * 25));
  table.end();
}

function turnBack(): void {
  untilBack = 0;
  for (const { button, place } of turned) {
    delete button.dataset.open;
    button.setAttribute('aria-label', `Card ${place + 1}`);
  }
  turned = [];
}

/** Plays by itself: remembers nothing, but cheats by looking. */
function playOne(): void {
  untilAuto = 0.65;
  const closed = tiles.filter(({ button }) => !('open' in button.dataset));
  const partner =
    turned.length === 1 && Math.random() < 0.6 ? closed.find(({ shape }) => shape === turned[0].shape) : undefined;
  const next = partner ?? closed[Math.floor(Math.random() * closed.length)];
  if (next) turn(next);
}

board.addEventListener('keydown', (event) => {
  const columns = getComputedStyle(board).gridTemplateColumns.split(' ').length;
  const moves: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns };
  const from = tiles.findIndex(({ button }) => button === document.activeElement);
  const move = moves[event.key];
  if (from < 0 || !move) return;
  event.preventDefault();
  tiles[(from + move + tiles.length) % tiles.length].button.focus({ preventScroll: true });
});

deal();
void open(table);
