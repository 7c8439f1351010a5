/** What is seen of a game before it is played. */
import { html, nothing, type TemplateResult } from 'lit';
import type { GameSession } from '../../api/meshmap/index.js';
import { playIcon } from '../../shared/icons.js';
import type { Localize } from '../../shared/localize.js';
import { renderArt } from './session-list.js';

export interface PosterView {
  readonly localize: Localize;
  /** Of the game, else of the session. */
  readonly title: string;
  readonly image?: string;
  readonly session?: GameSession;
}

/** The game's picture, and what lies on it. */
export function renderPoster({ title, image, session }: PosterView, content: unknown, foot?: unknown): TemplateResult {
  return html`<div class="poster" part="poster">
    ${renderArt(image, title, session?.id ?? title)}
    <div class="shade"></div>
    ${content}${foot}
  </div>`;
}

/** The button, unless there is nothing to play, and why not or what went wrong last. */
export function renderPlayButton(
  { localize, title }: PosterView,
  onPlay: (() => void) | undefined,
  notice: unknown,
): TemplateResult {
  return html`${
    onPlay
      ? html`<button type="button" class="play-button" part="play-button" data-focus aria-label=${localize('launchPlayGame', { title })} @click=${onPlay}>${playIcon}</button>`
      : nothing
  }${notice ? html`<p class="poster-notice" part="message" role="alert">${notice}</p>` : nothing}`;
}

export function renderFoot({ title, session }: PosterView, actions: unknown): TemplateResult {
  return html`<div class="foot">
    <p class="poster-title" part="title"><bdi>${title}</bdi></p>
    ${session?.description ? html`<p class="poster-text"><bdi>${session.description}</bdi></p>` : nothing}
    <div class="actions">${actions}</div>
  </div>`;
}

export const renderWait = (text: string, progress?: number): TemplateResult =>
  html`<p class="wait"><progress max="1" value=${progress ?? nothing} aria-label=${text}></progress><span aria-hidden="true">${text}</span></p>`;

/** The regulatory slots, where no shell shows them. */
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
