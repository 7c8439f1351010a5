/** The stage: games or their posters, what is said over them, and the rail beside. */
import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { formatClock } from '../../shared/format.js';
import type { Feed } from './feed.js';
import type { HostedSession } from './hosted-session.js';
import { renderStart, renderProgress, renderSlide, type Say } from './templates.js';
import { renderRail, type RailContext } from './rail.js';
import type { Slide } from './slide.js';

export interface StageContext {
  readonly say: Say;
  readonly language: string;
  readonly direction: string;
  /** `start`, `end`, or `none` for buttons alone. */
  readonly rail: string;
  readonly progress: string;
  readonly preload: string;
  /** The rail is opened although a game is played. */
  readonly isRailOpen: boolean;
  /** Nothing is fetched before the stage is near the screen. */
  readonly isNear: boolean;
  readonly onPlay: (slide?: Slide) => void;
  readonly onEnd: () => void;
  readonly onStep: (step: number) => void;
  readonly onGo: (index: number) => void;
  readonly onToggle: () => void;
  readonly onWheel: (event: WheelEvent) => void;
  readonly onKey: (event: KeyboardEvent) => void;
  readonly onEvent: (event: Event, slide?: Slide) => void;
}

/** The feed, each game on a slide of its own. */
export function renderNative(feed: Feed, context: StageContext): TemplateResult {
  const { say, isNear, preload, onKey, onPlay, onEvent } = context;
  const { games, active, seen, places, activeSlide } = feed;
  const isPlaying = !!activeSlide?.isFramed && activeSlide.phase !== 'blocked';
  // The network belongs to the game in front until it is there.
  const isQuiet = !activeSlide || !['starting', 'loading'].includes(activeSlide.phase);
  const slide = (slide: Slide) =>
    renderSlide(slide, {
      say,
      total: games.length,
      isActive: slide.index === active,
      hasPicture: isNear && (slide.index === seen || slide.index === active || (preload !== 'none' && isQuiet)),
      onPlay,
      onEvent,
    });
  return html`<div class=${stageClass(context, isPlaying)} @keydown=${onKey}>
    <div class="viewport" part="viewport" tabindex="0" role="group" aria-roledescription=${say('swiperCarousel')} aria-label=${say('swiperGames')}>
      <div class="track" part="track" .style=${`--n: ${games.length}`}>
        ${places.map((place) => (place ? keyed(place.game.key, slide(place)) : nothing))}
      </div>
    </div>
    ${renderBar(context, {
      title: isPlaying ? activeSlide.game.title : '',
      index: active,
      total: games.length,
      isOpen: feed.started.length > 0,
    })}
    ${renderRail(railOf(context, games, active, isPlaying))}
    <div class="visually-hidden" role="status">
      ${activeSlide && feed.isOn ? say('swiperPosition', { position: active + 1, total: games.length, title: activeSlide.game.title }) : ''}
    </div>
  </div>`;
}

/** The vendor's own swipe page, or what comes before it. */
export function renderHosted(hosted: HostedSession | undefined, feed: Feed, context: StageContext): TemplateResult {
  const { say, rail, onPlay, onEvent } = context;
  if (!hosted?.id) {
    const { phase, error } = hosted ?? {};
    const game = feed.activeSlide?.game;
    const why =
      phase === 'expired'
        ? 'launchExpired'
        : error?.code === 'unknown-outcome'
          ? 'launchUnsure'
          : error?.code === 'not-found'
            ? 'errorNotFound'
            : error && 'swiperFailed';
    return html`<div class=${stageClass(context, false)}>
      ${renderStart({ say, game, why, isBusy: phase === 'starting', onPlay: () => onPlay() })}
    </div>`;
  }
  const { swipeUrl, games, currentIndex, totalGames, secondsLeft, error } = hosted;
  const named = games.map((game, index) => ({
    ...game,
    id: `${index}`,
    title: game.name ?? say('swiperGame', { position: index + 1 }),
  }));
  const hear = (event: Event) => onEvent(event);
  return html`<div class="${stageClass(context, true)} hosted">
    ${
      swipeUrl
        ? html`<gs-game-frame
            part="frame"
            .title=${named[currentIndex]?.title ?? say('swiperGames')}
            .src=${swipeUrl}
            @gs-game-event=${hear}
            @gs-game-message=${hear}
            @gs-state-change=${stop}
          ></gs-game-frame>`
        : html`<p class="message" part="message">${say('swiperAttached')}</p>`
    }
    ${renderBar(context, {
      title: named[currentIndex]?.title ?? '',
      index: currentIndex,
      total: totalGames,
      isOpen: true,
      secondsLeft,
      notice: error && say('launchEndFailedText'),
    })}
    ${rail === 'none' ? nothing : renderRail({ ...railOf(context, named, currentIndex, true), onStep: undefined, onGo: undefined, onWheel: undefined })}
  </div>`;
}

const stop = (event: Event): void => event.stopPropagation();

const stageClass = ({ direction, rail, isRailOpen }: StageContext, isPlaying: boolean): string =>
  `stage ${direction} rail-${rail}${isPlaying ? ' playing' : ''}${isRailOpen ? ' open' : ''}`;

const railOf = (
  { say, rail, isRailOpen, onStep, onGo, onToggle, onWheel }: StageContext,
  games: RailContext['games'],
  active: number,
  isPlaying: boolean,
): RailContext => ({
  say,
  games,
  active,
  isShrunk: isPlaying && !isRailOpen,
  hasPosters: rail !== 'none',
  onStep,
  onGo,
  onToggle,
  onWheel,
});

interface BarContext {
  readonly title: string;
  readonly index: number;
  readonly total: number;
  /** Something was started that can be ended. */
  readonly isOpen: boolean;
  readonly secondsLeft?: number;
  readonly notice?: string;
}

function renderBar(
  { say, language, progress, onEnd }: StageContext,
  { title, index, total, isOpen, secondsLeft, notice }: BarContext,
): TemplateResult {
  const left = secondsLeft === undefined ? undefined : formatClock(language, secondsLeft);
  return html`<div class="toolbar" part="toolbar">
    ${renderProgress(progress, { language, index, total })}
    <bdi class="now">${title}</bdi>
    ${notice ? html`<span class="notice" role="alert">${notice}</span>` : nothing}
    ${left ? html`<span class="left" part="time-left" title=${say('swiperLeft', { time: left })}>${left}</span>` : nothing}
    ${isOpen ? html`<button type="button" class="end" part="end-button" @click=${onEnd}>${say('swiperEnd')}</button>` : nothing}
  </div>`;
}
