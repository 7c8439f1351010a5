/** What protects the player while a game is open: the clock, the reality check, breaks, and the end that was agreed. */
import { Holds, type Holder } from './pause-queue.js';
import { dueNow, nextDue, type Limits } from './reality-check.js';
import { breakEnd, keepBreak, type OpenGame } from './saved-run.js';
import { SessionClock } from './session-clock.js';

/** The service gives the end in full seconds, cut off: nothing is over before this many milliseconds more. */
const GRACE = 1000;
/** Milliseconds before the end of the session from which on the player is told. */
const EXPIRING = 60_000;

export interface Ward extends Holder {
  readonly limits: Limits;
  readonly player: () => string | undefined;
  /** A game can be held: it is there and played. */
  readonly isPlaying: () => boolean;
  /** Each second, for what shows the time. */
  readonly onBeat: () => void;
  /** The session has come to the end that was agreed at its start, by the clock of this machine. */
  readonly onEnd: () => void;
  /** A break that kept a game from being started is over. */
  readonly onRested: () => void;
}

export class Protection {
  readonly clock = new SessionClock((now) => this.#beat(now));
  readonly holds: Holds;
  /** The session ends within a minute. */
  isExpiring = false;
  #open?: OpenGame;
  readonly #ward: Ward;

  constructor(ward: Ward) {
    this.#ward = ward;
    this.holds = new Holds({ send: ward.send, onHold: this.#onHold });
  }

  /** When the player's break ends, milliseconds since 1970; 0 without one. */
  get breakUntil(): number {
    return breakEnd(this.#ward.player());
  }

  start(open: OpenGame): void {
    this.#open = open;
    this.clock.start(open.startedAt);
  }

  /** Watches a break that began earlier. */
  rest(): void {
    this.#open = undefined;
    this.clock.start(Date.now());
  }

  /** What the clock shows stays. */
  stop(): void {
    this.#open = undefined;
    this.isExpiring = false;
    this.holds.clear();
    this.clock.stop();
  }

  /** The player goes on: they have seen the clock, or the break is over. False when it is not. */
  release(): boolean {
    const { holds } = this;
    const now = Date.now();
    if (!this.#open || !holds.now || (holds.now === 'break' && now < this.breakUntil)) return false;
    if (holds.now === 'break') this.#open.since = now;
    if (holds.now !== 'paused') this.#open.checkedAt = now;
    holds.release();
    this.clock.tick();
    return true;
  }

  readonly #onHold: Holder['onHold'] = (hold, isTold) => {
    if (hold === 'break') keepBreak(this.#ward.player(), Date.now() + this.#ward.limits.breakDuration * 60_000);
    this.#ward.onHold(hold, isTold);
  };

  /** Answers when something is due next. */
  #beat(now: number): number {
    this.#ward.onBeat();
    return this.#open ? this.#watch(this.#open, now) : this.#watchRest(now);
  }

  #watchRest(now: number): number {
    const until = this.breakUntil;
    if (now < until) return until;
    this.clock.stop();
    this.#ward.onRested();
    return Infinity;
  }

  #watch(open: OpenGame, now: number): number {
    const { limits } = this.#ward;
    const expiresAt = (open.expiresAt ?? Infinity) + GRACE;
    if (now >= expiresAt) {
      open.expiresAt = undefined;
      this.#ward.onEnd();
      return Infinity;
    }
    this.isExpiring = now >= expiresAt - EXPIRING;
    const isHeld = this.holds.now === 'break' || this.holds.now === 'reality-check';
    const due = this.#ward.isPlaying() && !isHeld ? dueNow(limits, open, now) : undefined;
    if (due) this.holds.want(due, now);
    if (this.holds.now === 'break') return Math.min(expiresAt, this.breakUntil);
    return due || isHeld ? expiresAt : Math.min(expiresAt, nextDue(limits, open));
  }
}
