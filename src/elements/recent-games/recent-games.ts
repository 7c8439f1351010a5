import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { ListResult } from '../../api/operation.js';
import { vaix, type PlayedGame } from '../../api/vaix/index.js';
import { keys } from '../../live/keys.js';
import { Query, type QueryOptions } from '../../live/query.js';
import { define } from '../../shared/define.js';
import { GsDataElement } from '../../shared/gs-data-element.js';
import { LazyImages } from '../../shared/lazy-images.js';
import { enumAttribute } from '../../shared/enum-attribute.js';
import { shell, tokens } from '../../shared/tokens.styles.js';
import '../../shared/locales/en-recent-games.js';
import { RefreshAfterPlay } from './refresh-after-play.js';
import { cardStyles } from './card.styles.js';
import { CARD_FACTS } from './card.js';
import { Carousel } from './carousel.js';
import { readCount, readHistory } from './history-query.js';
import { findLauncher } from './find-launcher.js';
import { renderSkeleton, renderDays, renderList, type Layout, type ListContext } from './list.js';
import { countNew, shownGames, type RecentGame, type ResolvedGame } from './view-model.js';
import { pictureStyles } from './picture.styles.js';
import { styles } from './recent-games.styles.js';

export type { ResolvedGame };

/** Which game the player chose. */
export interface GameChoice {
  /** As the history calls it. */
  readonly gameId: string;
  /** As the operator calls it; undefined when the history does not know. */
  readonly internalGameId?: string;
  /** Place in the list, from 0. */
  readonly index: number;
}

declare module '../../shared/events.js' {
  interface GsEventMap {
    /** The player chose a game; `preventDefault()` leaves it at that. */
    'gs-before-game-select': CustomEvent<GameChoice>;
    /** The player chose a game; what `action` says follows. */
    'gs-game-select': CustomEvent<GameChoice>;
  }
}

/**
 * The games that a player played last, each one tap away from going on.
 *
 * @tag gs-recent-games
 * @slot header - instead of the heading
 * @slot actions - at the end of the header
 * @slot footer - below the games
 * @slot fallback - for a player without history, such as popular games
 * @slot loading - instead of the skeleton
 * @slot empty - instead of the words for an empty history
 * @slot error - instead of the words for a failure
 * @event {CustomEvent<GameChoice>} gs-before-game-select - a game was chosen; cancelable
 * @event {CustomEvent<GameChoice>} gs-game-select - a game was chosen and `action` follows
 * @csspart list - the games, or those of one day
 * @csspart card - one game
 * @csspart image - its picture
 * @csspart monogram - its initials, where there is no picture
 * @csspart title - its name: the button or link
 * @csspart studio - who made it
 * @csspart played-at - when it was played
 * @csspart duration - for how long
 * @csspart tag - one of its tags
 * @csspart badge - a feature of the game
 * @csspart unavailable - why it can't be played
 * @csspart day-heading - a day, under `group-by="day"`
 * @csspart previous-button - scrolls a carousel back
 * @csspart next-button - scrolls a carousel on
 */
export class GsRecentGames extends GsDataElement {
  static override styles = [tokens, shell, pictureStyles, cardStyles, styles];

  /** Whose games (direct mode; with a gateway the token decides). Default: the provider's player. */
  @property({ attribute: 'player-id' }) playerId?: string;
  /** How many plays at most, 1–100. */
  @property({ type: Number }) count = 10;
  /** A game once (`unique`), once a day (`daily`), or every play (`none`). */
  @property() distinction: 'unique' | 'daily' | 'none' = 'unique';
  /** Seconds: only longer plays are shown. */
  @property({ type: Number, attribute: 'min-duration' }) minDuration = 0;
  /** Only plays after this moment, ISO 8601. */
  @property({ attribute: 'after' }) playedAfter?: string;
  /** Only plays before this moment, ISO 8601. */
  @property({ attribute: 'before' }) playedBefore?: string;
  /** A filter in the history's own language, passed on whole. */
  @property() filters?: string;
  /** How the games are laid out. */
  @property() layout: Layout = 'carousel';
  /** `day` puts the games of a day under its name. */
  @property({ attribute: 'group-by' }) groupBy: 'none' | 'day' = 'none';
  /** What a card says beside the name: words out of `played-at duration studio tags badges`. */
  @property() show = 'studio played-at badges';
  /** What a tap does beside the event: starts the game in the page's launcher, follows the link, nothing. */
  @property() action: 'launch' | 'link' | 'event' = 'launch';
  /** Id of the `<gs-session-launcher>` that starts the games. Default: the first one on the page. */
  @property() launcher?: string;
  /** Where cards lead under `action="link"`, such as `/play/{gameId}`. */
  @property() href?: string;
  /** Leaves out games that can't be played now. */
  @property({ type: Boolean, attribute: 'hide-disabled' }) hideDisabled = false;
  /** The page's picture of a game that comes without one. */
  @property({ attribute: false }) resolveImage?: (play: PlayedGame) => string | undefined;
  /** What the page knows better about a game: name, studio, picture, link, id. */
  @property({ attribute: false }) resolveGame?: (play: PlayedGame) => ResolvedGame | undefined;

  @state() private broken: ReadonlySet<string> = new Set();

  protected readonly primary = new Query<ListResult<PlayedGame>>(this, () => this.#question());
  protected readonly images = new LazyImages(this);
  readonly #carousel = new Carousel(this);
  readonly #afterPlay = new RefreshAfterPlay(this, () => void this.refreshNow());
  readonly #warn = (message: string): void => this.warn(message);
  #games: readonly RecentGame[] = [];
  #answer?: ListResult<PlayedGame>;
  #minute?: ReturnType<typeof setInterval>;

  /** The games on the screen. */
  get games(): readonly RecentGame[] {
    return this.#games;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // "5 minutes ago" is not for ever.
    this.#minute = setInterval(() => this.isNearViewport && this.requestUpdate(), 60_000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#minute);
  }

  protected override get isEmpty(): boolean {
    return this.#games.length === 0;
  }

  protected override get missing(): string | undefined {
    const { connection } = this;
    if (!connection || connection.problem) return undefined;
    if (!connection.has('vaix')) return this.localize('unconfigured');
    return !this.#canAsk ? this.localize('missingAttribute', { name: 'player-id' }) : undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#games = shownGames(this.primary.data?.items ?? [], {
      unique: this.distinction === 'unique',
      hideDisabled: this.hideDisabled,
      resolveImage: this.resolveImage,
      resolveGame: this.resolveGame,
      onFault: (error) => this.warn(`a resolver failed: ${String(error)}`),
    });
    super.willUpdate(changed);
    this.#tellNews();
  }

  protected override render(): TemplateResult {
    return this.renderLayout(this.#renderBody(), nothing, this.heading ?? this.localize('recentGames'));
  }

  /** Whose history can be asked for: with a gateway the token says whose it is. */
  get #user(): string | undefined {
    const id = this.playerId || this.connection?.player.id;
    return id && id !== '0' ? id : undefined; // "0" is everybody who is not logged in
  }

  get #canAsk(): boolean {
    return this.connection?.mode === 'gateway' || !!this.#user;
  }

  #question(): QueryOptions<ListResult<PlayedGame>> | undefined {
    if (this.missing) return undefined;
    // behind a gateway its configuration names player and groups, and the page has no say
    const isDirect = this.connection?.mode === 'direct';
    const { vaixOperator, vaixBookmakerId, vaixSubBookmakerId } = this.connection?.settings ?? {};
    const groups = { operator: vaixOperator, bookmakerId: vaixBookmakerId, subBookmakerId: vaixSubBookmakerId };
    const history = { ...readHistory(this, isDirect ? this.#user : undefined, this.#warn), ...(isDirect && groups) };
    return {
      key: keys.plays(history),
      load: (connection, signal) => connection.service(vaix)!.getLatestGameSessions(history, { signal, retry: 0 }),
      refetchInterval: this.refresh,
      eager: this.loading === 'eager',
    };
  }

  /** The events of an answer, once each. */
  #tellNews(): void {
    const { data } = this.primary;
    const before = this.#answer;
    if (!data || data === before) return;
    this.#answer = data;
    const changed = before ? countNew(before.items, data.items) : 0;
    void this.updateComplete.then(() => {
      if (before) this.emit('gs-update', { changed });
      if (data.skipped.length) void this.#tellSkipped(data);
    });
  }

  /** Rows that could not be read are left out, and the page is told which. */
  async #tellSkipped(answer: ListResult<unknown>): Promise<void> {
    const { partialError } = await import('../../shared/partial-error.js');
    const error = partialError(answer, 'vaix');
    if (!error) return;
    console.error(`<gs-recent-games>: ${error.message}`, error);
    this.emit('gs-error', { error, partial: true });
  }

  readonly #onSelect = (event: Event, game: RecentGame): void => {
    const { gameId, internalGameId, enabled } = game.play;
    if (enabled === false) return event.preventDefault();
    const choice: GameChoice = { gameId, internalGameId, index: game.index };
    if (!this.emit('gs-before-game-select', choice, { cancelable: true })) return event.preventDefault();
    this.emit('gs-game-select', choice);
    this.#afterPlay.leave();
    if (this.action === 'launch') this.#launch(game);
  };

  #launch({ launchId, name, imageUrl }: RecentGame): void {
    const launch = findLauncher(this, this.launcher);
    if (launch) return launch({ gameId: launchId, gameTitle: name, gameImage: imageUrl });
    const where = this.launcher ? `no <gs-session-launcher id="${this.launcher}">` : 'no <gs-session-launcher>';
    this.warn(`there is ${where} on the page to start the game; listen to gs-game-select, or set action="link".`);
  }

  readonly #onBroken = (imageUrl: string): void => {
    this.broken = new Set([...this.broken, imageUrl]);
  };

  #renderBody(): unknown {
    const layout = enumAttribute('layout', this.layout, ['carousel', 'grid', 'list'], this.#warn);
    const facts = new Set(this.show.split(/\s+/).filter(Boolean));
    for (const word of facts) enumAttribute('show', word, CARD_FACTS, this.#warn);
    if (this.state === 'ready') return this.#renderGames(layout, facts);
    const bones = renderSkeleton(readCount(this.count, this.#warn), layout, facts);
    const message = this.renderMessage(bones, this.localize('recentEmpty'));
    // Cards that nobody sees keep the height which the others had or will have.
    const room = layout === 'carousel' ? html`<div class="room">${renderSkeleton(1, layout, facts)}</div>` : nothing;
    return html`<div class="instead">
      ${this.state === 'empty' ? html`<slot name="fallback">${message}</slot>` : message}${room}
    </div>`;
  }

  #renderGames(layout: Layout, facts: ReadonlySet<string>): TemplateResult {
    const isLink = enumAttribute('action', this.action, ['launch', 'link', 'event'], this.#warn) === 'link';
    const context: ListContext = {
      layout,
      facts,
      language: this.tableLanguage,
      headingLevel: this.headingLevel + 1,
      broken: this.broken,
      say: (name) => this.localize(name),
      linkTo: isLink ? this.#linkTo : undefined,
      onSelect: this.#onSelect,
      onBroken: this.#onBroken,
    };
    const isByDay = enumAttribute('group-by', this.groupBy, ['none', 'day'], this.#warn) === 'day';
    const list = isByDay ? renderDays(this.#games, context) : renderList(this.#games, context);
    const words = { previous: this.localize('previous'), next: this.localize('next') };
    return html`<div class="games">${layout === 'carousel' ? this.#carousel.render(list, words) : list}</div>`;
  }

  readonly #linkTo = (game: RecentGame): string | undefined => {
    const href = game.href ?? this.href;
    if (!href) this.warn('action="link" needs href="…", or a resolveGame that answers an href.');
    return href;
  };
}

define('gs-recent-games', GsRecentGames);

declare global {
  interface HTMLElementTagNameMap {
    'gs-recent-games': GsRecentGames;
  }
}
