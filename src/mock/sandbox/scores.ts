import { fraction } from './random.js';

/** One heat: scores climb from nothing, then the next heat begins. Keeps a demo lively that is left open all day. */
export const heatLength = 3_600_000;

export interface SimulatedScore {
  score: number;
  /** ms after the start of the heat at which the score was reached. */
  at: number;
}

/** What makes a simulated player: the score within reach, length of a round (ms) and where its first begins, and luck. */
interface Traits {
  top: number;
  period: number;
  phase: number;
  wave: number;
  /** The last answer: boards of 100 000 are asked for more often than each of their rows changes. */
  round: number;
  last: SimulatedScore;
}

/**
 * The scores of simulated players. Pure in what it answers (what is remembered only saves time): a player and a moment
 * of a heat always give the same score, and it never falls within a heat. Each player finishes a round every 12 to
 * 45 s; a slow wave of its own lets players overtake each other.
 */
export function createScores(seed: number): (playerId: string, elapsed: number) => SimulatedScore {
  const known = new Map<string, Traits>();
  const traitsOf = (playerId: string): Traits => {
    const own = (what: string) => fraction(seed, playerId, what);
    const period = 12_000 + 33_000 * own('period');
    return {
      top: 500 + 1400 * own('top') ** 1.4,
      period,
      phase: period * own('phase'),
      wave: own('wave'),
      round: -1,
      last: { score: 0, at: 0 },
    };
  };
  return (playerId, elapsed) => {
    let traits = known.get(playerId);
    if (!traits) known.set(playerId, (traits = traitsOf(playerId)));
    const round = Math.max(0, Math.floor((Math.max(0, elapsed) + traits.phase) / traits.period));
    if (round !== traits.round) {
      traits.round = round;
      traits.last = scoreAfter(traits, round, fraction(seed, playerId, 'round', round));
    }
    return traits.last;
  };
}

function scoreAfter({ top, period, phase, wave }: Traits, round: number, luck: number): SimulatedScore {
  const curve = (rounds: number) => {
    const time = Math.max(0, rounds * period - phase) / heatLength;
    const sway = Math.sin(2 * Math.PI * (6 * time + wave)) - Math.sin(2 * Math.PI * wave);
    return top * Math.max(0, time + 0.024 * sway) ** 0.6;
  };
  const reached = curve(round);
  const score = 5 * Math.round((reached + (curve(round + 1) - reached) * 0.9 * luck) / 5);
  return { score, at: Math.max(0, Math.round(round * period - phase)) };
}
