/** Search, studio, type and favourites over the games of a feed. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Game } from '../../api/iplaygames/index.js';
import { searchIcon } from '../../shared/icons.js';
import type { Localize } from '../../shared/localize.js';
import { foldForSearch } from '../../shared/search-text.js';

export interface FilterValues {
  readonly text: string;
  readonly studio: string;
  readonly type: string;
  readonly onlyFavourites: boolean;
}

export const NO_FILTER: FilterValues = { text: '', studio: '', type: '', onlyFavourites: false };

/** Whether a game matches, by its entry in the catalogue; a game without one has its id only. */
export function passesFilter(
  { text, studio, type, onlyFavourites }: FilterValues,
  { id, game, isFavourite }: { id: string; game?: Game; isFavourite: boolean },
): boolean {
  const words = foldForSearch(text).split(/\s+/).filter(Boolean);
  const name = foldForSearch(`${game?.title ?? id} ${game?.producer ?? ''}`);
  return (
    words.every((word) => name.includes(word)) &&
    (!studio || game?.producer === studio) &&
    (!type || game?.type === type) &&
    (!onlyFavourites || isFavourite)
  );
}

export interface FilterContext {
  readonly localize: Localize;
  readonly values: FilterValues;
  /** The games to choose from. */
  readonly games: readonly Game[];
  readonly isSearchable: boolean;
  readonly isFilterable: boolean;
  readonly hasFavourites: boolean;
  readonly onChange: (values: FilterValues) => void;
}

export function renderFilter(context: FilterContext): unknown {
  const { localize, values, games, isSearchable, isFilterable, hasFavourites, onChange } = context;
  if (!isSearchable && !isFilterable && !hasFavourites) return nothing;
  const change = (some: Partial<FilterValues>) => onChange({ ...values, ...some });
  const search = html`<label class="search">
    ${searchIcon}
    <input
      type="search"
      part="search"
      aria-label=${localize('swiperSearch')}
      placeholder=${localize('swiperSearch')}
      .value=${values.text}
      @input=${({ target }: Event) => change({ text: (target as HTMLInputElement).value })}
    />
  </label>`;
  const favourites = html`<button
    type="button"
    class="toggle"
    part="favourites-filter"
    aria-pressed=${values.onlyFavourites}
    @click=${() => change({ onlyFavourites: !values.onlyFavourites })}
    >${localize('swiperFavourites')}</button
  >`;
  return html`<div class="filter" part="filter" role="search">
    ${isSearchable ? search : nothing}
    ${isFilterable ? [renderChoice(context, 'studio', 'swiperStudios', distinct(games, 'producer')), renderChoice(context, 'type', 'swiperTypes', distinct(games, 'type'))] : nothing}
    ${hasFavourites ? favourites : nothing}
  </div>`;
}

/** A select, unless it has no choice. */
function renderChoice(
  { localize, values, onChange }: FilterContext,
  name: 'studio' | 'type',
  all: 'swiperStudios' | 'swiperTypes',
  options: readonly string[],
): TemplateResult | typeof nothing {
  if (options.length < 2) return nothing;
  return html`<select
    part=${`${name}-filter`}
    aria-label=${localize(all)}
    .value=${values[name]}
    @change=${({ target }: Event) => onChange({ ...values, [name]: (target as HTMLSelectElement).value })}
  >
    <option value="">${localize(all)}</option>
    ${options.map((option) => html`<option value=${option} ?selected=${option === values[name]}>${option}</option>`)}
  </select>`;
}

const distinct = (games: readonly Game[], name: 'producer' | 'type'): string[] =>
  [...new Set(games.flatMap((game) => game[name] ?? []))].sort((one, other) => one.localeCompare(other));
