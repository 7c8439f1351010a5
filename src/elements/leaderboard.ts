import { adoptStyles, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { ApiError } from '../api/error.js';
import type { GameSession, SessionPlayer } from '../api/meshmap.js';
import type { PlayerComparator, RankingMethod, ScoreOrder, Standing } from '../api/rank.js';
import { define } from '../shared/define.js';
import { numberFormat } from '../shared/format.js';
import { GsWidget } from '../shared/gs-widget.js';
import type { StateWord } from '../shared/states.js';
import { skippedRows } from '../shared/skipped-rows.js';
import { stringsFor } from '../shared/strings.js';
import { shell, tokens } from '../shared/tokens.styles.js';
import { styles } from './leaderboard.styles.js';
import { Announcer, newsOf } from './leaderboard/announcer.js';
import type { BoardChanges } from './leaderboard/board.js';
import './leaderboard/events.js';
import type * as Extras from './leaderboard/extras.js';
import type { Entry } from './leaderboard/extras/entries.js';
import type { NameMask } from './leaderboard/extras/names.js';
import type { ScoreFormat } from './leaderboard/extras/scores.js';
import type { Steps } from './leaderboard/extras/steps.js';
import { clockText, renderHeader, titleOf, type Say } from './leaderboard/header.js';
import { RowList } from './leaderboard/list.js';
import { buildModel, type ListModel } from './leaderboard/model.js';
import { renderBoard, renderBones } from './leaderboard/parts.js';
import type { BoardView } from './leaderboard/range.js';
import { BoardReader } from './leaderboard/reader.js';
import type { RowContext, RowStyle, RowView } from './leaderboard/row.js';
import { plainStyle } from './leaderboard/row-style.js';
import { SessionClock } from './leaderboard/session-clock.js';
import { rows } from './leaderboard/rows.styles.js';
import { differ, readSettings, type BoardSettings } from './leaderboard/settings.js';
import { takeSnapshot, type BoardSnapshot } from './leaderboard/snapshot.js';

export type { BoardSnapshot, BoardView, Entry, NameMask, RowContext, ScoreFormat };

/**
 * The live scores of a Meshmap session: who leads, how far away one is oneself, and what just moved.
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
 * @event {CustomEvent<{from: SessionPlayer, to: SessionPlayer}>} gs-leader-change - Somebody else leads.
 * @event {CustomEvent<{players: SessionPlayer[]}>} gs-player-join - Players joined.
 * @event {CustomEvent<{session: GameSession}>} gs-session-complete - The session is over.
 * @event {CustomEvent<{playerId: string, player: SessionPlayer, rank: number}>} gs-player-select - A row was chosen; cancelable.
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
 * @csspart name - Name.
 * @csspart you - The mark of the own row.
 * @csspart score - Score.
 * @csspart unit - Unit of the score.
 * @csspart skeleton - Placeholder while loading.
 * @csspart message - Text in place of the list.
 * @csspart retry-button - Tries again after a failure.
 * @csspart footer - Below the list.
 * @cssprop [--gs-leaderboard-row=2.75rem] - Height of a row.
 * @cssprop [--gs-leaderboard-card=11rem] - Least width of a card.
 * @cssstate loading - The first answer is awaited; likewise every other word of `state`.
 */
export class GsLeaderboard extends GsWidget {
  static override styles = [tokens, shell, styles, rows];

  /** The session whose scores are shown. */
  @property({ attribute: 'session-id' }) sessionId = '';
  /** The reader's own player. Default: the provider's. */
  @property({ attribute: 'player-id' }) playerId?: string;
  /** Most rows; 0 shows all. */
  @property({ type: Number }) limit = 0;
  /** The first rows, those around one's own, or all of them. */
  @property() view: BoardView = 'top';
  /** Rows on either side of one's own in the view `around`. */
  @property({ type: Number }) around = 2;
  /** Whether the highest or the lowest score leads. */
  @property() sort: ScoreOrder = 'desc';
  /** How equal scores share ranks: 1-2-2-4, 1-2-2-3 or 1-2-3-4. */
  @property() ranking: RankingMethod = 'competition';
  /** Puts the first three on steps above the list. */
  @property({ type: Boolean }) podium = false;
  /** How scores read; `duration` takes seconds, `percent` shares of 1. */
  @property({ attribute: 'score-format' }) scoreFormat: ScoreFormat = 'number';
  /** What the scores count, shown after them: any text, or a unit that `Intl` knows. */
  @property({ attribute: 'score-unit' }) scoreUnit = '';
  /** How much of other players' names is shown. */
  @property({ attribute: 'mask-names' }) maskNames: NameMask = 'none';
  /** Adds a field to find players by name. */
  @property({ type: Boolean }) searchable = false;
  /** A table, cards side by side, or a wall screen that turns its pages by itself. */
  @property({ reflect: true }) display: BoardSettings['display'] = 'table';
  /** What screen readers are told by themselves: the own rank, who leads, or nothing. */
  @property() announce: BoardSettings['announce'] = 'self';
  /** Seconds between polls. */
  @property({ type: Number }) override refresh = 5;
  /** Own rows in place of a session's; nothing is requested then. */
  @property({ attribute: false }) entries?: readonly Entry[];
  /** Draws a row's content: a Lit template, a node or text. */
  @property({ attribute: false }) renderRow?: (player: SessionPlayer, context: RowContext) => unknown;
  /** Writes a score. */
  @property({ attribute: false }) scoreFormatter?: (score: number, player: SessionPlayer) => string;
  /** Orders players in place of their score; 0 shares a rank. */
  @property({ attribute: false }) comparator?: PlayerComparator;

  @state() private search = '';
  @state() private selectedId?: string;

  readonly #reader = new BoardReader(this, () => ({
    sessionId: this.sessionId,
    entries: this.entries,
    readEntries: this.#extras?.readEntries,
    refresh: this.refresh,
    eager: this.loading === 'eager',
    selfId: this.#selfId,
    ranking: this.#settings.ranking,
    sort: this.#settings.sort,
    comparator: this.comparator && this.#compare,
  }));
  protected readonly primary = this.#reader.players;
  readonly #clock = new SessionClock(this, (reading) => {
    const clock = this.renderRoot.querySelector('.clock');
    if (clock) clock.textContent = clockText(reading, this.language, this.#say);
  });
  readonly #announcer = new Announcer((text) => (this.renderRoot.querySelector('.announcer')!.textContent = text));
  readonly #warn = (message: string): void => this.warn(message);
  readonly #say: Say = (name, values) => this.say(name, values);
  #settings: BoardSettings = readSettings(this, () => undefined);
  #extras?: typeof Extras;
  #isFetching = false;
  #steps?: Steps;
  #stopPages?: () => void;
  #list?: RowList;
  #model?: ListModel;
  #style?: RowStyle;
  #styleInputs?: readonly unknown[];
  #modelInputs?: readonly unknown[];
  #changes?: BoardChanges;
  #lastStatus?: string;

  /** Every player, best first. */
  get players(): readonly SessionPlayer[] {
    return this.#reader.board.ranking.slice(0, Infinity);
  }

  /** Where the reader's own player stands; undefined when not on the board. */
  get self(): Standing | undefined {
    return this.#selfId === undefined ? undefined : this.#reader.board.ranking.find(this.#selfId);
  }

  /** The session as last heard of. */
  get session(): GameSession | undefined {
    return this.#reader.session.data;
  }

  override get error(): ApiError | undefined {
    return this.entries ? undefined : super.error;
  }

  override get stale(): boolean {
    return super.stale && !(this.#isFinal && !this.error); // a final result does not age
  }

  /** The whole board as plain data, names masked as on the screen. */
  snapshot(): BoardSnapshot {
    const style = this.#style ?? plainStyle(this.language, this.#say);
    return takeSnapshot(this.#reader.board.ranking, style, this.session, this.#selfId);
  }

  /** Brings the own row into view. Answers false when it is not in the list. */
  scrollToSelf(): boolean {
    return this.#selfId !== undefined && this.scrollToPlayer(this.#selfId);
  }

  /** Brings a player's row into view, leaving a search that hides it. Answers false when it is not in the list. */
  scrollToPlayer(playerId: string): boolean {
    this.search = '';
    this.performUpdate();
    const position = this.#reader.board.ranking.positionOf(playerId);
    return position >= 0 && (this.#list?.scrollTo(this.#model?.indexOf(position) ?? -1) ?? false);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#turnPages(false);
    this.#announcer.silence();
  }

  protected override get isEmpty(): boolean {
    return this.#reader.board.ranking.total === 0;
  }

  protected override get missing(): string | undefined {
    return this.sessionId || this.entries ? undefined : this.say('missingAttribute', { name: 'session-id' });
  }

  protected override computeState(): StateWord {
    if (this.#isPlain || this.#extras) return this.entries ? (this.isEmpty ? 'empty' : 'ready') : super.computeState();
    const state = this.entries ? 'loading' : super.computeState();
    return state === 'ready' ? 'loading' : state; // never a moment without the mask, or with rows of another height
  }

  /** Whether the board does without the extras. */
  get #isPlain(): boolean {
    const { display, maskNames, scoreFormat } = this.#settings;
    const { podium, searchable, scoreUnit, entries, renderRow, scoreFormatter } = this;
    const isPlain = display === 'table' && maskNames === 'none' && scoreFormat === 'number';
    return isPlain && !(podium || searchable || scoreUnit || entries || renderRow || scoreFormatter);
  }

  async #fetchExtras(): Promise<void> {
    if (this.#extras || this.#isFetching) return;
    this.#isFetching = true;
    try {
      this.#extras = await import('./leaderboard/extras.js');
      this.#steps = new this.#extras.Steps(this.#onSelect);
      adoptStyles(this.renderRoot as ShadowRoot, [...GsLeaderboard.elementStyles, this.#extras.extraStyles]);
      this.requestUpdate();
    } catch (error) {
      console.error(`<${this.localName}>: a part of the code did not load; the next poll tries again.`, error);
    }
    this.#isFetching = false;
  }

  #turnPages(isOn: boolean): void {
    if (isOn) this.#stopPages ??= this.#extras?.turnPages(this.#list!.scroller);
    else if (this.#stopPages) this.#stopPages = void this.#stopPages();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('sessionId') || changed.has('entries')) this.#lastStatus = this.selectedId = undefined;
    this.#settings = readSettings(this, this.#warn);
    const news = this.#reader.read(this.#list?.positions ?? [0, 0]);
    this.#changes = news?.changes;
    if (news) this.#clock.learn(this.#reader.board.players.slice(0, 50));
    super.willUpdate(changed);
    if (news) this.#reportRows(news.isFirst);
    this.#readStyle();
  }

  protected override updated(): void {
    this.#list ??= new RowList(this.renderRoot, this.#onSelect);
    this.#updateList(this.#list);
    this.#turnPages(this.#settings.display === 'kiosk' && this.near && this.state === 'ready');
    this.#reportChanges();
    if (!this.#isPlain || this.#isFinal) void this.#fetchExtras();
  }

  protected override render(): TemplateResult {
    const { language: locale, session, search } = this;
    const say = this.#say;
    const { total } = this.#reader.board.ranking;
    const count = this.primary.data || this.entries ? total : session?.playerCount;
    const players = count === undefined ? '' : say('boardPlayers', { count, n: numberFormat(locale).format(count) });
    const title = this.heading ?? titleOf(session, locale, say);
    const header = renderHeader({ session, clock: this.#clock.read(session, this.near), players }, locale, say);
    const sort = this.comparator ? undefined : this.#settings.sort;
    return this.renderShell(
      html`${this.searchable ? this.#extras?.renderSearch(search, say, (text) => (this.search = text)) : nothing}
        <div class="board" ?hidden=${this.state !== 'ready'}>
          ${this.#steps?.element} ${renderBoard(`${title}. ${players}`, sort, say)}
          ${search ? html`<p class="message no-match">${say('boardNoMatch', { text: search })}</p>` : nothing}
        </div>
        ${this.renderMessage(renderBones(Math.min(this.#settings.limit || 10, 10)), say('boardEmpty'))}
        <div class="announcer visually-hidden" role="status"></div>`,
      header,
      title,
    );
  }

  get #selfId(): string | undefined {
    return this.playerId || this.connection?.player.id;
  }

  get #isFinal(): boolean {
    return this.session?.status === 'COMPLETED';
  }

  readonly #compare: PlayerComparator = (a, b) => {
    try {
      return this.comparator?.(a, b) ?? 0;
    } catch (error) {
      this.warn(`comparator threw: ${String(error)}`);
      return 0;
    }
  };

  /** The words of the rows are made anew only when something they depend on is another thing: all rows follow. */
  #readStyle(): void {
    const { maskNames, scoreFormat } = this.#settings;
    const { language: locale, scoreUnit, scoreFormatter, renderRow } = this;
    const inputs = [stringsFor(locale), locale, maskNames, scoreFormat, scoreUnit, this.#selfId, !!this.entries, scoreFormatter, renderRow, this.#extras]; // prettier-ignore
    if (!differ(inputs, this.#styleInputs)) return;
    this.#styleInputs = inputs;
    const plain = plainStyle(locale, this.#say);
    const [mask, format, unit, isOwnData] = [maskNames, scoreFormat, scoreUnit ?? '', !!this.entries];
    const wishes = { locale, say: this.#say, mask, format, unit, selfId: this.#selfId, isOwnData, scoreFormatter, renderRow, warn: this.#warn }; // prettier-ignore
    this.#style = this.#isPlain ? plain : (this.#extras?.dress(plain, wishes) ?? plain);
  }

  /** Shows the list anew when it would show something else; a poll that changes nothing ends here. */
  #updateList(list: RowList): void {
    const { view, limit, around } = this.#settings;
    const { board, version } = this.#reader;
    const { total } = board.ranking;
    const isWanted = (this.podium || (this.#isFinal && total >= 3)) && view !== 'around' && !this.renderRow;
    const hasPodium = isWanted && this.#extras !== undefined;
    const inputs = [version, this.#style, view, limit, around, hasPodium, this.search, this.selectedId, this.state];
    if (!differ(inputs, this.#modelInputs) || !this.#style) return;
    this.#modelInputs = inputs;
    const found = this.search.trim() ? this.#extras?.findPlayers(board.ranking, this.search) : undefined;
    const { self, selectedId } = this;
    this.#model = buildModel({ board, style: this.#style, self, selectedId, hasPodium, found, view, limit, around });
    const moves = this.#changes !== undefined;
    list.show(this.#model, moves);
    this.#steps?.show(this.#model.podium, this.#style, this.#say, moves);
  }

  readonly #onSelect = ({ player, rank }: RowView): void => {
    const { playerId } = player;
    if (!this.emit('gs-player-select', { playerId, player, rank }, { cancelable: true })) return;
    this.selectedId = this.selectedId === playerId ? undefined : playerId;
  };

  /** Says once what an answer lacked. */
  #reportRows(isFirst: boolean): void {
    const { duplicates } = this.#reader.board;
    if (duplicates) {
      this.warn(`${duplicates} rows repeat a player of session "${this.sessionId}"; the newest of each is shown.`);
    }
    const error = this.primary.data && isFirst ? skippedRows(this.primary.data, 'meshmap') : undefined;
    if (error) {
      console.warn(`<${this.localName}>: ${error.message}`);
      void this.updateComplete.then(() => this.emit('gs-error', { error, partial: true }));
    }
    if (this.entries && isFirst) void this.updateComplete.then(() => this.emit('gs-load'));
  }

  /** The events of what the list already shows. */
  #reportChanges(): void {
    const { session } = this;
    const changes = this.#changes;
    this.#changes = undefined;
    if (changes) {
      const { changed, joined, ranks, leader } = changes;
      if (changed) this.emit('gs-update', { changed });
      if (joined.length) this.emit('gs-player-join', { players: joined });
      for (const change of ranks) this.emit('gs-rank-change', change);
      if (leader) this.emit('gs-leader-change', leader);
      const { total } = this.#reader.board.ranking;
      const news = newsOf(changes, this.#settings.announce, this.#selfId, total, this.#style!, this.#say);
      if (news) this.#announcer.announce(news);
    }
    const before = this.#lastStatus;
    this.#lastStatus = session?.status ?? before;
    if (session && this.#isFinal && before && before !== 'COMPLETED') this.emit('gs-session-complete', { session });
  }
}

define('gs-leaderboard', GsLeaderboard);

declare global {
  interface HTMLElementTagNameMap {
    'gs-leaderboard': GsLeaderboard;
  }
}
