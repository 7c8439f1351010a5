/** The one way an element reads from an API over time; see cache.ts for what is shared and when it is asked. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Client } from '../api/client.js';
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

/** What to ask. */
export interface QueryOptions<T> {
  /** Service + call + arguments: elements with the same key share the answer. */
  readonly key: QueryKey;
  /** Asks once. Failed tries are repeated here and not below, so `load` passes `retry: 0` on to the call. */
  readonly load: (client: Client, signal: AbortSignal) => Promise<T>;
  /** Seconds between polls; 0 or nothing asks once. */
  readonly refetchInterval?: number;
  /** Ask even before the element comes near the viewport. */
  readonly eager?: boolean;
  /** Has newer answers come by themselves, where the gateway offers it; while it says that they do, polling rests. */
  readonly subscribe?: (client: Client, entry: Entry<T>, onLive: (live: boolean) => void) => () => void;
}

export class Query<T> implements ReactiveController, QueryObserver<T> {
  readonly #host: QueryHost;
  readonly #ask: () => QueryOptions<T> | undefined;
  /** What was last asked, and what is known of it. */
  #question?: QueryOptions<T>;
  #entry?: Entry<T>;
  #leave?: () => void;
  #hangUp?: () => void;
  #seen = false;
  #live = false;

  /** @param ask answers what to ask now, or nothing to ask nothing. Read at every update of the host. */
  constructor(host: QueryHost, ask: () => QueryOptions<T> | undefined) {
    this.#host = host;
    this.#ask = ask;
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

  get updatedAt(): Date | undefined {
    const { updatedAt } = this.#entry?.state ?? {};
    return updatedAt ? new Date(updatedAt) : undefined;
  }

  /** Asks now, whatever the timer says. Resolves when the answer or the failure is there; never rejects. */
  async refetch(): Promise<void> {
    await this.#entry?.fetch(this);
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#stop();
    this.#seen = false;
  }

  /** Asks what has to be asked now, and takes over what is already known. */
  sync(): void {
    const { connection, isNearViewport } = this.#host;
    const question = connection?.client && this.#ask();
    if (!question) return this.#stop();
    // Once it has been near, the element keeps what it loaded: leaving the screen only rests the timer.
    this.#seen ||= isNearViewport || question.eager === true;
    const entry = connection.cache.entry<T>(question.key);
    if (entry !== this.#entry) this.#stop();
    this.#question = question;
    if (this.#leave) entry.schedule();
    else {
      this.#entry = entry;
      this.#leave = entry.subscribe(this);
    }
    this.#listen(connection.client, entry, question);
  }

  /** For the entry: see `Reader`. */
  get enabled(): boolean {
    return this.#seen;
  }

  get interval(): number {
    return this.#host.isNearViewport && !this.#live ? (this.#question?.refetchInterval ?? 0) * 1000 : 0;
  }

  load(signal: AbortSignal): Promise<T> {
    const client = this.#host.connection?.client;
    if (!client || !this.#question) return Promise.reject(new Error('the element was taken away'));
    return this.#question.load(client, signal);
  }

  onChange(): void {
    this.#host.requestUpdate();
  }

  /** Listens while the element is near. */
  #listen(client: Client, entry: Entry<T>, { subscribe, refetchInterval }: QueryOptions<T>): void {
    if (!subscribe || !refetchInterval || !this.#host.isNearViewport) return this.#stopListening();
    this.#hangUp ??= subscribe(client, entry, (live) => {
      this.#live = live;
      entry.schedule();
    });
  }

  #stopListening(): void {
    this.#hangUp?.();
    this.#hangUp = undefined;
    this.#live = false;
  }

  #stop(): void {
    this.#stopListening();
    this.#leave?.();
    this.#leave = this.#entry = this.#question = undefined;
  }
}
