/** What of the board is on the screen. Rows are shown anew only when something about them is another thing. */
import { prefersStill } from '../../shared/reduced-motion.js';
import type { BoardExtras } from './options.js';
import type { BoardHost } from './host.js';
import { RowList } from './virtual-rows.js';
import { buildModel } from './list-model.js';
import { plainStyle } from './row-format.js';
import type { RowStyle } from './row.js';
import { differ, type Standings } from './types.js';

export class BoardScreen {
  selectedId?: string;
  style!: RowStyle;
  /** Once there is something to show. */
  list?: RowList;
  /** What the board adds to a plain one, once that is here. */
  extras?: BoardExtras;
  /** Whether the board can be shown as wished: never a moment without the mask, or with rows of another height. */
  isComplete = true;
  readonly #host: BoardHost;
  /** Other rows came into view. */
  readonly #onWindow: () => void;
  #plain!: RowStyle;
  #words?: readonly unknown[];
  #inputs?: readonly unknown[];

  constructor(host: BoardHost, onWindow: () => void) {
    this.#host = host;
    this.#onWindow = onWindow;
  }

  /** Makes the words of the rows, anew only when something they depend on is another thing: all rows follow. */
  dress(): void {
    const { element, late, say, settings } = this.#host;
    const { language, podium, searchable, scoreUnit, entries, renderRow, scoreFormatter, session } = element;
    const words = [language, say('boardYou'), say('boardUnnamed')];
    if (differ(words, this.#words)) this.#plain = plainStyle(language, say);
    this.#words = words;
    const { display, maskNames, scoreFormat, view } = settings;
    const isUsual = display === 'table' && maskNames === 'none' && scoreFormat === 'number' && view !== 'around';
    const isPlain = isUsual && !(podium || searchable || scoreUnit || entries || renderRow || scoreFormatter);
    if (!isPlain || session?.status === 'COMPLETED') {
      const code = late.get('extras');
      if (code) this.extras ??= new code.BoardExtras(this.#host);
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
    const isReady = element.state === 'ready' && element.near;
    const list = (this.list ??= new RowList(element.renderRoot, select, this.#onWindow));
    extras?.turnPages(isReady ? list.scroller : undefined);
    const inputs = [standings, standings.version, style, view, limit, around, podium, session?.status, extras, extras?.search, selectedId, isReady]; // prettier-ignore
    if (!differ(inputs, this.#inputs)) return;
    this.#inputs = inputs;
    const animate = moves && !document.hidden && !prefersStill();
    const { total } = standings.ranking;
    const choice = extras?.choose(standings.ranking) ?? {
      end: view === 'full' || !limit ? total : Math.min(total, limit),
    };
    const model = buildModel({ standings, self, style, selectedId, ...choice });
    list.show(model, animate);
    extras?.show(model, animate);
  }
}
