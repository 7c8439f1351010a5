/** What is going on in the swiper: the feed or the multi-session, and what the service and the games say about it. */
import type { PropertyValues } from 'lit';
import { ApiError } from '../../api/error.js';
import { keys } from '../../live/keys.js';
import type { GameEvent } from '../../game/messages.js';
import type { Connection } from '../../live/connection.js';
import { Query } from '../../live/query.js';
import type { StateWord } from '../../shared/states.js';
import { SessionService } from '../../play/session-service.js';
import type { GsGameFrame } from '../game-frame/game-frame.js';
import type { SlideRef } from './events.js';
import { Feed } from './feed.js';
import { createFeed, availableTo, readIds } from './games.js';
import type { SwiperHooks } from './types.js';
import type { HostedSession } from './hosted-session.js';
import { Navigation } from './navigation.js';
import { VisibilityController } from './visibility-controller.js';
import type { FeedPlayer } from './native-session.js';
import type * as PlayingCode from './runtime.js';
import { iplaygamesQuery } from './queries.js';
import { SwiperSettings } from './settings.js';
import type { SuspendLevel } from './suspend-frame.js';
import { refOf, type Slide, type SlidePhase } from './slide.js';

/** A game of the feed that is in the document or was started. */
export interface SlideState extends SlideRef {
  readonly phase: SlidePhase;
  readonly sessionId?: string;
  /** What keeps the game quiet while it is not in front. */
  readonly silencedBy?: SuspendLevel;
}

export abstract class SwiperGames extends SwiperSettings {
  readonly #hooks: SwiperHooks = {
    host: this,
    service: () => (this.connection?.has('iplaygames') ? new SessionService(this.connection) : undefined),
    language: () => this.language,
    frame: (slide) => this.#frameOf(slide),
    emit: (type, detail, cancelable) => this.emit(type, ...([detail, { cancelable }] as never)),
    onRest: (slide) => void this.#player?.play(slide),
    onReady: (slide) => this.#onReady(slide),
  };
  protected readonly feed = new Feed(() => this.requestUpdate());
  protected hosted?: HostedSession;
  #player?: FeedPlayer;
  #code?: Promise<typeof PlayingCode | undefined>;
  #tell?: typeof PlayingCode;
  protected readonly navigation = new Navigation(this.#hooks, this.feed, () =>
    this.append(this.feed.games.map(({ id }) => id)),
  );
  readonly #screen = new VisibilityController(this, () => this.requestUpdate());
  readonly #catalogue = new Query(this, () =>
    iplaygamesQuery(keys.games, this.search, (api, search, options) => api.listGames(search, options), {
      eager: this.loading === 'eager',
    }),
  );
  readonly #multi = new Query(this, () =>
    iplaygamesQuery(
      keys.multiStatus,
      this.hosted?.watched,
      (api, id, options) => api.getMultiSessionStatus(id, options),
      {
        refetchInterval: this.refresh,
      },
    ),
  );
  readonly #session = new Query(this, () =>
    iplaygamesQuery(
      (id) => keys.gameStatus(id),
      this.feed.watched,
      (api, id, options) => api.getGameSessionStatus(id, options),
      {
        refetchInterval: this.refresh,
      },
    ),
  );

  #made?: { key: string; catalogue: unknown };
  #hasStarted = false;
  #isWaiting = false;
  #failure?: ApiError;
  #from?: Connection;
  /** The slide whose game gets the focus when it is ready: the player has tapped for it. */
  #tapped?: Slide;

  /** The game in front, from 0. */
  get activeIndex(): number {
    return this.isHosted ? (this.hosted?.currentIndex ?? 0) : this.feed.active;
  }

  /** The games in the document or started, in no order. */
  get slides(): SlideState[] {
    const slides = new Set([...this.feed.places, ...this.feed.started]);
    return [...slides].flatMap((slide) =>
      slide
        ? [{ ...refOf(slide), phase: slide.phase, sessionId: slide.session?.id, silencedBy: slide.silencedBy }]
        : [],
    );
  }

  /** Why nothing could be shown or started. */
  override get error(): ApiError | undefined {
    return this.#failure ?? this.hosted?.error ?? super.error;
  }

  /** Starts: the multi-session, or the game in front. Resolves when it has started or failed; never rejects. */
  async start(): Promise<void> {
    await this.updateComplete;
    if (!this.connection || this.connection.problem || this.missing) return;
    if (!this.isHosted) this.feed.isOn = true;
    const isThere = await this.prepare();
    if (!isThere || !this.isConnected) return void (this.feed.isOn = false);
    if (this.isHosted) return this.hosted?.start(this.wish);
    const slide = this.feed.activeSlide;
    // Before the catalogue is there the wish is kept.
    this.#isWaiting = !slide;
    if (slide) await this.#player?.play(slide);
  }

  /** To the next game; at the end as `end-behavior` says. */
  next(): void {
    this.navigation.step(1);
  }

  /** To the game before. */
  previous(): void {
    this.navigation.step(-1);
  }

  /** To a game, by its place from 0 or its id. Hosted games are the vendor's page's to change. */
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

  /** Ends what was started, back to the posters. Resolves when the service was told. */
  async end(): Promise<void> {
    this.#player?.end('player');
    await this.hosted?.end('player');
  }

  protected override get primary(): SwiperSettings['primary'] {
    return this.hosted?.id ? this.#multi : this.#catalogue;
  }

  protected override get isEmpty(): boolean {
    return !this.isHosted && this.feed.games.length === 0;
  }

  protected override computeState(): StateWord {
    const word = super.computeState();
    const { phase, id } = this.hosted ?? {};
    if (word === 'unconfigured') return word;
    if (!this.isHosted) return this.isEmpty ? word : this.feed.isOn || this.feed.started.length ? 'ready' : 'idle';
    if (id) return 'ready';
    return phase === 'starting' ? 'loading' : phase === 'failed' ? 'error' : phase === 'expired' ? phase : 'idle';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { connection } = this;
    const watched = this.#watched;
    // Another account, player or currency: what the former one opened is ended where it was opened.
    const isOther =
      connection?.cache !== this.#from?.cache || connection?.player.currency !== this.#from?.player.currency;
    if (this.#from && isOther) this.leave();
    this.#from = connection;
    if (changed.has('mode') && changed.get('mode')) this.leave();
    if (changed.has('multiSessionId') && !this.multiSessionId) this.hosted?.detach();
    if (this.isHosted && this.multiSessionId && connection && !connection.problem) {
      if (this.hosted) this.hosted.attach(this.multiSessionId, this.swipeUrl);
      else void this.prepare();
    }
    this.#takeGames();
    this.hosted?.take(this.#multi.data, this.#multi.error);
    this.#player?.take(this.#session.data, this.#session.error);
    // The questions of this update were put before: what is over is not asked about again, what has begun is.
    if (watched !== this.#watched) void this.updateComplete.then(() => this.requestUpdate());
    super.willUpdate(changed);
  }

  protected override updated(): void {
    this.navigation.place();
    const isDue = this.autostart && !this.#hasStarted && this.#screen.is && this.state === 'idle';
    if (!isDue && !(this.#isWaiting && this.feed.activeSlide)) return;
    this.#hasStarted = true;
    void this.start();
  }

  get #watched(): string {
    return `${this.hosted?.watched} ${this.feed.watched}`;
  }

  /** The feed of now; the same one when nothing it is made of has changed. */
  #takeGames(): void {
    const { data } = this.#catalogue;
    const key = `${this.gameIds} ${this.more.join()} ${this.connection?.player.currency} ${this.connection?.player.countryCode}`;
    if (this.#made?.key === key && this.#made.catalogue === data) return;
    this.#made = { key, catalogue: data };
    const catalogue = data?.items ?? [];
    const { ids } = this;
    const own =
      ids.length || !this.connection ? ids : availableTo(this.connection.player, catalogue).map(({ id }) => id);
    if (this.feed.setGames(createFeed([...own, ...this.more], catalogue))) this.navigation.keep();
  }

  #frameOf(slide: Slide): GsGameFrame | null {
    const frames = this.renderRoot.querySelectorAll<GsGameFrame>('gs-game-frame');
    return [...frames].find((frame) => frame.dataset['key'] === slide.game.key) ?? null;
  }

  #onReady(slide: Slide): void {
    this.emit('gs-slide-ready', { ...refOf(slide), sessionId: slide.session?.id ?? '' });
    if (this.#tapped === slide && slide === this.feed.activeSlide) this.#frameOf(slide)?.focusGame();
    this.#tapped = undefined;
  }

  /** Fetches what it takes to play. Answers whether it is there; says why not, and tries again the next time. */
  protected readonly prepare = async (): Promise<boolean> => {
    this.#code ??= import('./runtime.js').catch((cause: unknown) => {
      this.#code = undefined;
      this.#failure = new ApiError('The code that plays games did not load', {
        code: 'network',
        service: 'iplaygames',
        cause,
      });
      this.requestUpdate();
      return undefined;
    });
    const code = await this.#code;
    if (!code || this.hosted) return !!code;
    this.#tell = code;
    this.#failure = undefined;
    this.#player = new code.FeedPlayer(this.feed, this.#hooks);
    this.hosted = new code.HostedSession(this.#hooks);
    this.requestUpdate();
    return true;
  };

  /** Ends what was started, without waiting: nobody is there any more. */
  protected readonly leave = (): void => {
    this.#player?.end('leave');
    this.hosted?.leave();
  };

  protected readonly onPlay = (slide?: Slide): void => {
    if (!slide || this.isHosted) return void this.start();
    this.#tapped = slide;
    void this.start();
  };

  /** A frame has said something, of its game or of itself; its own states are none of the swiper's. */
  protected readonly onEvent = (event: Event, slide?: Slide): void => {
    const ref = slide ? refOf(slide) : { index: this.activeIndex, gameId: '' };
    const { detail } = event as CustomEvent<{ event: GameEvent; to?: StateWord }>;
    event.stopPropagation();
    if (event.type === 'gs-game-event') {
      if (slide) this.#player?.hear(slide, detail.event);
      this.#tell?.emitGameEvent(this, detail.event, ref);
    } else if (event.type === 'gs-game-message') this.#tell?.emitSlideEvent(this, event.type, { ...detail, ...ref });
    else if (slide && event.type !== 'gs-state-change') this.#player?.block(slide);
    else if (slide && detail.to === 'ready') this.#player?.setReady(slide);
  };
}
