import { html, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { ApiError } from '../../api/error.js';
import type { GameSession, SessionPlayer } from '../../api/meshmap/index.js';
import type { PlayerComparator, RankingMethod, ScoreOrder, Standing } from '../../ranking/rank.js';
import { define } from '../../shared/define.js';
import { numberFormat } from '../../shared/format.js';
import { GsDataElement } from '../../shared/gs-data-element.js';
import type { StateWord } from '../../shared/states.js';
import { shell, tokens } from '../../shared/tokens.styles.js';
import '../../shared/locales/en-leaderboard.js';
import { styles } from './leaderboard.styles.js';
import { ChangeNotifier } from './notifier.js';
import { SessionClock } from './clock.js';
import './events.js';
import type { Entry } from './entries.js';
import type { NameMask } from './mask-name.js';
import type { ScoreFormat } from './format-score.js';
import { renderHeader, titleOf } from './header.js';
import type { LeaderboardHost } from './host.js';
import { LazyModules } from './lazy-modules.js';
import { rowStates } from './row-states.styles.js';
import { renderBoard, renderSkeleton } from './templates.js';
import type { BoardView } from './range.js';
import { DataController } from './data-controller.js';
import type { RowContext, RowView } from './row.js';
import { rows } from './rows.styles.js';
import { ViewController } from './view-controller.js';
import { readSettings, type LeaderboardSettings } from './settings.js';
import { takeSnapshot, type BoardSnapshot } from './snapshot.js';
import type { RankingUpdate } from './types.js';

export type { BoardSnapshot, BoardView, Entry, NameMask, RowContext, ScoreFormat };

/** Before and after paper. */
const PRINTING = ['beforeprint', 'afterprint'] as const;

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
 * @cssprop [--gs-leaderboard-row=2.75em] - Height of a row.
 * @cssprop [--gs-leaderboard-card=11em] - Least width of a card.
 * @cssstate loading - The first answer is awaited; likewise every other word of `state`.
 */
export class GsLeaderboard extends GsDataElement {
  static override styles = [tokens, shell, styles, rows, rowStates];

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
  @property({ reflect: true }) display: LeaderboardSettings['display'] = 'table';
  /** What screen readers are told by themselves: the own rank, who leads, or nothing. */
  @property() announce: LeaderboardSettings['announce'] = 'self';
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

  readonly #warn = (message: string): void => this.warn(message);
  readonly #late = new LazyModules(this, this.#warn);
  readonly #host: LeaderboardHost = {
    element: this,
    late: this.#late,
    say: (name, values) => this.localize(name, values),
    warn: this.#warn,
    emit: (type, detail) => this.emit(type, ...([detail] as never)),
    select: (view) => this.#select(view),
    selfId: () => this.playerId || this.connection?.player.id,
    settings: readSettings(this, () => undefined),
  };
  readonly #screen = new ViewController(this.#host, () => this.#reader.isBehind && this.requestUpdate());
  readonly #reader = new DataController(this.#host, () => this.#screen.list?.shown ?? [0, 0]);
  readonly #clock = new SessionClock();
  readonly #teller = new ChangeNotifier(this.#host);
  #news?: RankingUpdate;

  /** Everybody, best first; with a gateway those near the rows on the screen. */
  get players(): readonly SessionPlayer[] {
    return this.#ranking.slice(0, Infinity);
  }

  /** Where the reader's own player stands; undefined when not on the board. */
  get self(): Standing | undefined {
    const selfId = this.#host.selfId();
    return selfId === undefined ? undefined : this.#ranking.find(selfId);
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
    this.#screen.dress();
    return takeSnapshot(this.#ranking, this.#screen.style, this.session, this.#host.selfId());
  }

  /** Brings the own row into view. Answers false when it is not in the list. */
  scrollToSelf(): boolean {
    return this.scrollToPlayer(this.#host.selfId() ?? '');
  }

  /** Brings a player's row into view, leaving a search that hides it. Answers false when it is not in the list. */
  scrollToPlayer(playerId: string): boolean {
    if (this.#screen.extras) this.#screen.extras.search = '';
    this.requestUpdate();
    this.performUpdate();
    return this.#screen.list?.scrollToPosition(this.#ranking.positionOf(playerId)) ?? false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    for (const type of PRINTING) window.addEventListener(type, this.#onPrint);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const type of PRINTING) window.removeEventListener(type, this.#onPrint);
    this.#screen.extras?.turnPages(undefined);
    this.#clock.tick(undefined);
    this.#teller.silence();
  }

  protected override get primary(): DataController['primary'] {
    return this.#reader.primary;
  }

  protected override get isEmpty(): boolean {
    return this.#ranking.total === 0;
  }

  protected override get missing(): string | undefined {
    if (this.entries) return undefined;
    if (!this.sessionId) return this.localize('missingAttribute', { name: 'session-id' });
    const { connection } = this;
    const isMissing = connection && !connection.problem && !connection.has('meshmap');
    return isMissing ? this.localize('unconfigured') : undefined;
  }

  protected override computeState(): StateWord {
    const { entries, isEmpty } = this;
    const state = entries ? (isEmpty ? 'empty' : 'ready') : super.computeState();
    const waits = !this.#screen.isComplete || !this.#reader.isFilled;
    return waits && (entries || state === 'ready' || state === 'empty') ? 'loading' : state;
  }

  protected override shouldUpdate(changed: PropertyValues): boolean {
    if (changed.size) this.#host.settings = readSettings(this, this.#warn);
    return super.shouldUpdate(changed);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('sessionId') || changed.has('entries')) this.#screen.selectedId = undefined;
    this.#screen.dress();
    this.#news = this.#reader.read();
    if (this.#news) this.#clock.learn(this.#ranking.slice(0, 50), Date.now());
    super.willUpdate(changed);
  }

  protected override updated(): void {
    this.#screen.show(this.#reader.standings, this.#news?.changes !== undefined);
    this.#teller.tell(this.#news, this.#ranking.total, this.#screen.style);
    this.#news = undefined;
  }

  /** What an answer takes to be shown is a part of its update. */
  protected override async getUpdateComplete(): Promise<boolean> {
    let pending: Promise<unknown> | undefined;
    let isDone = await super.getUpdateComplete();
    while (pending !== this.#late.pending) {
      await (pending = this.#late.pending);
      isDone = await super.getUpdateComplete();
    }
    return isDone;
  }

  protected override render(): TemplateResult {
    const { language: locale, session, isNearViewport } = this;
    const { settings, say } = this.#host;
    const { extras } = this.#screen;
    const count = this.primary.data || this.entries ? this.#ranking.total : session?.playerCount;
    const players = count === undefined ? '' : say('boardPlayers', { count, n: numberFormat(locale).format(count) });
    const title = this.heading ?? titleOf(session, locale, say);
    const clock = this.#clock.read(session, Date.now());
    this.#clock.tick(isNearViewport ? clock : undefined, () => this.requestUpdate());
    return this.renderLayout(
      html`${extras?.renderSearch()}
        <div class="board" ?hidden=${this.state !== 'ready'}>
          ${extras?.steps} ${renderBoard(`${title}. ${players}`, this.comparator ? undefined : settings.sort, say)}
          ${extras?.noMatch}
        </div>
        ${this.renderMessage(renderSkeleton(Math.min(settings.limit || 10, 10)), say('boardEmpty'))}
        <div class="announcer visually-hidden" role="status"></div>`,
      renderHeader({ session, clock, players }, locale, say),
      title,
    );
  }

  get #ranking() {
    return this.#reader.standings.ranking;
  }

  get #isFinal(): boolean {
    return this.session?.status === 'COMPLETED';
  }

  readonly #onPrint = ({ type }: Event): void => this.#screen.list?.print(type === PRINTING[0]);

  #select({ player, rank }: RowView): void {
    const { playerId } = player;
    if (!rank || !this.emit('gs-player-select', { playerId, player, rank }, { cancelable: true })) return;
    this.#screen.selectedId = this.#screen.selectedId === playerId ? undefined : playerId;
    this.requestUpdate();
  }
}

define('gs-leaderboard', GsLeaderboard);

declare global {
  interface HTMLElementTagNameMap {
    'gs-leaderboard': GsLeaderboard;
  }
}
