/** When the player has to be shown the clock, or sent on a break. Pure, so that it can be read and tested at a glance. */

/** Minutes; 0 switches off. Parts of a minute are allowed. */
export interface Limits {
  readonly realityCheck: number;
  readonly breakAfter: number;
  readonly breakDuration: number;
}

/** Milliseconds since 1970. */
interface Marks {
  /** When the player last looked at the clock. */
  readonly checkedAt: number;
  /** Since when they play without a break. */
  readonly since: number;
}

const MINUTE = 60_000;
/** A game that never says that a round is over is interrupted all the same, this many milliseconds later. */
export const LONGEST_ROUND = 3 * MINUTE;

const after = (mark: number, minutes: number) => (minutes > 0 ? mark + minutes * MINUTE : Infinity);

/** When the next one of the two is due. */
export function nextDue({ realityCheck, breakAfter, breakDuration }: Limits, { checkedAt, since }: Marks): number {
  return Math.min(after(checkedAt, realityCheck), breakDuration > 0 ? after(since, breakAfter) : Infinity);
}

/** What is due now; the break goes first. */
export function dueNow(limits: Limits, marks: Marks, now: number): 'reality-check' | 'break' | undefined {
  if (now < nextDue(limits, marks)) return undefined;
  const needsBreak = limits.breakDuration > 0 && now >= after(marks.since, limits.breakAfter);
  return needsBreak ? 'break' : 'reality-check';
}

/**
 * Won or lost since the game was opened, as long as that can be known: the first balance came before the first round,
 * the last one after the last round, in the same currency, and no money was paid in meanwhile.
 */
export class NetPosition {
  #first?: { amount: number; currency?: string };
  #last?: { amount: number; currency?: string };
  #isKnown = true;

  add(balance: { amount: number; currency?: string }): void {
    this.#first ??= balance;
    this.#last = balance;
    if (balance.currency !== this.#first.currency) this.#isKnown = false;
  }

  /** A round begins: what was the balance is not any more. */
  round(): void {
    this.#last = undefined;
    if (!this.#first) this.#isKnown = false;
  }

  /** The player went to pay in: from here on a higher balance says nothing. */
  spoil(): void {
    this.#isKnown = false;
  }

  /** Undefined when unknown. */
  get value(): { net: number; currency?: string } | undefined {
    if (!this.#isKnown || !this.#first || !this.#last) return undefined;
    // Sums of cents in floating point: 0.1 + 0.2 is nobody's balance.
    return { net: Math.round((this.#last.amount - this.#first.amount) * 1e6) / 1e6, currency: this.#first.currency };
  }
}
