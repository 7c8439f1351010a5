/** What must hold between the messages of a game: order, rate, silence while it is paused. */
import { MESSAGES_PER_SECOND } from '../../../src/game/message-limit.js';
import { isGoodbye, parseGameEvent, type GameEvent } from '../../../src/game/messages.js';

/** `open`: nothing has shown it yet. */
export type Outcome = 'open' | 'passed' | 'failed';

export interface Check {
  readonly name: string;
  readonly outcome: Outcome;
  /** What shows it, or what to do so that it shows. */
  readonly detail: string;
}

const CHECKS = {
  hello: ['Says hello', 'The game has posted no hello to its parent. Does it name this page’s origin in “origins”?'],
  open: ['Opens its port', 'Comes after the hello.'],
  ready: ['Says when it is ready', 'Until then the page shows that it loads.'],
  words: ['Uses the vocabulary', 'Nothing has come over the port.'],
  progress: ['Progress only grows', 'The game may leave it out.'],
  rounds: ['Busy and idle take turns', 'Play a round. A game without rounds may leave both out.'],
  rate: [`Stays below ${MESSAGES_PER_SECOND} messages a second, 64 KB each`, 'Nothing has come.'],
  pause: ['Stands still while it is paused', 'Press Pause in the middle of a round, wait, and press Resume.'],
  bye: ['Says goodbye', 'Press “load again”.'],
} as const;
type CheckName = keyof typeof CHECKS;

/** Milliseconds that a game has after `pause` to come to a stand. */
const PAUSE_GRACE = 500;
/** Milliseconds of silence after which a pause counts as kept. */
const PAUSE_SHOWN = 2000;

/** Follows one game from its load on. Times are milliseconds of one clock. */
export class Sequence {
  readonly #found = new Map<CheckName, { outcome: Outcome; detail: string }>();
  #isReady = false;
  #isBusy = false;
  #progress = 0;
  #lastScore?: number;
  #isFinal = false;
  #pausedAt?: number;
  #words = { right: 0, wrong: 0 };
  /** Of the messages of the last second. */
  #times: number[] = [];
  #peak = 0;
  #isLeaving = false;

  get checks(): Check[] {
    return (Object.keys(CHECKS) as CheckName[]).map((key) => {
      const [name, hint] = CHECKS[key];
      return { name, ...(this.#found.get(key) ?? { outcome: 'open', detail: hint }) };
    });
  }

  /** The document of the game is about to be replaced by a new one of the same game. */
  leaving(): void {
    this.#isLeaving = true;
  }

  /** The frame has loaded a document. */
  loaded(): void {
    if (!this.#isLeaving) return;
    this.#isLeaving = false;
    if (this.#found.get('bye')?.outcome !== 'passed') this.#fail('bye', 'The game was loaded again without one.');
  }

  hello(): void {
    // A new document: what the one before had said does not count for it.
    this.#isReady = this.#isBusy = this.#isFinal = false;
    this.#progress = 0;
    this.#lastScore = this.#pausedAt = undefined;
    this.#pass('hello', 'Seen.');
  }

  opened(isRight: boolean): void {
    if (isRight) this.#pass('open', 'The nonce came back.');
    else this.#fail('open', 'Something else came before the nonce.');
  }

  /** The page has stopped listening to the game. */
  closed(reason: 'flood' | 'oversize'): void {
    this.#fail('rate', reason === 'flood' ? 'Too many messages within a second.' : 'A message was too large.');
  }

  command(type: string, at: number): void {
    if (type === 'pause') this.#pausedAt ??= at;
    if (type !== 'resume' || this.#pausedAt === undefined) return;
    if (at - this.#pausedAt >= PAUSE_SHOWN) this.#pass('pause', 'Nothing of a round came in the meantime.');
    this.#pausedAt = undefined;
  }

  /** Any message of the game, on whichever way. */
  count(at: number): void {
    this.#times = [...this.#times.filter((time) => at - time < 1000), at];
    this.#peak = Math.max(this.#peak, this.#times.length);
    this.#pass('rate', `At most ${this.#peak} within a second.`);
  }

  /** A message on the open port. Answers what is not right about its place in the order. */
  message(data: unknown, isRight: boolean, at: number): string | undefined {
    this.#words[isRight ? 'right' : 'wrong']++;
    const { right, wrong } = this.#words;
    if (wrong > 0) this.#fail('words', `${wrong} of ${right + wrong} messages are not right: see the list.`);
    else this.#pass('words', `${right} ${right === 1 ? 'message' : 'messages'}, all right.`);
    if (isGoodbye(data)) {
      this.#pass('bye', 'Seen.');
      return undefined;
    }
    const event = parseGameEvent(data);
    return event ? (this.#follow(event) ?? this.#whilePaused(event, at)) : undefined;
  }

  #follow(event: GameEvent): string | undefined {
    switch (event.type) {
      case 'ready':
        if (this.#isReady) return 'It has said so before.';
        this.#isReady = true;
        return this.#pass('ready', 'Seen.');
      case 'progress':
        if (event.value < this.#progress)
          return this.#fail('progress', `From ${this.#progress} back to ${event.value}.`);
        this.#progress = event.value;
        return this.#pass('progress', `Up to ${event.value}.`);
      case 'busy':
        if (this.#isBusy) return this.#fail('rounds', 'Busy came twice without an idle between.');
        this.#isBusy = true;
        this.#isFinal = false;
        return undefined;
      case 'idle':
        if (this.#isBusy) this.#pass('rounds', 'A round has begun and ended.');
        this.#isBusy = false;
        return undefined;
      case 'score':
        return this.#followScore(event.score, !!event.final);
      default:
        return undefined;
    }
  }

  #followScore(score: number, isFinal: boolean): string | undefined {
    const isSame = score === this.#lastScore && isFinal === this.#isFinal;
    const wasFinal = this.#isFinal;
    this.#lastScore = score;
    this.#isFinal = isFinal;
    if (isSame) return 'The same score as before: send it when it changes.';
    return wasFinal && !this.#isBusy ? 'The score before was final, and no round has begun since.' : undefined;
  }

  #whilePaused({ type }: GameEvent, at: number): string | undefined {
    if (this.#pausedAt === undefined || at - this.#pausedAt < PAUSE_GRACE) return undefined;
    if (type !== 'busy' && type !== 'idle' && type !== 'score') return undefined;
    return this.#fail('pause', `“${type}” came ${((at - this.#pausedAt) / 1000).toFixed(1)} s after pause.`);
  }

  /** A check that has failed once stays so until the game is loaded again. */
  #pass(name: CheckName, detail: string): undefined {
    if (this.#found.get(name)?.outcome !== 'failed') this.#found.set(name, { outcome: 'passed', detail });
    return undefined;
  }

  #fail(name: CheckName, detail: string): string {
    this.#found.set(name, { outcome: 'failed', detail });
    return detail;
  }
}
