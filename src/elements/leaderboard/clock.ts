/** The clock of a session: how long until it starts, how long it runs, how long it took. */
import type { GameSession } from '../../api/meshmap.js';

/** `seconds` until the start, since the start, or from start to end. */
export interface ClockReading {
  readonly kind: 'upcoming' | 'running' | 'over';
  readonly seconds: number;
}

/** Nobody plays one round for a month: past this the start is not worth a clock. */
const LONGEST = 31 * 86_400;

/** What the clock shows at `now` (ms, the server's time), or nothing when the times make no sense. */
export function readClock(session: GameSession, now: number): ClockReading | undefined {
  const { startTime, endTime, status } = session;
  if (!startTime) return undefined;
  const start = startTime.getTime();
  if (status === 'COMPLETED') {
    const seconds = endTime ? (endTime.getTime() - start) / 1000 : 0;
    return seconds > 0 ? { kind: 'over', seconds } : undefined;
  }
  const seconds = (now - start) / 1000;
  if (seconds < 0) return { kind: 'upcoming', seconds: -seconds };
  return seconds < LONGEST && status === 'ACTIVE' ? { kind: 'running', seconds } : undefined;
}

/** Differences smaller than this are polling and network, not a wrong clock. */
const TOLERANCE = 120_000;

/**
 * Learns by how much this device's clock is off, from times that the server wrote: none can lie in the future, and
 * one that changed since the poll before was written just now.
 */
export class ServerTime {
  #offset = 0;
  #latest = 0;

  /** @param written newest time in an answer, in ms; 0 when unknown. @param now this device's time when it came. */
  learn(written: number, now: number): void {
    const gap = written - now;
    const isFresh = this.#latest > 0 && written > this.#latest;
    if (gap > this.#offset + TOLERANCE || (isFresh && Math.abs(gap - this.#offset) > TOLERANCE)) this.#offset = gap;
    this.#latest = Math.max(this.#latest, written);
  }

  /** The server's time for a time of this device, as far as known. */
  at(now: number): number {
    return now + this.#offset;
  }
}
