import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { ListResult } from '../../api/operation.js';
import { iplaygames, type Game } from '../../api/iplaygames/index.js';
import { vaix, type PlayedGame } from '../../api/vaix/index.js';
import { keys } from '../../live/keys.js';
import { Query, type QueryOptions } from '../../live/query.js';
import { define } from '../../shared/define.js';
import { GsDataElement } from '../../shared/gs-data-element.js';
import { LazyImages } from '../../shared/lazy-images.js';
import { partialError } from '../../shared/partial-error.js';
import { enumAttribute } from '../../shared/enum-attribute.js';
import { numberFormat } from '../../shared/format.js';
import { quote } from '../../shared/quote.js';
import { shell, tokens } from '../../shared/tokens.styles.js';
import '../../shared/locales/en-recent-games.js';
import { RefreshAfterPlay } from './refresh-after-play.js';
import { cardStyles } from './card.styles.js';
import { CARD_FACTS } from './card.js';
import { describeFlaw, findFilterFlaw, type FilterFlaw } from './filter-grammar.js';
import { KeepFocus } from './keep-focus.js';
import { readPreferences, toggled, writePreferences, type GamePreferences } from '../../shared/game-preferences.js';
import { ResolverCache, type Resolver } from './resolver-cache.js';
import { Carousel } from './carousel.js';
import { readCount, readHistory } from './history-query.js';
import { findLauncher } from './find-launcher.js';
import { renderSkeleton, renderDays, renderList, type Layout, type ListContext } from './list.js';
import { countNew, gameFinder, isWebAddress, shownGames, type RecentGame, type ResolvedGame } from './view-model.js';
import { pictureStyles } from './picture.styles.js';
import { styles } from './recent-games.styles.js';

export type { ResolvedGame, Resolver };

/** Which game the player chose. */
export interface GameChoice {
  /** Id in the history. */
  readonly gameId: string;
  /** Id of the operator; undefined when the history has none. */
  readonly internalGameId?: string;
  /** Place in the list, from 0. */
  readonly index: number;
}

declare module '../../shared/events.js' {
  interface GsEventMap {
    /** The player chose a game; `preventDefault()` stops what `action` would do. */
    'gs-before-game-select': CustomEvent<GameChoice>;
    /** The player chose a game; `action` follows. */
    'gs-game-select': CustomEvent<GameChoice>;
  }
}

/**
 * The games that a player played last; one tap continues a game.
 *
 * @tag gs-recent-games
 * @slot header - instead of the heading
 * @slot actions - at the end of the header
 * @slot see-all - instead of the link to all games, at the end of the header
 * @slot footer - below the games
 * @slot fallback - for a player without history, such as popular games
 * @slot loading - instead of the skeleton
 * @slot empty - instead of the words for an empty history
 * @slot error - instead of the words for a failure
 * @event {CustomEvent<GameChoice>} gs-before-game-select - a game was chosen; cancelable
 * @event {CustomEvent<GameChoice>} gs-game-select - a game was chosen and `action` follows
 * @csspart list - the games, or those of one day
 * @csspart card - one game
 * @csspart art - the box of its picture
 * @csspart image - its picture
 * @csspart monogram - its initials, where there is no picture
 * @csspart title - its name: the button or link
 * @csspart studio - who made it
 * @csspart played-at - when it was played
 * @csspart duration - for how long
 * @csspart min-bet - the least bet
 * @csspart tag - one of its tags
 * @csspart badge - a feature of the game
 * @csspart unavailable - why it can't be played
 * @csspart day-heading - a day, under `group-by="day"`
 * @csspart previous-button - scrolls a carousel back
 * @csspart next-button - scrolls a carousel on
 * @csspart favourite-button - marks a game as a favourite, under `allow-favourite`
 * @csspart hide-button - hides a game, under `allow-hide`
 * @csspart hidden-games - how many games are hidden, and the button that shows them again
 * @csspart show-hidden-button - shows hidden games again
 * @csspart see-all - the link to all games
 * @cssprop [--gs-card-aspect=16/9] - aspect of the pictures: `1`, `3/4`
 * @cssprop [--gs-card-size] - width of a card in a carousel, least width in a grid, width of the picture in a list
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
  /** A filter in the history's own language: checked against its grammar, then passed on whole. */
  @property() filters?: string;
  /** `auto` completes games from the catalogue of iPlayGames, where the connection has it. */
  @property() catalogue: 'auto' | 'off' = 'auto';
  /** How the games are laid out. */
  @property() layout: Layout = 'carousel';
  /** `day` puts the games of a day under its name. */
  @property({ attribute: 'group-by' }) groupBy: 'none' | 'day' = 'none';
  /** Facts on a card beside the name: words out of `played-at duration studio min-bet tags badges new features`. */
  @property() show = 'studio played-at badges';
  /** What a tap does beside the event: starts the game in the page's launcher, follows the link, nothing. */
  @property() action: 'launch' | 'link' | 'event' = 'launch';
  /** Id of the launcher or swiper that starts the games. Default: the nearest launcher, else the nearest swiper. */
  @property() launcher?: string;
  /** Link of the cards with `action="link"`, such as `/play/{gameId}`. */
  @property() href?: string;
  /** Leaves out games that can't be played now. */
  @property({ type: Boolean, attribute: 'hide-disabled' }) hideDisabled = false;
  /** Each game has a button that hides it; kept in the page's storage. */
  @property({ type: Boolean, attribute: 'allow-hide' }) allowHide = false;
  /** Each game has a button that marks it as a favourite, which comes first; kept in the page's storage. */
  @property({ type: Boolean, attribute: 'allow-favourite' }) allowFavourite = false;
  /** Where "See all" in the header leads. Without it there is no such link. */
  @property({ attribute: 'see-all-href' }) seeAllHref?: string;
  /** The page's picture of a game, or a promise of it. */
  @property({ attribute: false }) resolveImage?: Resolver<string>;
  /** The page's own facts about a game, or a promise of them: name, studio, picture, link, id. */
  @property({ attribute: false }) resolveGame?: Resolver<ResolvedGame>;

  @state() private broken: ReadonlySet<string> = new Set();

  protected readonly primary = new Query<ListResult<PlayedGame>>(this, () => this.#historyQuery());
  readonly #catalogue = new Query<ListResult<Game>>(this, () => this.#catalogueQuery());
  protected readonly images = new LazyImages(this);
  readonly #carousel = new Carousel(this);
  protected readonly focusKeeper = new KeepFocus(this);
  readonly #afterPlay = new RefreshAfterPlay(this, () => void this.primary.refetch());
  readonly #warn = (message: string): void => this.warn(message);
  readonly #onResolved = (): void => this.requestUpdate();
  readonly #onFault = (error: unknown): void => this.warn(`a resolver failed: ${String(error)}`);
  readonly #resolvedImages = new ResolverCache<string>(this.#onResolved, this.#onFault);
  readonly #resolvedGames = new ResolverCache<ResolvedGame>(this.#onResolved, this.#onFault);
  #games: readonly RecentGame[] = [];
  #preferences?: GamePreferences;
  #answer?: ListResult<PlayedGame>;
  #minute?: ReturnType<typeof setInterval>;

  /** The games on the screen. */
  get games(): readonly RecentGame[] {
    return this.#games;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // "5 minutes ago" has to be updated.
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
    if (!this.#canAsk) return this.localize('missingAttribute', { name: 'player-id' });
    const flaw = this.#filterFlaw;
    return flaw && this.localize('recentFilter', { position: flaw.index + 1 });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#preferences = this.allowHide || this.allowFavourite ? readPreferences(this.#owner) : undefined;
    this.#games = shownGames(this.primary.data?.items ?? [], {
      count: readCount(this.count, this.#warn),
      unique: this.distinction === 'unique',
      hideDisabled: this.hideDisabled,
      hidden: this.allowHide ? this.#preferences?.hidden : undefined,
      favourites: this.allowFavourite ? this.#preferences?.favourites : undefined,
      player: this.connection?.player ?? {},
      findGame: gameFinder(this.#catalogue.data?.items ?? []),
      resolveImage: (play) => this.#resolvedImages.resolve(this.resolveImage, play),
      resolveGame: (play) => this.#resolvedGames.resolve(this.resolveGame, play),
    });
    const flaw = this.#filterFlaw;
    if (flaw) this.warn(describeFlaw(this.filters!, flaw));
    super.willUpdate(changed);
    this.#tellNews();
  }

  protected override render(): TemplateResult {
    return this.renderLayout(this.#renderBody(), this.#renderSeeAll(), this.#label);
  }

  /** Whose history is requested; with a gateway the token decides. */
  get #user(): string | undefined {
    const id = this.playerId || this.connection?.player.id;
    return id && id !== '0' ? id : undefined; // "0" stands for players who are not logged in
  }

  get #canAsk(): boolean {
    return this.connection?.mode === 'gateway' || !!this.#user;
  }

  get #label(): string {
    return this.heading ?? this.localize('recentGames');
  }

  /** Key of the stored preferences. */
  get #owner(): string {
    return this.#user ?? '';
  }

  get #filterFlaw(): FilterFlaw | undefined {
    return this.filters?.trim() ? findFilterFlaw(this.filters) : undefined;
  }

  #historyQuery(): QueryOptions<ListResult<PlayedGame>> | undefined {
    if (this.missing) return undefined;
    // behind a gateway its configuration sets player and groups
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

  /** The whole catalogue, once for all elements of the page, when there are games to complete. */
  #catalogueQuery(): QueryOptions<ListResult<Game>> | undefined {
    const isWanted = enumAttribute('catalogue', this.catalogue, ['auto', 'off'], this.#warn) === 'auto';
    if (!isWanted || !this.primary.data?.items.length || !this.connection?.has('iplaygames')) return undefined;
    return {
      key: keys.games({ perPage: 'all' }),
      load: (connection, signal) => connection.service(iplaygames)!.listGames({ perPage: 'all' }, { signal, retry: 0 }),
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
      this.#tellSkipped(data);
    });
  }

  /** Reports rows that could not be read and are left out. */
  #tellSkipped(answer: ListResult<unknown>): void {
    const error = partialError(answer, 'vaix');
    if (!error) return;
    console.error(`<gs-recent-games>: ${error.message}`, error);
    this.emit('gs-error', { error, partial: true });
  }

  readonly #onSelect = (event: Event, game: RecentGame): void => {
    const { gameId, internalGameId } = game.play;
    if (game.unavailable) return event.preventDefault();
    const choice: GameChoice = { gameId, internalGameId, index: game.index };
    if (!this.emit('gs-before-game-select', choice, { cancelable: true })) return event.preventDefault();
    this.emit('gs-game-select', choice);
    this.#afterPlay.leave();
    if (this.action === 'launch') this.#launch(game);
  };

  #launch({ launchId, name, imageUrl }: RecentGame): void {
    const launch = findLauncher(this, this.launcher);
    if (launch) return launch({ gameId: launchId, gameTitle: name, gameImage: imageUrl });
    const where = this.launcher ? `no launcher or swiper with id="${this.launcher}"` : 'no <gs-session-launcher>';
    this.warn(`there is ${where} on the page to start the game; listen to gs-game-select, or set action="link".`);
  }

  readonly #onBroken = (imageUrl: string): void => {
    this.broken = new Set([...this.broken, imageUrl]);
  };

  readonly #onHide = ({ play }: RecentGame): void => {
    const { hidden, favourites } = readPreferences(this.#owner);
    this.#store({ hidden: new Set([...hidden, play.gameId]), favourites });
  };

  readonly #onShowHidden = (): void => {
    this.#store({ hidden: new Set(), favourites: readPreferences(this.#owner).favourites });
  };

  readonly #onFavourite = ({ play }: RecentGame): void => {
    const { hidden, favourites } = readPreferences(this.#owner);
    this.#store({ hidden, favourites: toggled(favourites, play.gameId) });
  };

  #store(preferences: GamePreferences): void {
    if (!writePreferences(this.#owner, preferences))
      this.warn('the page has no storage to keep what the player chose.');
    this.requestUpdate();
  }

  #renderSeeAll(): TemplateResult {
    const { seeAllHref } = this;
    const isSafe = seeAllHref && isWebAddress(seeAllHref);
    if (seeAllHref && !isSafe) this.warn(`see-all-href=${quote(seeAllHref)} is no web address.`);
    return html`<slot name="see-all"
      >${isSafe ? html`<a class="see-all" part="see-all" href=${seeAllHref}>${this.localize('recentSeeAll')}</a>` : nothing}</slot
    >`;
  }

  /** How many games the player has hidden, with a button to show them again. */
  #renderHidden(): unknown {
    const played = new Set(this.primary.data?.items.map(({ gameId }) => gameId));
    const count = this.allowHide ? [...(this.#preferences?.hidden ?? [])].filter((id) => played.has(id)).length : 0;
    if (!count) return nothing;
    return html`<p class="hidden-games" part="hidden-games" role="status">
      ${this.localize('recentHidden', { count, n: numberFormat(this.tableLanguage).format(count) })}
      <button type="button" class="button" part="show-hidden-button" @click=${this.#onShowHidden}>
        ${this.localize('recentShowHidden')}
      </button>
    </p>`;
  }

  #renderBody(): unknown {
    const layout = enumAttribute('layout', this.layout, ['carousel', 'grid', 'list'], this.#warn);
    const facts = new Set(this.show.split(/\s+/).filter(Boolean));
    for (const word of facts) enumAttribute('show', word, CARD_FACTS, this.#warn);
    if (this.state === 'ready') return this.#renderGames(layout, facts);
    const bones = renderSkeleton(readCount(this.count, this.#warn), layout, facts);
    const message = this.renderMessage(bones, this.localize('recentEmpty'));
    // Invisible cards keep the height of the list.
    const room = layout === 'carousel' ? html`<div class="room">${renderSkeleton(1, layout, facts)}</div>` : nothing;
    return html`<div class="instead">
      ${this.state === 'empty' ? html`<slot name="fallback">${message}</slot>` : message}${room}
    </div>${this.#renderHidden()}`;
  }

  #renderGames(layout: Layout, facts: ReadonlySet<string>): TemplateResult {
    const isLink = enumAttribute('action', this.action, ['launch', 'link', 'event'], this.#warn) === 'link';
    const context: ListContext = {
      layout,
      facts,
      language: this.tableLanguage,
      headingLevel: this.headingLevel + 1,
      broken: this.broken,
      label: this.#label,
      currency: this.connection?.player.currency,
      localize: this.localize,
      linkTo: isLink ? this.#linkTo : undefined,
      onSelect: this.#onSelect,
      onBroken: this.#onBroken,
      onHide: this.allowHide ? this.#onHide : undefined,
      onFavourite: this.allowFavourite ? this.#onFavourite : undefined,
    };
    const isByDay = enumAttribute('group-by', this.groupBy, ['none', 'day'], this.#warn) === 'day';
    const list = isByDay ? renderDays(this.#games, context) : renderList(this.#games, context);
    const words = { previous: this.localize('previous'), next: this.localize('next') };
    return html`<div class="games">${layout === 'carousel' ? this.#carousel.render(list, words) : list}</div>
      ${this.#renderHidden()}`;
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
