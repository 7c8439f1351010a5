/** A multi-session whose games the vendor's own page shows: started once by the player, watched, and ended. */
import { ApiError } from '../../api/error.js';
import type { MultiSessionStatus, StartedMultiSession } from '../../api/iplaygames/index.js';
import { playPage } from '../../play/page.js';
import type { SessionService } from '../../play/session-service.js';
import { validExpiry, isTerminalStatus, notExpired } from '../../play/session-status.js';
import type { EndReason } from './events.js';
import type { SwiperHooks } from './types.js';

/** One game on the rail. */
export interface HostedGame {
  readonly name?: string;
  readonly imageUrl?: string;
  /** `ready`, `pending`, `failed` or a word that is not known yet; undefined before anything was said. */
  readonly status?: string;
}

type Row = { position: number; name?: string; imageUrl?: string; status?: string };

export class HostedSession {
  phase: 'idle' | 'starting' | 'running' | 'ending' | 'expired' | 'failed' = 'idle';
  id?: string;
  /** Only known to whoever started the session. */
  swipeUrl?: string;
  /** Somebody else has started it, so it is not ours to end when the page is left. */
  isAttached = false;
  games: readonly HostedGame[] = [];
  totalGames = 0;
  currentIndex = 0;
  expiresAt?: Date;
  error?: ApiError;
  readonly #hooks: SwiperHooks;
  #rows: readonly Row[] = [];
  #status?: MultiSessionStatus;
  #visit = 0;
  /** Where the session was started, and has to be ended. */
  #service?: SessionService;
  /** Its entry in the ledger of open sessions; none for one that was started elsewhere. */
  #key?: string;
  /** The session that was last followed: once it is over it is not followed again. */
  #followed = '';

  constructor(hooks: SwiperHooks) {
    this.#hooks = hooks;
  }

  /** The session whose status is worth asking: none after its expiry and the grace. */
  get watched(): string | undefined {
    if (this.phase !== 'running' && this.phase !== 'ending') return undefined;
    return notExpired(this.expiresAt) ? this.id : undefined;
  }

  /** Seconds until the expiry; undefined when it is not known. */
  get secondsLeft(): number | undefined {
    return this.expiresAt && Math.max(0, (this.expiresAt.getTime() - Date.now()) / 1000);
  }

  /** Starts a session. Never rejects, and is never repeated by itself. */
  async start(gameIds: readonly string[]): Promise<void> {
    const service = this.#hooks.service();
    if (!service || this.phase === 'starting' || this.id) return;
    const visit = ++this.#visit;
    this.error = undefined;
    this.#show('starting');
    const { sessions } = playPage();
    void sessions.serve(service);
    const { key } = sessions.begin({ kind: 'multi', gameId: '', place: '', resumable: false }, service, {
      yieldSession: () => void this.end('moved'),
      sessionEnded: () => this.#onEnded(key),
      reveal: () => this.#hooks.host.scrollIntoView({ block: 'nearest' }),
    });
    try {
      const answer = await service.start({ kind: 'multi', gameId: '', gameIds, language: this.#hooks.language() });
      const other = await sessions.started(key, answer);
      // The player left while it was being started: nobody will play it.
      if (visit !== this.#visit || !answer.url) void sessions.end(key, { now: true });
      if (visit !== this.#visit) return;
      if (other || !answer.url || !answer.multi)
        throw (
          answer.error ??
          new ApiError('These games are open in another place.', { code: 'conflict', service: 'iplaygames' })
        );
      this.#enter(key, service, answer.multi);
    } catch (error) {
      if (sessions.all.some((entry) => entry.key === key && entry.state === 'starting')) sessions.discard(key);
      if (visit !== this.#visit) return;
      this.error = error as ApiError;
      this.#show('failed');
    }
  }

  #enter(key: string, service: SessionService, started: StartedMultiSession): void {
    this.#key = key;
    this.#service = service;
    this.id = started.multiSessionId;
    this.swipeUrl = started.swipeUrl;
    this.expiresAt = validExpiry(started.expiresAt);
    this.#rows = started.games;
    this.#take(started.totalGames, []);
    void service.prepareEnd('multi', this.id);
    const { totalGames, expiresAt } = this;
    this.#hooks.emit('gs-multi-session-start', { multiSessionId: this.id, totalGames, expiresAt });
    this.#show('running');
  }

  /** The ledger has ended the session after all. */
  #onEnded(key: string): void {
    if (this.#key === key && this.phase === 'running') this.#close('player');
  }

  /** Follows a session that somebody else has started; once, until it is over or another one is named. */
  attach(id: string, swipeUrl: string | undefined): void {
    if (id === this.#followed) return;
    this.leave();
    this.#followed = this.id = id;
    this.#service = this.#hooks.service();
    this.swipeUrl = swipeUrl;
    this.isAttached = true;
    this.#show('running');
  }

  /** The page names no session any more: one that was followed is let go, one that was started here goes on. */
  detach(): void {
    this.#followed = '';
    if (this.isAttached || this.phase === 'failed') this.#forget('idle');
  }

  /** An answer about the session, or why there was none. */
  take(status: MultiSessionStatus | undefined, error: ApiError | undefined): void {
    if (!this.id || this.phase !== 'running') return;
    if (error?.code === 'not-found' && !this.#status) return this.#miss(error);
    if (error?.code === 'not-found') this.#close('closed');
    else if (!this.watched) this.#close('expired');
    if (!status || status === this.#status || !this.id) return;
    this.#status = status;
    this.#hooks.emit('gs-multi-session-status', { multiSessionId: this.id, status });
    this.expiresAt = validExpiry(status.expiresAt) ?? this.expiresAt;
    this.currentIndex = Math.max(0, Math.min(status.currentIndex ?? 0, (status.totalGames || 1) - 1));
    this.#take(status.totalGames, status.games);
    if (isTerminalStatus(status.status)) this.#close(status.status === 'expired' ? 'expired' : 'closed');
  }

  /** Ends the session. Never rejects: when the service did not take it, the session goes on and `error` says why. */
  async end(reason: EndReason): Promise<void> {
    const { id } = this;
    if (!id || this.phase === 'ending') return;
    this.#show('ending');
    const isConfirmed = await this.#requestEnd(id);
    if (this.id !== id) return;
    if (isConfirmed) return this.#close(reason);
    this.error = new ApiError('The service has not confirmed the end.', {
      code: 'network',
      service: 'iplaygames',
      retryable: true,
    });
    this.#show('running');
  }

  /** A session that was started elsewhere is in no ledger of ours. */
  #requestEnd(id: string): Promise<boolean> {
    if (this.#key) return playPage().sessions.end(this.#key);
    const end = this.#service?.end('multi', id) ?? Promise.resolve();
    return end.then(
      () => true,
      () => false,
    );
  }

  /** The page or the element goes away: the request outlives both. */
  leave(): void {
    const { id } = this;
    if (id && this.#key && !this.isAttached) {
      void playPage().sessions.end(this.#key, { now: true });
      this.#tellEnd(id, 'leave');
    }
    this.#followed = '';
    this.#forget('idle');
  }

  #tellEnd(multiSessionId: string, reason: EndReason): void {
    if (reason === 'expired') this.#hooks.emit('gs-multi-session-expired', { multiSessionId });
    this.#hooks.emit('gs-multi-session-end', { multiSessionId, reason });
  }

  /** Nobody has ever heard of the session. */
  #miss(error: ApiError): void {
    this.#forget('failed');
    this.error = error;
  }

  #close(reason: EndReason): void {
    const { id } = this;
    // What is over by itself is not ended once more.
    if (this.#key && reason === 'expired') void playPage().sessions.end(this.#key);
    else if (this.#key) playPage().sessions.discard(this.#key);
    this.#forget(reason === 'expired' ? 'expired' : 'idle');
    if (id) this.#tellEnd(id, reason);
  }

  #forget(phase: 'idle' | 'expired' | 'failed'): void {
    this.#visit++;
    this.#key = undefined;
    this.id = this.swipeUrl = this.expiresAt = this.#status = this.error = undefined;
    this.isAttached = false;
    this.games = this.#rows = [];
    this.#show(phase);
  }

  #take(total: number, status: readonly Row[]): void {
    this.games = joinGames(this.#rows, status);
    this.totalGames = Math.max(total, this.games.length);
  }

  #show(phase: HostedSession['phase']): void {
    this.phase = phase;
    this.#hooks.host.requestUpdate();
  }
}

/**
 * Names and pictures of the start with the states of the status: joined by position where each position is given once
 * in both, else by order.
 */
export function joinGames(started: readonly Row[], status: readonly Row[]): HostedGame[] {
  const isOnce = (rows: readonly Row[]) => new Set(rows.map(({ position }) => position)).size === rows.length;
  const byPosition = isOnce(started) && isOnce(status);
  const states = new Map(status.map((row, index) => [byPosition ? row.position : index, row]));
  const rows = started.length ? started : status;
  const ordered = byPosition ? [...rows].sort((one, other) => one.position - other.position) : rows;
  return ordered.map((row, index) => {
    const state = states.get(byPosition ? row.position : index);
    return { name: row.name ?? state?.name, imageUrl: row.imageUrl, status: state?.status };
  });
}
