/** The same rows and the same changes for every contestant. */

export interface Row {
  playerId: string;
  displayName: string;
  score: number;
  updatedAt: string;
}

const WORDS = [
  'Amber',
  'Brisk',
  'Calm',
  'Daring',
  'Eager',
  'Fabled',
  'Gentle',
  'Hazel',
  'Otter',
  'Falcon',
  'Lynx',
  'Heron',
];

/** A generator of numbers from 0 to 1 that always gives the same ones. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
}

export function makeRows(count: number): Row[] {
  const next = random(count);
  return Array.from({ length: count }, (_, i) => ({
    playerId: `pl_${i.toString(36).padStart(6, '0')}`,
    displayName: `${WORDS[i % 12]} ${WORDS[(i * 7) % 12]} ${i}`,
    score: Math.floor(next() * 1_000_000),
    updatedAt: new Date(1_770_000_000_000 + i * 1000).toISOString(),
  }));
}

/** The rows of the next answer: new objects, one score in a hundred another one, as an API sends them. */
export function nextRows(rows: readonly Row[], round: number): Row[] {
  const next = random(round + 1);
  const changed = rows.map((row) => ({ ...row }));
  for (let i = 0; i < Math.max(1, rows.length / 100); i++) {
    const row = changed[Math.floor(next() * rows.length)];
    row.score += Math.floor(next() * 50_000);
    row.updatedAt = new Date(1_780_000_000_000 + round * 1000 + i).toISOString();
  }
  return changed;
}
