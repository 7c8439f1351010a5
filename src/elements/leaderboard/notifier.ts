/** Reports what the list already shows: to the page by events, to screen readers by a live region. */
import type { ReactiveController } from 'lit';
import type { GameSession } from '../../api/meshmap/index.js';
import { systemClock, type Clock } from '../../api/clock.js';
import { isRecord } from '../../api/response.js';
import { pageStorage, readStored, writeStored } from '../../live/storage.js';
import type { Standing } from '../../ranking/rank.js';
import type { BoardChanges, BoardHost, RankingUpdate, RowFormat, ViewHost } from './types.js';

type Timers = Pick<Clock, 'elapsed' | 'after'>;

/** Milliseconds from one announcement to the next. */
const PAUSE = 5000;

/** Throttled: at most one announcement per five seconds; of those that come too soon only the last is made, when it may. */
export class Announcer {
  readonly #write: (text: string) => void;
  readonly #clock: Timers;
  #last = -Infinity;
  #waiting: string | undefined;

  /** @param write puts a text into the live region */
  constructor(write: (text: string) => void, clock: Timers = systemClock) {
    this.#write = write;
    this.#clock = clock;
  }

  announce(text: string): void {
    const left = this.#last + PAUSE - this.#clock.elapsed();
    if (left <= 0) return this.#emit(text);
    if (this.#waiting === undefined) this.#clock.after(left, () => this.#release());
    this.#waiting = text;
  }

  /** Drops what still waits. */
  silence(): void {
    this.#waiting = '';
  }

  #release(): void {
    const text = this.#waiting;
    this.#waiting = undefined;
    if (text) this.#emit(text);
  }

  #emit(text: string): void {
    this.#last = this.#clock.elapsed();
    this.#write(text);
  }
}

/** What the notifier needs of the element. */
export type NotifierHost = BoardHost &
  Pick<ViewHost, 'renderRoot' | 'session' | 'self' | 'entries'> & {
    readonly stale: boolean;
    readonly offline: boolean;
  };

export class ChangeNotifier extends Announcer {
  readonly #host: NotifierHost;
  #session?: GameSession;
  #condition = '';

  constructor(host: NotifierHost, clock?: Timers) {
    super((text) => (host.renderRoot.querySelector('.announcer')!.textContent = text), clock);
    this.#host = host;
  }

  /**
   * @param update since the last call
   * @param total players on the board
   */
  notify(update: RankingUpdate | undefined, total: number, format: RowFormat): void {
    const host = this.#host;
    const { entries, session, settings } = host;
    const isSilent = settings.announce === 'off';
    if (update?.isFirst && entries) host.emit('gs-load');
    if (update?.changes) this.#notifyChanges(update.changes, total, format);
    const before = this.#session;
    this.#session = session ?? before;
    const hasEnded = before?.id === session?.id && before?.status !== 'COMPLETED' && session?.status === 'COMPLETED';
    if (session && hasEnded) {
      host.emit('gs-session-complete', { session });
      if (!isSilent) this.announce(resultText(host.self, total, format));
    }
    if (!isSilent) this.#announceCondition();
  }

  #notifyChanges(changes: BoardChanges, total: number, format: RowFormat): void {
    const { changed, joined, ranks, leader } = changes;
    const host = this.#host;
    if (changed) host.emit('gs-update', { changed });
    if (joined.length) host.emit('gs-player-join', { players: joined });
    for (const change of ranks) host.emit('gs-rank-change', change);
    if (leader) host.emit('gs-leader-change', leader);
    const text = this.#textOf(changes, total, format);
    if (text) this.announce(text);
  }

  /** The own new rank, or who leads now; undefined when neither changed. */
  #textOf({ ranks, leader }: BoardChanges, total: number, format: RowFormat): string | undefined {
    const { selfId, settings } = this.#host;
    const { name, number, localize } = format;
    if (settings.announce === 'leader' && leader) {
      const score = `${format.score(leader.to.score, leader.to)} ${format.unit}`.trim();
      return localize('boardNewLeader', { name: name(leader.to), score });
    }
    const own = settings.announce === 'self' && ranks.find(({ playerId }) => playerId === selfId);
    return own ? localize('boardNewRank', { rank: number(own.to), total: number(total) }) : undefined;
  }

  /** Says when shown data became old, and when it is fresh again. */
  #announceCondition(): void {
    const { stale, offline } = this.#host;
    const condition = offline ? 'offline' : stale ? 'boardStale' : '';
    if (condition === this.#condition) return;
    this.#condition = condition;
    this.announce(this.#host.localize(condition || 'boardFresh'));
  }
}

/** "You finished 4th of 40."; for readers who do not play only that the result is final. */
export function resultText(self: Standing | undefined, total: number, { localize, number }: RowFormat): string {
  if (!self?.rank) return localize('boardFinal');
  const place = localize('boardPlace', { ordinal: self.rank, n: number(self.rank) });
  return localize('boardResult', { place, total: number(total) });
}

/** Storage of the page that remembers the own rank between visits. */
const VISIT_KEY = 'gs-board-visits';
/** Boards remembered. */
const MOST_VISITS = 20;
/** Milliseconds that the reminder stays. */
const REMINDER = 30_000;

/** What the reminder needs of the element. */
export interface VisitHost {
  readonly selfId: string | undefined;
  addController(controller: ReactiveController): void;
  requestUpdate(): void;
}

/** The own rank when the reader left the page or the tab: "You were 31st when you left". */
export class LastVisit implements ReactiveController {
  /** Shown for half a minute after the return, when the rank is another one now. */
  rankBefore?: number;
  readonly #host: VisitHost;
  #key = '';
  #rank = 0;
  #left?: number;
  #timer?: ReturnType<typeof setTimeout>;

  constructor(host: VisitHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Takes note of the own rank on the board of a session. */
  see(sessionId: string, self: Standing | undefined): void {
    if (!sessionId || !self?.rank) return;
    const key = `${sessionId} ${self.player.playerId}`;
    if (key !== this.#key) {
      const left = readVisits()[key];
      this.#left = typeof left === 'number' ? left : undefined;
    }
    this.#key = key;
    this.#rank = self.rank;
    if (this.#left === undefined || this.#left === self.rank) return;
    this.rankBefore = this.#left;
    this.#left = undefined;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.rankBefore = undefined;
      this.#host.requestUpdate();
    }, REMINDER);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#onVisibility);
    window.addEventListener('pagehide', this.#onLeave);
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#onVisibility);
    window.removeEventListener('pagehide', this.#onLeave);
    clearTimeout(this.#timer);
    this.rankBefore = undefined;
    this.#onLeave();
    this.#key = ''; // read again when it returns
  }

  readonly #onVisibility = (): void => {
    if (document.hidden) this.#onLeave();
    else this.#left = this.#rank || undefined;
  };

  readonly #onLeave = (): void => {
    if (!this.#key || !this.#rank) return;
    const { [this.#key]: _old, ...others } = readVisits();
    const kept = Object.entries(others).slice(1 - MOST_VISITS);
    writeStored(pageStorage(), VISIT_KEY, { ...Object.fromEntries(kept), [this.#key]: this.#rank });
  };
}

function readVisits(): Record<string, unknown> {
  const visits = readStored(pageStorage(), VISIT_KEY);
  return isRecord(visits) ? visits : {};
}
