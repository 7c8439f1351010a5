/** The stage: games or posters, messages over them, and the rail. */
import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { GameRun } from '../../play/game-run.js';
import type { Localize } from '../../shared/localize.js';
import type { Feed } from './feed.js';
import type { HostedGames } from './hosted-session.js';
import { renderArt, renderProgress, renderSlide, renderStart, type SlideView } from './templates.js';
import { renderRail, type RailContext } from './rail.js';
import type { Slide } from './slide.js';

export interface StageContext {
  readonly localize: Localize;
  readonly language: string;
  readonly direction: string;
  /** `start`, `end`, or `none` for buttons alone. */
  readonly rail: string;
  readonly progress: string;
  readonly preload: string;
  readonly isLoop: boolean;
  /** Whether the rail is open while a game is played. */
  readonly isRailOpen: boolean;
  /** Nothing is fetched before the stage is near the screen. */
  readonly isNear: boolean;
  /** Whether the toolbar is shown, which holds the progress then. */
  readonly isBarred: boolean;
  /** Message on a poster. */
  readonly noticeOf: (run: GameRun | undefined, slide?: Slide) => string | undefined;
  readonly renderFrame: (run: GameRun, title: string, key?: string, loading?: TemplateResult) => TemplateResult;
  /** Where games can be favourites. */
  readonly onFavourite?: (slide: Slide) => void;
  readonly favourites: ReadonlySet<string>;
  readonly onPlay: (slide?: Slide, isNew?: boolean) => void;
  readonly onStep: (step: number) => void;
  readonly onGo: (index: number) => void;
  readonly onToggle: () => void;
  readonly onWheel: (event: WheelEvent) => void;
  readonly onKey: (event: KeyboardEvent) => void;
}

/** The picture behind the message that a game is slow: whatever the frame shows until then is not the game. */
const slowArt = ({ phase, game }: Slide): TemplateResult | undefined =>
  phase === 'slow' ? renderArt(game.id, game.title, game.imageUrl) : undefined;

/** The feed, each game on a slide of its own. */
export function renderNative(feed: Feed, context: StageContext): TemplateResult {
  const { localize, isNear, preload, noticeOf, onKey, onPlay, renderFrame } = context;
  const { games, active, seen, places, activeSlide } = feed;
  const isPlaying = !!activeSlide?.isFramed;
  // Until the active game has loaded, nothing else uses the network.
  const isQuiet = !activeSlide || !['starting', 'frame-loading'].includes(activeSlide.phase);
  const view = (slide: Slide): SlideView => ({
    localize,
    total: games.length,
    isActive: slide.index === active,
    hasPicture: isNear && (slide.index === seen || slide.index === active || (preload !== 'none' && isQuiet)),
    notice: noticeOf(slide.run, slide),
    frame: slide.isFramed ? renderFrame(slide.run!, slide.game.title, slide.game.key, slowArt(slide)) : nothing,
    onPlay,
    onFavourite: context.onFavourite,
    isFavourite: context.favourites.has(slide.game.id),
  });
  return html`<div class=${stageClass(context, isPlaying)} tabindex="-1" @keydown=${onKey}>
    <div class="viewport" part="viewport" tabindex="0" role="group" aria-roledescription=${localize('swiperCarousel')} aria-label=${localize('swiperGames')}>
      <div class="track" part="track" .style=${`--n: ${games.length}`}>
        ${places.map((slide) => (slide ? keyed(slide.game.key, renderSlide(slide, view(slide))) : nothing))}
      </div>
    </div>
    ${renderOverlaidProgress(context, active, games.length)}
    ${renderRail(railOf(context, games, active, isPlaying))}
    <div class="visually-hidden" role="status">
      ${activeSlide && feed.isOn ? localize('swiperPosition', { position: active + 1, total: games.length, title: activeSlide.game.title }) : ''}
    </div>
  </div>`;
}

/** The vendor's swipe page, or the poster before it. */
export function renderHosted(
  run: GameRun | undefined,
  { games, total, current }: HostedGames,
  feed: Feed,
  context: StageContext,
): TemplateResult {
  const { localize, rail, noticeOf, onPlay, renderFrame } = context;
  if (!run?.session && !run?.url) {
    return html`<div class=${stageClass(context, false)} tabindex="-1">
      ${renderStart({ localize, game: feed.activeSlide?.game, why: noticeOf(run), isBusy: run?.phase === 'starting', onPlay: () => onPlay() })}
    </div>`;
  }
  const named = games.map((game, index) => ({
    ...game,
    id: `${index}`,
    title: game.name ?? localize('swiperGame', { position: index + 1 }),
  }));
  return html`<div class="${stageClass(context, true)} hosted" tabindex="-1">
    ${
      run.url === ''
        ? html`<p class="message" part="message">${localize('swiperAttached')}</p>`
        : run.url !== undefined
          ? renderFrame(run, named[current]?.title ?? localize('swiperGames'))
          : nothing
    }
    ${renderOverlaidProgress(context, current, total)}
    ${rail === 'none' ? nothing : renderRail({ ...railOf(context, named, current, true), onStep: undefined, onGo: undefined, onWheel: undefined })}
  </div>`;
}

/** Progress over the posters; the toolbar shows it where there is one. */
const renderOverlaidProgress = ({ isBarred, progress, language }: StageContext, index: number, total: number) =>
  isBarred ? nothing : html`<div class="on-picture">${renderProgress(progress, { language, index, total })}</div>`;

const stageClass = ({ direction, rail, isBarred, isRailOpen }: StageContext, isPlaying: boolean): string =>
  `stage ${direction} rail-${rail}${isPlaying ? ' playing' : ''}${isBarred ? ' barred' : ''}${isRailOpen ? ' open' : ''}`;

const railOf = (
  { localize, rail, isLoop, isRailOpen, onStep, onGo, onToggle, onWheel }: StageContext,
  games: RailContext['games'],
  active: number,
  isPlaying: boolean,
): RailContext => ({
  localize,
  games,
  active,
  isLoop,
  isShrunk: isPlaying && !isRailOpen,
  hasPosters: rail !== 'none',
  onStep,
  onGo,
  onToggle,
  onWheel,
});
