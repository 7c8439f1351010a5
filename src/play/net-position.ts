/**
 * Won or lost since the game was opened, as long as that can be known: the first balance came before the first round, the
 * last one after the last round, in the same currency, and no money was paid in meanwhile.
 */
export interface Money {
  readonly amount: number;
  readonly currency?: string;
}

export class NetPosition {
  #first?: Money;
  #last?: Money;
  #isKnown = true;
  /** The game has sent a message about money. */
  hasMoney = false;

  /** The game has reported a balance. */
  add(balance: Money): void {
    this.hasMoney = true;
    this.#first ??= balance;
    this.#last = balance;
    if (balance.currency !== this.#first.currency) this.#isKnown = false;
  }

  /** A round begins: the balance is outdated. */
  beginRound(): void {
    this.#last = undefined;
    if (!this.#first) this.#isKnown = false;
  }

  /** The player went to deposit: from then on the difference of balances is not the result of playing. */
  invalidate(): void {
    this.hasMoney = true;
    this.#isKnown = false;
  }

  /** Undefined when unknown. */
  get value(): Money | undefined {
    if (!this.#isKnown || !this.#first || !this.#last) return undefined;
    // Sums of cents in floating point: 0.1 + 0.2 is not 0.3.
    const amount = Math.round((this.#last.amount - this.#first.amount) * 1e6) / 1e6;
    return { amount, currency: this.#first.currency };
  }
}
