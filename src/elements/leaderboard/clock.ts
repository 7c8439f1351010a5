/** The clock of a session: how long until it starts, how long it runs, how long it took. */
import type { GameSession, SessionPlayer } from '../../api/meshmap/index.js';

/** `seconds` until the start, since the start, or from start to end. */
export interface ClockReading {
  readonly kind: 'upcoming' | 'running' | 'over';
  readonly seconds: number;
}

/** Nobody plays one round for a month: past this the start is not worth a clock. */
const LONGEST = 31 * 86_400;
/** Differences smaller than this are polling and network, not a wrong clock. */
const TOLERANCE = 120_000;

/** What the clock shows at `now` (ms, the server's time), or nothing when the times make no sense. */
export function readClock({ startTime, endTime, status }: GameSession, now: number): ClockReading | undefined {
  const since = (time: number | Date) => (Number(time) - Number(startTime)) / 1000;
  const isOver = status === 'COMPLETED';
  const seconds = since(isOver ? (endTime ?? NaN) : now);
  if (isOver) return seconds > 0 ? { kind: 'over', seconds } : undefined;
  if (seconds < 0) return { kind: 'upcoming', seconds: -seconds };
  return seconds < LONGEST && status === 'ACTIVE' ? { kind: 'running', seconds } : undefined;
}

/**
 * A clock by the server's time. By how much this device's is off is learnt from times that the server wrote: none can lie
 * in the future, and one that changed since the poll before was written just now.
 */
export class SessionClock {
  #offset = 0;
  #latest = 0;
  #timer?: ReturnType<typeof setTimeout>;

  /** Learns from the newest of some rows. @param now this device's time when they came, in ms */
  learn(players: readonly SessionPlayer[], now: number): void {
    const written = Math.max(0, ...players.map(({ updatedAt }) => Date.parse(updatedAt ?? '') || 0));
    const gap = written - now;
    const isFresh = this.#latest && written > this.#latest;
    if (gap > this.#offset + TOLERANCE || (isFresh && Math.abs(gap - this.#offset) > TOLERANCE)) this.#offset = gap;
    this.#latest = Math.max(this.#latest, written);
  }

  /** What the clock shows for a session at a time of this device. */
  read(session: GameSession | undefined, now: number): ClockReading | undefined {
    return session && readClock(session, now + this.#offset);
  }

  /** Calls back when the next second begins, once, if there is something to count; instead of what it was to call before. */
  tick(reading?: ClockReading, run?: () => void): void {
    clearTimeout(this.#timer);
    if (run && reading && reading.kind !== 'over')
      this.#timer = setTimeout(run, 1000 - ((Date.now() + this.#offset) % 1000));
  }
}
