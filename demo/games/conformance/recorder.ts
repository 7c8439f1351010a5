/**
 * Stands between a framed game and the `GameHost` that pages use, and writes down what goes either way. The host is the
 * real one, so what it does here is what it does in a page.
 */
import { GameHost } from '../../../src/game/host.js';
import { parseHello, type GameCommand, type GameEnvironment } from '../../../src/game/messages.js';
import { judgeOpening, judgePortMessage, judgeWindowMessage, show, type Verdict } from './verdicts.js';
import { Sequence, type Check } from './sequence.js';

export interface RecordedMessage {
  /** Milliseconds since the game was loaded. */
  readonly at: number;
  readonly from: 'game' | 'page';
  readonly way: 'window' | 'port';
  /** As JSON; what JSON cannot write, and what is too long for a list, as text. */
  readonly data: unknown;
  readonly verdict: Verdict['kind'] | 'sent';
  readonly why: string;
}

/** The file that is downloaded. */
export interface Recording {
  readonly format: 'game-session-widgets/recording';
  readonly version: 1;
  readonly game: string;
  readonly recordedAt: string;
  readonly browser: string;
  readonly checks: readonly Check[];
  /** Messages that came after the list was full. */
  readonly left: number;
  readonly messages: readonly RecordedMessage[];
}

/** The most messages that are kept: a game that floods must not take the page with it. */
const MOST_MESSAGES = 2000;
/** The longest message that is kept whole, in characters of JSON. */
const LONGEST_MESSAGE = 4000;

export class Recorder {
  readonly messages: RecordedMessage[] = [];
  sequence = new Sequence();
  #game = '';
  #left = 0;
  #started = performance.now();
  #nonce = '';
  #isOpen = false;
  #ports: MessagePort[] = [];
  readonly #frame: () => Window | null;
  readonly #onChange: () => void;
  readonly #onConnect: () => void;
  readonly #host: GameHost;
  /** What the host takes for the window of the frame. */
  readonly #window = {
    postMessage: (data: { nonce?: string }, origin: string, [port]: MessagePort[] = []) =>
      this.#post(data, origin, port),
  } as unknown as Window;

  constructor(frame: () => Window | null, onChange: () => void, onConnect: () => void) {
    this.#frame = frame;
    this.#onChange = onChange;
    this.#onConnect = onConnect;
    this.#host = new GameHost({
      frame: () => this.#window,
      isAllowed: () => true, // whoever opens this page has chosen the game
      origin: () => this.#origin,
      dialect: () => 'auto',
      onEvent: () => undefined,
      onUnmapped: () => undefined,
      onConnect: () => this.#onConnect(),
      onClose: (reason) => this.sequence.closed(reason),
      onAbuse: () => undefined,
    });
  }

  get #origin(): string | undefined {
    return URL.canParse(this.#game) ? new URL(this.#game).origin : undefined;
  }

  /** What was recorded, as it goes into the file. */
  get recording(): Recording {
    return {
      format: 'game-session-widgets/recording',
      version: 1,
      game: this.#game,
      recordedAt: new Date().toISOString(),
      browser: navigator.userAgent,
      checks: this.sequence.checks,
      left: this.#left,
      messages: this.messages,
    };
  }

  /** Another game, in a new frame. */
  restart(game: string): void {
    this.sequence = new Sequence();
    this.#game = game;
    this.#started = performance.now();
    this.messages.length = 0;
    this.#left = 0;
    this.#closePorts();
    this.#host.restart();
    this.#onChange();
  }

  /** The frame has loaded a document. */
  frameLoaded(): void {
    this.sequence.loaded();
    this.#host.frameLoaded();
  }

  handleMessage({ data, origin, source }: MessageEvent<unknown>): void {
    if (source !== this.#frame()) return;
    const verdict = judgeWindowMessage(data);
    if (parseHello(data)) this.sequence.hello();
    this.sequence.count(this.#now);
    this.#add('game', 'window', data, verdict);
    this.#host.handleMessage({ data, origin, source: this.#window } as unknown as MessageEvent<unknown>);
    this.#onChange();
  }

  /** @returns false when the game cannot be told */
  send(command: GameCommand): boolean {
    this.sequence.command(command, this.#now);
    return this.#host.send(command);
  }

  sendEnvironment(environment: GameEnvironment): boolean {
    return this.#host.sendEnvironment(environment);
  }

  get #now(): number {
    return Math.round(performance.now() - this.#started);
  }

  #post(data: { nonce?: string }, origin: string, port: MessagePort | undefined): void {
    this.#add('page', 'window', data, { kind: 'sent', why: port ? 'The welcome, with a port.' : '' });
    this.#frame()?.postMessage(data, origin, port ? [this.#relay(port, data.nonce ?? '')] : []);
    this.#onChange();
  }

  /** A port for the game that passes everything on to the host's and back. */
  #relay(host: MessagePort, nonce: string): MessagePort {
    this.#closePorts();
    this.#nonce = nonce;
    const { port1, port2 } = new MessageChannel();
    this.#ports = [host, port1];
    host.onmessage = ({ data }: MessageEvent<unknown>) => {
      this.#add('page', 'port', data, { kind: 'sent', why: '' });
      port1.postMessage(data);
      this.#onChange();
    };
    port1.onmessage = ({ data }: MessageEvent<unknown>) => {
      this.#fromPort(data);
      host.postMessage(data);
      this.#onChange();
    };
    return port2;
  }

  #fromPort(data: unknown): void {
    const now = this.#now;
    this.sequence.count(now);
    if (!this.#isOpen) {
      const verdict = judgeOpening(data, this.#nonce);
      this.#isOpen = verdict.kind === 'right';
      this.sequence.opened(this.#isOpen);
      return this.#add('game', 'port', data, verdict);
    }
    const verdict = judgePortMessage(data);
    const flaw = this.sequence.message(data, verdict.kind !== 'wrong', now);
    this.#add('game', 'port', data, flaw ? { kind: 'note', why: `${verdict.why} ${flaw}` } : verdict);
  }

  #closePorts(): void {
    for (const port of this.#ports) port.close();
    this.#ports = [];
    this.#isOpen = false;
  }

  #add(
    from: 'game' | 'page',
    way: 'window' | 'port',
    data: unknown,
    { kind, why }: { kind: RecordedMessage['verdict']; why: string },
  ) {
    if (this.messages.length >= MOST_MESSAGES) {
      this.#left++;
      return;
    }
    const text = show(data, LONGEST_MESSAGE);
    let kept: unknown = text;
    try {
      kept = JSON.parse(text);
    } catch {
      // not JSON, or cut: the text it is
    }
    this.messages.push({ at: this.#now, from, way, data: kept, verdict: kind, why });
  }
}
