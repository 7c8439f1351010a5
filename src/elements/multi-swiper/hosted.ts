/** A multi-session whose games the vendor's own page shows: started once by the player, watched, and ended. */
import type { ApiError } from '../../api/error.js';
import type { IplaygamesApi, MultiSessionStatus, MultiSessionStart } from '../../api/iplaygames.js';
import { futureEnd, isOver, mayGoOn } from '../../shared/session-status.js';
import type { EndReason } from './events.js';

/** One game on the rail. */
export interface HostedGame {
  readonly name?: string;
  readonly imageUrl?: string;
  /** `ready`, `pending`, `failed` or a word that is not known yet; undefined before anything was said. */
  readonly status?: string;
}

type Row = { position: number; name?: string; imageUrl?: string; status?: string };

export interface HostedHooks {
  readonly api: () => IplaygamesApi | undefined;
  readonly onChange: () => void;
  readonly onStart: (hosted: HostedSession) => void;
  readonly onEnd: (id: string, reason: EndReason) => void;
  /** A session may still be open although it was left. */
  readonly onLost: (error: unknown) => void;
}

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
  readonly #hooks: HostedHooks;
  #rows: readonly Row[] = [];
  #status?: MultiSessionStatus;
  #visit = 0;

  constructor(hooks: HostedHooks) {
    this.#hooks = hooks;
  }

  /** The session whose status is worth asking: none after its expiry and the grace. */
  get watched(): string | undefined {
    if (this.phase !== 'running' && this.phase !== 'ending') return undefined;
    return mayGoOn(this.expiresAt) ? this.id : undefined;
  }

  /** Seconds until the expiry; undefined when it is not known. */
  get secondsLeft(): number | undefined {
    return this.expiresAt && Math.max(0, (this.expiresAt.getTime() - Date.now()) / 1000);
  }

  /** Starts a session. Never rejects, and is never repeated by itself. */
  async start(wish: MultiSessionStart): Promise<void> {
    const api = this.#hooks.api();
    if (!api || this.phase === 'starting' || this.id) return;
    const visit = ++this.#visit;
    this.error = undefined;
    this.#show('starting');
    try {
      const started = await api.startMultiSession(wish);
      // The player left while it was being started: nobody will play it.
      if (visit !== this.#visit) return void this.#endQuietly(api, started.multiSessionId);
      this.id = started.multiSessionId;
      this.swipeUrl = started.swipeUrl;
      this.expiresAt = futureEnd(started.expiresAt);
      this.#rows = started.games;
      this.#take(started.totalGames, []);
      this.#hooks.onStart(this);
      this.#show('running');
    } catch (error) {
      if (visit !== this.#visit) return;
      this.error = error as ApiError;
      this.#show('failed');
    }
  }

  /** Follows a session that somebody else has started. */
  attach(id: string, swipeUrl: string | undefined): void {
    this.swipeUrl = swipeUrl;
    if (id === this.id) return;
    this.leave();
    this.id = id;
    this.isAttached = true;
    this.phase = 'running';
  }

  /** An answer about the session, or why there was none. Answers true when it is news. */
  take(status: MultiSessionStatus | undefined, error: ApiError | undefined): boolean {
    if (!this.id || this.phase !== 'running') return false;
    if (error?.code === 'not-found') this.#close('closed');
    else if (!this.watched) this.#close('expired');
    if (!status || status === this.#status || !this.id) return false;
    this.#status = status;
    this.expiresAt = futureEnd(status.expiresAt) ?? this.expiresAt;
    this.currentIndex = Math.max(0, Math.min(status.currentIndex ?? 0, (status.totalGames || 1) - 1));
    this.#take(status.totalGames, status.games);
    if (isOver(status.status)) this.#close(status.status === 'expired' ? 'expired' : 'closed');
    return true;
  }

  /** Ends the session. Never rejects: when the service did not take it, the session goes on and `error` says why. */
  async end(reason: EndReason): Promise<void> {
    const { id } = this;
    if (!id || this.phase === 'ending') return;
    this.#show('ending');
    try {
      await this.#hooks.api()?.endMultiSession(id, { keepalive: true });
      if (this.id === id) this.#close(reason);
    } catch (error) {
      if (this.id !== id) return;
      this.error = error as ApiError;
      this.#show('running');
    }
  }

  /** The page or the element goes away: the request outlives both. */
  leave(): void {
    const { id, isAttached } = this;
    const api = this.#hooks.api();
    if (id && api && !isAttached) this.#endQuietly(api, id);
    if (id && !isAttached) this.#hooks.onEnd(id, 'leave');
    this.#forget('idle');
  }

  #endQuietly(api: IplaygamesApi, id: string): void {
    api.endMultiSession(id, { keepalive: true }).catch(this.#hooks.onLost);
  }

  #close(reason: EndReason): void {
    const { id } = this;
    this.#forget(reason === 'expired' ? 'expired' : 'idle');
    if (id) this.#hooks.onEnd(id, reason);
  }

  #forget(phase: 'idle' | 'expired'): void {
    this.#visit++;
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
    this.#hooks.onChange();
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
  const ordered = byPosition ? rows.toSorted((one, other) => one.position - other.position) : rows;
  return ordered.map((row, index) => {
    const state = states.get(byPosition ? row.position : index);
    return { name: row.name ?? state?.name, imageUrl: row.imageUrl, status: state?.status };
  });
}
