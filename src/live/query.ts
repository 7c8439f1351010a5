/** The one way an element reads from an API over time; see cache.ts for what is shared and when it is asked. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Client } from '../api/client.js';
import type { ApiError } from '../api/error.js';
import { isOnline, type Answer, type Cache, type Key } from './cache.js';
import type { Connection } from './connection.js';
import type { Push } from './push.js';

export interface QueryHost extends ReactiveControllerHost {
  readonly connection?: Connection;
  /** True when the element is on the screen or close to it. */
  readonly near: boolean;
  /** The host syncs these before it derives anything from them, so that no update mixes a new question with an old answer. */
  readonly queries: Set<{ sync(): void }>;
}

/** What to ask. */
export interface Question<T> {
  /** Service + call + arguments: elements with the same key share the answer. */
  readonly key: Key;
  /** Asks once. Failed tries are repeated here and not below, so `load` passes `retry: 0` on to the call. */
  readonly load: (client: Client, signal: AbortSignal) => Promise<T>;
  /** Seconds between polls; 0 or nothing asks once. */
  readonly every?: number;
  /** Ask even before the element comes near the viewport. */
  readonly eager?: boolean;
  /** How newer answers come by themselves, where the gateway offers it; polling rests meanwhile. */
  readonly push?: Push<T>;
}

const NOTHING: Answer<never> = { fetching: false, updatedAt: 0, failedAt: 0 };

export class Query<T> implements ReactiveController {
  readonly #host: QueryHost;
  readonly #ask: () => Question<T> | undefined;
  /** What was last asked, and where. */
  #question?: Question<T>;
  #cache?: Cache;
  #name = '';
  #leave?: () => void;
  #hangUp?: () => void;
  #answer: Answer<T> = NOTHING;
  #seen = false;
  #live = false;

  /** @param ask answers what to ask now, or nothing to ask nothing. Read at every update of the host. */
  constructor(host: QueryHost, ask: () => Question<T> | undefined) {
    this.#host = host;
    this.#ask = ask;
    host.queries.add(this);
    host.addController(this);
  }

  /** The newest answer. It stays while a later request fails. */
  get data(): T | undefined {
    return this.#answer.data;
  }

  /** Why the last request failed; undefined after a good one. */
  get error(): ApiError | undefined {
    return this.#answer.error;
  }

  /** A request is under way. */
  get fetching(): boolean {
    return this.#answer.fetching;
  }

  /** Requests wait for the network. */
  get offline(): boolean {
    return this.#cache !== undefined && !isOnline();
  }

  get updatedAt(): Date | undefined {
    return this.#answer.updatedAt ? new Date(this.#answer.updatedAt) : undefined;
  }

  /** Asks now, whatever the timer says. Resolves when the answer or the failure is there; never rejects. */
  async refetch(): Promise<void> {
    if (this.#question) await this.#cache?.fetch(this.#question.key, this.#load);
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
    const { connection, near } = this.#host;
    const question = connection?.client ? this.#ask() : undefined;
    if (!connection || !question) return this.#stop();
    // Once it has been near, the element keeps what it loaded: leaving the screen only rests the timer.
    this.#seen ||= near || question.eager === true;
    const name = JSON.stringify(question.key);
    const isSame = this.#cache === connection.cache && this.#name === name;
    if (!isSame) this.#stop();
    this.#question = question;
    if (isSame) connection.cache.look(question.key);
    else this.#join(connection.cache, name, question.key);
    this.#answer = connection.cache.answer(question.key);
    this.#listen();
  }

  readonly #load = (signal: AbortSignal): Promise<T> => {
    const client = this.#host.connection?.client;
    if (!client || !this.#question) return Promise.reject(new Error('the element was taken away'));
    return this.#question.load(client, signal);
  };

  #join(cache: Cache, name: string, key: Key): void {
    this.#cache = cache;
    this.#name = name;
    this.#leave = cache.join<T>(key, {
      load: this.#load,
      every: () => (this.#question?.every ?? 0) * 1000,
      asks: () => this.#seen,
      polls: () => this.#host.near && !this.#live,
      onChange: () => {
        this.#answer = cache.answer(key);
        this.#host.requestUpdate();
      },
    });
  }

  /** Listens to the question's stream while the element is near. The code for it comes when a gateway offers one. */
  #listen(): void {
    const { push, every, key } = this.#question ?? {};
    const { client } = this.#host.connection ?? {};
    if (!push || !every || !key || !client || !this.#host.near) {
      this.#hangUp?.();
      this.#hangUp = undefined;
      this.#live = false;
      return;
    }
    if (this.#hangUp) return;
    const cache = this.#cache as Cache;
    let hungUp = false;
    let close: (() => void) | undefined;
    this.#hangUp = () => {
      hungUp = true;
      close?.();
    };
    const onLive = (live: boolean) => {
      this.#live = live;
      cache.look(key);
    };
    void import('./push.js').then(({ listen }) => {
      if (!hungUp) close = listen(client, cache, key, push, onLive);
    });
  }

  #stop(): void {
    this.#hangUp?.();
    this.#leave?.();
    this.#hangUp = this.#leave = this.#cache = this.#question = undefined;
    this.#name = '';
    this.#live = false;
    this.#answer = NOTHING;
  }
}
