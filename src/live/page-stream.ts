/**
 * One event stream for all board windows of a connection (`GET /live` of docs/gateway.md): HTTP/1.1 has six connections per
 * host, and a stream per board would leave none for anything else. Other pages with the same connection share it
 * (stream-group.ts). Where the gateway has no such stream, boards poll. Lazy-loaded once a board has its first rows.
 */
import type { ApiError } from '../api/error.js';
import { isRecord, parseJson } from '../api/response.js';
import { applyBoardEvent, type Sequenced } from './board-event.js';
import type { BoardQuery, BoardWindow } from './board-window.js';
import type { Cache } from './cache.js';
import type { Connection } from './connection.js';
import { connectEventStream, type EventStreamOptions, type ServerEvent } from './sse.js';
import { MAX_WINDOWS, StreamGroup, type GroupMember, type WindowSink } from './stream-group.js';

/** A window that at least one element, of this page or another one, is subscribed to. */
interface Subscription {
  readonly id: string;
  readonly query: BoardQuery;
  readonly sink: WindowSink;
  readonly listeners: Set<(live: boolean) => void>;
  isLive: boolean;
  /** The gateway has refused it for a while. */
  isRefused?: boolean;
  lastEventId?: string;
  last?: Sequenced<BoardWindow>;
}

/** Seconds until a window is asked for again that the gateway has refused. */
const REFUSED_PAUSE_S = 300;

export class PageStream implements GroupMember {
  readonly #connection: Connection;
  readonly #wait: EventStreamOptions['wait'];
  readonly #group: StreamGroup;
  readonly #windows = new Map<WindowSink, Subscription>();
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  /** Given by the gateway; undefined while the stream is not open. */
  #streamId?: string;
  /** Windows that the open stream carries, by id. */
  #carried = new Set<string>();
  #close?: () => void;
  #count = 0;
  /** A change of windows is due at the end of this turn. */
  #isDue = false;

  constructor(connection: Connection, wait?: EventStreamOptions['wait'], locks?: LockManager) {
    this.#connection = connection;
    this.#wait = wait;
    this.#group = new StreamGroup(connection, this, locks);
  }

  /**
   * Subscribes to a window.
   * @param sink its cache entry: what arrives goes there
   * @param onLive called at once and at every change: while true, nothing needs to be polled
   */
  subscribe(query: BoardQuery, sink: WindowSink, onLive: (live: boolean) => void): () => void {
    let window = this.#windows.get(sink);
    if (!window) {
      window = { id: `w${++this.#count}`, query, sink, listeners: new Set(), isLive: false };
      this.#windows.set(sink, window);
      this.#sync();
    }
    const { listeners } = window;
    listeners.add(onLive);
    onLive(window.isLive);
    return () => {
      listeners.delete(onLive);
      if (listeners.size > 0) return;
      this.#windows.delete(sink);
      this.#sync();
    };
  }

  /** Closes the stream, as nobody of the connection is left. */
  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#windows.clear();
    this.#shut();
  }

  /** Of this page while it follows another: those of others are added only by the one that leads. */
  get windows(): readonly { id: string; query: BoardQuery }[] {
    return [...this.#windows.values()].map(({ id, query }) => ({ id, query }));
  }

  receive(id: string, next: BoardWindow): void {
    const window = this.#find(id);
    window?.sink.set(next);
    if (window) setLive(window, true);
  }

  lose(id?: string): void {
    for (const window of this.#windows.values()) if (id === undefined || id === window.id) setLive(window, false);
  }

  restart(): void {
    this.#shut();
    this.#sync();
  }

  /** Brings the stream up to date after the windows of this turn have come and gone. */
  #sync(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    queueMicrotask(() => {
      this.#isDue = false;
      this.#group.request();
      if (this.#windows.size === 0) this.#shut();
      else if (this.#close) void this.#change();
      else this.#connect();
    });
  }

  #connect(): void {
    this.#close = connectEventStream({
      wait: this.#wait,
      open: async (_lastEventId, signal) => {
        await this.#group.join(signal);
        const windows = this.#wanted;
        this.#carried = new Set(windows.map(({ id }) => id));
        const query = { windows: JSON.stringify(windows.map((window) => this.#describe(window))) };
        return this.#connection.gateway!.open('/live', { query }, { signal });
      },
      onEvent: (event) => this.#onEvent(event),
      onLive: (live) => {
        if (live) return;
        this.#streamId = undefined;
        this.lose();
      },
    });
  }

  #shut(): void {
    this.#close?.();
    this.#close = this.#streamId = undefined;
  }

  #find(windowId: unknown): Subscription | undefined {
    return [...this.#windows.values()].find(({ id }) => id === windowId);
  }

  /** What the stream should carry now. */
  get #wanted(): Subscription[] {
    return [...this.#windows.values()].filter(({ isRefused }) => !isRefused).slice(0, MAX_WINDOWS);
  }

  #describe({ id, query, lastEventId }: Subscription): object {
    return { id, ...query, lastEventId };
  }

  /** False for the last event of a stream, which then is opened again. */
  #onEvent(event: ServerEvent): boolean {
    const data = parseJson(event.data);
    if (!isRecord(data)) return true;
    if (event.event === 'stream') {
      this.#streamId = typeof data.id === 'string' ? data.id : undefined;
      void this.#change();
      return true;
    }
    const window = this.#find(data.window);
    if (event.event === 'gone') return window ? this.#onRefused(window, data) : data.window !== undefined;
    if (window) this.#onWindowEvent(window, event);
    return true;
  }

  #onWindowEvent(window: Subscription, event: ServerEvent): void {
    if (event.event === 'upstream') return;
    const before = window.last;
    const next = event.event === 'current' ? before : applyBoardEvent(before, event);
    if (!next) {
      // it does not fit what came before: the window starts anew, under another id
      this.#windows.delete(window.sink);
      setLive(window, false);
      const { query, sink, listeners } = window;
      this.#windows.set(sink, { id: `w${++this.#count}`, query, sink, listeners, isLive: false });
      return this.#sync();
    }
    window.lastEventId = event.id ?? window.lastEventId;
    window.last = next;
    if (next !== before) window.sink.set(next.window);
    setLive(window, true);
  }

  /** The gateway has ended a window: its board polls, and it is added again after a while. */
  #onRefused(window: Subscription, { retryAfter }: Record<string, unknown>): true {
    this.#carried.delete(window.id);
    window.lastEventId = window.last = undefined;
    setLive(window, false);
    const seconds = typeof retryAfter === 'number' && retryAfter > 0 ? retryAfter : REFUSED_PAUSE_S;
    window.isRefused = true;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      window.isRefused = false;
      this.#sync();
    }, seconds * 1000);
    this.#timers.add(timer);
    return true;
  }

  /** Adds and removes windows of the open stream. */
  async #change(): Promise<void> {
    const streamId = this.#streamId;
    if (!streamId) return; // while it opens: the event that brings the id comes back here
    const wanted = this.#wanted;
    const ids = new Set(wanted.map(({ id }) => id));
    const remove = [...this.#carried].filter((id) => !ids.has(id));
    const added = wanted.filter(({ id }) => !this.#carried.has(id));
    if (remove.length + added.length === 0) return;
    this.#carried = ids;
    const add = added.map((window) => this.#describe(window));
    try {
      await this.#connection.gateway!.post('/live/{streamId}', { params: { streamId }, body: { remove, add } });
    } catch (error) {
      if (this.#streamId !== streamId) return;
      // another process has taken over, or a limit is reached: a new stream carries all of them
      const isLimited = (error as ApiError).code === 'rate-limited';
      for (const { id } of isLimited ? added : []) this.#carried.delete(id);
      if (isLimited) return;
      this.restart();
    }
  }
}

function setLive(window: Subscription, live: boolean): void {
  if (window.isLive === live) return;
  window.isLive = live;
  for (const listener of window.listeners) listener(live);
}

const streams = new WeakMap<Cache, PageStream>();

/** The stream of a connection; undefined without a gateway. */
export function pageStreamOf(connection: Connection): PageStream | undefined {
  const { cache, gateway } = connection;
  if (!gateway) return undefined;
  let stream = streams.get(cache);
  if (!stream) {
    const created = new PageStream(connection);
    streams.set(cache, (stream = created));
    cache.ended.addEventListener('abort', () => created.stop());
  }
  return stream;
}
