/** What of the board is on the screen. Rows are shown anew only when something about them is another thing. */
import { prefersReducedMotion } from '../../shared/reduced-motion.js';
import type { BoardOptions } from './options.js';
import type { LeaderboardHost } from './host.js';
import { VirtualRows } from './virtual-rows.js';
import { buildListModel } from './list-model.js';
import { defaultRowFormat } from './row-format.js';
import type { RowFormat } from './row.js';
import { shallowChanged, type Standings } from './types.js';

export class ViewController {
  selectedId?: string;
  style!: RowFormat;
  /** Once there is something to show. */
  list?: VirtualRows;
  /** What the board adds to a plain one, once that is here. */
  extras?: BoardOptions;
  /** Whether the board can be shown as wished: never a moment without the mask, or with rows of another height. */
  isComplete = true;
  readonly #host: LeaderboardHost;
  /** Other rows came into view. */
  readonly #onWindow: () => void;
  #plain!: RowFormat;
  #words?: readonly unknown[];
  #inputs?: readonly unknown[];

  constructor(host: LeaderboardHost, onWindow: () => void) {
    this.#host = host;
    this.#onWindow = onWindow;
  }

  /** Makes the words of the rows, anew only when something they depend on is another thing: all rows follow. */
  dress(): void {
    const { element, late, say, settings } = this.#host;
    const { language, podium, searchable, scoreUnit, entries, renderRow, scoreFormatter, session } = element;
    const words = [language, say('boardYou'), say('boardUnnamed')];
    if (shallowChanged(words, this.#words)) this.#plain = defaultRowFormat(language, say);
    this.#words = words;
    const { display, maskNames, scoreFormat, view } = settings;
    const isUsual = display === 'table' && maskNames === 'none' && scoreFormat === 'number' && view !== 'around';
    const isPlain = isUsual && !(podium || searchable || scoreUnit || entries || renderRow || scoreFormatter);
    if (!isPlain || session?.status === 'COMPLETED') {
      const code = late.get('extras');
      if (code) this.extras ??= new code.BoardOptions(this.#host);
    }
    this.isComplete = isPlain || this.extras !== undefined;
    // until the mask is there, nobody has a name
    this.style = isPlain ? this.#plain : (this.extras?.dress(this.#plain) ?? { ...this.#plain, name: () => '' });
  }

  /** Shows the board; a poll that changes nothing ends here. `moves`: these are changes, and not another list. */
  show(standings: Standings, moves: boolean): void {
    const { extras, selectedId, style } = this;
    const { element, settings, select } = this.#host;
    const { view, limit, around } = settings;
    const { podium, session, self } = element;
    const isReady = element.state === 'ready' && element.isNearViewport;
    const list = (this.list ??= new VirtualRows(element.renderRoot, select, this.#onWindow));
    extras?.turnPages(isReady ? list.scroller : undefined);
    const inputs = [standings, standings.version, style, view, limit, around, podium, session?.status, extras, extras?.search, selectedId, isReady]; // prettier-ignore
    if (!shallowChanged(inputs, this.#inputs)) return;
    this.#inputs = inputs;
    const animate = moves && !document.hidden && !prefersReducedMotion();
    const { total } = standings.ranking;
    const choice = extras?.choose(standings.ranking) ?? {
      end: view === 'full' || !limit ? total : Math.min(total, limit),
    };
    const model = buildListModel({ standings, self, style, selectedId, ...choice });
    list.show(model, animate);
    extras?.show(model, animate);
  }
}
