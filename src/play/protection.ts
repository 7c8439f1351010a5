/**
 * Play time, reality checks and breaks of one player: one count for every frame on the page and for all tabs. Time is
 * counted on a monotonic clock, so setting the device's clock changes nothing; between two pages only the device's clock
 * is there, and it can shorten a break but never below what has really passed while a page was open.
 */
import type { Clock } from '../api/clock.js';
import { readStored, writeStored, type Store } from '../live/storage.js';
import type { Channel, HoldReason, Limits } from './types.js';

/** A game that is protected. */
export interface ProtectedRun {
  readonly limits: Limits;
  /** Whether the game is running, so that its time counts. */
  readonly isPlaying: boolean;
  /** Stops the game, between two rounds where the game reports them. */
  hold(reason: HoldReason): void;
  /** The player has answered in another frame or tab, or the break is over: what was held for this may go on. */
  release(reason: Exclude<HoldReason, 'paused'>): void;
  /** Called each second, for what shows the time. */
  tick(): void;
}

export interface ProtectionOptions {
  readonly storage?: Store;
  readonly locks?: Pick<LockManager, 'request'>;
  readonly channel?: Channel;
  readonly clock: Clock;
  /** Sends `visibilitychange` and `freeze`. */
  readonly page?: Pick<EventTarget, 'addEventListener'> & { readonly visibilityState?: string };
}

interface State {
  /** Grows with each check, break and fresh start; of two tabs the state with the higher number is newer. */
  readonly version: number;
  /** Milliseconds of play since the last break. */
  readonly played: number;
  /** `played` at the last reality check. */
  readonly checked: number;
  /** Milliseconds of the break that are left; 0 without one. */
  readonly breakLeft: number;
}

const MINUTE = 60_000;
const SECOND = 1000;
/** Milliseconds between two writes while time only passes. */
const SAVE_EVERY = 5000;
/** The most that one tick counts as play: browsers call the timers of hidden pages once a minute, a sleeping device never. */
const LONGEST_TICK = 65_000;
/** A pause of this length counts as a break, unless the page requires longer ones. */
const REST = 15 * MINUTE;
/** Milliseconds after which a game on a page that is not seen is paused. */
const HIDDEN_GRACE = MINUTE;

const fresh = (version: number): State => ({ version, played: 0, checked: 0, breakLeft: 0 });

export class Protection {
  readonly #name: string;
  readonly #options: ProtectionOptions;
  readonly #runs = new Set<ProtectedRun>();
  #state: State;
  #tickedAt: number;
  #playedAt: number;
  #savedAt = -Infinity;
  #cancelTick?: () => void;
  #cancelHidden?: () => void;
  /** This tab counts the time; another one that plays at the same time only follows. */
  #isCounting = false;
  #stopCounting?: () => void;

  /** @param scope names the player and the service */
  constructor(scope: string, options: ProtectionOptions) {
    this.#name = `gs-protection ${scope}`;
    this.#options = options;
    this.#tickedAt = this.#playedAt = options.clock.elapsed();
    this.#state = this.#load();
    options.channel?.addEventListener('message', ({ data }) => this.#onMessage(data));
    options.page?.addEventListener('visibilitychange', () => this.#onVisibility());
    // The next tab counts.
    options.page?.addEventListener('freeze', () => this.#stopCounting?.());
  }

  /** Milliseconds of the player's break that are left; 0 without one. */
  get breakLeft(): number {
    const { breakLeft } = this.#state;
    return breakLeft > 0 ? Math.max(1, breakLeft - (this.#options.clock.elapsed() - this.#tickedAt)) : 0;
  }

  /** Milliseconds of play since the last break. */
  get played(): number {
    return this.#state.played;
  }

  /** Protects a game until `leave`. On a break it is held at once. */
  join(run: ProtectedRun): void {
    if (this.#runs.size === 0) this.#rest();
    this.#runs.add(run);
    this.#tick();
  }

  leave(run: ProtectedRun): void {
    this.#tick();
    this.#runs.delete(run);
    if (this.#runs.size > 0) return;
    this.#cancelTick?.();
    this.#stopCounting?.();
    this.#save();
  }

  /** A game starts or stops, or its limits change. */
  update(): void {
    if (this.#runs.size > 0) this.#tick();
  }

  /** The player has confirmed the reality check. */
  acknowledgeCheck(): void {
    this.#tick();
    this.#change({ ...this.#state, checked: this.#state.played });
    for (const run of [...this.#runs]) run.release('reality-check');
    this.#tick();
  }

  /** Time while no page was open: a long one counts as a break. */
  #rest(): void {
    const { clock } = this.#options;
    const longest = Math.max(REST, this.#limits.breakDuration * MINUTE);
    if (this.#state.breakLeft === 0 && this.#state.played > 0 && clock.elapsed() - this.#playedAt >= longest)
      this.#change(fresh(this.#state.version + 1));
  }

  /** The strictest limits of the games on the page. */
  get #limits(): Limits {
    const least = (name: keyof Limits) => Math.min(...[...this.#runs].map(({ limits }) => limits[name] || Infinity));
    const longest = Math.max(0, ...[...this.#runs].map(({ limits }) => limits.breakDuration || 0));
    return { realityCheck: least('realityCheck'), breakAfter: least('breakAfter'), breakDuration: longest };
  }

  get #isPlaying(): boolean {
    return [...this.#runs].some((run) => run.isPlaying);
  }

  #tick(): void {
    const { clock } = this.#options;
    this.#cancelTick?.();
    const passed = clock.elapsed() - this.#tickedAt;
    this.#tickedAt = clock.elapsed();
    this.#count(passed);
    this.#enforce();
    for (const run of [...this.#runs]) run.tick();
    if (clock.elapsed() - this.#savedAt >= SAVE_EVERY) this.#save();
    if (this.#runs.size > 0) this.#cancelTick = clock.after(this.#untilNext(), () => this.#tick());
  }

  #count(passed: number): void {
    const { breakLeft, played, version } = this.#state;
    if (breakLeft > passed) this.#state = { ...this.#state, breakLeft: breakLeft - passed };
    else if (breakLeft > 0) this.#change(fresh(version + 1));
    else if (this.#isCounting) this.#state = { ...this.#state, played: played + Math.min(passed, LONGEST_TICK) };
    const isPlaying = this.#isPlaying;
    if (isPlaying) this.#playedAt = this.#options.clock.elapsed();
    if (isPlaying && this.#state.breakLeft === 0) this.#startCounting();
    else this.#stopCounting?.();
  }

  /** Holds every game on the page for what is due; the break goes first. */
  #enforce(): void {
    const { realityCheck, breakAfter, breakDuration } = this.#limits;
    const { played, checked, breakLeft, version } = this.#state;
    const isPlaying = this.#isPlaying;
    if (breakLeft === 0 && isPlaying && breakDuration > 0 && played >= breakAfter * MINUTE)
      this.#change({ ...fresh(version), breakLeft: breakDuration * MINUTE });
    if (this.#state.breakLeft > 0) this.#holdAll('break');
    else if (isPlaying && played - checked >= realityCheck * MINUTE) this.#holdAll('reality-check');
  }

  #holdAll(reason: HoldReason): void {
    for (const run of [...this.#runs]) run.hold(reason);
  }

  /** Milliseconds to the next full second, or to what is due before that. */
  #untilNext(): number {
    const { realityCheck, breakAfter } = this.#limits;
    const { played, checked, breakLeft } = this.#state;
    const dues = breakLeft > 0 ? [breakLeft] : [breakAfter * MINUTE - played, realityCheck * MINUTE - played + checked];
    const soonest = Math.min(SECOND, ...dues.filter((due) => due > 0));
    return Math.max(1, soonest);
  }

  /** One tab counts while several play: two games at once are not played for twice the time. */
  #startCounting(): void {
    if (this.#stopCounting) return;
    const abort = new AbortController();
    let release: (() => void) | undefined;
    this.#stopCounting = () => {
      this.#stopCounting = undefined;
      this.#isCounting = false;
      abort.abort();
      release?.();
    };
    const begin = () => {
      if (abort.signal.aborted) return undefined;
      this.#tickedAt = this.#options.clock.elapsed();
      this.#isCounting = true;
      return new Promise<void>((resolve) => (release = resolve));
    };
    const { locks } = this.#options;
    if (locks)
      locks.request(this.#name, { signal: abort.signal }, begin).catch(() => undefined); // stopped while waiting
    else void begin();
  }

  #change(state: State): void {
    const wasOnBreak = this.#state.breakLeft > 0;
    this.#state = { ...state, version: Math.max(state.version, this.#state.version + 1) };
    this.#save();
    if (wasOnBreak && this.#state.breakLeft === 0) for (const run of [...this.#runs]) run.release('break');
  }

  #save(): void {
    const { storage, channel, clock } = this.#options;
    this.#savedAt = clock.elapsed();
    writeStored(storage, this.#name, { ...this.#state, savedAt: clock.now() });
    channel?.postMessage({ type: 'protection', name: this.#name, state: this.#state });
  }

  #load(): State {
    const { storage, clock } = this.#options;
    const stored = readStored(storage, this.#name);
    const state = parseState(stored);
    if (!state) return fresh(0);
    const { savedAt } = stored as { savedAt?: unknown };
    const away = typeof savedAt === 'number' ? Math.max(0, clock.now() - savedAt) : 0;
    if (state.breakLeft > away) return { ...state, breakLeft: state.breakLeft - away };
    // The same version: a tab that is open knows better than the device's clock.
    return state.breakLeft > 0 || away >= REST ? fresh(state.version) : state;
  }

  #onMessage(message: unknown): void {
    const { type, name, state } = (message ?? {}) as { type?: unknown; name?: unknown; state?: unknown };
    const theirs = type === 'protection' && name === this.#name ? parseState(state) : undefined;
    if (theirs) this.#follow(theirs);
  }

  /** What another tab knows: newer, or stricter. */
  #follow(theirs: State): void {
    const before = this.#state;
    const isNewer = theirs.version > before.version;
    const isStricter = theirs.breakLeft > 0 ? before.breakLeft === 0 : theirs.played > before.played;
    if (!isNewer && !(theirs.version === before.version && isStricter)) return;
    this.#tickedAt = this.#options.clock.elapsed();
    this.#state = theirs;
    const runs = [...this.#runs];
    if (isNewer && theirs.breakLeft === 0) {
      for (const run of runs) run.release(before.breakLeft > 0 ? 'break' : 'reality-check');
    }
    this.update();
  }

  #onVisibility(): void {
    this.#cancelHidden?.();
    this.#cancelHidden = undefined;
    if (this.#options.page?.visibilityState === 'hidden')
      this.#cancelHidden = this.#options.clock.after(HIDDEN_GRACE, () => this.#holdAll('paused'));
    // A page of the back/forward cache gets no messages.
    else this.#follow(this.#load());
    this.update();
  }
}

function parseState(value: unknown): State | undefined {
  const { version, played, checked, breakLeft } = (value ?? {}) as Partial<Record<keyof State, unknown>>;
  const isTime = (time: unknown): time is number => typeof time === 'number' && Number.isFinite(time) && time >= 0;
  if (!isTime(version) || !isTime(played) || !isTime(checked) || !isTime(breakLeft)) return undefined;
  return { version, played, checked: Math.min(checked, played), breakLeft };
}
