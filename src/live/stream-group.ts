/**
 * One event stream for all visible pages of a browser that have the same gateway and player, because HTTP/1.1 has six
 * connections per host for all of them together. Leader election by a Web Lock: the page that holds it keeps the stream and
 * sends the others their windows over a BroadcastChannel. Lock and channel are named by a hash of gateway and player; no
 * token is in names or messages. A hidden page has left the group, so that a frozen tab does not hold the lock.
 */
import { isCount } from '../api/board-window.js';
import { isRecord } from '../api/response.js';
import { tryParseWindow } from './board-event.js';
import type { BoardQuery, BoardWindow } from './board-window.js';
import type { Connection } from './connection.js';
import { subjectOfToken } from './jwt.js';
import { pageLocks } from './storage.js';
import { randomId } from './random-id.js';

/** Takes the newest state of a window over. */
export interface WindowSink {
  set(window: BoardWindow): void;
}

/** The stream of one page, as far as its group uses it. */
export interface GroupMember {
  /** What this page shows. */
  readonly windows: readonly { readonly id: string; readonly query: BoardQuery }[];
  /** Carries a window on the stream of this page, which leads. */
  subscribe(query: BoardQuery, sink: WindowSink, onLive: (live: boolean) => void): () => void;
  /** The leader has sent the newest state of a window of this page. */
  receive(id: string, window: BoardWindow): void;
  /** The leader carries a window no longer; without an id none of them. */
  lose(id?: string): void;
  /** Another page has taken the lock away from this one: the stream has to be closed, and opened anew. */
  restart(): void;
}

interface Follower {
  /** Heartbeats since its last request. */
  unanswered: number;
  /** By window, how to stop carrying it. */
  readonly windows: Map<string, () => void>;
}

/** Windows of one page, and of one stream. */
export const MAX_WINDOWS = 50;
const HEARTBEAT_MS = 15_000;
/** Without a heartbeat for so long the leader is stuck, and the lock is taken away from it. */
const SILENCE_MS = 45_000;
/** A follower that has left this many heartbeats unanswered is gone. */
const MAX_UNANSWERED = 3;

export class StreamGroup {
  readonly #connection: Connection;
  readonly #member: GroupMember;
  readonly #locks: LockManager | undefined;
  /** Of this page, in messages. */
  readonly #id = randomId();
  readonly #followers = new Map<string, Follower>();
  #channel?: BroadcastChannel;
  #isLeader = false;
  /** The page whose messages count. */
  #leader?: string;
  #heartbeat?: ReturnType<typeof setInterval>;
  #silence?: ReturnType<typeof setTimeout>;

  /** @param locks pages without (plain http, no storage) keep a stream of their own each */
  constructor(connection: Connection, member: GroupMember, locks = pageLocks()) {
    this.#connection = connection;
    this.#member = member;
    this.#locks = locks;
  }

  /** Resolves once this page leads, and follows until then. Both end when the signal is aborted. */
  async join(signal: AbortSignal): Promise<void> {
    const name = this.#locks && (await groupName(this.#connection));
    if (!name || signal.aborted) return;
    const steal = new AbortController();
    signal.addEventListener('abort', () => this.#leave(), { once: true });
    if (name.isShared) {
      this.#channel = new BroadcastChannel(name.text);
      this.#channel.onmessage = ({ data }: MessageEvent<unknown>) => this.#onMessage(data, steal);
      this.request();
      this.#expectHeartbeat(steal);
    }
    await this.#acquire(name.text, signal, steal.signal);
    if (!signal.aborted) this.#lead();
  }

  /** Asks the leader for the windows of this page. */
  request(): void {
    if (!this.#isLeader) this.#post({ type: 'request', windows: this.#member.windows });
  }

  /** Resolves with the lock, which is held until the signal is aborted. It is taken by force when `steal` is. */
  #acquire(name: string, signal: AbortSignal, steal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const request = (options: LockOptions) => {
        let isHeld = false;
        const hold = () =>
          new Promise<void>((release) => {
            isHeld = true;
            if (signal.aborted) release();
            signal.addEventListener('abort', () => release(), { once: true });
            resolve();
          });
        this.#locks?.request(name, options, hold).catch((error: Error) => {
          if (isHeld) this.#member.restart();
          else reject(error);
        });
      };
      request({ signal });
      steal.addEventListener('abort', () => request({ steal: true }), { once: true });
    });
  }

  #lead(): void {
    this.#isLeader = true;
    this.#member.lose();
    this.#post({ type: 'elected' });
    clearTimeout(this.#silence);
    this.#heartbeat = setInterval(() => {
      for (const [page, follower] of this.#followers)
        if (++follower.unanswered > MAX_UNANSWERED) this.#carry(page, follower, new Map());
      this.#post({ type: 'heartbeat' });
    }, HEARTBEAT_MS);
  }

  #leave(): void {
    clearInterval(this.#heartbeat);
    clearTimeout(this.#silence);
    if (this.#isLeader) this.#post({ type: 'closed' });
    else this.#post({ type: 'request', windows: [] });
    this.#isLeader = false;
    this.#leader = undefined;
    for (const [page, follower] of this.#followers) this.#carry(page, follower, new Map());
    this.#channel?.close();
    this.#channel = undefined;
  }

  #expectHeartbeat(steal: AbortController): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      this.#member.lose();
      steal.abort();
    }, SILENCE_MS);
  }

  #post(message: object): void {
    this.#channel?.postMessage({ ...message, from: this.#id });
  }

  /** Messages are checked like answers: any script of this origin can send some. */
  #onMessage(data: unknown, steal: AbortController): void {
    if (!isRecord(data) || typeof data.from !== 'string') return;
    if (this.#isLeader) this.#onRequest(data.from, data);
    else this.#onLeaderMessage(data.from, data, steal);
  }

  #onLeaderMessage(from: string, data: Record<string, unknown>, steal: AbortController): void {
    const { type, to, id } = data;
    if (type === 'request') return;
    if (type === 'elected') this.#leader = from;
    this.#leader ??= from;
    // a page that was stuck may not know yet that it leads no longer
    if (this.#leader !== from) return;
    if (type === 'elected' || type === 'heartbeat') {
      this.#expectHeartbeat(steal);
      this.request();
    }
    if (type === 'elected' || type === 'closed') this.#member.lose();
    if (type === 'closed') this.#leader = undefined;
    if (to !== this.#id || typeof id !== 'string') return;
    const window = type === 'window' && tryParseWindow(data.window);
    if (window) this.#member.receive(id, window);
    else this.#member.lose(id);
  }

  #onRequest(page: string, { type, windows }: Record<string, unknown>): void {
    if (type !== 'request' || !Array.isArray(windows)) return;
    const wanted = new Map(windows.slice(0, MAX_WINDOWS).flatMap(parseWindowRequest));
    const follower = this.#followers.get(page) ?? { unanswered: 0, windows: new Map<string, () => void>() };
    follower.unanswered = 0;
    this.#followers.set(page, follower);
    this.#carry(page, follower, wanted);
  }

  /** Carries these windows for another page and no others. */
  #carry(page: string, { windows }: Follower, wanted: ReadonlyMap<string, BoardQuery>): void {
    for (const [id, stop] of windows) {
      if (wanted.has(id)) continue;
      windows.delete(id);
      stop();
    }
    for (const [id, query] of wanted) {
      if (windows.has(id)) continue;
      const sink: WindowSink = { set: (window) => this.#post({ type: 'window', to: page, id, window }) };
      const onLive = (live: boolean) => !live && this.#post({ type: 'lost', to: page, id });
      windows.set(id, this.#member.subscribe(query, sink, onLive));
    }
    if (windows.size === 0) this.#followers.delete(page);
  }
}

/** A window as it may go to the gateway, with its id; nothing for what is none. */
function parseWindowRequest(request: unknown): [id: string, query: BoardQuery][] {
  if (!isRecord(request) || typeof request.id !== 'string' || !isRecord(request.query)) return [];
  const { sessionId, ranking, sort, offset, limit } = request.query;
  if (typeof sessionId !== 'string' || (sort !== 'asc' && sort !== 'desc')) return [];
  if (ranking !== 'competition' && ranking !== 'dense' && ranking !== 'ordinal') return [];
  if (!isCount(offset) || !isCount(limit) || limit < 1 || limit > 200) return [];
  return [[request.id, { sessionId, ranking, sort, offset, limit }]];
}

/**
 * Lock and channel of a connection: pages share it where gateway and player are known to be the same. A token that names no
 * player may be anybody's: then one page has the stream, and the others poll. Undefined for a connection that shares nothing.
 */
async function groupName({
  gateway,
  tokens,
  settings,
}: Connection): Promise<{ text: string; isShared: boolean } | undefined> {
  if (settings.fetch) return undefined; // requests go where only this page knows
  const token = await tokens?.get('missing');
  const player = token === undefined ? '' : subjectOfToken(token);
  const identity = new TextEncoder().encode(JSON.stringify([gateway?.url, token !== undefined, player]));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', identity));
  const hash = Array.from(digest.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
  // 1: the version of the messages
  return { text: `gs-live-1-${hash}`, isShared: player !== undefined && 'BroadcastChannel' in globalThis };
}
