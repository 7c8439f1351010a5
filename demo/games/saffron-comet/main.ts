import { drawShape, type ShapeName } from '../shared/shapes.js';
import { byId, open, setTable } from '../shared/table.js';

const symbols: readonly ShapeName[] = ['comet', 'star', 'moon', 'gem', 'drop', 'leaf'];
/** What three of a kind pay, in bets. */
const pays: Readonly<Partial<Record<ShapeName, number>>> = { comet: 25, star: 12, gem: 8, moon: 5, drop: 4, leaf: 3 };
const bet = 1;
const spinsPerRound = 8;
const tall = 20;

interface Reel {
  readonly strip: HTMLElement;
  /** Symbols from top to bottom; the second stops on the line that pays. */
  faces: ShapeName[];
}

const reels: Reel[] = [...document.querySelectorAll<HTMLElement>('.reel')].map((element) => {
  const strip = document.createElement('div');
  strip.className = 'strip';
  element.append(strip);
  return { strip, faces: [] };
});
let balance = 100;
let spinsLeft = spinsPerRound;
/** Seconds since the spin began; undefined at rest. */
let spinning: number | undefined;
let untilAuto = 0;

const table = setTable({
  skin: 'saffron',
  round: 120,
  ownTurns: true,
  begin() {
    spinsLeft = spinsPerRound;
    byId('line').textContent = '';
    showPanel();
    byId('spin').focus({ preventScroll: true });
  },
  step(seconds) {
    if (spinning !== undefined) roll((spinning += seconds));
    untilAuto -= seconds;
    if (table.isAuto && untilAuto <= 0 && spinning === undefined) spin();
  },
  finish() {
    if (spinning !== undefined) table.game.idle();
    spinning = undefined;
    showPanel();
    return spinsLeft === 0 ? 'Eight spins done. The comet will be back.' : 'Time is up.';
  },
  refreshBalance: tellBalance,
});

function draw(): ShapeName {
  return symbols[Math.floor(Math.random() * symbols.length)];
}

function fill(reel: Reel, stop: readonly ShapeName[]): void {
  // What was seen last is at the bottom, so that the reel starts from where it stands.
  reel.faces = [
    ...stop,
    ...Array.from({ length: tall - 6 }, draw),
    ...(reel.faces.length ? reel.faces.slice(0, 3) : [draw(), draw(), draw()]),
  ];
  reel.strip.replaceChildren(
    ...reel.faces.map((shape) => {
      const cell = document.createElement('div');
      cell.className = 'symbol';
      cell.dataset.shape = shape;
      cell.append(drawShape(shape));
      return cell;
    }),
  );
}

/** Moves a strip: 0 = still showing its end, 1 = stopped on its top. */
function place(reel: Reel, share: number): void {
  const cells = reel.faces.length - 3;
  reel.strip.style.setProperty('transform', `translateY(calc(var(--cell) * ${-cells * (1 - share)}))`);
}

function spin(): void {
  if (!table.isRunning || spinning !== undefined || spinsLeft === 0 || balance < bet) return;
  if (document.documentElement.hasAttribute('data-paused')) return;
  spinsLeft--;
  balance -= bet;
  byId('line').textContent = '';
  // Every third spin or so is helped along: a round has only eight.
  const lucky = Math.random() < 0.34 ? draw() : undefined;
  for (const reel of reels) fill(reel, [draw(), lucky ?? draw(), draw()]);
  spinning = 0;
  table.game.busy();
  roll(0);
  showPanel();
  tellBalance();
  table.sound.blip(220, 0.1, 'triangle');
}

function roll(time: number): void {
  const length = table.isCalm ? 0.3 : 0.75;
  let stopped = 0;
  for (const [index, reel] of reels.entries()) {
    const share = Math.min(1, time / (length + index * 0.22));
    place(reel, table.isCalm ? (share < 1 ? 0 : 1) : 1 - (1 - share) ** 3);
    if (share === 1) stopped++;
  }
  if (stopped === reels.length) settle();
}

function settle(): void {
  spinning = undefined;
  untilAuto = 0.5;
  const [one, two, three] = reels.map(({ faces }) => faces[1]);
  const isThree = one === two && two === three;
  const isTwo = one === two || two === three;
  const win = bet * (isThree ? (pays[one] ?? 0) : isTwo ? 1.5 : 0);
  balance += win;
  byId('line').textContent = win ? `${isThree ? 'Three of a kind' : 'A pair'}: +${win.toFixed(2)}` : '';
  if (win) table.sound.blip(isThree ? 880 : 587, isThree ? 0.6 : 0.25, 'triangle');
  table.add(Math.round(win * 40));
  tellBalance();
  showPanel();
  table.game.idle();
  if (spinsLeft === 0) table.end();
}

function tellBalance(): void {
  table.game.balance(Math.round(balance * 100) / 100, 'EUR');
}

function showPanel(): void {
  byId('spins').textContent = String(spinsLeft);
  byId('balance').textContent = balance.toFixed(2);
  byId('spin').toggleAttribute('disabled', spinning !== undefined && !table.isAuto);
  // The focus stays where the player needs it next.
  if (spinning === undefined && table.isRunning && document.activeElement === document.body)
    byId('spin').focus({ preventScroll: true });
}

byId('spin').addEventListener('click', spin);
byId('deposit').addEventListener('click', () => table.game.deposit());
byId('history').addEventListener('click', () => table.game.history());
byId('exit').addEventListener('click', () => table.game.exit());
document.addEventListener('keydown', (event) => {
  if (event.key !== ' ' || (event.target as Element).closest('button')) return;
  event.preventDefault();
  spin();
});

for (const reel of reels) {
  fill(reel, [draw(), draw(), draw()]);
  place(reel, 1);
}
showPanel();
void open(table).then(tellBalance);
