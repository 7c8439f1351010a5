/** What is on the screen: the format of the rows, the list, and the options. Rows are shown anew only when an input differs. */
import { prefersReducedMotion } from '../../shared/reduced-motion.js';
import { lazyModule } from '../../shared/lazy-modules.js';
import { buildListModel } from './list-model.js';
import type { BoardOptions } from './options.js';
import { plainRowFormat } from './row-format.js';
import { shallowChanged, type RowFormat, type RowView, type Standings, type ViewHost, type VisibleRows } from './types.js'; // prettier-ignore
import { VirtualRows } from './virtual-rows.js';

/** What attributes and properties add to a plain board. */
const optionsModule = lazyModule('the leaderboard options', () => import('./options.js'), 'meshmap');

export class ViewController {
  selectedId?: string;
  format!: RowFormat;
  /** The rarer options, once loaded. */
  options?: BoardOptions;
  /** False while options load: names are never shown without their mask, nor rows of another height. */
  isComplete = true;
  readonly #host: ViewHost;
  readonly #select: (view: RowView) => void;
  readonly #onWindow: () => void;
  /** Once there is something to show. */
  #list?: VirtualRows;
  /** Whether the format is that of a narrow box. */
  #isNarrow = false;
  #plain!: RowFormat;
  #plainInputs?: readonly unknown[];
  #inputs?: readonly unknown[];

  /**
   * @param select called when the reader chooses a row
   * @param onWindow called when other rows came into view
   */
  constructor(host: ViewHost, select: (view: RowView) => void, onWindow: () => void) {
    this.#host = host;
    this.#select = select;
    this.#onWindow = onWindow;
  }

  /** Positions on the screen. */
  get visible(): VisibleRows {
    return this.#list?.visible ?? [0, 0];
  }

  /** Whether the box became narrow or wide since the format was made. */
  get isOutdated(): boolean {
    return this.#list !== undefined && this.#list.isNarrow !== this.#isNarrow;
  }

  /** For methods of the element that need the options although no attribute does. */
  loadOptions(): ReturnType<typeof optionsModule.load> {
    return optionsModule.load();
  }

  /** Set while the options load. */
  get pending(): Promise<unknown> | undefined {
    return this.isComplete ? undefined : optionsModule.pending;
  }

  /** Makes the format of the rows, anew only when something it depends on differs: all rows follow. */
  updateFormat(): void {
    const host = this.#host;
    const { language: locale, localize, entries, selfId: id, connection } = host;
    const isOwnData = entries !== undefined;
    const isNarrow = (this.#isNarrow = this.#list?.isNarrow ?? false);
    const name = connection?.player.name;
    const inputs = [locale, localize('boardYou'), localize('boardUnnamed'), isOwnData, isNarrow, id, name];
    if (shallowChanged(inputs, this.#plainInputs))
      this.#plain = plainRowFormat({ locale, localize, isOwnData, isNarrow, self: { id, name } });
    this.#plainInputs = inputs;
    const isPlain = !needsOptions(host);
    if (!isPlain || host.session?.status === 'COMPLETED') {
      const code = optionsModule.request(host, ({ message }) => host.warn(message));
      if (code) this.options ??= new code.BoardOptions(host, this.#select);
    }
    this.isComplete = isPlain || this.options !== undefined;
    this.format = this.options?.updateFormat(this.#plain, isNarrow) ?? this.#plain;
  }

  /** Shows the board; a poll that changes nothing ends here. `moves`: these are changes, and not another list. */
  show(standings: Standings, moves: boolean): void {
    const { options, selectedId, format } = this;
    const { renderRoot, settings, session, self, state, isNearViewport, podium } = this.#host;
    const { view, limit, around, display } = settings;
    const isReady = state === 'ready';
    const list = (this.#list ??= new VirtualRows(renderRoot, this.#select, this.#onWindow));
    options?.turnPages(isReady && isNearViewport ? list.scroller : undefined);
    const inputs = [standings.ranking, standings.version, format, view, limit, around, display, podium, session?.status, options, options?.revision, selectedId, isReady]; // prettier-ignore
    if (!shallowChanged(inputs, this.#inputs)) return;
    this.#inputs = inputs;
    const duration = moves && !document.hidden && !prefersReducedMotion() ? list.duration : 0;
    const { total } = standings.ranking;
    const selection = options?.select(standings) ?? {
      end: view === 'full' || !limit ? total : Math.min(total, limit),
    };
    const isPaged = display === 'kiosk';
    const model = buildListModel({ standings, self, format, selectedId, isPaged, ...selection });
    list.show(model, duration);
    options?.show(model, duration);
  }

  /** Brings a position of the order into view; false when the list does not have it. */
  scrollTo(position: number): boolean {
    return this.#list?.scrollToPosition(position) ?? false;
  }

  restoreScroll(): void {
    this.#list?.restoreScroll();
  }

  print(isOn: boolean): void {
    this.#list?.print(isOn);
  }
}

/** Whether any setting asks for more than a plain board has. */
function needsOptions(host: ViewHost): boolean {
  const { display, maskNames, scoreFormat, view } = host.settings;
  if (display !== 'table' || maskNames !== 'none' || scoreFormat !== 'number' || view === 'around') return true;
  const { podium, searchable, scoreUnit, showGap, ticker, prizes, zones, joinUrl, renderRow, scoreFormatter } = host;
  const isSet = podium || searchable || showGap || ticker || renderRow !== undefined || scoreFormatter !== undefined;
  return isSet || scoreUnit !== '' || joinUrl !== '' || prizes.length > 0 || zones.length > 0;
}
