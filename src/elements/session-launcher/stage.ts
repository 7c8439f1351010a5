/** Where the game is played: toolbar, poster, and the places for what comes with the game's own code. */
import { html, nothing, type TemplateResult } from 'lit';
import type { GameSession } from '../../api/meshmap/index.js';
import type { LauncherGame } from './game.js';
import { backIcon, playIcon } from './icons.js';
import type { Phase } from './phase.js';
import { renderArt, type Say } from './session-list.js';

export interface StageView {
  /** Everything about a game that is played; its code comes when a poster is seen. */
  readonly game?: LauncherGame;
  readonly phase: Phase;
  readonly locale: string;
  readonly say: Say;
  /** Of the game, else of the session. */
  readonly title: string;
  readonly image?: string;
  readonly session?: GameSession;
  /** There is something to play, and it is the time to. */
  readonly isPlayable: boolean;
  /** Why nothing can be played, or what went wrong last. */
  readonly notice?: string;
  readonly dialect: string;
  readonly loadTimeout: number;
  /** The list to go back to, if there is one. */
  readonly onBack?: () => void;
  readonly onPlay: () => void;
}

/** Everything that has to stay together: it is what goes on the whole screen, and nothing in it covers the notices. */
export function renderStage(view: StageView): TemplateResult {
  const { game, say, onBack, title } = view;
  const box = html`<div class="play" part="play">
    <div class="bar" part="toolbar">
      ${
        game?.renderClock(view) ??
        (onBack
          ? html`<button type="button" class="tool back" @click=${onBack} aria-label=${say('sessionsAll')} title=${say('sessionsAll')}>${backIcon}</button>`
          : nothing)
      }
      <span class="name"><bdi>${title}</bdi></span>
      ${game?.renderTools(view)}
    </div>
    <div class="stage" part="stage" tabindex="-1">
      ${game?.renderGame(view) ?? renderPoster(view, renderPlayButton(view), renderFoot(view))}${game?.renderPanel(view)}
    </div>
    ${renderNotices()}
  </div>`;
  return game?.renderDialog(view, box) ?? box;
}

/** What the law wants to be seen is never under the game, on no screen and in no phase. */
export const renderNotices = (): TemplateResult =>
  html`<div class="notices" part="notices">
    <slot name="market-logos"></slot><slot name="age-notice"></slot><slot name="panic-button"></slot>
  </div>`;

/** Bar and stage to come, in their true geometry. */
export const renderStageSkeleton = (): TemplateResult =>
  html`<div class="play" aria-hidden="true"><div class="bar"></div><div class="stage bone"></div></div>`;

/** Holds the room of bar and stage for what is shown before they are there, or in their place. */
export const renderPlaceholder = (content: unknown): TemplateResult =>
  html`<div class="room"><div class="holder" aria-hidden="true"><div class="bar"></div><div class="stage"></div></div><div>${content}</div></div>`;

/** The game's picture, and what lies on it. */
export function renderPoster({ title, image, session }: StageView, content: unknown, foot?: unknown): TemplateResult {
  return html`<div class="poster" part="poster">
    ${renderArt(image, title, session?.id ?? title)}
    <div class="shade"></div>
    ${content}${foot}
  </div>`;
}

function renderPlayButton({ isPlayable, notice, say, title, onPlay }: StageView): TemplateResult {
  return html`${
    isPlayable
      ? html`<button type="button" class="play-button" part="play-button" data-focus aria-label=${say('launchPlayGame', { title })} @click=${onPlay}>${playIcon}</button>`
      : nothing
  }${notice ? html`<p class="poster-notice" part="message" role="alert">${notice}</p>` : nothing}`;
}

function renderFoot(view: StageView): TemplateResult {
  const { title, session, game } = view;
  return html`<div class="foot">
    <p class="poster-title" part="title"><bdi>${title}</bdi></p>
    ${session?.description ? html`<p class="poster-text"><bdi>${session.description}</bdi></p>` : nothing}
    ${game?.renderMembership(view)}
  </div>`;
}
