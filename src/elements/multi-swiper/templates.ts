/** How the swiper looks, part by part. */
import { html, nothing, type TemplateResult } from 'lit';
import { hashHue, initialsOf } from '../../shared/avatar.js';
import { numberFormat } from '../../shared/format.js';
import type { Strings } from '../../shared/localize.js';
import type { Slide } from './slide.js';

export type Say = (name: keyof Strings, values?: Readonly<Record<string, string | number>>) => string;

export interface SlideContext {
  readonly say: Say;
  readonly total: number;
  readonly isActive: boolean;
  /** Whether the picture is to be fetched now. */
  readonly hasPicture: boolean;
  readonly onPlay: (slide: Slide) => void;
  readonly onEvent: (event: Event, slide: Slide) => void;
}

/** A game's picture, or its initials on a colour of its own. */
export function renderArt(id: string, title: string, imageUrl: string | undefined, isWanted = true): TemplateResult {
  // The initials lie under the picture: they are what is seen while it loads, and when it does not.
  return html`<span class="art" aria-hidden="true" data-initials=${initialsOf(title)} .style=${`--_hue: ${hashHue(id)}`}
    >${imageUrl && isWanted ? html`<img alt="" decoding="async" src=${imageUrl} @error=${hide} />` : nothing}</span
  >`;
}

const hide = ({ target }: Event): void => void ((target as HTMLElement).hidden = true);

/** One game of the feed: its frame once it was started, under its poster until it is ready. */
export function renderSlide(slide: Slide, context: SlideContext): TemplateResult {
  const { say, total, isActive, onEvent } = context;
  const { game, phase } = slide;
  const hear = (event: Event) => onEvent(event, slide);
  const isOpen = slide.isFramed && (phase === 'playing' || phase === 'blocked');
  return html`<div
    class="slide"
    part="slide"
    role="group"
    aria-roledescription=${say('swiperSlide')}
    aria-label=${say('swiperPosition', { position: slide.index + 1, total, title: game.title })}
    ?inert=${!isActive}
    data-phase=${phase}
    .style=${`--i: ${slide.index}`}
    @gs-game-event=${hear}
    @gs-game-message=${hear}
    @gs-frame-blocked=${hear}
    @gs-frame-refused=${hear}
    @gs-state-change=${hear}
  >
    ${slide.isFramed ? html`<gs-game-frame part="frame" data-key=${game.key} .title=${game.title} .src=${slide.url}></gs-game-frame>` : nothing}
    ${isOpen ? nothing : renderPoster(slide, context)}
  </div>`;
}

function renderPoster(slide: Slide, { say, hasPicture, onPlay }: SlideContext): TemplateResult {
  const { game, phase } = slide;
  const isBusy = phase === 'starting' || phase === 'loading';
  return html`<div class="poster" part="poster">
    ${renderArt(game.id, game.title, game.imageUrl, hasPicture)}
    <div class="overlay" part="overlay">
      <bdi class="title" part="title">${game.title}</bdi>
      ${game.studio ? html`<bdi class="studio" part="studio">${game.studio}</bdi>` : nothing}
      ${renderWhy(slide, say)}
    </div>
    ${
      isBusy
        ? html`<progress part="loading" max="1" value=${slide.progress ?? nothing} aria-label=${say('launchStarting')}></progress>`
        : html`<button
            type="button"
            class="play"
            part="play-button"
            aria-label=${say('launchPlayGame', { title: game.title })}
            @click=${() => onPlay(slide)}
          ></button>`
    }
  </div>`;
}

/** What there is to know before the player tries (again). */
const WHY: Partial<Record<Slide['phase'], keyof Strings>> = {
  unavailable: 'launchUnavailableText',
  expired: 'launchExpired',
  failed: 'swiperFailed',
};

function renderWhy({ phase, error }: Slide, say: Say): unknown {
  const text = error?.code === 'unknown-outcome' ? 'launchUnsure' : WHY[phase];
  return text && html`<p class="why" role="status">${say(text)}</p>`;
}

export interface ProgressContext {
  readonly language: string;
  readonly index: number;
  readonly total: number;
}

/** How far the player has come. */
export function renderProgress(kind: string, { language, index, total }: ProgressContext): unknown {
  if (kind === 'none' || !total) return nothing;
  const count = (value: number) => numberFormat(language).format(value);
  const text = `${count(index + 1)} / ${count(total)}`;
  if (kind === 'bar') {
    return html`<progress class="bar" part="progress" max=${total} value=${index + 1} aria-label=${text}></progress>`;
  }
  // Dots that nobody can count say less than a number.
  if (kind === 'count' || total > 12) return html`<span class="count" part="progress">${text}</span>`;
  const dots = Array.from({ length: total }, (_, dot) => html`<i ?data-on=${dot === index}></i>`);
  return html`<span class="dots" part="progress" role="img" aria-label=${text}>${dots}</span>`;
}

export interface StartContext {
  readonly say: Say;
  /** The first game, when the page says which games there will be. */
  readonly game?: { id: string; title: string; imageUrl?: string };
  readonly why?: keyof Strings;
  readonly isBusy: boolean;
  readonly onPlay: () => void;
}

/** What stands where the vendor's page will be: nobody knows its games before it was started. */
export function renderStart({ say, game, why, isBusy, onPlay }: StartContext): TemplateResult {
  return html`<div class="poster hero" part="poster">
    ${renderArt(game?.id ?? 'swipe', game ? game.title : '', game?.imageUrl)}
    <div class="overlay" part="overlay">
      <bdi class="title" part="title">${say('swiperHero')}</bdi>
      <span class="studio">${say('swiperHeroText')}</span>
      ${why ? html`<p class="why" role="alert">${say(why)}</p>` : nothing}
    </div>
    ${
      isBusy
        ? html`<progress part="loading" aria-label=${say('launchStarting')}></progress>`
        : html`<button type="button" class="play" part="play-button" aria-label=${say('swiperStart')} @click=${onPlay}></button>`
    }
  </div>`;
}
