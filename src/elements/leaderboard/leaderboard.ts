/* eslint lit-a11y/no-redundant-role: "off" -- a table laid out by grid loses its meaning without the roles */
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { ApiError } from '../../api/error.js';
import type { GameSession, SessionPlayer } from '../../api/meshmap/index.js';
import type { PlayerComparator, RankingMethod, ScoreOrder, Standing } from '../../ranking/rank.js';
import { define } from '../../shared/define.js';
import { enumAttribute } from '../../shared/enum-attribute.js';
import { numberFormat } from '../../shared/format.js';
import { titleOf } from '../../shared/game-session.js';
import { GsDataElement } from '../../shared/gs-data-element.js';
import type { StateWord } from '../../shared/states.js';
import { shell, tokens } from '../../shared/tokens.styles.js';
import '../../shared/locales/en-leaderboard.js';
import { DataController } from './data-controller.js';
import { takeSnapshot, toCsv, type BoardSnapshot } from './export.js';
import { renderHeader, SessionClock } from './header.js';
import { styles } from './leaderboard.styles.js';
import { ChangeNotifier, LastVisit } from './notifier.js';
import { rows } from './rows.styles.js';
import { renderTabs, SessionSource } from './session-source.js';
import { WORDS, type BoardTab, type BoardView, type DataHost, type Entry, type LeaderboardSettings, type NameMask, type RankingUpdate, type RankRange, type RowContext, type RowView, type ScoreFormat, type ViewHost } from './types.js'; // prettier-ignore
import { ViewController } from './view-controller.js';

export type { BoardSnapshot, BoardTab, BoardView, Entry, NameMask, RankRange, RowContext, ScoreFormat };

const PRINT_EVENTS = ['beforeprint', 'afterprint'] as const;
/** Rows of an overlay without a `limit`. */
const OVERLAY_ROWS = 5;

/** Converter of attributes whose property also takes data. */
const asGiven = (value: unknown): unknown => value;

/**
 * The live scores of a Meshmap session: who leads, how far away the reader is, and what just moved.
 *
 * @tag gs-leaderboard
 * @slot header - Replaces heading, status, clock and player count.
 * @slot actions - Buttons at the end of the header.
 * @slot footer - Below the list.
 * @slot loading - While the first answer is awaited.
 * @slot empty - When nobody plays yet.
 * @slot error - When nothing can be shown.
 * @slot - Shown before the script arrives.
 * @event {CustomEvent<undefined>} gs-load - The first scores arrived.
 * @event {CustomEvent<{changed: number}>} gs-update - Newer scores arrived; `changed` counts rows that differ.
 * @event {CustomEvent<{playerId: string, from: number, to: number}>} gs-rank-change - The own rank or one of the first three changed.
 * @event {CustomEvent<{from: SessionPlayer, to: SessionPlayer}>} gs-leader-change - Another player leads.
 * @event {CustomEvent<{players: SessionPlayer[]}>} gs-player-join - Players joined.
 * @event {CustomEvent<{session: GameSession}>} gs-session-complete - The session is over.
 * @event {CustomEvent<{playerId: string, player: SessionPlayer, rank: number}>} gs-player-select - A row was chosen; cancelable.
 * @event {CustomEvent<{sessionId: string, label: string, index: number}>} gs-tab-change - The reader chose another tab.
 * @event {CustomEvent<{from: string, to: string}>} gs-state-change - The state word changed.
 * @event {CustomEvent<{error: ApiError, partial?: boolean}>} gs-error - A request failed, or rows were unreadable.
 * @csspart base - The box.
 * @csspart header - Heading and facts.
 * @csspart heading - Name of the session.
 * @csspart badge - Status, stale and offline badges.
 * @csspart status - The session's status.
 * @csspart clock - Countdown, elapsed time or length.
 * @csspart player-count - Number of players.
 * @csspart game-image - Picture of the mini game.
 * @csspart body - Everything below the header.
 * @csspart tabs - The tab list.
 * @csspart tab - A tab.
 * @csspart tab-selected - The chosen tab.
 * @csspart return - "You were 31st when you left".
 * @csspart result - The own place in a session that is over.
 * @csspart ticker - What happened lately.
 * @csspart search - The search field.
 * @csspart podium - The first three on steps.
 * @csspart podium-place - One step.
 * @csspart table - The table.
 * @csspart row - A row, also the pinned one.
 * @csspart row-self - The own row.
 * @csspart row-leader - A row of rank 1.
 * @csspart row-selected - The chosen row.
 * @csspart pinned - The own row at the edge.
 * @csspart separator - Between the list and an own row further down.
 * @csspart rank - Rank.
 * @csspart delta - Places won or lost lately.
 * @csspart avatar - Picture or initials.
 * @csspart player - Picture, name and marks of a row.
 * @csspart name - Name.
 * @csspart you - The mark of the own row.
 * @csspart gap - Distance of the own row to its neighbours.
 * @csspart overall - Place among everybody, on a board of some players.
 * @csspart zone - Name of the zone that begins with a row.
 * @csspart prize - What a rank wins.
 * @csspart score - Score.
 * @csspart unit - Unit of the score.
 * @csspart join - QR code of `join-url`.
 * @csspart skeleton - Placeholder while loading.
 * @csspart message - Text in place of the list.
 * @csspart retry-button - Tries again after a failure.
 * @csspart footer - Below the list.
 * @cssprop [--gs-leaderboard-height=26em] - Greatest height, where the page gives the element none.
 * @cssprop [--gs-leaderboard-row=2.75em] - Height of a row.
 * @cssprop [--gs-leaderboard-card=11em] - Least width of a card.
 * @cssstate loading - The first answer is awaited; likewise every other word of `state`.
 */
export class GsLeaderboard extends GsDataElement implements DataHost, ViewHost {
  static override styles = [tokens, shell, styles, rows];

  // ---- Which scores

  /** The session whose scores are shown. */
  @property({ attribute: 'session-id' }) sessionId = '';
  /** Id of a launcher or swiper whose session is shown; that of `session-id` while it has none. */
  @property() for = '';
  /** Several sessions in one box: `gs_1=Today; gs_2=This week`, or a list of `{sessionId, label}`. */
  @property({ type: asGiven }) tabs: string | readonly BoardTab[] = '';
  /** The reader's own player. Default: the provider's. */
  @property({ attribute: 'player-id' }) playerId?: string;
  /** Only these players (and the own one), ranked anew: ids separated by spaces or commas. */
  @property({ attribute: 'player-ids' }) playerIds = '';
  /** Only players for whom it returns true, ranked anew. */
  @property({ attribute: false }) filter?: (player: SessionPlayer) => boolean;
  /** Own rows in place of a session's; nothing is requested then. */
  @property({ attribute: false }) entries?: readonly Entry[];
  /** Seconds between polls. */
  @property({ type: Number }) override refresh = 5;

  // ---- In which order

  /** Whether the highest or the lowest score leads. */
  @property() sort: ScoreOrder = 'desc';
  /** How equal scores share ranks: 1-2-2-4, 1-2-2-3 or 1-2-3-4. */
  @property() ranking: RankingMethod = 'competition';
  /** Orders players in place of their score; 0 shares a rank. */
  @property({ attribute: false }) comparator?: PlayerComparator;

  // ---- Which rows

  /** Most rows; 0 shows all. */
  @property({ type: Number }) limit = 0;
  /** The first rows, those around the own one, or all of them. */
  @property() view: BoardView = 'top';
  /** Rows on either side of the own one in the view `around`. */
  @property({ type: Number }) around = 2;
  /** Adds a field to find players by name. */
  @property({ type: Boolean }) searchable = false;

  // ---- What a row shows

  /** How scores read; `duration` takes seconds, `percent` shares of 1. */
  @property({ attribute: 'score-format' }) scoreFormat: ScoreFormat = 'number';
  /** What the scores count, shown after them: any text, or a unit that `Intl` knows. */
  @property({ attribute: 'score-unit' }) scoreUnit = '';
  /** How much of other players' names is shown. */
  @property({ attribute: 'mask-names' }) maskNames: NameMask = 'none';
  /** Shows on the own row how far the next better place is, and the lead over the next worse one. */
  @property({ type: Boolean, attribute: 'show-gap' }) showGap = false;
  /** What ranks win: `1: €500; 2-3: €100`, or a list of `{from, to, text}`. */
  @property({ type: asGiven }) prizes: string | readonly RankRange[] = '';
  /** Lines and words between rows: `1-10: Promotion; 91-: Relegation`, or a list of `{from, to, text}`. */
  @property({ type: asGiven }) zones: string | readonly RankRange[] = '';
  /** Renders a row's content: a Lit template, a node or text. */
  @property({ attribute: false }) renderRow?: (player: SessionPlayer, context: RowContext) => unknown;
  /** Formats a score. */
  @property({ attribute: false }) scoreFormatter?: (score: number, player: SessionPlayer) => string;

  // ---- In which shape

  /** A table, cards side by side, a wall screen that turns its pages by itself, or a layer over a video stream. */
  @property({ reflect: true }) display: LeaderboardSettings['display'] = 'table';
  /** Puts the first three on steps above the list. */
  @property({ type: Boolean }) podium = false;
  /** Shows what happened lately: who leads, who joined, who is on a run. */
  @property({ type: Boolean }) ticker = false;
  /** Seconds that `display="kiosk"` shows a page before it turns to the next, also of the next tab; 0 stands still. */
  @property({ type: Number }) rotate = 10;
  /** Address that is shown as a QR code. */
  @property({ attribute: 'join-url' }) joinUrl = '';
  /** What screen readers announce: the own rank, who leads, or nothing. */
  @property() announce: LeaderboardSettings['announce'] = 'self';

  // ---- State

  /**
   * The attributes as validated.
   * @internal
   */
  settings: LeaderboardSettings = this.#readSettings(() => undefined);
  readonly #source = new SessionSource(this);
  readonly #view: ViewController = new ViewController(this, (row) => this.#select(row), () => this.#onWindow()); // prettier-ignore
  readonly #data: DataController = new DataController(this, () => this.#view.visible);
  readonly #clock = new SessionClock();
  readonly #notifier = new ChangeNotifier(this);
  readonly #lastVisit = new LastVisit(this);
  #update?: RankingUpdate;

  /** Everybody shown, best first; with a gateway those near the rows on the screen. */
  get players(): readonly SessionPlayer[] {
    return this.#ranking.slice(0, Infinity);
  }

  /** Where the reader's own player stands; undefined when not on the board. */
  get self(): Standing | undefined {
    return this.selfId === undefined ? undefined : this.#ranking.find(this.selfId);
  }

  /** The session as last received. */
  get session(): GameSession | undefined {
    return this.#data.session.data;
  }

  /** @internal */
  get selfId(): string | undefined {
    return this.playerId || this.connection?.player.id;
  }

  /** @internal */
  get activeSessionId(): string {
    return this.#source.sessionId;
  }

  override get error(): ApiError | undefined {
    return this.entries ? undefined : super.error;
  }

  override get stale(): boolean {
    return super.stale && !(this.#isFinal && !this.error); // a final result does not age
  }

  get #ranking() {
    return this.#data.standings.ranking;
  }

  get #isFinal(): boolean {
    return this.session?.status === 'COMPLETED';
  }

  // ---- Methods

  /** The players as plain data, names masked as on the screen. */
  snapshot(): BoardSnapshot {
    this.#view.updateFormat();
    return takeSnapshot(this.#ranking, this.#view.format, this.session, this.selfId);
  }

  /** The players as CSV text (RFC 4180) with the columns rank, playerId, name and score. */
  toCSV(): string {
    return toCsv(this.snapshot());
  }

  /** Shares a picture of the own place, or saves it where the device shares none. Resolves to false without an own row. */
  async share(): Promise<boolean> {
    const { self } = this;
    if (!self) return false;
    const { shareStanding } = await this.#view.loadOptions();
    const { number, name, score, unit } = this.#view.format;
    const place = this.localize('boardPlace', { ordinal: self.rank, n: number(self.rank) });
    await shareStanding({
      title: this.#title,
      place: this.localize('boardShare', { place, total: number(this.#ranking.total) }),
      name: name(self.player),
      score: `${score(self.player.score, self.player)} ${unit}`.trim(),
      style: getComputedStyle(this.renderRoot.querySelector('.base')!),
    });
    return true;
  }

  /** Brings the own row into view. Returns false when it is not in the list. */
  scrollToSelf(): boolean {
    return this.scrollToPlayer(this.selfId ?? '');
  }

  /** Brings a player's row into view, leaving a search that hides it. Returns false when it is not in the list. */
  scrollToPlayer(playerId: string): boolean {
    this.#view.options?.clearSearch();
    this.requestUpdate();
    this.performUpdate();
    return this.#view.scrollTo(this.#ranking.positionOf(playerId));
  }

  /** @internal */
  announceText(text: string): void {
    if (this.settings.announce !== 'off') this.#notifier.announce(text);
  }

  /** @internal */
  showNextTab(): boolean {
    const { tabs, selected } = this.#source;
    if (tabs.length < 2) return false;
    this.#source.select((selected + 1) % tabs.length);
    return true;
  }

  // ---- Life cycle

  override connectedCallback(): void {
    super.connectedCallback();
    for (const type of PRINT_EVENTS) window.addEventListener(type, this.#onPrint);
    this.#view.restoreScroll();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const type of PRINT_EVENTS) window.removeEventListener(type, this.#onPrint);
    this.#view.options?.turnPages(undefined);
    this.#clock.tick(undefined);
    this.#notifier.silence();
  }

  /** Rows of the page's own need no request; of all that shows them, only a wall screen moves by itself. */
  protected override nearViewportChanged(): void {
    if (!this.entries || this.display === 'kiosk') super.nearViewportChanged();
  }

  protected override shouldUpdate(changed: PropertyValues): boolean {
    if (changed.size) this.settings = this.#readSettings((message) => this.warn(message));
    return super.shouldUpdate(changed);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('sessionId') || changed.has('entries')) this.#view.selectedId = undefined;
    this.#view.updateFormat();
    this.#update = this.#data.read();
    if (this.#update && !this.entries) this.#clock.learn(this.#ranking.slice(0, 50), Date.now());
    if (this.#update?.changes)
      this.#view.options?.report(this.#update.changes, this.#data.standings, this.#view.format);
    this.#lastVisit.see(this.activeSessionId, this.self);
    super.willUpdate(changed);
  }

  protected override updated(): void {
    this.#view.show(this.#data.standings, this.#update?.changes !== undefined);
    this.#notifier.notify(this.#update, this.#ranking.total, this.#view.format);
    this.#update = undefined;
  }

  /** Code that still loads, and ranking in several tasks, are a part of the update. */
  protected override async getUpdateComplete(): Promise<boolean> {
    let isDone = await super.getUpdateComplete();
    for (let pending = this.#pending; pending; pending = this.#pending) {
      await pending;
      isDone = await super.getUpdateComplete();
    }
    return isDone;
  }

  get #pending(): Promise<unknown> | undefined {
    return this.isConnected ? (this.#view.pending ?? this.#data.pending) : undefined;
  }

  protected override get primary(): DataController['primary'] {
    return this.#data.primary;
  }

  protected override get isEmpty(): boolean {
    return this.#ranking.total === 0;
  }

  protected override get missing(): string | undefined {
    if (this.entries) return undefined;
    if (!this.activeSessionId) return this.for ? undefined : this.localize('missingAttribute', { name: 'session-id' });
    const { connection } = this;
    const isMissing = connection && !connection.problem && !connection.has('meshmap');
    return isMissing ? this.localize('unconfigured') : undefined;
  }

  protected override computeState(): StateWord {
    const { entries, isEmpty } = this;
    const state = entries ? (isEmpty ? 'empty' : 'ready') : super.computeState();
    const isPending = !this.#view.isComplete || !this.#data.isFilled;
    return isPending && (entries || state === 'ready' || state === 'empty') ? 'loading' : state;
  }

  #readSettings(warn: (message: string) => void): LeaderboardSettings {
    const word = <const T extends string>(name: string, value: string, words: readonly [T, ...T[]]) =>
      enumAttribute(name, value, words, warn);
    const count = (name: string, value: number, fallback: number): number => {
      if (value >= 0) return value;
      warn(`${name} is less than 0.`);
      return fallback;
    };
    const display = word('display', this.display, WORDS.display);
    const limit = Math.floor(count('limit', this.limit, 0));
    return {
      display,
      view: word('view', this.view, WORDS.view),
      sort: word('sort', this.sort, WORDS.sort),
      ranking: word('ranking', this.ranking, WORDS.ranking),
      scoreFormat: word('score-format', this.scoreFormat, WORDS.scoreFormat),
      maskNames: word('mask-names', this.maskNames, WORDS.maskNames),
      announce: word('announce', this.announce, WORDS.announce),
      limit: limit || (display === 'overlay' ? OVERLAY_ROWS : 0),
      around: Math.floor(count('around', this.around, 2)),
      rotate: count('rotate', this.rotate, 10),
    };
  }

  // ---- Rendering

  protected override render(): TemplateResult {
    const { language: locale, session, isNearViewport } = this;
    const { options, format } = this.#view;
    const clock = this.#clock.read(session, Date.now());
    this.#clock.tick(isNearViewport ? clock : undefined, () => this.requestUpdate());
    const players = this.#playersText;
    const skeleton = renderSkeleton(Math.min(this.settings.limit || 10, 10));
    const { tabs, selected } = this.#source;
    const body = html`
      <div class="board" ?hidden=${this.state !== 'ready'}>
        ${this.#renderReturn()} ${options?.renderAbove(this.#ranking.total, format)} ${this.#renderTable(`${this.#title}. ${players}`)}
        ${options?.renderBelow()}
      </div>
      ${this.renderMessage(skeleton, this.localize('boardEmpty'))}
      <div class="announcer visually-hidden" role="status"></div>`;
    const header = renderHeader({ session, clock, players }, locale, this.localize);
    if (!tabs.length) return this.renderLayout(body, header, this.#title);
    const label = this.localize('boardTabs');
    return this.renderLayout(
      html`${renderTabs(tabs, selected, label, (index) => this.#selectTab(index))}
        <div id="panel" class="panel" role="tabpanel" aria-labelledby="tab-${selected}">${body}</div>`,
      header,
      this.#title,
    );
  }

  /** Table and pinned row, both empty: their rows are the virtual list's. */
  #renderTable(caption: string): TemplateResult {
    const { sort } = this.settings;
    const order = this.comparator ? nothing : sort === 'asc' ? 'ascending' : 'descending';
    return html`<div class="list"><div class="scroller">
        <table part="table" role="grid" tabindex="-1">
          <caption class="visually-hidden">
            ${caption}
          </caption>
          <thead role="rowgroup">
            <tr role="row" aria-rowindex="1">
              <th class="rank" role="columnheader" scope="col">${this.localize('boardRank')}</th>
              <th class="delta" role="columnheader" scope="col"><span class="visually-hidden">${this.localize('boardChange')}</span></th>
              <th class="player" role="columnheader" scope="col">${this.localize('boardPlayer')}</th>
              ${this.#view.format.prize ? html`<th class="prize" role="columnheader" scope="col">${this.localize('boardPrize')}</th>` : nothing}
              <th class="score" role="columnheader" scope="col" aria-sort=${order}>${this.localize('boardScore')}</th>
            </tr>
          </thead>
          <tbody role="rowgroup"></tbody>
        </table>
        <div class="probe"></div>
      </div>
      <div class="separator" part="separator" aria-hidden="true"></div>
      <div class="pin"></div></div>`;
  }

  #renderReturn(): unknown {
    const { rankBefore } = this.#lastVisit;
    if (!rankBefore) return nothing;
    const place = this.localize('boardPlace', {
      ordinal: rankBefore,
      n: numberFormat(this.language).format(rankBefore),
    });
    return html`<p class="return" part="return">${this.localize('boardReturn', { place })}</p>`;
  }

  get #title(): string {
    return this.heading ?? titleOf(this.session ?? {}, this.language) ?? this.localize('board');
  }

  get #playersText(): string {
    const count = this.primary.data || this.entries ? this.#ranking.total : this.session?.playerCount;
    if (count === undefined) return '';
    return this.localize('boardPlayers', { count, n: numberFormat(this.language).format(count) });
  }

  // ---- Reactions

  readonly #onPrint = ({ type }: Event): void => this.#view.print(type === 'beforeprint');

  /** Other rows came into view, or the box became narrow or wide. */
  #onWindow(): void {
    if (this.#data.isBehind || this.#view.isOutdated) this.requestUpdate();
  }

  #selectTab(index: number): void {
    const { tabs, selected } = this.#source;
    if (index === selected) return;
    const { sessionId, label } = tabs[index];
    this.#source.select(index);
    this.emit('gs-tab-change', { sessionId, label, index });
  }

  #select({ player, rank }: RowView): void {
    const { playerId } = player;
    if (!rank || !this.emit('gs-player-select', { playerId, player, rank }, { cancelable: true })) return;
    this.#view.selectedId = this.#view.selectedId === playerId ? undefined : playerId;
    this.requestUpdate();
  }
}

/** Rows to come, below the head of their table. */
function renderSkeleton(count: number): unknown {
  const row = html`<div class="row bones"><span class="bone"></span><span class="bone"></span><span class="bone"></span><span class="bone"></span></div>`;
  return html`<div class="row bones"></div>${Array.from({ length: count }, () => row)}`;
}

define('gs-leaderboard', GsLeaderboard);

declare global {
  interface HTMLElementTagNameMap {
    'gs-leaderboard': GsLeaderboard;
  }
}
