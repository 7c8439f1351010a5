/** What board and launcher show of a Meshmap session. */
import { html, type TemplateResult } from 'lit';
import type { GameSession } from '../api/meshmap/index.js';
import { dateFormat } from './format.js';
import type { Localize, Strings } from './localize.js';

/** The session's own name, else that of its game, else when it began. */
export function titleOf({ name, miniGame, startTime }: Partial<GameSession>, locale: string): string | undefined {
  const start = startTime && dateFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(startTime);
  return name ?? miniGame?.name ?? start;
}

/** The words known for a status; every other status is shown as it was sent. */
const STATUS: Readonly<Record<string, keyof Strings>> = {
  ACTIVE: 'boardLive',
  COMPLETED: 'boardFinal',
  PAUSED: 'boardPaused',
};

/** "Live", "Paused"; an unknown status in lower case with spaces. */
function statusText(status: string, isUpcoming: boolean, localize: Localize): string {
  if (isUpcoming) return localize('boardUpcoming');
  return Object.hasOwn(STATUS, status) ? localize(STATUS[status]) : status.toLowerCase().replace(/[_\s]+/g, ' ').trim(); // prettier-ignore
}

/** The badge of a session's status. */
export const renderStatus = (status: string, isUpcoming: boolean, localize: Localize): TemplateResult =>
  html`<span class="badge status" part="badge status" dir="auto" data-status=${isUpcoming ? 'UPCOMING' : status}
    >${statusText(status, isUpcoming, localize)}</span
  >`;
