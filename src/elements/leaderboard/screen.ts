/** What of the board is on the screen. Rows are shown anew only when something about them is another thing. */
import { adoptStyles, type CSSResultOrNative } from 'lit';
import type { SessionPlayer } from '../../api/meshmap.js';
import type { Standing } from '../../api/rank.js';
import { stringsFor } from '../../shared/strings.js';
import type * as Extras from './extras.js';
import type { Steps } from './extras/steps.js';
import type { Say } from './header.js';
import { RowList } from './list.js';
import { buildModel, type ListModel } from './model.js';
import { plainStyle } from './row-style.js';
import type { RowContext, RowStyle, RowView } from './row.js';
import { differ, type BoardSettings } from './settings.js';
import type { Standings } from './standings.js';

export interface ScreenWishes {
  readonly settings: BoardSettings;
  readonly locale: string;
  readonly selfId?: string;
  readonly self?: Standing;
  readonly standings: Standings;
  /** Another one whenever rows may be others. */
  readonly version: number;
  readonly isOwnData: boolean;
  readonly isFinal: boolean;
  /** The list is there to be seen. */
  readonly isReady: boolean;
  /** Rows may travel: these are changes, and not another list. */
  readonly moves: boolean;
  readonly podium: boolean;
  readonly searchable: boolean;
  readonly search: string;
  readonly selectedId?: string;
  readonly scoreUnit: string;
  readonly scoreFormatter?: (score: number, player: SessionPlayer) => string;
  readonly renderRow?: (player: SessionPlayer, context: RowContext) => unknown;
}

export interface ScreenHost {
  readonly say: Say;
  readonly warn: (message: string) => void;
  readonly select: (view: RowView) => void;
  /** Asks for another update. */
  readonly update: () => void;
  /** Other rows came into view. */
  readonly onWindow: () => void;
  readonly styles: readonly CSSResultOrNative[];
}

/** Fetched once for all boards of the page. */
let fetched: typeof Extras | undefined;

export class BoardScreen {
  extras?: typeof Extras;
  steps?: Steps;
  style?: RowStyle;
  readonly #host: ScreenHost;
  #list?: RowList;
  #model?: ListModel;
  #styleInputs?: readonly unknown[];
  #modelInputs?: readonly unknown[];
  #isFetching = false;
  #stopPages?: () => void;

  constructor(host: ScreenHost) {
    this.#host = host;
  }

  /** Positions in the document: first, and the one after the last. */
  get positions(): readonly [number, number] {
    return this.#list?.positions ?? [0, 0];
  }

  /** Sees to the extras when they are asked for: at once when another board has fetched them. */
  prepare(root: ShadowRoot, wishes: Omit<ScreenWishes, 'self'>): void {
    if (this.extras || (isPlain(wishes) && !wishes.isFinal)) return;
    if (fetched) this.#take(fetched, root);
    else void this.#fetchExtras(root);
  }

  /** Whether the board can be shown: without extras, or with those that it needs. */
  has(wishes: Omit<ScreenWishes, 'self'>): boolean {
    return this.extras !== undefined || isPlain(wishes);
  }

  /** Makes the words of the rows, anew only when something they depend on is another thing: all rows follow. */
  dress(wishes: Omit<ScreenWishes, 'self'>): void {
    const { say, warn } = this.#host;
    const { settings, locale, scoreUnit, selfId, isOwnData, scoreFormatter, renderRow } = wishes;
    const { maskNames: mask, scoreFormat: format } = settings;
    const inputs = [stringsFor(locale), locale, mask, format, scoreUnit, selfId, isOwnData, scoreFormatter, renderRow, this.extras]; // prettier-ignore
    if (!differ(inputs, this.#styleInputs)) return;
    this.#styleInputs = inputs;
    this.style = plainStyle(locale, say);
    if (isPlain(wishes)) return;
    const dressing = { locale, say, mask, format, unit: scoreUnit, selfId, isOwnData, scoreFormatter, renderRow, warn };
    // until the mask is there, nobody has a name
    this.style = this.extras?.dress(this.style, dressing) ?? { ...this.style, name: () => '' };
  }

  /** Shows the board inside `root`; a poll that changes nothing ends here. */
  show(root: ShadowRoot, wishes: ScreenWishes): void {
    const { select, say, onWindow } = this.#host;
    const { settings, standings, version, isFinal, isReady, moves, search, selectedId } = wishes;
    const { view, limit, around, display } = settings;
    this.#list ??= new RowList(root, select, onWindow);
    this.turnPages(display === 'kiosk' && isReady);
    const isPodium = (wishes.podium || (isFinal && standings.ranking.total >= 3)) && view !== 'around';
    const hasPodium = isPodium && !wishes.renderRow && this.extras !== undefined;
    const inputs = [version, this.style, view, limit, around, hasPodium, search, selectedId, isReady];
    if (!differ(inputs, this.#modelInputs) || !this.style) return;
    this.#modelInputs = inputs;
    const found = search.trim() ? this.extras?.findPlayers(standings.ranking, search) : undefined;
    this.#model = buildModel({ ...wishes, style: this.style, hasPodium, found, view, limit, around });
    this.#list.show(this.#model, moves);
    this.steps?.show(this.#model.podium, this.style, say, moves);
  }

  /** Brings a position into view; false when the list does not have it. */
  scrollTo(position: number): boolean {
    return this.#list?.scrollTo(this.#model?.indexOf(position) ?? -1) ?? false;
  }

  /** Has more rows in the document while the page is printed. */
  print(isOn: boolean): void {
    this.#list?.print(isOn);
  }

  /** Lets a wall screen go on by itself, or stop. */
  turnPages(isOn: boolean): void {
    if (isOn) this.#stopPages ??= this.#list && this.extras?.turnPages(this.#list.scroller);
    else if (this.#stopPages) this.#stopPages = void this.#stopPages();
  }

  async #fetchExtras(root: ShadowRoot): Promise<void> {
    if (this.#isFetching) return;
    this.#isFetching = true;
    try {
      fetched = await import('./extras.js');
      this.#take(fetched, root);
      this.#host.update();
    } catch (error) {
      this.#host.warn(`a part of the code did not load; the next poll tries again. ${String(error)}`);
    }
    this.#isFetching = false;
  }

  #take(extras: typeof Extras, root: ShadowRoot): void {
    this.extras = extras;
    this.steps = new extras.Steps(this.#host.select);
    adoptStyles(root, [...this.#host.styles, extras.extraStyles]);
  }
}

/** Whether the board does without the extras. */
function isPlain(wishes: Omit<ScreenWishes, 'self'>): boolean {
  const { settings, podium, searchable, scoreUnit, isOwnData, renderRow, scoreFormatter } = wishes;
  const { display, maskNames, scoreFormat } = settings;
  const isUsual = display === 'table' && maskNames === 'none' && scoreFormat === 'number';
  return isUsual && !(podium || searchable || scoreUnit || isOwnData || renderRow || scoreFormatter);
}
