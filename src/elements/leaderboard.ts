import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { ApiError } from '../api/error.js';
import type { GameSession, SessionPlayer } from '../api/meshmap.js';
import type { PlayerComparator, RankingMethod, ScoreOrder, Standing } from '../api/rank.js';
import type { Listing } from '../api/route.js';
import { define } from '../shared/define.js';
import { numberFormat } from '../shared/format.js';
import { GsWidget } from '../shared/gs-widget.js';
import { skippedRows } from '../shared/skipped-rows.js';
import type { StateWord } from '../shared/states.js';
import { shell, tokens } from '../shared/tokens.styles.js';
import '../shared/locales/en-leaderboard.js';
import { styles } from './leaderboard.styles.js';
import { Announcer, newsOf } from './leaderboard/announcer.js';
import './leaderboard/events.js';
import type { Entry } from './leaderboard/extras/entries.js';
import type { NameMask } from './leaderboard/extras/names.js';
import type { ScoreFormat } from './leaderboard/extras/scores.js';
import { clockText, renderHeader, titleOf, type Say } from './leaderboard/header.js';
import { marks } from './leaderboard/marks.styles.js';
import { renderBoard, renderBones } from './leaderboard/parts.js';
import type { BoardView } from './leaderboard/range.js';
import { BoardReader, type BoardNews } from './leaderboard/reader.js';
import { plainStyle } from './leaderboard/row-style.js';
import type { RowContext, RowView } from './leaderboard/row.js';
import { rows } from './leaderboard/rows.styles.js';
import { BoardScreen } from './leaderboard/screen.js';
import { SessionClock } from './leaderboard/session-clock.js';
import { readSettings, type BoardSettings } from './leaderboard/settings.js';
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
  static override styles = [tokens, shell, styles, rows, marks];

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

  #settings: BoardSettings = readSettings(this, () => undefined);
  readonly #warn = (message: string): void => this.warn(message);
  readonly #say: Say = (name, values) => this.say(name, values);
  readonly #reader = new BoardReader(this, () => ({
    ...this.#settings,
    sessionId: this.sessionId,
    entries: this.entries,
    readEntries: this.#screen.extras?.readEntries,
    refresh: this.refresh,
    eager: this.loading === 'eager',
    selfId: this.#selfId,
    needsAll: this.searchable || this.#selfId !== this.connection?.player.id,
    shown: () => this.#screen.positions,
    comparator: this.comparator && this.#compare,
  }));
  readonly #screen = new BoardScreen({
    say: this.#say,
    warn: this.#warn,
    select: (view) => this.#select(view),
    update: () => this.requestUpdate(),
    onWindow: () => this.#reader.isBehind && this.requestUpdate(),
    styles: GsLeaderboard.elementStyles,
  });
  readonly #clock = new SessionClock(this, (reading) => {
    const clock = this.renderRoot.querySelector('.clock');
    if (clock) clock.textContent = clockText(reading, this.language, this.#say);
  });
  readonly #announcer = new Announcer((text) => (this.renderRoot.querySelector('.announcer')!.textContent = text));
  #news?: BoardNews;
  #lastStatus?: string;

  /** Everybody, best first; with a gateway those near the rows on the screen. */
  get players(): readonly SessionPlayer[] {
    return this.#reader.standings.ranking.slice(0, Infinity);
  }

  /** Where the reader's own player stands; undefined when not on the board. */
  get self(): Standing | undefined {
    return this.#selfId === undefined ? undefined : this.#reader.standings.ranking.find(this.#selfId);
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

  /** The players as plain data, names masked as on the screen. */
  snapshot(): BoardSnapshot {
    const style = this.#screen.style ?? plainStyle(this.language, this.#say);
    return takeSnapshot(this.#reader.standings.ranking, style, this.session, this.#selfId);
  }

  /** Brings the own row into view. Answers false when it is not in the list. */
  scrollToSelf(): boolean {
    return this.#selfId !== undefined && this.scrollToPlayer(this.#selfId);
  }

  /** Brings a player's row into view, leaving a search that hides it. Answers false when it is not in the list. */
  scrollToPlayer(playerId: string): boolean {
    this.search = '';
    this.performUpdate();
    return this.#screen.scrollTo(this.#reader.standings.ranking.positionOf(playerId));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('beforeprint', this.#onPrint);
    window.addEventListener('afterprint', this.#onPrint);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('beforeprint', this.#onPrint);
    window.removeEventListener('afterprint', this.#onPrint);
    this.#screen.turnPages(false);
    this.#announcer.silence();
  }

  protected override get primary(): BoardReader['primary'] {
    return this.#reader.primary;
  }

  protected override get isEmpty(): boolean {
    return this.#reader.standings.ranking.total === 0;
  }

  protected override get missing(): string | undefined {
    return this.sessionId || this.entries ? undefined : this.say('missingAttribute', { name: 'session-id' });
  }

  protected override computeState(): StateWord {
    const state = this.entries ? (this.isEmpty ? 'empty' : 'ready') : super.computeState();
    const waits = (state === 'ready' || this.entries) && !this.#screen.has(this.#wishes);
    return waits ? 'loading' : state; // never a moment without the mask, or with rows of another height
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('sessionId') || changed.has('entries')) this.#lastStatus = this.selectedId = undefined;
    this.#settings = readSettings(this, this.#warn);
    this.#screen.prepare(this.renderRoot as ShadowRoot, this.#wishes);
    this.#news = this.#reader.read();
    if (this.#news) this.#clock.learn(this.#reader.standings.ranking.slice(0, 50));
    super.willUpdate(changed);
    this.#screen.dress(this.#wishes);
  }

  protected override updated(): void {
    this.#screen.show(this.renderRoot as ShadowRoot, { ...this.#wishes, self: this.self });
    this.#reportRows();
    this.#reportChanges();
  }

  protected override render(): TemplateResult {
    const { language: locale, session, search } = this;
    const { extras, steps } = this.#screen;
    const say = this.#say;
    const { total } = this.#reader.standings.ranking;
    const count = this.primary.data || this.entries ? total : session?.playerCount;
    const players = count === undefined ? '' : say('boardPlayers', { count, n: numberFormat(locale).format(count) });
    const title = this.heading ?? titleOf(session, locale, say);
    const header = renderHeader({ session, clock: this.#clock.read(session, this.near), players }, locale, say);
    const sort = this.comparator ? undefined : this.#settings.sort;
    return this.renderShell(
      html`${this.searchable ? extras?.renderSearch(search, say, (text) => (this.search = text)) : nothing}
        <div class="board" ?hidden=${this.state !== 'ready'}>
          ${steps?.element} ${renderBoard(`${title}. ${players}`, sort, say)}
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

  /** What the screen is to show, but for the own standing, which costs a look through the list. */
  get #wishes() {
    const { podium, searchable, search, selectedId, scoreFormatter, renderRow } = this;
    return {
      ...{ podium, searchable, search, selectedId, scoreFormatter, renderRow },
      settings: this.#settings,
      locale: this.language,
      selfId: this.#selfId,
      standings: this.#reader.standings,
      version: this.#reader.version,
      isOwnData: this.entries !== undefined,
      isFinal: this.#isFinal,
      isReady: this.state === 'ready' && this.near,
      moves: this.#news?.changes !== undefined,
      scoreUnit: (this.scoreUnit ?? '').slice(0, 40),
    };
  }

  readonly #compare: PlayerComparator = (a, b) => {
    try {
      return this.comparator?.(a, b) ?? 0;
    } catch (error) {
      this.warn(`comparator threw: ${String(error)}`);
      return 0;
    }
  };

  readonly #onPrint = ({ type }: Event): void => this.#screen.print(type === 'beforeprint');

  #select({ player, rank }: RowView): void {
    const { playerId } = player;
    if (!rank || !this.emit('gs-player-select', { playerId, player, rank }, { cancelable: true })) return;
    this.selectedId = this.selectedId === playerId ? undefined : playerId;
  }

  /** Says once what an answer lacked. */
  #reportRows(): void {
    const { duplicates } = this.#reader;
    if (duplicates) this.warn(`${duplicates} rows repeat a player of session "${this.sessionId}"; the newest of each is shown.`); // prettier-ignore
    if (!this.#news?.isFirst) return;
    if (this.entries) this.emit('gs-load');
    const listing: Listing<unknown> | undefined = this.#reader.players.data;
    const error = listing && skippedRows(listing, 'meshmap');
    if (!error) return;
    console.warn(`<${this.localName}>: ${error.message}`);
    this.emit('gs-error', { error, partial: true });
  }

  /** The events of what the list already shows. */
  #reportChanges(): void {
    const { session } = this;
    const changes = this.#news?.changes;
    this.#news = undefined;
    if (changes) {
      const { changed, joined, ranks, leader } = changes;
      if (changed) this.emit('gs-update', { changed });
      if (joined.length) this.emit('gs-player-join', { players: joined });
      for (const change of ranks) this.emit('gs-rank-change', change);
      if (leader) this.emit('gs-leader-change', leader);
      const { total } = this.#reader.standings.ranking;
      const news = newsOf(changes, this.#settings.announce, this.#selfId, total, this.#screen.style!, this.#say);
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
