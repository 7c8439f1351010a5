/**
 * The one way an element reads from an API over time. Elements that ask for the same thing share one request,
 * one cache entry and one timer; polling rests while the page is hidden or the element is out of sight, and catches up at once.
 */
import {
  QueryObserver,
  hashKey,
  onlineManager,
  type QueryKey,
  type QueryObserverResult,
  type QueryState,
} from '@tanstack/query-core';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Client } from '../api/client.js';
import { ApiError } from '../api/error.js';
import type { Connection } from './connection.js';
import { listen, type Push } from './push.js';

export interface QueryHost extends ReactiveControllerHost {
  readonly connection?: Connection;
  /** True when the element is on the screen or close to it. */
  readonly near: boolean;
  /** The host syncs these before it derives anything from them, so that no update mixes a new question with an old answer. */
  readonly queries: Set<{ sync(): void }>;
}

/** What to ask. The key is service + call + arguments: elements with the same key share the answer. */
export interface Question<T> {
  readonly key: QueryKey;
  /** Asks once. Failed tries are repeated here and not below, so `load` passes `retry: 0` on to the call. */
  readonly load: (client: Client, signal: AbortSignal) => Promise<T>;
  /** Seconds between polls; 0 or nothing asks once. */
  readonly every?: number;
  /** Ask even before the element comes near the viewport. */
  readonly eager?: boolean;
  /** How newer answers come by themselves, where the gateway offers it; polling rests meanwhile. */
  readonly push?: Push<T>;
}

/** A failing API is asked at a quarter of the usual pace (each poll already repeats a failed try on its own). */
const FAILING_PACE = 4;

export class Query<T> implements ReactiveController {
  readonly #host: QueryHost;
  readonly #question: () => Question<T> | undefined;
  #observer?: QueryObserver<T>;
  #connection?: Connection;
  #unsubscribe?: () => void;
  #result?: QueryObserverResult<T>;
  #every = 0;
  #live = false;
  #listening?: { hash: string; stop: () => void };
  #seen = false;

  /** @param question answers what to ask now, or nothing to ask nothing. Read at every update of the host. */
  constructor(host: QueryHost, question: () => Question<T> | undefined) {
    this.#host = host;
    this.#question = question;
    host.queries.add(this);
    host.addController(this);
  }

  /** The newest answer. It stays while a later request fails. */
  get data(): T | undefined {
    return this.#result?.data;
  }

  /** Why the last request failed; undefined after a good one. */
  get error(): ApiError | undefined {
    const error = this.#result?.error;
    if (!error) return undefined;
    return error instanceof ApiError
      ? error
      : new ApiError(String(error), { code: 'upstream', service: 'gateway', cause: error });
  }

  /** A request is under way. */
  get fetching(): boolean {
    return this.#result?.fetchStatus === 'fetching';
  }

  /** Requests wait for the network. */
  get offline(): boolean {
    return this.#result?.fetchStatus === 'paused' || (this.#observer !== undefined && !onlineManager.isOnline());
  }

  get updatedAt(): Date | undefined {
    return this.#result?.dataUpdatedAt ? new Date(this.#result.dataUpdatedAt) : undefined;
  }

  /** Asks now, whatever the timer says. Resolves when the answer or the failure is there; never rejects. */
  async refetch(): Promise<void> {
    await this.#observer?.refetch({ cancelRefetch: false });
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  /** Asks what has to be asked now, and takes over what is already known. */
  sync(): void {
    const { connection } = this.#host;
    const question = connection?.client ? this.#question() : undefined;
    if (!connection || !question) return this.#stop();
    // Once it has been near, the element keeps what it loaded: leaving the screen only rests the timer.
    this.#seen ||= this.#host.near || question.eager === true;
    const options = this.#optionsFor(connection, question);
    if (this.#observer && this.#connection === connection) {
      this.#observer.setOptions(options);
    } else {
      this.#stop();
      this.#observer = new QueryObserver<T>(connection.queries, options);
      this.#connection = connection;
      this.#unsubscribe = this.#observer.subscribe(this.#onResult);
    }
    this.#result = this.#observer.getCurrentResult();
    this.#listen(connection, question);
  }

  hostDisconnected(): void {
    this.#stop();
  }

  #optionsFor({ client, queries }: Connection, question: Question<T>) {
    this.#every = (question.every ?? 0) * 1000;
    return queries.defaultQueryOptions<T>({
      queryKey: question.key,
      queryFn: ({ signal }) => question.load(client as Client, signal),
      enabled: this.#seen,
      staleTime: this.#every || Infinity,
      refetchOnWindowFocus: true,
      refetchOnReconnect: true,
      refetchInterval: this.#host.near && this.#every && !this.#live ? this.#untilNext : false,
    });
  }

  /**
   * Milliseconds until the shared entry is due. Counting from the last answer keeps all its readers on one timer.
   */
  readonly #untilNext = ({ state }: { state: QueryState<T> }): number => {
    if (state.fetchStatus === 'fetching') return this.#every;
    const failed = state.errorUpdatedAt > state.dataUpdatedAt;
    const last = Math.max(state.dataUpdatedAt, state.errorUpdatedAt);
    const told = state.error instanceof ApiError ? (state.error.retryAfter ?? 0) * 1000 : 0;
    const pause = Math.max(this.#every * (failed ? FAILING_PACE : 1), told);
    return Math.max(last + pause - Date.now(), 1);
  };

  readonly #onResult = (result: QueryObserverResult<T>): void => {
    this.#result = result;
    this.#host.requestUpdate();
  };

  /** Listens to the question's stream while the element is near, and to no other. */
  #listen({ client, queries }: Connection, { key, push, every }: Question<T>): void {
    const hash = client && push && every && this.#host.near ? hashKey(key) : '';
    if (hash === (this.#listening?.hash ?? '')) return;
    this.#listening?.stop();
    this.#listening = undefined;
    this.#live = false;
    if (!hash || !client || !push) return;
    this.#listening = { hash, stop: () => undefined };
    this.#listening.stop = listen(client, queries, key, push, (live) => {
      if (live === this.#live) return;
      this.#live = live;
      this.#host.requestUpdate();
    });
  }

  #stop(): void {
    this.#listening?.stop();
    this.#listening = undefined;
    this.#live = false;
    this.#unsubscribe?.();
    this.#unsubscribe = this.#observer = this.#connection = this.#result = undefined;
    this.#seen = false;
  }
}
