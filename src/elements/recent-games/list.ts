import { html, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { renderSkeletonCard, renderCard, type CardContext } from './card.js';
import { formatDay } from './format-day.js';
import { fillHref, groupByDay, type RecentGame } from './view-model.js';

export type Layout = 'carousel' | 'grid' | 'list';

export interface ListContext extends Omit<CardContext, 'href' | 'isLine'> {
  readonly layout: Layout;
  /** Where cards lead; undefined when they are buttons. `{places}` are filled for each game. */
  readonly linkTo?: (game: RecentGame) => string | undefined;
  /** Level of the headings of days. */
  readonly headingLevel: number;
  /** The name of the list. */
  readonly label: string;
}

/** The games in one list. */
export function renderList(games: readonly RecentGame[], context: ListContext): TemplateResult {
  const { layout, linkTo, label } = context;
  const card = (game: RecentGame) =>
    renderCard(game, { ...context, href: fillHref(linkTo?.(game), game), isLine: layout === 'list' });
  // eslint-disable-next-line lit-a11y/no-redundant-role -- without it a list without bullets is none to VoiceOver
  return html`<ul class="cards ${layout}" part="list" role="list" aria-label=${label}>${repeat(games, ({ key }) => key, card)}</ul>`;
}

/** The games of each day under its name. */
export function renderDays(games: readonly RecentGame[], context: ListContext): TemplateResult[] {
  return groupByDay(games).map(({ day, games }, index) => {
    const label = day ? formatDay(context.language, day) : context.localize('recentUndated');
    return html`<section class="day" aria-labelledby=${`day-${index}`}>
      <div class="day-heading" part="day-heading" id=${`day-${index}`} role="heading" aria-level=${context.headingLevel}>
        <span>${label}</span>
      </div>
      ${renderList(games, { ...context, label })}
    </section>`;
  });
}

/** As many empty cards as there may be games. */
export const renderSkeleton = (count: number, layout: Layout, facts: ReadonlySet<string>): TemplateResult =>
  html`<ul class="cards ${layout}" aria-hidden="true">${Array.from({ length: count }, () => renderSkeletonCard(facts))}</ul>`;
