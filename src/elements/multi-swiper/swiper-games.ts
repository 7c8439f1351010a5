/** State of the swiper: the feed or the multi-session, with answers of the service and messages of the games. */
import type { PropertyValues } from 'lit';
import { state } from 'lit/decorators.js';
import type { ApiError } from '../../api/error.js';
import type { Game, GameSessionStatus, MultiSessionStatus } from '../../api/iplaygames/index.js';
import { meshmap, type GameSession } from '../../api/meshmap/index.js';
import { keys } from '../../live/keys.js';
import { Query } from '../../live/query.js';
import type { GameRun } from '../../play/game-run.js';
import type { Phase as RunPhase } from '../../play/phases.js';
import type { RunEvents } from '../../play/run-host.js';
import type { SilencedBy } from '../../play/types.js';
import { readPreferences, toggled, writePreferences } from '../../shared/game-preferences.js';
import { restrictionOf } from '../../shared/game-restriction.js';
import type { StateWord } from '../../shared/states.js';
import type { GsGameFrame } from '../game-frame/game-frame.js';
import type { Phase } from '../game-shell/phase.js';
import type { SlideRef } from './events.js';
import { Feed } from './feed.js';
import { NO_FILTER, passesFilter, type FilterValues } from './game-filter.js';
import { createFeed, readIds } from './games.js';
import { hostedGames, type HostedGames } from './hosted-session.js';
import { Navigation } from './navigation.js';
import { FeedPlayer } from './native-session.js';
import { iplaygamesQuery } from './queries.js';
import { SwiperSettings } from './settings.js';
import { refOf, type Slide } from './slide.js';
import { VisibilityController } from './visibility-controller.js';

/** A game of the feed that is in the document or was started. */
export interface SlideState extends SlideRef {
  readonly phase: RunPhase;
  readonly sessionId?: string;
  /** How the game is silenced while it is not active. */
  readonly silencedBy?: SilencedBy;
}

/** Phases without an open game: the toolbar then belongs to another game that is still open. */
const QUIET: readonly Phase[] = ['poster', 'ended', 'expired', 'unavailable', 'resumable'];

export abstract class SwiperGames extends SwiperSettings {
  protected readonly feed = new Feed(() => this.requestUpdate());
  protected hostedRun?: GameRun;
  #player?: FeedPlayer;
  #status?: MultiSessionStatus;
  #preparing?: Promise<boolean>;
  protected readonly navigation = new Navigation(
    {
      host: this,
      emit: (type, detail, cancelable) => this.emit(type, ...([detail, { cancelable }] as never)),
      onRest: (slide) => void this.#player?.play(slide),
    },
    this.feed,
    () => this.append(this.feed.games.map(({ id }) => id)),
  );
  readonly #screen = new VisibilityController(this, () => this.requestUpdate());
  readonly #catalogue = new Query(this, () =>
    iplaygamesQuery(keys.games, this.search, (api, search, options) => api.listGames(search, options), {
      eager: this.loading === 'eager',
    }),
  );
  readonly #board = new Query(this, () => {
    const { sessionId: id } = this;
    return id && this.connection?.has('meshmap')
      ? {
          key: keys.session(id),
          load: (connection, signal) => connection.service(meshmap)!.getGameSession(id, { signal, retry: 0 }),
          refetchInterval: this.refresh,
        }
      : undefined;
  });
  /** Slides for which `gs-slide-ready` was emitted. */
  readonly #ready = new WeakSet<GameRun>();

  @state() protected filter = NO_FILTER;
  @state() protected favourites: ReadonlySet<string> = new Set();
  #favouritesOf?: string;
  #made?: { key: string; catalogue: unknown };
  #hasStarted = false;
  #isWaiting = false;
  #isPreloadDue = false;
  /** The multi-session that was followed last; it is not followed again once it is over. */
  #followed = '';
  /** The slide that the player has tapped: its game gets the focus. */
  protected tapped?: Slide;

  /** The Meshmap session of `session-id`, when it is known. */
  get session(): GameSession | undefined {
    return this.#board.data;
  }

  /** The game in front, from 0. */
  get activeIndex(): number {
    return this.isHosted ? this.hosted.current : this.feed.active;
  }

  /** The games in the document or started, in no order. */
  get slides(): SlideState[] {
    const slides = new Set([...this.feed.places, ...this.feed.started]);
    return [...slides].flatMap((slide) =>
      slide
        ? [
            {
              ...refOf(slide),
              phase: slide.phase,
              sessionId: slide.run?.session?.id,
              silencedBy: slide.run?.silencedBy,
            },
          ]
        : [],
    );
  }

  /** Why nothing could be shown or started. */
  override get error(): ApiError | undefined {
    return this.codeError ?? this.hostedRun?.error ?? super.error;
  }

  /** Starts: the multi-session, or the game in front. Resolves when it has started or failed; never rejects. */
  async start(): Promise<void> {
    await this.updateComplete;
    if (!this.connection || this.connection.problem || this.missing) return;
    if (!this.isHosted) this.feed.isOn = true;
    const isThere = await this.prepare();
    if (!isThere || !this.isConnected) return void (this.feed.isOn = false);
    if (this.isHosted) return this.#startHosted();
    const slide = this.feed.activeSlide;
    // Before the catalogue has loaded the request is kept.
    this.#isWaiting = !slide;
    if (slide) await this.#play(slide);
  }

  async #startHosted(): Promise<void> {
    const run = this.hostedRun!;
    if (run.session) return;
    const started = run.launch({ gameId: '', boardId: this.sessionId }, { gameIds: this.wish });
    await this.startImmersive(run);
    await started;
  }

  async #play(slide: Slide, isNew = false): Promise<void> {
    const played = this.#player!.play(slide, isNew);
    if (slide === this.tapped) await this.startImmersive(slide.run!);
    await played;
  }

  /** Goes to the next game; after the last one by `end-behavior`. */
  next(): void {
    this.navigation.step(1);
  }

  /** Goes to the previous game. */
  previous(): void {
    this.navigation.step(-1);
  }

  /** Goes to a game, by its index from 0 or its id. In hosted mode only the vendor's page can. */
  goTo(target: number | string): void {
    const { games } = this.feed;
    this.navigation.go(typeof target === 'number' ? target : games.findIndex(({ id }) => id === target));
  }

  /** Appends games to the feed, by their ids. Nodes are appended as to any element. */
  override append(...items: (Node | string | readonly string[])[]): void {
    const isNode = (item: unknown): item is Node => item instanceof Node;
    if (items.some(isNode)) super.append(...items.filter(isNode));
    const isId = (item: unknown): item is string => typeof item === 'string' || typeof item === 'number';
    const ids = readIds(
      items
        .flatMap((item) => (isNode(item) ? [] : item))
        .filter(isId)
        .join(' '),
    );
    if (ids.length) this.more = [...this.more, ...ids];
  }

  /** Ends what was started, without asking the player. Resolves when the service has answered; never rejects. */
  async end(reason = 'player'): Promise<void> {
    await Promise.all([this.#player?.end(reason), this.hostedRun?.end(reason)]);
  }

  protected override get run(): GameRun | undefined {
    return this.isHosted ? this.hostedRun : this.feed.activeSlide?.run;
  }

  protected override get runs(): readonly GameRun[] {
    const runs = this.feed.slides.flatMap(({ run }) => run ?? []);
    return this.hostedRun ? [this.hostedRun, ...runs] : runs;
  }

  /** Of the active game; while that has none, of one that is still open. */
  protected override get shownRun(): GameRun | undefined {
    const { run } = this;
    if (this.isHosted || (run && !QUIET.includes(run.phase))) return run;
    return this.feed.started.find(({ run }) => run?.session)?.run ?? run;
  }

  protected get hosted(): HostedGames {
    return hostedGames(this.hostedRun?.multi, this.hostedRun?.session && this.#status);
  }

  protected override placeOf(run: GameRun): string {
    return `${this.id || 'gs-multi-swiper'} ${run.game?.gameId ?? ''}`;
  }

  protected override frameOf(run: GameRun): GsGameFrame | null {
    const key = this.#slideOf(run)?.game.key ?? '';
    const frames = this.renderRoot.querySelectorAll<GsGameFrame>('gs-game-frame');
    return [...frames].find((frame) => (frame.dataset['key'] ?? '') === key) ?? null;
  }

  protected override revealRun(run: GameRun): void {
    this.scrollIntoView({ block: 'nearest' });
    const slide = this.#slideOf(run);
    if (slide && slide.index !== this.feed.active) this.navigation.go(slide.index);
    else this.frameOf(run)?.focusGame();
  }

  #slideOf(run: GameRun): Slide | undefined {
    return this.#player?.slideOf(run);
  }

  protected override refOf(run: GameRun): SlideRef {
    const slide = this.#slideOf(run);
    return slide ? refOf(slide) : { index: this.activeIndex, gameId: '' };
  }

  protected override computePhase(): Phase {
    return this.run?.phase ?? 'poster';
  }

  protected override get primary(): SwiperSettings['primary'] {
    return this.#catalogue;
  }

  protected override get isEmpty(): boolean {
    // Where the player's own filter leaves nothing, the way back is beside it.
    return !this.isHosted && this.feed.games.length === 0;
  }

  protected override computeState(): StateWord {
    const word = super.computeState();
    if (word === 'unconfigured') return word;
    if (!this.isHosted) return this.isEmpty ? word : this.feed.isOn || this.feed.started.length ? 'ready' : 'idle';
    const { phase = 'poster', session, error } = this.hostedRun ?? {};
    if (session) return 'ready';
    return phase === 'starting' ? 'loading' : error ? 'error' : phase === 'expired' ? phase : 'idle';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('mode') && changed.get('mode')) for (const run of this.runs) run.endQuietly('page');
    this.#follow();
    this.#takeGames();
    super.willUpdate(changed);
    if (this.session?.status.toUpperCase() === 'COMPLETED') for (const run of this.runs) run.stopScores();
  }

  protected override connectionChanged(): void {
    if (!this.feed.started.length) this.feed.isOn = false;
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    this.navigation.place();
    if (this.preload === 'frame') this.#preloadLater();
    if (this.keepSession && !this.isHosted && (this.#player || this.hasKept)) void this.#findKept();
    const isDue = this.autostart && !this.#hasStarted && this.#screen.is && this.state === 'idle';
    if (!isDue && !(this.#isWaiting && this.feed.activeSlide)) return;
    this.#hasStarted = true;
    void this.start();
  }

  /** After the next paint: a swipe that comes to rest would be shown only with the next game's frame beside it. */
  #preloadLater(): void {
    if (this.#isPreloadDue) return;
    this.#isPreloadDue = true;
    requestAnimationFrame(() =>
      setTimeout(() => {
        this.#isPreloadDue = false;
        if (this.isConnected) this.#player?.preload();
      }),
    );
  }

  /** What an earlier page has left open is offered on its poster. */
  async #findKept(): Promise<void> {
    if (!(await this.prepare())) return;
    for (const slide of this.feed.places) if (slide && !slide.run) void this.#player!.runOf(slide).findKept();
  }

  /** Follows the multi-session that the page names, and lets go of it when it names none or another one. */
  #follow(): void {
    const { multiSessionId: id, connection } = this;
    if (!this.isHosted || id === this.#followed || !connection || connection.problem) return;
    if (!this.hostedRun) return void (id && this.prepare());
    const run = this.hostedRun;
    if (run.session && (id || run.session.isFollowed)) run.endQuietly('page');
    if (this.#followed) run.reset();
    this.#followed = id;
    if (id) void run.follow(id, this.swipeUrl);
  }

  /** The feed of now; the same one when nothing it is made of has changed. */
  #takeGames(): void {
    const { data } = this.#catalogue;
    const { ids, filter, favourites } = this;
    const { id = '', currency, countryCode } = this.connection?.player ?? {};
    const key = JSON.stringify([
      ids,
      this.more,
      currency,
      countryCode,
      filter,
      filter.onlyFavourites && [...favourites],
    ]);
    if (this.#made?.key === key && this.#made.catalogue === data) return;
    this.#made = { key, catalogue: data };
    if (id !== this.#favouritesOf) this.#readFavourites(id);
    const catalogue = data?.items ?? [];
    const player = { currency, countryCode };
    const own = ids.length ? ids : catalogue.filter((game) => !restrictionOf(game, player)).map((game) => game.id);
    const known = new Map(catalogue.map((game) => [game.id, game]));
    // A game that is open stays: the filter is no way to end it.
    const open = new Set(this.feed.started.map(({ game }) => game.id));
    const passing = [...own, ...this.more].filter(
      (one) =>
        open.has(one) || passesFilter(filter, { id: one, game: known.get(one), isFavourite: this.favourites.has(one) }),
    );
    if (this.feed.setGames(createFeed(passing, catalogue, player))) this.navigation.keep();
  }

  /** The games of the catalogue, to choose from. */
  protected get catalogueGames(): readonly Game[] {
    return this.#catalogue.data?.items ?? [];
  }

  protected readonly onFilter = (filter: FilterValues): void => {
    this.filter = filter;
  };

  #readFavourites(player: string): void {
    this.#favouritesOf = player;
    this.favourites = this.allowFavourite ? readPreferences(player).favourites : new Set();
  }

  protected readonly onFavourite = ({ game: { id } }: Slide): void => {
    const player = this.connection?.player.id ?? '';
    const preferences = readPreferences(player);
    this.favourites = toggled(preferences.favourites, id);
    writePreferences(player, { ...preferences, favourites: this.favourites });
  };

  protected override onRunEvent<K extends keyof RunEvents>(run: GameRun, type: K, detail: RunEvents[K]): void {
    if (run.kind === 'multi') return this.#onHostedEvent(run, type, detail);
    const slide = this.#slideOf(run);
    if (!slide) return;
    if (type === 'gs-launch') this.#ready.delete(run);
    else if (type === 'gs-unavailable' && run.error) this.emit('gs-slide-error', { ...refOf(slide), error: run.error });
    else if (type === 'gs-end') {
      const { sessionId, reason, confirmed } = detail as RunEvents['gs-end'];
      this.emit('gs-slide-end', { ...refOf(slide), sessionId, reason, confirmed });
    }
  }

  #onHostedEvent(run: GameRun, type: keyof RunEvents, detail: object): void {
    const { sessionId: multiSessionId = run.session?.id ?? '', reason = '' } = detail as Partial<RunEvents['gs-end']>;
    if (type === 'gs-launch') {
      const { expiresAt } = run.session!;
      this.emit('gs-multi-session-start', {
        multiSessionId,
        totalGames: this.hosted.total,
        expiresAt: expiresAt === undefined ? undefined : new Date(expiresAt),
      });
    } else if (type === 'gs-session-expired') this.emit('gs-multi-session-expired', { multiSessionId });
    else if (type === 'gs-end') this.emit('gs-multi-session-end', { multiSessionId, reason });
  }

  protected override onRunFailed(run: GameRun, error: ApiError): void {
    const slide = this.#slideOf(run);
    if (slide) this.emit('gs-slide-error', { ...refOf(slide), error });
  }

  protected override onRunChanged(run: GameRun): void {
    const slide = this.#slideOf(run);
    const { session } = run;
    if (!slide || !session?.id || run.phase !== 'playing' || this.#ready.has(run)) return;
    this.#ready.add(run);
    this.emit('gs-slide-ready', { ...refOf(slide), sessionId: session.id });
  }

  protected override onStatus(run: GameRun, status: GameSessionStatus | MultiSessionStatus | undefined): void {
    if (run.kind !== 'multi' || !status || !('games' in status) || status === this.#status || !run.session) return;
    this.#status = status;
    this.emit('gs-multi-session-status', { multiSessionId: run.session.id!, status });
  }

  /** Fetches what it takes to play. Answers whether it is there; says why not, and tries again the next time. */
  protected readonly prepare = (): Promise<boolean> => (this.#preparing ??= this.#prepare());

  async #prepare(): Promise<boolean> {
    const code = await this.loadPlaying();
    if (!code) {
      this.#preparing = undefined;
      return false;
    }
    this.#player = new FeedPlayer(this.feed, this, () => code.createRun());
    this.hostedRun = code.createRun('multi');
    // The games are in the shell now, which has a box of its own: the one in front stays there.
    void this.updateComplete.then(() => this.navigation.restore());
    return true;
  }

  protected readonly onPlay = (slide?: Slide, isNew = false): void => {
    this.tapped = slide;
    if (!slide || this.isHosted || !this.#player) return void this.start();
    this.feed.isOn = true;
    void this.#play(slide, isNew);
  };
}
