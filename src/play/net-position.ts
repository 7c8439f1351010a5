export interface Money {
  readonly amount: number;
  readonly currency?: string;
}

/**
 * Won or lost since the game was opened, as long as that can be known: the first balance came before the first round, the
 * last one after the last round, in the same currency, and no money was paid in meanwhile. Where the page knows the balance,
 * that counts instead of the game's messages: it is up to date at any time.
 */
export class NetPosition {
  /** The page's balance when the game was opened. */
  readonly #opening?: number;
  #first?: Money;
  #last?: Money;
  #isKnown = true;
  #hasPaidIn = false;
  /** The game has sent a message about money. */
  hasMoney = false;

  /** @param opening the balance, where the page knows it */
  constructor(opening?: number) {
    this.#opening = opening;
  }

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
    this.hasMoney = this.#hasPaidIn = true;
    this.#isKnown = false;
  }

  /**
   * Undefined when unknown.
   * @param balance where the page knows it
   */
  value(balance?: Money): Money | undefined {
    if (balance && this.#opening !== undefined)
      return this.#hasPaidIn ? undefined : { ...balance, amount: difference(balance.amount, this.#opening) };
    if (!this.#isKnown || !this.#first || !this.#last) return undefined;
    return { amount: difference(this.#last.amount, this.#first.amount), currency: this.#first.currency };
  }
}

/** Sums of cents in floating point: 0.1 + 0.2 is not 0.3. */
const difference = (one: number, other: number): number => Math.round((one - other) * 1e6) / 1e6;
