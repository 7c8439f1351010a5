/** What most boards do without: fetched when an attribute or property asks for it, or a session is over. */
import type { TemplateResult } from 'lit';
import type { Ranking } from '../../ranking/rank.js';
import '../../shared/locales/en-leaderboard-extras.js';
import { createRowFormat } from './row-format-options.js';
import { optionStyles } from './options.styles.js';
import { turnPages } from './kiosk.js';
import { listRange } from './range.js';
import { findPlayers, renderSearch } from './search.js';
import { Podium } from './podium.js';
import type { LeaderboardHost } from './host.js';
import type { RowSelection, ListModel } from './list-model.js';
import type { RowFormat } from './row.js';
import { shallowChanged } from './types.js';

export { readEntries } from './entries.js';

export class BoardOptions {
  /** What the reader looks for. */
  search = '';
  /** The first three. */
  readonly steps: HTMLElement;
  /** Said below a list in which nobody was found. */
  readonly noMatch = document.createElement('p');
  readonly #host: LeaderboardHost;
  readonly #steps: Podium;
  /** How many have steps. */
  #podium = 0;
  #inputs?: readonly unknown[];
  #style?: RowFormat;
  #stopPages?: () => void;

  constructor(host: LeaderboardHost) {
    const { element, select } = host;
    this.#host = host;
    this.#steps = new Podium(select);
    this.steps = this.#steps.element;
    this.noMatch.className = 'message no-match';
    element.addStyles(optionStyles);
  }

  /** The plain words of the rows with the wishes of the page over them; the same object while nothing else is wished. */
  dress(plain: RowFormat): RowFormat {
    const { element, say, warn, selfId, settings } = this.#host;
    const { language: locale, scoreFormatter, renderRow, entries, scoreUnit } = element;
    const { maskNames: mask, scoreFormat: format } = settings;
    const unit = scoreUnit.slice(0, 40);
    const wishes = { locale, mask, format, unit, selfId: selfId(), isOwnData: entries !== undefined, scoreFormatter, renderRow }; // prettier-ignore
    const inputs = [plain, ...Object.values(wishes)];
    if (shallowChanged(inputs, this.#inputs)) this.#style = undefined;
    this.#inputs = inputs;
    return (this.#style ??= createRowFormat(plain, { ...wishes, say, warn }));
  }

  /** The field to search by, where there is to be one. */
  renderSearch(): TemplateResult | undefined {
    const { element, say } = this.#host;
    const search = (text: string) => {
      this.search = text;
      element.requestUpdate();
    };
    return element.searchable ? renderSearch(this.search, say, search) : undefined;
  }

  /** Which rows are asked for, without those that have steps. */
  choose(ranking: Ranking): RowSelection {
    const { element, settings } = this.#host;
    const { total } = ranking;
    const isFinal = element.session?.status === 'COMPLETED' && total >= 3;
    const hasSteps = (element.podium || isFinal) && settings.view !== 'around' && !element.renderRow;
    const found = this.search.trim() ? findPlayers(ranking, this.search) : undefined;
    const podium = (this.#podium = hasSteps && !found ? Math.min(3, total) : 0);
    const [from, end] = listRange({ ...settings, total, self: element.self?.position ?? -1, podium });
    return { from, end, found };
  }

  /** Shows what is beside the list. */
  show(model: ListModel, animate: boolean): void {
    const podium = [0, 1, 2].slice(0, this.#podium).map((position) => model.at(position)!);
    this.#steps.show(podium, model.style, animate);
    const isAtLoss = this.search !== '' && model.count === 0;
    this.noMatch.hidden = !isAtLoss;
    // to write even the same text anew costs a frame
    if (isAtLoss) this.noMatch.textContent = this.#host.say('boardNoMatch', { text: this.search });
  }

  /** Lets a wall screen go on by itself, or stop. */
  turnPages(scroller: HTMLElement | undefined): void {
    if (scroller && this.#host.settings.display === 'kiosk') this.#stopPages ??= turnPages(scroller);
    else if (this.#stopPages) this.#stopPages = void this.#stopPages();
  }
}
