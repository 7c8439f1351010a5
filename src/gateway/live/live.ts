/**
 * Push: `GET /live/meshmap/apps/game-sessions/{sessionId}/players` with the query of a board (see boards.ts) is a
 * stream of server-sent events (`text/event-stream`). Browsers' EventSource cannot send a token, so read it with fetch. The
 * stream that carries several windows (page-stream.ts) sends the same events.
 *
 *   retry: 3000                          first line; milliseconds to wait before connecting again
 *
 *   id: 8f3k2-17
 *   event: snapshot                      the whole window, first of all and whenever differences would not do
 *   data: {"sequence":17,"at":"2026-03-02T18:00:00.000Z","total":41,"offset":0,"rows":[ROW,…],"self":ROW}
 *
 *   id: 8f3k2-18
 *   event: diff                          what changed since the event with `sequence` = `since`
 *   data: {"sequence":18,"since":17,"at":"…","total":42,"offset":0,"rows":[ROW,…],"order":["pl_7",…],"self":ROW}
 *
 *   event: current                       no id; nothing was missed since `Last-Event-ID`
 *   data: {}
 *
 *   event: upstream                      no id; the scores behind the stream could not be read, or can be again
 *   data: {"ok":false,"code":"timeout","at":"…"}
 *
 *   event: gone                          no id; the last event before the gateway closes the stream
 *   data: {"reason":"expired"}
 *
 *   : hb 2026-03-02T18:00:15.000Z        comment every 15 s
 *
 * To apply a diff: put its `rows` (new and changed ones, whole) into the window by `playerId`; then, only when `order` is
 * there, the window is exactly those ids in that order. `total` and `offset` are always there; `self` is there when it
 * changed, and `null` when the player is no longer on the board. A diff whose `since` is not the `sequence` last applied
 * must not be applied: connect again without `Last-Event-ID`.
 * `at` is when the upstream was asked. Without events between heartbeats the window is unchanged and current, unless the
 * last `upstream` event had `"ok":false`.
 * Sent as the header `Last-Event-ID`, the last id resumes the stream: the missed diffs, `current` when none was missed, or
 * a snapshot when the gateway does not know that id, such as another process behind the same address.
 * `gone` reasons: `expired` (renew the token and connect again), `revoked` (the token is no longer valid), `not-found` (there is no such session),
 * `closing` (the gateway shuts down: connect again, with jitter), `slow` (the reader fell behind: connect again).
 * Event names not listed here are to be ignored.
 */
import { ApiError } from '../../api/error.js';
import { gatewayError, type Headers } from '../http/http-response.js';
import { parseWindow, windowKey } from '../boards/boards.js';
import { Channel, type Listener } from './channel.js';
import type { Polled } from '../cache/cache.js';
import type { GatewaySettings } from '../config/config.js';
import { EventStream, formatEvent, streamResponse, type StreamGrant } from './event-stream.js';
import type { Players } from '../boards/players.js';

/** A caller of a stream. */
export interface StreamCaller {
  /** The key that its streams are counted under, and whether that is an address. */
  readonly key: string;
  readonly isAddress: boolean;
}

/** A request for a stream of one window. */
export interface LiveRequest {
  readonly sessionId: string;
  readonly query: Readonly<Record<string, string>>;
  readonly self?: string;
  readonly grant: StreamGrant;
  readonly caller: StreamCaller;
  readonly request: Request;
}

/** Events that may wait for the reader of one window. */
const MAX_WAITING = 32;

/** The streams of one gateway, and the channels behind them. */
export class Live {
  readonly #settings: GatewaySettings;
  readonly #read: (sessionId: string, force: boolean) => Promise<Polled<Players>>;
  readonly #channels = new Map<string, Channel>();
  readonly #perCaller = new Map<string, number>();
  #streams = 0;

  /** @param read reads the players of a session; `force`: from the upstream */
  constructor(settings: GatewaySettings, read: (sessionId: string, force: boolean) => Promise<Polled<Players>>) {
    this.#settings = settings;
    this.#read = read;
  }

  /** Number of open streams. */
  get listeners(): number {
    return this.#streams;
  }

  /** Number of watched sessions. */
  get sessions(): number {
    return this.#channels.size;
  }

  /** Opens a stream of one window. Rejects when the session cannot be read, so that the caller gets a plain error. */
  async open(ask: LiveRequest, headers: Headers): Promise<Response> {
    const release = this.reserve(ask.caller);
    try {
      const channel = this.channel(ask.sessionId);
      await channel.ready();
      const { clock, live } = this.#settings;
      const { grant, request } = ask;
      let leave = () => {};
      const closed = () => {
        release();
        leave();
      };
      const stream = new EventStream({
        clock,
        grant,
        request,
        heartbeat: live.heartbeat,
        maxWaiting: MAX_WAITING,
        closed,
      });
      const window = parseWindow(ask.query, ask.self);
      const listener: Listener = {
        window,
        key: windowKey(window),
        send: (event) => stream.write(formatEvent(event)),
        end: (reason) => stream.end(reason),
      };
      leave = () => channel.remove(listener);
      if (stream.isOpen) channel.add(listener, request.headers.get('last-event-id') ?? undefined);
      return streamResponse(stream, headers);
    } catch (error) {
      release();
      throw error instanceof ApiError
        ? error
        : gatewayError('upstream', 'The scores cannot be read.', { retryable: true, cause: error });
    }
  }

  /** Counts a stream; the returned function releases it, once. Throws `rate-limited`. */
  reserve({ key, isAddress }: StreamCaller): () => void {
    const { listeners, perCaller, perAddress } = this.#settings.live;
    const own = this.#perCaller.get(key) ?? 0;
    if (this.#streams >= listeners || own >= (isAddress ? perAddress : perCaller)) {
      throw gatewayError('rate-limited', 'Too many streams are open.', { retryable: true, retryAfter: 30 });
    }
    this.#count(key, 1);
    let isReserved = true;
    return () => {
      if (isReserved) this.#count(key, -1);
      isReserved = false;
    };
  }

  /** The channel of a session, which may have to be started (`ready`). */
  channel(sessionId: string): Channel {
    let channel = this.#channels.get(sessionId);
    if (!channel) {
      const created: Channel = new Channel(
        this.#settings,
        (force) => this.#read(sessionId, force),
        () => {
          if (this.#channels.get(sessionId) === created) this.#channels.delete(sessionId);
        },
      );
      channel = created;
      this.#channels.set(sessionId, channel);
    }
    return channel;
  }

  /** Scores were written: listeners of the session get them soon. */
  refreshSoon(sessionId: string): void {
    this.#channels.get(sessionId)?.refreshSoon();
  }

  /** Ends every channel with its listeners. */
  close(): void {
    for (const channel of [...this.#channels.values()]) channel.end('closing');
  }

  #count(key: string, by: 1 | -1): void {
    this.#streams += by;
    const own = (this.#perCaller.get(key) ?? 0) + by;
    if (own > 0) this.#perCaller.set(key, own);
    else this.#perCaller.delete(key);
  }
}
