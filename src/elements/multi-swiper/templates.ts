/** Templates of the swiper. */
import { html, nothing, type TemplateResult } from 'lit';
import { hashHue, initialsOf } from '../../shared/avatar.js';
import { numberFormat } from '../../shared/format.js';
import { heartIcon } from '../../shared/icons.js';
import type { Localize } from '../../shared/localize.js';
import type { Slide } from './slide.js';

export interface SlideView {
  readonly localize: Localize;
  readonly total: number;
  readonly isActive: boolean;
  /** Whether the picture is to be fetched now. */
  readonly hasPicture: boolean;
  /** A message before the player starts the game (again). */
  readonly notice?: string;
  /** The game, once it was started. */
  readonly frame: unknown;
  readonly onPlay: (slide: Slide, isNew?: boolean) => void;
  readonly onFavourite?: (slide: Slide) => void;
  readonly isFavourite: boolean;
}

/** A game's picture, or its initials on a colour of its own. */
export function renderArt(id: string, title: string, imageUrl: string | undefined, isWanted = true): TemplateResult {
  // The initials lie under the picture, visible while it loads and when it fails.
  return html`<span class="art" aria-hidden="true" data-initials=${initialsOf(title)} .style=${`--_hue: ${hashHue(id)}`}
    >${imageUrl && isWanted ? html`<img alt="" decoding="async" referrerpolicy="no-referrer" src=${imageUrl} @error=${hide} />` : nothing}</span
  >`;
}

const hide = ({ target }: Event): void => void ((target as HTMLElement).hidden = true);

/** One game of the feed: its frame once it was started, under its poster until it is ready. */
export function renderSlide(slide: Slide, view: SlideView): TemplateResult {
  const { localize, total, isActive, frame } = view;
  const { game, phase } = slide;
  const isOpen = slide.isFramed && phase !== 'frame-loading' && phase !== 'starting';
  return html`<div
    class="slide"
    part="slide"
    role="group"
    aria-roledescription=${localize('swiperSlide')}
    aria-label=${localize('swiperPosition', { position: slide.index + 1, total, title: game.title })}
    ?inert=${!isActive}
    data-phase=${phase}
    .style=${`--i: ${slide.index}`}
  >
    ${frame}${isOpen ? nothing : renderPoster(slide, view)}
  </div>`;
}

function renderPoster(slide: Slide, view: SlideView): TemplateResult {
  const { localize, isActive, hasPicture, notice, onPlay, onFavourite, isFavourite } = view;
  const { game, phase, run } = slide;
  const marks = [game.hasDemo && localize('swiperDemo'), game.hasFreespins && localize('swiperFreeSpins')].filter(
    (mark) => !!mark,
  );
  const isBusy = phase === 'starting' || phase === 'frame-loading';
  const isKept = phase === 'resumable';
  return html`<div class="poster" part="poster">
    <slot name=${`poster-${game.id}`}>${renderArt(game.id, game.title, game.imageUrl, hasPicture)}</slot>
    <div class="overlay" part="overlay">
      <slot name=${`overlay-${game.id}`}>
        <bdi class="title" part="title">${game.title}</bdi>
        ${game.studio ? html`<bdi class="studio" part="studio">${game.studio}</bdi>` : nothing}
        ${marks.length ? html`<span class="marks">${marks.map((mark) => html`<span class="mark" part="mark">${mark}</span>`)}</span>` : nothing}
      </slot>
      ${notice ? html`<p class="why" part="message" role="status">${notice}</p>` : nothing}
      ${isKept ? html`<button type="button" class="new" @click=${() => onPlay(slide, true)}>${localize('launchNew')}</button>` : nothing}
    </div>
    ${
      onFavourite
        ? html`<button
            type="button"
            class="icon-button favourite"
            part="favourite-button"
            aria-label=${localize('recentFavourite', { title: game.title })}
            aria-pressed=${isFavourite}
            @click=${() => onFavourite(slide)}
          >${heartIcon}</button>`
        : nothing
    }
    ${
      isBusy
        ? html`<progress part="loading" max="1" value=${run?.progress ?? nothing} aria-label=${localize('launchStarting')}></progress>`
        : html`<button
            type="button"
            class="play-button"
            part="play-button"
            ?data-focus=${isActive}
            aria-label=${isKept ? `${localize('launchResume')}: ${game.title}` : localize('launchPlayGame', { title: game.title })}
            @click=${() => onPlay(slide)}
          ></button>`
    }
  </div>`;
}

export interface ProgressContext {
  readonly language: string;
  readonly index: number;
  readonly total: number;
}

/** Progress through the feed. */
export function renderProgress(kind: string, { language, index, total }: ProgressContext): unknown {
  if (kind === 'none' || !total) return nothing;
  const count = (value: number) => numberFormat(language).format(value);
  const text = `${count(index + 1)} / ${count(total)}`;
  if (kind === 'bar') {
    return html`<progress class="bar" part="progress" max=${total} value=${index + 1} aria-label=${text}></progress>`;
  }
  // Many dots say less than a number.
  if (kind === 'count' || total > 12) return html`<span class="count" part="progress">${text}</span>`;
  const dots = Array.from({ length: total }, (_, dot) => html`<i ?data-on=${dot === index}></i>`);
  return html`<span class="dots" part="progress" role="img" aria-label=${text}>${dots}</span>`;
}

export interface StartContext {
  readonly localize: Localize;
  /** The first game, when the page says which games there will be. */
  readonly game?: { id: string; title: string; imageUrl?: string };
  readonly why?: string;
  readonly isBusy: boolean;
  readonly onPlay: () => void;
}

/** What stands where the vendor's page will be: nobody knows its games before it was started. */
export function renderStart({ localize, game, why, isBusy, onPlay }: StartContext): TemplateResult {
  return html`<div class="poster hero" part="poster">
    ${renderArt(game?.id ?? 'swipe', game ? game.title : '', game?.imageUrl)}
    <div class="overlay" part="overlay">
      <bdi class="title" part="title">${localize('swiperHero')}</bdi>
      <span class="studio">${localize('swiperHeroText')}</span>
      ${why ? html`<p class="why" part="message" role="alert">${why}</p>` : nothing}
    </div>
    ${
      isBusy
        ? html`<progress part="loading" aria-label=${localize('launchStarting')}></progress>`
        : html`<button type="button" class="play-button" part="play-button" data-focus aria-label=${localize('swiperStart')} @click=${onPlay}></button>`
    }
  </div>`;
}
