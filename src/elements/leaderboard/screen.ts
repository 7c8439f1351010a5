/** What of the board is on the screen. Rows are shown anew only when something about them is another thing. */
import type { CSSResultOrNative } from 'lit';
import type { SessionPlayer } from '../../api/meshmap.js';
import type { Standing } from '../../api/rank.js';
import type { Steps } from './extras/steps.js';
import type { Say } from './header.js';
import type { Code, LateCode } from './late-code.js';
import { RowList } from './list.js';
import { buildModel, type ListModel } from './model.js';
import { plainStyle } from './row-style.js';
import type { RowContext, RowStyle, RowView } from './row.js';
import type { BoardSettings } from './settings.js';
import { differ, type Shown, type Standings } from './standings.js';

/** How the board is to look. */
export interface ScreenWishes {
  readonly settings: BoardSettings;
  readonly locale: string;
  readonly selfId?: string;
  readonly isOwnData: boolean;
  readonly isFinal: boolean;
  readonly podium: boolean;
  readonly searchable: boolean;
  readonly scoreUnit: string;
  readonly scoreFormatter?: (score: number, player: SessionPlayer) => string;
  readonly renderRow?: (player: SessionPlayer, context: RowContext) => unknown;
}

/** What the board is to show. */
export interface ScreenState {
  readonly standings: Standings;
  readonly self?: Standing;
  /** The list is there to be seen. */
  readonly isReady: boolean;
  /** Rows may travel: these are changes, and not another list. */
  readonly moves: boolean;
}

export interface ScreenHost {
  readonly say: Say;
  readonly warn: (message: string) => void;
  readonly select: (view: RowView) => void;
  /** Other rows came into view. */
  readonly onWindow: () => void;
  readonly styles: readonly CSSResultOrNative[];
}

export class BoardScreen {
  search = '';
  selectedId?: string;
  /** What the board adds to a plain one, once that is here. */
  extras?: Code['extras'];
  steps?: Steps;
  style!: RowStyle;
  /** Whether the board can be shown as wished: never a moment without the mask, or with rows of another height. */
  isComplete = true;
  readonly #host: ScreenHost;
  readonly #late: LateCode;
  #wishes!: ScreenWishes;
  #list?: RowList;
  #model?: ListModel;
  #styleInputs?: readonly unknown[];
  #modelInputs?: readonly unknown[];
  #stopPages?: () => void;

  constructor(late: LateCode, host: ScreenHost) {
    this.#late = late;
    this.#host = host;
  }

  get shown(): Shown {
    return this.#list?.shown ?? [0, 0];
  }

  /** Makes the words of the rows, anew only when something they depend on is another thing: all rows follow. */
  dress(root: ShadowRoot, wishes: ScreenWishes): void {
    const { say, warn, select, styles } = this.#host;
    const { settings, locale, podium, searchable, scoreUnit, selfId, isOwnData, scoreFormatter, renderRow } = wishes;
    const { maskNames: mask, scoreFormat: format, display } = settings;
    const isUsual = display === 'table' && mask === 'none' && format === 'number';
    const isPlain = isUsual && !(podium || searchable || scoreUnit || isOwnData || renderRow || scoreFormatter);
    if (!this.extras && (!isPlain || wishes.isFinal)) {
      const extras = (this.extras = this.#late.get('extras') ?? undefined);
      this.steps = extras && new extras.Steps(select);
      extras?.adoptExtraStyles(root, styles);
    }
    this.#wishes = wishes;
    this.isComplete = isPlain || !!this.extras;
    const inputs = [say('boardYou'), say('boardUnnamed'), locale, mask, format, scoreUnit, selfId, isOwnData, scoreFormatter, renderRow, isPlain || this.extras]; // prettier-ignore
    if (!differ(inputs, this.#styleInputs)) return;
    this.#styleInputs = inputs;
    const plain = plainStyle(locale, say);
    const dressing = { locale, say, mask, format, unit: scoreUnit, selfId, isOwnData, scoreFormatter, renderRow, warn };
    // until the mask is there, nobody has a name
    this.style = isPlain ? plain : (this.extras?.dress(plain, dressing) ?? { ...plain, name: () => '' });
  }

  /** Shows the board inside `root`; a poll that changes nothing ends here. */
  show(root: ShadowRoot, { standings, self, isReady, moves }: ScreenState): void {
    const { extras, search, selectedId, style } = this;
    const { settings, podium, isFinal, renderRow } = this.#wishes;
    const { view, limit, around, display } = settings;
    const { changes } = this.#late.here;
    const list = (this.#list ??= new RowList(root, this.#late, this.#host.select, this.#host.onWindow));
    this.turnPages(display === 'kiosk' && isReady);
    const isPodium = (podium || (isFinal && standings.ranking.total >= 3)) && view !== 'around';
    const hasPodium = isPodium && !renderRow && extras !== undefined;
    const inputs = [standings, standings.version, style, view, limit, around, hasPodium, search, selectedId, isReady];
    if (!differ(inputs, this.#modelInputs)) return;
    this.#modelInputs = inputs;
    const found = search.trim() ? extras?.findPlayers(standings.ranking, search) : undefined;
    const animate = moves && !document.hidden && !changes?.prefersStill();
    const model = buildModel({ standings, self, style, changes, selectedId, hasPodium, found, view, limit, around });
    this.#model = model;
    list.show(model, animate);
    this.steps?.show(model.podium, model, animate);
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
}
