/** Code that many boards never need, and the others not at first: fetched when it is asked for. */

const sources = {
  /** What attributes and properties add to a plain board. */
  extras: () => import('./extras.js'),
  /** From the second answer on: what changed, shown and told. */
  changes: () => import('./changes.js'),
  /** Lists of thousands, with players in them twice, or in an order of the page's. */
  long: () => import('./long.js'),
  /** Boards that a gateway ranks. */
  windows: () => import('./windows.js'),
  /** Rows of an answer that could not be read. */
  skipped: () => import('../../shared/skipped-rows.js'),
  /** By keyboard, and to a certain row. */
  walk: () => import('./walk.js'),
};

type Sources = typeof sources;
/** What is here. */
export type Code = { readonly [K in keyof Sources]?: Awaited<ReturnType<Sources[K]>> };

export class LateCode {
  /** What has been fetched for this board. */
  readonly here: Code = {};
  /** Until what was asked for is here, or has failed to come. */
  pending?: Promise<unknown>;
  readonly #failed = new Set<keyof Sources>();
  readonly #onCode: () => void;
  readonly #warn: (message: string) => void;

  /** @param onCode called after each arrival, and after each failure */
  constructor(onCode: () => void, warn: (message: string) => void) {
    this.#onCode = onCode;
    this.#warn = warn;
  }

  /** The code when it is here; undefined while it is on its way; null, once, when it did not come: do without, or ask again. */
  get<K extends keyof Sources>(name: K): Code[K] | null {
    if (this.here[name]) return this.here[name];
    if (this.#failed.delete(name)) return null;
    this.pending = Promise.all([this.pending, this.#fetch(name)]);
    return undefined;
  }

  /** Hands the code on, at once when it is here. */
  use<K extends keyof Sources>(name: K, run: (code: NonNullable<Code[K]>) => void): void {
    const code = this.get(name);
    if (code) run(code);
    else void this.pending?.then(() => this.here[name] && run(this.here[name]));
  }

  async #fetch(name: keyof Sources): Promise<void> {
    try {
      Object.assign(this.here, { [name]: await sources[name]() });
    } catch (error) {
      this.#failed.add(name);
      this.#warn(`a part of the code did not load; the next poll tries again. ${String(error)}`);
    }
    this.#onCode();
  }
}
