import { html, nothing, type TemplateResult } from 'lit';
import { formatAgo, formatDuration, dateFormat } from '../../shared/format.js';
import { hashHue, initialsOf } from '../../shared/avatar.js';
import type { Strings } from '../../shared/localize.js';
import type { RecentGame } from './view-model.js';

/** What a card may say beside the name. */
export const CARD_FACTS = ['played-at', 'duration', 'studio', 'tags', 'badges'] as const;
export type CardFact = (typeof CARD_FACTS)[number];

export interface CardContext {
  readonly language: string;
  readonly say: (name: keyof Strings) => string;
  readonly facts: ReadonlySet<string>;
  /** Whether the card is a link rather than a button. */
  readonly href?: string;
  /** The card is a line, whose picture is too small to write on. */
  readonly isLine?: boolean;
  /** Pictures that did not load. */
  readonly broken: ReadonlySet<string>;
  readonly onSelect: (event: Event, game: RecentGame) => void;
  readonly onBroken: (imageUrl: string) => void;
}

/** Features that have a word of ours; the rest of the vendor's list is of no use to a player. */
const FEATURES: Readonly<Record<string, keyof Strings>> = {
  jackpot: 'featureJackpot',
  bonus: 'featureBonus',
  free_spin: 'featureFreeSpins',
  megaways: 'featureMegaways',
};

/** A game as a card: picture, name, a line of facts. The name is the one control, and its area is the whole card. */
export function renderCard(game: RecentGame, context: CardContext): TemplateResult {
  const { play, name } = game;
  const { facts, say, isLine } = context;
  const isDisabled = play.enabled === false;
  const why = isDisabled
    ? html`<span class="unavailable" part="unavailable" id=${`why-${game.index}`}>${say('recentUnavailable')}</span>`
    : nothing;
  const badges = facts.has('badges') ? renderBadges(game, context) : nothing;
  return html`<li class="card" part="card" ?data-disabled=${isDisabled}>
    <div class="art">
      ${renderPicture(game, context)}
      ${isLine || badges === nothing ? nothing : html`<span class="badges">${badges}</span>`}
      ${isLine ? nothing : why}${isDisabled ? nothing : html`<span class="go" aria-hidden="true"></span>`}
    </div>
    <div class="text">
      ${renderControl(game, context, html`<bdi class="clamp">${name}</bdi>`)}
      <p class="meta">${renderMeta(game, context)}</p>
      ${
        facts.has('tags') || (isLine && (isDisabled || facts.has('badges')))
          ? html`<p class="tags">${isLine ? [why, badges] : nothing}${facts.has('tags') ? play.tags.map((tag) => html`<bdi class="tag" part="tag">${tag}</bdi>`) : nothing}</p>`
          : nothing
      }
    </div>
  </li>`;
}

function renderControl(game: RecentGame, { href, onSelect }: CardContext, content: TemplateResult): TemplateResult {
  const isDisabled = game.play.enabled === false;
  if (href && !isDisabled) {
    return html`<a class="title" part="title" href=${href} @click=${(event: Event) => onSelect(event, game)}>${content}</a>`;
  }
  return html`<button
    type="button"
    class="title"
    part="title"
    aria-disabled=${isDisabled ? 'true' : nothing}
    aria-describedby=${isDisabled ? `why-${game.index}` : nothing}
    @click=${(event: Event) => onSelect(event, game)}
  >${content}</button>`;
}

function renderPicture({ play, name, imageUrl }: RecentGame, { broken, onBroken }: CardContext): TemplateResult {
  if (imageUrl && !broken.has(imageUrl)) {
    return html`<img
      part="image"
      alt=""
      decoding="async"
      data-src=${imageUrl}
      @error=${() => onBroken(imageUrl)}
    />`;
  }
  // Set as a property: a style attribute in markup is what a page's policy may forbid.
  return html`<span class="monogram" part="monogram" aria-hidden="true" .style=${`--_hue: ${hashHue(play.gameId)}`}
    >${initialsOf(name)}</span
  >`;
}

function renderBadges({ play }: RecentGame, { say }: CardContext): unknown {
  const words = play.features.flatMap((feature) => (Object.hasOwn(FEATURES, feature) ? [FEATURES[feature]] : []));
  const shown: (keyof Strings)[] = play.isLive ? ['featureLive', ...words] : words;
  // Two fit on the smallest card.
  return shown.slice(0, 2).map((word) => html`<span class="chip" part="badge">${say(word)}</span>`);
}

function renderMeta({ play, studio }: RecentGame, { facts, language }: CardContext): unknown[] {
  const { started, durationSeconds } = play;
  const parts: unknown[] = [];
  if (studio && facts.has('studio')) parts.push(html`<bdi part="studio">${studio}</bdi>`);
  if (started && facts.has('played-at')) {
    const exact = dateFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(started);
    parts.push(
      html`<time part="played-at" datetime=${started.toISOString()} title=${exact}>${formatAgo(language, started)}</time>`,
    );
  }
  if (durationSeconds && facts.has('duration')) {
    parts.push(html`<span part="duration">${formatDuration(language, durationSeconds)}</span>`);
  }
  return parts;
}

/** A card of which nothing is known yet, in its true size. */
export const renderSkeletonCard = (facts: ReadonlySet<string>): TemplateResult =>
  html`<li class="card" aria-hidden="true">
    <div class="art bone"></div>
    <div class="text">
      <span class="bone line"></span><span class="bone line short"></span>
      ${facts.has('tags') ? html`<p class="tags"></p>` : nothing}
    </div>
  </li>`;
