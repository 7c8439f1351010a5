/** A query: how an element reads from an API over time. See cache.ts for what is shared, and when it is fetched. */
import { systemClock } from '../api/clock.js';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ApiError } from '../api/error.js';
import { isOnline, type Entry, type QueryKey, type QueryObserver } from './cache.js';
import type { Connection } from './connection.js';

export interface QueryHost extends ReactiveControllerHost {
  readonly connection?: Connection;
  /** True when the element is on the screen or close to it. */
  readonly isNearViewport: boolean;
  /** The host syncs these before it derives anything from them, so that no update mixes a new question with an old answer. */
  readonly queries: Set<{ sync(): void }>;
}

/** What to fetch, and how often. */
export interface QueryOptions<T> {
  /** From `keys`: elements with the same key share the answer. */
  readonly key: QueryKey;
  /** Fetches once. The query retries and the call does not, so `load` passes `retry: 0` on. */
  readonly load: (connection: Connection, signal: AbortSignal) => Promise<T>;
  /** Seconds between polls; 0 or nothing fetches once. */
  readonly refetchInterval?: number;
  /** Fetch even before the element comes near the viewport. */
  readonly eager?: boolean;
  /** Subscribes to pushed answers, where the gateway offers them; while `onLive(true)` holds, polling pauses. */
  readonly subscribe?: (connection: Connection, entry: Entry<T>, onLive: (live: boolean) => void) => () => void;
}

/** A larger difference between the two clocks means that the device's clock was set. */
const CLOCK_JUMP_MS = 1000;

export class Query<T> implements ReactiveController, QueryObserver<T> {
  readonly #host: QueryHost;
  readonly #getOptions: () => QueryOptions<T> | undefined;
  /** Of the last sync. */
  #options?: QueryOptions<T>;
  #connection?: Connection;
  #entry?: Entry<T>;
  #unsubscribe?: () => void;
  #closeStream?: () => void;
  /** The date of the newest answer, kept so that it stays the same object until it is another answer. */
  #arrival?: { readonly updatedAt: number; readonly date: Date };
  #isConnected = false;
  #wasNear = false;
  #isLive = false;

  /** @param getOptions what to fetch now; undefined for nothing. Called at every update of the host. */
  constructor(host: QueryHost, getOptions: () => QueryOptions<T> | undefined) {
    this.#host = host;
    this.#getOptions = getOptions;
    host.queries.add(this);
    host.addController(this);
  }

  /** The newest answer. It stays while a later request fails. */
  get data(): T | undefined {
    return this.#entry?.state.data;
  }

  /** Why the last request failed; undefined after a good one. */
  get error(): ApiError | undefined {
    return this.#entry?.state.error;
  }

  /** A request is under way. */
  get fetching(): boolean {
    return this.#entry?.state.fetching === true;
  }

  /** Requests wait for the network. */
  get offline(): boolean {
    return this.#entry !== undefined && !isOnline();
  }

  /** When the newest answer arrived, worked out from its age: a device clock that has jumped since does not matter. */
  get updatedAt(): Date | undefined {
    const { updatedAt = -Infinity } = this.#entry?.state ?? {};
    if (updatedAt === -Infinity) return undefined;
    const time = Date.now() - (systemClock.elapsed() - updatedAt);
    const isSame =
      this.#arrival?.updatedAt === updatedAt && Math.abs(time - this.#arrival.date.getTime()) < CLOCK_JUMP_MS;
    if (!isSame) this.#arrival = { updatedAt, date: new Date(time) };
    return this.#arrival?.date;
  }

  /** Fetches now, regardless of the timer. Resolves when the answer or the failure is there; never rejects. */
  async refetch(): Promise<void> {
    await this.#entry?.fetch(this);
  }

  hostConnected(): void {
    this.#isConnected = true;
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    this.#stop();
    this.#wasNear = false;
  }

  /** Reads the options, subscribes to their entry, and takes over what is already known. */
  sync(): void {
    const { connection, isNearViewport } = this.#host;
    // an update may run after the host has left the page: subscribing then would keep the host alive for good
    const options = this.#isConnected && connection && !connection.problem ? this.#getOptions() : undefined;
    if (!options || !connection) return this.#stop();
    // once it has been near, the element keeps what it loaded: leaving the screen only pauses polling
    this.#wasNear ||= isNearViewport || options.eager === true;
    const entry = connection.cache.entry<T>(options.key);
    if (entry !== this.#entry) this.#stop();
    this.#options = options;
    this.#connection = connection;
    if (this.#unsubscribe) entry.schedule();
    else {
      this.#entry = entry;
      this.#unsubscribe = entry.subscribe(this);
    }
    this.#openStream(connection, entry, options);
  }

  /** For the entry, as `QueryObserver` says. */
  get enabled(): boolean {
    return this.#wasNear;
  }

  get interval(): number {
    return this.#host.isNearViewport && !this.#isLive ? (this.#options?.refetchInterval ?? 0) * 1000 : 0;
  }

  load(signal: AbortSignal): Promise<T> {
    if (!this.#connection || !this.#options) return Promise.reject(new Error('the element has left the page'));
    return this.#options.load(this.#connection, signal);
  }

  onChange(): void {
    this.#host.requestUpdate();
  }

  /** Subscribes to pushed answers while the element is near the viewport. */
  #openStream(connection: Connection, entry: Entry<T>, { subscribe, refetchInterval }: QueryOptions<T>): void {
    if (!subscribe || !refetchInterval || !this.#host.isNearViewport) return this.#stopStream();
    this.#closeStream ??= subscribe(connection, entry, (live) => {
      this.#isLive = live;
      entry.schedule();
    });
  }

  #stopStream(): void {
    this.#closeStream?.();
    this.#closeStream = undefined;
    this.#isLive = false;
  }

  #stop(): void {
    this.#stopStream();
    this.#unsubscribe?.();
    this.#unsubscribe = this.#entry = this.#options = this.#connection = undefined;
  }
}
