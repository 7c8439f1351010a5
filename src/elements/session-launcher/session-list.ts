/** The sessions one can choose from. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { GameSession } from '../../api/meshmap/index.js';
import { formatAgo } from '../../shared/format.js';
import { renderStatus, titleOf } from '../../shared/game-session.js';
import { hashHue, initialsOf } from '../../shared/avatar.js';
import type { Localize } from '../../shared/localize.js';
import { searchIcon } from '../../shared/icons.js';

/** What narrows the list. */
export interface SessionFilter {
  /** Words for `status`, separated by blanks or commas; empty lets all through. */
  readonly status: string;
  /** Id or name of a mini game. */
  readonly miniGame: string;
  /** What the player typed. */
  readonly text: string;
}

/** Sessions that pass the filter, newest first. */
export function chooseSessions(sessions: readonly GameSession[], filter: SessionFilter): GameSession[] {
  const statuses = filter.status
    .toUpperCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  const game = filter.miniGame.trim().toLocaleLowerCase();
  const text = filter.text.trim().toLocaleLowerCase();
  const fits = ({ status, miniGame, name, description, id }: GameSession) =>
    (statuses.length === 0 || statuses.includes(status.toUpperCase())) &&
    (!game || [miniGame?.id, miniGame?.name].some((own) => own?.toLocaleLowerCase() === game)) &&
    (!text || [name, description, miniGame?.name, id].some((own) => own?.toLocaleLowerCase().includes(text)));
  const age = ({ createdAt, startTime }: GameSession) => (createdAt ?? startTime)?.getTime() ?? -Infinity;
  return sessions.filter(fits).sort((one, other) => age(other) - age(one) || 0);
}

/** Its title, else its id. */
export const nameOf = (session: GameSession, locale: string): string => titleOf(session, locale) ?? session.id;

export const renderSessionStatus = ({ status, startTime }: GameSession, localize: Localize): TemplateResult =>
  renderStatus(status, status === 'ACTIVE' && !!startTime && startTime.getTime() > Date.now(), localize);

export interface ListView {
  /** Those that pass the filter. */
  readonly sessions: readonly GameSession[];
  /** How many of them to show. */
  readonly shown: number;
  /** Id of the one that the player comes back from. */
  readonly last?: string;
  readonly locale: string;
  readonly localize: Localize;
  /** Whether the session's game is offered to the player. */
  readonly isOffered: (session: GameSession) => boolean;
  readonly onSelect: (session: GameSession) => void;
  readonly onMore: () => void;
}

export function renderList(view: ListView): TemplateResult {
  const { sessions, shown, localize, onMore } = view;
  if (sessions.length === 0)
    return html`<p class="message" part="message" role="status">${localize('sessionsNone')}</p>`;
  return html`<ul class="sessions" part="sessions">
      ${repeat(
        sessions.slice(0, shown),
        ({ id }) => id,
        (session) => renderCard(session, view),
      )}
    </ul>
    ${
      sessions.length > shown
        ? html`<p class="more"><button type="button" class="button" @click=${onMore}>${localize('sessionsMore')}</button></p>`
        : nothing
    }`;
}

function renderCard(session: GameSession, { locale, localize, last, isOffered, onSelect }: ListView): TemplateResult {
  const title = nameOf(session, locale);
  const { startTime, playerCount, miniGame, description } = session;
  return html`<li class="card" part="card">
    <div class="art" part="card-art">
      ${renderArt(miniGame?.imageUrl, miniGame?.name ?? title, miniGame?.id ?? session.id)}${renderSessionStatus(session, localize)}
    </div>
    <button type="button" class="title" part="card-title" ?data-last=${session.id === last} @click=${() => onSelect(session)}><bdi>${title}</bdi></button>
    <p class="meta">
      ${localize('boardPlayers', { count: playerCount, n: playerCount.toLocaleString(locale) })}${startTime ? ` · ${formatAgo(locale, startTime)}` : nothing}
    </p>
    ${description ? html`<p class="meta text" part="card-text"><bdi>${description}</bdi></p>` : nothing}
    ${isOffered(session) ? nothing : html`<p class="meta unavailable" part="unavailable">${localize('launchUnavailable')}</p>`}
  </li>`;
}

/** A picture over initials on a colour of their own, which stay where there is no picture or it does not load. */
export function renderArt(url: string | undefined, name: string, id: string): TemplateResult {
  return html`<span class="monogram" part="monogram" .style=${`--_hue: ${hashHue(id)}`} aria-hidden="true">${initialsOf(name)}</span>${
    url
      ? html`<img alt="" src=${url} loading="lazy" decoding="async" referrerpolicy="no-referrer" @error=${hide} @load=${show} />`
      : nothing
  }`;
}

const hide = ({ target }: Event): void => void (target as HTMLElement).toggleAttribute('hidden', true);
const show = ({ target }: Event): void => void (target as HTMLElement).toggleAttribute('hidden', false);

/** @param isVain there is nothing to search (yet) */
export function renderSearch(
  text: string,
  isVain: boolean,
  localize: Localize,
  onSearch: (text: string) => void,
): TemplateResult {
  return html`<label class="search" part="search"
    >${searchIcon}<input
      type="search"
      autocomplete="off"
      ?disabled=${isVain}
      aria-label=${localize('sessionsSearch')}
      placeholder=${localize('sessionsSearch')}
      .value=${text}
      @input=${({ target }: Event) => onSearch((target as HTMLInputElement).value)}
  /></label>`;
}

/** Cards to come, in their true geometry. */
export const renderListSkeleton = (): TemplateResult =>
  html`<div class="sessions" aria-hidden="true">
    ${[1, 2, 3].map(() => html`<div class="card"><div class="art bone"></div><div class="bone line"></div><div class="bone line short"></div></div>`)}
  </div>`;
