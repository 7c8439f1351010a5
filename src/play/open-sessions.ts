/**
 * The ledger of open sessions: every session that was started is known, and kept until its end is confirmed. One per
 * page, persisted in localStorage (memory where that is denied) and shared by the tabs of the origin.
 *
 * An entry belongs to the document that started it (`holder`), which holds a Web Lock for as long as it has entries: a
 * lock that is free means that the document is gone, and the next one ends what it left open.
 */
import type { Clock } from '../api/clock.js';
import { randomId } from '../live/random-id.js';
import { readStored, storedNames, writeStored, type Store } from '../live/storage.js';
import type { Channel, EndService, SessionKind, StartedSession } from './types.js';

export interface OpenSession {
  /** Local id, known before the service has answered. */
  readonly key: string;
  readonly kind: SessionKind;
  readonly gameId: string;
  readonly title?: string;
  readonly image?: string;
  readonly boardId?: string;
  /** `EndService.address` and `.player` of the start. */
  readonly service: string;
  readonly player: string;
  /** Key of the element, unique within the page; a kept session is offered there again. */
  readonly place: string;
  /** Title of the page. */
  readonly page: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Kept when its document goes away, and offered again by the next one. */
  readonly resumable: boolean;
  /** It was started elsewhere: only the player ends it. */
  readonly isFollowed?: boolean;
  holder: string;
  state: 'starting' | 'open' | 'ending';
  /** Absent while the start has no answer. */
  id?: string;
  url?: string;
  /** Milliseconds since 1970. */
  expiresAt?: number;
  /** When the end was first requested, milliseconds since 1970. */
  endingAt?: number;
}

/** With an id it was started before, elsewhere. */
export type NewSession = Omit<OpenSession, 'key' | 'holder' | 'state' | 'startedAt' | 'service' | 'player' | 'page'>;

/** The run that plays a session. */
export interface SessionOwner {
  /** Another place takes the game over: the session has to end here. */
  yieldSession(): void;
  /** The service has confirmed the end, or another tab has ended it. */
  sessionEnded(): void;
  /** Brings the run into view, from another place of the page. */
  reveal(): void;
}

/** The Web Locks that are used, and the page's own events. */
export interface LedgerOptions {
  readonly storage?: Store;
  readonly locks?: Pick<LockManager, 'request' | 'query'>;
  readonly channel?: Channel;
  readonly clock: Clock;
  /** The window: `online`, `pageshow`, `storage`, and the document's `freeze` and `resume`. */
  readonly page?: Pick<EventTarget, 'addEventListener'>;
  readonly pageTitle?: () => string;
  readonly makeId?: () => string;
}

interface Own {
  readonly entry: OpenSession;
  readonly service: EndService;
  readonly owner?: SessionOwner;
  attempts: number;
  /** When the session expires, on the monotonic clock: the device's clock may be set. */
  expires: number;
  /** When the end is repeated no more, on the same clock. */
  giveUpAt?: number;
  /** Its start was abandoned. */
  isAbandoned?: boolean;
  /** The request that is under way, and whether it was sent synchronously. */
  sending?: { readonly now: boolean; readonly isConfirmed: Promise<boolean> };
  cancelRetry?: () => void;
}

const PREFIX = 'gs-open ';
/** Milliseconds that an end sent by an unloaded page is given before another page requests the status. */
const LAST_REQUEST = 5000;
const FIRST_RETRY = 2000;
const LONGEST_RETRY = 300_000;
/** An end is repeated until the session expires, at least this long: the device's clock may be fast. */
const LEAST_TRIED = 3_600_000;
/** Life of a session without a known expiry; this long after an expiry an end is tried once more and given up. */
const LONGEST_LIFE = 7 * 24 * 3_600_000;
/** Milliseconds that another place is given to end a session that was asked for. */
const MOVE_LIMIT = 10_000;

export class OpenSessions {
  /** Of this document; a copy of the tab has another one. */
  readonly holder: string;
  readonly #options: LedgerOptions;
  readonly #own = new Map<string, Own>();
  readonly #services: EndService[] = [];
  readonly #watched = new Set<string>();
  readonly #listeners = new Set<() => void>();
  #releaseLock?: () => void;

  constructor(options: LedgerOptions) {
    this.#options = options;
    this.holder = this.#makeId();
    const { page } = options;
    // The document's own events reach the window in the capture phase only.
    for (const name of ['online', 'pageshow', 'resume'])
      page?.addEventListener(name, () => this.#retryAll(), { capture: true });
    page?.addEventListener('freeze', () => this.#handOver(), { capture: true });
    page?.addEventListener('storage', (event) => this.#onStorage(event as StorageEvent));
    options.channel?.addEventListener('message', ({ data }) => this.#onMessage(data));
  }

  /** Every entry of every tab, the unreadable ones left out. */
  get all(): OpenSession[] {
    const own = [...this.#own.values()].map(({ entry }) => entry);
    const stored = storedNames(this.#options.storage, PREFIX)
      .filter((name) => !this.#own.has(name.slice(PREFIX.length)))
      .flatMap((name) => parseEntry(readStored(this.#options.storage, name)) ?? []);
    return [...own, ...stored];
  }

  /** Calls back at each change of an entry. Returns the function that stops it. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Records that a session is being started, before the request is sent. */
  begin(session: NewSession, service: EndService, owner: SessionOwner): OpenSession {
    const entry: OpenSession = {
      ...session,
      key: this.#makeId(),
      service: service.address,
      player: service.player,
      page: this.#options.pageTitle?.() ?? '',
      startedAt: this.#options.clock.now(),
      holder: this.holder,
      state: session.id === undefined ? 'starting' : 'open',
    };
    this.#hold(entry, service, owner);
    return entry;
  }

  /**
   * Completes an entry by the answer of its start. When that names a session which another entry has open, the new entry
   * is dropped and the other one answered: two runs must not share a session, or end it for each other.
   */
  async started(key: string, { id, url, expiresAt }: StartedSession): Promise<OpenSession | undefined> {
    const own = this.#own.get(key);
    if (!own) return undefined;
    // Recorded before anything is awaited: the page may be unloaded.
    // A new session has not expired: the device's clock is wrong, and the status decides.
    const isExpired = expiresAt !== undefined && expiresAt <= this.#options.clock.now();
    Object.assign(own.entry, { id, url, expiresAt: isExpired ? undefined : expiresAt, state: 'open' });
    own.expires = this.#expiryOf(own.entry);
    this.#save(own.entry);
    const others = this.all.filter(
      (entry) =>
        entry.key !== key &&
        entry.state !== 'starting' &&
        isOf(entry, own.service) &&
        (entry.id === id || (url !== '' && entry.url === url)),
    );
    if (others.length > 0) {
      const living = await this.#livingHolders();
      const other = others.find((entry) => this.#own.has(entry.key) || living.has(entry.holder));
      // A session left open by a document that is gone now belongs to this start.
      for (const entry of other ? [own.entry] : others) this.#remove(entry.key);
      if (other) return other;
    }
    if (own.isAbandoned) void this.end(key);
    return undefined;
  }

  /** Removes an entry without a request: the start failed, or the service reported that the session is over. */
  discard(key: string): void {
    this.#remove(key);
  }

  /**
   * Ends a session and repeats that until the service has confirmed it.
   * @param now sends the request before this returns: the page may be gone after it
   * @returns whether the first request was confirmed
   */
  end(key: string, { now = false } = {}): Promise<boolean> {
    const own = this.#own.get(key);
    if (!own) return Promise.resolve(true);
    if (own.entry.id === undefined) {
      own.isAbandoned = true; // the session that its start returns is ended
      return Promise.resolve(false);
    }
    own.entry.state = 'ending';
    own.entry.endingAt ??= this.#options.clock.now();
    own.giveUpAt ??= this.#giveUpAt(own);
    own.cancelRetry?.();
    // A request under way may not outlive the page; this one does.
    const sending = own.sending?.now || (own.sending && !now) ? own.sending : this.#send(own, now);
    this.#save(own.entry);
    return sending.isConfirmed;
  }

  /** Takes back an end that was not confirmed. */
  withdraw(key: string): void {
    const own = this.#own.get(key);
    if (!own) return;
    own.cancelRetry?.();
    own.entry.state = 'open';
    own.entry.endingAt = own.giveUpAt = undefined;
    this.#save(own.entry);
  }

  /**
   * The session stays open although nobody plays it any more, for the next element or page at its place. False where there
   * is no storage to keep it in.
   */
  leaveForLater(key: string): boolean {
    const own = this.#own.get(key);
    const left = own && { ...own.entry, holder: '' };
    if (!left || !writeStored(this.#options.storage, PREFIX + key, left)) return false;
    this.#own.delete(key);
    this.#notify();
    this.#releaseLockIfIdle();
    return true;
  }

  /** Whether the next page can resume a session: it is marked as kept, and stored. */
  isResumable(key: string): boolean {
    const entry = this.#own.get(key)?.entry;
    return !!entry?.resumable && parseEntry(readStored(this.#options.storage, PREFIX + key))?.id === entry.id;
  }

  /** What an earlier document has left open at that place for this player, past its end excluded. */
  async kept(place: string, service: EndService): Promise<OpenSession | undefined> {
    const isLeft = (entry: OpenSession) =>
      entry.resumable &&
      entry.state === 'open' &&
      entry.place === place &&
      isOf(entry, service) &&
      !!entry.url &&
      (entry.expiresAt ?? Infinity) > this.#options.clock.now() &&
      !this.#own.has(entry.key);
    // The locks are in another process: a start that meets no other session does not wait for them.
    if (!this.all.some(isLeft)) return undefined;
    const living = await this.#livingHolders();
    return this.all.find((entry) => isLeft(entry) && !living.has(entry.holder));
  }

  /** Takes a kept session over. Undefined when another tab took it first. */
  claim(key: string, service: EndService, owner: SessionOwner): OpenSession | undefined {
    const entry = parseEntry(readStored(this.#options.storage, PREFIX + key));
    if (!entry || this.#own.has(key)) return undefined;
    this.#hold(entry, service, owner);
    return entry;
  }

  /** Where a game is played already by this player: in another element of this page, or in another tab. */
  async elsewhere(
    { kind, gameId }: Pick<OpenSession, 'kind' | 'gameId'>,
    service: EndService,
  ): Promise<OpenSession | undefined> {
    const isSought = (entry: OpenSession) =>
      kind === 'game' &&
      entry.kind === kind &&
      entry.gameId === gameId &&
      entry.state !== 'ending' &&
      isOf(entry, service);
    if (!this.all.some(isSought)) return undefined;
    const living = await this.#livingHolders();
    return this.all.find((entry) => isSought(entry) && (this.#own.has(entry.key) || living.has(entry.holder)));
  }

  /** Whether an entry is of this document. */
  isHere({ key }: OpenSession): boolean {
    return this.#own.has(key);
  }

  /**
   * Waits for the end of what is being ended of a game, though not for long: a gateway answers the next start with the session
   * that it still has.
   */
  async settled({ kind, gameId }: Pick<OpenSession, 'kind' | 'gameId'>, service: EndService): Promise<void> {
    const ending = [...this.#own.values()].filter(
      ({ entry }) => entry.state === 'ending' && entry.kind === kind && entry.gameId === gameId && isOf(entry, service),
    );
    if (ending.length === 0) return;
    const limit = new Promise<void>((resolve) => this.#options.clock.after(MOVE_LIMIT, resolve));
    await Promise.race([limit, Promise.all(ending.map(({ entry }) => this.end(entry.key)))]);
  }

  /**
   * Requests the end of a session from the place that plays it, and ends it from here when that does not react: its document
   * may be frozen. Resolves to whether it has ended.
   */
  move(key: string): Promise<boolean> {
    const isGone = () => this.all.every((entry) => entry.key !== key);
    return new Promise((resolve) => {
      const finish = () => {
        stopTimer();
        unsubscribe();
        resolve(isGone());
      };
      const stopTimer = this.#options.clock.after(MOVE_LIMIT, () => void this.#endUnanswered(key).then(finish));
      const unsubscribe = this.subscribe(() => isGone() && finish());
      const own = this.#own.get(key);
      if (own?.entry.state === 'ending') this.#retry(own);
      else if (own) own.owner?.yieldSession();
      else this.#options.channel?.postMessage({ type: 'yield', key });
      if (isGone()) finish();
    });
  }

  /** Brings the element of this page that plays a session into view. */
  reveal(key: string): void {
    this.#own.get(key)?.owner?.reveal();
  }

  /** A session of an earlier page is over: nothing is left to end. */
  forget(key: string): void {
    if (!this.#own.has(key)) this.#remove(key);
  }

  /** Ends, with the credentials of this service, what documents that are gone have left open there. */
  async serve(service: EndService): Promise<void> {
    if (this.#services.includes(service)) return;
    // Of two connections of one player to one service the newer has the better credentials.
    const known = this.#services.findIndex(
      ({ address, player }) => address === service.address && player === service.player,
    );
    if (known < 0) this.#services.push(service);
    else this.#services[known] = service;
    await this.#reap();
  }

  async #reap(): Promise<void> {
    const living = await this.#livingHolders();
    const now = this.#options.clock.now();
    for (const entry of this.all) {
      const service = this.#services.find((one) => isOf(entry, one));
      if (!service || this.#own.has(entry.key)) continue;
      if (entry.holder === this.holder) continue;
      // Without Web Locks it is unknown which documents are alive: a requested end is then sent by any of them.
      const isTheirs = living.has(entry.holder) && (!!this.#options.locks || entry.state !== 'ending');
      if (isTheirs) this.#watch(entry.holder);
      else if (entry.isFollowed && entry.state !== 'ending') this.#remove(entry.key);
      else if (entry.id === undefined) this.#remove(entry.key);
      // Either way: the device's clock may have been set back since.
      else if (entry.state === 'ending' && Math.abs(now - (entry.endingAt ?? 0)) < LAST_REQUEST)
        this.#options.clock.after(LAST_REQUEST, () => void this.#reap());
      // Also one that has expired by the device's clock, which may have been set forward.
      else if (entry.state === 'ending' || !entry.resumable || endOfLife(entry) <= now)
        void this.#takeOver(entry, service);
    }
  }

  /** One tab ends what another has left. The request of a page that went away may have arrived: the status is requested first. */
  async #takeOver(entry: OpenSession, service: EndService): Promise<void> {
    await this.#alone(`gs-end ${entry.key}`, async () => {
      if (this.all.every(({ key }) => key !== entry.key) || this.#own.has(entry.key)) return;
      entry.state = 'ending';
      this.#hold(entry, service);
      const isOver = await service.isOver(entry.kind, entry.id!).catch(() => false);
      if (isOver) this.#remove(entry.key);
      else await this.end(entry.key); // which may have been requested, and confirmed, meanwhile
    });
  }

  async #endUnanswered(key: string): Promise<void> {
    const entry = this.all.find((one) => one.key === key && one.state === 'open');
    const service = entry && this.#services.find((one) => isOf(entry, one));
    if (service) await this.#takeOver(entry, service);
  }

  /** From now on the session is this document's. */
  #hold(entry: OpenSession, service: EndService, owner?: SessionOwner): void {
    entry.holder = this.holder;
    this.#own.set(entry.key, { entry, service, owner, attempts: 0, expires: this.#expiryOf(entry) });
    this.#holdLock();
    this.#save(entry);
  }

  #expiryOf(entry: OpenSession): number {
    const { clock } = this.#options;
    return clock.elapsed() + Math.min(LONGEST_LIFE, endOfLife(entry) - clock.now());
  }

  #giveUpAt({ expires }: Own): number {
    const now = this.#options.clock.elapsed();
    return expires < now - LONGEST_LIFE ? now : Math.max(expires, now + LEAST_TRIED);
  }

  #send(own: Own, now: boolean): NonNullable<Own['sending']> {
    return (own.sending = { now, isConfirmed: this.#request(own, now) });
  }

  async #request(own: Own, now: boolean): Promise<boolean> {
    const { entry, service } = own;
    try {
      await (now ? service.endNow(entry.kind, entry.id!) : service.end(entry.kind, entry.id!));
      own.sending = undefined;
      this.#remove(entry.key);
      return true;
    } catch {
      own.sending = undefined;
      // Of two requests the other one may have been confirmed.
      const isOpen = this.#own.get(entry.key) === own;
      if (isOpen && entry.state === 'ending') this.#retryLater(own);
      return !isOpen;
    }
  }

  #retryLater(own: Own): void {
    const { clock } = this.#options;
    if (own.giveUpAt! <= clock.elapsed()) return this.#remove(own.entry.key);
    const delay = Math.min(FIRST_RETRY * 2 ** own.attempts++, LONGEST_RETRY);
    own.cancelRetry = clock.after(delay, () => this.#retry(own));
  }

  #retry(own: Own): void {
    own.cancelRetry?.();
    own.cancelRetry = undefined;
    if (own.entry.state === 'ending' && !own.sending) this.#send(own, false);
  }

  #retryAll(): void {
    for (const own of this.#own.values()) this.#retry(own);
    void this.#reap();
  }

  /** A frozen document sends nothing: what it is ending may be ended by others. */
  #handOver(): void {
    for (const [key, { entry }] of this.#own)
      if (entry.state === 'ending') writeStored(this.#options.storage, PREFIX + key, { ...entry, holder: '' });
  }

  #remove(key: string): void {
    const own = this.#own.get(key);
    own?.cancelRetry?.();
    this.#own.delete(key);
    writeStored(this.#options.storage, PREFIX + key, undefined);
    this.#releaseLockIfIdle();
    if (own?.entry.state === 'ending') own.owner?.sessionEnded();
    this.#notify();
  }

  #save(entry: OpenSession): void {
    writeStored(this.#options.storage, PREFIX + entry.key, entry);
    this.#notify();
  }

  #notify(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  #onStorage({ key }: StorageEvent): void {
    if (key?.startsWith(PREFIX)) this.#notify();
  }

  #onMessage(message: unknown): void {
    const { type, key } = (message ?? {}) as { type?: unknown; key?: unknown };
    if (type === 'yield' && typeof key === 'string') this.#own.get(key)?.owner?.yieldSession();
  }

  /** The holders whose documents are alive; without Web Locks, all of them. */
  async #livingHolders(): Promise<{ has(holder: string): boolean }> {
    const { locks } = this.#options;
    if (!locks) return { has: (holder) => holder !== '' };
    const { held = [] } = await locks.query();
    const living = new Set(
      held.flatMap(({ name, mode }) => (name?.startsWith('gs-tab ') && mode === 'exclusive' ? [name.slice(7)] : [])),
    );
    return living.add(this.holder);
  }

  /** Ends what a document has left as soon as it is gone. */
  #watch(holder: string): void {
    if (this.#watched.has(holder)) return;
    this.#watched.add(holder);
    // The document holds it exclusively: a shared lock is granted only once the document is gone.
    const isGone = this.#options.locks?.request(`gs-tab ${holder}`, { mode: 'shared' }, () => true);
    void isGone?.then(() => {
      this.#watched.delete(holder);
      return this.#reap();
    }, ignoreAbort);
  }

  #holdLock(): void {
    if (this.#releaseLock) return;
    const held = new Promise<void>((release) => (this.#releaseLock = release));
    this.#options.locks?.request(`gs-tab ${this.holder}`, () => held).catch(ignoreAbort);
  }

  #releaseLockIfIdle(): void {
    if (this.#own.size > 0) return;
    this.#releaseLock?.();
    this.#releaseLock = undefined;
  }

  async #alone(name: string, task: () => Promise<void>): Promise<void> {
    const { locks } = this.#options;
    if (!locks) return task();
    await locks.request(name, { ifAvailable: true }, (lock) => (lock ? task() : undefined));
  }

  #makeId(): string {
    return this.#options.makeId?.() ?? randomId();
  }
}

/** Locks are released when a document is unloaded. */
const ignoreAbort = (): void => undefined;

/** When a session expires, milliseconds since 1970. */
const endOfLife = ({ expiresAt, startedAt }: OpenSession): number => expiresAt ?? startedAt + LONGEST_LIFE;

const isOf = (entry: OpenSession, { address, player }: EndService): boolean =>
  entry.service === address && entry.player === player;

function parseEntry(value: unknown): OpenSession | undefined {
  const entry = (value ?? {}) as Partial<Record<keyof OpenSession, unknown>>;
  const isText = (name: keyof OpenSession) => typeof entry[name] === 'string';
  const isWhole =
    (['key', 'kind', 'gameId', 'service', 'player', 'place', 'holder', 'state'] as const).every(isText) &&
    Number.isFinite(entry.startedAt) &&
    (entry.id === undefined || isText('id')) &&
    (entry.url === undefined || isText('url'));
  return isWhole ? (entry as unknown as OpenSession) : undefined;
}
