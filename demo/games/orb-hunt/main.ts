import { byId, open, setTable } from '../shared/table.js';
import { addOrb, catchOrb, createField, orbAt, radiusOf, spiky, stepField } from './field.js';
import { createPainter } from './paint.js';

const canvas = byId('field') as HTMLCanvasElement;
const field = createField();
const painter = createPainter(canvas, field);
const held = new Set<string>();
let untilNext = 0;
let untilAuto = 0;

const table = setTable({
  skin: 'dusk',
  round: 15,
  begin() {
    field.orbs.length = 0;
    field.sparks.length = 0;
    field.chain = 0;
    field.ring.x = field.width / 2;
    field.ring.y = field.height / 2;
    untilNext = 0;
    canvas.focus({ preventScroll: true });
  },
  step(seconds, left) {
    stepField(field, seconds, table.isCalm);
    moveRing(seconds);
    untilNext -= seconds;
    if (untilNext <= 0 && field.orbs.length < 7) {
      addOrb(field, 56);
      untilNext = 0.28 + Math.random() * 0.3;
    }
    untilAuto -= seconds;
    if (table.isAuto && untilAuto <= 0) {
      const ripe = field.orbs.find((orb) => orb.tone !== spiky && orb.age > 0.45);
      if (ripe && left > 0.2) tap(ripe.x, ripe.y);
      untilAuto = 0.4;
    }
    painter.paint();
  },
  finish() {
    held.clear();
    table.sound.blip(523, 0.5);
    return table.score >= 600 ? 'What eyes! Again?' : 'Quick catches and long chains count most.';
  },
});

function tap(x: number, y: number): void {
  if (!table.isRunning || document.documentElement.hasAttribute('data-paused')) return;
  const orb = orbAt(field, x, y, 18);
  if (!orb) return;
  const points = catchOrb(field, orb, table.isCalm);
  table.sound.blip(
    points > 0 ? 440 + 40 * field.chain : 140,
    points > 0 ? 0.14 : 0.3,
    points > 0 ? 'sine' : 'sawtooth',
  );
  table.add(points);
}

/** The ring goes faster over empty sky and clings a little to what it meets. */
function moveRing(seconds: number): void {
  const x = Number(held.has('ArrowRight')) - Number(held.has('ArrowLeft'));
  const y = Number(held.has('ArrowDown')) - Number(held.has('ArrowUp'));
  const over = orbAt(field, field.ring.x, field.ring.y, 0);
  const speed = ((field.width + field.height) / 2) * (over && radiusOf(over) > 8 ? 0.4 : 0.75) * seconds;
  field.ring.x = Math.min(field.width, Math.max(0, field.ring.x + x * speed));
  field.ring.y = Math.min(field.height, Math.max(0, field.ring.y + y * speed));
}

canvas.addEventListener('pointerdown', (event) => {
  field.ring.shown = false;
  tap(event.offsetX, event.offsetY);
});
canvas.addEventListener('keydown', (event) => {
  if (event.key.startsWith('Arrow')) held.add(event.key);
  else if (event.key === ' ' || event.key === 'Enter') tap(field.ring.x, field.ring.y);
  else return;
  field.ring.shown = true;
  event.preventDefault();
});
canvas.addEventListener('keyup', (event) => held.delete(event.key));
canvas.addEventListener('blur', () => held.clear());
painter.resize();
// Something to look at behind the card.
for (let count = 0; count < 6; count++) addOrb(field, 56);
for (const orb of field.orbs) orb.age = orb.life * 0.2;
new ResizeObserver(() => {
  painter.resize();
  painter.paint();
}).observe(canvas);

void open(table);
