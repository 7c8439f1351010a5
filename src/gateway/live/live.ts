/**
 * Push: `GET /live/meshmap/apps/game-sessions/{sessionId}/players` with the query of a board (see boards.ts) answers a
 * stream of server-sent events (`text/event-stream`). Browsers' EventSource cannot send a token, so read it with fetch.
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
 * last `upstream` event said `"ok":false`.
 * Sent as the header `Last-Event-ID`, the last id resumes the stream: the missed diffs, nothing when none was missed, or
 * a snapshot when the gateway no longer (or never) knew that id, as another gateway behind the same address does not.
 * `gone` reasons: `expired` (the token's time is up: renew it and connect again), `not-found` (there is no such session),
 * `closing` (the gateway shuts down: connect again, with jitter), `slow` (the reader fell behind: connect again).
 * Event names not listed here are to be ignored.
 */
import { ApiError } from '../../api/error.js';
import { gatewayError, type Headers } from '../http/http-response.js';
import { parseWindow } from '../boards/boards.js';
import { Channel } from './channel.js';
import type { GatewaySettings } from '../config/config.js';
import { openStream } from './live-stream.js';
import type { Players } from '../boards/players.js';

/** One listener, as the router knows it. */
export interface LiveRequest {
  readonly sessionId: string;
  readonly query: Readonly<Record<string, string>>;
  readonly self?: string;
  /** Milliseconds since 1970 at which the token runs out. */
  readonly until: number;
  /** Whom the listener counts for. */
  readonly caller: string;
  readonly request: Request;
}

/** All streams of one gateway. */
export class Live {
  readonly #settings: GatewaySettings;
  readonly #read: (sessionId: string) => Promise<Players>;
  readonly #channels = new Map<string, Channel>();
  readonly #perCaller = new Map<string, number>();
  #listeners = 0;

  /** @param read asks the upstream anew for the players of a session */
  constructor(settings: GatewaySettings, read: (sessionId: string) => Promise<Players>) {
    this.#settings = settings;
    this.#read = read;
  }

  get listeners(): number {
    return this.#listeners;
  }

  get sessions(): number {
    return this.#channels.size;
  }

  /** Opens a stream. Rejects when the session cannot be read at all, so that the caller gets a plain error to act on. */
  async open(ask: LiveRequest, headers: Headers): Promise<Response> {
    const { listeners, perCaller } = this.#settings.live;
    const mine = this.#perCaller.get(ask.caller) ?? 0;
    if (this.#listeners >= listeners || mine >= perCaller) {
      throw gatewayError('rate-limited', 'Too many streams are open.', { retryable: true, retryAfter: 30 });
    }
    this.#count(ask.caller, 1);
    try {
      const channel = this.#channel(ask.sessionId);
      await channel.ready();
      const stream = openStream(channel, {
        clock: this.#settings.clock,
        window: parseWindow(ask.query, ask.self),
        lastEventId: ask.request.headers.get('last-event-id') ?? undefined,
        until: ask.until,
        request: ask.request,
        closed: () => this.#count(ask.caller, -1),
      });
      return new Response(stream, {
        headers: {
          ...headers,
          'content-type': 'text/event-stream; charset=utf-8',
          'cache-control': 'no-store, no-transform',
          'x-accel-buffering': 'no',
        },
      });
    } catch (error) {
      this.#count(ask.caller, -1);
      throw error instanceof ApiError
        ? error
        : gatewayError('upstream', 'The scores cannot be read.', { retryable: true, cause: error });
    }
  }

  /** Scores were written: whoever watches the session hears of it soon. */
  hurry(sessionId: string): void {
    this.#channels.get(sessionId)?.refreshSoon();
  }

  /** Ends every stream. */
  close(): void {
    for (const channel of this.#channels.values()) channel.end('closing');
  }

  #channel(sessionId: string): Channel {
    let channel = this.#channels.get(sessionId);
    if (!channel) {
      channel = new Channel(
        this.#settings,
        () => this.#read(sessionId),
        () => this.#channels.delete(sessionId),
      );
      this.#channels.set(sessionId, channel);
    }
    return channel;
  }

  #count(caller: string, by: 1 | -1): void {
    this.#listeners += by;
    const mine = (this.#perCaller.get(caller) ?? 0) + by;
    if (mine > 0) this.#perCaller.set(caller, mine);
    else this.#perCaller.delete(caller);
  }
}
