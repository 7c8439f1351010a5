/** The line above the board: title, status, clock by the server's time, and number of players. */
import { html, nothing } from 'lit';
import type { GameSession, SessionPlayer } from '../../api/meshmap/index.js';
import { formatClock, formatDuration } from '../../shared/format.js';
import { renderStatus } from '../../shared/game-session.js';
import type { Localize } from '../../shared/localize.js';

/** The clock in words short enough for the line: "Starts in 4:05", "12:40", "Ends in 9:59", "1 hr 5 min". */
export function clockText({ kind, seconds }: ClockReading, locale: string, localize: Localize): string {
  if (kind === 'over') return formatDuration(locale, seconds);
  if (kind === 'running') return formatClock(locale, seconds);
  const time = formatClock(locale, Math.ceil(seconds));
  return localize(kind === 'upcoming' ? 'boardStartsIn' : 'boardEndsIn', { time });
}

/** What the header shows beside the heading. */
export interface HeaderFacts {
  readonly session?: GameSession;
  readonly clock?: ClockReading;
  /** How many players; blank while unknown. */
  readonly players: string;
}

export function renderHeader({ session, clock, players }: HeaderFacts, locale: string, localize: Localize): unknown {
  const isUpcoming = clock?.kind === 'upcoming' && session?.status === 'ACTIVE';
  return html`${
    session?.miniGame?.imageUrl
      ? html`<img class="game" part="game-image" alt="" src=${session.miniGame.imageUrl} loading="lazy" decoding="async" referrerpolicy="no-referrer" @error=${hideLost} @load=${hideLost} />`
      : nothing
  }
    <div class="facts">
      ${session?.status ? renderStatus(session.status, isUpcoming, localize) : nothing}
      ${clock ? html`<span class="clock" part="clock" role="timer" title=${localize('boardClock')} ?data-last=${clock.isLast} .textContent=${clockText(clock, locale, localize)}></span>` : nothing}
      ${players ? html`<span part="player-count">${players}</span>` : nothing}
    </div>`;
}

const hideLost = ({ target, type }: Event): void => void ((target as HTMLElement).hidden = type === 'error');

// ---- Clock

/** `seconds` until the start, since the start, until the end, or from start to end. */
export interface ClockReading {
  readonly kind: 'upcoming' | 'running' | 'ending' | 'over';
  readonly seconds: number;
  /** The last ten minutes before the end. */
  readonly isLast?: boolean;
}

/** Seconds after which no elapsed time is shown: longer than any round. */
const LONGEST = 31 * 86_400;
const LAST_MINUTES = 600;
/** Differences smaller than this are polling and network, not a wrong clock. */
const TOLERANCE = 120_000;

/** What the clock shows at `now` (ms, the server's time), or nothing when the times make no sense. */
export function readClock({ startTime, endTime, status }: GameSession, now: number): ClockReading | undefined {
  const since = (time: number | Date) => (Number(time) - Number(startTime)) / 1000;
  const isOver = status === 'COMPLETED';
  const seconds = since(isOver ? (endTime ?? NaN) : now);
  if (isOver) return seconds > 0 ? { kind: 'over', seconds } : undefined;
  if (seconds < 0) return { kind: 'upcoming', seconds: -seconds };
  const left = endTime && status === 'ACTIVE' ? (Number(endTime) - now) / 1000 : 0;
  if (left > 0 && left < LONGEST) return { kind: 'ending', seconds: left, isLast: left <= LAST_MINUTES };
  return seconds < LONGEST && status === 'ACTIVE' ? { kind: 'running', seconds } : undefined;
}

/**
 * A clock by the server's time. The offset of this device's clock is estimated from times that the server wrote: none can lie
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
