/**
 * The page's end of the conversation with one framed game. Every window message passes the same checks in the same
 * order (origin, source window, rate, size, schema); whatever fails one is dropped and counted. A game that says our
 * hello gets a private port and is heard there only. Nothing is ever posted to `*`.
 *
 * No DOM is touched here except the window and the ports that are handed in, so it runs under Node's tests.
 */
import { MessageRateLimiter } from './message-limit.js';
import type { ClosedReason, DroppedMessages, GameConversation } from './stats.js';
import { findDialect, readMessage, windowDialects, type Dialect } from './dialects.js';
import {
  answersPings,
  isGoodbye,
  isOpening,
  isPong,
  parseHello,
  usesOwnProtocol,
  type GameCommand,
  type GameEnvironment,
  type GameEvent,
} from './messages.js';

/** What the owner of the frame tells the host, and wants to hear. */
export interface GameHostOptions {
  /** The window of the frame now, compared by identity. */
  frame(): Window | null | undefined;
  /** Whether messages of that origin are the game's. */
  isAllowed(origin: string): boolean;
  /** The origin of the game's url: where commands go before the game has said anything. */
  origin(): string | undefined;
  /** The name of a dialect, or `auto`. */
  dialect(): string;
  onEvent(event: GameEvent): void;
  /** A message from the game that no dialect knows. */
  onUnmapped(data: unknown, origin: string): void;
  /** Commands reach the game from now on: the port is open, or the dialect has shown itself. */
  onConnect(): void;
  onClose(reason: ClosedReason): void;
  /** The game costs the page too much although nobody listens to it: it had better be taken away. Told once. */
  onAbuse(): void;
  /** Milliseconds, for the rate limit; default `performance.now`. */
  now?(): number;
}

/** A document that leaves a ping unanswered for so long has gone, or is stuck: commands are not sent to it. */
const PING_TIMEOUT_MS = 2000;

interface Greeting {
  origin: string;
  id: string | undefined;
}

/** See the head of the file. Made once per frame; {@link restart} forgets everything but the counters. */
export class GameHost {
  readonly #options: GameHostOptions;
  #dropped: DroppedMessages = { origin: 0, source: 0, size: 0, schema: 0, closed: 0 };
  #accepted = 0;
  #unmapped = 0;
  #dialect: Dialect | undefined;
  #origin: string | undefined;
  #port: MessagePort | undefined;
  /** The nonce has come back over the port. */
  #isOpen = false;
  #answersPings = false;
  #ping?: ReturnType<typeof setTimeout>;
  /** The last ping was not answered. */
  #isSilent = false;
  #allowance = new MessageRateLimiter();
  /** A hello that came while a port was in use: of the same document (ignored) or of the next one (answered later). */
  #waiting: Greeting | undefined;
  /** The last welcome may have gone to a document that had not said hello; one more hello is answered. */
  #isTentative = false;
  /** The frame's document is known not to have loaded yet. */
  #isLoading = true;
  /** The port was given to a document before that had loaded. */
  #isEarly = true;
  /** Documents loaded since the port was given away. */
  #loads = 0;

  constructor(options: GameHostOptions) {
    this.#options = options;
  }

  /** Whether the game has said our hello, and so will also say when it is ready. */
  get hasHandshake(): boolean {
    return !!this.#port;
  }

  /** A snapshot of the counters. */
  get conversation(): GameConversation {
    return {
      accepted: this.#accepted,
      unmapped: this.#unmapped,
      dropped: { ...this.#dropped },
      dialect: this.#dialect?.name,
      connected: this.#isConnected,
      closed: this.#allowance.closed,
    };
  }

  /** Judges a `message` event of the page's window; it may be from anybody. */
  handleMessage(event: MessageEvent<unknown>): void {
    if (!this.#options.isAllowed(event.origin)) this.#dropped.origin++;
    else if (!event.source || event.source !== this.#options.frame()) this.#dropped.source++;
    // event.data is not touched before here: reading it is what makes the browser unpack a message.
    else if (this.#admit(() => event.data)) this.#hearFrame(event.data, event.origin);
  }

  /**
   * To be called when the frame has loaded a document, its first or one that it went on to. A document that leaves
   * without a farewell is only noticed here, and a load may be that of the document that already holds the port: engines
   * differ in whether it comes before or after the messages of that document. So the document is asked, and loads are only
   * counted for games that do not answer.
   */
  frameLoaded(): void {
    this.#isLoading = false;
    if (!this.#port) return;
    if (this.#isOpen && this.#answersPings) return this.#sendPing();
    const isGone = ++this.#loads > 1;
    const next = isGone || !this.#isEarly ? this.#waiting : undefined;
    this.#waiting = undefined;
    if (isGone) this.#hangUp();
    // its own load, after a page that came before it, or the next document's: no command is sent until it says something
    else if (!this.#isEarly) this.#isSilent = this.#isOpen;
    if (next) this.#welcome(next, true);
  }

  /** The frame is a new one: its game has said nothing yet and is listened to again. */
  restart(): void {
    this.#hangUp();
    this.#waiting = undefined;
    this.#dialect = undefined;
    this.#origin = undefined;
    this.#allowance = new MessageRateLimiter();
    this.#isLoading = true;
  }

  /**
   * Passes a command to the game: over its port, or in its dialect to its exact origin.
   * @returns false when the game cannot be told: not connected yet, no words for it, or closed.
   */
  send(command: GameCommand): boolean {
    if (this.#allowance.closed) return false;
    if (this.#isSilent) return false;
    if (this.#port && this.#isOpen) {
      this.#port.postMessage(findDialect('gs')?.write(command));
      return true;
    }
    const dialect = this.#dialect ?? this.#chosenDialect;
    const origin = this.#origin ?? this.#options.origin();
    const frame = this.#options.frame();
    if (!dialect || dialect.name === 'gs' || !origin || !frame) return false;
    const data = dialect.write(command);
    if (data === undefined) return false;
    frame.postMessage(data, origin);
    return true;
  }

  /**
   * Passes on where and how the game is shown; only our own protocol has words for it.
   * @returns false when the game speaks another one, or is not connected
   */
  sendEnvironment(environment: GameEnvironment): boolean {
    if (!this.#port || !this.#isConnected) return false;
    this.#port.postMessage({ gs: 1, type: 'environment', ...environment });
    return true;
  }

  get #isConnected(): boolean {
    return this.#isOpen && !this.#isSilent;
  }

  get #chosenDialect(): Dialect | undefined {
    return findDialect(this.#options.dialect());
  }

  /** Rate and size. */
  #admit(read: () => unknown): boolean {
    const { closed, isAbusive } = this.#allowance;
    this.#allowance.count(read, this.#options.now?.() ?? performance.now());
    const reason = this.#allowance.closed;
    if (!reason) return true;
    this.#dropped[!closed && reason === 'oversize' ? 'size' : 'closed']++;
    if (!closed) {
      this.#hangUp();
      this.#options.onClose(reason);
    }
    if (!isAbusive && this.#allowance.isAbusive) this.#options.onAbuse();
    return false;
  }

  #hearFrame(data: unknown, origin: string): void {
    const name = this.#options.dialect();
    if (name === 'gs' || name === 'auto') {
      const hello = parseHello(data);
      if (hello) return this.#greet({ origin, id: hello.id });
      if (usesOwnProtocol(data)) {
        this.#dropped.schema++;
        return;
      }
    }
    const known = name === 'auto' ? windowDialects() : [this.#chosenDialect].filter((found) => found !== undefined);
    // The one that understood last is asked first; another may still turn out to be the right one.
    const asked = this.#dialect && name === 'auto' ? [this.#dialect, ...known] : known;
    for (const dialect of asked) {
      const event = dialect.name === 'gs' ? undefined : readMessage(dialect, data);
      if (event) return this.#understood(dialect, event, origin);
    }
    this.#unmapped++;
    this.#options.onUnmapped(data, origin);
  }

  #understood(dialect: Dialect, event: GameEvent, origin: string): void {
    const isNew = this.#dialect !== dialect || this.#origin !== origin;
    // While a port is open it stays the way to the game, whatever else is posted.
    if (!this.#isConnected) {
      this.#dialect = dialect;
      this.#origin = origin;
      if (isNew) this.#options.onConnect();
    }
    this.#tell(event);
  }

  #tell(event: GameEvent): void {
    this.#accepted++;
    this.#options.onEvent(event);
  }

  #greet(greeting: Greeting): void {
    if (!this.#port || this.#isSilent || (this.#isTentative && !this.#isOpen)) return this.#welcome(greeting, false);
    this.#waiting = greeting;
    if (this.#isOpen && this.#answersPings) this.#sendPing();
  }

  /** Asks the document behind the port whether it is still there. If not, the one that greeted since gets a port. */
  #sendPing(): void {
    this.#port?.postMessage({ gs: 1, type: 'ping' });
    this.#ping ??= setTimeout(() => {
      this.#ping = undefined;
      this.#isSilent = true;
      if (this.#waiting) this.#welcome(this.#waiting, true);
    }, PING_TIMEOUT_MS);
  }

  /** The document behind the port is there, also one that was busy for longer than a ping waits. */
  #onSignOfLife(data: unknown): void {
    if (isPong(data)) {
      clearTimeout(this.#ping);
      this.#ping = undefined;
    }
    if (!this.#isSilent) return;
    this.#isSilent = false;
    this.#options.onConnect();
  }

  #welcome({ origin, id }: Greeting, isTentative: boolean): void {
    const frame = this.#options.frame();
    if (!frame || this.#allowance.closed) return;
    this.#hangUp();
    this.#waiting = undefined;
    this.#isTentative = isTentative;
    const nonce = makeNonce();
    const { port1: port, port2 } = new MessageChannel();
    port.onmessage = (event: MessageEvent<unknown>) => this.#hearPort(port, nonce, event, origin);
    this.#port = port;
    this.#isEarly = this.#isLoading;
    this.#loads = 0;
    frame.postMessage({ gs: 1, type: 'welcome', id, nonce }, origin, [port2]);
  }

  #hearPort(port: MessagePort, nonce: string, event: MessageEvent<unknown>, origin: string): void {
    if (port !== this.#port || !this.#admit(() => event.data)) return;
    const { data } = event;
    if (!this.#isOpen) {
      if (!isOpening(data, nonce)) {
        this.#dropped.schema++;
        return;
      }
      this.#isOpen = true;
      this.#answersPings = answersPings(data);
      this.#dialect = findDialect('gs');
      this.#origin = origin;
      this.#options.onConnect();
      return;
    }
    if (isGoodbye(data)) return this.#leave();
    this.#onSignOfLife(data);
    if (isPong(data)) return;
    const known = this.#dialect && readMessage(this.#dialect, data);
    if (known) this.#tell(known);
    else this.#dropped.schema++;
  }

  /** The document behind the port says that it goes; the next one's hello may have overtaken that. */
  #leave(): void {
    this.#isLoading = true;
    this.#hangUp();
    if (this.#waiting) this.#welcome(this.#waiting, true);
  }

  #hangUp(): void {
    this.#port?.close();
    this.#port = undefined;
    this.#isOpen = this.#isSilent = this.#answersPings = false;
    clearTimeout(this.#ping);
    this.#ping = undefined;
  }
}

function makeNonce(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
