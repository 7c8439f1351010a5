import { html, nothing, type TemplateResult } from 'lit';
import { formatAgo, formatDuration, dateFormat, numberFormat } from '../../shared/format.js';
import { hashHue, initialsOf } from '../../shared/avatar.js';
import type { Localize, Strings } from '../../shared/localize.js';
import { UNAVAILABLE_WORDS } from './availability.js';
import type { RecentGame } from './view-model.js';

/** Facts that a card may show beside the name. */
export const CARD_FACTS = ['played-at', 'duration', 'studio', 'min-bet', 'tags', 'badges', 'new', 'features'] as const;
export type CardFact = (typeof CARD_FACTS)[number];

export interface CardContext {
  readonly language: string;
  readonly localize: Localize;
  readonly facts: ReadonlySet<string>;
  /** The player's currency, for the least bet. */
  readonly currency?: string;
  /** Whether the card is a link rather than a button. */
  readonly href?: string;
  /** The card is a line, whose picture is too small to write on. */
  readonly isLine?: boolean;
  /** Pictures that did not load. */
  readonly broken: ReadonlySet<string>;
  readonly onSelect: (event: Event, game: RecentGame) => void;
  readonly onBroken: (imageUrl: string) => void;
  /** Present where games can be hidden. */
  readonly onHide?: (game: RecentGame) => void;
  /** Present where games can be favourites. */
  readonly onFavourite?: (game: RecentGame) => void;
}

/** Features that are shown as badges. */
const BADGES: Readonly<Record<string, keyof Strings>> = {
  jackpot: 'featureJackpot',
  bonus: 'featureBonus',
  free_spin: 'featureFreeSpins',
  megaways: 'featureMegaways',
};
/** The remaining features that have a word, under `show="features"`. */
const FEATURES: Readonly<Record<string, keyof Strings>> = {
  avalanche: 'featureAvalanche',
  buy: 'featureBuy',
  sticky: 'featureSticky',
  wilds: 'featureWilds',
  gamble: 'featureGamble',
  respin: 'featureRespin',
  scatter: 'featureScatter',
  symbols_collection: 'featureCollection',
  symbols_mega: 'featureMega',
  symbols_expanding: 'featureExpanding',
  symbols_mystery: 'featureMystery',
  multiplier: 'featureMultiplier',
  wilds_random: 'featureRandomWilds',
  wilds_walking: 'featureWalkingWilds',
};
/** Milliseconds for which a game is new. */
const NEW_FOR = 60 * 86_400_000;

/** Whether cards have a line of chips below the facts. */
export const hasTagLine = (facts: ReadonlySet<string>): boolean => facts.has('tags') || facts.has('features');

/**
 * A game as a card: picture, name, a line of facts. The name is the one control to play, and its area is the whole card.
 * The text comes first in the document: badges on the picture are read after the name that they belong to.
 */
export function renderCard(game: RecentGame, context: CardContext): TemplateResult {
  const { facts, localize, isLine } = context;
  const { unavailable } = game;
  const why = unavailable
    ? html`<span class="unavailable" part="unavailable" id=${`why-${game.index}`}>${localize(UNAVAILABLE_WORDS[unavailable])}</span>`
    : nothing;
  const badges = renderBadges(game, context);
  const hasTags = hasTagLine(facts) || (isLine && (unavailable !== undefined || badges.length));
  return html`<li class="card" part="card" data-key=${game.key} ?data-disabled=${unavailable !== undefined}>
    <div class="text">
      ${renderControl(game, context)}
      <p class="meta">${renderMeta(game, context)}</p>
      ${hasTags ? html`<p class="tags">${isLine ? [why, badges] : nothing}${renderTags(game, context)}</p>` : nothing}
    </div>
    <div class="art" part="art">
      ${renderPicture(game, context)}
      ${isLine || !badges.length ? nothing : html`<span class="badges">${badges}</span>`}
      ${isLine ? nothing : why}${unavailable ? nothing : html`<span class="go" aria-hidden="true"></span>`}
    </div>
    ${renderTools(game, context)}
  </li>`;
}

function renderControl(game: RecentGame, { href, localize, onSelect }: CardContext): TemplateResult {
  const content = html`<bdi class="clamp">${game.name}</bdi>`;
  const label = localize('recentPlay', { title: game.name });
  const select = (event: Event) => onSelect(event, game);
  if (href && !game.unavailable) {
    return html`<a class="title" part="title" href=${href} aria-label=${label} title=${game.name} @click=${select}>${content}</a>`;
  }
  return html`<button
    type="button"
    class="title"
    part="title"
    aria-label=${label}
    title=${game.name}
    aria-disabled=${game.unavailable ? 'true' : nothing}
    aria-describedby=${game.unavailable ? `why-${game.index}` : nothing}
    @click=${select}
  >${content}</button>`;
}

function renderPicture({ play, name, imageUrl }: RecentGame, { broken, onBroken }: CardContext): TemplateResult {
  if (imageUrl && !broken.has(imageUrl)) {
    return html`<img
      part="image"
      alt=""
      decoding="async"
      referrerpolicy="no-referrer"
      data-src=${imageUrl}
      @error=${() => onBroken(imageUrl)}
    />`;
  }
  // Set as a property: a style attribute in markup is what a page's policy may forbid.
  return html`<span class="monogram" part="monogram" aria-hidden="true" .style=${`--_hue: ${hashHue(play.gameId)}`}
    >${initialsOf(name)}</span
  >`;
}

function renderBadges({ play }: RecentGame, { localize, facts }: CardContext): TemplateResult[] {
  const words: (keyof Strings)[] = [];
  if (facts.has('new') && play.releasedAt && isRecent(play.releasedAt)) words.push('featureNew');
  if (facts.has('badges')) {
    if (play.isLive) words.push('featureLive');
    words.push(...wordsOf(play.features, BADGES));
  }
  // two fit on the smallest card
  return words.slice(0, 2).map((word) => html`<span class="chip" part="badge">${localize(word)}</span>`);
}

const isRecent = (date: Date) => Math.abs(Date.now() - date.getTime()) < NEW_FOR;

const wordsOf = (features: readonly string[], words: Readonly<Record<string, keyof Strings>>): (keyof Strings)[] =>
  features.flatMap((feature) => (Object.hasOwn(words, feature) ? [words[feature]] : []));

function renderTags({ play }: RecentGame, { facts, localize }: CardContext): TemplateResult[] {
  const features = facts.has('features') ? wordsOf(play.features, FEATURES) : [];
  return [
    ...(facts.has('tags') ? play.tags : []).map((tag) => html`<bdi class="tag" part="tag">${tag}</bdi>`),
    ...features.map((word) => html`<span class="tag" part="badge">${localize(word)}</span>`),
  ];
}

/** The most important fact first: facts that do not fit are hidden from the end, and the studio is shortened first. */
function renderMeta({ play, studio }: RecentGame, { facts, language, currency, localize }: CardContext): unknown[] {
  const { started, durationSeconds, minBet } = play;
  const parts: unknown[] = [];
  if (started && facts.has('played-at')) {
    const exact = dateFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(started);
    // A time in the future means that the clocks differ.
    const ago = formatAgo(language, new Date(Math.min(started.getTime(), Date.now())));
    parts.push(html`<time part="played-at" datetime=${started.toISOString()} title=${exact}>${ago}</time>`);
  }
  if (durationSeconds && facts.has('duration')) {
    parts.push(html`<span part="duration">${formatDuration(language, durationSeconds)}</span>`);
  }
  if (minBet && facts.has('min-bet')) {
    parts.push(
      html`<span part="min-bet">${localize('recentMinBet', { amount: formatAmount(language, minBet, currency) })}</span>`,
    );
  }
  if (studio && facts.has('studio')) parts.push(html`<span class="studio"><bdi part="studio">${studio}</bdi></span>`);
  return parts;
}

function formatAmount(language: string, amount: number, currency: string | undefined): string {
  const isCurrency = currency !== undefined && /^[a-z]{3}$/i.test(currency);
  return numberFormat(language, isCurrency ? { style: 'currency', currency } : undefined).format(amount);
}

function renderTools(game: RecentGame, { localize, onHide, onFavourite }: CardContext): unknown {
  if (!onHide && !onFavourite) return nothing;
  const title = game.name;
  return html`<div class="tools">
    ${
      onFavourite
        ? html`<button
            type="button"
            class="icon-button tool-button favourite"
            part="favourite-button"
            aria-label=${localize('recentFavourite', { title })}
            aria-pressed=${game.isFavourite}
            @click=${() => onFavourite(game)}
          ></button>`
        : nothing
    }
    ${
      onHide
        ? html`<button
            type="button"
            class="icon-button tool-button hide"
            part="hide-button"
            aria-label=${localize('recentHide', { title })}
            @click=${() => onHide(game)}
          ></button>`
        : nothing
    }
  </div>`;
}

/** Skeleton of a card, in its final size. */
export const renderSkeletonCard = (facts: ReadonlySet<string>): TemplateResult =>
  html`<li class="card" aria-hidden="true">
    <div class="text">
      <span class="bone line"></span><span class="bone line short"></span>
      ${hasTagLine(facts) ? html`<p class="tags"></p>` : nothing}
    </div>
    <div class="art bone"></div>
  </li>`;
