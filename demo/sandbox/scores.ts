import { fraction } from './random.js';

/** One heat: scores climb from nothing, then the next heat begins. Keeps a demo lively that is left open all day. */
export const heatLength = 3_600_000;

export interface SimulatedScore {
  score: number;
  /** ms after the start of the heat at which the score was reached. */
  at: number;
}

/**
 * The score of a simulated player `elapsed` ms into a heat. A pure function: no state and no timer, and it never falls
 * within a heat. Each player finishes a round every 12 to 45 s; a slow wave of its own lets players overtake each other.
 */
export function simulatedScore(seed: number, playerId: string, elapsed: number): SimulatedScore {
  const own = (what: string) => fraction(seed, playerId, what);
  const top = 500 + 1400 * own('top') ** 1.4;
  const period = 12_000 + 33_000 * own('period');
  const phase = period * own('phase');
  const wave = own('wave');
  const curve = (round: number) => {
    const time = Math.max(0, round * period - phase) / heatLength;
    const progress = time + 0.024 * Math.sin(2 * Math.PI * (6 * time + wave)) - 0.024 * Math.sin(2 * Math.PI * wave);
    return top * Math.max(0, progress) ** 0.6;
  };
  const round = Math.max(0, Math.floor((Math.max(0, elapsed) + phase) / period));
  const reached = curve(round);
  const share = 0.9 * fraction(seed, playerId, 'round', round);
  const score = 5 * Math.round((reached + (curve(round + 1) - reached) * share) / 5);
  return { score, at: Math.max(0, Math.round(round * period - phase)) };
}
