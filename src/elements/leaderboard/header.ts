/** The line above the board: what is played, how it stands, for how long, and by how many. */
import { html, nothing } from 'lit';
import type { GameSession } from '../../api/meshmap/index.js';
import { dateFormat, formatClock, formatDuration } from '../../shared/format.js';
import type { Strings } from '../../shared/localize.js';
import type { ClockReading } from './clock.js';

/** Words in the reader's language. */
export type Say = (name: keyof Strings, values?: Readonly<Record<string, string | number>>) => string;

/** The session's own name, else that of its game, else when it began. */
export function titleOf(session: GameSession | undefined, locale: string, say: Say): string {
  const { name, miniGame, startTime } = session ?? {};
  const start = startTime && dateFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(startTime);
  return name ?? miniGame?.name ?? start ?? say('board');
}

/** The words known for a status; every other status is shown as it was sent. */
const STATUS: Readonly<Record<string, keyof Strings>> = {
  ACTIVE: 'boardLive',
  COMPLETED: 'boardFinal',
  PAUSED: 'boardPaused',
};

/** "Live", "Paused"; a status never heard of in lower case with spaces. */
function statusText(status: string, isUpcoming: boolean, say: Say): string {
  if (isUpcoming) return say('boardUpcoming');
  return Object.hasOwn(STATUS, status) ? say(STATUS[status]) : status.toLowerCase().replace(/[_\s]+/g, ' ').trim(); // prettier-ignore
}

/** The clock in words short enough for the line: "Starts in 4:05", "12:40", "1 hr 5 min". */
export function clockText({ kind, seconds }: ClockReading, locale: string, say: Say): string {
  if (kind === 'over') return formatDuration(locale, seconds);
  const clock = formatClock(locale, kind === 'upcoming' ? Math.ceil(seconds) : seconds);
  return kind === 'upcoming' ? say('boardStartsIn', { time: clock }) : clock;
}

/** What the header shows beside the heading. */
export interface HeaderFacts {
  readonly session?: GameSession;
  readonly clock?: ClockReading;
  /** How many players; blank while unknown. */
  readonly players: string;
}

export function renderHeader({ session, clock, players }: HeaderFacts, locale: string, say: Say): unknown {
  const isUpcoming = clock?.kind === 'upcoming' && session?.status === 'ACTIVE';
  return html`${
    session?.miniGame?.imageUrl
      ? html`<img class="game" part="game-image" alt="" src=${session.miniGame.imageUrl} loading="lazy" decoding="async" referrerpolicy="no-referrer" @error=${hideLost} @load=${hideLost} />`
      : nothing
  }
    <div class="facts">
      ${
        session?.status
          ? html`<span class="badge status" part="badge status" dir="auto" data-status=${isUpcoming ? 'UPCOMING' : session.status}
            >${statusText(session.status, isUpcoming, say)}</span
          >`
          : nothing
      }
      ${clock ? html`<span class="clock" part="clock" role="timer" title=${say('boardClock')} .textContent=${clockText(clock, locale, say)}></span>` : nothing}
      ${players ? html`<span part="player-count">${players}</span>` : nothing}
    </div>`;
}

const hideLost = ({ target, type }: Event): void => void ((target as HTMLElement).hidden = type === 'error');
