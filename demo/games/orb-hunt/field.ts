/** The playing field of the orb hunt: what floats in it, without drawing it. Lengths in CSS pixels, times in seconds. */
export interface Orb {
  x: number;
  y: number;
  /** Largest radius. */
  size: number;
  age: number;
  /** Seconds until it has faded. */
  life: number;
  /** 0…4 good, 5 spiky. */
  tone: number;
  drift: number;
}

export interface Spark {
  x: number;
  y: number;
  dx: number;
  dy: number;
  age: number;
  tone: number;
  text?: string;
}

export interface Field {
  width: number;
  height: number;
  readonly orbs: Orb[];
  readonly sparks: Spark[];
  /** Where the keyboard's ring is, and whether it is shown. */
  readonly ring: { x: number; y: number; shown: boolean };
  /** Catches in a row. */
  chain: number;
}

export const spiky = 5;

export function createField(): Field {
  return { width: 0, height: 0, orbs: [], sparks: [], ring: { x: 0, y: 0, shown: false }, chain: 0 };
}

/** Radius now: grows quickly, then shrinks to nothing. */
export function radiusOf(orb: Orb): number {
  const time = orb.age / orb.life;
  return orb.size * (time < 0.18 ? time / 0.18 : 1 - ((time - 0.18) / 0.82) ** 2 * 0.75);
}

/** Time passes. A good orb that fades breaks the chain. */
export function stepField(field: Field, seconds: number, calm: boolean): void {
  for (const orb of field.orbs) {
    orb.age += seconds;
    if (!calm) orb.y -= orb.drift * seconds;
    if (orb.age >= orb.life && orb.tone !== spiky) field.chain = 0;
  }
  for (const spark of field.sparks) {
    spark.age += seconds * (spark.text ? 1.2 : 1.8);
    spark.x += spark.dx * seconds;
    spark.y += spark.dy * seconds;
  }
  removeOld(field.orbs, (orb) => orb.age < orb.life);
  removeOld(field.sparks, (spark) => spark.age < 1);
}

function removeOld<T>(items: T[], isYoung: (item: T) => boolean): void {
  for (let index = items.length - 1; index >= 0; index--) if (!isYoung(items[index])) items.splice(index, 1);
}

/** One more orb where there is room for it, below the head of `top` pixels. */
export function addOrb(field: Field, top: number): void {
  const size = Math.max(16, Math.min(44, Math.min(field.width, field.height) * (0.06 + Math.random() * 0.05)));
  for (let attempt = 0; attempt < 8; attempt++) {
    const x = size * 1.5 + Math.random() * (field.width - size * 3);
    const y = top + size * 1.5 + Math.random() * Math.max(1, field.height - top - size * 3);
    const isFree = field.orbs.every((orb) => Math.hypot(orb.x - x, orb.y - y) > orb.size + size + 8);
    if (!isFree && attempt < 7) continue;
    const tone = Math.random() < 0.14 ? spiky : Math.floor(Math.random() * 5);
    field.orbs.push({ x, y, size, age: 0, life: 1.5 + Math.random() * 1.2, tone, drift: 6 + Math.random() * 14 });
    return;
  }
}

/** The orb at a point, with some mercy for fingers; the nearest if there are several. */
export function orbAt(field: Field, x: number, y: number, mercy: number): Orb | undefined {
  const distance = (orb: Orb) => Math.hypot(orb.x - x, orb.y - y) - radiusOf(orb);
  const near = field.orbs.filter((orb) => distance(orb) < mercy);
  return near.sort((a, b) => distance(a) - distance(b))[0];
}

/** Takes the orb out of the field and answers its points: quicker is more, a chain multiplies, spikes cost. */
export function catchOrb(field: Field, orb: Orb, calm: boolean): number {
  field.orbs.splice(field.orbs.indexOf(orb), 1);
  field.chain = orb.tone === spiky ? 0 : field.chain + 1;
  const quick = 1 - orb.age / orb.life;
  const points = orb.tone === spiky ? -40 : Math.round((10 + 20 * quick) * (1 + Math.min(8, field.chain - 1) * 0.1));
  field.sparks.push({
    x: orb.x,
    y: orb.y,
    dx: 0,
    dy: -40,
    age: 0,
    tone: orb.tone,
    text: points > 0 ? `+${points}` : String(points),
  });
  for (let count = 0; count < (calm ? 0 : 12); count++) {
    const angle = (count / 12) * Math.PI * 2;
    const speed = orb.size * (2 + Math.random() * 2.5);
    field.sparks.push({
      x: orb.x,
      y: orb.y,
      dx: Math.cos(angle) * speed,
      dy: Math.sin(angle) * speed,
      age: 0,
      tone: orb.tone,
    });
  }
  return points;
}
