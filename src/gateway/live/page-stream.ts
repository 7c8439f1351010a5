/**
 * One stream for all boards of a page: `GET /live?windows=…` carries windows of several sessions, `POST /live/{streamId}` changes
 * them. The protocol is described in docs/gateway.md; the events are those of live.ts, with the window's name in each.
 */
import * as z from 'zod/mini';
import { ApiError } from '../../api/error.js';
import { toFieldIssues } from '../../api/parse.js';
import { allowsResource } from '../auth/authorize.js';
import type { Claims } from '../auth/claims.js';
import { parseWindow, windowKey } from '../boards/boards.js';
import type { GatewaySettings } from '../config/config.js';
import { toBase64url } from '../../api/base64url.js';
import { gatewayError, type Headers } from '../http/http-response.js';
import { readId } from '../http/router.js';
import type { Channel, Listener } from './channel.js';
import { EventStream, formatEvent, streamResponse, type EndReason, type StreamGrant } from './event-stream.js';
import type { Live, StreamCaller } from './live.js';

const MAX_WINDOWS = 50;
/** Events that may wait for the reader: a snapshot of every window, and some more. */
const MAX_WAITING = 4 * MAX_WINDOWS;

const windowId = z.string().check(z.regex(/^[\w-]{1,40}$/, { error: 'must be 1 to 40 of A-Z, a-z, 0-9, _ and -' }));
const windowSchema = z.object({
  id: windowId,
  sessionId: z
    .string()
    .check(z.refine((value) => readId(encodeURIComponent(value)) === value, { error: 'must be the id of a session' })),
  ranking: z.optional(z.enum(['competition', 'dense', 'ordinal'])),
  sort: z.optional(z.enum(['desc', 'asc'])),
  offset: z.optional(z.int().check(z.gte(0), z.lte(9_999_999))),
  limit: z.optional(z.int().check(z.gte(1), z.lte(200))),
  around: z.optional(z.literal('self')),
  lastEventId: z.optional(z.string().check(z.maxLength(64))),
});
const windowsSchema = z.array(windowSchema).check(z.maxLength(MAX_WINDOWS));
const changeSchema = z.object({
  add: z.optional(windowsSchema),
  remove: z.optional(z.array(windowId).check(z.maxLength(MAX_WINDOWS))),
});

type WindowSpec = z.infer<typeof windowSchema>;

/** Who opens or changes a stream. */
export interface PageStreamCaller {
  readonly claims: Claims | undefined;
  /** True when the scores need no token. */
  readonly isPublic: boolean;
  readonly grant: StreamGrant;
}

/** A request for a stream. `windows`: the query value, JSON. */
export interface PageStreamRequest extends PageStreamCaller {
  readonly windows: string | undefined;
  readonly caller: StreamCaller;
  readonly request: Request;
}

/** The page streams of one gateway. */
export class PageStreams {
  readonly #settings: GatewaySettings;
  readonly #live: Live;
  readonly #streams = new Map<string, PageStream>();

  constructor(settings: GatewaySettings, live: Live) {
    this.#settings = settings;
    this.#live = live;
  }

  /** Opens a stream. Throws `invalid` for malformed windows, `rate-limited` when there are too many streams. */
  open(ask: PageStreamRequest, headers: Headers): Response {
    const windows = parseWith(windowsSchema, ask.windows === undefined ? [] : parseJson(ask.windows));
    checkDuplicates(windows.map(({ id }) => id));
    const release = this.#live.reserve(ask.caller);
    const id = toBase64url(crypto.getRandomValues(new Uint8Array(16)));
    const page = new PageStream(id, windows, this.#settings, this.#live, ask, () => {
      release();
      this.#streams.delete(id);
    });
    if (page.stream.isOpen) this.#streams.set(id, page);
    page.add(windows, ask);
    return streamResponse(page.stream, headers);
  }

  /** Changes a stream; returns the names of its windows. Throws `not-found` when it is not of this process and player. */
  change(id: string, body: unknown, caller: PageStreamCaller): string[] {
    const { add = [], remove = [] } = parseWith(changeSchema, body ?? {});
    const page = this.#streams.get(id);
    if (!page || page.player !== caller.claims?.sub) throw gatewayError('not-found', 'There is no such stream here.');
    const left = page.windows.filter((name) => !remove.includes(name));
    checkDuplicates([...left, ...add.map((one) => one.id)]);
    if (left.length + add.length > MAX_WINDOWS) throw invalid(`must be ${MAX_WINDOWS} at most`);
    page.stream.extend(caller.grant);
    for (const name of remove) page.remove(name);
    page.add(add, caller);
    return page.windows;
  }

  /** Ends every stream. */
  close(): void {
    for (const { stream } of [...this.#streams.values()]) stream.end('closing');
  }
}

/** One stream with its windows. */
class PageStream {
  readonly stream: EventStream;
  /** The token's player; undefined for a stream without one. */
  readonly player: string | undefined;
  readonly #live: Live;
  readonly #windows = new Map<string, Watch>();

  constructor(
    id: string,
    windows: readonly WindowSpec[],
    settings: GatewaySettings,
    live: Live,
    ask: PageStreamRequest,
    closed: () => void,
  ) {
    this.player = ask.claims?.sub;
    this.#live = live;
    this.stream = new EventStream({
      clock: settings.clock,
      grant: ask.grant,
      request: ask.request,
      heartbeat: settings.live.heartbeat,
      maxWaiting: MAX_WAITING,
      closed: () => {
        for (const watch of this.#windows.values()) watch.stop();
        this.#windows.clear();
        closed();
      },
    });
    const json = JSON.stringify({ id, windows: windows.map((one) => one.id) });
    this.stream.write(formatEvent({ name: 'stream', json }));
  }

  get windows(): string[] {
    return [...this.#windows.keys()];
  }

  add(windows: readonly WindowSpec[], { claims, isPublic }: PageStreamCaller): void {
    for (const spec of windows) {
      if (!this.stream.isOpen) return;
      const watch = new Watch();
      this.#windows.set(spec.id, watch);
      if (isPublic || allowsResource(claims, spec.sessionId)) void this.#watch(watch, spec);
      else this.#end(spec.id, watch, 'forbidden');
    }
  }

  remove(name: string): void {
    this.#windows.get(name)?.stop();
    this.#windows.delete(name);
  }

  /** Joins the session's channel. A session that is slow or missing does not hold up the other windows. */
  async #watch(watch: Watch, { id, sessionId, lastEventId, ...query }: WindowSpec): Promise<void> {
    const channel = this.#live.channel(sessionId);
    try {
      await channel.ready();
    } catch (error) {
      const { code, retryAfter } = error instanceof ApiError ? error : {};
      if (code === 'not-found') this.#end(id, watch, 'not-found');
      else this.#end(id, watch, 'unavailable', { retryAfter: Math.ceil(retryAfter ?? 5) });
      return;
    }
    if (!watch.isActive) return;
    const texts = Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]));
    const window = parseWindow(texts, this.player);
    watch.start(channel, {
      window,
      key: windowKey(window),
      send: (event) => this.stream.write(formatEvent(event, id)),
      end: (reason) => this.#end(id, watch, reason),
    });
    if (watch.listener) channel.add(watch.listener, lastEventId);
  }

  #end(id: string, watch: Watch, reason: EndReason, details: { retryAfter?: number } = {}): void {
    if (!watch.isActive) return;
    watch.stop();
    this.#windows.delete(id);
    this.stream.write(formatEvent({ name: 'gone', json: JSON.stringify({ reason, ...details }) }, id));
  }
}

/** A window's place on its channel. */
class Watch {
  isActive = true;
  listener: Listener | undefined;
  #channel: Channel | undefined;

  start(channel: Channel, listener: Listener): void {
    this.#channel = channel;
    this.listener = listener;
  }

  stop(): void {
    this.isActive = false;
    if (this.listener) this.#channel?.remove(this.listener);
  }
}

const invalid = (message: string) =>
  gatewayError('invalid', 'The windows are not valid.', { fields: [{ path: 'windows', message }] });

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw invalid('must be JSON');
  }
}

function parseWith<T>(schema: z.ZodMiniType<T>, value: unknown): T {
  const result = z.safeParse(schema, value);
  if (result.success) return result.data;
  throw gatewayError('invalid', 'The windows are not valid.', { fields: toFieldIssues(result.error.issues) });
}

function checkDuplicates(ids: readonly string[]): void {
  if (new Set(ids).size < ids.length) throw invalid('must not use an id twice');
}
