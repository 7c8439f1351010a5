/** The strip beside the games: posters to go by, buttons, and a handle while a game is played. */
import { html, nothing, type TemplateResult } from 'lit';
import { renderArt } from './templates.js';
import type { Localize } from '../../shared/localize.js';

/** One poster on the rail. */
export interface RailGame {
  readonly id: string;
  readonly title: string;
  readonly imageUrl?: string;
  /** In hosted mode: `ready`, `pending`, `failed` or another word. */
  readonly status?: string;
}

export interface RailContext {
  readonly localize: Localize;
  readonly games: readonly RailGame[];
  readonly active: number;
  /** The last game is followed by the first. */
  readonly isLoop: boolean;
  /** Shrunk to a handle, because a game is played. */
  readonly isShrunk: boolean;
  readonly hasPosters: boolean;
  /** Goes by that many games. Left out where the games are the vendor's page's to change. */
  readonly onStep?: (step: number) => void;
  readonly onGo?: (index: number) => void;
  readonly onToggle: () => void;
  /** In steps, as on the games. */
  readonly onWheel?: (event: WheelEvent) => void;
}

/** Posters on either side of the current one. */
const AROUND = 4;
/** A finger that has come this far means another game, in CSS pixels. */
const SWIPE = 24;

/** What a status is called, for those that have a word of ours. */
const STATUS = { ready: 'swiperReady', pending: 'swiperPending', failed: 'swiperFailedShort' } as const;

export function renderRail(context: RailContext): TemplateResult {
  const { localize, games, active, isLoop, isShrunk, hasPosters, onStep, onToggle, onWheel } = context;
  const first = Math.max(0, Math.min(active - AROUND, games.length - 2 * AROUND - 1));
  const shown = games.slice(first, first + 2 * AROUND + 1);
  const swipe = onStep && swiper(onStep);
  return html`<div class="rail" part="rail" @wheel=${onWheel} @pointerdown=${swipe}>
    ${onStep ? renderStep('previous', localize('previous'), isLoop || active > 0, () => onStep(-1)) : nothing}
    ${
      isShrunk && hasPosters && onStep
        ? html`<button type="button" class="handle" part="handle" aria-expanded="false" aria-label=${localize('swiperGames')} @click=${onToggle}></button>`
        : nothing
    }
    ${
      hasPosters && !(isShrunk && onStep)
        ? html`<ol class="posters" aria-label=${localize('swiperGames')}>
            ${shown.map((game, index) => renderItem(game, first + index, context))}
          </ol>`
        : nothing
    }
    ${onStep ? renderStep('next', localize('next'), isLoop || active < games.length - 1, () => onStep(1)) : nothing}
  </div>`;
}

function renderStep(name: 'previous' | 'next', label: string, isUseful: boolean, go: () => void): TemplateResult {
  return html`<button
    type="button"
    class="step ${name}"
    part="${name}-button"
    aria-label=${label}
    aria-disabled=${isUseful ? nothing : 'true'}
    @click=${go}
  ></button>`;
}

function renderItem({ id, title, imageUrl, status }: RailGame, index: number, context: RailContext): TemplateResult {
  const { localize, active, onGo } = context;
  const known = Object.entries(STATUS).find(([word]) => word === status)?.[1];
  const label = known ? `${title}, ${localize(known)}` : status ? `${title}, ${status}` : title;
  const current = index === active ? 'true' : nothing;
  const content = html`${renderArt(id, title, imageUrl)}${status ? html`<span class="status" data-status=${status}></span>` : nothing}`;
  return html`<li>
    ${
      onGo
        ? html`<button type="button" class="item" part="rail-item" aria-label=${label} aria-current=${current} title=${title} @click=${() => onGo(index)}>${content}</button>`
        : html`<span class="item" part="rail-item" role="img" aria-label=${label} aria-current=${current} title=${label}>${content}</span>`
    }
  </li>`;
}

/** A finger on the rail or its handle swipes although the game beside it would swallow the gesture. */
const swiper = (onStep: (step: number) => void) => (start: PointerEvent) => {
  // A mouse has buttons and a wheel; a finger stays with the element that it came down on.
  if (start.pointerType === 'mouse') return;
  const rail = start.currentTarget as HTMLElement;
  const eat = (event: Event) => event.stopPropagation();
  const done = (end: PointerEvent) => {
    rail.removeEventListener('pointerup', done);
    rail.removeEventListener('pointercancel', done);
    const isWide = rail.clientWidth > rail.clientHeight;
    const isRtl = isWide && getComputedStyle(rail).direction === 'rtl';
    const way = (isWide ? end.clientX - start.clientX : end.clientY - start.clientY) * (isRtl ? -1 : 1);
    if (Math.abs(way) < SWIPE) return;
    // What follows is no click on the button where the finger came down.
    rail.addEventListener('click', eat, { capture: true });
    setTimeout(() => rail.removeEventListener('click', eat, { capture: true }));
    onStep(way < 0 ? 1 : -1);
  };
  rail.addEventListener('pointerup', done);
  rail.addEventListener('pointercancel', done);
};
