/* eslint lit-a11y/no-redundant-role: "off" -- Safari takes lists without markers for no lists */
/** The rarer options of a board, lazy-loaded as one: podium, result, search, gap, prizes, zones, ticker, kiosk, sharing. */
import { html, nothing, type TemplateResult } from 'lit';
import { systemClock } from '../../api/clock.js';
import { parseWebUrl } from '../../api/sanitize.js';
import type { Ranking, Standing } from '../../ranking/rank.js';
import { joinCode } from '../../shared/join-code.styles.js';
import { lazyModule } from '../../shared/lazy-modules.js';
import '../../shared/locales/en-leaderboard-extras.js';
import { foldForSearch } from '../../shared/search-text.js';
import { turnPages } from './kiosk.js';
import { hasScores, listRange, type ListModel, type RowSelection } from './list-model.js';
import { resultText } from './notifier.js';
import { optionStyles } from './options.styles.js';
import { Podium } from './podium.js';
import { parseRanges } from './rank-ranges.js';
import { createRowFormat } from './row-format-options.js';
import { shallowChanged, type BoardChanges, type RankRange, type RowFormat, type RowView, type Standings, type ViewHost } from './types.js'; // prettier-ignore

export { shareStanding } from './share.js';

const qrModule = lazyModule('the QR code', () => import('../../shared/join-code.js'), 'meshmap');

/** Lines of the ticker. */
const TICKER_LINES = 3;
/** Font size of prizes, as a share of the rows'. */
const PRIZE_SIZE = 0.8125;
/** Places won within half a minute that make a run. */
const RUN = 3;

export class BoardOptions {
  /** Another number whenever the list has to be shown anew. */
  revision = 0;
  readonly #host: ViewHost;
  readonly #podium: Podium;
  #search = '';
  /** Result of the search, as announced. */
  #found?: number;
  #podiumSize = 0;
  #ticker: readonly string[] = [];
  #inputs?: readonly unknown[];
  #format?: RowFormat;
  #ranges: { prizes?: unknown; zones?: unknown; parsed: { prizes: readonly RankRange[]; zones: readonly RankRange[] } } = { parsed: { prizes: [], zones: [] } }; // prettier-ignore
  #kiosk?: { readonly scroller: HTMLElement; readonly seconds: number; readonly stop: () => void };

  /** @param select called when the reader chooses a player of the podium */
  constructor(host: ViewHost, select: (view: RowView) => void) {
    this.#host = host;
    this.#podium = new Podium(select);
    host.addStyles(joinCode, optionStyles);
  }

  /** The plain format with the options over it; the same object while no input differs. */
  updateFormat(plain: RowFormat, isNarrow: boolean): RowFormat {
    const host = this.#host;
    const { language: locale, scoreFormatter, renderRow, scoreUnit, selfId } = host;
    const { maskNames: mask, scoreFormat: format } = host.settings;
    const { prizes, zones } = this.#parseRanges();
    const unit = scoreUnit.slice(0, 40);
    const options = { locale, mask, format, unit, isNarrow, selfId, prizes, scoreFormatter, renderRow };
    const inputs = [plain, zones, host.showGap, ...Object.values(options)];
    if (shallowChanged(inputs, this.#inputs))
      this.#format = createRowFormat(plain, { ...options, warn: (message) => host.warn(message) });
    this.#inputs = inputs;
    return this.#format!;
  }

  /** Search field, result and podium: what stands above the list. */
  renderAbove(total: number, format: RowFormat): TemplateResult {
    const { searchable, session, self, ticker } = this.#host;
    const isFinal = session?.status === 'COMPLETED';
    return html`${searchable ? this.#renderSearch() : nothing}
      ${isFinal && total ? html`<p class="result" part="result">${resultText(self, total, format)}</p>` : nothing}
      ${this.#podium.element}
      ${
        ticker && this.#ticker.length
          ? html`<ul class="ticker" part="ticker" role="list">
              ${this.#ticker.map((line) => html`<li><bdi>${line}</bdi></li>`)}
            </ul>`
          : nothing
      }`;
  }

  /** Rendered below the list: the message of an empty search result, and the QR code. */
  renderBelow(): TemplateResult {
    const text = this.#search.trim();
    return html`${
      this.#found === 0 && text
        ? html`<p class="message no-match">${this.#host.localize('boardNoMatch', { text })}</p>`
        : nothing
    }${this.#renderJoin()}`;
  }

  /** Empties the search field, so that every row is in the list. */
  clearSearch(): void {
    if (!this.#search) return;
    this.#search = '';
    this.revision++;
  }

  /** Which rows are shown, without those on the podium. */
  select({ ranking }: Standings): RowSelection {
    const { podium, session, settings, renderRow, self, selfId } = this.#host;
    const { total } = ranking;
    const isFinal = session?.status === 'COMPLETED' && hasScores(ranking);
    const hasPodium = (podium || isFinal) && settings.view !== 'around' && !renderRow;
    const found = this.#search.trim() ? findPlayers(ranking, this.#search, this.#format!) : undefined;
    this.#found = found?.length;
    this.#podiumSize = hasPodium && !found ? Math.min(3, total) : 0;
    const [from, end] = listRange({ ...settings, total, self: self?.position ?? -1, podium: this.#podiumSize });
    const { zones } = this.#ranges.parsed;
    return { from, end, found, zones, gap: selfId === undefined ? undefined : this.#gapOf(ranking, self) };
  }

  /** Shows what is beside the list; changes are animated for `duration` ms. */
  show(model: ListModel, duration: number): void {
    const { renderRoot, session } = this.#host;
    const podium = [0, 1, 2].slice(0, this.#podiumSize).flatMap((position) => model.at(position) ?? []);
    this.#podium.show(podium, model.format, session?.status === 'COMPLETED', duration);
    const board = renderRoot.querySelector<HTMLElement>('.board')!;
    const { prizes } = this.#ranges.parsed;
    const heading = prizes.length ? this.#host.localize('boardPrize').length : 0;
    const longest = Math.max(heading, ...prizes.map(({ text }) => text.length));
    board.style.setProperty('--_longest-prize', `${(longest + 1) * PRIZE_SIZE}ch`);
    board.toggleAttribute('data-prizes', longest > 0);
    // a table of which everybody is on the podium has nothing but a head
    board.toggleAttribute('data-empty', model.count === 0 && podium.length > 0);
  }

  /** Adds what happened to the ticker: who leads, who joined, who is on a run. */
  report({ joined, leader }: BoardChanges, { ranking, deltas }: Standings, format: RowFormat): void {
    if (!this.#host.ticker) return;
    const lines: string[] = [];
    const { localize } = format;
    if (leader) lines.push(localize('boardTickerLead', { name: format.name(leader.to) }));
    const now = systemClock.elapsed();
    for (const player of ranking.slice(0, 20)) {
      const places = deltas?.of(player.playerId, ranking.find(player.playerId)?.rank ?? 0, now) ?? 0;
      if (places >= RUN && player.playerId !== leader?.to.playerId)
        lines.push(localize('boardTickerRun', { name: format.name(player), places: format.number(places) }));
    }
    for (const player of joined.slice(0, TICKER_LINES))
      lines.push(localize('boardTickerJoin', { name: format.name(player) }));
    if (lines.length) this.#ticker = [...new Set([...lines, ...this.#ticker])].slice(0, TICKER_LINES);
  }

  /** Lets a kiosk go on by itself, or stops it. */
  turnPages(scroller: HTMLElement | undefined): void {
    const { settings } = this.#host;
    const { rotate: seconds } = settings;
    const wanted = settings.display === 'kiosk' && seconds > 0 ? scroller : undefined;
    if (wanted === this.#kiosk?.scroller && (!wanted || seconds === this.#kiosk?.seconds)) return;
    this.#kiosk?.stop();
    this.#kiosk = wanted && {
      scroller: wanted,
      seconds,
      stop: turnPages({ scroller: wanted, seconds, nextBoard: () => this.#host.showNextTab() }),
    };
  }

  #parseRanges() {
    const { prizes, zones } = this.#host;
    const known = this.#ranges;
    if (known.prizes === prizes && known.zones === zones) return known.parsed;
    const warn = (message: string) => this.#host.warn(message);
    const parsed = { prizes: parseRanges('prizes', prizes, warn), zones: parseRanges('zones', zones, warn) };
    this.#ranges = { prizes, zones, parsed };
    this.revision++;
    return parsed;
  }

  #renderSearch(): TemplateResult {
    const label = this.#host.localize('boardSearch');
    return html`<div class="search" part="search">
      <input type="search" aria-label=${label} placeholder=${label} .value=${this.#search} @input=${this.#onSearch} />
    </div>`;
  }

  readonly #onSearch = ({ target }: InputEvent): void => {
    this.#search = (target as HTMLInputElement).value;
    this.revision++;
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => {
      const count = this.#found;
      if (count === undefined) return;
      const n = this.#format!.number(count);
      this.#host.announceText(this.#host.localize('boardFound', { count, n }));
      this.#host.requestUpdate();
    });
  };

  #renderJoin(): unknown {
    const host = this.#host;
    if (!host.joinUrl) return nothing;
    const url = parseWebUrl(host.joinUrl, document.baseURI)?.href;
    if (!url) {
      host.warn('join-url is no http(s) address.');
      return nothing;
    }
    const qr = qrModule.request(host, ({ message }) => host.warn(message));
    const code = qr?.renderJoinCode(url, host.localize('boardJoin'));
    if (qr && !code) host.warn('join-url is longer than a QR code holds.');
    return code ?? nothing;
  }

  /** "12 points to 3rd · 5 ahead of 5th", as far as the neighbours are known. */
  #gapOf(ranking: Ranking, self: Standing | undefined): string | undefined {
    const { showGap, comparator } = this.#host;
    const format = this.#format!;
    if (!showGap || comparator || !self || !Number.isFinite(self.player.score)) return undefined;
    const distance = (to: Neighbour, name: 'boardGap' | 'boardLead') => {
      const gap = Math.abs(to.score - self.player.score);
      const text = `${format.score(gap, self.player)} ${format.unit}`.trim();
      const place = format.localize('boardPlace', { ordinal: to.rank, n: format.number(to.rank) });
      return format.localize(name, { gap: text, place });
    };
    const above = neighbour(ranking, self, -1);
    const below = neighbour(ranking, self, 1);
    return [above && distance(above, 'boardGap'), below && distance(below, 'boardLead')].filter(Boolean).join(' · ') || undefined; // prettier-ignore
  }
}

interface Neighbour {
  readonly score: number;
  readonly rank: number;
}

/** Equal scores looked through for the next better or worse one. */
const MOST_TIES = 500;

/** The nearest player of another rank; undefined at the ends, and where a gateway has not sent that row. */
function neighbour(ranking: Ranking, { position, rank }: Standing, step: 1 | -1): Neighbour | undefined {
  for (let place = position + step; Math.abs(place - position) <= MOST_TIES; place += step) {
    const player = ranking.at(place);
    if (!player || !Number.isFinite(player.score)) return undefined;
    const other = ranking.rankAt(place);
    if (other !== rank) return { score: player.score, rank: other };
  }
  return undefined;
}

/**
 * Positions of the players whose name contains `text`, best first; without regard to case and accents. Names are searched
 * as they are shown: a mask must not be undone by searching.
 */
export function findPlayers(ranking: Ranking, text: string, { name }: Pick<RowFormat, 'name'>): number[] {
  const wanted = foldForSearch(text.trim());
  const found: number[] = [];
  for (let position = 0; position < ranking.total; position++) {
    if (foldForSearch(name(ranking.at(position)!)).includes(wanted)) found.push(position);
  }
  return found;
}
